// SPDX-License-Identifier: Apache-2.0
// hall-board itself, killed in the middle of a burst.
#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/support/places.h"
#include "tests/support/running_service.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using hall::test::RunningService;
using hall::test::TempDir;

namespace {

using namespace std::chrono_literals;

// A DDP panel of air, 64x32: whole frames, as the push flag ends them.
class Panel {
public:
    Panel() : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in here{};
        here.sin_family = AF_INET;
        here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof here;
        auto* address = reinterpret_cast<sockaddr*>(&here);
        REQUIRE(::bind(socket_, address, length) == 0);
        REQUIRE(::getsockname(socket_, address, &length) == 0);
        port_ = ntohs(here.sin_port);
    }
    ~Panel() { ::close(socket_); }
    Panel(const Panel&) = delete;
    Panel& operator=(const Panel&) = delete;

    [[nodiscard]] int port() const { return port_; }

    // The next whole frame; empty when none comes within `patience`.
    std::string frame(std::chrono::milliseconds patience = 30s) {
        const auto end = std::chrono::steady_clock::now() + patience;
        std::string pixels(64 * 32 * 3, '\0');
        for (;;) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                end - std::chrono::steady_clock::now());
            pollfd waiting{socket_, POLLIN, 0};
            if (left <= 0ms || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) {
                return {};
            }
            std::array<unsigned char, 2048> packet{};
            const auto got = ::recv(socket_, packet.data(), packet.size(), 0);
            if (got < 10) {
                continue;
            }
            const std::size_t offset = (std::size_t{packet[4]} << 24U) |
                                       (std::size_t{packet[5]} << 16U) |
                                       (std::size_t{packet[6]} << 8U) | packet[7];
            const std::size_t length = static_cast<std::size_t>(got) - 10;
            REQUIRE(offset + length <= pixels.size());
            std::copy_n(packet.begin() + 10, length,
                        pixels.begin() + static_cast<std::ptrdiff_t>(offset));
            if ((packet[0] & 1U) != 0) {
                return pixels;
            }
        }
    }
    void forget() {
        std::array<unsigned char, 2048> packet{};
        while (::recv(socket_, packet.data(), packet.size(), MSG_DONTWAIT) >= 0) {
        }
    }
    // Frames until one comes that is the same as the one before, and is not `other`.
    std::string settled(const std::string& other) {
        std::string last;
        for (int i = 0; i < 200; ++i) {
            std::string next = frame();
            if (!next.empty() && next == last && next != other) {
                return next;
            }
            last = std::move(next);
        }
        return last;
    }

private:
    int socket_;
    int port_ = 0;
};

class Program {
public:
    explicit Program(std::vector<std::string> words) {
        std::vector<char*> arguments;
        for (std::string& word : words) {
            arguments.push_back(word.data());
        }
        arguments.push_back(nullptr);
        REQUIRE(::posix_spawn(&child_, words[0].c_str(), nullptr, nullptr, arguments.data(),
                              environ) == 0);
    }
    ~Program() { die(SIGKILL); }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    void die(int how) {
        if (child_ > 0) {
            ::kill(child_, how);
            ::waitpid(child_, nullptr, 0);
            child_ = 0;
        }
    }

private:
    pid_t child_ = 0;
};

}  // namespace

TEST_CASE("killed in a burst, the board's first frame after the restart is the newest state",
          "[board]") {
    TempDir home;
    std::filesystem::create_directories(home.file("service"));
    std::filesystem::create_directories(home.file("board"));
    RunningService service{home.file("service")};
    Panel panel;
    std::ofstream(home.file("token")) << service.address("x").token;
    std::ofstream(home.file("boards.toml"))
        << "[[board]]\nname = \"sign\"\ncounter = \"W01\"\ndriver = \"ddp\"\nto = \"127.0.0.1\"\n"
        << "port = " << panel.port() << "\nsize = \"64x32\"\nnight = \"lit\"\n";
    const std::vector<std::string> words{support::binary_dir() + "/display/daemon/hall-board",
                                         "--config",
                                         home.file("boards.toml"),
                                         "--data",
                                         home.file("board"),
                                         "--service",
                                         service.address("x").url,
                                         "--token-file",
                                         home.file("token")};
    const auto clerk = service.sign_in("S001", "W01");
    const std::string item = "GA-01";
    for (int i = 0; i < 8; ++i) {
        (void)service.issue(item);
    }
    const auto serve = [&] {
        REQUIRE(service.command(clerk, R"("type":"call_next")") == "200");
        REQUIRE(service.command(clerk, R"("type":"start")") == "200");
    };
    std::string killed_with;
    {
        Program board{words};
        serve();
        killed_with = panel.settled({});
        REQUIRE_FALSE(killed_with.empty());
        REQUIRE(service.command(clerk, R"("type":"finish")") == "200");
        serve();
        board.die(SIGKILL);
    }
    REQUIRE(service.command(clerk, R"("type":"finish")") == "200");
    serve();  // Somebody else is at the counter by now.
    panel.forget();
    Program board{words};
    const std::string first = panel.frame();
    REQUIRE_FALSE(first.empty());
    const bool another = first != killed_with;
    CHECK(another);
    const bool stays = panel.settled(killed_with) == first;
    CHECK(stays);  // It is what it stays at: no older one before it.
    board.die(SIGTERM);
}
