// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/campaign/paper_judge.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "sync/journal.h"
#include "sync/wire.h"
#include "tests/printer/support.h"

namespace hall::campaign {

namespace {

using printer::Bitmap;

constexpr int kHeadRows = 48;  // The hall's name.
constexpr int kEndRows = 20;   // A line of small letters.

bool has_ink(const Bitmap& paper, int row) {
    const auto begin = paper.rows.begin() + static_cast<std::ptrdiff_t>(paper.row_bytes()) * row;
    return std::any_of(begin, begin + static_cast<std::ptrdiff_t>(paper.row_bytes()),
                       [](auto byte) { return byte != 0; });
}

Bitmap rows_of(const Bitmap& paper, int first, int count) {
    Bitmap part = Bitmap::blank(paper.width_dots, count);
    const auto bytes = static_cast<std::ptrdiff_t>(paper.row_bytes());
    std::copy_n(paper.rows.begin() + bytes * first, bytes * count, part.rows.begin());
    return part;
}

int first_ink(const Bitmap& paper) {
    int row = 0;
    while (row < paper.height_dots && !has_ink(paper, row)) {
        ++row;
    }
    return row;
}

int last_ink(const Bitmap& paper) {
    int row = paper.height_dots - 1;
    while (row >= 0 && !has_ink(paper, row)) {
        --row;
    }
    return row;
}

int count_of(const Bitmap& part, const Bitmap& paper) {
    int found = 0;
    const auto bytes = static_cast<std::ptrdiff_t>(paper.row_bytes());
    for (int row = 0; row + part.height_dots <= paper.height_dots; ++row) {
        found += std::equal(part.rows.begin(), part.rows.end(), paper.rows.begin() + bytes * row)
                     ? 1
                     : 0;
    }
    return found;
}

void judge_one(const Story& story, int whole, Verdict& verdict) {
    const std::string label = label_of(story.issued.number);
    const auto say = [&](const std::string& what) {
        verdict.wrong.push_back(label + ": " + what + ", the roll has " + std::to_string(whole) +
                                " whole");
    };
    if (whole > 1) {
        ++verdict.silent_duplicates;
        say("nobody asked for a copy");
    }
    if (story.paper.empty() || story.paper.back().sending) {
        ++verdict.left_open;
        say("the journal does not know how it ended");
        return;
    }
    const PaperNote& last = story.paper.back();
    ++verdict.evidence[last.evidence];
    switch (last.paper) {
        case Paper::printed:
            ++(last.attempt == 1 ? verdict.printed : verdict.torn_then_printed);
            if (whole == 0) {
                ++verdict.false_printed;
                say("the journal says printed");
            }
            return;
        case Paper::uncertain:
            ++verdict.uncertain;
            return;
        case Paper::unprinted:
            ++(last.evidence == "torn" ? verdict.torn : verdict.unprinted);
            if (whole != 0) {
                say("the journal says that it is not printed (" + last.evidence + ")");
            }
            return;
        case Paper::unknown:
        case Paper::none:
            ++verdict.left_open;
            say("the journal says unknown");
            return;
    }
}

}  // namespace

Likeness Likeness::of(const Bitmap& slip) {
    return {rows_of(slip, first_ink(slip), kHeadRows),
            rows_of(slip, last_ink(slip) - kEndRows + 1, kEndRows)};
}

Piece look_at(const Bitmap& paper, const std::string& file, const Likeness& likeness) {
    Piece piece;
    const auto read = support::run("zbarimg -q --raw '" + file + "' 2>/dev/null");
    std::istringstream lines(read.output);
    for (std::string line; std::getline(lines, line);) {
        piece.codes.push_back(line);
    }
    const int last = last_ink(paper);
    piece.has_end = last + 1 >= kEndRows &&
                    rows_of(paper, last - kEndRows + 1, kEndRows).rows == likeness.end.rows;
    piece.heads = count_of(likeness.head, paper);
    return piece;
}

std::string label_in(const std::string& code) {
    std::vector<std::string> parts;
    std::istringstream text(code);
    for (std::string part; std::getline(text, part, '.');) {
        parts.push_back(part);
    }
    return parts.size() == 7 && parts[0] == "GH1" && parts[1] == "T" ? parts[4] + parts[5] : "";
}

std::vector<Story> stories_of(const std::string& journal) {
    auto opened = sync::Journal::open(journal);
    if (!opened) {
        throw std::runtime_error(journal + ": " + opened.error().detail);
    }
    auto entries = (*opened)->read(0, 1'000'000);
    if (!entries) {
        throw std::runtime_error(journal + ": " + entries.error().detail);
    }
    std::vector<Story> stories;
    for (const sync::Entry& entry : *entries) {
        const auto note = sync::decode_note(entry.kind, entry.body);
        if (!note) {
            throw std::runtime_error(journal + ": " + note.error().detail);
        }
        if (const auto* issued = std::get_if<IssuedNote>(&note->what)) {
            stories.push_back({*issued, {}});
        } else if (const auto* paper = std::get_if<PaperNote>(&note->what)) {
            const auto found = std::ranges::find_if(
                stories, [&](const Story& one) { return one.issued.ticket == paper->ticket; });
            if (found == stories.end()) {
                throw std::runtime_error("the journal has paper of a ticket that it does not know");
            }
            found->paper.push_back(*paper);
        }
    }
    return stories;
}

Verdict judge(const std::vector<Story>& stories, const std::map<std::string, int>& whole) {
    Verdict verdict;
    std::map<std::string, int> unclaimed = whole;
    for (const Story& story : stories) {
        ++verdict.tickets;
        const auto found = unclaimed.find(label_of(story.issued.number));
        const int papers = found == unclaimed.end() ? 0 : found->second;
        judge_one(story, papers, verdict);
        if (found != unclaimed.end()) {
            unclaimed.erase(found);
        }
    }
    for (const auto& [label, papers] : unclaimed) {
        ++verdict.ghosts;
        verdict.wrong.push_back(label + " is on paper and not in the journal");
    }
    return verdict;
}

}  // namespace hall::campaign
