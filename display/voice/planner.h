// SPDX-License-Identifier: Apache-2.0
// What one zone says next. Pure: events and a clock in, actions out; no sound in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "display/instant.h"
#include "display/voice/clip.h"
#include "display/voice/phrase.h"

namespace hall::voice {

using display::Instant;
using display::Milliseconds;

/// How much is said, and what gives way first when many wait.
struct PlanRules {
    std::vector<Tongue> tongues{
        Tongue::mandarin};          ///< The first is the one that is never left out.
    int times = 2;                  ///< Each phrase, in every language.
    std::size_t repeats_while = 0;  ///< Repeats are said while at most that many wait behind.
    std::size_t tongues_while = 2;  ///< And the further languages while at most that many do.
    /// And neither is said while somebody has waited for longer than this.
    Milliseconds patience{12'000};
    /// A zone that is behind by more than this helps nobody: the oldest gives way.
    std::size_t most_waiting = 64;
};

/// Somebody is to be asked. The same key while it still waits replaces the phrase, not the place.
struct Wanted {
    std::string key;
    Phrase phrase;
    Instant since{};  ///< Since when: lag is counted from here.
};
/// It has become pointless: they came, or were put back. What is being said is said to its end.
struct Withdrawn {
    std::string key;
};
/// The loudspeaker is silent again.
struct Finished {};
/// From now on as loud as this; 0 = quiet hours, or no loudspeaker.
struct Loudness {
    int percent = 100;
};
using PlanEvent = std::variant<Wanted, Withdrawn, Finished, Loudness>;

/// Say this now. Ends with Finished.
struct Say {
    std::string key;
    Phrase phrase;
    Tongue tongue = Tongue::mandarin;
    Chime chime = Chime::full;
    int percent = 100;
};
enum class Unsaid : std::uint8_t { withdrawn, quiet, too_many };
/// Never said, and why.
struct LeftOut {
    std::string key;
    Unsaid why = Unsaid::withdrawn;
};
/// Nobody is being asked any more.
struct FellSilent {};
using PlanAction = std::variant<Say, LeftOut, FellSilent>;

/// From being wanted to the beginning of the first saying.
struct Lag {
    std::size_t said = 0;  ///< Phrases begun since the start.
    std::size_t left_out = 0;
    Milliseconds median{0};  ///< Over the last kLagKept phrases.
    Milliseconds p99{0};
    Milliseconds worst{0};
    std::size_t waiting = 0;
    Milliseconds oldest_waiting{0};
};

/// One queue, in the order of the calls; never two things at once.
///
/// *Pure.* Not thread-safe.
class Planner {
public:
    static constexpr std::size_t kLagKept = 256;

    explicit Planner(PlanRules rules);

    [[nodiscard]] std::vector<PlanAction> update(const PlanEvent& event, Instant now);

    [[nodiscard]] Lag lag(Instant now) const;
    [[nodiscard]] bool is_saying() const noexcept { return current_.has_value(); }

private:
    struct Item {
        std::string key;
        Phrase phrase;
        Instant since{};
        std::size_t step = 0;  ///< Sayings begun: round by round, language by language.
        bool withdrawn = false;
    };
    using Actions = std::vector<PlanAction>;

    void take(const Wanted& wanted, Actions& actions);
    void take(const Withdrawn& withdrawn, Actions& actions);
    void take(const Loudness& loudness, Actions& actions);
    void leave_out(const Item& item, Unsaid why, Actions& actions);
    void go_on(Instant now, Actions& actions);
    [[nodiscard]] std::optional<std::size_t> next_step(const Item& item, Instant now) const;
    void say(Actions& actions);

    PlanRules rules_;
    int percent_ = 100;
    std::deque<Item> waiting_;
    std::optional<Item> current_;
    std::size_t said_ = 0;
    std::size_t left_out_ = 0;
    std::deque<Milliseconds> lags_;
};

}  // namespace hall::voice
