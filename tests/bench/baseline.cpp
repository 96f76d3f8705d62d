// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include <sqlite3.h>

#include "tests/bench/figures.h"

namespace hall::bench {

sync::Result<Timings> baseline(const std::string& file, int count, int payload_bytes) {
    sqlite3* opened = nullptr;
    const bool open = sqlite3_open(file.c_str(), &opened) == SQLITE_OK;
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> db(opened, &sqlite3_close);
    const auto run = [&](const std::string& sql) {
        return sqlite3_exec(db.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    };
    const bool made = open && run("PRAGMA journal_mode=WAL") && run("PRAGMA synchronous=FULL") &&
                      run("CREATE TABLE log(seq INTEGER PRIMARY KEY, body TEXT)");
    const std::string insert = "INSERT INTO log(body) VALUES('" +
                               std::string(static_cast<std::size_t>(payload_bytes), 'x') + "')";
    Timings series;
    const auto begun = Clock::now();
    for (int i = 0; made && i < count; ++i) {
        const auto before = Clock::now();
        if (!run(insert)) {
            return sync::fail(sync::Fault::disk, file + ": " + sqlite3_errmsg(db.get()));
        }
        series.millis.push_back(
            std::chrono::duration<double, std::milli>(Clock::now() - before).count());
    }
    series.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
    return made ? sync::Result<Timings>(series) : sync::fail(sync::Fault::disk, file);
}

}  // namespace hall::bench
