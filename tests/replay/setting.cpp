// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/setting.h"

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "sync/documents.h"
#include "sync/json.h"

namespace hall::replay {

using sync::Fault;
using sync::Json;

namespace {

namespace fs = std::filesystem;

// The Monday on which day 0 of the sample is played.
constexpr Day kMonday{std::chrono::year{2026} / std::chrono::November / 23};
constexpr std::size_t kDocumentMost = std::size_t{4} * 1024 * 1024;

sync::Result<Json> json_of(const std::string& path) {
    const auto text = sync::read_whole(path, kDocumentMost);
    if (!text) {
        return tl::make_unexpected(text.error());
    }
    return sync::parse_json(*text, kDocumentMost);
}

std::string sample_csv(const Options& options) {
    return options.csv.empty() ? options.hall_directory() + "/replay.csv" : options.csv;
}

}  // namespace

std::string warsaw_file(const Options& options) {
    if (options.warsaw != "auto") {
        return options.warsaw;
    }
    const char* told = std::getenv("HALL_WARSAW");
    const std::string file =
        told != nullptr ? told : options.assets + "/../../shared/data/warsaw/arrivals.csv";
    return fs::exists(file) ? file : std::string{};
}

sync::Result<std::vector<Playbill>> playbills(const Options& options, const HallConfig& hall) {
    std::vector<Playbill> bills;
    std::istringstream words(options.days);
    for (std::string word; std::getline(words, word, ',');) {
        if (options.warsaw.empty()) {
            const int day = number_in(word);
            if (day < 0) {
                return sync::fail(Fault::bad_settings, "--day: expected numbers, not " + word);
            }
            auto visits = county_visits(sample_csv(options), day);
            const auto all = county_visits(sample_csv(options));
            if (!visits || !all) {
                return tl::make_unexpected(visits ? all.error() : visits.error());
            }
            if (options.redraw != 0) {
                // Days of one run differ, but are slow and quick in the same queues.
                *visits = redrawn(std::move(*visits), *all, options.redraw,
                                  options.wrong_times ? Times::wrong : Times::right);
            }
            bills.push_back({kMonday + std::chrono::days{day}, std::move(*visits)});
            continue;
        }
        const auto date = day_from(word);
        const auto sample = county_visits(sample_csv(options));
        if (!date || !sample) {
            return date ? tl::make_unexpected(sample.error())
                        : sync::fail(Fault::bad_settings, "--day: expected a date, not " + word);
        }
        auto visits = warsaw_visits({warsaw_file(options), options.office, word, options.seed},
                                    hall, *sample);
        if (!visits) {
            return tl::make_unexpected(visits.error());
        }
        bills.push_back({*date, std::move(*visits)});
    }
    return bills;
}

sync::Result<std::map<ClerkId, std::string>> pins_of(const Options& options) {
    const auto json = json_of(options.hall_directory() + "/users.json");
    if (!json) {
        return tl::make_unexpected(json.error());
    }
    std::map<ClerkId, std::string> pins;
    for (const Json& user : json->value("users", Json::array())) {
        pins[ClerkId{user.value("id", "")}] = user.value("pin", "");
    }
    return pins;
}

sync::Result<void> copy_hall_for_warsaw(const std::string& from, const std::string& to) {
    auto hall = json_of(from + "/hall.json");
    if (!hall) {
        return tl::make_unexpected(hall.error());
    }
    for (const char* day : {"mon", "tue", "wed", "thu", "fri"}) {
        (*hall)["hours"]["week"][day] = Json::array({Json::array({"08:00", "18:30"})});
    }
    (*hall)["hours"]["lunch_duty"] = Json::array();
    std::error_code failed;
    fs::create_directories(to, failed);
    for (const char* name : {"/catalog.json", "/users.json", "/replay.csv"}) {
        fs::copy_file(from + name, to + name, fs::copy_options::overwrite_existing, failed);
        if (failed) {
            return sync::fail(Fault::disk, to + name + ": " + failed.message());
        }
    }
    return sync::write_whole(to + "/hall.json", hall->dump());
}

}  // namespace hall::replay
