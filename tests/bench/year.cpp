// SPDX-License-Identifier: Apache-2.0
// Figures over a county hall's year, with one year and with ten of them kept, beside a plain SQL
// scan of the same rows in the same run. Prints; decides nothing.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <sqlite3.h>

#include "sync/hall/figures.h"
#include "sync/hall/watch.h"
#include "tests/hall/county_year.h"

namespace {

using namespace hall;
using Clock = std::chrono::steady_clock;
using Table = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;

constexpr int kRounds = 60;

template <typename Ask>
double measure(const char* what, Ask ask) {
    std::vector<double> millis;
    for (int i = 0; i < kRounds; ++i) {
        const auto begun = Clock::now();
        ask();
        millis.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begun).count());
    }
    std::ranges::sort(millis);
    const double p50 = millis[millis.size() / 2];
    std::printf("%-44s p50 %7.2f ms  p99 %7.2f ms\n", what, p50, millis[millis.size() * 99 / 100]);
    return p50;
}

bool run(sqlite3* db, const std::string& sql) {
    return sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

// The same rows as somebody would export them, in memory and without an index.
bool fill(sqlite3* db, const Ledger& ledger) {
    bool good = run(db, "CREATE TABLE s(day TEXT, counter TEXT, finished INT, grade INT); BEGIN");
    sqlite3_stmt* insert = nullptr;
    good = good && sqlite3_prepare_v2(db, "INSERT INTO s VALUES(?,?,?,?)", -1, &insert, nullptr) ==
                       SQLITE_OK;
    for (const auto& [day, rows] : ledger.days()) {
        const std::string date = text_of(day);
        for (const ServiceRow& row : rows) {
            const std::string& counter = ledger.words().word(row.counter);
            sqlite3_bind_text(insert, 1, date.c_str(), -1, SQLITE_TRANSIENT);
            sqlite3_bind_text(insert, 2, counter.c_str(), -1, SQLITE_TRANSIENT);
            sqlite3_bind_int(insert, 3, row.finished ? 1 : 0);
            sqlite3_bind_int(insert, 4, row.grade);
            good = good && sqlite3_step(insert) == SQLITE_DONE;
            sqlite3_reset(insert);
        }
    }
    sqlite3_finalize(insert);
    return good && run(db, "COMMIT");
}

double figures_of(const char* kept, const hall::test::CountyYear& hall, DaySpan year) {
    std::printf("-- %s kept: %d tickets, %zu cases\n", kept, hall.tickets, hall.cases.all().size());
    const FigureView view = hall.view();
    for (const FigureBy by : kFigureBys) {
        const std::string what = "a year by " + std::string(name_of(by));
        measure(what.c_str(), [&] { static_cast<void>(figures_by(view, {.days = year}, by)); });
    }
    measure("the rows behind a year's missed ratings",
            [&] { static_cast<void>(rows_behind(view, {.days = year}, Count::missed)); });
    measure("what is to be looked into, of a year",
            [&] { static_cast<void>(watch(view, year, [](const ItemId&) { return true; })); });
    return measure("a year by counter, again",
                   [&] { static_cast<void>(figures_by(view, {.days = year}, FigureBy::counter)); });
}

}  // namespace

int main() {
    const Day first = *day_from("2026-01-01");
    const DaySpan year{first, *day_from("2027-01-01")};
    const hall::test::CountyYear one{1, first, 12};
    const double small = figures_of("one year", one, year);

    sqlite3* opened = nullptr;
    const bool open = sqlite3_open(":memory:", &opened) == SQLITE_OK;
    const Table db(opened, &sqlite3_close);
    if (!open || !fill(db.get(), one.ledger)) {
        std::fprintf(stderr, "SQLite: %s\n", sqlite3_errmsg(db.get()));
        return 1;
    }
    const double scan = measure("plain SQL: the same year by counter", [&] {
        run(db.get(),
            "SELECT counter, count(*), sum(finished), sum(grade > 0), sum(grade BETWEEN 1 "
            "AND 3) FROM s WHERE day >= '2026-01-01' AND day < '2027-01-01' GROUP BY "
            "counter");
    });
    const hall::test::CountyYear ten{1, first, 120};
    const double large = figures_of("ten years", ten, year);
    std::printf("-- SQL / ours %.1f, ten years / one year %.2f\n", scan / small, large / small);
    return 0;
}
