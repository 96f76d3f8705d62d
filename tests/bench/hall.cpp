// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/hall.h"

#include <filesystem>

#include "sync/documents.h"

#include <date/date.h>
#include <fmt/format.h>

namespace hall::bench {

namespace {

// The sample hall on a Monday at 09:10.
constexpr Moment kMorning = moment_from(1'795'396'200'000);

std::string board_settings(int port, const std::string& wall_display) {
    std::string text = fmt::format(
        "[[board]]\nname = \"sign-1\"\ncounter = \"W01\"\ndriver = \"ddp\"\nto = \"127.0.0.1\"\n"
        "port = {}\nsize = \"64x32\"\n",
        port);
    if (!wall_display.empty()) {
        text += "[[board]]\nname = \"wall\"\ndriver = \"screen\"\nsize = \"1920x1080\"\n";
    }
    return text;
}

}  // namespace

sync::Result<std::unique_ptr<Hall>> Hall::open(const Options& options) {
    auto hall = std::make_unique<Hall>();
    hall->options_ = options;
    for (const char* folder : {"glass", "paper", "numbers"}) {
        std::error_code made;
        std::filesystem::create_directories(hall->file(folder), made);
    }
    auto service = drive::ServiceProcess::start(drive::sample_hall(
        options.build + "/sync/service/hall-service", options.source, hall->file("service")));
    if (!service) {
        return tl::make_unexpected(service.error());
    }
    hall->service_ = std::move(*service);
    hall->client_ = std::make_unique<drive::Client>(hall->service_->address());
    if (!hall->client_->find_hall()) {
        return sync::fail(sync::Fault::unreachable, "the service has not one hall");
    }
    return hall;
}

sync::Result<std::unique_ptr<drive::Process>> Hall::start_board(int port) const {
    const std::string config = file("boards.toml");
    if (auto written = sync::write_whole(config, board_settings(port, options_.wall_display));
        !written) {
        return tl::make_unexpected(written.error());
    }
    return drive::Process::start({"/usr/bin/env", "DISPLAY=" + options_.wall_display,
                                  options_.build + "/display/daemon/hall-board", "--config", config,
                                  "--data", file("board"), "--service", client_->address().url,
                                  "--token-file", file("service/local.token")});
}

sync::Result<std::unique_ptr<drive::Process>> Hall::start_kiosk(const std::string& device) const {
    std::error_code gone;
    std::filesystem::remove(targets(), gone);
    const Moment now =
        kMorning + std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - opened_);
    const auto second = std::chrono::time_point_cast<std::chrono::seconds>(now);
    return drive::Process::start({"/usr/bin/env",
                                  "DISPLAY=" + options_.kiosk_display,
                                  options_.build + "/kiosk/main/hall-kiosk",
                                  "--service",
                                  client_->address().url,
                                  "--token-file",
                                  file("service/local.token"),
                                  "--data",
                                  file(device),
                                  "--device",
                                  device,
                                  "--assets",
                                  options_.source + "/assets",
                                  "--printer",
                                  "virtual",
                                  "--printer-set",
                                  "directory=" + file("paper"),
                                  "--renderer",
                                  options_.renderer,
                                  "--targets",
                                  targets(),
                                  "--now",
                                  date::format("%FT%TZ", second)});
}

}  // namespace hall::bench
