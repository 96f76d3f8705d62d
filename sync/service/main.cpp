// SPDX-License-Identifier: Apache-2.0
// hall-service: the small central service of one hall.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <sstream>

#include "sync/files.h"
#include "sync/program_clock.h"
#include "sync/service/driven_clock.h"
#include "sync/service/files.h"
#include "sync/service/maintenance.h"
#include "sync/service/secrets.h"
#include "sync/service/service.h"

#include <CLI/CLI.hpp>
#include <date/tz.h>
#include <spdlog/spdlog.h>
#include <toml++/toml.h>

namespace {

using namespace hall;
using namespace hall::service;
using sync::Fault;

constexpr std::size_t kDocumentMax = std::size_t{4} * 1024 * 1024;

struct Options {
    std::string config;
    std::string data = "/var/lib/jiaohao";
    std::string assets = "/usr/share/jiaohao";
    std::string hall;   ///< Directory of the hall's documents; empty: the sample.
    std::string pages;  ///< Empty: those beside the assets.
    std::string address = "127.0.0.1";
    std::uint16_t port = 8460;
    std::string now;
    std::string clock;  ///< File of a driven clock, for tests.
    int connections_per_address = 64;
    bool only_check = false;  ///< Nothing is written, not even a key.
};

// What the file says goes behind what the command line says.
sync::Result<void> read_config(Options& options, const CLI::App& app) {
    const auto given = [&](const char* name) { return app.count(name) > 0; };
    try {
        const toml::table table = toml::parse_file(options.config);
        const auto text = [&](const char* key, std::string& value) {
            if (!given((std::string("--") + key).c_str())) {
                value = table[key].value_or(value);
            }
        };
        text("data", options.data);
        text("assets", options.assets);
        text("hall", options.hall);
        text("pages", options.pages);
        text("address", options.address);
        if (!given("--port")) {
            options.port = table["port"].value_or(options.port);
        }
    } catch (const toml::parse_error& e) {
        std::ostringstream where;
        where << options.config << ":" << e.source().begin.line << ": " << e.description();
        return sync::fail(Fault::bad_settings, where.str());
    }
    return {};
}

// The pages, and beside their directory the description of the whole interface.
sync::Result<std::map<std::string, Served>> load_all_pages(const std::string& directory) {
    auto pages = load_pages(directory);
    const auto beside = std::filesystem::path(directory + "/").parent_path().parent_path();
    if (auto description = sync::read_whole(beside / "openapi.yaml", kDocumentMax);
        pages && description) {
        pages->emplace("/openapi.yaml", served(std::move(*description), "application/yaml"));
    }
    return pages;
}

template <typename Value>
sync::Result<Value> from_config(ConfigResult<Value> loaded) {
    if (!loaded) {
        return sync::fail(Fault::bad_settings, loaded.error().text());
    }
    return std::move(*loaded);
}

sync::Result<std::shared_ptr<const Content>> load_content(const std::string& directory,
                                                          ServiceSettings& settings) {
    const auto hall_text = sync::read_whole(directory + "/hall.json", kDocumentMax);
    const auto catalog_text = sync::read_whole(directory + "/catalog.json", kDocumentMax);
    const auto users_text = sync::read_whole(directory + "/users.json", kDocumentMax);
    for (const auto* text : {&hall_text, &catalog_text, &users_text}) {
        if (!*text) {
            return tl::make_unexpected(text->error());
        }
    }
    auto hall = from_config(load_hall(*hall_text, directory + "/hall.json"));
    if (!hall) {
        return tl::make_unexpected(hall.error());
    }
    auto catalogue = from_config(load_catalogue(*catalog_text, *hall, directory + "/catalog.json"));
    if (!catalogue) {
        return tl::make_unexpected(catalogue.error());
    }
    auto users = load_users(*users_text);
    if (!users) {
        return tl::make_unexpected(users.error());
    }
    settings.users = std::move(*users);
    settings.decoy_pin_hash = pin_hash_of(new_token());
    settings.documents.emplace("hall", served(*hall_text, "application/json"));
    settings.documents.emplace("catalog", served(*catalog_text, "application/json"));
    if (auto notices = sync::read_whole(directory + "/notices.json", kDocumentMax)) {
        settings.documents.emplace("notices", served(std::move(*notices), "application/json"));
    }
    return std::make_shared<const Content>(Content{std::move(*hall), std::move(*catalogue)});
}

sync::Result<std::shared_ptr<const Phrases>> load_phrases(const std::string& assets,
                                                          ServiceSettings& settings) {
    std::array<std::string, 3> texts;
    std::array<PhraseSource, 3> sources;
    for (std::size_t i = 0; i < kLanguages.size(); ++i) {
        const std::string tag{tag_of(kLanguages[i])};
        auto text = sync::read_whole(assets + "/text/" + tag + ".json", kDocumentMax);
        if (!text) {
            return tl::make_unexpected(text.error());
        }
        texts[i] = std::move(*text);
        sources[i] = {texts[i], tag + ".json"};
        settings.documents.emplace("text." + tag, served(texts[i], "application/json"));
    }
    auto phrases = from_config(Phrases::load(sources));
    if (!phrases) {
        return tl::make_unexpected(phrases.error());
    }
    return std::make_shared<const Phrases>(std::move(*phrases));
}

sync::Result<std::shared_ptr<const HanTable>> load_han(const std::string& assets) {
    const std::string file = assets + "/search/han.tsv";
    auto text = sync::read_whole(file, HanTable::kBytesMax);
    if (!text) {
        return tl::make_unexpected(text.error());
    }
    auto table = from_config(HanTable::load(*text, file));
    if (!table) {
        return tl::make_unexpected(table.error());
    }
    return std::make_shared<const HanTable>(std::move(*table));
}

sync::Result<std::shared_ptr<const HallClock>> load_clock(const HallConfig& hall) {
    try {
        const date::time_zone* zone = date::locate_zone(hall.time_zone);
        return std::make_shared<const HallClock>(hall.hours, *zone);
    } catch (const std::runtime_error& e) {
        return sync::fail(Fault::bad_settings, "time zone \"" + hall.time_zone + "\": " + e.what() +
                                                   "; install tzdata or mend hall.json");
    }
}

sync::Result<ServiceSettings> load(const Options& options) {
    ServiceSettings settings;
    settings.data = options.data;
    settings.limits.connections_per_address =
        static_cast<std::size_t>(options.connections_per_address);
    const std::string hall_directory =
        options.hall.empty() ? options.assets + "/hall/sample" : options.hall;
    auto now =
        options.clock.empty() ? sync::program_clock(options.now) : driven_clock(options.clock);
    auto content = load_content(hall_directory, settings);
    auto phrases = load_phrases(options.assets, settings);
    auto pages = load_all_pages(options.pages.empty() ? options.assets + "/pages" : options.pages);
    const auto secret = [&](const char* name) {
        return options.only_check ? sync::Result<std::string>{new_token()}
                                  : read_or_make(options.data + name, new_token);
    };
    auto token = secret("/local.token");
    auto key = secret("/code.key");
    auto han = load_han(options.assets);
    if (!han) {
        return tl::make_unexpected(han.error());
    }
    if (!now || !content || !phrases || !pages || !token || !key) {
        const sync::Error error = !now       ? now.error()
                                  : !content ? content.error()
                                  : !phrases ? phrases.error()
                                  : !pages   ? pages.error()
                                  : !token   ? token.error()
                                             : key.error();
        return tl::make_unexpected(error);
    }
    auto clock = load_clock((*content)->hall);
    if (!clock) {
        return tl::make_unexpected(clock.error());
    }
    settings.han = std::move(*han);
    settings.now = std::move(*now);
    settings.content = std::move(*content);
    settings.phrases = std::move(*phrases);
    settings.pages = std::move(*pages);
    settings.clock = std::move(*clock);
    settings.local_token = std::move(*token);
    settings.code_key = std::move(*key);
    return settings;
}

sync::Result<int> run(const Options& options) {
    std::error_code made;
    std::filesystem::create_directories(options.data, made);
    if (auto locked = lock_data(options.data); !locked) {
        return tl::make_unexpected(locked.error());
    }
    auto settings = load(options);
    if (!settings) {
        return tl::make_unexpected(settings.error());
    }
    Loop loop;
    const std::string hall = settings->content->hall.name.hant;
    auto service = Service::open(loop, std::move(*settings));
    if (!service) {
        return tl::make_unexpected(service.error());
    }
    const auto port = (*service)->listen(options.address, options.port);
    if (!port) {
        return tl::make_unexpected(port.error());
    }
    if (auto told = sync::write_whole(options.data + "/service.port", std::to_string(*port), 0644);
        !told) {
        return tl::make_unexpected(told.error());
    }
    spdlog::info("{} at http://{}:{}/ , log in {}", hall, options.address, *port, options.data);
    loop.on_end_signal([&loop] { loop.stop(); });
    loop.run();
    return (*service)->is_sound() ? EXIT_SUCCESS : EXIT_FAILURE;
}

// What the service would start with, and nothing starts.
sync::Result<std::string> check(Options options) {
    options.only_check = true;
    const auto settings = load(options);
    if (!settings) {
        return tl::make_unexpected(settings.error());
    }
    sync::Texts texts;
    for (const auto& [name, document] : settings->documents) {
        texts.emplace(name, *document.body);
    }
    const auto set = sync::read_documents(texts);
    if (!set) {
        return tl::make_unexpected(set.error());
    }
    if (!set->remarks.empty()) {
        return sync::fail(Fault::bad_settings, set->remarks.front());
    }
    const HallConfig& hall = settings->content->hall;
    return hall.name.hant + ": " + std::to_string(hall.queues.size()) + " queues, " +
           std::to_string(hall.counters.size()) + " counters, " +
           std::to_string(settings->content->catalogue.items.size()) + " matters, " +
           std::to_string(settings->users.size()) + " accounts; nothing is wrong";
}

// The administrator's verbs, each with the sentence that it ends with.
struct Verbs {
    explicit Verbs(CLI::App& app) {
        back_up = app.add_subcommand("backup", "Copy log, documents and key while it runs");
        restore = app.add_subcommand("restore", "Make a data directory of a backup");
        verify = app.add_subcommand("verify", "Prove the data directory, or a backup");
        check = app.add_subcommand("check", "Read the settings and documents, and start nothing");
        back_up->add_option("file", file, "The new file")->required();
        restore->add_option("file", file, "The backup")->required();
        verify->add_option("file", file, "A backup; left out: the data directory");
        for (CLI::App* verb : {back_up, restore, verify, check}) {
            verb->fallthrough();  // --data and the others may stand behind the verb as well.
        }
    }

    [[nodiscard]] std::optional<sync::Result<std::string>> carry_out(const Options& options) const {
        if (back_up->parsed()) {
            return service::back_up(options.data, file);
        }
        if (restore->parsed()) {
            const auto now = sync::program_clock(options.now);
            return now ? service::restore(file, options.data, (*now)())
                       : sync::Result<std::string>{tl::make_unexpected(now.error())};
        }
        if (verify->parsed()) {
            return service::verify(file.empty() ? options.data : file);
        }
        return check->parsed() ? std::optional{::check(options)} : std::nullopt;
    }

    CLI::App* back_up = nullptr;
    CLI::App* restore = nullptr;
    CLI::App* verify = nullptr;
    CLI::App* check = nullptr;
    std::string file;
};

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app{"The central service of a government service hall's queue."};
    app.add_option("--config", options.config, "Settings file (TOML)");
    app.add_option("--data", options.data, "Directory of the log and the secrets");
    app.add_option("--assets", options.assets, "Directory of texts and the sample hall");
    app.add_option("--hall", options.hall, "Directory of hall.json, catalog.json and users.json");
    app.add_option("--pages", options.pages, "Directory of the web pages");
    app.add_option("--address", options.address, "Address to listen on");
    app.add_option("--port", options.port, "Port; 0 takes a free one and writes it to the data");
    app.add_option("--now", options.now, "Start the program's clock at this UTC time");
    app.add_option("--clock", options.clock, "For tests: read the program's clock from this file")
        ->excludes("--now");
    app.add_option("--connections-per-address", options.connections_per_address,
                   "Open connections that one address may have")
        ->check(CLI::PositiveNumber);
    const Verbs verbs{app};
    CLI11_PARSE(app, argc, argv);

    if (!start_secrets()) {
        std::cerr << "hall-service: this system has no randomness to make keys of\n";
        return EXIT_FAILURE;
    }
    if (!options.config.empty()) {
        if (const auto read = read_config(options, app); !read) {
            std::cerr << "hall-service: " << read.error().detail << "\n";
            return EXIT_FAILURE;
        }
    }
    if (const auto said = verbs.carry_out(options)) {
        (*said ? std::cout : std::cerr)
            << (*said ? "" : "hall-service: ") << (*said ? **said : said->error().detail) << "\n";
        return *said ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    const auto ended = run(options);
    if (!ended) {
        std::cerr << "hall-service: " << ended.error().detail << "\n";
        return EXIT_FAILURE;
    }
    return *ended;
}
