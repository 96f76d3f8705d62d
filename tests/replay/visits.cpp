// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/visits.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <sstream>

#include "sync/documents.h"
#include "tests/replay/client.h"

namespace hall::replay {

namespace {

using std::chrono::seconds;
using sync::Fault;

constexpr std::size_t kFileMost = std::size_t{64} * 1024 * 1024;
constexpr double kShift = 300;  // Seconds.
constexpr double kQuickest = 0.7;
constexpr double kSlowest = 1.35;
constexpr std::string_view kHeader =
    "day,queue,seq,item,issued_s,called_s,service_s,counter_index,result";

sync::Result<std::vector<Visit>> read(const std::string& csv, std::optional<int> day) {
    const auto text = sync::read_whole(csv, kFileMost);
    if (!text) {
        return tl::make_unexpected(text.error());
    }
    std::istringstream lines(*text);
    std::string line;
    std::getline(lines, line);
    if (line != kHeader) {
        return sync::fail(Fault::bad_message, csv + ":1: expected " + std::string(kHeader));
    }
    std::vector<Visit> visits;
    for (int at = 2; std::getline(lines, line); ++at) {
        const auto cells = cells_of(line);
        const bool served = cells.size() == 9 && cells[8] == "served";
        const bool whole = cells.size() == 9 && number_in(cells[0]) >= 0 &&
                           number_in(cells[4]) >= 0 && (!served || number_in(cells[6]) >= 0);
        if (!whole) {
            return sync::fail(Fault::bad_message, csv + ":" + std::to_string(at));
        }
        if (!day || number_in(cells[0]) == *day) {
            visits.push_back({.arrives = seconds{number_in(cells[4])},
                              .queue = {cells[1]},
                              .item = {cells[3]},
                              .comes = served,
                              .service = seconds{served ? number_in(cells[6]) : 0}});
        }
    }
    if (visits.empty()) {
        return sync::fail(Fault::bad_settings, csv + ": nobody comes on that day");
    }
    std::ranges::stable_sort(visits, {}, &Visit::arrives);
    return visits;
}

}  // namespace

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream stream(line);
    for (std::string cell; std::getline(stream, cell, ',');) {
        cells.push_back(cell);
    }
    return cells;
}

int number_in(const std::string& cell) {
    int value = -1;
    const char* end = cell.data() + cell.size();
    const auto parsed = std::from_chars(cell.data(), end, value);
    return parsed.ec == std::errc{} && parsed.ptr == end ? value : -1;
}

sync::Result<std::vector<Visit>> county_visits(const std::string& csv, int day) {
    return read(csv, day);
}

sync::Result<std::vector<Visit>> county_visits(const std::string& csv) {
    return read(csv, std::nullopt);
}

std::vector<Visit> redrawn(std::vector<Visit> day,
                           const std::vector<Visit>& sample,
                           std::uint64_t seed,
                           Times times) {
    std::map<ItemId, std::vector<seconds>> served;
    for (const Visit& visit : sample) {
        if (visit.comes) {
            served[visit.item].push_back(visit.service);
        }
    }
    const auto part = [](drive::Ids& dice) { return double(dice.random() % 10'000) / 10'000; };
    drive::Ids dice{seed + day.size()};  // Another for each day.
    for (Visit& visit : day) {
        double factor = 1;
        if (times == Times::wrong) {
            drive::Ids own{seed + 1000 * std::uint64_t(visit.queue.value.front())};
            factor = kQuickest + (kSlowest - kQuickest) * part(own);
        }
        visit.arrives += seconds{std::lround((2 * part(dice) - 1) * kShift)};
        if (visit.comes) {
            const auto& drawn_from = served[visit.item];
            const auto service = drawn_from[dice.random() % drawn_from.size()];
            visit.service = seconds{std::lround(double(service.count()) * factor)};
        }
    }
    std::ranges::stable_sort(day, {}, &Visit::arrives);
    return day;
}

}  // namespace hall::replay
