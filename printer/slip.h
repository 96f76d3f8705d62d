// SPDX-License-Identifier: Apache-2.0
// What is on the paper, in words that are already chosen and translated.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "printer/script.h"

namespace hall::printer {

/// A word and what it is about: "事項" and "社會保障卡補領換領".
struct Labelled {
    std::string label;
    std::string text;
};

/// How the rows of a section are set.
enum class Form : std::uint8_t {
    paragraphs,  ///< `text`, one below the other; a `label` stands in bold before it.
    facts,       ///< `label` in a column of its own, `text` hanging beside it.
    figures,     ///< `label` at the left edge, `text` at the right one, dots between.
    steps,       ///< `text` behind 1, 2, 3.
    boxes,       ///< `text` behind a box to tick.
    choices,     ///< `text` behind boxes that stand side by side.
    to_write,    ///< `label`, then a line for a pen; an empty label is a whole line.
    code,        ///< `text` in groups of four equally wide characters: to be compared by eye.
};

/// A block of a longer slip: of a guide, of an opinion, of the day's close.
struct Section {
    std::string heading;
    Form form = Form::paragraphs;
    std::vector<Labelled> rows;
};

/// One slip. Every text is UTF-8, already in the language of the citizen; a "second" text is the
/// same in another language and is set smaller below. Whatever is empty takes no room; whatever
/// is long wraps; nothing is cut off. A text may hold '\n' where a new line is wanted. Parts stand
/// on the paper in the order in which they stand here.
struct Slip {
    Script script = Script::traditional;

    std::string hall;
    std::string hall_second;

    /// What kind of paper it is where it is no ticket: 辦事指南, 意見與投訴. White on black.
    std::string title;
    std::string title_second;

    std::string service;
    std::string service_second;
    std::vector<std::string>
        marks;  ///< Short words in black plates: 優先, 預約, 補印, 離線, 已預審.
    /// "A012"; at most 6 characters, the largest thing on the paper. Only a ticket has one.
    std::string number;
    /// Struck through and hatched, so that nobody waits with it: a torn slip that was printed
    /// again.
    bool voided = false;

    /// The two or three things that one looks for, side by side: ("前面還有", "4 人").
    std::vector<Labelled> glances;
    std::string wait;  ///< The same as a sentence, where there is no figure to give.
    std::string wait_second;

    std::string where;  ///< Floor and zone.
    std::string where_second;
    std::string counters;  ///< "窗口 17 18 19 20 21"

    Labelled item;
    std::string documents_label;         ///< "請備好"
    std::vector<std::string> documents;  ///< Each gets a box to tick.

    std::vector<Section> sections;

    std::string qr;  ///< The payload; empty for a slip without a code.
    std::string qr_caption;
    std::string qr_caption_second;
    std::vector<std::string> rules;  ///< What to do after a missed call, and so on.
    std::string valid;               ///< "當日有效"

    std::string issued_at;   ///< "2025-01-15 09:42:17", the hall's own time.
    std::string kiosk;       ///< "K01"
    std::string running_no;  ///< "No. 000318"
    std::vector<std::string> phones;

    /// Which try to bring this slip to paper, from 1. Set small after the running number, so that
    /// two papers of one ticket can be told apart.
    int attempt = 1;
};

}  // namespace hall::printer
