// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/number_field.h"

#include <algorithm>
#include <variant>

namespace hall::display {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

}  // namespace

std::string number_on(const Page& page) {
    if (const auto* sign = std::get_if<SignPage>(&page)) {
        return sign->number;
    }
    const auto* wall = std::get_if<WallPage>(&page);
    return wall != nullptr && wall->newest ? wall->newest->number : std::string();
}

std::optional<std::string> digits_of(std::string_view number, int places) {
    if (!number.empty() && is_letter(number.front())) {
        number.remove_prefix(1);
    }
    const bool digits = !number.empty() && std::ranges::all_of(number, is_digit);
    if (!digits || std::ssize(number) > places) {
        return std::nullopt;
    }
    return std::string(number);
}

}  // namespace hall::display
