// SPDX-License-Identifier: Apache-2.0
// What is on the paper, in words that are already chosen and translated.
#pragma once

#include <string>
#include <vector>

namespace hall::printer {

/// A word and what it is about: "事項" and "社會保障卡補領換領".
struct Labelled {
    std::string label;
    std::string text;
};

/// One slip. Every text is UTF-8, already in the language of the citizen; a "second" text is the
/// same in another language and is set smaller below. Whatever is empty takes no room; whatever
/// is long wraps; nothing is cut off. A text may hold '\n' where a new line is wanted.
struct Slip {
    std::string hall;
    std::string hall_second;

    std::vector<std::string>
        marks;  ///< Short words in black plates: 優先, 預約, 補印, 離線, 已預審.

    std::string service;
    std::string service_second;
    /// "A012"; at most 6 characters, the largest thing on the paper. A guide has none.
    std::string number;
    std::string wait;  ///< People ahead and the range.
    std::string wait_second;

    std::string where;  ///< Floor and zone.
    std::string where_second;
    std::string counters;  ///< "窗口 17 18 19 20 21"

    Labelled item;
    std::string documents_label;         ///< "請備好"
    std::vector<std::string> documents;  ///< Each gets a box to tick.

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
