// SPDX-License-Identifier: Apache-2.0
// What hall-service is told: on the command line, and behind that in its settings file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sync/fault.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's.
class App;
}

namespace hall::service {

/// The same names on the command line and in the file, but for what only tests use.
struct Options {
    std::string config;
    std::string data = "/var/lib/jiaohao";
    std::string assets = "/usr/share/jiaohao";
    std::string hall;   ///< Directory of the hall's documents; empty: the sample.
    std::string pages;  ///< Empty: those beside the assets.
    std::string address = "127.0.0.1";
    std::uint16_t port = 8460;
    bool plain_anywhere = false;  ///< Plain HTTP on an address that others reach.
    std::string tls_address;      ///< Empty: no TLS.
    std::uint16_t tls_port = 8461;
    std::vector<std::string> tls_names;  ///< Beside the machine's own: how else it is reached.
    /// Networks of the hall's own that webhooks may go to, and who signs the receivers there.
    std::vector<std::string> webhook_networks;
    std::string webhook_authority;  ///< PEM file; empty: the system's authorities.
    std::string now;
    std::string clock;  ///< File of a driven clock, for tests.
    int connections_per_address = 64;
    bool only_check = false;  ///< Nothing is written, not even a key.
};

/// Adds every option to the command line; `options` must outlive `app`.
void add_options(CLI::App& app, Options& options);

/// Reads `options.config` for what the command line has not said.
/// Errors: bad_settings (names the place).
[[nodiscard]] sync::Result<void> read_config(Options& options, const CLI::App& app);

/// Plain HTTP stays on this machine unless the settings say otherwise.
/// Errors: bad_settings (with the remedy).
[[nodiscard]] sync::Result<void> check_addresses(const Options& options);

}  // namespace hall::service
