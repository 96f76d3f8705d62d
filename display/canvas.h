// SPDX-License-Identifier: Apache-2.0
// The picture every board is given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace hall::display {

struct Color {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;

    bool operator==(const Color&) const = default;
};

inline constexpr Color kBlack{0, 0, 0};
inline constexpr Color kWhite{255, 255, 255};

/// Pixels; x to the right, y down. Empty when `w` or `h` is not positive.
struct Rect {
    int x = 0;
    int y = 0;
    int w = 0;
    int h = 0;

    [[nodiscard]] int right() const { return x + w; }
    [[nodiscard]] int bottom() const { return y + h; }
    [[nodiscard]] bool empty() const { return w <= 0 || h <= 0; }

    bool operator==(const Rect&) const = default;
};

[[nodiscard]] Rect intersection(Rect a, Rect b);
/// `rect` without `margin` on every side.
[[nodiscard]] Rect inset(Rect rect, int margin);

/// What a pixel can be: lit or not, or 8 bits each of red, green and blue.
enum class Depth : std::uint8_t { mono, rgb };

/// A picture in memory.
///
/// mono: 1 bit per pixel, most significant bit leftmost, rows padded to whole bytes; a colour
/// lights its pixel when its brightest channel is at least half. rgb: 3 bytes per pixel, no
/// padding.
///
/// Drawing outside the canvas or its clip is allowed and does nothing.
///
/// Not thread-safe: owned by whoever draws.
class Canvas {
public:
    /// Black. Width and height 1 … 16384.
    Canvas(int width, int height, Depth depth);

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] Depth depth() const { return depth_; }
    [[nodiscard]] Rect bounds() const { return {0, 0, width_, height_}; }

    /// The whole picture, row after row.
    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return bytes_; }

    /// The colour at a place on the canvas; a lit mono pixel is white.
    [[nodiscard]] Color pixel(int x, int y) const;

    void fill(Rect area, Color color);
    /// Mixes `color` in at `alpha` of 255; on a mono canvas from 128 on it replaces.
    void blend(int x, int y, Color color, unsigned alpha);
    /// Takes over `area` of a canvas of the same size and depth.
    void copy(const Canvas& from, Rect area);

    /// From now on only `area` can be drawn on. Returns what it was.
    Rect clip_to(Rect area);
    [[nodiscard]] Rect clip() const { return clip_; }

    bool operator==(const Canvas& other) const {
        return width_ == other.width_ && height_ == other.height_ && depth_ == other.depth_ &&
               bytes_ == other.bytes_;
    }

private:
    [[nodiscard]] std::size_t offset(int x, int y) const;
    void set(int x, int y, Color color);

    int width_;
    int height_;
    Depth depth_;
    std::size_t stride_;
    Rect clip_;
    std::vector<std::uint8_t> bytes_;
};

/// Narrows a canvas's clip for as long as it lives.
class Clip {
public:
    Clip(Canvas& canvas, Rect area)
        : canvas_(canvas),
          before_(canvas.clip_to(intersection(canvas.clip(), area))) {}
    ~Clip() { canvas_.clip_to(before_); }
    Clip(const Clip&) = delete;
    Clip& operator=(const Clip&) = delete;

private:
    Canvas& canvas_;
    Rect before_;
};

}  // namespace hall::display
