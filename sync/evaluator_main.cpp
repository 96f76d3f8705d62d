// SPDX-License-Identifier: Apache-2.0
// hall-evaluator: an evaluator on a serial line rates through the service.
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>

#include <unistd.h>

#include "sync/evaluator_loop.h"

#include <CLI/CLI.hpp>

namespace {

hall::Moment now() {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
}

std::uint64_t random_bits() {
    std::random_device device;
    return std::uint64_t{device()} << 32U | device();
}

hall::sync::Result<std::string> read_token(const std::string& path) {
    std::ifstream file(path);
    std::string token;
    if (!(file >> token)) {
        return hall::sync::fail(hall::sync::Fault::bad_settings, path + ": no token in it");
    }
    return token;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace hall;
    std::string path;
    std::string hall_url;
    std::string token_file;
    sync::EvaluatorSettings settings;
    CLI::App app{"An evaluator on a serial line, for one counter."};
    app.add_option("--line", path, "The serial line, such as /dev/ttyUSB0")->required();
    app.add_option("--hall", hall_url, "Address of the hall: http://127.0.0.1:8460/v1/halls/ID")
        ->required();
    app.add_option("--token-file", token_file, "File with the device's token")->required();
    app.add_option("--counter", settings.counter.value, "Where it stands, such as W03")->required();
    app.add_option("--name", settings.name.value, "Its name in the log; E-<counter> by itself");
    CLI11_PARSE(app, argc, argv);

    // Taken when asked for and never in between; before any thread, so that all have it so.
    sigset_t ends{};
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, &ends, nullptr);

    auto token = read_token(token_file);
    const auto line = token ? sync::open_serial(path) : tl::make_unexpected(token.error());
    if (!line) {
        std::cerr << "hall-evaluator: " << line.error().detail << "\n";
        return EXIT_FAILURE;
    }
    settings.token = std::move(*token);
    settings.name.value =
        settings.name.empty() ? "E-" + settings.counter.value : settings.name.value;
    settings.ratings_url = hall_url + "/ratings";
    settings.now = now;
    settings.new_id = [] { return make_uuid(now(), random_bits(), random_bits()); };
    const auto ran = sync::run_evaluator(*line, settings, [&ends] {
        const timespec at_once{};
        return sigtimedwait(&ends, nullptr, &at_once) > 0;
    });
    ::close(*line);
    if (!ran) {
        std::cerr << "hall-evaluator: " << ran.error().detail << "\n";
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
