// SPDX-License-Identifier: Apache-2.0
// Real people's arrivals, on the sample's queues.
#include <algorithm>
#include <map>
#include <sstream>

#include "sync/documents.h"
#include "tests/replay/client.h"
#include "tests/replay/visits.h"

namespace hall::replay {

namespace {

using std::chrono::seconds;
using sync::Fault;

constexpr std::size_t kFileMost = std::size_t{64} * 1024 * 1024;
constexpr int kSpread = 300;  // Seconds between two snapshots.

struct Snapshot {
    std::string letter;
    int at_s = 0;
    int arrivals = 0;
};

struct Office {
    std::vector<Snapshot> day;
    std::map<std::string, int> volume;  // Letter -> arrivals on all days.
};

int seconds_in(const std::string& clock) {
    const auto colon = clock.find(':');
    if (colon == std::string::npos) {
        return -1;
    }
    return number_in(clock.substr(0, colon)) * 3600 + number_in(clock.substr(colon + 1)) * 60;
}

sync::Result<Office> read(const WarsawDay& wanted) {
    const auto text = sync::read_whole(wanted.csv, kFileMost);
    if (!text) {
        return tl::make_unexpected(text.error());
    }
    Office office;
    std::istringstream lines(*text);
    std::string line;
    std::getline(lines, line);
    for (int at = 2; std::getline(lines, line); ++at) {
        auto cells = cells_of(line);
        if (cells.size() < 10 || cells[0] != wanted.office) {
            continue;
        }
        // A service's name may hold a comma: what counts stands before and after it.
        const auto last = cells.size();
        const int arrivals = number_in(cells[last - 4]);
        const int at_s = seconds_in(cells[last - 5]);
        if (arrivals < 0 || at_s < 0) {
            return sync::fail(Fault::bad_message, wanted.csv + ":" + std::to_string(at));
        }
        office.volume[cells[3]] += arrivals;
        if (cells[1] == wanted.date) {
            office.day.push_back({cells[3], at_s, arrivals});
        }
    }
    if (office.day.empty()) {
        return sync::fail(Fault::bad_settings,
                          wanted.csv + ": no " + wanted.office + " on " + wanted.date);
    }
    return office;
}

// The busiest letter becomes the queue that serves most people in an hour, and so on.
std::map<std::string, QueueId> remapped(const Office& office, const HallConfig& hall) {
    std::vector<std::pair<int, std::string>> letters;
    for (const auto& [letter, volume] : office.volume) {
        letters.emplace_back(-volume, letter);
    }
    std::vector<std::pair<double, std::string>> queues;
    for (const Queue& queue : hall.queues) {
        const double mean = std::chrono::duration<double>(queue.service_mean).count();
        queues.emplace_back(-static_cast<double>(queue.counters.size()) / mean, queue.id.value);
    }
    std::ranges::sort(letters);
    std::ranges::sort(queues);
    std::map<std::string, QueueId> map;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        map[letters[i].second] = QueueId{queues[i % queues.size()].second};
    }
    return map;
}

}  // namespace

sync::Result<std::vector<Visit>> warsaw_visits(const WarsawDay& day,
                                               const HallConfig& hall,
                                               const std::vector<Visit>& sample) {
    const auto office = read(day);
    if (!office) {
        return tl::make_unexpected(office.error());
    }
    std::map<QueueId, std::vector<const Visit*>> services;
    for (const Visit& visit : sample) {
        services[visit.queue].push_back(&visit);
    }
    const auto queues = remapped(*office, hall);
    drive::Ids dice{day.seed};
    std::vector<Visit> visits;
    for (const Snapshot& snapshot : office->day) {
        const auto& drawn_from = services[queues.at(snapshot.letter)];
        for (int i = 0; i < snapshot.arrivals && !drawn_from.empty(); ++i) {
            Visit visit = *drawn_from[dice.random() % drawn_from.size()];
            const auto back = static_cast<int>(dice.random() % kSpread);
            visit.arrives = seconds{snapshot.at_s - back};
            visits.push_back(std::move(visit));
        }
    }
    std::ranges::stable_sort(visits, {}, &Visit::arrives);
    return visits;
}

}  // namespace hall::replay
