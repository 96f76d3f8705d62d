// SPDX-License-Identifier: Apache-2.0
// The 44 signs of the hall as their controllers: each hears its own wire and knows for how long
// nobody spoke to it.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "tests/display/air/air_port.h"
#include "tests/display/air/pty_bus.h"

namespace hall::campaign {

using display::Instant;
using display::Milliseconds;

[[nodiscard]] Instant real_now();

/// How long one sign was left without a word, while a board program was there to speak.
class Silence {
public:
    /// A whole picture or text has come.
    void word(Instant now, const std::string& phase);
    void program_started(Instant now);
    void program_ended(Instant now, const std::string& phase);

    [[nodiscard]] Milliseconds longest() const { return longest_; }
    [[nodiscard]] const std::string& longest_in() const { return longest_in_; }
    /// From the last start to the first word; empty while there was none.
    [[nodiscard]] std::optional<Milliseconds> first_word() const;
    [[nodiscard]] long words() const { return words_; }

private:
    void gap(Instant now, const std::string& phase);

    std::optional<Instant> started_;
    std::optional<Instant> first_;
    std::optional<Instant> last_;
    Milliseconds longest_{0};
    std::string longest_in_;
    long words_ = 0;
};

/// One sign: where it is reached, and what has come.
struct Listener {
    std::string kind;      ///< "ddp"
    std::string settings;  ///< Its lines for boards.toml.
    Silence silence;
    int socket = -1;                ///< Of a pixel panel.
    std::size_t universes = 0;      ///< Of which a picture consists.
    std::map<unsigned, bool> seen;  ///< Of the picture that is coming in.
    bool goodbye = false;           ///< A panel that was told that nobody speaks any more.
    std::unique_ptr<display::test::AirDevice> card;
    std::unique_ptr<display::test::AirPort> port;  ///< Null for a card on the serial line.
    int reached = 0;
};

/// All signs with a thread that listens. Network signs have an address of their own on the
/// loopback, as in a hall; four cards share a serial line.
///
/// Thread-safe.
class ListeningSigns {
public:
    ListeningSigns();
    ~ListeningSigns();
    ListeningSigns(const ListeningSigns&) = delete;
    ListeningSigns& operator=(const ListeningSigns&) = delete;

    [[nodiscard]] std::size_t size() const { return signs_.size(); }
    /// The lines of sign `i` for boards.toml, without name and counter.
    [[nodiscard]] const std::string& settings(std::size_t i) const { return signs_[i]->settings; }

    void enter(const std::string& phase);
    void program_started();
    void program_ended();

    /// The kinds of the signs that have heard nothing since the start; empty when all have.
    [[nodiscard]] std::string still_waiting();
    /// Whether some row of every font card with a wire of its own has `bytes` in it.
    [[nodiscard]] bool cards_show(const std::string& bytes);
    [[nodiscard]] bool panels_were_told_goodbye();

    /// The longest that the listening thread itself was kept waiting: what the machine was late by.
    [[nodiscard]] Milliseconds machine_late();
    /// Prints a line per kind; the longest silence of all.
    [[nodiscard]] Milliseconds tell();

private:
    void listen(const std::stop_token& stop);
    void take(Listener& sign, Instant now);
    void add_panels(const std::string& kind, int how_many);
    void add_cards(const std::string& kind, int how_many);
    void add_serial(int how_many);

    std::mutex mutex_;
    std::vector<std::unique_ptr<Listener>> signs_;
    std::string phase_ = "start";
    Milliseconds late_{0};
    std::unique_ptr<display::test::PtyBus> line_;
    std::jthread thread_;
};

}  // namespace hall::campaign
