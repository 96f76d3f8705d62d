// SPDX-License-Identifier: Apache-2.0
// The service's answers, read as the kiosk's link and the clerk's page read them.
#pragma once

#include <optional>
#include <string>

#include "kiosk/app/desk.h"
#include "tests/sim/network.h"

namespace hall::sim {

[[nodiscard]] kiosk::NumberAnswered number_answer(const TicketId& ticket, const Answer* answer);
[[nodiscard]] kiosk::PushAnswered push_answer(const Answer* answer, std::int64_t epoch);
[[nodiscard]] kiosk::Enrolled enrol_answer(const Answer* answer, std::int64_t epoch);

/// What a clerk's page makes of an answer.
struct CommandAnswer {
    int status = 0;
    std::string code;  ///< Of a refusal.
    struct Shown {
        TicketId ticket;
        TicketState state = TicketState::waiting;
        CounterId counter;  ///< Empty: nobody has it.
    };
    std::optional<Shown> ticket;
};
[[nodiscard]] CommandAnswer command_answer(const Answer& answer);

}  // namespace hall::sim
