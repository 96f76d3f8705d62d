// SPDX-License-Identifier: Apache-2.0
#include "display/font_files.h"

#include <cerrno>
#include <cstddef>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hall::display {

namespace {

tl::unexpected<Error> unreadable(const std::string& path) {
    return fail(Fault::bad_font, path + ": " + std::system_category().message(errno));
}

}  // namespace

Result<FontFile> map_font(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return unreadable(path);
    }
    struct stat about {};
    if (::fstat(file, &about) != 0 || about.st_size <= 0) {
        ::close(file);
        return fail(Fault::bad_font, path + " is empty");
    }
    const auto size = static_cast<std::size_t>(about.st_size);
    void* const at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    ::close(file);
    if (at == MAP_FAILED) {
        return unreadable(path);
    }
    std::shared_ptr<const void> owner(at, [size](void* mapped) { ::munmap(mapped, size); });
    return FontFile{std::move(owner), {static_cast<const std::uint8_t*>(at), size}};
}

Result<FontSet> debian_fonts(const std::string& root) {
    FontSet fonts;
    for (const auto& [name, slot] : {std::pair{"NotoSansCJK-Regular.ttc", &fonts.han_regular},
                                     std::pair{"NotoSansCJK-Bold.ttc", &fonts.han_bold}}) {
        auto file = map_font(root + "/opentype/noto/" + name);
        if (!file) {
            return fail(Fault::bad_font, file.error().detail + " (package fonts-noto-cjk)");
        }
        *slot = std::move(*file);
    }
    for (const auto& [name, slot] : {std::pair{"Inter-Regular.otf", &fonts.latin_regular},
                                     std::pair{"Inter-Bold.otf", &fonts.latin_bold}}) {
        if (auto file = map_font(root + "/opentype/inter/" + name)) {
            *slot = std::move(*file);
        }
    }
    for (const char* name : {"9pt", "10pt", "13px", "11pt", "12pt"}) {
        if (auto file = map_font(root + "/X11/misc/wenquanyi_" + std::string(name) + ".pcf")) {
            fonts.dots.push_back(std::move(*file));
        }
    }
    return fonts;
}

}  // namespace hall::display
