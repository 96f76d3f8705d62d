// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/appointment.h"

#include <algorithm>

#include "sync/hall/names.h"

namespace hall {

namespace {

// Without I, L, O and U, which people misread. Source: crockford.com/base32.html
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kPayload = 7;
constexpr std::size_t kCodeLength = 8;
constexpr std::size_t kMacLength = 16;
constexpr std::size_t kTimeLength = 10;
constexpr std::string_view kScanned = "GH1.A.";

constexpr std::array<std::string_view, 5> kStateNames{"booked", "checked_in", "used", "cancelled",
                                                      "missed"};
constexpr std::array<std::string_view, 4> kPrecheckNames{"none", "passed", "to_supply", "rejected"};
constexpr std::array<std::string_view, 5> kActionNames{"booked", "moved", "cancelled", "prechecked",
                                                       "checked_in"};

// Times x in the field of 32 elements, by x^5 + x^2 + 1.
constexpr unsigned times_x(unsigned value) noexcept {
    value <<= 1U;
    return (value & 32U) != 0 ? (value ^ 0b100101U) : value;
}

// Horner: the places weigh x^7 … x^1, all different, so a wrong character and a swap both show.
constexpr unsigned check_of(std::uint64_t bits) noexcept {
    unsigned check = 0;
    for (int i = kPayload - 1; i >= 0; --i) {
        check =
            times_x(check ^ static_cast<unsigned>(bits >> (5U * static_cast<unsigned>(i)) & 31U));
    }
    return check;
}

bool is_of_alphabet(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) { return kAlphabet.find(c) != kAlphabet.npos; });
}

char capital(char c) noexcept {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

std::string_view name_of(AppointmentState state) noexcept {
    return kStateNames[static_cast<std::size_t>(state)];
}

std::string_view name_of(Precheck precheck) noexcept {
    return kPrecheckNames[static_cast<std::size_t>(precheck)];
}

std::string_view name_of(AppointmentAction action) noexcept {
    return kActionNames[static_cast<std::size_t>(action)];
}

std::optional<AppointmentState> appointment_state_from(std::string_view name) noexcept {
    return find_name(kStateNames, kAppointmentStates, name);
}

std::optional<Precheck> precheck_from(std::string_view name) noexcept {
    return find_name(kPrecheckNames, kPrechecks, name);
}

std::optional<AppointmentAction> appointment_action_from(std::string_view name) noexcept {
    return find_name(kActionNames, kAppointmentActions, name);
}

std::string short_code(std::uint64_t bits) {
    std::string code;
    for (int i = kPayload - 1; i >= 0; --i) {
        code += kAlphabet[bits >> (5U * static_cast<unsigned>(i)) & 31U];
    }
    return code + kAlphabet[check_of(bits)];
}

std::optional<std::string> short_code_from(std::string_view typed) {
    std::string code;
    for (const char c : typed) {
        const char big = capital(c);
        if (c == ' ' || c == '-') {
            continue;
        }
        code += big == 'O' ? '0' : big == 'I' || big == 'L' ? '1' : big;
        if (code.size() > kCodeLength) {
            return std::nullopt;
        }
    }
    if (code.size() != kCodeLength || !is_of_alphabet(code)) {
        return std::nullopt;
    }
    std::uint64_t bits = 0;
    for (int i = 0; i < kPayload; ++i) {
        bits = bits << 5U | kAlphabet.find(code[static_cast<std::size_t>(i)]);
    }
    return code.back() == kAlphabet[check_of(bits)] ? std::optional{code} : std::nullopt;
}

std::optional<ScannedAppointment> scanned_from(std::string_view text) {
    constexpr std::size_t kTextMost = 128;
    if (text.size() > kTextMost) {
        return std::nullopt;
    }
    std::string big;
    std::ranges::transform(text, std::back_inserter(big), capital);
    if (!big.starts_with(kScanned)) {
        return std::nullopt;
    }
    std::array<std::string, 5> parts;  // hall, code, time, queue, mac
    std::size_t part = 0;
    for (const char c : std::string_view(big).substr(kScanned.size())) {
        if (c == '.' && ++part == parts.size()) {
            return std::nullopt;
        }
        if (c != '.') {
            parts[part] += c;
        }
    }
    const auto& [hall, code, time, queue, mac] = parts;
    const bool whole = part + 1 == parts.size() && !hall.empty() && !queue.empty() &&
                       code.size() == kCodeLength && time.size() == kTimeLength &&
                       mac.size() == kMacLength && is_of_alphabet(code) && is_of_alphabet(mac);
    if (!whole) {
        return std::nullopt;
    }
    return ScannedAppointment{hall, code, big.substr(0, big.size() - kMacLength - 1), mac};
}

std::string code_word(std::string_view id) {
    std::string word;
    for (const char c : id) {
        const char big = capital(c);
        if ((big >= 'A' && big <= 'Z') || (big >= '0' && big <= '9')) {
            word += big;
        }
    }
    return word;
}

}  // namespace hall
