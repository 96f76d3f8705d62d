// SPDX-License-Identifier: Apache-2.0
#include "printer/fault.h"

namespace hall::printer {

std::string_view name(Fault code) noexcept {
    switch (code) {
        case Fault::unplugged:
            return "unplugged";
        case Fault::no_permission:
            return "no_permission";
        case Fault::busy:
            return "busy";
        case Fault::paper_out:
            return "paper_out";
        case Fault::cover_open:
            return "cover_open";
        case Fault::cutter:
            return "cutter";
        case Fault::head_hot:
            return "head_hot";
        case Fault::broken:
            return "broken";
        case Fault::offline:
            return "offline";
        case Fault::no_answer:
            return "no_answer";
        case Fault::garbled:
            return "garbled";
        case Fault::stuck:
            return "stuck";
        case Fault::line_broken:
            return "line_broken";
        case Fault::not_kept:
            return "not_kept";
        case Fault::roll_not_kept:
            return "roll_not_kept";
        case Fault::bad_settings:
            return "bad_settings";
        case Fault::unknown_driver:
            return "unknown_driver";
        case Fault::bad_font:
            return "bad_font";
        case Fault::bad_slip:
            return "bad_slip";
        case Fault::bad_qr:
            return "bad_qr";
        case Fault::bad_picture:
            return "bad_picture";
    }
    return "unknown";
}

}  // namespace hall::printer
