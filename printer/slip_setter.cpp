// SPDX-License-Identifier: Apache-2.0
#include "printer/slip_setter.h"

#include <algorithm>

#include "printer/qr.h"

namespace hall::printer {

namespace {

// In dots of a head of 203 dpi, 8 to the millimetre; Measures::of() turns them into the head's own.
constexpr Measures kWide{20, 34, 34, 44, 176, 36, 34, 38, 26, 22, 22, 6, 20, 2, false};
constexpr Measures kMiddle{16, 31, 32, 40, 152, 33, 31, 34, 25, 21, 21, 5, 18, 2, false};
constexpr Measures kNarrow{8, 28, 30, 36, 124, 29, 28, 31, 24, 20, 20, 5, 16, 2, true};
constexpr int kDesignDpi = 203;
constexpr int kNarrowBelowMm = 55;
constexpr int kMiddleBelowMm = 68;

// White beside the widest number: letters that fill the paper are read as a pattern.
constexpr int kNumberAirPercent = 4;

// A code less than this wide beside its text leaves the text a column that can be read.
constexpr int kBesidePercent = 46;
// Half a millimetre: what a phone's camera still tells apart on worn paper.
constexpr int kModuleMin203 = 4;

}  // namespace

Measures Measures::of(PaperSize paper) {
    const int width_mm = paper.width_dots * 254 / paper.dpi / 10;
    Measures m = width_mm < kNarrowBelowMm ? kNarrow : width_mm < kMiddleBelowMm ? kMiddle : kWide;
    for (int* size : {&m.margin, &m.hall, &m.title, &m.service, &m.number, &m.where, &m.counters,
                      &m.glance, &m.body, &m.small, &m.second, &m.module, &m.gap, &m.hairline}) {
        *size = std::max((*size * paper.dpi + kDesignDpi / 2) / kDesignDpi, 2);
    }
    return m;
}

SlipSetter::SlipSetter(const Slip& slip, Fonts& fonts, PaperSize paper)
    : slip_(slip),
      m_(Measures::of(paper)),
      column_{m_.margin, paper.width_dots - 2 * m_.margin},
      sheet_(fonts, paper.width_dots) {
    fonts.use(slip.script);
}

Result<Bitmap> SlipSetter::set() {
    head();
    title();
    service();
    number();
    glances();
    where();
    item();
    sections();
    if (auto coded = code(); !coded.has_value()) {
        return tl::unexpected<Error>(coded.error());
    }
    foot();
    return sheet_.finish();
}

void SlipSetter::centred(const std::string& text, Face face, int size) {
    sheet_.text(text, {face, size}, column_, Align::centre);
}

void SlipSetter::divide() {
    sheet_.space(m_.gap / 2);
    sheet_.rule(column_, m_.hairline);
    sheet_.space(m_.gap / 2);
}

void SlipSetter::head() {
    if (slip_.voided) {
        sheet_.hatch(m_.gap * 2);
    }
    sheet_.space(m_.gap / 2);
    centred(slip_.hall, Face::bold, m_.hall);
    centred(slip_.hall_second, Face::regular, m_.second);
    if (slip_.title.empty() && (!slip_.hall.empty() || !slip_.hall_second.empty())) {
        sheet_.space(m_.gap / 3);
        sheet_.line(column_, m_.hairline);
    }
    sheet_.space(m_.gap / 2);
}

// A black bar from edge to edge: a paper that is no ticket is known for one across the room.
void SlipSetter::title() {
    if (slip_.title.empty()) {
        return;
    }
    const int top = sheet_.pen();
    const int padding = m_.gap / 3;
    const Column inside{column_.left + padding, column_.width - 2 * padding};
    sheet_.space(padding);
    sheet_.text(slip_.title, {Face::bold, m_.title}, inside, Align::centre);
    sheet_.text(slip_.title_second, {Face::bold, m_.second}, inside, Align::centre);
    sheet_.space(padding);
    sheet_.reverse(column_, top, m_.gap / 3);
    sheet_.space(m_.gap * 2 / 3);
}

void SlipSetter::service() {
    centred(slip_.service, Face::bold, m_.service);
    centred(slip_.service_second, Face::regular, m_.second);
    if (!slip_.marks.empty()) {
        sheet_.space(m_.gap / 2);
        sheet_.plates(slip_.marks, {Face::bold, m_.body}, column_);
        sheet_.space(m_.gap / 4);
    }
}

void SlipSetter::number() {
    if (slip_.number.empty()) {
        return;
    }
    sheet_.space(m_.gap);
    const int top = sheet_.pen();
    const int air = column_.width * kNumberAirPercent / 100;
    sheet_.headline(slip_.number, m_.number, {column_.left + air, column_.width - 2 * air});
    const int bottom = sheet_.pen();
    if (slip_.voided) {
        const int bar = std::max((bottom - top) / 8, 6);
        sheet_.move_pen((top + bottom - bar) / 2);
        sheet_.line(column_, bar);
        sheet_.move_pen(bottom);
    }
    sheet_.space(m_.gap);
}

// Each as a small label over a large word, with a line between two; one below the other where even
// smaller words would not fit.
void SlipSetter::glances() {
    TextStyle large{Face::bold, m_.glance};
    while (!glances_fit(large) && large.size_dots > m_.body) {
        --large.size_dots;
    }
    if (glances_fit(large)) {
        glances_abreast(large);
    } else {
        stacked_glances();
    }
    centred(slip_.wait, Face::bold, m_.body + 2);
    centred(slip_.wait_second, Face::regular, m_.second);
    if (!slip_.glances.empty() || !slip_.wait.empty()) {
        sheet_.space(m_.gap * 2 / 3);
    }
}

bool SlipSetter::glances_fit(TextStyle large) {
    const int room = column_.width / std::max(static_cast<int>(slip_.glances.size()), 1);
    return std::all_of(slip_.glances.begin(), slip_.glances.end(), [&](const Labelled& one) {
        return sheet_.text_width(one.text, large) <= room - m_.gap / 2 &&
               sheet_.text_width(one.label, small()) <= room - m_.gap / 2;
    });
}

void SlipSetter::glances_abreast(TextStyle large) {
    const int top = sheet_.pen();
    const auto count = static_cast<int>(slip_.glances.size());
    for (int i = 0; i < count; ++i) {
        const Labelled& one = slip_.glances[static_cast<std::size_t>(i)];
        const Column cell{column_.left + i * (column_.width / count), column_.width / count};
        sheet_.move_pen(top);
        sheet_.text(one.label, small(), cell, Align::centre);
        sheet_.text(one.text, large, cell, Align::centre);
        if (i > 0) {
            sheet_.upright(cell.left - m_.hairline / 2, top + m_.small / 3, m_.hairline);
        }
    }
    sheet_.space(count > 0 ? m_.gap / 4 : 0);
}

void SlipSetter::stacked_glances() {
    for (const Labelled& one : slip_.glances) {
        centred(one.label, Face::regular, m_.small);
        centred(one.text, Face::bold, m_.glance);
        sheet_.space(m_.gap / 4);
    }
}

// Framed, because it is what is looked for again on the way through the building.
void SlipSetter::where() {
    if (slip_.where.empty() && slip_.counters.empty()) {
        return;
    }
    const int padding = m_.gap / 2;
    const int top = sheet_.pen();
    const Column inside{column_.left + padding, column_.width - 2 * padding};
    sheet_.space(padding);
    sheet_.text(slip_.where, {Face::bold, m_.where}, inside, Align::centre);
    sheet_.text(slip_.where_second, {Face::regular, m_.second}, inside, Align::centre);
    sheet_.space(m_.gap / 4);
    sheet_.text(slip_.counters, {Face::bold, m_.counters}, inside, Align::centre);
    sheet_.space(padding);
    sheet_.frame(column_, top, m_.hairline + 1, m_.gap / 2);
    sheet_.space(m_.gap * 2 / 3);
}

void SlipSetter::item() {
    const int width = label_width({slip_.item, {slip_.documents_label, ""}});
    if (!slip_.item.text.empty()) {
        hanging(slip_.item, width > 0 ? width : label_width({slip_.item}));
    }
    if (slip_.documents.empty()) {
        return;
    }
    sheet_.space(slip_.item.text.empty() ? 0 : m_.gap / 4);
    const int top = sheet_.pen();
    sheet_.text(slip_.documents_label, bold(), column_, Align::left);
    if (width > 0) {
        sheet_.move_pen(top);
    }
    for (const std::string& document : slip_.documents) {
        box(document, {column_.left + width, column_.width - width});
    }
}

std::vector<SlipSetter::Line> SlipSetter::code_lines() const {
    std::vector<Line> found{{slip_.qr_caption, bold()}, {slip_.qr_caption_second, small()}};
    for (const std::string& rule : slip_.rules) {
        found.push_back({rule, small(), m_.gap / 3});
    }
    found.push_back({slip_.valid, {Face::bold, m_.small + 1}, m_.gap / 3});
    std::erase_if(found, [](const Line& line) { return line.text.empty(); });
    return found;
}

void SlipSetter::set_lines(const std::vector<Line>& lines, Column column, Align align) {
    for (const Line& line : lines) {
        sheet_.space(line.above);
        sheet_.text(line.text, line.style, column, align);
    }
}

int SlipSetter::height_of(const std::vector<Line>& lines, Column column) {
    int height = 0;
    for (const Line& line : lines) {
        height += line.above + sheet_.text_height(line.text, line.style, column, Align::left);
    }
    return height;
}

Outcome SlipSetter::code() {
    if (slip_.qr.empty()) {
        if (!slip_.rules.empty() || !slip_.valid.empty()) {
            divide();
            set_lines(code_lines(), column_, Align::left);
        }
        return {};
    }
    auto picture = qr_code(slip_.qr, m_.module);
    const int room = m_.narrow ? column_.width * 3 / 4 : column_.width * kBesidePercent / 100;
    for (int module = m_.module - 1;
         picture.has_value() && picture->width_dots > room && module >= kModuleMin203; --module) {
        picture = qr_code(slip_.qr, module);
    }
    if (!picture.has_value()) {
        return tl::unexpected<Error>(picture.error());
    }
    if (picture->width_dots > sheet_.width_dots()) {
        return fault(Fault::bad_qr, "the code needs " + std::to_string(picture->width_dots) +
                                        " dots and the paper has " +
                                        std::to_string(sheet_.width_dots()) +
                                        ": shorten what it says");
    }
    divide();
    if (m_.narrow || picture->width_dots > column_.width * 60 / 100) {
        sheet_.paste(*picture, (sheet_.width_dots() - picture->width_dots) / 2, sheet_.pen());
        sheet_.space(picture->height_dots);
        set_lines(code_lines(), column_, Align::centre);
    } else {
        code_beside(*picture);
    }
    return {};
}

// The code's quiet zone lies in the margin, so that its modules stand under the text above; on the
// other side it is the gap to the text.
void SlipSetter::code_beside(const Bitmap& picture) {
    const int left = picture.width_dots;
    const Column column{left, column_.right() - left};
    const auto lines = code_lines();
    const int height = height_of(lines, column);
    // Its quiet zone is white enough above and below, too.
    const int spare = height < picture.height_dots - m_.gap ? m_.gap / 2 : 0;
    const int top = sheet_.pen() - spare;
    const int tallest = std::max(height, picture.height_dots);
    sheet_.paste(picture, 0, top + (tallest - picture.height_dots) / 2);
    sheet_.move_pen(top + (tallest - height) / 2);
    set_lines(lines, column, Align::left);
    sheet_.move_pen(top + tallest - spare);
}

void SlipSetter::foot() {
    std::string line;
    for (const std::string& part : {slip_.issued_at, slip_.kiosk, slip_.running_no}) {
        if (!part.empty()) {
            line += (line.empty() ? "" : "　") + part;
        }
    }
    line += (line.empty() ? "" : "·") + std::to_string(slip_.attempt);
    divide();
    centred(line, Face::regular, m_.small);
    for (const std::string& phone : slip_.phones) {
        centred(phone, Face::regular, m_.small);
    }
    sheet_.space(m_.gap / 2);
    if (slip_.voided) {
        sheet_.hatch(m_.gap * 2);
    }
    sheet_.space(m_.gap / 2);
}

}  // namespace hall::printer
