// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/images.h"

#include <cstring>
#include <string>

namespace hall::platform {

namespace {

std::string size_text(const ImageView& image) {
    return std::to_string(image.width) + "x" + std::to_string(image.height);
}

void spread_bits(const ImageView& image, std::vector<std::uint8_t>& out) {
    const auto width = static_cast<std::size_t>(image.width);
    const std::size_t row_bytes = (width + 7) / 8;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::size_t x = i % width;
        const std::byte eight = image.bytes[(i / width) * row_bytes + x / 8];
        const bool ink = (eight & (std::byte{0x80} >> (x % 8))) != std::byte{0};
        out[i] = ink ? 0xFF : 0x00;
    }
}

}  // namespace

std::size_t bytes_of(ImageKind kind, int width, int height) noexcept {
    if (width <= 0 || height <= 0) {
        return 0;
    }
    const auto w = static_cast<std::size_t>(width);
    const auto h = static_cast<std::size_t>(height);
    switch (kind) {
        case ImageKind::bits:
            return (w + 7) / 8 * h;
        case ImageKind::coverage:
            return w * h;
        case ImageKind::rgba:
            return w * h * 4;
    }
    return 0;
}

Result<Pixels> take_in(const ImageView& image, int side_max) {
    if (image.width > side_max || image.height > side_max) {
        return fault(Fault::too_large, size_text(image));
    }
    const std::size_t wanted = bytes_of(image.kind, image.width, image.height);
    if (wanted == 0 || image.bytes.size() != wanted) {
        return fault(Fault::bad_image,
                     size_text(image) + " in " + std::to_string(image.bytes.size()) + " bytes");
    }
    Pixels out{image.kind == ImageKind::rgba, image.width, image.height, {}};
    if (image.kind == ImageKind::bits) {
        out.bytes.resize(bytes_of(ImageKind::coverage, image.width, image.height));
        spread_bits(image, out.bytes);
    } else {
        out.bytes.resize(wanted);
        std::memcpy(out.bytes.data(), image.bytes.data(), wanted);
    }
    return out;
}

}  // namespace hall::platform
