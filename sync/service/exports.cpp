// SPDX-License-Identifier: Apache-2.0
#include "sync/service/exports.h"

#include <map>

#include "sync/hall/gaps.h"
#include "sync/json.h"
#include "sync/service/csv.h"
#include "sync/wire.h"
#include "sync/wire_json.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr std::size_t kPage = 2000;

// Every event of one of two kinds, in order. `take` says no when there are too many.
template <typename Take>
sync::Result<void> read_log(sync::Journal& log,
                            std::string_view first,
                            std::string_view second,
                            Take take) {
    for (std::int64_t seq = 0;;) {
        const auto entries = log.read(seq, kPage);
        if (!entries) {
            return tl::make_unexpected(entries.error());
        }
        if (entries->empty()) {
            return {};
        }
        for (const sync::Entry& entry : *entries) {
            seq = entry.seq;
            if (entry.kind != first && entry.kind != second) {
                continue;
            }
            const auto event = sync::decode_event(entry.kind, entry.body, entry.at);
            if (!event) {
                return sync::fail(event.error().code,
                                  "log entry " + std::to_string(seq) + ": " + event.error().detail);
            }
            if (!take(*event)) {
                return sync::fail(sync::Fault::too_large, "more than " + std::to_string(kRowsMost) +
                                                              " rows; ask for fewer days");
            }
        }
    }
}

bool is_in(Days days, Day day) {
    return days.from <= day && day <= days.to;
}

std::string text_of_moment(const std::optional<Moment>& moment) {
    return moment ? std::to_string(millis_of(*moment)) : std::string{};
}

std::string id_of(const std::optional<CounterId>& counter) {
    return counter ? counter->value : std::string{};
}

std::vector<std::string> row_of(const Ticket& ticket) {
    return {text_of(ticket.id),
            text_of(ticket.day),
            label_of(ticket.number),
            ticket.queue.value,
            ticket.item.value,
            ticket.priority,
            std::string(sync::name_of(ticket.band)),
            std::string(name_of(ticket.state)),
            std::to_string(millis_of(ticket.issued)),
            text_of_moment(ticket.called),
            text_of_moment(ticket.started),
            text_of_moment(ticket.ended),
            id_of(ticket.counter),
            ticket.clerk.value,
            std::to_string(ticket.calls),
            std::to_string(ticket.legs.size()),
            std::string(sync::name_of(ticket.paper)),
            ticket.device.value,
            ticket.reason};
}

std::vector<std::string> row_of(const Ticket& ticket, const std::optional<Rating>& rating) {
    std::vector<std::string> row{text_of(ticket.id),      text_of(ticket.day),
                                 label_of(ticket.number), ticket.queue.value,
                                 ticket.item.value,       id_of(ticket.counter),
                                 ticket.clerk.value,      text_of_moment(ticket.ended)};
    if (!rating) {
        row.resize(row.size() + 4);
        return row;
    }
    std::string reasons;
    for (const RatingReason reason : rating->reasons) {
        reasons += (reasons.empty() ? "" : " ") + std::string(name_of(reason));
    }
    row.insert(row.end(),
               {std::to_string(rating->grade), reasons, std::string(name_of(rating->source)),
                std::to_string(millis_of(rating->pressed))});
    return row;
}

}  // namespace

sync::Result<Sheet> tickets_table(sync::Journal& log, Days days) {
    std::map<TicketId, Ticket> tickets;
    auto read = read_log(log, "ticket", "slip", [&](const Event& event) {
        const auto* changed = std::get_if<TicketChanged>(&event.what);
        const auto* slip = std::get_if<SlipChanged>(&event.what);
        const Ticket& ticket = changed != nullptr ? changed->ticket : slip->ticket;
        if (is_in(days, ticket.day)) {
            tickets.insert_or_assign(ticket.id, ticket);
        }
        return tickets.size() <= kRowsMost;
    });
    if (!read) {
        return tl::make_unexpected(read.error());
    }
    Sheet sheet{{"ticket", "day", "number", "queue", "item", "priority", "band", "state",
                 "issued_ms", "called_ms", "started_ms", "ended_ms", "counter", "clerk", "calls",
                 "legs", "paper", "device", "reason"},
                {}};
    for (const auto& [id, ticket] : tickets) {
        sheet.rows.push_back(row_of(ticket));
    }
    return sheet;
}

sync::Result<Sheet> ratings_table(sync::Journal& log, Days days) {
    struct Service {
        Ticket ticket;
        std::optional<Rating> rating;
    };
    std::map<TicketId, Service> services;
    auto read = read_log(log, "ticket", "rating", [&](const Event& event) {
        if (const auto* changed = std::get_if<TicketChanged>(&event.what)) {
            const Ticket& ticket = changed->ticket;
            if (is_in(days, ticket.day) && ticket.state == TicketState::finished) {
                services[ticket.id].ticket = ticket;
            } else if (changed->action == Action::undo) {
                services.erase(ticket.id);  // Was not finished after all.
            }
        } else if (const auto* given = std::get_if<RatingGiven>(&event.what)) {
            if (const auto known = services.find(given->service.ticket); known != services.end()) {
                known->second.rating = given->service.rating;
            }
        }
        return services.size() <= kRowsMost;
    });
    if (!read) {
        return tl::make_unexpected(read.error());
    }
    Sheet sheet{{"ticket", "day", "number", "queue", "item", "counter", "clerk", "ended_ms",
                 "grade", "reasons", "source", "rated_ms"},
                {}};
    for (const auto& [id, service] : services) {
        sheet.rows.push_back(row_of(service.ticket, service.rating));
    }
    return sheet;
}

sync::Result<Sheet> cases_table(sync::Journal& log, Days days) {
    Sheet sheet{{"case", "day", "ticket", "number", "queue", "item", "case_number", "result",
                 "counter", "clerk", "recorded_ms", "served_ms"},
                {}};
    std::map<TicketId, Ticket> tickets;
    auto read = read_log(log, "ticket", "case", [&](const Event& event) {
        if (const auto* changed = std::get_if<TicketChanged>(&event.what)) {
            if (is_in(days, changed->ticket.day)) {
                tickets.insert_or_assign(changed->ticket.id, changed->ticket);
            }
        } else if (const auto* recorded = std::get_if<CaseRecorded>(&event.what);
                   recorded != nullptr && is_in(days, recorded->record.day)) {
            const CaseRecord& record = recorded->record;
            const Ticket& ticket = tickets[record.ticket];
            sheet.rows.push_back({text_of(record.id), text_of(record.day), text_of(record.ticket),
                                  label_of(ticket.number), ticket.queue.value, record.item.value,
                                  record.number, std::string(name_of(record.result)),
                                  record.counter.value, record.clerk.value,
                                  std::to_string(millis_of(record.at)), ""});
        }
        return tickets.size() <= kRowsMost && sheet.rows.size() <= kRowsMost;
    });
    if (!read) {
        return tl::make_unexpected(read.error());
    }
    // When the service began and ended is known only once the whole log was read.
    for (auto& row : sheet.rows) {
        const auto id = uuid_from(row[2]);
        const auto ticket = id ? tickets.find(*id) : tickets.end();
        if (ticket != tickets.end()) {
            row.back() = text_of_moment(ticket->second.ended);
        }
    }
    return sheet;
}

Sheet staff_table(const HallConfig& hall) {
    Sheet sheet{{"clerk", "label_zh_hant", "label_zh_hans", "label_en", "badge", "post",
                 "department", "phone", "counters"},
                {}};
    for (const Clerk& clerk : hall.clerks) {
        std::string counters;
        for (const CounterId& counter : clerk.counters) {
            counters += (counters.empty() ? "" : " ") + counter.value;
        }
        sheet.rows.push_back({clerk.id.value, clerk.label.hant, clerk.label.hans, clerk.label.en,
                              clerk.badge, clerk.post.hant, clerk.department.value, clerk.phone,
                              counters});
    }
    return sheet;
}

Sheet guide_gaps_table(const Content& content) {
    Sheet sheet{{"item", "name_zh_hant", "field", "languages"}, {}};
    for (const GuideGap& gap : guide_gaps(content)) {
        const Item* item = content.catalogue.item(gap.item);
        std::string languages;
        for (const Language language : gap.languages) {
            languages += (languages.empty() ? "" : " ") + std::string(tag_of(language));
        }
        sheet.rows.push_back({gap.item.value, item == nullptr ? std::string{} : item->name.hant,
                              std::string(gap.field), languages});
    }
    return sheet;
}

std::string csv_of(const Sheet& sheet) {
    std::string text{kCsvStart};
    add_csv_line(text, std::vector<std::string>(sheet.columns.begin(), sheet.columns.end()));
    for (const auto& row : sheet.rows) {
        add_csv_line(text, row);
    }
    return text;
}

std::string json_of(const Sheet& sheet) {
    Json list = Json::array();
    for (const auto& row : sheet.rows) {
        Json one = Json::object();
        for (std::size_t i = 0; i < row.size(); ++i) {
            one[std::string(sheet.columns[i])] = row[i];
        }
        list.push_back(std::move(one));
    }
    return Json{{"rows", std::move(list)}}.dump();
}

}  // namespace hall::service
