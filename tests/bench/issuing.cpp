// SPDX-License-Identifier: Apache-2.0
#include <barrier>
#include <iostream>
#include <mutex>
#include <thread>

#include "sync/journal.h"
#include "tests/bench/hall.h"
#include "tests/replay/issuer.h"

namespace hall::bench {

namespace {

// Source: issue 2, "What it must show".
constexpr double kAimOne = 0.5;
constexpr double kAimMany = 2;
// A number in the log, as the service writes it.
constexpr int kPayload = 300;
constexpr int kMany = 16;

Moment wall() {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
}

bool issue_one(drive::Issuer& kiosk, drive::Ids& ids, Path path) {
    const drive::Reply number = kiosk.alloc(ids.next(wall()), QueueId{"A"});
    if (path == Path::alloc) {
        return number.ok();
    }
    const auto note = kiosk.issued(number, ItemId{});
    return note && kiosk.keep(*note, wall()) && kiosk.push().ok();
}

}  // namespace

Timings issuing(const sync::ServiceAddress& address,
                const std::string& directory,
                Path path,
                int clients,
                int each) {
    Timings series;
    std::mutex mutex;
    bool refused = false;
    std::barrier ready(clients + 1);
    Clock::time_point begun;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < clients; ++i) {
            threads.emplace_back([&, i] {
                const std::string name = std::string(path == Path::full ? "full-" : "alloc-") +
                                         std::to_string(clients) + "-" + std::to_string(i);
                drive::Client client(address);
                auto journal = sync::Journal::open(directory + "/" + name + ".db");
                drive::Issuer kiosk(client, name, journal ? journal->get() : nullptr);
                drive::Ids ids(std::hash<std::string>{}(name));
                bool ok = journal && kiosk.enrol(wall(), drive::OwnLane::none).ok();
                std::vector<double> own;
                ready.arrive_and_wait();
                for (int round = 0; ok && round < each; ++round) {
                    const auto before = Clock::now();
                    ok = issue_one(kiosk, ids, path);
                    own.push_back(
                        std::chrono::duration<double, std::milli>(Clock::now() - before).count());
                }
                const std::lock_guard lock{mutex};
                refused = refused || !ok;
                series.millis.insert(series.millis.end(), own.begin(), own.end());
            });
        }
        ready.arrive_and_wait();
        begun = Clock::now();
    }
    series.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
    return refused ? Timings{} : series;
}

bool bench_issuing(const Options& options, Hall& hall) {
    const int count = options.rounds(2500, 30);
    const auto bare = baseline(hall.file("bare.db"), count, kPayload);
    if (!bare) {
        std::cerr << "bench: " << bare.error().detail << "\n";
        return false;
    }
    const sync::ServiceAddress& address = hall.client().address();
    const std::string folder = hall.file("numbers");
    const auto issue = [&](Path path, int clients, int all) {
        return issuing(address, folder, path, clients, all / clients + 1);
    };
    bool ok = print("bare SQLite WAL FULL, one insert", *bare);
    const Timings one = issue(Path::alloc, 1, count);
    ok = print("issue (alloc), 1 client", one) && ok;
    const Timings many = issue(Path::alloc, kMany, count);
    ok = print("issue (alloc), 16 clients", many) && ok;
    ok = print("issue + journal + push, 1 client", issue(Path::full, 1, count / 3)) && ok;
    ok = print("issue + journal + push, 16 clients", issue(Path::full, kMany, count / 3)) && ok;
    // Once more, so that a disk that changed its mood in between is seen.
    const auto again = baseline(hall.file("bare2.db"), count, kPayload);
    ok = again && print("bare SQLite once more", *again) && ok;
    const double base = again ? (bare->per_second() + again->per_second()) / 2 : 0;
    const double ratio_one = one.per_second() / base;
    const double ratio_many = many.per_second() / base;
    print_aim("1 client, of the baseline", ratio_one, ">= 0.5", ratio_one >= kAimOne);
    print_aim("16 clients, of the baseline", ratio_many, ">= 2", ratio_many >= kAimMany);
    return ok;
}

}  // namespace hall::bench
