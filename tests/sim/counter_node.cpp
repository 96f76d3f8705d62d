// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/counter_node.h"

namespace hall::sim {

namespace {

constexpr std::int64_t kLimitMs = 3000;
constexpr std::int64_t kAgainMs = 700;

bool is_held(const CommandAnswer::Shown& ticket, const CounterId& counter) {
    return ticket.counter == counter &&
           (ticket.state == TicketState::called || ticket.state == TicketState::serving);
}

}  // namespace

CounterNode::CounterNode(World& world,
                         Network& network,
                         Oracle& oracle,
                         ServiceNode& service,
                         const Counter& counter,
                         const Clerk& clerk)
    : world_(world),
      network_(network),
      oracle_(oracle),
      service_(service),
      counter_(counter),
      clerk_(clerk),
      dice_(world.dice().fork()) {
}

void CounterNode::start(std::int64_t after_ms) {
    act_in(after_ms);
}

void CounterNode::act_in(std::int64_t delay_ms) {
    world_.after(delay_ms, [this] { act(); });
}

void CounterNode::act() {
    if (!seated_) {
        sit_down();
        return;
    }
    const bool called = held_ && held_->state == TicketState::called;
    press(!held_ ? with_nobody() : called ? with_called() : with_serving());
}

void CounterNode::sit_down() {
    network_.ask(
        node(), kLimitMs,
        [this](Respond respond) {
            service_.ask(
                [this](service::AskId id) {
                    return service::SeatAsked{id,        SeatAction::open, counter_.id,
                                              clerk_.id, "session",        {}};
                },
                std::move(respond));
        },
        [this](const Answer* answer) {
            seated_ = answer && answer->status == 200;
            act_in(seated_ ? 100 : kAgainMs);
        });
}

sync::CommandMessage CounterNode::order(Action action) {
    sync::CommandMessage message;
    message.cmd = make_uuid(world_.now(), dice_.next(), dice_.next());
    message.order.action = action;
    message.order.counter = counter_.id;
    if (held_ && action != Action::call_next) {
        message.order.ticket = held_->ticket;
    }
    return message;
}

sync::CommandMessage CounterNode::with_nobody() {
    absent_ = dice_.chance(80) && !hurried_;
    const bool back = !parked_.empty() && dice_.chance(300);
    if (const auto parked = hurried_ ? parked_here() : std::nullopt; parked || back) {
        auto message = order(Action::resume);
        message.order.ticket = parked ? *parked : parked_.front();
        if (!parked) {
            parked_.pop_front();
        }
        return message;
    }
    if (!no_shows_.empty() && dice_.chance(200) && !hurried_) {
        auto message = order(Action::requeue);
        message.order.ticket = no_shows_.front();
        no_shows_.pop_front();
        return message;
    }
    if (!hurried_ && dice_.chance(40)) {
        return order(Action::undo);
    }
    if (!hurried_ && dice_.chance(15)) {
        auto message = order(Action::issue);  // Reception sits at any counter here.
        message.queue = counter_.serves.front().front();
        return message;
    }
    return order(Action::call_next);
}

sync::CommandMessage CounterNode::with_called() {
    if (hurried_) {
        return order(Action::start);
    }
    if (absent_) {
        return order(dice_.chance(500) ? Action::recall : Action::no_show);
    }
    const auto roll = dice_.between(0, 99);
    if (roll < 68) {
        return order(Action::start);
    }
    if (roll < 78) {
        auto message = order(Action::call_next);
        if (roll < 74) {
            message.order.came = true;
        }
        return message;
    }
    if (roll < 84) {
        return order(Action::recall);
    }
    if (roll < 88) {
        return order(Action::put_back);
    }
    if (roll < 90) {
        auto message = order(Action::cancel);
        message.order.reason = "went home";
        return message;
    }
    return roll < 95 ? park() : transfer();
}

sync::CommandMessage CounterNode::with_serving() {
    const auto roll = hurried_ ? 0 : dice_.between(0, 99);
    if (roll < 70) {
        return order(Action::finish);
    }
    if (roll < 88) {
        return order(Action::call_next);
    }
    return roll < 94 ? park() : transfer();
}

sync::CommandMessage CounterNode::park() {
    auto message = order(Action::park);
    message.order.reason = "fetches a paper";
    message.order.hall_wide = dice_.chance(300);
    if (dice_.chance(500)) {
        message.order.until = world_.now() + std::chrono::seconds{dice_.between(60, 600)};
    }
    return message;
}

sync::CommandMessage CounterNode::transfer() {
    auto message = order(Action::transfer);
    message.order.to_queue = dice_.pick(counter_.serves.back());
    message.order.back_to_me = dice_.chance(300);
    return message;
}

// What the page lists as set aside here.
std::optional<TicketId> CounterNode::parked_here() const {
    if (service_.is_up()) {
        for (const auto& [id, ticket] : service_.core().book().tickets()) {
            if (ticket.state == TicketState::parked && ticket.counter == counter_.id) {
                return id;
            }
        }
    }
    return std::nullopt;
}

void CounterNode::press(sync::CommandMessage message) {
    ++commands_;
    under_way_ = message.cmd;
    oracle_.unsure(counter_.id);
    attempt(message.cmd, sync::encode(message));
}

void CounterNode::attempt(const CommandId& cmd, const std::string& body) {
    network_.ask(
        node(), kLimitMs,
        [this, body](Respond respond) {
            service_.ask(
                [&](service::AskId id) {
                    auto message = sync::decode_command(body).value();
                    message.order.clerk = clerk_.id;
                    return service::CommandArrived{id, std::move(message), body};
                },
                std::move(respond));
        },
        [this, cmd, body](const Answer* answer) {
            if (under_way_ != cmd) {
                return;
            }
            if (!answer) {
                ++retries_;
                world_.after(kAgainMs, [this, cmd, body] { attempt(cmd, body); });
                return;
            }
            under_way_.reset();
            take_in(command_answer(*answer));
        });
}

void CounterNode::take_in(const CommandAnswer& answer) {
    world_.say(counter_.id.value, [&] {
        return std::to_string(answer.status) + " " + answer.code +
               (answer.ticket ? " " + text_of(answer.ticket->ticket) + " " +
                                    std::string(name_of(answer.ticket->state))
                              : "");
    });
    remember(answer);
    if (answer.code == "counter_not_open") {
        seated_ = false;
    }
    oracle_.holds(counter_.id, held_ ? std::optional{held_->ticket} : std::nullopt, seated_);
    if (answer.code == "queue_empty") {
        act_in(dice_.between(20'000, 40'000));
    } else if (hurried_) {
        act_in(dice_.between(200, 600));
    } else if (!held_) {
        act_in(dice_.between(300, 3000));
    } else if (held_->state == TicketState::called) {
        act_in(absent_ ? dice_.between(15'000, 25'000) : dice_.between(2000, 15'000));
    } else {
        act_in(dice_.between(15'000, 90'000));
    }
}

void CounterNode::remember(const CommandAnswer& answer) {
    // A refusal that names no ticket, or another counter's, says that we hold none.
    held_ = answer.ticket && is_held(*answer.ticket, counter_.id) ? answer.ticket : std::nullopt;
    if (answer.status == 200 && answer.ticket) {
        if (answer.ticket->state == TicketState::parked) {
            parked_.push_back(answer.ticket->ticket);
        } else if (answer.ticket->state == TicketState::no_show) {
            no_shows_.push_back(answer.ticket->ticket);
        }
    }
}

}  // namespace hall::sim
