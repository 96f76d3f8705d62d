// SPDX-License-Identifier: Apache-2.0
// What lies on the roll, held against what the kiosk's journal says. Judges only; starts nothing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "printer/bitmap.h"
#include "sync/hall/notes.h"

namespace hall::campaign {

/// One piece of paper that was cut off.
struct Piece {
    std::vector<std::string> codes;  ///< What zbarimg reads on it.
    bool has_end = false;            ///< The slip's last line is there.
    int heads = 0;                   ///< How often a slip begins on it.

    /// Somebody could take it for a good slip. One that was torn and marked void has two heads:
    /// its own and the mark's.
    [[nodiscard]] bool is_whole() const { return codes.size() == 1 && has_end && heads == 1; }
};

/// Head and last line of a slip of this kiosk; every slip has the same.
struct Likeness {
    printer::Bitmap head, end;

    /// Of a slip that was printed with nobody disturbing it.
    [[nodiscard]] static Likeness of(const printer::Bitmap& slip);
};

/// Looks at one piece. `file` is the picture's; zbarimg reads it.
[[nodiscard]] Piece look_at(const printer::Bitmap& paper,
                            const std::string& file,
                            const Likeness& likeness);

/// What the journal says of one ticket.
struct Story {
    IssuedNote issued;
    std::vector<PaperNote> paper;  ///< In order.
};

struct Verdict {
    int tickets = 0;
    int printed = 0;            ///< At the first attempt.
    int torn_then_printed = 0;  ///< Torn, marked void, printed again.
    int uncertain = 0, torn = 0, unprinted = 0;
    int silent_duplicates = 0, false_printed = 0, ghosts = 0, left_open = 0;
    std::map<std::string, int> evidence;
    std::vector<std::string> wrong;  ///< A sentence each.

    [[nodiscard]] bool is_good() const {
        return wrong.empty() && silent_duplicates == 0 && false_printed == 0 && ghosts == 0;
    }
};

/// `whole` counts good papers by the label of their ticket ("A012").
[[nodiscard]] Verdict judge(const std::vector<Story>& stories,
                            const std::map<std::string, int>& whole);

/// "A012" of "GH1.T.HALL.261123.A.012.MAC"; empty when it is none.
[[nodiscard]] std::string label_in(const std::string& code);

/// Everything the journal says, by ticket. Throws std::runtime_error when it cannot be read.
[[nodiscard]] std::vector<Story> stories_of(const std::string& journal);

}  // namespace hall::campaign
