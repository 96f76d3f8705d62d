// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/life_files.h"

#include <charconv>
#include <filesystem>
#include <optional>
#include <string_view>

#include "sync/files.h"
#include "sync/wire.h"

namespace hall::kiosk {

namespace fs = std::filesystem;
using sync::Fault;

namespace {

constexpr const char* kEpochFact = "epoch";
constexpr const char* kBegunFact = "begun";

std::optional<std::int64_t> number_in(std::string_view text) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
    return whole ? std::optional{number} : std::nullopt;
}

std::string file_of(const std::string& first, std::int64_t epoch) {
    const fs::path path{first};
    const std::string name =
        path.stem().string() + "-e" + std::to_string(epoch) + path.extension().string();
    return epoch == 1 ? first : (path.parent_path() / name).string();
}

// "journal-e12.db" beside "journal.db" is 12; 0 for anything else.
std::int64_t epoch_in_name(const fs::path& file, const fs::path& first) {
    const std::string name = file.filename().string();
    const std::string head = first.stem().string() + "-e";
    const std::string tail = first.extension().string();
    if (!name.starts_with(head) || !name.ends_with(tail) ||
        name.size() <= head.size() + tail.size()) {
        return 0;
    }
    const std::string_view digits{name};
    return number_in(digits.substr(head.size(), name.size() - head.size() - tail.size()))
        .value_or(0);
}

std::string text_of_moments(const std::vector<Moment>& moments) {
    std::string text;
    for (const Moment moment : moments) {
        text += (text.empty() ? "" : ",") + std::to_string(millis_of(moment));
    }
    return text;
}

std::vector<Moment> moments_in(std::string_view text) {
    std::vector<Moment> moments;
    while (!text.empty()) {
        const auto end = std::min(text.find(','), text.size());
        if (const auto millis = number_in(text.substr(0, end))) {
            moments.push_back(moment_from(*millis));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return moments;
}

sync::Result<Life> open_life(const std::string& file, std::int64_t epoch) {
    auto journal = sync::Journal::open(file);
    if (!journal) {
        return tl::make_unexpected(journal.error());
    }
    Life life{.journal = std::move(*journal), .file = file, .epoch = epoch, .begun = {}};
    auto said = life.journal->fact(kEpochFact);
    auto begun = life.journal->fact(kBegunFact);
    if (!said || !begun) {
        return tl::make_unexpected(said ? begun.error() : said.error());
    }
    if (!*said && epoch != 1) {
        return sync::fail(Fault::corrupt, file +
                                              ": it does not say which epoch it is of; move "
                                              "it away and the one before goes on");
    }
    if (!*said) {
        if (auto kept = life.journal->set_fact(kEpochFact, "1"); !kept) {
            return tl::make_unexpected(kept.error());
        }
    }
    if (*said) {
        const auto number = number_in(**said);
        if (!number || *number < 1) {
            return sync::fail(Fault::corrupt, file + ": its epoch is \"" + **said + "\"");
        }
        life.epoch = *number;
    }
    life.begun = moments_in(begun->value_or(""));
    return life;
}

// What a power cut left of an attempt before; nothing stands in it that is not elsewhere.
void clear(const std::string& file) {
    std::error_code ignored;
    for (const char* part : {"", "-wal", "-shm"}) {
        fs::remove(file + part, ignored);
    }
}

sync::Result<void> write_life(const std::string& file, const NewLife& life) {
    auto journal = sync::Journal::open(file);
    if (!journal) {
        return tl::make_unexpected(journal.error());
    }
    std::vector<sync::Line> lines;
    lines.reserve(life.carried.size());
    for (const Note& note : life.carried) {
        lines.push_back(sync::encode(note));
    }
    if (auto kept = (*journal)->append(lines); !kept) {
        return tl::make_unexpected(kept.error());
    }
    if (auto kept = (*journal)->set_fact(kBegunFact, text_of_moments(life.begun)); !kept) {
        return kept;
    }
    return (*journal)->set_fact(kEpochFact, std::to_string(life.epoch));
}

}  // namespace

sync::Result<Life> open_newest_life(const std::string& file) {
    const fs::path first{file};
    std::int64_t newest = 1;
    std::error_code error;
    const fs::path folder = first.parent_path().empty() ? "." : first.parent_path();
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        newest = std::max(newest, epoch_in_name(entry.path(), first));
    }
    if (error) {
        return sync::fail(Fault::disk, folder.string() + ": " + error.message());
    }
    return open_life(file_of(file, newest), newest);
}

sync::Result<Life> begin_life(const std::string& file, const NewLife& life) {
    const std::string place = file_of(file, life.epoch);
    const std::string beside = place + ".new";
    clear(beside);
    if (auto written = write_life(beside, life); !written) {
        return tl::make_unexpected(written.error());
    }
    // Closed, SQLite has moved everything out of its write-ahead log; one that is left would be
    // taken for the log of whatever gets its name.
    std::error_code ignored;
    if (fs::exists(beside + "-wal", ignored) || fs::exists(place, ignored)) {
        return sync::fail(Fault::disk, place + " cannot be put in place");
    }
    if (auto put = sync::put_in_place(beside, place); !put) {
        return tl::make_unexpected(put.error());
    }
    return open_life(place, life.epoch);
}

}  // namespace hall::kiosk
