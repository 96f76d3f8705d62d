// SPDX-License-Identifier: Apache-2.0
#include <barrier>
#include <mutex>
#include <thread>

#include "sync/journal.h"
#include "tests/bench/figures.h"
#include "tests/replay/issuer.h"

namespace hall::bench {

namespace {

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

}  // namespace hall::bench
