// SPDX-License-Identifier: Apache-2.0
// What all controllers that are told something and may answer have in common.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "display/board.h"
#include "display/transport/link.h"

namespace hall::display {

/// For how long a text is meant to stand.
enum class Standing : std::uint8_t {
    while_repeated,  ///< The card clears it by its own time-out when nobody repeats it.
    for_good,        ///< The last word of a board that is being stopped.
};

/// One message to a card: the whole of what it should show.
struct CardMessage {
    std::vector<std::uint8_t> bytes;
    std::string lacking;  ///< What it could not be told as it was meant; empty when nothing.
};

/// One kind of controller: pages into bytes, answers into verdicts. No I/O.
///
/// Not thread-safe: owned by one CardBoard.
class Card {
public:
    Card() = default;
    virtual ~Card() = default;
    Card(const Card&) = delete;
    Card& operator=(const Card&) = delete;

    /// The message that makes the card show `page` as it looks at `now`.
    [[nodiscard]] virtual CardMessage message(const Page& page, Standing standing, Instant now) = 0;

    /// How long an answer is; null when this kind says nothing back.
    [[nodiscard]] virtual AnswerSize answer_size() const = 0;

    /// Errors: refused (it said no), garbled (that is no answer of this kind).
    [[nodiscard]] virtual Outcome judge(std::span<const std::uint8_t> answer) const = 0;

    [[nodiscard]] virtual Caps caps() const = 0;

    /// How long the message stays right; empty: until the next page.
    [[nodiscard]] virtual std::optional<Milliseconds> holds(Instant now) const = 0;

    /// Its picture, where it is given one.
    [[nodiscard]] virtual const Canvas* frame() const = 0;
};

/// A card as a machine over time: a changed page is asked at once with the rank it deserves, and
/// the whole of it again every `refresh`, because a card that lost power comes back blank. On a
/// line too slow for that the refreshes queue behind one another and behind every call.
///
/// What failed is asked again at once, kAgainAtOnce times; then every `refresh`.
///
/// Health: ok once it has answered; degraded when it refuses, when an answer was garbled or when it
/// cannot be told everything; lost when it does not answer; unverifiable when its kind never does.
///
/// Not thread-safe: owned by one loop.
class CardBoard : public Board {
public:
    static constexpr Milliseconds kRefresh{1000};
    static constexpr int kAgainAtOnce = 2;
    /// What stop() may take to have the last word heard; enough for one exchange behind another at
    /// 9600 baud.
    static constexpr Milliseconds kFarewell{600};

    CardBoard(std::unique_ptr<Card> card, std::unique_ptr<Link> link, Milliseconds refresh);

    Outcome show(const Page& page, Instant now) override;
    Instant tick(Instant now) override;
    void stop(Instant now) override;
    [[nodiscard]] Caps caps() const override { return card_->caps(); }
    [[nodiscard]] Milliseconds time_limit() const noexcept override { return kFarewell; }
    [[nodiscard]] Health health() const override { return health_; }
    [[nodiscard]] const Canvas* frame() const override { return card_->frame(); }

private:
    void ask(Rank rank, Standing standing, Instant now);
    void drive(Instant now);
    void judge(const Answer& answer);

    std::unique_ptr<Card> card_;
    std::unique_ptr<Link> link_;
    Milliseconds refresh_;
    std::optional<Page> page_;
    std::optional<Instant> changes_at_;
    Instant asked_at_{};
    Rank rank_ = Rank::notice;
    int failures_ = 0;
    bool under_way_ = false;
    bool stopped_ = false;
    std::string lacking_;
    Health health_;
};

/// The rank of `after` on a board that showed `before`: a number that was not there before is a
/// call, the same one new again a recall, everything else a notice. Pure.
[[nodiscard]] Rank rank_of(const std::optional<Page>& before, const Page& after);

/// refresh=, in ms. Errors: bad_settings.
[[nodiscard]] Result<Milliseconds> refresh_setting(const Settings& settings);

}  // namespace hall::display
