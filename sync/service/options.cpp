// SPDX-License-Identifier: Apache-2.0
#include "sync/service/options.h"

#include <array>
#include <sstream>

#include <arpa/inet.h>
#include <netinet/in.h>

#include <CLI/CLI.hpp>
#include <toml++/toml.h>

namespace hall::service {

using sync::Fault;

namespace {

bool is_loopback(const std::string& address) {
    in_addr four{};
    in6_addr six{};
    if (::inet_pton(AF_INET, address.c_str(), &four) == 1) {
        return (ntohl(four.s_addr) >> 24U) == IN_LOOPBACKNET;
    }
    return ::inet_pton(AF_INET6, address.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

}  // namespace

void add_options(CLI::App& app, Options& options) {
    app.add_option("--config", options.config, "Settings file (TOML)");
    app.add_option("--data", options.data, "Directory of the log and the secrets");
    app.add_option("--assets", options.assets, "Directory of texts and the sample hall");
    app.add_option("--hall", options.hall, "Directory of hall.json, catalog.json and users.json");
    app.add_option("--pages", options.pages, "Directory of the web pages");
    app.add_option("--address", options.address, "Address for plain HTTP: of this machine alone");
    app.add_option("--port", options.port, "Port; 0 takes a free one and writes it to the data");
    app.add_flag("--plain-anywhere", options.plain_anywhere,
                 "Allow an --address that other machines reach without TLS");
    app.add_option("--tls-address", options.tls_address,
                   "Address for TLS, such as 0.0.0.0 or ::; left out: no TLS");
    app.add_option("--tls-port", options.tls_port, "Port for TLS; 0 takes a free one");
    app.add_option("--tls-names", options.tls_names,
                   "Names and addresses of the service beside the machine's own");
    app.add_option("--webhook-networks", options.webhook_networks,
                   "Networks of the hall's own that webhooks may reach, such as 10.1.2.0/24");
    app.add_option("--webhook-authority", options.webhook_authority,
                   "PEM file of who signs the webhooks' receivers; left out: the system's");
    app.add_option("--now", options.now, "Start the program's clock at this UTC time");
    app.add_option("--clock", options.clock, "For tests: read the program's clock from this file")
        ->excludes("--now");
    app.add_option("--connections-per-address", options.connections_per_address,
                   "Open connections that one address may have")
        ->check(CLI::PositiveNumber);
}

sync::Result<void> read_config(Options& options, const CLI::App& app) {
    const auto given = [&](const char* key) { return app.count(std::string("--") + key) > 0; };
    try {
        const toml::table table = toml::parse_file(options.config);
        const auto read = [&](const char* key, const char* option, auto& value) {
            if (!given(option)) {
                value = table[key].value_or(value);
            }
        };
        read("data", "data", options.data);
        read("assets", "assets", options.assets);
        read("hall", "hall", options.hall);
        read("pages", "pages", options.pages);
        read("address", "address", options.address);
        read("port", "port", options.port);
        read("plain_anywhere", "plain-anywhere", options.plain_anywhere);
        read("tls_address", "tls-address", options.tls_address);
        read("tls_port", "tls-port", options.tls_port);
        read("webhook_authority", "webhook-authority", options.webhook_authority);
        const auto read_all = [&](const char* key, const char* option, auto& values) {
            const toml::array* list = table[key].as_array();
            for (std::size_t i = 0; list != nullptr && !given(option) && i < list->size(); ++i) {
                values.push_back((*list)[i].value_or(std::string{}));
            }
        };
        read_all("tls_names", "tls-names", options.tls_names);
        read_all("webhook_networks", "webhook-networks", options.webhook_networks);
    } catch (const toml::parse_error& e) {
        std::ostringstream where;
        where << options.config << ":" << e.source().begin.line << ": " << e.description();
        return sync::fail(Fault::bad_settings, where.str());
    }
    return {};
}

sync::Result<void> check_addresses(const Options& options) {
    if (!options.plain_anywhere && !is_loopback(options.address)) {
        return sync::fail(Fault::bad_settings,
                          "address = \"" + options.address +
                              "\" would show PINs and tickets to the whole network in the clear. "
                              "Leave address at 127.0.0.1 and set tls_address instead, or say "
                              "plain_anywhere = true if something else encrypts the line");
    }
    return {};
}

}  // namespace hall::service
