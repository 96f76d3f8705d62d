// SPDX-License-Identifier: Apache-2.0
#include "tests/display/two_nets.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hall::display::test {

namespace {

bool runs(const std::string& command) {
    return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

void must(const std::string& command) {
    if (!runs(command)) {
        throw std::runtime_error(command);
    }
}

void pause_ms(int ms) {
    ::poll(nullptr, 0, ms);
}

std::string whole(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

std::string cannot_run_two_nets() {
    if (::geteuid() != 0) {
        return "needs root for network namespaces of its own";
    }
    for (const char* program : {"ip", "nft", "node", "nsenter"}) {
        if (!runs(std::string("command -v ") + program)) {
            return std::string("needs the program ") + program;
        }
    }
    if (!runs("unshare --net ip link add led0 type veth peer name led1")) {
        return "this kernel makes no network namespace with a veth pair";
    }
    return {};
}

void enter_own_net() {
    if (::unshare(CLONE_NEWNET) != 0) {
        throw std::runtime_error("no network namespace");
    }
    must("ip link set lo up");
}

FarEnd::FarEnd(const std::string& command) {
    std::string pattern = (std::filesystem::temp_directory_path() / "far-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error("no folder");
    }
    folder_ = pattern;
    std::filesystem::permissions(folder_, std::filesystem::perms::all);
    std::array<int, 2> moved{};
    if (::pipe2(moved.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    must("ip link add led0 type veth peer name led1");
    must("ip addr add 10.77.0.1/24 dev led0");
    must("ip link set led0 up");
    must("ip route add 239.255.0.0/16 dev led0");
    receiver_ = ::fork();
    if (receiver_ == 0) {
        // A group of its own, so that a shell's children go with it.
        ::setpgid(0, 0);
        char ready = 0;
        const bool apart = ::unshare(CLONE_NEWNET) == 0;
        const std::string here = folder_ + "/apart";
        std::ofstream(here) << (apart ? "yes" : "no");
        if (::read(moved[0], &ready, 1) != 1) {
            ::_exit(1);
        }
        ::setenv("HERE", "10.77.0.2", 1);
        ::setenv("FOLDER", folder_.c_str(), 1);
        const std::string all =
            "ip link set lo up && ip addr add 10.77.0.2/24 dev led1 && ip link set led1 up && "
            "ip route add 239.255.0.0/16 dev led1 && exec " +
            command + " >$FOLDER/log 2>&1";
        ::execl("/bin/sh", "sh", "-c", all.c_str(), nullptr);
        ::_exit(127);
    }
    for (int i = 0; i < 500 && whole(folder_ + "/apart").empty(); ++i) {
        pause_ms(10);
    }
    must("ip link set led1 netns " + std::to_string(receiver_));
    static_cast<void>(::write(moved[1], "1", 1));
    ::close(moved[0]);
    ::close(moved[1]);
    for (int i = 0; i < 3000; ++i) {
        if (std::filesystem::exists(folder_ + "/lamps.ready")) {
            return;
        }
        pause_ms(10);
    }
    throw std::runtime_error("the receiver does not start: " + whole(folder_ + "/log"));
}

FarEnd::~FarEnd() {
    ::kill(-receiver_, SIGKILL);
    ::waitpid(receiver_, nullptr, 0);
    runs("ip link del led0");
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

bool FarEnd::shows(const std::vector<std::uint8_t>& wanted) const {
    const std::string lamps(wanted.begin(), wanted.end());
    for (int i = 0; i < 1000; ++i) {
        if (whole(folder_ + "/lamps") == lamps) {
            return true;
        }
        pause_ms(10);
    }
    return false;
}

void FarEnd::read_up() const {
    for (int i = 0; i < 2000; ++i) {
        std::ifstream sockets("/proc/" + std::to_string(receiver_) + "/net/udp");
        std::string line;
        bool waiting = false;
        std::getline(sockets, line);
        while (std::getline(sockets, line)) {
            // "sl local rem st tx_queue:rx_queue …"; what waits stands after the fifth colon.
            std::istringstream words(line);
            std::string word;
            for (int k = 0; k < 5; ++k) {
                words >> word;
            }
            waiting = waiting || word.substr(word.find(':') + 1) != "00000000";
        }
        if (!waiting) {
            return;
        }
        pause_ms(2);
    }
}

std::string FarEnd::complaints() const {
    return whole(folder_ + "/lamps.wrong") + whole(folder_ + "/log");
}

bool FarEnd::there(const std::string& command) const {
    return runs("nsenter --net=/proc/" + std::to_string(receiver_) + "/ns/net " + command);
}

void FarEnd::lose(int percent) const {
    static_cast<void>(there("nft delete table inet loss"));
    if (percent == 0) {
        return;
    }
    const std::string rules = folder_ + "/rules";
    std::ofstream(rules) << "table inet loss {\n chain input {\n"
                         << "  type filter hook input priority 0; policy accept;\n"
                         << "  meta l4proto udp "
                         << (percent < 100
                                 ? "numgen random mod 100 < " + std::to_string(percent) + " "
                                 : std::string())
                         << "counter drop\n }\n}\n";
    if (!there("nft -f " + rules)) {
        throw std::runtime_error("nft does not take the rules of loss");
    }
}

}  // namespace hall::display::test
