// SPDX-License-Identifier: Apache-2.0
#include "sync/service/maintenance.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include <sys/stat.h>

#include "sync/document_set.h"
#include "sync/files.h"
#include "sync/journal.h"
#include "sync/journal_copy.h"
#include "sync/service/files.h"
#include "sync/service/secrets.h"
#include "sync/wire.h"

namespace hall::service {

namespace fs = std::filesystem;
using sync::Fault;

namespace {

constexpr std::size_t kKeyMost = 1024;
constexpr const char* kKey = "code.key";
constexpr const char* kContent = "content";
constexpr const char* kRemedy =
    "; stop the service, keep this file for whoever investigates, and restore the last backup";

std::string log_of(const std::string& data) {
    return data + "/log.db";
}

// Names come from a file: nothing of them may lead out of the directory.
bool is_safe(const std::string& name) {
    const fs::path path{name};
    return !name.empty() && path.is_relative() &&
           std::ranges::none_of(path, [](const fs::path& part) { return part == ".."; });
}

sync::Result<sync::FilesBeside> files_of(const std::string& data) {
    sync::FilesBeside files;
    std::error_code error;
    // With its authority, so that devices know the restored hall again.
    std::vector<fs::path> paths{fs::path(data) / kKey, fs::path(data) / "tls/authority.pem",
                                fs::path(data) / "tls/authority.key"};
    for (fs::directory_iterator it(fs::path(data) / kContent, error), end; !error && it != end;
         it.increment(error)) {
        if (it->is_regular_file() && it->path().extension() == ".json") {
            paths.push_back(it->path());
        }
    }
    for (const fs::path& path : paths) {
        if (!fs::exists(path)) {
            continue;
        }
        auto bytes =
            sync::read_whole(path, path.filename() == kKey ? kKeyMost : sync::kDocumentMost);
        if (!bytes) {
            return tl::make_unexpected(bytes.error());
        }
        files.emplace(fs::relative(path, data).generic_string(), std::move(*bytes));
    }
    return files;
}

// What the log of a data directory or backup says that maintenance needs.
struct Proven {
    sync::JournalCheck check;
    std::int64_t epoch = 0;
    Moment last_at{};                                                // Of the last entry.
    std::vector<std::pair<std::int64_t, ContentChanged>> documents;  // By the entry that says so.
};

sync::Result<Proven> proven(const std::string& path) {
    Proven found;
    const auto check = sync::check_journal(path, [&found](const sync::Entry& entry) {
        found.last_at = entry.at;
        if (entry.kind != "content" && entry.kind != "epoch") {
            return;
        }
        const auto event = sync::decode_event(entry.kind, entry.body, entry.at);
        if (!event) {
            return;  // Of a newer program; the chain holds all the same.
        }
        if (const auto* begun = std::get_if<EpochStarted>(&event->what)) {
            found.epoch = std::max(found.epoch, begun->epoch);
        } else if (const auto* changed = std::get_if<ContentChanged>(&event->what)) {
            found.documents.emplace_back(entry.seq, *changed);
        }
    });
    if (!check) {
        const bool is_damaged = check.error().code == Fault::corrupt;
        return sync::fail(check.error().code, check.error().detail + (is_damaged ? kRemedy : ""));
    }
    if (check->broken) {
        return sync::fail(Fault::corrupt,
                          path + ": entry " + std::to_string(check->broken->seq) + ": " +
                              check->broken->what + "; the " + std::to_string(check->entries) +
                              " entries before it are as they were written" + kRemedy);
    }
    found.check = *check;
    return found;
}

// Every version of a document that the log says was in force. `bytes_of` gives a file's bytes.
sync::Result<std::size_t> prove_documents(
    const Proven& log,
    const std::function<std::optional<std::string>(const std::string&)>& bytes_of) {
    std::set<std::string> proved;
    for (const auto& [seq, changed] : log.documents) {
        const std::string name =
            std::string(kContent) + "/" + changed.name + "." + changed.hash + ".json";
        const std::optional<std::string> bytes = bytes_of(name);
        if (!bytes || hash_of(*bytes) != changed.hash) {
            return sync::fail(Fault::corrupt,
                              name + (bytes ? ": was changed" : ": is missing") + "; entry " +
                                  std::to_string(seq) +
                                  " of the log names it. Take it from a backup, or put the "
                                  "document in force again as a manager");
        }
        proved.insert(name);
    }
    return proved.size();
}

sync::Result<void> put_files(const std::string& data, const sync::FilesBeside& files) {
    for (const auto& [name, bytes] : files) {
        if (!is_safe(name)) {
            return sync::fail(Fault::corrupt, "\"" + name + "\" leads out of the data directory");
        }
        const mode_t mode = name == kKey || name.starts_with("tls/") ? S_IRUSR | S_IWUSR : 0644;
        std::error_code made;
        fs::create_directories((fs::path(data) / name).parent_path(), made);
        if (auto kept = sync::write_whole(fs::path(data) / name, bytes, mode); !kept) {
            return kept;
        }
    }
    return {};
}

// The log of the backup, and with it the beginning of the hall's next life.
sync::Result<void> put_log(const std::string& file,
                           const std::string& data,
                           std::int64_t epoch,
                           Moment now) {
    const std::string fresh = data + "/restored.db";
    std::error_code ignored;
    fs::remove(fresh, ignored);
    if (auto made = sync::journal_from_copy(file, fresh); !made) {
        return made;
    }
    {
        auto log = sync::Journal::open(fresh);
        if (!log) {
            return tl::make_unexpected(log.error());
        }
        const std::array<sync::Line, 2> lines{
            sync::encode(Event{now, EpochStarted{epoch}}),
            sync::encode(Event{now, AdminDone{.action = "backup.restored",
                                              .subject = fs::path(file).filename().string()}})};
        if (auto begun = (*log)->append(lines); !begun) {
            return tl::make_unexpected(begun.error());
        }
    }
    return sync::put_in_place(fresh, log_of(data));
}

}  // namespace

sync::Result<std::string> back_up(const std::string& data, const std::string& file) {
    // Between the files and the log a document may be put in force; once more has it.
    sync::Result<std::string> checked;
    for (int tries = 0; tries < 2; ++tries) {
        const auto files = files_of(data);
        if (!files) {
            return tl::make_unexpected(files.error());
        }
        if (auto copied = sync::copy_journal(log_of(data), file, *files); !copied) {
            return tl::make_unexpected(copied.error());
        }
        checked = verify(file);
        if (checked) {
            return file + ": " + *checked;
        }
        std::error_code ignored;
        fs::remove(file, ignored);  // What cannot be restored is no backup.
    }
    return checked;
}

sync::Result<std::string> restore(const std::string& file, const std::string& data, Moment now) {
    std::error_code error;
    fs::create_directories(fs::path(data) / kContent, error);
    if (fs::exists(log_of(data))) {
        return sync::fail(Fault::bad_settings,
                          log_of(data) +
                              " is there already; restore into an empty directory and "
                              "keep this one");
    }
    if (auto locked = lock_data(data); !locked) {
        return tl::make_unexpected(locked.error());
    }
    if (auto sound = verify(file); !sound) {
        return tl::make_unexpected(sound.error());
    }
    const auto log = proven(file);
    const auto files = sync::files_in_copy(file);
    if (!log || !files) {
        return tl::make_unexpected(log ? files.error() : log.error());
    }
    if (auto put = put_files(data, *files); !put) {
        return tl::make_unexpected(put.error());
    }
    // Higher than every life that began with this log before, also when the same backup is put back
    // twice: whoever knows the later one refuses the earlier.
    const auto passed = std::max(now - log->last_at, Moment::duration{});
    const std::int64_t epoch =
        log->epoch + 1 + std::chrono::duration_cast<std::chrono::seconds>(passed).count();
    if (auto put = put_log(file, data, epoch, now); !put) {
        return tl::make_unexpected(put.error());
    }
    return data + ": " + std::to_string(log->check.entries) + " entries and " +
           std::to_string(files->size()) +
           " files restored; kiosks send what is missing, and new numbers have a second letter "
           "for the rest of the day";
}

sync::Result<std::string> verify(const std::string& data_or_file) {
    const bool is_data = fs::is_directory(data_or_file);
    const std::string path = is_data ? log_of(data_or_file) : data_or_file;
    const auto log = proven(path);
    if (!log) {
        return tl::make_unexpected(log.error());
    }
    const auto files = is_data ? sync::Result<sync::FilesBeside>{} : sync::files_in_copy(path);
    if (!files) {
        return tl::make_unexpected(files.error());
    }
    const auto documents =
        prove_documents(*log, [&](const std::string& name) -> std::optional<std::string> {
            if (!is_data) {
                const auto kept = files->find(name);
                return kept == files->end() ? std::nullopt : std::optional{kept->second};
            }
            auto bytes = sync::read_whole(data_or_file + "/" + name, sync::kDocumentMost);
            return bytes ? std::optional{std::move(*bytes)} : std::nullopt;
        });
    if (!documents) {
        return tl::make_unexpected(documents.error());
    }
    return std::to_string(log->check.entries) + " entries and " + std::to_string(*documents) +
           " versions of documents proven; chain " + log->check.chain;
}

}  // namespace hall::service
