// SPDX-License-Identifier: Apache-2.0
// The font files of the system, mapped once and shared by screen and printer.
#pragma once

#include <memory>
#include <string>

#include "kiosk/platform/glyph_atlas.h"
#include "printer/fonts.h"

namespace hall::kiosk {

/// A file mapped read-only; the bytes live as long as the object.
class MappedFile {
public:
    /// Null, with `why` filled, when the file cannot be mapped.
    static std::shared_ptr<const MappedFile> open(const std::string& path, std::string& why);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return {data_, size_}; }

private:
    MappedFile(const std::byte* data, std::size_t size) : data_(data), size_(size) {}
    const std::byte* data_;
    std::size_t size_;
};

/// Inter, Noto Sans CJK and Material Icons, as Debian installs them below /usr/share/fonts.
struct FontSet {
    std::shared_ptr<const MappedFile> latin_regular;
    std::shared_ptr<const MappedFile> latin_bold;
    std::shared_ptr<const MappedFile> latin_display;
    std::shared_ptr<const MappedFile> chinese_regular;
    std::shared_ptr<const MappedFile> chinese_bold;
    std::shared_ptr<const MappedFile> icons;

    /// Null, with `why` filled (the file and the package that has it), when one is missing.
    static std::shared_ptr<const FontSet> load(const std::string& root, std::string& why);

    [[nodiscard]] platform::FontFiles for_screen() const;
    [[nodiscard]] printer::Result<std::unique_ptr<printer::Fonts>> for_printer() const;
};

}  // namespace hall::kiosk
