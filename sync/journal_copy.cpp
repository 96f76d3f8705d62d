// SPDX-License-Identifier: Apache-2.0
#include "sync/journal_copy.h"

#include <cerrno>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/files.h"
#include "sync/journal.h"

namespace hall::sync {

namespace {

namespace fs = std::filesystem;

// The writer holds the file for one commit at a time; longer than this is a fault.
constexpr int kBusyMillis = 5000;
constexpr std::size_t kFilesMost = 10'000;

struct CloseDatabase {
    void operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

tl::unexpected<Error> failed(sqlite3* db, const std::string& path) {
    const int code = sqlite3_errcode(db) & 0xFF;
    const Fault fault = code == SQLITE_FULL                               ? Fault::disk_full
                        : code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? Fault::corrupt
                                                                          : Fault::disk;
    return fail(fault, path + ": " + sqlite3_errmsg(db));
}

Result<Database> open_database(const std::string& path, int flags) {
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    Database db{raw};
    if (code != SQLITE_OK) {
        return fail(Fault::disk, path + ": " + (raw ? sqlite3_errmsg(raw) : "out of memory"));
    }
    sqlite3_busy_timeout(raw, kBusyMillis);
    return db;
}

Result<Database> open_to_read(const std::string& path) {
    if (!fs::is_regular_file(path)) {
        return fail(Fault::disk, path + ": there is no such file");
    }
    return open_database(path, SQLITE_OPEN_READWRITE);  // WAL's index is written by readers too.
}

Result<Statement> prepare(sqlite3* db, const std::string& path, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) != SQLITE_OK) {
        return failed(db, path);
    }
    return Statement{statement};
}

Result<void> carry_out(sqlite3* db, const std::string& path, const char* sql) {
    if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        return failed(db, path);
    }
    return {};
}

std::string text_at(sqlite3_stmt* statement, int column) {
    const void* bytes = sqlite3_column_blob(statement, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
    return bytes == nullptr ? std::string{} : std::string(static_cast<const char*>(bytes), size);
}

// One step over all pages: a reader of a WAL file keeps no writer waiting.
Result<void> copy_pages(sqlite3* from, sqlite3* to, const std::string& path) {
    sqlite3_backup* backup = sqlite3_backup_init(to, "main", from, "main");
    if (backup == nullptr) {
        return failed(to, path);
    }
    sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK) {
        return failed(to, path);
    }
    return {};
}

Result<void> put_files(sqlite3* db, const std::string& path, const FilesBeside& files) {
    auto statement = prepare(db, path, "INSERT INTO file VALUES(?,?)");
    if (!statement) {
        return tl::make_unexpected(statement.error());
    }
    for (const auto& [name, bytes] : files) {
        sqlite3_bind_text64(statement->get(), 1, name.data(), name.size(), SQLITE_STATIC,
                            SQLITE_UTF8);
        sqlite3_bind_blob64(statement->get(), 2, bytes.data(), bytes.size(), SQLITE_STATIC);
        if (sqlite3_step(statement->get()) != SQLITE_DONE) {
            return failed(db, path);
        }
        sqlite3_reset(statement->get());
    }
    return {};
}

// A file that is not there yet, which nobody else may read: it holds the hall's keys.
Result<std::string> begin_new(const std::string& to) {
    if (fs::exists(to)) {
        return fail(Fault::bad_settings, to + " is there already; name another file");
    }
    std::string fresh = to + ".new";
    std::error_code ignored;
    fs::remove(fresh, ignored);
    const int fd = ::open(fresh.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0) {
        return fail(Fault::disk, fresh + ": " + std::system_category().message(errno));
    }
    ::close(fd);
    return fresh;
}

Result<void> written(const std::string& from,
                     const std::string& to,
                     const char* after,
                     const FilesBeside* files) {
    auto source = open_to_read(from);
    if (!source) {
        return tl::make_unexpected(source.error());
    }
    auto fresh = begin_new(to);
    if (!fresh) {
        return tl::make_unexpected(fresh.error());
    }
    Result<void> done;
    {
        auto target = open_database(*fresh, SQLITE_OPEN_READWRITE);
        done = target ? copy_pages(source->get(), target->get(), *fresh)
                      : Result<void>{tl::make_unexpected(target.error())};
        if (done) {
            done = carry_out(target->get(), *fresh, after);
        }
        if (done && files != nullptr) {
            done = put_files(target->get(), *fresh, *files);
        }
        if (done && files != nullptr) {
            done = carry_out(target->get(), *fresh, "COMMIT");
        }
    }
    if (done) {
        done = put_in_place(*fresh, to);
    }
    std::error_code ignored;
    fs::remove(*fresh, ignored);
    return done;
}

Result<void> check_pages(sqlite3* db, const std::string& path) {
    auto statement = prepare(db, path, "PRAGMA integrity_check(1)");
    if (!statement) {
        return tl::make_unexpected(statement.error());
    }
    if (sqlite3_step(statement->get()) != SQLITE_ROW) {
        return failed(db, path);
    }
    const std::string verdict = text_at(statement->get(), 0);
    if (verdict != "ok") {
        return fail(Fault::corrupt, path + ": " + verdict);
    }
    return {};
}

// Takes one entry; false when it is the first that does not fit.
bool take_entry(const Entry& entry, JournalCheck& check) {
    if (entry.seq != check.entries + 1) {
        check.broken = {check.entries + 1,
                        "missing; the next that is there is entry " + std::to_string(entry.seq)};
        return false;
    }
    const std::string chain = chain_after(check.chain, entry.kind, entry.body);
    if (chain != entry.chain) {
        check.broken = {entry.seq,
                        "was changed after it was written (kind \"" + entry.kind + "\")"};
        return false;
    }
    check.chain = chain;
    ++check.entries;
    return true;
}

}  // namespace

Result<void> copy_journal(const std::string& from,
                          const std::string& to,
                          const FilesBeside& files) {
    return written(from, to,
                   // One file and no -wal beside it; fsync happens with the commit.
                   "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; BEGIN IMMEDIATE;"
                   "CREATE TABLE file(name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;",
                   &files);
}

Result<void> journal_from_copy(const std::string& copy, const std::string& to) {
    return written(copy, to,
                   "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL;"
                   "DROP TABLE IF EXISTS file;",
                   nullptr);
}

Result<FilesBeside> files_in_copy(const std::string& copy) {
    auto db = open_to_read(copy);
    if (!db) {
        return tl::make_unexpected(db.error());
    }
    auto statement = prepare(db->get(), copy, "SELECT name,bytes FROM file");
    if (!statement) {
        return fail(Fault::corrupt, copy + ": not a backup of this program");
    }
    FilesBeside files;
    int code = sqlite3_step(statement->get());
    for (; code == SQLITE_ROW && files.size() < kFilesMost; code = sqlite3_step(statement->get())) {
        files.insert_or_assign(text_at(statement->get(), 0), text_at(statement->get(), 1));
    }
    if (code != SQLITE_DONE) {
        return failed(db->get(), copy);
    }
    return files;
}

Result<JournalCheck> check_journal(const std::string& path,
                                   const std::function<void(const Entry&)>& each) {
    auto db = open_to_read(path);
    if (!db) {
        return tl::make_unexpected(db.error());
    }
    if (auto sound = check_pages(db->get(), path); !sound) {
        return tl::make_unexpected(sound.error());
    }
    auto statement =
        prepare(db->get(), path, "SELECT seq,at_ms,kind,body,chain FROM entry ORDER BY seq");
    if (!statement) {
        return fail(Fault::corrupt, path + ": not a journal of this program");
    }
    JournalCheck check;
    int code = sqlite3_step(statement->get());
    for (; code == SQLITE_ROW; code = sqlite3_step(statement->get())) {
        sqlite3_stmt* row = statement->get();
        const Entry entry{sqlite3_column_int64(row, 0), moment_from(sqlite3_column_int64(row, 1)),
                          text_at(row, 2), text_at(row, 3), text_at(row, 4)};
        if (!take_entry(entry, check)) {
            return check;
        }
        each(entry);
    }
    if (code != SQLITE_DONE) {
        return failed(db->get(), path);
    }
    return check;
}

}  // namespace hall::sync
