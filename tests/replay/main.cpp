// SPDX-License-Identifier: Apache-2.0
// replay: a day of people and clerks against a running hall-service. Exits 1 on any duplicate
// number, lost ticket, double call or other trouble.
#include <cstdlib>
#include <iostream>

#include "sync/journal.h"
#include "tests/replay/day.h"
#include "tests/replay/figures.h"
#include "tests/replay/judge.h"
#include "tests/replay/service_process.h"
#include "tests/replay/setting.h"
#include "tests/support/temp_dir.h"

#include <CLI/CLI.hpp>
#include <date/tz.h>
#include <fmt/format.h>

namespace {

using namespace hall;
using namespace hall::replay;
using namespace std::chrono_literals;

constexpr int kTroubled = 1;
constexpr int kNotPlayed = 2;

int not_played(const std::string& why) {
    std::cerr << "replay: " << why << "\n";
    return kNotPlayed;
}

/// What all days of a run share.
struct Stage {
    test::TempDir directory;
    std::unique_ptr<drive::ServiceProcess> service;
    std::unique_ptr<drive::HallTime> time;
    std::unique_ptr<drive::Client> devices;
    std::unique_ptr<drive::Client> clerks;
    std::vector<std::unique_ptr<sync::Journal>> journals;
    std::vector<std::unique_ptr<drive::Issuer>> kiosks;
    sync::Documents documents;
    std::map<ClerkId, std::string> pins;
};

sync::Result<HallConfig> hall_in(const std::string& directory) {
    const auto text = sync::read_whole(directory + "/hall.json", std::size_t{4} * 1024 * 1024);
    if (!text) {
        return tl::make_unexpected(text.error());
    }
    auto hall = load_hall(*text, directory + "/hall.json");
    if (!hall) {
        return sync::fail(sync::Fault::bad_settings, hall.error().text());
    }
    return std::move(*hall);
}

// An hour before anything happens in any hall; nothing depends on how long before.
Moment morning_of(const HallConfig& hall, Day date) {
    const HallClock clock(hall.hours, *date::locate_zone(hall.time_zone));
    return clock.moment_of(date, 6h);
}

sync::Result<sync::ServiceAddress> address_for(Stage& stage, const Options& options, Moment start) {
    const std::string clock = options.clock.empty() ? stage.directory.file("clock") : options.clock;
    if (options.url.empty() || !options.clock.empty()) {
        auto time = drive::driven_time(clock, start, options.speed);
        if (!time) {
            return tl::make_unexpected(time.error());
        }
        stage.time = std::move(*time);
    }
    if (!options.url.empty()) {
        const auto token = sync::read_whole(options.token_file, 4096);
        if (!token) {
            return tl::make_unexpected(token.error());
        }
        return sync::ServiceAddress{
            .url = options.url, .hall = {}, .token = *token, .as = "replay"};
    }
    auto service = drive::ServiceProcess::start({.binary = options.service_binary,
                                                 .assets = options.assets,
                                                 .pages = options.pages,
                                                 .hall = options.hall_directory(),
                                                 .data = stage.directory.file("service"),
                                                 .clock = clock,
                                                 .now = {}});
    if (!service) {
        return tl::make_unexpected(service.error());
    }
    stage.service = std::move(*service);
    sync::ServiceAddress address = stage.service->address();
    address.as = "replay";
    return address;
}

sync::Result<void> set_up(Stage& stage, const Options& options, Moment start) {
    const auto address = address_for(stage, options, start);
    auto pins = pins_of(options);
    if (!address || !pins) {
        return tl::make_unexpected(address ? pins.error() : address.error());
    }
    stage.pins = std::move(*pins);
    stage.devices = std::make_unique<drive::Client>(*address);
    stage.clerks = std::make_unique<drive::Client>(*address);
    if (!stage.devices->find_hall() || !stage.clerks->find_hall()) {
        return sync::fail(sync::Fault::unreachable, address->url + " has not one hall");
    }
    if (!stage.time) {
        const auto now = stage.devices->ask_time();
        if (!now) {
            return sync::fail(sync::Fault::refused, "the service does not tell its time");
        }
        stage.time = drive::running_time(*now);
    }
    sync::HttpLine line;
    auto documents =
        sync::load_documents(line, stage.devices->address(), stage.directory.file("documents"));
    if (!documents) {
        return tl::make_unexpected(documents.error());
    }
    stage.documents = std::move(*documents);
    for (int i = 1; i <= options.kiosks; ++i) {
        const std::string id = "replay-" + std::to_string(i);
        auto journal = sync::Journal::open(stage.directory.file(id + ".db"));
        if (!journal) {
            return tl::make_unexpected(journal.error());
        }
        stage.journals.push_back(std::move(*journal));
        stage.kiosks.push_back(
            std::make_unique<drive::Issuer>(*stage.devices, id, stage.journals.back().get()));
        if (const auto known = stage.kiosks.back()->enrol(stage.time->now()); !known.ok()) {
            return sync::fail(sync::Fault::refused, id + " cannot enrol: " + known.code());
        }
    }
    return {};
}

// True when the service still closes a day that is over.
bool close_of_day(Stage& stage, Day date) {
    Replica replica(stage.devices->address());
    stage.time->wait_until(stage.documents.clock->day_start(date + std::chrono::days{1}) + 1min);
    return replica.wait_for([](const Book&) { return true; }, 30s) &&
           replica.wait_for(
               [&](const Book& book) {
                   return std::ranges::none_of(book.tickets(), [&](const auto& one) {
                       return one.second.day <= date && one.second.state == TicketState::waiting;
                   });
               },
               30s);
}

int play(const Options& options, Stage& stage, const std::vector<Playbill>& bills) {
    const auto started = std::chrono::steady_clock::now();
    std::vector<drive::Issuer*> kiosks;
    for (const auto& kiosk : stage.kiosks) {
        kiosks.push_back(kiosk.get());
    }
    std::vector<Record> records;
    std::vector<std::string> troubles;
    int turned_away = 0;
    for (const Playbill& bill : bills) {
        HallDay day({.documents = stage.documents,
                     .date = bill.date,
                     .pins = stage.pins,
                     .seed = options.seed + records.size()},
                    *stage.time, *stage.clerks, kiosks);
        if (options.url.empty() || !options.clock.empty()) {
            stage.time->wait_until(morning_of(stage.documents.content->hall, bill.date));
        }
        day.play(bill.visits);
        fmt::print("{}: {} came, {} tickets, last citizen out at {}\n", hall::text_of(bill.date),
                   bill.visits.size(), day.records().size(),
                   stage.documents.clock->time_text(day.ended()));
        fmt::print("  {}\n", text_of(promises_of(day.records())));
        records.insert(records.end(), day.records().begin(), day.records().end());
        troubles.insert(troubles.end(), day.troubles().begin(), day.troubles().end());
        turned_away += day.turned_away();
        if (bills.size() > 1 && !close_of_day(stage, bill.date)) {
            troubles.push_back("the day was not closed");
        }
    }
    drive::LogJudge log;
    (void)log.read(*stage.devices);  // What cannot be read is a complaint.
    const Verdict verdict = judge(log, records);
    const Promises promises = promises_of(records);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
    fmt::print("{}", waits_of(records));
    fmt::print("all: {}\n", text_of(promises));
    fmt::print(
        "tickets {}, duplicates {}, lost {}, double calls {}, turned away {}; {:.1f} s, "
        "seed {}, load {:.1f}\n",
        records.size(), verdict.duplicates, verdict.lost, verdict.double_calls, turned_away,
        took.count(), options.seed, drive::machine_load());
    for (const drive::Client* client : {stage.devices.get(), stage.clerks.get()}) {
        troubles.insert(troubles.end(), client->failures().begin(), client->failures().end());
    }
    troubles.insert(troubles.end(), verdict.words.begin(), verdict.words.end());
    for (const std::string& word : troubles) {
        fmt::print("trouble: {}\n", word);
    }
    const bool kept =
        promises.inside_part() * 100 >= options.expect_inside &&
        (options.expect_width_min <= 0 || promises.width_min <= options.expect_width_min);
    if (!kept) {
        fmt::print("trouble: people were promised worse than --expect-inside, --expect-width\n");
    }
    return verdict.clean() && troubles.empty() && kept && !records.empty() ? EXIT_SUCCESS
                                                                           : kTroubled;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app{"A day of people and clerks against a running hall-service."};
    app.add_option("--url", options.url, "A running service; without it one is started");
    app.add_option("--token-file", options.token_file, "Its local.token");
    app.add_option("--clock", options.clock, "The file it was given as --clock, if any");
    app.add_option("--service-binary", options.service_binary, "hall-service, to start one");
    app.add_option("--assets", options.assets, "Directory of texts and the sample hall");
    app.add_option("--pages", options.pages, "Directory of the web pages");
    app.add_option("--hall", options.hall, "Directory of the hall's documents");
    app.add_option("--csv", options.csv, "People, as the sample's replay.csv has them");
    app.add_option("--warsaw", options.warsaw, "arrivals.csv of the city's halls, or: auto");
    app.add_option("--office", options.office, "Which of them");
    app.add_option("--day", options.days, "Days of the CSV, 0,1,…; dates with --warsaw");
    app.add_option("--speed", options.speed, "Hall seconds in a second; 0: as fast as it goes");
    app.add_option("--seed", options.seed, "Of ids and of what is drawn");
    app.add_option("--redraw", options.redraw, "Seed of days like the sample's but not those");
    app.add_flag("--wrong-times", options.wrong_times, "Services are not as the documents say");
    app.add_option("--kiosks", options.kiosks, "Devices that issue")->check(CLI::Range(1, 20));
    app.add_option("--expect-inside", options.expect_inside, "Fail below this percentage");
    app.add_option("--expect-width", options.expect_width_min, "Fail above these minutes");
    CLI11_PARSE(app, argc, argv);

    if (options.url.empty() == options.service_binary.empty()) {
        return not_played("give either --url and --token-file or --service-binary");
    }
    Stage stage;
    if (!options.warsaw.empty()) {
        if (warsaw_file(options).empty()) {
            fmt::print("skipped: the city's arrivals are not here (HALL_WARSAW names the file)\n");
            return EXIT_SUCCESS;
        }
        const std::string own = stage.directory.file("hall");
        if (auto copied = copy_hall_for_warsaw(options.hall_directory(), own); !copied) {
            return not_played(copied.error().detail);
        }
        options.hall = own;
    }
    const auto hall = hall_in(options.hall_directory());
    if (!hall) {
        return not_played(hall.error().detail);
    }
    const auto bills = playbills(options, *hall);
    if (!bills) {
        return not_played(bills.error().detail);
    }
    const Moment start = morning_of(*hall, bills->front().date);
    if (const auto ready = set_up(stage, options, start); !ready) {
        return not_played(ready.error().detail);
    }
    return play(options, stage, *bills);
}
