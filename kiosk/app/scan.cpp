// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/scan.h"

#include <algorithm>
#include <array>

#include "sync/code_mac.h"

namespace hall::kiosk {

namespace {

constexpr std::string_view kTicketCode = "GH1.T.";
constexpr std::string_view kPhonePath = "/t/";
constexpr std::size_t kSaysParts = 6;  // GH1, A, hall, code, time, queue

char capital(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// A ticket of today that `fits`: of the hall's, or of this kiosk's own.
template <typename Fits>
std::optional<TicketId> ticket_that(const Fits& fits, const Book& book, const Ledger& ledger) {
    for (const auto& [id, ticket] : book.tickets()) {
        if (fits(id, ticket.day, ticket.number)) {
            return id;
        }
    }
    for (const auto& [id, note] : ledger.issued()) {
        if (fits(id, note.day, note.number)) {
            return id;
        }
    }
    return std::nullopt;
}

}  // namespace

bool is_code_text(std::string_view text) noexcept {
    return !text.empty() && text.size() <= kScanMost &&
           std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

std::optional<TicketId> scanned_ticket(std::string_view text,
                                       const CodeDesk& desk,
                                       const Book& book,
                                       const Ledger& ledger) {
    if (!is_code_text(text) || desk.key.empty()) {
        return std::nullopt;
    }
    if (const auto path = text.rfind(kPhonePath); path != std::string_view::npos) {
        const auto token = sync::phone_token_from(text.substr(path + kPhonePath.size()));
        const auto fits = [&](const TicketId& id, Day day, const Number&) {
            return day == desk.today && sync::phone_token(id, desk.key) == *token;
        };
        return token ? ticket_that(fits, book, ledger) : std::nullopt;
    }
    std::string big;
    std::ranges::transform(text, std::back_inserter(big), capital);
    if (!big.starts_with(kTicketCode)) {
        return std::nullopt;
    }
    const auto fits = [&](const TicketId&, Day day, const Number& number) {
        return day == desk.today && sync::ticket_code(desk.hall, day, number, desk.key) == big;
    };
    return ticket_that(fits, book, ledger);
}

std::optional<AppointmentSays> says_of(std::string_view signed_text) noexcept {
    std::array<std::string_view, kSaysParts> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t dot = std::min(signed_text.find('.'), signed_text.size());
        parts.at(i) = signed_text.substr(0, dot);
        signed_text.remove_prefix(std::min(dot + 1, signed_text.size()));
    }
    const std::string_view time = parts[4];
    if (time.size() < 6 || parts[5].empty()) {
        return std::nullopt;
    }
    const std::string day = "20" + std::string(time.substr(0, 2)) + "-" +
                            std::string(time.substr(2, 2)) + "-" + std::string(time.substr(4, 2));
    const auto read = day_from(day);
    return read ? std::optional{AppointmentSays{*read, std::string(parts[5])}} : std::nullopt;
}

}  // namespace hall::kiosk
