// SPDX-License-Identifier: Apache-2.0
// hall-service: the small central service of one hall.
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "sync/document_set.h"
#include "sync/files.h"
#include "sync/fingerprint.h"
#include "sync/program_clock.h"
#include "sync/service/files.h"
#include "sync/service/load_settings.h"
#include "sync/service/maintenance.h"
#include "sync/service/options.h"
#include "sync/service/secrets.h"
#include "sync/service/service.h"
#include "sync/service/tls_keeper.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

namespace {

using namespace hall;
using namespace hall::service;
using sync::Fault;

// Addresses change when a cable is moved to another network.
constexpr std::chrono::minutes kLookAtNames{1};

Moment system_time() {
    return std::chrono::time_point_cast<Moment::duration>(std::chrono::system_clock::now());
}

sync::Result<void> tell_port(const Options& options, const char* file, std::uint16_t port) {
    return sync::write_whole(options.data + file, std::to_string(port), 0644);
}

// TLS for the hall, with a certificate that is renewed while the loop runs.
sync::Result<void> open_tls(Loop& loop,
                            Service& service,
                            TlsKeeper& keeper,
                            const Options& options) {
    const auto kept = keeper.keep(system_time());
    if (!kept) {
        return tl::make_unexpected(kept.error());
    }
    if (auto shown = service.show(keeper.identity(), keeper.authority_pem()); !shown) {
        return shown;
    }
    const auto port = service.listen_tls(options.tls_address, options.tls_port);
    if (!port) {
        return tl::make_unexpected(port.error());
    }
    loop.every(kLookAtNames, [&service, &keeper] {
        const auto renewed = keeper.keep(system_time());
        if (!renewed) {
            spdlog::error("the certificate could not be renewed: {}", renewed.error().detail);
        } else if (*renewed) {
            spdlog::info("the certificate was renewed");
            (void)service.show(keeper.identity(), keeper.authority_pem());  // It was just made.
        }
    });
    spdlog::info("TLS at https://{}:{}/", options.tls_address, *port);
    return tell_port(options, "/service.tls_port", *port);
}

sync::Result<int> run(const Options& options) {
    if (auto safe = check_addresses(options); !safe) {
        return tl::make_unexpected(safe.error());
    }
    std::error_code made;
    std::filesystem::create_directories(options.data, made);
    if (auto locked = lock_data(options.data); !locked) {
        return tl::make_unexpected(locked.error());
    }
    auto settings = load_settings(options);
    if (!settings) {
        return tl::make_unexpected(settings.error());
    }
    Loop loop;
    const std::string hall = settings->content->hall.name.hant;
    auto service = Service::open(loop, std::move(*settings));
    if (!service) {
        return tl::make_unexpected(service.error());
    }
    const auto code = (*service)->open_setup();
    if (!code) {
        return tl::make_unexpected(code.error());
    }
    if (!code->empty()) {  // For the person at the screen; no log has it.
        std::cout << "This hall has no manager yet. Open /setup/ on this machine within a day and "
                     "give the set-up code "
                  << code->substr(0, 4) << " " << code->substr(4) << " (also in " << options.data
                  << "/setup.code)" << std::endl;
    }
    const auto port = (*service)->listen(options.address, options.port);
    if (!port) {
        return tl::make_unexpected(port.error());
    }
    TlsKeeper keeper{options.data, hall, options.tls_names};
    if (!options.tls_address.empty()) {
        if (auto opened = open_tls(loop, **service, keeper, options); !opened) {
            return tl::make_unexpected(opened.error());
        }
    }
    if (auto told = tell_port(options, "/service.port", *port); !told) {
        return tl::make_unexpected(told.error());
    }
    spdlog::info("{} at http://{}:{}/ , log in {}", hall, options.address, *port, options.data);
    loop.on_end_signal([&loop] { loop.stop(); });
    loop.run();
    return (*service)->is_sound() ? EXIT_SUCCESS : EXIT_FAILURE;
}

// By what devices and browsers know this hall.
sync::Result<std::string> words_on_tls(const Options& options) {
    const auto authority = TlsKeeper::kept_authority(options.data);
    if (!authority) {
        return tl::make_unexpected(authority.error());
    }
    if (authority->empty()) {
        return options.tls_address.empty() ? "no TLS" : "the hall's authority is made at the start";
    }
    const auto fingerprint = sync::fingerprint_of(*authority);
    if (!fingerprint) {
        return sync::fail(Fault::bad_settings,
                          options.data + "/tls/authority.pem: " + fingerprint.error().detail);
    }
    return "the hall's authority has the SHA-256 fingerprint " + *fingerprint +
           " (short: " + sync::short_fingerprint(*fingerprint) + ")";
}

// What the service would start with, and nothing starts.
sync::Result<std::string> check(Options options) {
    options.only_check = true;
    if (auto safe = check_addresses(options); !safe) {
        return tl::make_unexpected(safe.error());
    }
    auto tls = words_on_tls(options);
    if (!tls) {
        return tls;
    }
    const auto settings = load_settings(options);
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
           std::to_string(settings->users.size()) + " accounts; " + *tls + "; nothing is wrong";
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
    add_options(app, options);
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
