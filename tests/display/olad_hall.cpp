// SPDX-License-Identifier: Apache-2.0
#include "tests/display/olad_hall.h"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hall::display::test {

namespace {

constexpr int kUniverses = 16;
constexpr std::size_t kSlots = 510;
constexpr int kArtNetPorts = 4;
constexpr int kArtNetFirst = OladHall::kArtNetUniverse;
constexpr std::uint16_t kWebPort = 9090;

// Everything but E1.31 and Art-Net: other plugins look for hardware and other people's networks.
constexpr std::array kOtherPlugins{
    "dummy",   "espnet",   "ftdidmx", "gpio",   "karate",   "kinet",
    "milinst", "nanoleaf", "opendmx", "osc",    "pathport", "openpixelcontrol",
    "renard",  "sandnet",  "shownet", "spi",    "spidmx",   "stageprofi",
    "uartdmx", "usb",      "usbdmx",  "usbpro", "usbserial"};

void pause_ms(int ms) {
    ::poll(nullptr, 0, ms);
}

std::string fetch(const std::string& path) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(kWebPort);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string answer;
    if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0) {
        const std::string request =
            "GET " + path + " HTTP/1.1\r\nHost: olad\r\nConnection: close\r\n\r\n";
        static_cast<void>(::send(socket, request.data(), request.size(), MSG_NOSIGNAL));
        std::array<char, 4096> part{};
        pollfd readable{socket, POLLIN, 0};
        while (::poll(&readable, 1, 1000) > 0) {
            const ssize_t got = ::recv(socket, part.data(), part.size(), 0);
            if (got <= 0) {
                break;
            }
            answer.append(part.data(), static_cast<std::size_t>(got));
        }
    }
    ::close(socket);
    return answer;
}

}  // namespace

bool succeeded(const std::string& command) {
    return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

std::string cannot_run() {
    if (::geteuid() != 0) {
        return "needs root for a network namespace of its own";
    }
    for (const char* program : {"olad", "ip", "tc", "setpriv"}) {
        if (!succeeded(std::string("command -v ") + program)) {
            return std::string("needs the program ") + program;
        }
    }
    if (!succeeded("unshare --net ip link add led0 type veth peer name led1")) {
        return "this kernel makes no network namespace with a veth pair";
    }
    return {};
}

OladHall::OladHall() {
    if (::unshare(CLONE_NEWNET) != 0) {
        throw std::runtime_error("no network namespace");
    }
    for (const char* command : {"ip link set lo up", "ip link add led0 type veth peer name led1",
                                "ip addr add 10.77.0.1/24 dev led0", "ip link set led0 up",
                                "ip link set led1 up", "ip route add 239.255.0.0/16 dev led0"}) {
        if (!succeeded(command)) {
            throw std::runtime_error(command);
        }
    }
    std::string pattern = (std::filesystem::temp_directory_path() / "olad-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error("no folder");
    }
    folder_ = pattern;
    configure();
    start();
}

OladHall::~OladHall() {
    if (olad_ > 0) {
        ::kill(olad_, SIGKILL);
        ::waitpid(olad_, nullptr, 0);
    }
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void OladHall::configure() const {
    const std::string settings = folder_ + "/olad";
    std::filesystem::create_directory(settings);
    for (const char* plugin : kOtherPlugins) {
        std::ofstream(settings + "/ola-" + plugin + ".conf") << "enabled = false\n";
    }
    std::ofstream(settings + "/ola-e131.conf")
        << "cid = b92615c9-3d9d-410b-a3f5-d9dfdc363117\nenabled = true\nip = 10.77.0.1\n"
        << "input_ports = " << kUniverses << "\noutput_ports = 0\n";
    std::ofstream ports(settings + "/ola-port.conf");
    std::ofstream universes(settings + "/ola-universe.conf");
    for (int i = 0; i < kUniverses; ++i) {
        ports << "11-1-I-" << i << " = " << i + 1 << "\n";
        universes << "uni_" << i + 1 << "_merge = LTP\nuni_" << i + 1 << "_name = " << i + 1
                  << "\n";
    }
    // Art-Net's four ports; their universe on the wire is OLA's number modulo 16.
    std::ofstream(settings + "/ola-artnet.conf")
        << "enabled = true\nip = 10.77.0.1\nnet = 0\nsubnet = 0\noutput_ports = 4\n"
        << "use_loopback = true\nuse_limited_broadcast = false\nalways_broadcast = false\n";
    for (int i = 0; i < kArtNetPorts; ++i) {
        ports << "2-1-I-" << i << " = " << kArtNetFirst + i << "\n";
        universes << "uni_" << kArtNetFirst + i << "_merge = LTP\nuni_" << kArtNetFirst + i
                  << "_name = art-net " << i << "\n";
    }
    ports.close();
    universes.close();
    succeeded("chmod 755 '" + folder_ + "' && chown -R nobody '" + settings + "'");
}

void OladHall::start() {
    olad_ = ::fork();
    if (olad_ == 0) {
        const int log = ::open((folder_ + "/olad.log").c_str(), O_WRONLY | O_CREAT, 0644);
        ::dup2(log, 1);
        ::dup2(log, 2);
        const std::string settings = folder_ + "/olad";
        ::execlp("setpriv", "setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups",
                 "olad", "-c", settings.c_str(), "-l", "3", nullptr);
        ::_exit(127);
    }
    for (int i = 0; i < 200; ++i) {
        if (slots(1)) {
            return;
        }
        pause_ms(100);
    }
    std::ifstream log(folder_ + "/olad.log");
    throw std::runtime_error("olad does not answer: " +
                             std::string(std::istreambuf_iterator<char>(log), {}));
}

std::optional<std::vector<int>> OladHall::slots(int universe) const {
    const std::string answer = fetch("/get_dmx?u=" + std::to_string(universe));
    const auto from = answer.find("\"dmx\"");
    const auto open = answer.find('[', from);
    const auto close = answer.find(']', open);
    if (from == std::string::npos || open == std::string::npos || close == std::string::npos) {
        return std::nullopt;
    }
    std::vector<int> values;
    const char* at = answer.c_str() + open + 1;
    while (at < answer.c_str() + close) {
        char* end = nullptr;
        values.push_back(static_cast<int>(std::strtol(at, &end, 10)));
        at = end + 1;
    }
    return values;
}

bool OladHall::shows(const std::vector<std::uint8_t>& pixels, int first) const {
    const std::size_t universes = (pixels.size() + kSlots - 1) / kSlots;
    const auto all_there = [&] {
        for (std::size_t i = 0; i < universes; ++i) {
            const auto held = slots(first + static_cast<int>(i));
            const std::size_t size = std::min(kSlots, pixels.size() - i * kSlots);
            if (!held || held->size() < size) {
                return false;
            }
            for (std::size_t k = 0; k < size; ++k) {
                if ((*held)[k] != pixels[i * kSlots + k]) {
                    return false;
                }
            }
        }
        return true;
    };
    for (int i = 0; i < 20; ++i) {
        if (all_there()) {
            return true;
        }
        pause_ms(100);
    }
    return false;
}

}  // namespace hall::display::test
