// SPDX-License-Identifier: Apache-2.0
// hall-board: signs, walls and the voice, from the service's state.
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <thread>

#include "display/daemon/config.h"
#include "display/daemon/follow.h"
#include "display/file_keep.h"
#include "display/font_files.h"
#include "display/keep_thread.h"
#include "sync/enrol.h"
#include "sync/files.h"
#include "sync/program_clock.h"

#include <CLI/CLI.hpp>

namespace {

using namespace hall;
using namespace hall::board;

constexpr std::size_t kConfigMost = std::size_t{1024} * 1024;

struct Options {
    std::string config;
    std::string data = "/var/lib/jiaohao/board";
    std::string service = "http://127.0.0.1:8460";
    std::string hall;
    std::string token_file;      ///< Empty: the enrolment's token.
    std::string authority_file;  ///< Empty: the enrolment's authority.
    std::string enrol;           ///< Only trades this code for a token.
    std::string name = "board";
    std::string language = "zh-Hant";
    std::string now;
};

Language language_of(const std::string& tag) {
    for (const Language language : kLanguages) {
        if (tag == tag_of(language)) {
            return language;
        }
    }
    return Language::zh_hant;
}

sync::ServiceOptions service_of(const Options& options) {
    return {options.service, options.hall,       options.name,
            options.data,    options.token_file, options.authority_file};
}

int failed(const std::string& why) {
    std::cerr << "hall-board: " << why << "\n";
    return EXIT_FAILURE;
}

int run(const Options& options, BoardConfig config) {
    const auto known = sync::address_for(service_of(options));
    if (!known) {
        return failed(known.error().detail);
    }
    sync::ServiceAddress address = *known;
    sync::HttpLine line{address.settings()};
    auto documents = sync::load_documents(line, address, options.data + "/content");
    if (!documents) {
        return failed("the hall's documents: " + documents.error().detail);
    }
    address.hall = documents->hall;
    const auto open_glyphs = [](display::FontSet fonts) {
        return display::Glyphs::open(std::move(fonts));
    };
    // Twice: letters are remembered per thread. The files' pages are shared.
    auto glyphs = display::debian_fonts().and_then(open_glyphs);
    auto wall_glyphs = display::debian_fonts().and_then(open_glyphs);
    for (const auto* one : {&glyphs, &wall_glyphs}) {
        if (!*one) {
            return failed(one->error().detail);
        }
    }
    display::FileKeep files{options.data};
    display::KeepThread keep{files};
    const auto wall = sync::program_clock(options.now);
    if (!wall) {
        return failed(wall.error().detail);
    }
    Follow follow{{std::move(*documents), address, options.data, std::move(config.boards),
                   std::move(config.voices), language_of(options.language), *wall},
                  {**glyphs, **wall_glyphs, keep}};
    // The signals are taken by a thread of their own, which only asks the loop to stop.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    std::jthread ending([&follow, signals](const std::stop_token& stop) {
        const timespec moment{0, 200'000'000};
        while (!stop.stop_requested()) {
            if (sigtimedwait(&signals, nullptr, &moment) > 0) {
                follow.stop();
                return;
            }
        }
    });
    follow.run();
    return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app{"Call boards of a government service hall."};
    app.add_option("--config", options.config, "Settings file with the boards (TOML)");
    app.add_option("--data", options.data, "Directory of the last state");
    app.add_option("--service", options.service, "Address of the central service");
    app.add_option("--hall", options.hall, "Id of the hall");
    app.add_option("--token-file", options.token_file, "File with the service's token");
    app.add_option("--authority-file", options.authority_file,
                   "Certificate (PEM) that an https service must be signed by");
    app.add_option("--enrol", options.enrol,
                   "Enrol this box with the code from the manager's page, and end");
    app.add_option("--name", options.name, "This box's name");
    app.add_option("--language", options.language, "zh-Hant, zh-Hans or en");
    app.add_option("--now", options.now, "Start the program's clock at this UTC time");
    CLI11_PARSE(app, argc, argv);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, nullptr);  // Before any thread, so that all inherit it.
    std::error_code made;
    std::filesystem::create_directories(options.data, made);
    if (!options.enrol.empty()) {
        return sync::enrol_and_tell(service_of(options), "board", options.enrol);
    }
    if (options.config.empty()) {
        return failed("--config names the file with the boards");
    }
    const auto text = sync::read_whole(options.config, kConfigMost);
    if (!text) {
        return failed(text.error().detail);
    }
    auto config = read_config(*text, options.config);
    return config ? run(options, std::move(*config)) : failed(config.error());
}
