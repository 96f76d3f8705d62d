// SPDX-License-Identifier: Apache-2.0
// What a board is asked to show until it is asked for something else.
//
// Every string arrives translated and finished, UTF-8; an empty one means "leave that part out".
// Nothing here knows what a call is: a page is words and their rank.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "display/canvas.h"
#include "display/instant.h"

namespace hall::display {

/// Which forms of the shared Han characters to draw.
enum class Script : std::uint8_t { hant, hans };

/// The rank of a sign's message. Never shown by colour alone: the words say it too.
enum class Tone : std::uint8_t {
    calm,     ///< Open, nobody called.
    call,     ///< Somebody is asked to come.
    serving,  ///< Somebody is being served.
    notice,   ///< Paused, extended hours: read this before you wait here.
    closed,   ///< Shut. Drawn dim.
};

/// The page of a sign over a counter. *Pure value.*
struct SignPage {
    std::string counter;  ///< "3"
    std::string where;    ///< "3 號窗口"
    std::string number;   ///< "A012"; empty while nobody is called or served. Never scrolls.
    /// The message, longest wording first: "請 A012 號到 3 號窗口", "請到 3 號窗口", "請到 3 號".
    /// A layout takes the longest that fits beside the number; the shortest is scrolled at worst.
    std::vector<std::string> wordings;
    std::vector<std::string>
        plate;          ///< Duty plate, most important first; shown while room is left.
    std::string stale;  ///< "資料延遲 10:42"; empty while in step with the hall.
    Tone tone = Tone::calm;
    Script script = Script::hant;
    std::optional<Instant> fresh_since;  ///< When the call was new; it blinks for kFreshFor.

    bool operator==(const SignPage&) const = default;
};

/// One call, as the wall words it.
struct WallCall {
    std::string number;   ///< "A012"
    std::string counter;  ///< "3 號窗口"
    std::string where;    ///< "1 樓 綜合服務區 →"; only the newest shows it

    bool operator==(const WallCall&) const = default;
};

/// A name and a value: counter and number, queue and people waiting.
struct WallPair {
    std::string name;
    std::string value;

    bool operator==(const WallPair&) const = default;
};

/// A distinction and who has it: one turn of the honour page.
struct WallHonour {
    std::string title;               ///< 紅旗窗口
    std::string period;              ///< 2026 年 10 月; may be empty.
    std::vector<std::string> names;  ///< 1 號窗口, …

    bool operator==(const WallHonour&) const = default;
};

/// Headings of the wall's parts.
struct WallCaptions {
    std::string calling;    ///< 請到窗口
    std::string recent;     ///< 最近叫號
    std::string next;       ///< 準備
    std::string next_note;  ///< 僅供參考
    std::string missed;     ///< 過號
    std::string serving;    ///< 正在辦理
    std::string waiting;    ///< 等候人數
    std::string qr;         ///< 掃碼看進度
    std::string hotline;    ///< 諮詢投訴

    bool operator==(const WallCaptions&) const = default;
};

/// The page of a lobby wall. *Pure value.*
struct WallPage {
    std::string hall;      ///< 青溪市政務服務中心
    std::string subtitle;  ///< A second language or the zone's name.
    std::string clock;     ///< "09:42"
    std::string date;      ///< "11月23日 星期一"
    std::string stale;     ///< "資料延遲 10:42"; empty while in step with the hall.

    std::optional<WallCall> newest;      ///< Empty before the first call: `welcome` stands instead.
    std::optional<Instant> fresh_since;  ///< When `newest` was new.
    std::string welcome;                 ///< 歡迎光臨,請取號

    std::vector<WallCall> recent;      ///< Newest first, without `newest`.
    std::vector<std::string> next;     ///< Numbers that may want to get ready.
    std::vector<std::string> missed;   ///< Numbers called that never came.
    std::vector<WallPair> serving;     ///< "3" → "A012"
    std::vector<WallPair> waiting;     ///< 戶政 → "6"
    std::vector<std::string> notices;  ///< Shown one after another along the foot.
    std::string announcement;          ///< What the voice says now; stands before the notices.
    std::string hotline;               ///< "96196"
    std::string qr;                    ///< What the QR code carries.
    std::vector<WallHonour> honours;   ///< In turn with what can wait; never over a call.
    std::vector<std::shared_ptr<const Canvas>> pictures;  ///< RGB, none null; as honours.

    WallCaptions captions;
    Script script = Script::hant;

    bool operator==(const WallPage&) const = default;
};

/// A picture for the engineer on the ladder: edges, corners, colours, the board's own name.
struct TestCard {
    std::string name;
    std::string address;  ///< Where it is told of its pages, "10.0.0.31"; may be empty.

    bool operator==(const TestCard&) const = default;
};

/// Nothing at all: the board is dark, as after hours.
struct Dark {
    bool operator==(const Dark&) const = default;
};

using Page = std::variant<Dark, TestCard, SignPage, WallPage>;

}  // namespace hall::display
