// SPDX-License-Identifier: Apache-2.0
// hall-board: signs, walls and — later — the voice, from the service's state.
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <sstream>
#include <thread>

#include "display/daemon/follow.h"
#include "display/file_keep.h"
#include "display/font_files.h"
#include "sync/files.h"
#include "sync/program_clock.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>
#include <toml++/toml.h>

namespace {

using namespace hall;
using namespace hall::board;

struct Options {
    std::string config;
    std::string data = "/var/lib/jiaohao/board";
    std::string service = "http://127.0.0.1:8460";
    std::string hall;
    std::string token_file;
    std::string name = "board";
    std::string language = "zh-Hant";
    std::string now;
};

std::string text_of_value(const toml::node& node) {
    if (const auto text = node.value<std::string>(); text && node.is_string()) {
        return *text;
    }
    std::ostringstream out;
    if (const auto whole = node.as_integer()) {
        out << whole->get();
    } else if (const auto truth = node.as_boolean()) {
        out << (truth->get() ? "yes" : "no");
    }
    return out.str();
}

// [[board]] name = "sign-3", counter = "W03", driver = "e131", and the driver's own settings.
std::optional<std::vector<BoardPlan>> boards_of(const toml::table& table, std::string& why) {
    std::vector<BoardPlan> plans;
    const toml::array* boards = table["board"].as_array();
    for (std::size_t i = 0; boards != nullptr && i < boards->size(); ++i) {
        const toml::table* one = boards->get(i)->as_table();
        if (one == nullptr) {
            why = "board: expected [[board]] tables";
            return std::nullopt;
        }
        BoardPlan plan;
        for (const auto& [key, value] : *one) {
            const std::string name{key.str()};
            if (name == "name") {
                plan.name = text_of_value(value);
            } else if (name == "counter") {
                plan.counter = CounterId{text_of_value(value)};
            } else if (name == "floor") {
                plan.floor = FloorId{text_of_value(value)};
            } else {
                plan.settings.insert_or_assign(name, text_of_value(value));
            }
        }
        if (plan.name.empty() || !plan.settings.contains("driver")) {
            why = "[[board]] number " + std::to_string(i + 1) + ": needs name and driver";
            return std::nullopt;
        }
        plans.push_back(std::move(plan));
    }
    if (plans.empty()) {
        why = "no [[board]] in the settings file";
        return std::nullopt;
    }
    return plans;
}

std::optional<std::vector<BoardPlan>> read_config(const Options& options, std::string& why) {
    try {
        auto plans = boards_of(toml::parse_file(options.config), why);
        if (!plans) {
            why = options.config + ": " + why;
        }
        return plans;
    } catch (const toml::parse_error& e) {
        std::ostringstream where;
        where << options.config << ":" << e.source().begin.line << ": " << e.description();
        why = where.str();
        return std::nullopt;
    }
}

Language language_of(const std::string& tag) {
    for (const Language language : kLanguages) {
        if (tag == tag_of(language)) {
            return language;
        }
    }
    return Language::zh_hant;
}

int failed(const std::string& why) {
    std::cerr << "hall-board: " << why << "\n";
    return EXIT_FAILURE;
}

int run(const Options& options, std::vector<BoardPlan> plans) {
    sync::ServiceAddress address{.url = options.service, .hall = options.hall, .as = options.name};
    if (!options.token_file.empty()) {
        auto token = sync::read_whole(options.token_file, 1024);
        if (!token) {
            return failed(token.error().detail);
        }
        address.token = std::move(*token);
    }
    sync::HttpLine line;
    auto documents = sync::load_documents(line, address, options.data + "/content");
    if (!documents) {
        return failed("the hall's documents: " + documents.error().detail);
    }
    address.hall = documents->hall;
    auto glyphs = display::debian_fonts().and_then(
        [](display::FontSet fonts) { return display::Glyphs::open(std::move(fonts)); });
    if (!glyphs) {
        return failed(glyphs.error().detail);
    }
    display::FileKeep keep{options.data};
    const auto wall = sync::program_clock(options.now);
    if (!wall) {
        return failed(wall.error().detail);
    }
    Follow follow{{std::move(*documents), address, options.data, std::move(plans),
                   language_of(options.language), *wall},
                  **glyphs,
                  keep};
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
    app.add_option("--config", options.config, "Settings file with the boards (TOML)")->required();
    app.add_option("--data", options.data, "Directory of the last state");
    app.add_option("--service", options.service, "Address of the central service");
    app.add_option("--hall", options.hall, "Id of the hall");
    app.add_option("--token-file", options.token_file, "File with the service's token");
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
    std::string why;
    auto plans = read_config(options, why);
    return plans ? run(options, std::move(*plans)) : failed(why);
}
