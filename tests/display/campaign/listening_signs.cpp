// SPDX-License-Identifier: Apache-2.0
#include "tests/display/campaign/listening_signs.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>
#include <span>
#include <stdexcept>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hall::campaign {

using namespace display::test;

namespace {

constexpr int kGlanceMs = 5;
constexpr std::size_t kUniversesOf64x32 = 13;  // 64 x 32 pixels, 170 in each.
constexpr int kBaud = 57600;

int panel_socket(const std::string& address, int port) {
    const int made = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int room = 1 << 20;
    ::setsockopt(made, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_port = htons(static_cast<std::uint16_t>(port));
    ::inet_pton(AF_INET, address.c_str(), &here.sin_addr);
    if (::bind(made, reinterpret_cast<const sockaddr*>(&here), sizeof here) != 0) {
        throw std::runtime_error(address + ":" + std::to_string(port) + " is taken");
    }
    return made;
}

// Which part of a picture a datagram is, and whether it is one at all.
struct Part {
    std::optional<unsigned> universe;
    bool whole = false;
    bool goodbye = false;
};

Part part_of(const std::string& kind, std::span<const unsigned char> datagram) {
    Part part;
    if (kind == "ddp" && datagram.size() > 10) {
        part.whole = (datagram[0] & 1U) != 0;  // The push flag ends a picture.
    } else if (kind == "e131" && datagram.size() > 125) {
        part.goodbye = (datagram[112] & 0x40U) != 0;
        part.universe = datagram[113] * 256U + datagram[114];
    } else if (kind == "artnet" && datagram.size() > 18 && datagram[8] == 0 &&
               datagram[9] == 0x50) {
        part.universe = datagram[15] * 256U + datagram[14];
    }
    return part;
}

// A line of boards.toml.
std::string line_of(const std::string& key, const std::string& value) {
    std::string line = key;
    return line.append(" = \"").append(value).append("\"\n");
}

std::string line_of(const std::string& key, int value) {
    std::string line = key;
    return line.append(" = ").append(std::to_string(value)).append("\n");
}

std::unique_ptr<AirDevice> card_of(const std::string& kind) {
    if (kind == "onbon-bxk") {
        return std::make_unique<AirFontCard>(1);
    }
    if (kind == "onbon-bx6") {
        return std::make_unique<AirPictureCard>();
    }
    if (kind == "modbus") {
        return std::make_unique<AirModbus>(1);
    }
    if (kind == "template") {
        return std::make_unique<AirDigits>(1);
    }
    return std::make_unique<AirHuidu>();
}

std::string more_of(const std::string& kind) {
    if (kind == "onbon-bxk") {
        return line_of("size", "96x16");
    }
    if (kind == "modbus") {
        return line_of("as", "text") + line_of("registers", 10);
    }
    return kind == "template" ? line_of("frame", "address value sum") : line_of("size", "64x32");
}

}  // namespace

Instant real_now() {
    return std::chrono::time_point_cast<Milliseconds>(std::chrono::steady_clock::now());
}

void Silence::gap(Instant now, const std::string& phase) {
    if (last_ && now - *last_ > longest_) {
        longest_ = now - *last_;
        longest_in_ = phase;
    }
}

void Silence::word(Instant now, const std::string& phase) {
    ++words_;
    gap(now, phase);
    first_ = first_.value_or(now);
    last_ = now;
}

void Silence::program_started(Instant now) {
    started_ = now;
    first_.reset();
    last_.reset();
}

void Silence::program_ended(Instant now, const std::string& phase) {
    gap(now, phase);
    last_.reset();
}

std::optional<Milliseconds> Silence::first_word() const {
    return first_ ? std::optional(*first_ - *started_) : std::nullopt;
}

ListeningSigns::ListeningSigns() {
    add_panels("ddp", 14);
    add_panels("e131", 8);
    add_panels("artnet", 6);
    add_cards("onbon-bxk", 4);
    add_cards("onbon-bx6", 2);
    add_cards("huidu", 2);
    add_cards("modbus", 2);
    add_cards("template", 2);
    add_serial(4);
    thread_ = std::jthread([this](const std::stop_token& stop) { listen(stop); });
}

ListeningSigns::~ListeningSigns() {
    thread_.request_stop();
    thread_.join();
    line_.reset();
    for (const auto& sign : signs_) {
        if (sign->socket >= 0) {
            ::close(sign->socket);
        }
    }
}

void ListeningSigns::add_panels(const std::string& kind, int how_many) {
    const int port = kind == "ddp" ? 4048 : kind == "e131" ? 5568 : 6454;
    for (int i = 0; i < how_many; ++i) {
        auto sign = std::make_unique<Listener>();
        const std::string address = "127.0.44." + std::to_string(signs_.size() + 1);
        sign->kind = kind;
        sign->universes = kUniversesOf64x32;
        sign->socket = panel_socket(address, port);
        sign->settings =
            line_of("driver", kind) + line_of("to", address) + line_of("size", "64x32");
        signs_.push_back(std::move(sign));
    }
}

void ListeningSigns::add_cards(const std::string& kind, int how_many) {
    for (int i = 0; i < how_many; ++i) {
        auto sign = std::make_unique<Listener>();
        sign->kind = kind;
        sign->card = card_of(kind);
        sign->port = std::make_unique<AirPort>(*sign->card);
        sign->settings = line_of("driver", kind) + line_of("to", "127.0.0.1") +
                         line_of("port", sign->port->port) + more_of(kind);
        signs_.push_back(std::move(sign));
    }
}

void ListeningSigns::add_serial(int how_many) {
    std::vector<AirDevice*> cards;
    const std::size_t first = signs_.size();
    for (int i = 1; i <= how_many; ++i) {
        auto sign = std::make_unique<Listener>();
        sign->kind = "onbon-bxk, one line";
        sign->card = std::make_unique<AirFontCard>(static_cast<unsigned>(i));
        cards.push_back(sign->card.get());
        signs_.push_back(std::move(sign));
    }
    line_ = std::make_unique<PtyBus>(kBaud, cards);
    for (int i = 1; i <= how_many; ++i) {
        signs_[first + static_cast<std::size_t>(i) - 1]->settings =
            line_of("driver", "onbon-bxk") + line_of("serial", line_->host) +
            line_of("baud", kBaud) + line_of("size", "96x16") + line_of("address", i);
    }
}

void ListeningSigns::take(Listener& sign, Instant now) {
    if (sign.card) {
        if (sign.port) {
            sign.port->serve(now);
        }
        if (const int reached = sign.card->reached; reached != sign.reached) {
            sign.reached = reached;
            sign.silence.word(now, phase_);
        }
        return;
    }
    std::array<unsigned char, 2048> datagram{};
    for (auto got = ::recv(sign.socket, datagram.data(), datagram.size(), 0); got > 0;
         got = ::recv(sign.socket, datagram.data(), datagram.size(), 0)) {
        const Part part =
            part_of(sign.kind, std::span(datagram).first(static_cast<std::size_t>(got)));
        sign.goodbye = part.goodbye;
        if (part.universe) {
            sign.seen[*part.universe] = true;
        }
        if (part.whole || sign.seen.size() == sign.universes) {
            sign.seen.clear();
            sign.silence.word(now, phase_);
        }
    }
}

void ListeningSigns::listen(const std::stop_token& stop) {
    Instant before = real_now();
    while (!stop.stop_requested()) {
        {
            const std::lock_guard held(mutex_);
            const Instant now = real_now();
            late_ = std::max(late_, now - before - Milliseconds(kGlanceMs));
            before = now;
            for (const auto& sign : signs_) {
                take(*sign, now);
            }
        }
        ::poll(nullptr, 0, kGlanceMs);
    }
}

void ListeningSigns::enter(const std::string& phase) {
    const std::lock_guard held(mutex_);
    phase_ = phase;
}

void ListeningSigns::program_started() {
    const std::lock_guard held(mutex_);
    for (const auto& sign : signs_) {
        sign->silence.program_started(real_now());
    }
}

void ListeningSigns::program_ended() {
    const std::lock_guard held(mutex_);
    const Instant now = real_now();
    for (const auto& sign : signs_) {
        take(*sign, now);  // What it said last may still wait.
        sign->silence.program_ended(now, phase_);
    }
}

std::string ListeningSigns::still_waiting() {
    const std::lock_guard held(mutex_);
    std::string kinds;
    for (const auto& sign : signs_) {
        if (!sign->silence.first_word()) {
            kinds += (kinds.empty() ? "" : ", ") + sign->kind;
        }
    }
    return kinds;
}

bool ListeningSigns::cards_show(const std::string& bytes) {
    const std::lock_guard held(mutex_);
    return std::ranges::all_of(signs_, [&](const auto& sign) {
        if (sign->kind != "onbon-bxk") {
            return true;
        }
        return std::ranges::any_of(sign->card->rows(real_now()), [&](const std::string& row) {
            return row.find(bytes) != std::string::npos;
        });
    });
}

bool ListeningSigns::panels_were_told_goodbye() {
    const std::lock_guard held(mutex_);
    return std::ranges::all_of(
        signs_, [](const auto& sign) { return sign->kind != "e131" || sign->goodbye; });
}

Milliseconds ListeningSigns::machine_late() {
    const std::lock_guard held(mutex_);
    return late_;
}

Milliseconds ListeningSigns::tell() {
    const std::lock_guard held(mutex_);
    Milliseconds longest{0};
    std::set<std::string> told;
    for (const auto& first : signs_) {
        if (!told.insert(first->kind).second) {
            continue;
        }
        const Listener* worst = first.get();
        long words = 0;
        long signs = 0;
        for (const auto& sign : signs_) {
            if (sign->kind == first->kind) {
                ++signs;
                words += sign->silence.words();
                worst = sign->silence.longest() > worst->silence.longest() ? sign.get() : worst;
            }
        }
        longest = std::max(longest, worst->silence.longest());
        std::printf("%-20s %2ld signs, %7ld words, longest silence %5lld ms (%s)\n",
                    first->kind.c_str(), signs, words,
                    static_cast<long long>(worst->silence.longest().count()),
                    worst->silence.longest_in().c_str());
    }
    return longest;
}

}  // namespace hall::campaign
