// SPDX-License-Identifier: Apache-2.0
#include "printer/layout.h"

#include <string>

#include "printer/slip_setter.h"
#include "printer/text_wrap.h"

namespace hall::printer {

namespace {

constexpr int kWidthMin = 320;
constexpr int kWidthMax = 640;
constexpr int kDpiMin = 150;
constexpr int kDpiMax = 310;
constexpr int kWidthMinMm = 40;
constexpr std::size_t kNumberMax = 6;
constexpr std::size_t kTextMax = 400;
constexpr std::size_t kListMax = 32;
constexpr std::size_t kGlancesMax = 3;
constexpr int kHeightMaxMm = 600;  // The longest guide on the narrowest paper; a print of 8 s.

Outcome check(PaperSize paper) {
    if (paper.width_dots < kWidthMin || paper.width_dots > kWidthMax || paper.width_dots % 8 != 0) {
        return fault(Fault::bad_settings, std::to_string(paper.width_dots) +
                                              " dots across: from 320 to 640, a multiple of 8");
    }
    if (paper.dpi < kDpiMin || paper.dpi > kDpiMax) {
        return fault(Fault::bad_settings,
                     std::to_string(paper.dpi) + " dots an inch: from 150 to 310");
    }
    if (paper.width_dots * 254 / paper.dpi / 10 < kWidthMinMm) {
        return fault(Fault::bad_settings, std::to_string(paper.width_dots) + " dots at " +
                                              std::to_string(paper.dpi) +
                                              " dpi are less than 40 mm");
    }
    return {};
}

Outcome check(const std::string& text) {
    // Four bytes a character at most, so a short look spares the long one.
    if (text.size() > kTextMax && code_points(text).size() > kTextMax) {
        return fault(Fault::bad_slip, "a text of more than 400 characters: " + text.substr(0, 60));
    }
    return {};
}

Outcome check(const Labelled& row) {
    return check(row.label).and_then([&] { return check(row.text); });
}

Outcome check(const Section& section);

template <typename List>
Outcome check_list(const List& list) {
    if (list.size() > kListMax) {
        return fault(Fault::bad_slip, "a list of more than 32 lines");
    }
    for (const auto& one : list) {
        if (auto fine = check(one); !fine.has_value()) {
            return fine;
        }
    }
    return {};
}

Outcome check(const Section& section) {
    return check(section.heading).and_then([&] { return check_list(section.rows); });
}

Outcome check(const Slip& slip) {
    if (code_points(slip.number).size() > kNumberMax) {
        return fault(Fault::bad_slip,
                     "the number \"" + slip.number.substr(0, 40) + "\" is over 6 characters");
    }
    if (slip.number.empty() && slip.service.empty() && slip.title.empty()) {
        return fault(Fault::bad_slip, "a slip with neither a number nor a service nor a title");
    }
    if (slip.glances.size() > kGlancesMax) {
        return fault(Fault::bad_slip, "more than three things to look for");
    }
    for (const auto* list : {&slip.marks, &slip.documents, &slip.rules, &slip.phones}) {
        if (auto fine = check_list(*list); !fine.has_value()) {
            return fine;
        }
    }
    for (const auto* text :
         {&slip.hall, &slip.hall_second, &slip.title, &slip.title_second, &slip.service,
          &slip.service_second, &slip.wait, &slip.wait_second, &slip.where, &slip.where_second,
          &slip.counters, &slip.documents_label, &slip.qr_caption, &slip.qr_caption_second,
          &slip.valid, &slip.issued_at, &slip.kiosk, &slip.running_no}) {
        if (auto fine = check(*text); !fine.has_value()) {
            return fine;
        }
    }
    return check(slip.item).and_then([&] { return check_list(slip.glances); }).and_then([&] {
        return check_list(slip.sections);
    });
}

}  // namespace

Result<Bitmap> layout(const Slip& slip, Fonts& fonts, PaperSize size) {
    if (auto fine = check(size).and_then([&] { return check(slip); }); !fine.has_value()) {
        return tl::unexpected<Error>(fine.error());
    }
    auto paper = SlipSetter(slip, fonts, size).set();
    if (paper.has_value() && paper->height_dots > kHeightMaxMm * 10 * size.dpi / 254) {
        return fault(Fault::bad_slip, "a slip of " +
                                          std::to_string(paper->height_dots * 254 / size.dpi / 10) +
                                          " mm: 600 at most");
    }
    if (paper.has_value()) {
        defuse(*paper);
    }
    return paper;
}

}  // namespace hall::printer
