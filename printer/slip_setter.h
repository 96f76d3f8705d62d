// SPDX-License-Identifier: Apache-2.0
// The parts of a slip, each set below the last: layout()'s own hands.
#pragma once

#include <string>
#include <vector>

#include "printer/layout.h"
#include "printer/sheet.h"

namespace hall::printer {

/// Sizes in dots of one paper.
struct Measures {
    int margin;
    int hall, title, service, number, where, counters;
    int glance;  ///< The large line of what is looked for.
    int body, small, second;
    int module;  ///< Of the QR code.
    int gap;     ///< Between blocks; half of it within one.
    int hairline;
    bool narrow;

    /// By the width in millimetres; the sizes follow the head's resolution.
    [[nodiscard]] static Measures of(PaperSize paper);
};

/// Used once: set() and gone. Not thread-safe.
class SlipSetter {
public:
    SlipSetter(const Slip& slip, Fonts& fonts, PaperSize paper);

    /// Errors: bad_qr.
    [[nodiscard]] Result<Bitmap> set();

private:
    struct Line {
        std::string text;
        TextStyle style;
        int above = 0;
    };

    void head();
    void title();
    void service();
    void number();
    void glances();
    void where();
    void item();
    void sections();
    [[nodiscard]] Outcome code();
    void foot();

    void section(const Section& section);
    void facts(const std::vector<Labelled>& rows);
    void figures(const std::vector<Labelled>& rows);
    void steps(const std::vector<Labelled>& rows);
    void boxes(const std::vector<Labelled>& rows);
    void choices(const std::vector<Labelled>& rows);
    void to_write(const std::vector<Labelled>& rows);

    void centred(const std::string& text, Face face, int size);
    void divide();
    void hanging(const Labelled& row, int label_width);
    [[nodiscard]] int label_width(const std::vector<Labelled>& rows);
    void box(const std::string& text, Column column);
    [[nodiscard]] bool glances_fit(TextStyle large);
    void glances_abreast(TextStyle large);
    void stacked_glances();
    [[nodiscard]] std::vector<Line> code_lines() const;
    void set_lines(const std::vector<Line>& lines, Column column, Align align);
    [[nodiscard]] int height_of(const std::vector<Line>& lines, Column column);
    void code_beside(const Bitmap& picture);

    [[nodiscard]] TextStyle bold() const { return {Face::bold, m_.body}; }
    [[nodiscard]] TextStyle plain() const { return {Face::regular, m_.body}; }
    [[nodiscard]] TextStyle small() const { return {Face::regular, m_.small}; }

    const Slip& slip_;
    Measures m_;
    Column column_;
    Sheet sheet_;
};

}  // namespace hall::printer
