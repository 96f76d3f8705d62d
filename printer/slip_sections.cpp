// SPDX-License-Identifier: Apache-2.0
// The blocks of longer slips: guides, opinions, the day's close.
#include <algorithm>

#include "printer/slip_setter.h"

namespace hall::printer {

void SlipSetter::sections() {
    for (const Section& one : slip_.sections) {
        if (!one.rows.empty()) {
            section(one);
        }
    }
}

void SlipSetter::section(const Section& one) {
    sheet_.space(m_.gap * 2 / 3);
    if (!one.heading.empty()) {
        sheet_.text(one.heading, {Face::bold, m_.body + 2}, column_, Align::left);
        sheet_.line(column_, m_.hairline);
        sheet_.space(m_.gap / 4);
    }
    switch (one.form) {
        case Form::paragraphs:
            for (const Labelled& row : one.rows) {
                sheet_.text(row.label, bold(), column_, Align::left);
                sheet_.text(row.text, plain(), column_, Align::left);
            }
            return;
        case Form::facts:
            return facts(one.rows);
        case Form::figures:
            return figures(one.rows);
        case Form::steps:
            return steps(one.rows);
        case Form::boxes:
            return boxes(one.rows);
        case Form::choices:
            return choices(one.rows);
        case Form::to_write:
            return to_write(one.rows);
        case Form::code:
            for (const Labelled& row : one.rows) {
                sheet_.text(row.label, small(), column_, Align::left);
                sheet_.code(row.text, {Face::bold, m_.small}, column_);
            }
            return;
    }
}

// One column for all labels of a block, as wide as the widest; 0 when that leaves too little.
int SlipSetter::label_width(const std::vector<Labelled>& rows) {
    int widest = 0;
    for (const Labelled& row : rows) {
        widest = std::max(widest, sheet_.text_width(row.label, bold()));
    }
    const int width = widest + m_.body * 2 / 3;
    return width > column_.width * 2 / 5 ? 0 : width;
}

void SlipSetter::hanging(const Labelled& row, int label_width) {
    if (row.label.empty() || label_width == 0) {
        sheet_.text(row.label, bold(), column_, Align::left);
        sheet_.text(row.text, plain(), column_, Align::left);
        return;
    }
    const int top = sheet_.pen();
    sheet_.text(row.label, bold(), {column_.left, label_width}, Align::left);
    const int below_label = sheet_.pen();
    sheet_.move_pen(top);
    sheet_.text(row.text, plain(), {column_.left + label_width, column_.width - label_width},
                Align::left);
    sheet_.move_pen(std::max(sheet_.pen(), below_label));
}

void SlipSetter::facts(const std::vector<Labelled>& rows) {
    const int width = label_width(rows);
    for (const Labelled& row : rows) {
        hanging(row, width);
    }
}

void SlipSetter::figures(const std::vector<Labelled>& rows) {
    for (const Labelled& row : rows) {
        const int value = sheet_.text_width(row.text, bold());
        const Column left{column_.left, column_.width - value - m_.gap};
        if (left.width < column_.width / 3) {
            sheet_.text(row.label, plain(), column_, Align::left);
            sheet_.text(row.text, bold(), column_, Align::right);
            continue;
        }
        const int label = sheet_.text_width(row.label, plain());
        sheet_.text(row.label, plain(), left, Align::left);
        sheet_.move_pen(sheet_.pen() - sheet_.line_height(bold()));
        if (label < left.width) {
            const int from = column_.left + label + m_.gap / 3;
            sheet_.leader({from, left.right() + m_.gap / 2 - from}, sheet_.pen() + m_.body);
        }
        sheet_.text(row.text, bold(), column_, Align::right);
    }
}

void SlipSetter::steps(const std::vector<Labelled>& rows) {
    const int indent = m_.body * 3 / 2;
    int n = 0;
    for (const Labelled& row : rows) {
        const int top = sheet_.pen();
        sheet_.text(std::to_string(++n), bold(), {column_.left, indent}, Align::left);
        sheet_.move_pen(top);
        sheet_.text(row.text, plain(), {column_.left + indent, column_.width - indent},
                    Align::left);
        sheet_.move_pen(std::max(sheet_.pen(), top + sheet_.line_height(bold())));
    }
}

void SlipSetter::box(const std::string& text, Column column) {
    const int side = m_.body * 7 / 10;
    const int indent = side + m_.body / 2;
    sheet_.tick_box(column.left + 1, sheet_.pen() + (sheet_.line_height(plain()) - side) / 2 + 1,
                    side);
    sheet_.text(text, plain(), {column.left + indent, column.width - indent}, Align::left);
}

void SlipSetter::boxes(const std::vector<Labelled>& rows) {
    for (const Labelled& row : rows) {
        box(row.text, column_);
    }
}

// As many side by side as fit, all equally wide.
void SlipSetter::choices(const std::vector<Labelled>& rows) {
    int widest = 0;
    for (const Labelled& row : rows) {
        widest = std::max(widest, sheet_.text_width(row.text, plain()));
    }
    const int each = widest + m_.body * 7 / 10 + m_.body;
    const int fit = std::clamp(column_.width / std::max(each, 1), 1, static_cast<int>(rows.size()));
    const auto count = static_cast<int>(rows.size());
    const int rows_needed = (count + fit - 1) / fit;
    const int across = (count + rows_needed - 1) / rows_needed;
    int lowest = sheet_.pen();
    int top = lowest;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const int at = static_cast<int>(i) % across;
        if (at == 0) {
            top = lowest;
        }
        sheet_.move_pen(top);
        box(rows[i].text, {column_.left + at * (column_.width / across), column_.width / across});
        lowest = std::max(lowest, sheet_.pen());
    }
    sheet_.move_pen(lowest);
}

void SlipSetter::to_write(const std::vector<Labelled>& rows) {
    const int room = m_.body * 2;  // 6.5 mm: what a ball pen needs.
    for (const Labelled& row : rows) {
        const int label =
            row.label.empty() ? 0 : sheet_.text_width(row.label, plain()) + m_.gap / 2;
        sheet_.space(room - sheet_.line_height(plain()));
        if (label > column_.width / 2) {
            sheet_.text(row.label, plain(), column_, Align::left);
            sheet_.space(room);
            sheet_.line(column_, 1);
            continue;
        }
        if (row.label.empty()) {
            sheet_.space(sheet_.line_height(plain()));
        } else {
            sheet_.text(row.label, plain(), column_, Align::left);
        }
        sheet_.line({column_.left + label, column_.width - label}, 1);
    }
}

}  // namespace hall::printer
