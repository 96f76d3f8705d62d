// SPDX-License-Identifier: Apache-2.0
// Modbus RTU: writing registers. No I/O.
//
// Source: MODBUS Application Protocol Specification V1.1b3, sections 6.6 (06), 6.12 (16) and 7
// (exceptions); MODBUS over Serial Line V1.02, section 2.5.1.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "display/fault.h"

namespace hall::display {

/// Function 16 carries no more. Source: V1.1b3 section 6.12.
inline constexpr std::size_t kModbusRegistersMost = 123;

struct ModbusTarget {
    std::uint8_t unit = 1;    ///< 1 … 247.
    std::uint16_t first = 0;  ///< Address of the first register, counted from 0.
};

/// Writes registers from `target.first` on; with function 06 when it is one, else with 16. Pure.
[[nodiscard]] std::vector<std::uint8_t> encode_modbus(ModbusTarget target,
                                                      std::span<const std::uint16_t> registers);

/// The length of a slave's answer to a write: an AnswerSize.
[[nodiscard]] std::size_t modbus_answer_size(std::span<const std::uint8_t> arrived);

/// What a slave's answer says. Errors: refused (an exception), garbled. Pure.
[[nodiscard]] Outcome judge_modbus(std::uint8_t unit, std::span<const std::uint8_t> answer);

}  // namespace hall::display
