// SPDX-License-Identifier: Apache-2.0
#include "display/picture.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <png.h>
#include <unistd.h>

namespace hall::display {

namespace {

std::string reason() {
    return std::system_category().message(errno);
}

bool write_all(int file, std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t taken = ::write(file, bytes.data(), bytes.size());
        if (taken < 0 && errno == EINTR) {
            continue;
        }
        if (taken <= 0) {
            return false;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(taken));
    }
    return true;
}

}  // namespace

Result<std::vector<std::uint8_t>> png_of(const Canvas& canvas) {
    // The simplified interface has no 1-bit form; a mono board's picture becomes 8-bit grey.
    const bool mono = canvas.depth() == Depth::mono;
    std::vector<std::uint8_t> grey;
    if (mono) {
        for (int y = 0; y < canvas.height(); ++y) {
            for (int x = 0; x < canvas.width(); ++x) {
                grey.push_back(canvas.pixel(x, y).r);
            }
        }
    }
    const void* pixels = mono ? grey.data() : canvas.bytes().data();
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(canvas.width());
    image.height = static_cast<png_uint_32>(canvas.height());
    image.format = mono ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    std::vector<std::uint8_t> png(size);
    if (png_image_write_to_memory(&image, png.data(), &size, 0, pixels, 0, nullptr) == 0) {
        return fail(Fault::cannot_write, image.message);
    }
    png.resize(size);
    return png;
}

Result<Canvas> canvas_of(std::span<const std::uint8_t> png, int side_most) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, png.data(), png.size()) == 0) {
        return fail(Fault::cannot_write, image.message);
    }
    const auto most = static_cast<png_uint_32>(side_most);
    if (image.width > most || image.height > most) {
        png_image_free(&image);
        return fail(Fault::cannot_write,
                    "a picture beyond " + std::to_string(side_most) + " pixels a side");
    }
    image.format = PNG_FORMAT_RGB;
    std::vector<std::uint8_t> rgb(PNG_IMAGE_SIZE(image));
    if (png_image_finish_read(&image, nullptr, rgb.data(), 0, nullptr) == 0) {
        return fail(Fault::cannot_write, image.message);
    }
    Canvas canvas(static_cast<int>(image.width), static_cast<int>(image.height), Depth::rgb);
    const std::uint8_t* from = rgb.data();
    for (int y = 0; y < canvas.height(); ++y) {
        for (int x = 0; x < canvas.width(); ++x, from += 3) {
            canvas.fill({x, y, 1, 1}, {from[0], from[1], from[2]});
        }
    }
    return canvas;
}

Canvas as_lamps(const Canvas& canvas, int scale, Color lit) {
    Canvas out(canvas.width() * scale, canvas.height() * scale, Depth::rgb);
    const bool mono = canvas.depth() == Depth::mono;
    constexpr Color kUnlit{16, 16, 18};
    const int radius_4 = scale * scale - scale / 2;  // (2r)², a little inside the cell
    for (int y = 0; y < out.height(); ++y) {
        for (int x = 0; x < out.width(); ++x) {
            Color color = canvas.pixel(x / scale, y / scale);
            if (mono && color == kWhite) {
                color = lit;
            }
            const int dx = 2 * (x % scale) + 1 - scale;
            const int dy = 2 * (y % scale) + 1 - scale;
            const bool lamp = scale < 4 || dx * dx + dy * dy < radius_4;
            if (lamp) {
                out.fill({x, y, 1, 1}, scale >= 4 && color == kBlack ? kUnlit : color);
            }
        }
    }
    return out;
}

Outcome write_whole(const std::string& path, std::span<const std::uint8_t> bytes) {
    const std::string beside = path + ".new";
    const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0) {
        return fail(Fault::cannot_write, beside + ": " + reason());
    }
    const bool written = write_all(file, bytes) && ::fsync(file) == 0;
    const std::string why = written ? std::string() : reason();
    ::close(file);
    if (!written) {
        return fail(Fault::cannot_write, beside + ": " + why);
    }
    if (std::rename(beside.c_str(), path.c_str()) != 0) {
        return fail(Fault::cannot_write, path + ": " + reason());
    }
    return {};
}

}  // namespace hall::display
