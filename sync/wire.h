// SPDX-License-Identifier: Apache-2.0
// Events and notes as JSON, in the log, on the wire and back. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/fault.h"
#include "sync/hall/appointment_rules.h"
#include "sync/hall/book.h"
#include "sync/hall/case_rules.h"
#include "sync/hall/decide.h"
#include "sync/hall/events.h"
#include "sync/hall/notes.h"
#include "sync/hall/rating_rules.h"
#include "sync/journal.h"

namespace hall::sync {

using hall::name_of;
using hall::text_of;

/// "e3:1042": the place in a hub's log, and in which life of it.
struct Cursor {
    std::int64_t epoch = 0;
    std::int64_t lsn = 0;

    auto operator<=>(const Cursor&) const = default;
};
[[nodiscard]] std::string text_of(const Cursor& cursor);
[[nodiscard]] std::optional<Cursor> cursor_from(std::string_view text) noexcept;

/// An event as a line of the service's log, and back. Errors: bad_message.
[[nodiscard]] Line encode(const Event& event);
[[nodiscard]] Result<Event> decode_event(const std::string& kind, std::string_view body, Moment at);

/// The one deed of a manager that boards must hear of: {"device", "board", "seconds"} in its
/// detail.
inline constexpr std::string_view kBoardTested = "board.tested";

/// The same event for kiosks, boards and pages: without tokens, sessions and answers. Empty when
/// the event is none of their business.
[[nodiscard]] std::string public_body(const Event& event);

/// A note as a line of a device's journal, and back. Errors: bad_message.
[[nodiscard]] Line encode(const Note& note);
[[nodiscard]] Result<Note> decode_note(const std::string& kind, std::string_view body);

/// GET /state: the cursor and everything a replica starts from. Errors: bad_message, too_large.
struct StateDocument {
    Cursor cursor;
    Moment now{};
    Book::Snapshot state;
};
[[nodiscard]] std::string encode(const StateDocument& document);
[[nodiscard]] Result<StateDocument> decode_state(std::string_view text);

/// POST /alloc, there and back. The answer says as well which hub gave the number (rule 10).
[[nodiscard]] std::string encode(const AllocAsk& ask);
[[nodiscard]] Result<AllocAsk> decode_alloc(std::string_view text);
[[nodiscard]] std::string encode_reserved(const NumberChanged& number,
                                          std::int64_t hub_epoch,
                                          const CheckIn* check_in = nullptr);
[[nodiscard]] Result<NumberChanged> decode_reserved(std::string_view text);
/// What the answer says besides of a check-in; nothing of other numbers. Errors: bad_message.
struct ReservedFor {
    AppointmentId appointment;
    ItemId item;
    Arrival arrival = Arrival::on_time;
    std::optional<Moment> due;  ///< For IssuedNote::due.
    bool prechecked = false;
};
[[nodiscard]] Result<std::optional<ReservedFor>> decode_reserved_for(std::string_view text);
[[nodiscard]] Result<std::int64_t> decode_hub_epoch(std::string_view text);

/// POST /devices/{d}/journal, there and back.
struct Push {
    std::int64_t epoch = 0;
    std::int64_t boot = 0;
    std::int64_t from_seq = 1;
    struct Item {
        std::string kind;
        std::string body;
    };
    std::vector<Item> entries;  ///< At most 200.
    std::string chain;          ///< After the last of them.
    std::optional<ClockOffset> offset;
};
inline constexpr std::size_t kPushMax = 200;
inline constexpr std::size_t kPushBytesMax = std::size_t{1024} * 1024;
[[nodiscard]] std::string encode(const Push& push);
[[nodiscard]] Result<Push> decode_push(std::string_view text);

/// POST /commands: the order, its id, and the counter it is for. The clerk is the session's.
struct CommandMessage {
    CommandId cmd;
    Order order;
    std::optional<ItemId> item;    ///< Of `issue`, which reception uses.
    std::optional<QueueId> queue;  ///< Of `issue`.
    std::string priority;          ///< Of `issue`.
};
[[nodiscard]] std::string encode(const CommandMessage& message);
[[nodiscard]] Result<CommandMessage> decode_command(std::string_view text);

/// POST /cases: what a counter records of a matter. Errors: bad_message, too_large.
[[nodiscard]] Result<CaseOrder> decode_case(std::string_view text);

/// POST /ratings: a press on a tablet or evaluator. Errors: bad_message, too_large.
[[nodiscard]] std::string encode(const RatingOrder& order);
[[nodiscard]] Result<RatingOrder> decode_rating(std::string_view text);

/// What a phone sends: the ticket's token, and a rating or the id of a command.
struct PhoneMessage {
    std::string token;  ///< As it came; phone_token_from() reads it.
    RatingOrder rating;
    CommandId cmd;
};
enum class PhoneAsk { rate, command };
[[nodiscard]] Result<PhoneMessage> decode_phone(std::string_view text, PhoneAsk ask);

/// One ticket as pages and answers show it.
[[nodiscard]] std::string public_ticket(const Ticket& ticket);

}  // namespace hall::sync
