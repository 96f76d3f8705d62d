// SPDX-License-Identifier: Apache-2.0
#include "printer/png.h"

#include <cassert>
#include <cstdlib>
#include <cstring>
#include <string>

#include <png.h>

namespace hall::printer {

namespace {

constexpr png_uint_32 kDotsPerMetre = 7992;  // 203 dpi
constexpr png_uint_32 kWidthMax = 4096;
constexpr png_uint_32 kHeightMax = 16384;

void append(png_structp png, png_bytep data, png_size_t size) {
    auto* out = static_cast<std::vector<std::uint8_t>*>(png_get_io_ptr(png));
    out->insert(out->end(), data, data + size);
}

void flush_nothing(png_structp) {
}

// Nothing in writing to memory can fail but memory itself: a broken invariant.
[[noreturn]] void broken(png_structp, png_const_charp) {
    std::abort();
}

void quiet(png_structp, png_const_charp) {
}

}  // namespace

std::vector<std::uint8_t> encode_png(const Bitmap& picture) {
    std::vector<std::uint8_t> bytes;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, broken, quiet);
    png_infop info = png_create_info_struct(png);
    assert(png != nullptr && info != nullptr);
    png_set_write_fn(png, &bytes, append, flush_nothing);
    png_set_IHDR(png, info, static_cast<png_uint_32>(picture.width_dots),
                 static_cast<png_uint_32>(picture.height_dots), 1, PNG_COLOR_TYPE_GRAY,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(png, info, kDotsPerMetre, kDotsPerMetre, PNG_RESOLUTION_METER);
    png_write_info(png, info);
    png_set_invert_mono(png);  // PNG says 1 for white.
    for (int y = 0; y < picture.height_dots; ++y) {
        png_write_row(png, picture.rows.data() + static_cast<std::size_t>(y) * picture.row_bytes());
    }
    png_write_end(png, nullptr);
    png_destroy_write_struct(&png, &info);
    return bytes;
}

Result<Bitmap> decode_png(std::span<const std::uint8_t> bytes) {
    png_image image;
    std::memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) {
        return fault(Fault::bad_picture, image.message);
    }
    if (image.width > kWidthMax || image.height > kHeightMax) {
        png_image_free(&image);
        return fault(Fault::bad_picture, "larger than 4096 x 16384 dots");
    }
    image.format = PNG_FORMAT_GRAY;
    std::vector<std::uint8_t> grey(PNG_IMAGE_SIZE(image));
    const png_color white{255, 255, 255};
    if (png_image_finish_read(&image, &white, grey.data(), 0, nullptr) == 0) {
        return fault(Fault::bad_picture, image.message);
    }
    Bitmap picture = Bitmap::blank(static_cast<int>(image.width), static_cast<int>(image.height));
    for (int y = 0; y < picture.height_dots; ++y) {
        for (int x = 0; x < picture.width_dots; ++x) {
            const auto at = static_cast<std::size_t>(y) * image.width + static_cast<std::size_t>(x);
            picture.set(x, y, grey[at] < 128);
        }
    }
    return picture;
}

}  // namespace hall::printer
