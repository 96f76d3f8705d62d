// SPDX-License-Identifier: Apache-2.0
// Shapes, shadows, pictograms and type on an ImGui draw list; the only file that draws.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/screens/fonts.h"
#include "kiosk/screens/icons.h"
#include "kiosk/screens/semantics.h"
#include "kiosk/screens/theme.h"

struct ImDrawList;
struct ImDrawVert;

namespace hall::screens {

/// What the caller lends for one picture. `texture` turns a 1-bit picture into an ImTextureID of
/// the picture's own size whose dots are white and opaque and whose rest is see-through, so that
/// they take the colour they are drawn in; the caller keeps it as long as it is shown.
struct Skin {
    const Fonts* fonts = nullptr;
    std::function<void*(const kiosk::Picture&)> texture;
};

enum class Align : std::uint8_t { left, centre, right };
enum class Breaks : std::uint8_t { greedy, even };

/// How text is set. `em` in Q.
struct Pen {
    float em = kBody;
    Weight weight = Weight::regular;
    Color ink = 0;
    Characters characters = Characters::content;
    float leading = 1.4F;  ///< Line height in ems.
};

/// Draws in Q. Rectangles are put on whole pixels, so that edges are sharp.
/// Not thread-safe: lives for one picture, on the thread that owns the draw list.
class Painter {
public:
    Painter(ImDrawList& list, const Theme& theme, const Skin& skin, Semantics& semantics);

    [[nodiscard]] const Theme& theme() const noexcept { return theme_; }
    [[nodiscard]] const Palette& colors() const noexcept { return theme_.palette(); }
    [[nodiscard]] bool high_contrast() const noexcept;
    [[nodiscard]] Semantics& semantics() noexcept { return semantics_; }

    void fill(Rect r, Color color, float radius = 0);
    void stroke(Rect r, Color color, float radius, float thickness);
    /// From `a` in the upper left corner to `b`, along `towards` (in shares of width and height).
    void gradient(Rect r, Color a, Color b, Point towards, float radius = 0);
    void disc(Point centre, float radius, Color color);
    void ring(Point centre, float radius, Color color, float thickness);
    /// Part of a ring, clockwise from the top; share 0 to 1.
    void arc(Point centre, float radius, Color color, float thickness, float share);
    void line(const std::vector<Point>& points, Color color, float thickness);
    /// The area between a line and `floor_y`: `crest` coloured at the line, `foot` at the floor.
    void slope(const std::vector<Point>& crest, float floor_y, Color crest_color, Color foot_color);
    /// A soft shadow under a rounded rectangle; nothing in high contrast.
    void shadow(Rect r, float radius, float blur, Color color, float drop);
    /// The dots only; the paper beneath is the caller's.
    void picture(Rect r, const kiosk::Picture& picture, Color ink);

    void icon(Point centre, Icon icon, float em, Color color);

    [[nodiscard]] float width(std::string_view text, const Pen& pen) const;
    [[nodiscard]] std::vector<std::string> lines(std::string_view text,
                                                 const Pen& pen,
                                                 float width,
                                                 Breaks breaks = Breaks::greedy) const;
    /// What paragraph() will take.
    [[nodiscard]] float height(std::string_view text,
                               const Pen& pen,
                               float width,
                               Breaks breaks = Breaks::even) const;
    /// The pen, made smaller down the type scale until the text fits on one line of `width`.
    [[nodiscard]] Pen fitted(std::string_view text, const Pen& pen, float width) const;
    /// One line, centred on its capital height in the box; made smaller when it does not fit.
    void label(Rect box, std::string_view text, const Pen& pen, Align align = Align::left);
    /// As many lines as it takes from the top of the box; its height in Q. The box's own height
    /// is what it should not exceed; 0 for no limit.
    float paragraph(Rect box,
                    std::string_view text,
                    const Pen& pen,
                    Align align = Align::left,
                    Breaks breaks = Breaks::greedy);

    /// What the next text stands on, for the lint's contrast.
    void ground(Color color) noexcept { ground_ = color; }
    [[nodiscard]] Color ground() const noexcept { return ground_; }

    /// A surface whose size is known only when its content is drawn: the content first, above,
    /// then the surface, beneath it.
    void begin_above();
    void go_beneath();
    void end_layers();

    void push_clip(Rect r);
    void pop_clip();
    [[nodiscard]] Rect clip_px() const;

    /// Everything drawn since `mark()` can be moved, made smaller about a point, or faded.
    [[nodiscard]] int mark() const;
    void scale_since(int mark, Point about, float factor);
    void move_since(int mark, float dx, float dy);
    void fade_since(int mark, float alpha);

    [[nodiscard]] Rect px(Rect r) const noexcept;  ///< On whole pixels.

private:
    [[nodiscard]] Point at(Point page) const noexcept { return theme_.on_panel(page); }
    void put(Point baseline_px, std::string_view text, const Pen& pen, Rect box_px, bool fits);
    void recolor(int from, Rect r, Color a, Color b, Point towards);

    ImDrawList& list_;
    const Theme& theme_;
    const Skin& skin_;
    Semantics& semantics_;
    Color ground_ = 0;
};

/// Clips while it lives.
class Clip {
public:
    Clip(Painter& painter, Rect r) : painter_(painter) { painter_.push_clip(r); }
    ~Clip() { painter_.pop_clip(); }
    Clip(const Clip&) = delete;
    Clip& operator=(const Clip&) = delete;

private:
    Painter& painter_;
};

/// Sets the ground while it lives.
class On {
public:
    On(Painter& painter, Color color) : painter_(painter), before_(painter.ground()) {
        painter_.ground(color);
    }
    ~On() { painter_.ground(before_); }
    On(const On&) = delete;
    On& operator=(const On&) = delete;

private:
    Painter& painter_;
    Color before_;
};

}  // namespace hall::screens
