// SPDX-License-Identifier: Apache-2.0
// One citizen's visit: where they are, in which language, what is still owed to them. Pure but for
// the source of touch keys that is handed in; no SDL, no ImGui, no clock.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "kiosk/app/view.h"
#include "kiosk/screens/event.h"
#include "kiosk/screens/map_view.h"
#include "kiosk/screens/place.h"
#include "kiosk/screens/scroll.h"

namespace hall::screens {

/// Nobody touches: after this the screen asks whether someone is still there …
inline constexpr Instant kIdleWarn{60'000};
/// … and this much later it begins anew. Source: WCAG 2.2, 2.2.1 (at least 20 s of warning).
inline constexpr Instant kWarning{20'000};
/// How long a ticket, or an answer that is no ticket, stays on the screen.
inline constexpr Instant kShown{30'000};
/// A desk that has not answered by then will not: the journal's limit is two seconds.
inline constexpr Instant kAnswerLimit{8'000};
/// Right after a change of place a tap was meant for what stood there before.
inline constexpr Instant kSettle{350};
/// The same after a ticket was asked for: people drum on the button.
inline constexpr Instant kSettleIssued{1'500};
/// Who listens, or reads large letters, has this many times as long for everything.
inline constexpr int kPatience = 2;
/// How long "the guide is being printed" is said.
inline constexpr Instant kGuidePrinting{4'000};
/// How many tickets say what is wanted today.
inline constexpr std::size_t kTakenMost = 40;

struct Level {
    Place place;
    Scroller scroll;
    Query query;                   ///< Of the search.
    Ways ways = Ways::categories;  ///< Of home.
    MapView map;
};

struct Visit {
    std::vector<Level> path{Level{}};  ///< Attract at the bottom, never empty.
    Language language = Language::zh_hant;
    Instant entered{};   ///< When the place on top was reached.
    Instant touched{};   ///< The last sign of life.
    Instant paper_at{};  ///< When the paper's state was last news.
    std::optional<Instant> guide_printed;
    Uuid touch;         ///< Of the ticket that was asked for; empty when none is.
    Instant asked{};    ///< When.
    bool back = false;  ///< The last move went back: the page comes from the other side.
    kiosk::PaperState paper = kiosk::PaperState::printing;
    bool step_free = false;  ///< Ways without stairs.
    Needs needs;
    bool needs_open = false;    ///< They are being chosen.
    std::string appointment{};  ///< A code that nobody could look up; named with the next ticket.
    TicketId with{};            ///< The next ticket is the same person's as this one; or empty.
    /// What was taken here lately, the newest last, at most kTakenMost; outlives the visit, and
    /// tells what is wanted today, not who wanted it.
    std::vector<ItemId> taken;

    [[nodiscard]] const Place& place() const noexcept { return path.back().place; }
    /// True from the touch until its answer is on the screen.
    [[nodiscard]] bool waiting() const noexcept { return !touch.empty(); }
    /// How long it is warned before the visit ends by itself.
    [[nodiscard]] Instant warning() const noexcept;
    /// Seconds until this visit ends by itself, once that is worth saying; nothing before.
    [[nodiscard]] std::optional<int> leaving_in(Instant now) const noexcept;
};

/// What an action comes to at this place. Pure; `fresh_touch` is called for a take only.
[[nodiscard]] Effects answer(const Action& action,
                             const Visit& visit,
                             const kiosk::View& view,
                             const std::function<Uuid()>& fresh_touch);

/// The part of it that is about appointments and slips that were scanned.
[[nodiscard]] Effects coming(const Action& action,
                             const Visit& visit,
                             const kiosk::View& view,
                             const std::function<Uuid()>& fresh_touch);

/// Carries the answers out. Not thread-safe: owned by the screen's loop.
class Stack {
public:
    explicit Stack(std::function<Uuid()> fresh_touch);

    /// A target was tapped. What it returns goes to the desk.
    std::vector<kiosk::Command> act(const Action& action, const kiosk::View& view, Instant now);
    /// Time passed or the view is a new one: answers arrive, time-outs fall.
    std::vector<kiosk::Command> watch(const kiosk::View& view, Instant now);
    /// Something was held before the scanner. Nothing happens while an answer is awaited, at the
    /// staff page, and out of service.
    std::vector<kiosk::Command> scan(const std::string& text, const kiosk::View& view, Instant now);
    /// An identity card was read; as scan().
    std::vector<kiosk::Command> read_card(const std::string& number,
                                          const kiosk::View& view,
                                          Instant now);
    /// The staff page, which still asks for its PIN.
    void open_staff(const kiosk::View& view, Instant now);
    /// Reading aloud is turned on or off by keypad or socket.
    void listen(bool on) noexcept { visit_.needs.spoken = on; }
    /// A finger, whatever it does: somebody is there.
    void alive(Instant now) noexcept;

    [[nodiscard]] const Visit& visit() const noexcept { return visit_; }
    [[nodiscard]] Scroller& scroll() noexcept { return visit_.path.back().scroll; }
    [[nodiscard]] MapView& map() noexcept { return visit_.path.back().map; }
    /// When watch() has to be called again, whatever else happens.
    [[nodiscard]] std::optional<Instant> next(Instant now) const noexcept;

private:
    std::vector<kiosk::Command> follow(const kiosk::View& view, Instant now);
    void apply(const Effects& effects, const kiosk::View& view, Instant now);
    void go(const Place& place, const kiosk::View& view, Instant now);
    void change_map(const Effects& effects, const kiosk::View& view, Instant now);
    void start_anew(const kiosk::View& view, Instant now);
    std::vector<kiosk::Command> hold(kiosk::Command command, const kiosk::View& view, Instant now);
    void note(const std::vector<kiosk::Command>& commands, Instant now);
    [[nodiscard]] bool arrive(const kiosk::View& view, Instant now);
    [[nodiscard]] bool arrive_looking(const kiosk::View& view, Instant now);

    std::function<Uuid()> fresh_touch_;
    Visit visit_;
    bool begun_ = false;
};

}  // namespace hall::screens
