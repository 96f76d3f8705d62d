// SPDX-License-Identifier: Apache-2.0
#include "kiosk/main/fonts.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hall::kiosk {

namespace {

constexpr int kSimplified = 2;  // Face of Noto Sans CJK: 0 JP, 1 KR, 2 SC, 3 TC, 4 HK.
constexpr int kTraditional = 3;

printer::FontFile font_file(const std::shared_ptr<const MappedFile>& file,
                            int face,
                            int simplified) {
    const auto bytes = file->bytes();
    return {file,
            {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()},
            face,
            simplified};
}

}  // namespace

std::shared_ptr<const MappedFile> MappedFile::open(const std::string& path, std::string& why) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat about {};
    if (fd < 0 || ::fstat(fd, &about) != 0 || about.st_size <= 0) {
        why = path + ": " + std::system_category().message(errno);
        if (fd >= 0) {
            ::close(fd);
        }
        return nullptr;
    }
    const auto size = static_cast<std::size_t>(about.st_size);
    void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
    ::close(fd);
    if (data == MAP_FAILED) {
        why = path + ": " + std::system_category().message(errno);
        return nullptr;
    }
    return std::shared_ptr<const MappedFile>(
        new MappedFile(static_cast<const std::byte*>(data), size));
}

MappedFile::~MappedFile() {
    ::munmap(const_cast<std::byte*>(data_), size_);
}

std::shared_ptr<const FontSet> FontSet::load(const std::string& root, std::string& why) {
    auto set = std::make_shared<FontSet>();
    struct Wanted {
        std::shared_ptr<const MappedFile>* into;
        const char* path;
        const char* package;
    };
    const Wanted wanted[]{
        {&set->latin_regular, "opentype/inter/Inter-Regular.otf", "fonts-inter"},
        {&set->latin_bold, "opentype/inter/Inter-Bold.otf", "fonts-inter"},
        {&set->latin_display, "opentype/inter/InterDisplay-Bold.otf", "fonts-inter"},
        {&set->chinese_regular, "opentype/noto/NotoSansCJK-Regular.ttc", "fonts-noto-cjk"},
        {&set->chinese_bold, "opentype/noto/NotoSansCJK-Bold.ttc", "fonts-noto-cjk"},
        {&set->icons, "truetype/material-design-icons-iconfont/MaterialIcons-Regular.ttf",
         "fonts-material-design-icons-iconfont"}};
    for (const Wanted& one : wanted) {
        *one.into = MappedFile::open(root + "/" + one.path, why);
        if (!*one.into) {
            why += std::string("; install ") + one.package;
            return nullptr;
        }
    }
    return set;
}

platform::FontFiles FontSet::for_screen() const {
    // No medium weight: Debian's Noto CJK has none, and bold stands in.
    return {{latin_regular->bytes(), {}, latin_bold->bytes()},
            {chinese_regular->bytes(), {}, chinese_bold->bytes()},
            icons->bytes()};
}

printer::Result<std::unique_ptr<printer::Fonts>> FontSet::for_printer() const {
    return printer::Fonts::open(font_file(chinese_regular, kTraditional, kSimplified),
                                font_file(chinese_bold, kTraditional, kSimplified),
                                font_file(latin_display, 0, 0));
}

}  // namespace hall::kiosk
