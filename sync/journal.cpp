// SPDX-License-Identifier: Apache-2.0
#include "sync/journal.h"

#include <array>
#include <cassert>
#include <cerrno>
#include <utility>

#include <sodium.h>
#include <sqlite3.h>

namespace hall::sync {

namespace {

// Another process (a backup, an inspector) may hold the file for a moment; longer is a fault.
constexpr int kBusyMillis = 1000;

constexpr const char* kOpenSql =
    "PRAGMA journal_mode=WAL;"
    // FULL, not NORMAL: in WAL mode NORMAL may lose the last commits on a power cut, and a lost
    // commit here is a number on paper that nobody will ever call.
    "PRAGMA synchronous=FULL;"
    "CREATE TABLE IF NOT EXISTS entry("
    "  seq INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,"
    "  chain TEXT NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS fact(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;";

struct CloseDatabase {
    void operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

Fault fault_of(int code, int system_error) noexcept {
    // A quota and a limit on the file's size are full disks to whoever has to act.
    const bool no_room = system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG;
    if (code == SQLITE_FULL || (code == SQLITE_IOERR && no_room)) {
        return Fault::disk_full;
    }
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? Fault::corrupt : Fault::disk;
}

// Reads errno, since SQLite keeps none for a commit that failed; begin() clears it.
tl::unexpected<Error> failed(sqlite3* db) {
    const int system_error = errno;
    return fail(fault_of(sqlite3_errcode(db), system_error), sqlite3_errmsg(db));
}

Result<Statement> prepare(sqlite3* db, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) !=
        SQLITE_OK) {
        return failed(db);
    }
    return Statement{statement};
}

void bind(sqlite3_stmt* statement, int at, const std::string& text) {
    sqlite3_bind_text64(statement, at, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

std::string text_at(sqlite3_stmt* statement, int column) {
    const void* text = sqlite3_column_blob(statement, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
    return text == nullptr ? std::string{} : std::string(static_cast<const char*>(text), size);
}

// A transaction that was not committed is undone.
class Transaction {
public:
    explicit Transaction(sqlite3* db) : db_(db) {}
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction() {
        if (open_) {
            sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
        }
    }

    Result<void> begin() {
        errno = 0;
        if (sqlite3_exec(db_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) != SQLITE_OK) {
            return failed(db_);
        }
        open_ = true;
        return {};
    }

    Result<void> commit() {
        if (sqlite3_exec(db_, "COMMIT", nullptr, nullptr, nullptr) != SQLITE_OK) {
            return failed(db_);
        }
        open_ = false;
        return {};
    }

private:
    sqlite3* db_;
    bool open_ = false;
};

class SqliteJournal final : public Journal {
public:
    explicit SqliteJournal(Database db) : db_(std::move(db)) {}

    Result<void> start() {
        sqlite3_busy_timeout(db_.get(), kBusyMillis);
        if (sqlite3_exec(db_.get(), kOpenSql, nullptr, nullptr, nullptr) != SQLITE_OK) {
            return failed(db_.get());
        }
        if (auto sound = check(); !sound) {
            return sound;
        }
        return prepare_all();
    }

    Result<std::int64_t> append(std::span<const Line> lines) override {
        assert(!lines.empty());
        Transaction transaction{db_.get()};
        if (auto begun = transaction.begin(); !begun) {
            return tl::make_unexpected(begun.error());
        }
        std::int64_t seq = last_;
        std::string chain = chain_;
        for (const Line& line : lines) {
            chain = chain_after(chain, line.kind, line.body);
            if (auto added = add(++seq, line, chain); !added) {
                return tl::make_unexpected(added.error());
            }
        }
        if (auto kept = transaction.commit(); !kept) {
            return tl::make_unexpected(kept.error());
        }
        last_ = seq;
        chain_ = std::move(chain);
        return last_;
    }

    Result<std::vector<Entry>> read(std::int64_t after, std::size_t limit) override {
        sqlite3_stmt* statement = select_.get();
        sqlite3_bind_int64(statement, 1, after);
        sqlite3_bind_int64(statement, 2, static_cast<std::int64_t>(limit));
        std::vector<Entry> entries;
        int code = sqlite3_step(statement);
        for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
            entries.push_back({sqlite3_column_int64(statement, 0),
                               moment_from(sqlite3_column_int64(statement, 1)),
                               text_at(statement, 2), text_at(statement, 3),
                               text_at(statement, 4)});
        }
        if (code != SQLITE_DONE) {
            auto error = failed(db_.get());
            sqlite3_reset(statement);
            return error;
        }
        sqlite3_reset(statement);
        return entries;
    }

    std::int64_t last_seq() const noexcept override { return last_; }
    const std::string& chain() const noexcept override { return chain_; }

    Result<std::optional<std::string>> fact(const std::string& key) override {
        auto statement = prepare(db_.get(), "SELECT value FROM fact WHERE key=?");
        if (!statement) {
            return tl::make_unexpected(statement.error());
        }
        bind(statement->get(), 1, key);
        const int code = sqlite3_step(statement->get());
        if (code == SQLITE_ROW) {
            return std::optional{text_at(statement->get(), 0)};
        }
        return code == SQLITE_DONE ? Result<std::optional<std::string>>{std::nullopt}
                                   : failed(db_.get());
    }

    Result<void> set_fact(const std::string& key, const std::string& value) override {
        auto statement = prepare(db_.get(), "INSERT OR REPLACE INTO fact VALUES(?,?)");
        if (!statement) {
            return tl::make_unexpected(statement.error());
        }
        bind(statement->get(), 1, key);
        bind(statement->get(), 2, value);
        if (sqlite3_step(statement->get()) != SQLITE_DONE) {
            return failed(db_.get());
        }
        return {};
    }

    Result<std::optional<std::int64_t>> first_broken() override {
        constexpr std::size_t kPage = 1000;
        std::string chain;
        std::int64_t seq = 0;
        while (seq < last_) {
            const auto entries = read(seq, kPage);
            if (!entries) {
                return tl::make_unexpected(entries.error());
            }
            for (const Entry& entry : *entries) {
                chain = chain_after(chain, entry.kind, entry.body);
                if (entry.seq != seq + 1 || entry.chain != chain) {
                    return std::optional{entry.seq};
                }
                seq = entry.seq;
            }
            if (entries->empty()) {
                return std::optional{seq + 1};
            }
        }
        return std::optional<std::int64_t>{};
    }

private:
    Result<void> check() {
        auto statement = prepare(db_.get(), "PRAGMA quick_check(1)");
        if (!statement) {
            return tl::make_unexpected(statement.error());
        }
        if (sqlite3_step(statement->get()) != SQLITE_ROW) {
            return failed(db_.get());
        }
        const std::string verdict = text_at(statement->get(), 0);
        if (verdict != "ok") {
            return fail(Fault::corrupt, verdict);
        }
        return {};
    }

    Result<void> prepare_all() {
        auto insert = prepare(db_.get(), "INSERT INTO entry VALUES(?,?,?,?,?)");
        auto select = prepare(db_.get(),
                              "SELECT seq,at_ms,kind,body,chain FROM entry WHERE seq>? "
                              "ORDER BY seq LIMIT ?");
        auto last = prepare(db_.get(), "SELECT seq,chain FROM entry ORDER BY seq DESC LIMIT 1");
        for (const auto* prepared : {&insert, &select, &last}) {
            if (!*prepared) {
                return tl::make_unexpected(prepared->error());
            }
        }
        insert_ = std::move(*insert);
        select_ = std::move(*select);
        const int code = sqlite3_step(last->get());
        if (code != SQLITE_ROW && code != SQLITE_DONE) {
            return failed(db_.get());
        }
        if (code == SQLITE_ROW) {
            last_ = sqlite3_column_int64(last->get(), 0);
            chain_ = text_at(last->get(), 1);
        }
        return {};
    }

    Result<void> add(std::int64_t seq, const Line& line, const std::string& chain) {
        sqlite3_stmt* statement = insert_.get();
        sqlite3_bind_int64(statement, 1, seq);
        sqlite3_bind_int64(statement, 2, millis_of(line.at));
        bind(statement, 3, line.kind);
        bind(statement, 4, line.body);
        bind(statement, 5, chain);
        const int code = sqlite3_step(statement);
        if (code != SQLITE_DONE) {
            auto error = failed(db_.get());
            sqlite3_reset(statement);
            return error;
        }
        sqlite3_reset(statement);
        return {};
    }

    // The database first, so that the statements are gone before it closes.
    Database db_;
    Statement insert_;
    Statement select_;
    std::int64_t last_ = 0;
    std::string chain_;
};

}  // namespace

std::string chain_after(const std::string& chain,
                        const std::string& kind,
                        const std::string& body) {
    crypto_hash_sha256_state state;
    const auto add = [&](const std::string& text) {
        // The length goes in too: "a"+"bc" must not hash like "ab"+"c".
        const std::uint64_t size = text.size();
        std::array<unsigned char, 8> bytes{};
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            bytes[i] = static_cast<unsigned char>(size >> (8 * i));
        }
        crypto_hash_sha256_update(&state, bytes.data(), bytes.size());
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()),
                                  size);
    };
    crypto_hash_sha256_init(&state);
    add(chain);
    add(kind);
    add(body);
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&state, digest.data());
    std::array<char, crypto_hash_sha256_BYTES * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return hex.data();
}

Result<std::unique_ptr<Journal>> Journal::open(const std::string& path) {
    sqlite3* raw = nullptr;
    const int code =
        sqlite3_open_v2(path.c_str(), &raw,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database db{raw};
    if (code != SQLITE_OK) {
        return fail(Fault::disk, path + ": " + (raw ? sqlite3_errmsg(raw) : "out of memory"));
    }
    auto journal = std::make_unique<SqliteJournal>(std::move(db));
    if (auto started = journal->start(); !started) {
        return fail(started.error().code, path + ": " + started.error().detail);
    }
    return journal;
}

}  // namespace hall::sync
