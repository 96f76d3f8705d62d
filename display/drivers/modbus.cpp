// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/modbus.h"

#include <array>
#include <cassert>
#include <string>

#include "display/drivers/bytes.h"

namespace hall::display {

namespace {

constexpr unsigned kWriteOne = 0x06;
constexpr unsigned kWriteSeveral = 0x10;
constexpr unsigned kException = 0x80;
constexpr std::size_t kExceptionSize = 5;
constexpr std::size_t kAnswerSize = 8;

std::string exception_text(unsigned code) {
    constexpr std::array<const char*, 7> kMeanings{"unknown",
                                                   "it has no such function",
                                                   "it has no such register: first=",
                                                   "a value it cannot take",
                                                   "it failed",
                                                   "it needs longer",
                                                   "it is busy"};
    const char* meaning = code < kMeanings.size() ? kMeanings.at(code) : kMeanings.front();
    return "the panel refuses: " + std::string(meaning) + " (" + std::to_string(code) + ")";
}

}  // namespace

std::vector<std::uint8_t> encode_modbus(ModbusTarget target,
                                        std::span<const std::uint16_t> registers) {
    assert(!registers.empty() && registers.size() <= kModbusRegistersMost);
    Bytes out;
    out.u8(target.unit);
    if (registers.size() == 1) {
        out.u8(kWriteOne).be16(target.first).be16(registers.front());
    } else {
        out.u8(kWriteSeveral).be16(target.first).be16(static_cast<unsigned>(registers.size()));
        out.u8(static_cast<unsigned>(registers.size()) * 2);
        for (const std::uint16_t one : registers) {
            out.be16(one);
        }
    }
    return out.le16(crc16_a001(out.view(), 0xFFFF)).take();
}

std::size_t modbus_answer_size(std::span<const std::uint8_t> arrived) {
    if (arrived.size() < 2) {
        return 0;
    }
    const std::size_t size = (arrived[1] & kException) != 0 ? kExceptionSize : kAnswerSize;
    return arrived.size() >= size ? size : 0;
}

Outcome judge_modbus(std::uint8_t unit, std::span<const std::uint8_t> answer) {
    if (answer.size() < kExceptionSize || answer.size() != modbus_answer_size(answer) ||
        crc16_a001(answer.first(answer.size() - 2), 0xFFFF) != le16_at(answer, answer.size() - 2)) {
        return fail(Fault::garbled, "an answer that is not whole: look at the line and its speed");
    }
    if (answer[0] != unit) {
        return fail(Fault::garbled, "unit " + std::to_string(answer[0]) + " answered for " +
                                        std::to_string(unit) + ": two panels of one address?");
    }
    const unsigned function = answer[1];
    if ((function & kException) != 0) {
        return fail(Fault::refused, exception_text(answer[2]));
    }
    if (function != kWriteOne && function != kWriteSeveral) {
        return fail(Fault::garbled, "an answer to something that was not asked");
    }
    return {};
}

}  // namespace hall::display
