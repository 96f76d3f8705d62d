// SPDX-License-Identifier: Apache-2.0
// bench: what the hall's promises cost, beside bare SQLite in the same minute on the same disk.
#include <cstdlib>
#include <iostream>
#include <optional>

#include "sync/documents.h"
#include "tests/bench/figures.h"
#include "tests/replay/issuer.h"
#include "tests/replay/service_process.h"
#include "tests/support/temp_dir.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace {

using namespace hall;
using namespace hall::bench;
using namespace std::chrono_literals;

// Source: issue 2, "What it must show".
constexpr double kAimOne = 0.5;
constexpr double kAimMany = 2;
constexpr double kAimBoardMs = 20;
// A number in the log, as the service writes it.
constexpr int kPayload = 300;
constexpr int kMany = 16;

struct Options {
    std::string service_binary;
    std::string board_binary;
    std::string assets = "assets";
    std::string pages = "sync/service/pages";
    bool quick = false;
};

const char* verdict(bool met) {
    return met ? "met" : "missed";
}

bool print(const char* what, const Timings& series) {
    if (series.millis.empty()) {
        fmt::print("{:<34} refused\n", what);
        return false;
    }
    fmt::print("{:<34} {:>8.0f}/s  p50 {:>7.2f} ms  p99 {:>7.2f} ms  n {:>6}  load {:.1f}\n", what,
               series.per_second(), series.quantile(0.5), series.quantile(0.99),
               series.millis.size(), drive::machine_load());
    return true;
}

bool bench_issuing(const Options& options,
                   const sync::ServiceAddress& address,
                   const std::string& directory) {
    const int count = options.quick ? 30 : 3000;
    const auto bare = baseline(directory + "/bare.db", count, kPayload);
    if (!bare) {
        std::cerr << "bench: " << bare.error().detail << "\n";
        return false;
    }
    const Timings one = issuing(address, directory, Path::alloc, 1, count);
    const Timings many = issuing(address, directory, Path::alloc, kMany, count / kMany + 1);
    const Timings full_one = issuing(address, directory, Path::full, 1, count / 3);
    const Timings full_many = issuing(address, directory, Path::full, kMany, count / kMany / 3 + 1);
    bool ok = print("bare SQLite WAL FULL, one insert", *bare);
    ok = print("alloc, 1 client", one) && ok;
    ok = print("alloc, 16 clients", many) && ok;
    ok = print("alloc + journal + push, 1 client", full_one) && ok;
    ok = print("alloc + journal + push, 16 clients", full_many) && ok;
    const double ratio_one = one.per_second() / bare->per_second();
    const double ratio_many = many.per_second() / bare->per_second();
    fmt::print(
        "1 client {:.2f} x baseline (aim {}): {}; 16 clients {:.2f} x baseline (aim {}): {}\n",
        ratio_one, kAimOne, verdict(ratio_one >= kAimOne), ratio_many, kAimMany,
        verdict(ratio_many >= kAimMany));
    return ok;
}

std::string board_settings(int port) {
    return fmt::format(
        "[[board]]\nname = \"sign-1\"\ncounter = \"W01\"\ndriver = \"ddp\"\nto = \"127.0.0.1\"\n"
        "port = {}\nsize = \"64x32\"\n",
        port);
}

// Calls, hears, finishes: one round of a clerk at W01. Nothing when a step failed.
std::optional<double> call_once(drive::Client& clerk,
                                const std::string& session,
                                drive::Ids& ids,
                                BoardEar& ear) {
    const auto press = [&](Action action) {
        return clerk.command(session, ids.next(Moment{}),
                             {.action = action, .counter = CounterId{"W01"}});
    };
    const std::string before = ear.last_picture(300ms);
    const auto sent = Clock::now();
    if (!press(Action::call_next).ok()) {
        return std::nullopt;
    }
    const auto came = ear.next_other(before, 5s);
    if (!came || !press(Action::start).ok() || !press(Action::finish).ok()) {
        return std::nullopt;
    }
    return std::chrono::duration<double, std::milli>(*came - sent).count();
}

bool bench_board(const Options& options,
                 drive::ServiceProcess& service,
                 drive::Client& client,
                 const std::string& directory) {
    BoardEar ear;
    const std::string config = directory + "/boards.toml";
    const std::string token = directory + "/token";
    if (!sync::write_whole(config, board_settings(ear.port())) ||
        !sync::write_whole(token, client.address().token)) {
        return false;
    }
    auto board = drive::Process::start({options.board_binary, "--config", config, "--data",
                                        directory + "/board", "--service", client.address().url,
                                        "--token-file", token});
    const int rounds = options.quick ? 3 : 100;
    const drive::Reply signed_in = client.sign_in(CounterId{"W01"}, ClerkId{"S001"}, "8001");
    if (!board || !signed_in.ok() || ear.last_picture(3s).empty()) {
        fmt::print("call -> board: no picture from {}\n", options.board_binary);
        return false;
    }
    drive::Ids ids(9);
    Timings series;
    for (int i = 0; i < rounds; ++i) {
        const auto took = call_once(client, signed_in.session, ids, ear);
        if (!took) {
            fmt::print("call -> board: round {} failed\n", i);
            return false;
        }
        series.millis.push_back(*took);
        series.seconds += *took / 1000;
    }
    print("call -> first byte at the board", series);
    const double p99 = series.quantile(0.99);
    fmt::print("call -> board p99 {:.1f} ms (aim {} ms): {}\n", p99, kAimBoardMs,
               verdict(p99 <= kAimBoardMs));
    fmt::print("memory: hall-service {} KB, hall-board {} KB\n", service.process().rss_kb(),
               (*board)->rss_kb());
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app{"Figures of the hall beside bare SQLite."};
    app.add_option("--service-binary", options.service_binary, "hall-service")->required();
    app.add_option("--board-binary", options.board_binary, "hall-board; without it no board");
    app.add_option("--assets", options.assets, "Directory of texts and the sample hall");
    app.add_option("--pages", options.pages, "Directory of the web pages");
    app.add_flag("--quick", options.quick, "Few rounds: whether it works, not how fast");
    CLI11_PARSE(app, argc, argv);

    test::TempDir directory;
    auto service = drive::ServiceProcess::start({.binary = options.service_binary,
                                                 .assets = options.assets,
                                                 .pages = options.pages,
                                                 .hall = {},
                                                 .data = directory.file("service"),
                                                 .clock = {},
                                                 .now = "2026-11-23T01:10:00Z"});
    if (!service) {
        std::cerr << "bench: " << service.error().detail << "\n";
        return EXIT_FAILURE;
    }
    drive::Client client((*service)->address());
    if (!client.find_hall()) {
        return EXIT_FAILURE;
    }
    bool ok = bench_issuing(options, client.address(), directory.file(""));
    if (options.board_binary.empty()) {
        fmt::print("call -> board: not measured, no --board-binary\n");
        fmt::print("memory: hall-service {} KB\n", (*service)->process().rss_kb());
    } else {
        ok = bench_board(options, **service, client, directory.file("")) && ok;
    }
    fmt::print(
        "touch -> number, idle CPU and first frame need a screen and are not measured here\n");
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
