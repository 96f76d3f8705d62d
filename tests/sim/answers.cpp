// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/answers.h"

#include <cassert>

#include "sync/json.h"

namespace hall::sim {

namespace {

constexpr std::size_t kMost = 64 * 1024;

// Our own service spoke: what it says can be read.
sync::Json json_of(const Answer& answer) {
    auto json = sync::parse_json(answer.body, kMost);
    assert(json);
    return *std::move(json);
}

std::string code_in(const sync::Json& json) {
    return sync::Fields{json, "problem"}.text_or("code", "");
}

std::optional<std::int64_t> followed_in(const sync::Json& json) {
    return sync::Fields{json, "problem"}.number_or_none("epoch");
}

}  // namespace

kiosk::NumberAnswered number_answer(const TicketId& ticket, const Answer* answer) {
    kiosk::NumberAnswered answered{.ticket = ticket};
    if (answer && answer->status == 200) {
        answered.number = sync::decode_reserved(answer->body).value();
        answered.hub_epoch = sync::decode_hub_epoch(answer->body).value();
    } else if (answer) {
        const auto json = json_of(*answer);
        answered.code = code_in(json);
        answered.followed = followed_in(json);
    }
    return answered;
}

kiosk::PushAnswered push_answer(const Answer* answer, std::int64_t epoch) {
    if (!answer) {
        return {.epoch = epoch};
    }
    const auto json = json_of(*answer);
    sync::Fields fields{json, "pushed"};
    kiosk::PushAnswered pushed{.reached = true, .epoch = epoch};
    if (answer->status == 200) {
        pushed.acked = fields.number("acked");
        pushed.hub_epoch = fields.number("hub_epoch");
        return pushed;
    }
    pushed.code = code_in(json);
    pushed.expected = fields.number_or_none("expected");
    pushed.followed = followed_in(json);
    return pushed;
}

kiosk::Enrolled enrol_answer(const Answer* answer, std::int64_t epoch) {
    if (!answer) {
        return {.epoch = epoch};
    }
    const auto json = json_of(*answer);
    if (answer->status != 200) {
        return {.epoch = epoch, .followed = followed_in(json)};
    }
    sync::Fields fields{json, "enrolled"};
    return {.reached = true,
            .lane = static_cast<Lane>(fields.number("lane")),
            .acked = fields.number("acked"),
            .hub_epoch = fields.number("hub_epoch"),
            .epoch = epoch};
}

CommandAnswer command_answer(const Answer& answer) {
    const auto json = json_of(answer);
    CommandAnswer read{.status = answer.status};
    if (answer.status >= 400) {
        read.code = code_in(json);
    }
    sync::Fields fields{json, "answer"};
    if (const sync::Json* part = fields.part_or_none("ticket")) {
        sync::Fields ticket{*part, "ticket"};
        read.ticket = CommandAnswer::Shown{
            .ticket = uuid_from(ticket.text("id")).value(),
            .state = ticket_state_from(ticket.text("state")).value(),
            .counter = CounterId{ticket.text_or("counter", "")},
        };
    }
    return read;
}

}  // namespace hall::sim
