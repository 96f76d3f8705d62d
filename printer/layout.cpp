// SPDX-License-Identifier: Apache-2.0
#include "printer/layout.h"

#include <algorithm>

#include "printer/qr.h"
#include "printer/sheet.h"
#include "printer/text_wrap.h"

namespace hall::printer {

namespace {

constexpr int kNarrowBelow = 480;
constexpr int kWidthMin = 320;
constexpr int kWidthMax = 640;
constexpr std::size_t kNumberMax = 6;
constexpr std::size_t kTextMax = 400;
constexpr std::size_t kListMax = 24;
constexpr int kHeightMax = 2400;  // 30 cm at 203 dpi: a slip is read standing, with one hand.

// Everything that differs between the two papers, in dots. 8 dots are one millimetre.
struct Measures {
    int margin;
    int hall, service, number, wait, where, counters;
    int body, small, second;
    int module, module_long;  // A QR module; and one of a code too large for the column beside it.
    int gap;                  // Between blocks; half of it within one.
};

constexpr Measures kWide{24, 36, 42, 150, 32, 36, 32, 26, 22, 23, 6, 5, 18};
constexpr Measures kNarrow{12, 30, 34, 108, 26, 30, 27, 23, 20, 20, 5, 4, 14};

class Setter {
public:
    Setter(const Slip& slip, Fonts& fonts, int width_dots)
        : slip_(slip),
          m_(width_dots < kNarrowBelow ? kNarrow : kWide),
          column_{m_.margin, width_dots - 2 * m_.margin},
          narrow_(width_dots < kNarrowBelow),
          sheet_(fonts, width_dots) {}

    Result<Bitmap> set() {
        head();
        number();
        where();
        item();
        if (auto coded = code(); !coded.has_value()) {
            return tl::unexpected<Error>(coded.error());
        }
        foot();
        return sheet_.finish();
    }

private:
    void centred(const std::string& text, Face face, int size) {
        sheet_.text(text, {face, size}, column_, Align::centre);
    }

    void divide() {
        sheet_.space(m_.gap / 2);
        sheet_.rule(column_, 2);
        sheet_.space(m_.gap / 2);
    }

    void head() {
        sheet_.space(m_.gap);
        centred(slip_.hall, Face::bold, m_.hall);
        centred(slip_.hall_second, Face::regular, m_.second);
        if (!slip_.hall.empty() || !slip_.hall_second.empty()) {
            divide();
        }
    }

    void number() {
        sheet_.space(m_.gap / 2);
        centred(slip_.service, Face::bold, m_.service);
        centred(slip_.service_second, Face::regular, m_.second);
        if (!slip_.marks.empty()) {
            sheet_.space(m_.gap / 2);
            sheet_.plates(slip_.marks, {Face::bold, m_.body}, column_);
        }
        if (!slip_.number.empty()) {
            sheet_.space(m_.gap * 3 / 2);
            sheet_.headline(slip_.number, m_.number, column_);
            sheet_.space(m_.gap * 3 / 2);
        }
        centred(slip_.wait, Face::regular, m_.wait);
        centred(slip_.wait_second, Face::regular, m_.second);
        sheet_.space(m_.gap * 2 / 3);
    }

    // Framed, because it is what is looked for again on the way through the building.
    void where() {
        if (slip_.where.empty() && slip_.counters.empty()) {
            return;
        }
        const int padding = m_.gap / 2;
        const int top = sheet_.pen();
        const Column inside{column_.left + padding + 4, column_.width - 2 * (padding + 4)};
        sheet_.space(padding);
        sheet_.text(slip_.where, {Face::bold, m_.where}, inside, Align::centre);
        sheet_.text(slip_.where_second, {Face::regular, m_.second}, inside, Align::centre);
        sheet_.space(m_.gap / 3);
        sheet_.text(slip_.counters, {Face::bold, m_.counters}, inside, Align::centre);
        sheet_.space(padding);
        sheet_.frame(column_, top, 3, 12);
        sheet_.space(m_.gap);
    }

    // The label in bold, the text hanging beside it; below it when the label takes half the line.
    void labelled(const std::string& label, const std::string& text) {
        const TextStyle bold{Face::bold, m_.body};
        const TextStyle plain{Face::regular, m_.body};
        const int width = sheet_.text_width(label, bold) + (label.empty() ? 0 : m_.body / 2);
        if (width > column_.width / 2) {
            sheet_.text(label, bold, column_, Align::left);
            sheet_.text(text, plain, column_, Align::left);
            return;
        }
        const int top = sheet_.pen();
        sheet_.text(label, bold, column_, Align::left);
        const int below_label = sheet_.pen();
        sheet_.move_pen(top);
        sheet_.text(text, plain, {column_.left + width, column_.width - width}, Align::left);
        sheet_.move_pen(std::max(sheet_.pen(), below_label));
    }

    void documents() {
        const TextStyle plain{Face::regular, m_.body};
        sheet_.space(m_.gap / 3);
        sheet_.text(slip_.documents_label, {Face::bold, m_.body}, column_, Align::left);
        const int side = m_.body * 7 / 10;
        const int indent = side + m_.body / 2;
        for (const std::string& document : slip_.documents) {
            const int line = m_.body * 13 / 10;
            sheet_.tick_box(column_.left + 2, sheet_.pen() + (line - side) / 2, side);
            sheet_.text(document, plain, {column_.left + indent, column_.width - indent},
                        Align::left);
        }
    }

    void item() {
        if (!slip_.item.text.empty()) {
            labelled(slip_.item.label, slip_.item.text);
        }
        if (!slip_.documents.empty()) {
            documents();
        }
    }

    struct Line {
        std::string text;
        TextStyle style;
    };

    std::vector<Line> code_lines() const {
        std::vector<Line> found{{slip_.qr_caption, {Face::bold, m_.body}},
                                {slip_.qr_caption_second, {Face::regular, m_.small}}};
        for (const std::string& rule : slip_.rules) {
            found.push_back({rule, {Face::regular, m_.small + 1}});
        }
        found.push_back({slip_.valid, {Face::bold, m_.small + 1}});
        return found;
    }

    void code_text(Column column, Align align) {
        for (const Line& line : code_lines()) {
            sheet_.text(line.text, line.style, column, align);
        }
    }

    Outcome code() {
        if (slip_.qr.empty()) {
            if (!slip_.rules.empty() || !slip_.valid.empty()) {
                divide();
                code_text(column_, Align::left);
            }
            return {};
        }
        auto picture = qr_code(slip_.qr, m_.module);
        if (picture.has_value() && picture->width_dots > column_.width * 45 / 100 && !narrow_) {
            picture = qr_code(slip_.qr, m_.module_long);
        }
        if (picture.has_value() && picture->width_dots > column_.width) {
            picture = qr_code(slip_.qr, m_.module_long);
        }
        if (!picture.has_value()) {
            return tl::unexpected<Error>(picture.error());
        }
        divide();
        if (narrow_) {
            below(*picture);
        } else {
            beside(*picture);
        }
        return {};
    }

    void below(const Bitmap& picture) {
        sheet_.paste(picture, column_.left + (column_.width - picture.width_dots) / 2,
                     sheet_.pen());
        sheet_.space(picture.height_dots);
        code_text(column_, Align::centre);
    }

    // The code's quiet zone lies in the margin, so that its modules stand under the text above; on
    // the other side it is the gap to the text.
    void beside(const Bitmap& picture) {
        const int left = picture.width_dots;
        const Column column{left, column_.left + column_.width - left};
        int height = 0;
        for (const Line& line : code_lines()) {
            height += sheet_.text_height(line.text, line.style, column, Align::left);
        }
        const int top = sheet_.pen();
        const int tallest = std::max(height, picture.height_dots);
        sheet_.paste(picture, 0, top + (tallest - picture.height_dots) / 2);
        sheet_.move_pen(top + (tallest - height) / 2);
        code_text(column, Align::left);
        sheet_.move_pen(top + tallest);
    }

    void foot() {
        std::string line;
        for (const std::string& part : {slip_.issued_at, slip_.kiosk, slip_.running_no}) {
            if (!part.empty()) {
                line += (line.empty() ? "" : "  ") + part;
            }
        }
        line += (line.empty() ? "" : "·") + std::to_string(slip_.attempt);
        divide();
        centred(line, Face::regular, m_.small);
        for (const std::string& phone : slip_.phones) {
            centred(phone, Face::regular, m_.small);
        }
        sheet_.space(m_.gap);
    }

    const Slip& slip_;
    Measures m_;
    Column column_;
    bool narrow_;
    Sheet sheet_;
};

Outcome check_text(const std::string& text) {
    if (code_points(text).size() > kTextMax) {
        return fault(Fault::bad_slip, "a text of more than 400 characters: " + text.substr(0, 60));
    }
    return {};
}

Outcome check(const Slip& slip) {
    const std::size_t characters = code_points(slip.number).size();
    if (characters > kNumberMax) {
        return fault(Fault::bad_slip, "the number \"" + slip.number + "\" is over 6 characters");
    }
    if (slip.number.empty() && slip.service.empty()) {
        return fault(Fault::bad_slip, "a slip with neither a number nor a service");
    }
    for (const auto* list : {&slip.marks, &slip.documents, &slip.rules, &slip.phones}) {
        if (list->size() > kListMax) {
            return fault(Fault::bad_slip, "a list of more than 24 lines");
        }
        for (const std::string& text : *list) {
            if (auto fine = check_text(text); !fine.has_value()) {
                return fine;
            }
        }
    }
    for (const auto* text :
         {&slip.hall, &slip.hall_second, &slip.service, &slip.service_second, &slip.wait,
          &slip.wait_second, &slip.where, &slip.where_second, &slip.counters, &slip.item.label,
          &slip.item.text, &slip.documents_label, &slip.qr_caption, &slip.qr_caption_second,
          &slip.valid, &slip.issued_at, &slip.kiosk, &slip.running_no}) {
        if (auto fine = check_text(*text); !fine.has_value()) {
            return fine;
        }
    }
    return {};
}

}  // namespace

Result<Bitmap> layout(const Slip& slip, Fonts& fonts, int width_dots) {
    if (width_dots < kWidthMin || width_dots > kWidthMax || width_dots % 8 != 0) {
        return fault(Fault::bad_settings,
                     std::to_string(width_dots) + " dots across: from 320 to 640, a multiple of 8");
    }
    if (auto fine = check(slip); !fine.has_value()) {
        return tl::unexpected<Error>(fine.error());
    }
    auto paper = Setter(slip, fonts, width_dots).set();
    if (paper.has_value() && paper->height_dots > kHeightMax) {
        return fault(Fault::bad_slip, std::to_string(paper->height_dots) + " rows are too long");
    }
    if (paper.has_value()) {
        defuse(*paper);
    }
    return paper;
}

}  // namespace hall::printer
