// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/kiosk_node.h"

#include <set>

#include "tests/sim/answers.h"

namespace hall::sim {

namespace {

constexpr std::int64_t kAllocLimitMs = 500;
constexpr std::int64_t kPushLimitMs = 10'000;
constexpr std::int64_t kSmallLimitMs = 3000;

}  // namespace

KioskNode::KioskNode(
    World& world, Network& network, Oracle& oracle, ServiceNode& service, KioskPlaceInHall place)
    : world_(world),
      network_(network),
      oracle_(oracle),
      service_(service),
      no_(place.no),
      place_(std::move(place)),
      dice_(world.dice().fork()),
      device_("K0" + std::to_string(no_)),
      skew_ms_(dice_.between(-3000, 3000)) {
    journals_.push_back({1, {}, std::make_unique<Disk<Note>>(world_)});
}

kiosk::Instant KioskNode::now() const {
    return {world_.now() + std::chrono::milliseconds{skew_ms_}, world_.now_ms() - started_ms_};
}

void KioskNode::start() {
    ++life_;
    ++boots_;
    started_ms_ = world_.now_ms();
    desk_ =
        std::make_unique<kiosk::Desk>(kiosk::DeskSettings{.content = place_.content,
                                                          .clock = place_.clock,
                                                          .device = device_,
                                                          .epoch = epoch(),
                                                          .program = "sim",
                                                          .random = [this] { return dice_.next(); },
                                                          .begun = journals_.back().begun});
    issued_at_seq_.clear();
    for (std::int64_t seq = 1; seq <= disk().durable(); ++seq) {
        const Note& note = disk().said(seq);
        know(note, seq);
        const auto* issued = std::get_if<IssuedNote>(&note.what);
        if (place_.mistake == Mistake::lane_from_a_cache && issued != nullptr &&
            issued->number.lane != kHubLane) {
            desk_->replay(Note{note.stamp, LaneNote{desk_->ledger().lane(), 0}}, seq);
        } else {
            desk_->replay(note, seq);
        }
    }
    follower_ = std::make_unique<Follower>(
        world_, network_, service_, node(),
        FollowerEars{
            .state =
                [this](sync::StateDocument state) { feed(kiosk::SnapshotCame{std::move(state)}); },
            .event =
                [this](const sync::Cursor& cursor, const Event& event) {
                    feed(kiosk::EventCame{cursor, event});
                },
            .link = [this](bool up) { feed(kiosk::LinkSeen{up}); }});
    world_.say(device_.value, [&] { return "starts with " + std::to_string(disk().durable()); });
    carry_out(desk_->begin(now()));
    tick(life_);
}

void KioskNode::crash() {
    ++life_;
    snapshots_ += follower_->snapshots();
    follower_.reset();
    desk_.reset();
    disk().crash();
    world_.say(device_.value, [&] { return "crashes, keeps " + std::to_string(disk().durable()); });
}

void KioskNode::know(const Note& note, std::int64_t seq) {
    if (const auto* issued = std::get_if<IssuedNote>(&note.what)) {
        issued_at_seq_[issued->ticket] = seq;
    }
}

void KioskNode::take_image() {
    image_.clear();
    for (const Journal& journal : journals_) {
        image_.push_back(journal.disk->image());
    }
}

void KioskNode::restore_image() {
    std::set<TicketId> known;
    for (std::size_t i = 0; i < image_.size(); ++i) {
        for (std::int64_t seq = 1; seq <= image_[i].rows; ++seq) {
            if (const auto* issued = std::get_if<IssuedNote>(&journals_[i].disk->said(seq).what)) {
                known.insert(issued->ticket);
            }
        }
    }
    for (const Journal& journal : journals_) {
        for (std::int64_t seq = 1; seq <= journal.disk->durable(); ++seq) {
            const auto* issued = std::get_if<IssuedNote>(&journal.disk->said(seq).what);
            if (issued != nullptr && !known.contains(issued->ticket)) {
                oracle_.lost_with_disk(issued->ticket, issued->number);
            }
        }
    }
    while (journals_.size() > image_.size()) {
        journals_.back().disk->crash();
        buried_.push_back(std::move(journals_.back()));
        journals_.pop_back();
    }
    for (std::size_t i = 0; i < image_.size(); ++i) {
        journals_[i].disk->restore(image_[i]);
    }
    world_.say(device_.value,
               [&] { return "is an image with " + std::to_string(image_.back().rows); });
}

void KioskNode::tick(int life) {
    world_.after(1000, [this, life] {
        if (life == life_) {
            follower_->tick();
            tick(life);
        }
    });
}

void KioskNode::touch(const kiosk::IssueTicket& command) {
    if (is_up()) {
        feed(kiosk::Asked{command});
    }
}

void KioskNode::reprint() {
    if (is_up() && desk_->on_screen()) {
        feed(kiosk::Asked{kiosk::Reprint{desk_->on_screen()->ticket}});
    }
}

void KioskNode::feed(kiosk::DeskInput input) {
    carry_out(desk_->step(std::move(input), now()));
}

void KioskNode::carry_out(kiosk::DeskActions actions) {
    wake_at(actions.wake_ms);
    if (!actions.write.empty()) {
        write(actions.write);
    }
    if (actions.ask) {
        ask_number(*actions.ask);
    }
    if (actions.push_from) {
        push(*actions.push_from);
    }
    if (actions.enrol) {
        enrol();
    }
    if (actions.measure_clock) {
        measure_clock();
    }
    if (actions.print) {
        print(*actions.print);
    }
    if (actions.new_life) {
        begin_life(*actions.new_life);
    }
    look_at_screen();
}

void KioskNode::look_at_screen() {
    if (const auto& issued = desk_->on_screen()) {
        oracle_.shown(issued->ticket, issued->number, is_durable(issued->ticket));
    }
}

void KioskNode::write(const std::vector<Note>& notes) {
    std::vector<sync::Line> lines;
    const std::int64_t last = desk_->last_seq();
    std::int64_t seq = last - static_cast<std::int64_t>(notes.size());
    for (const Note& note : notes) {
        ++seq;
        lines.push_back(sync::encode(as_written(note)));
        world_.say(device_.value, [&] { return lines.back().kind + " " + lines.back().body; });
        oracle_.decided({no_, epoch(), seq}, note);
        know(note, seq);
        if (const auto* issued = std::get_if<IssuedNote>(&note.what)) {
            if (place_.mistake == Mistake::print_when_decided) {
                put_on_paper(*issued, false);
            }
        }
    }
    disk().append(std::move(lines), [this, last](bool kept) {
        feed(kept ? kiosk::DeskInput{kiosk::Kept{last}} : kiosk::DeskInput{kiosk::NotKept{}});
    });
}

// As the program does it, in one piece: nothing else happens meanwhile.
void KioskNode::begin_life(const kiosk::NewLife& life) {
    ++lives_;
    Journal journal{life.epoch, life.begun, std::make_unique<Disk<Note>>(world_)};
    std::vector<sync::Line> lines;
    issued_at_seq_.clear();
    for (const Note& note : life.carried) {
        const bool forgets = place_.mistake == Mistake::leave_the_tail_behind;
        lines.push_back(sync::encode(forgets ? Note{note.stamp, LaneNote{}} : note));
        const auto seq = static_cast<std::int64_t>(lines.size());
        oracle_.carried({no_, life.epoch, seq}, note);
        know(note, seq);
    }
    journal.disk->place(std::move(lines));
    journals_.push_back(std::move(journal));
    world_.say(device_.value, [&] {
        return "begins epoch " + std::to_string(life.epoch) + " with " +
               std::to_string(life.carried.size());
    });
    feed(kiosk::LifeBegun{life.epoch});
}

// The planted mistakes that are about what is written down.
Note KioskNode::as_written(const Note& note) const {
    const bool forgets = (place_.mistake == Mistake::forget_abandoned &&
                          std::holds_alternative<AbandonNote>(note.what)) ||
                         (place_.mistake == Mistake::boot_not_written_down &&
                          std::holds_alternative<BootNote>(note.what));
    return forgets ? Note{note.stamp, LaneNote{desk_->ledger().lane(), 1}} : note;
}

bool KioskNode::is_durable(const TicketId& ticket) {
    const auto found = issued_at_seq_.find(ticket);
    return found != issued_at_seq_.end() && found->second <= disk().durable();
}

void KioskNode::wake_at(std::optional<std::int64_t> mono_ms) {
    if (mono_ms == wake_ms_ && mono_ms && *mono_ms > now().mono_ms) {
        return;  // Set already.
    }
    wake_ms_ = mono_ms;
    if (mono_ms) {
        const std::int64_t wait = std::max<std::int64_t>(1, *mono_ms - now().mono_ms);
        world_.after(wait, [this, life = life_, at = *mono_ms] {
            if (life == life_ && wake_ms_ == at) {
                wake_ms_.reset();
                feed(kiosk::Ticked{});
            }
        });
    }
}

void KioskNode::call(std::int64_t limit_ms,
                     std::function<void(Respond)> handle,
                     std::function<void(const Answer*)> answered) {
    network_.ask(node(), limit_ms, std::move(handle),
                 [this, life = life_, answered = std::move(answered)](const Answer* answer) {
                     if (life == life_) {
                         answered(answer);
                     }
                 });
}

void KioskNode::ask_number(const AllocAsk& ask) {
    const std::string body = sync::encode(ask);
    call(
        kAllocLimitMs,
        [this, body](Respond respond) {
            service_.ask(
                [&](service::AskId id) {
                    return service::AllocAsked{id, sync::decode_alloc(body).value()};
                },
                std::move(respond));
        },
        [this, ticket = ask.ticket](const Answer* answer) { feed(number_answer(ticket, answer)); });
}

void KioskNode::push(std::int64_t from_seq) {
    sync::Push push{.epoch = epoch(),
                    .boot = desk_->ledger().boot(),
                    .from_seq = from_seq,
                    .offset = desk_->clock_offset()};
    if (place_.mistake == Mistake::order_of_receipt && push.offset) {
        // Far in the future, so that every entry counts from when it is received.
        push.offset->offset_ms += 86'400'000;
    }
    const auto most = static_cast<std::int64_t>(sync::kPushMax);
    const std::int64_t last = std::min(disk().durable(), from_seq - 1 + most);
    for (std::int64_t seq = from_seq; seq <= last; ++seq) {
        push.entries.push_back({disk().line(seq).kind, disk().line(seq).body});
    }
    push.chain = disk().chain(last);
    call(
        kPushLimitMs,
        [this, push = std::move(push)](Respond respond) {
            service_.push(no_, {0, device_, push}, std::move(respond));
        },
        [this, epoch = epoch()](const Answer* answer) { feed(push_answer(answer, epoch)); });
}

void KioskNode::enrol() {
    const Device device{.id = device_, .kind = "kiosk", .epoch = epoch(), .lane = 1};
    call(
        kSmallLimitMs,
        [this, device](Respond respond) {
            service_.ask(
                [&](service::AskId id) {
                    return service::EnrolAsked{id, device};
                },
                std::move(respond));
        },
        [this, device](const Answer* answer) { feed(enrol_answer(answer, device.epoch)); });
}

void KioskNode::measure_clock() {
    const std::int64_t sent = now().mono_ms;
    call(
        kSmallLimitMs, [this](const Respond& respond) { service_.time(respond); },
        [this, sent](const Answer* answer) {
            if (answer) {
                const std::int64_t came = now().mono_ms;
                feed(kiosk::ClockMeasured{std::stoll(answer->body) - (sent + came) / 2,
                                          came - sent});
            }
        });
}

void KioskNode::print(const kiosk::PrintSlip& slip) {
    const IssuedNote* known = desk_->ledger().issued(slip.ticket);
    if (known == nullptr) {
        feed(kiosk::SlipReported{slip.ticket, slip.attempt, Paper::unprinted, "forgotten"});
        return;
    }
    const IssuedNote note = *known;
    const bool fails = !printer_is_well_ && dice_.chance(50);
    const bool silent = !printer_is_well_ && dice_.chance(50);
    const bool comes_out = silent ? dice_.chance(500) : !fails;
    // The printer has its own power: what it was given comes out though the kiosk has died.
    if (comes_out) {
        world_.after(dice_.between(200, 700), [this, life = life_, note, copy = slip.copy] {
            if (life == life_ || dice_.chance(500)) {
                put_on_paper(note, copy);
            }
        });
    }
    const Paper paper = silent ? Paper::uncertain : comes_out ? Paper::printed : Paper::unprinted;
    world_.after(dice_.between(701, 900), [this, life = life_, slip, paper] {
        if (life == life_) {
            feed(kiosk::SlipReported{slip.ticket, slip.attempt, paper, "sim"});
        }
    });
}

void KioskNode::put_on_paper(const IssuedNote& note, bool copy) {
    world_.say(device_.value, [&] { return "prints " + label_of(note.number); });
    oracle_.printed(no_, note, is_durable(note.ticket), copy);
}

}  // namespace hall::sim
