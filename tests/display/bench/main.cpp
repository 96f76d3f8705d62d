// SPDX-License-Identifier: Apache-2.0
// How long a call takes to its first byte and to the whole page at the receiver, per driver, beside
// a bare sendto loop of the same minute on the same machine.
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "display/drivers.h"
#include "display/font_files.h"
#include "display/transport/lines.h"
#include "tests/display/air/air_port.h"
#include "tests/display/air/pty_bus.h"
#include "tests/display/bench/figures.h"

namespace {

using namespace hall::display;
using namespace hall::display::bench;
using namespace hall::display::test;
using Clock = std::chrono::steady_clock;

Instant real_now() {
    return std::chrono::time_point_cast<Milliseconds>(Clock::now());
}

// When something was seen by another thread; 0 while it was not.
class Stamp {
public:
    void clear() { at_ = 0; }
    void set() {
        std::int64_t none = 0;
        at_.compare_exchange_strong(none, Clock::now().time_since_epoch().count());
    }
    [[nodiscard]] bool seen() const { return at_ != 0; }
    [[nodiscard]] Micros since(Clock::time_point begun) const {
        return std::chrono::duration_cast<Micros>(Clock::duration(at_) - begun.time_since_epoch());
    }

private:
    std::atomic<std::int64_t> at_{0};
};

// A UDP receiver with a thread of its own: stamps the first datagram and the one that makes a frame
// of `datagrams` whole.
class Ear {
public:
    Ear(int port, int datagrams) : socket_(::socket(AF_INET, SOCK_DGRAM, 0)), wanted_(datagrams) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
            throw std::runtime_error("port " + std::to_string(port) + " is taken");
        }
        const int room = 1 << 20;
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &room, sizeof(room));
        thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }
    ~Ear() {
        thread_.request_stop();
        thread_.join();
        ::close(socket_);
    }
    Ear(const Ear&) = delete;
    Ear& operator=(const Ear&) = delete;

    void expect() {
        seen_ = 0;
        first.clear();
        whole.clear();
    }
    Stamp first;
    Stamp whole;

private:
    void run(const std::stop_token& stop) {
        std::array<char, 2048> datagram{};
        while (!stop.stop_requested()) {
            pollfd ready{socket_, POLLIN, 0};
            if (::poll(&ready, 1, 20) > 0 &&
                ::recv(socket_, datagram.data(), datagram.size(), 0) > 0) {
                first.set();
                if (++seen_ == wanted_) {
                    whole.set();
                }
            }
        }
    }

    int socket_;
    int wanted_;
    std::atomic<int> seen_{0};
    std::jthread thread_;
};

Glyphs& fonts() {
    static const std::unique_ptr<Glyphs> glyphs = [] {
        auto opened =
            debian_fonts().and_then([](FontSet set) { return Glyphs::open(std::move(set)); });
        if (!opened) {
            throw std::runtime_error(opened.error().detail);
        }
        return std::move(*opened);
    }();
    return *glyphs;
}

SignPage calling(int number) {
    SignPage page;
    page.counter = "3";
    page.where = "3 號窗口";
    page.number = "A" + std::to_string(1000 + number % 1000);
    page.wordings = {"請到 3 號窗口"};
    page.tone = Tone::call;
    return page;
}

std::unique_ptr<Board> opened(const Settings& settings, Lines* lines = nullptr) {
    auto board = open_board(settings, {"bench", &fonts(), nullptr, lines, {}});
    if (!board) {
        throw std::runtime_error(board.error().detail);
    }
    return std::move(*board);
}

// Ticks as the daemon does until `done`.
void drive(Board& board, const std::function<bool()>& done) {
    const auto end = Clock::now() + std::chrono::seconds(20);
    while (!done()) {
        if (Clock::now() > end) {
            throw std::runtime_error("a call that never arrived");
        }
        const auto wait = board.tick(real_now()) - real_now();
        ::poll(nullptr, 0, static_cast<int>(std::clamp<std::int64_t>(wait.count(), 0, 5)));
    }
}

Times bare_loop(int calls, int datagrams) {
    Ear ear(47001, datagrams);
    const int out = ::socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(47001);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const std::array<char, 636> datagram{};
    Times times;
    for (int i = 0; i < calls; ++i) {
        ear.expect();
        const auto begun = Clock::now();
        for (int k = 0; k < datagrams; ++k) {
            ::sendto(out, datagram.data(), datagram.size(), 0, reinterpret_cast<sockaddr*>(&to),
                     sizeof(to));
        }
        while (!ear.whole.seen()) {
            ::poll(nullptr, 0, 1);
        }
        times.first.push_back(ear.first.since(begun));
        times.whole.push_back(ear.whole.since(begun));
    }
    ::close(out);
    return times;
}

Times udp(const Settings& settings, int port, int datagrams, int calls) {
    Ear ear(port, datagrams);
    const auto board = opened(settings);
    Times times;
    for (int i = 0; i < calls; ++i) {
        ear.expect();
        const auto begun = Clock::now();
        static_cast<void>(board->show(calling(i), real_now()));
        while (!ear.whole.seen()) {
            ::poll(nullptr, 0, 1);
        }
        times.first.push_back(ear.first.since(begun));
        times.whole.push_back(ear.whole.since(begun));
        // Its copies are let out before the next call is timed.
        const auto quiet = Clock::now() + std::chrono::milliseconds(90);
        drive(*board, [&] { return Clock::now() > quiet; });
    }
    return times;
}

// A card of air, watched from the thread that serves it.
template <typename Serve>
Times card(Board& board, AirDevice& device, Serve serve, int calls) {
    Stamp first;
    Stamp whole;
    std::atomic<int> bytes{0};
    std::atomic<int> heard{0};
    std::jthread watch([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            serve();
            if (device.reached > bytes) {
                first.set();
            }
            if (device.heard > heard) {
                whole.set();
            }
        }
    });
    Times times;
    for (int i = 0; i < calls; ++i) {
        // Not while an earlier page is still on its way.
        const auto calm = Clock::now() + std::chrono::milliseconds(20);
        drive(board,
              [&] { return Clock::now() > calm && board.health().state == HealthState::ok; });
        bytes = device.reached.load();
        heard = device.heard.load();
        first.clear();
        whole.clear();
        const auto begun = Clock::now();
        static_cast<void>(board.show(calling(i), real_now()));
        drive(board, [&] { return whole.seen(); });
        times.first.push_back(first.since(begun));
        times.whole.push_back(whole.since(begun));
    }
    return times;
}

Times tcp(AirDevice& device, Settings settings, int calls) {
    device.knobs.delay = Milliseconds(0);
    AirPort port(device);
    settings["to"] = "127.0.0.1";
    settings["port"] = std::to_string(port.port);
    const auto board = opened(settings);
    static_cast<void>(board->show(calling(-1), real_now()));
    return card(
        *board, device,
        [&] {
            port.serve(real_now());
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        },
        calls);
}

Times serial(int baud, int calls) {
    AirFontCard device(1);
    const PtyBus bus(baud, {&device});
    Lines lines;
    const auto board = opened({{"driver", "onbon-bxk"},
                               {"serial", bus.host},
                               {"baud", std::to_string(baud)},
                               {"size", "96x16"}},
                              &lines);
    static_cast<void>(board->show(calling(-1), real_now()));
    return card(
        *board, device, [] { std::this_thread::sleep_for(std::chrono::microseconds(200)); }, calls);
}

void run(int calls) {
    const Times bare = bare_loop(calls, 13);
    std::printf("%d calls each, ms           call to:   first byte         whole page\n", calls);
    std::printf("%-34s %8s %8s %9s %9s %8s\n", "64x32 unless said", "p50", "p99", "p50", "p99",
                "bare");
    print("bare sendto, 13 datagrams", bare, bare);
    const Settings size{{"to", "127.0.0.1"}, {"size", "64x32"}};
    const auto with = [&](Settings more) {
        more.insert(size.begin(), size.end());
        return more;
    };
    print("ddp", udp(with({{"driver", "ddp"}, {"port", "47002"}}), 47002, 5, calls), bare);
    print("e131", udp(with({{"driver", "e131"}}), 5568, 13, calls), bare);
    print("artnet",
          udp(with({{"driver", "artnet"}, {"port", "47003"}, {"poll", "no"}}), 47003, 13, calls),
          bare);
    AirFontCard font(1);
    print("onbon-bxk over TCP, 96x16",
          tcp(font, {{"driver", "onbon-bxk"}, {"size", "96x16"}}, calls), bare);
    AirPictureCard picture;
    print("onbon-bx6 over TCP, rgb",
          tcp(picture, {{"driver", "onbon-bx6"}, {"size", "64x32"}}, calls), bare);
    AirHuidu huidu;
    print("huidu", tcp(huidu, {{"driver", "huidu"}, {"size", "64x32"}}, calls), bare);
    AirModbus modbus(1);
    print("modbus through a gateway",
          tcp(modbus, {{"driver", "modbus"}, {"as", "text"}, {"registers", "10"}}, calls), bare);
    print("onbon-bxk at 57600 baud, 96x16", serial(57600, calls), bare);
    print("onbon-bxk at 9600 baud, 96x16", serial(9600, std::min(calls, 50)), bare);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const bool quick = argc > 1 && std::strcmp(argv[1], "--quick") == 0;
        run(quick ? 5 : 200);
        return EXIT_SUCCESS;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "display_bench: %s\n", e.what());
        return EXIT_FAILURE;
    }
}
