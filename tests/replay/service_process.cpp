// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/service_process.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <thread>
#include <utility>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sync/documents.h"

namespace hall::drive {

namespace {

using namespace std::chrono_literals;
using sync::Fault;

constexpr auto kStartLimit = 60s;  // A loaded machine under a sanitizer.
constexpr std::size_t kSmall = 4096;

std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) {
        text.pop_back();
    }
    return text;
}

std::int64_t number_after(std::string_view word, const std::string& file) {
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(word)) {
            return std::atoll(line.c_str() + word.size());
        }
    }
    return 0;
}

}  // namespace

sync::Result<std::unique_ptr<Process>> Process::start(const std::vector<std::string>& words) {
    std::vector<char*> argv;
    std::vector<std::string> copies = words;
    for (std::string& word : copies) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid < 0) {
        return sync::fail(Fault::unreachable, "no process for " + words[0]);
    }
    if (pid == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    return std::unique_ptr<Process>(new Process(pid));
}

Process::~Process() {
    if (!is_alive()) {
        return;
    }
    ::kill(pid_, SIGTERM);
    for (int i = 0; i < 500 && is_alive(); ++i) {
        std::this_thread::sleep_for(10ms);
    }
    if (is_alive()) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
}

bool Process::is_alive() {
    reaped_ = reaped_ || ::waitpid(pid_, nullptr, WNOHANG) != 0;
    return !reaped_;
}

Memory Process::memory() const {
    const std::string proc = "/proc/" + std::to_string(pid_);
    return {.rss_kb = number_after("VmRSS:", proc + "/status"),
            .pss_kb = number_after("Pss:", proc + "/smaps_rollup"),
            .peak_kb = number_after("VmHWM:", proc + "/status")};
}

std::chrono::nanoseconds Process::cpu_time() const {
    clockid_t clock{};
    timespec spent{};
    if (::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &spent) != 0) {
        return {};
    }
    return std::chrono::seconds{spent.tv_sec} + std::chrono::nanoseconds{spent.tv_nsec};
}

ServiceStart sample_hall(std::string binary, const std::string& source, std::string data) {
    return {.binary = std::move(binary),
            .assets = source + "/assets",
            .pages = source + "/sync/service/pages",
            .hall = {},
            .data = std::move(data),
            .clock = {},
            .now = "2026-11-23T01:10:00Z"};
}

sync::Result<std::unique_ptr<ServiceProcess>> ServiceProcess::start(const ServiceStart& start) {
    std::error_code made;
    std::filesystem::create_directories(start.data, made);
    std::filesystem::remove(start.data + "/service.port", made);
    std::vector<std::string> words{
        start.binary, "--data",    start.data, "--assets", start.assets,
        "--pages",    start.pages, "--port",   "0",        "--connections-per-address",
        "256"};
    const auto add = [&](const char* option, const std::string& value) {
        if (!value.empty()) {
            words.insert(words.end(), {option, value});
        }
    };
    add("--hall", start.hall);
    add("--clock", start.clock);
    add("--now", start.now);
    auto process = Process::start(words);
    if (!process) {
        return tl::make_unexpected(process.error());
    }
    auto service = std::make_unique<ServiceProcess>();
    service->process_ = std::move(*process);
    const auto until = std::chrono::steady_clock::now() + kStartLimit;
    while (std::chrono::steady_clock::now() < until && service->process_->is_alive()) {
        const auto port = sync::read_whole(start.data + "/service.port", kSmall);
        const auto token = sync::read_whole(start.data + "/local.token", kSmall);
        if (port && token && !port->empty()) {
            service->address_.url = "http://127.0.0.1:" + trimmed(*port);
            service->address_.token = trimmed(*token);
            return service;
        }
        std::this_thread::sleep_for(20ms);
    }
    return sync::fail(Fault::unreachable, start.binary + " did not start; its words are above");
}

double machine_load() {
    double load = 0;
    std::ifstream("/proc/loadavg") >> load;
    return load;
}

}  // namespace hall::drive
