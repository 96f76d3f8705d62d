// SPDX-License-Identifier: Apache-2.0
// A kiosk of the simulated hall: the product's desk on a simulated disk, printer and clock.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/app/desk.h"
#include "tests/sim/disk.h"
#include "tests/sim/follower.h"

namespace hall::sim {

/// What a kiosk needs of the hall.
struct KioskPlaceInHall {
    int no = 1;
    std::shared_ptr<const Content> content;
    std::shared_ptr<const HallClock> clock;
    Mistake mistake = Mistake::none;
};

/// Not thread-safe.
class KioskNode {
public:
    KioskNode(World& world,
              Network& network,
              Oracle& oracle,
              ServiceNode& service,
              KioskPlaceInHall place);

    void start();
    void crash();
    /// A technician takes an image of the disk; later, when it has died, puts it back. What the
    /// disk had said since is lost, and the kiosk does not know.
    void take_image();
    [[nodiscard]] bool has_image() const noexcept { return !image_.empty(); }
    void restore_image();
    [[nodiscard]] bool is_up() const noexcept { return desk_ != nullptr; }

    void touch(const kiosk::IssueTicket& command);
    /// Whoever stands there looks at the slip that did not come and asks for it again.
    void reprint();
    void jump_clock(std::int64_t by_ms) { skew_ms_ += by_ms; }
    void printer_runs_well() { printer_is_well_ = true; }

    [[nodiscard]] Node node() const noexcept { return 10 + no_; }
    [[nodiscard]] const DeviceId& device() const noexcept { return device_; }
    [[nodiscard]] const kiosk::Desk& desk() const { return *desk_; }
    /// The journal in use; of epoch().
    [[nodiscard]] Disk<Note>& disk() noexcept { return *journals_.back().disk; }
    [[nodiscard]] std::int64_t epoch() const noexcept { return journals_.back().epoch; }
    [[nodiscard]] int lives() const noexcept { return lives_; }
    [[nodiscard]] int boots() const noexcept { return boots_; }
    [[nodiscard]] int snapshots() const noexcept {
        return snapshots_ + (follower_ ? follower_->snapshots() : 0);
    }

private:
    [[nodiscard]] kiosk::Instant now() const;
    void feed(kiosk::DeskInput input);
    void carry_out(kiosk::DeskActions actions);
    void write(const std::vector<Note>& notes);
    void begin_life(const kiosk::NewLife& life);
    void know(const Note& note, std::int64_t seq);
    [[nodiscard]] Note as_written(const Note& note) const;
    void look_at_screen();
    void ask_number(const AllocAsk& ask);
    void push(std::int64_t from_seq);
    void enrol();
    void measure_clock();
    void print(const kiosk::PrintSlip& slip);
    void put_on_paper(const IssuedNote& note, bool copy);
    [[nodiscard]] bool is_durable(const TicketId& ticket);
    void wake_at(std::optional<std::int64_t> mono_ms);
    void tick(int life);
    /// Asks the service; the answer finds this process or nobody.
    void call(std::int64_t limit_ms,
              std::function<void(Respond)> handle,
              std::function<void(const Answer*)> answered);

    World& world_;
    Network& network_;
    Oracle& oracle_;
    ServiceNode& service_;
    int no_;
    KioskPlaceInHall place_;
    Dice dice_;
    DeviceId device_;
    struct Journal {
        std::int64_t epoch = 1;
        std::vector<Moment> begun;
        std::unique_ptr<Disk<Note>> disk;
    };
    std::vector<Journal> journals_;  ///< One for each epoch, none ever deleted.
    std::vector<Journal> buried_;    ///< Gone with a restore; syncs under way still name them.
    std::vector<Disk<Note>::Image> image_;  ///< Of each, when the technician was there.
    int lives_ = 0;                         ///< Begun by the desk itself.
    std::unique_ptr<kiosk::Desk> desk_;
    std::unique_ptr<Follower> follower_;
    int life_ = 0;
    int boots_ = 0;
    int snapshots_ = 0;
    std::int64_t started_ms_ = 0;
    std::int64_t skew_ms_ = 0;
    std::optional<std::int64_t> wake_ms_;
    bool printer_is_well_ = false;
    std::map<TicketId, std::int64_t> issued_at_seq_;  ///< In the journal in use.
};

}  // namespace hall::sim
