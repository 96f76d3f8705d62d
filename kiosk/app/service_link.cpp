// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/service_link.h"

#include <utility>

#include "kiosk/app/desk_limits.h"
#include "sync/json.h"

#include <spdlog/spdlog.h>

namespace hall::kiosk {

using sync::Answer;
using sync::Fields;
using sync::Json;
using sync::Result;

namespace {

using namespace std::chrono_literals;

// The desk gives up after 400 ms by itself; this only frees the exchange.
constexpr std::chrono::milliseconds kAllocLimit{kAnswerMs + 100};
constexpr auto kPushLimit = 10s;
constexpr auto kSmallLimit = 3s;
constexpr std::size_t kAnswerMax = 64 * 1024;
constexpr std::size_t kFoundMost = 20;  // As many as the service names.

// What a problem says; nothing in it when it is none.
struct Problem {
    std::string code;
    std::optional<std::int64_t> followed;
};

constexpr std::string_view kOtherJournal = "epoch_too_old";

Problem problem_in(const Answer& answer) {
    const auto json = sync::parse_json(answer.body, kAnswerMax);
    if (!json) {
        return {};
    }
    Fields fields{*json, "problem"};
    Problem problem{fields.text_or("code", ""), {}};
    if (problem.code == kOtherJournal) {
        problem.followed = fields.number_or_none("epoch");
    }
    return problem;
}

AppointmentLine line_of(const Json& json) {
    Fields fields{json, "appointment"};
    AppointmentLine line{.id = fields.text("id"),
                         .item = ItemId{fields.text("item")},
                         .time = fields.text_or("time", ""),
                         .until = fields.text_or("until", ""),
                         .day = day_from(fields.text_or("day", "")).value_or(Day{}),
                         .number = fields.text_or("number", ""),
                         .arrival = arrival_from(fields.text_or("arrival", "")),
                         .code = fields.text_or("refusal", "")};
    return fields.ok() ? line : AppointmentLine{};
}

/// The appointment that a refusal is about, if it names one.
std::optional<AppointmentLine> about_in(const Answer& answer) {
    const auto json = sync::parse_json(answer.body, kAnswerMax);
    const bool named = json && json->is_object() && json->contains("appointment") &&
                       json->at("appointment").is_object();
    return named ? std::optional{line_of(json->at("appointment"))} : std::nullopt;
}

FindAnswered find_answer(const Result<Answer>& answer, const Uuid& touch) {
    FindAnswered found{.touch = touch};
    if (!answer || answer->status >= 500) {
        return found;
    }
    if (answer->status != 200) {
        found.code = problem_in(*answer).code;
        return found;
    }
    const auto json = sync::parse_json(answer->body, kAnswerMax);
    if (!json || !json->is_object() || !json->contains("found") || !json->at("found").is_array()) {
        return found;
    }
    for (const Json& one : json->at("found")) {
        AppointmentLine line = one.is_object() ? line_of(one) : AppointmentLine{};
        if (!line.id.empty() && found.found.size() < kFoundMost) {
            found.found.push_back(std::move(line));
        }
    }
    return found;
}

PushAnswered push_answer(const Result<Answer>& answer, std::int64_t epoch) {
    const PushAnswered lost{.epoch = epoch};
    const auto json = answer ? sync::parse_json(answer->body, kAnswerMax)
                             : Result<Json>{tl::make_unexpected(answer.error())};
    if (!json) {
        return lost;
    }
    Fields fields{*json, "pushed"};
    PushAnswered pushed{.reached = true, .epoch = epoch};
    if (answer->status == 200) {
        pushed.acked = fields.number("acked");
        pushed.hub_epoch = fields.number("hub_epoch");
        return fields.ok() ? pushed : lost;
    }
    pushed.code = fields.text_or("code", "refused");
    pushed.expected = fields.number_or_none("expected");
    pushed.followed = problem_in(*answer).followed;
    return pushed;
}

}  // namespace

ServiceLink::ServiceLink(sync::HttpClient& client,
                         sync::ServiceAddress address,
                         Feed feed,
                         MonoMs mono,
                         std::function<std::uint32_t()> random)
    : client_(client),
      address_(address),
      feed_(feed),
      mono_(std::move(mono)),
      downlink_(
          client,
          std::move(address),
          {.state = [feed](sync::StateDocument state) { feed(SnapshotCame{std::move(state)}); },
           .event =
               [feed](const sync::Cursor& cursor, Event event) {
                   feed(EventCame{cursor, std::move(event)});
               },
           .link = [feed](bool up) { feed(LinkSeen{up}); },
           .trouble =
               [](const sync::Error& why) {
                   spdlog::warn("no link to the service: {}", why.detail);
               }},
          std::move(random)) {
}

void ServiceLink::post(std::string url,
                       std::string body,
                       std::chrono::milliseconds limit,
                       sync::HttpClient::Answered answered) {
    sync::Ask ask{.method = sync::HttpMethod::post,
                  .url = std::move(url),
                  .headers = address_.headers(),
                  .body = std::move(body),
                  .limit = limit,
                  .answer_most = kAnswerMax};
    if (const auto begun = client_.submit(std::move(ask), answered); !begun) {
        answered(tl::make_unexpected(begun.error()));
    }
}

void ServiceLink::ask_number(const AllocAsk& ask) {
    post(address_.of_hall("/alloc"), sync::encode(ask), kAllocLimit,
         [this, ticket = ask.ticket](const Result<Answer>& answer) {
             NumberAnswered answered{.ticket = ticket};
             if (answer && answer->status == 200) {
                 auto number = sync::decode_reserved(answer->body);
                 const auto hub_epoch = sync::decode_hub_epoch(answer->body);
                 auto reserved_for = sync::decode_reserved_for(answer->body);
                 if (number && hub_epoch && reserved_for) {
                     answered.number = std::move(*number);
                     answered.hub_epoch = *hub_epoch;
                     answered.reserved_for = std::move(*reserved_for);
                 }
             } else if (answer && answer->status < 500) {
                 const Problem problem = problem_in(*answer);
                 answered.code = problem.code;
                 answered.followed = problem.followed;
                 answered.about = about_in(*answer);
             }
             feed_(std::move(answered));
         });
}

void ServiceLink::find(const AskFind& ask) {
    const Json body =
        ask.contact.empty() ? Json{{"tail", ask.tail}} : Json{{"contact", ask.contact}};
    post(address_.of_hall("/appointment-find"), body.dump(), kSmallLimit,
         [this, touch = ask.touch](const Result<Answer>& answer) {
             feed_(find_answer(answer, touch));
         });
}

void ServiceLink::requeue(const AskRequeue& ask) {
    sync::CommandMessage message{.cmd = ask.touch};
    message.order.action = Action::requeue;
    message.order.ticket = ask.ticket;
    post(address_.of_hall("/commands"), sync::encode(message), kSmallLimit,
         [this, touch = ask.touch](const Result<Answer>& answer) {
             RequeueAnswered answered{touch, "link_down"};
             if (answer && answer->status == 200) {
                 answered.code.clear();
             } else if (answer && answer->status < 500) {
                 const std::string code = problem_in(*answer).code;
                 answered.code = code.empty() ? "busy" : code;
             }
             feed_(std::move(answered));
         });
}

void ServiceLink::push(sync::Journal& journal,
                       std::int64_t from_seq,
                       std::int64_t epoch,
                       std::int64_t boot,
                       const std::optional<ClockOffset>& offset) {
    const auto entries = journal.read(from_seq - 1, sync::kPushMax);
    if (!entries || entries->empty()) {
        feed_(PushAnswered{.epoch = epoch});
        return;
    }
    sync::Push push{.epoch = epoch, .boot = boot, .from_seq = from_seq, .offset = offset};
    for (const sync::Entry& entry : *entries) {
        push.entries.push_back({entry.kind, entry.body});
    }
    push.chain = entries->back().chain;
    post(address_.url + "/v1/devices/" + address_.as + "/journal", sync::encode(push), kPushLimit,
         [this, epoch](const Result<Answer>& answer) { feed_(push_answer(answer, epoch)); });
}

void ServiceLink::enrol(const DeviceId& device, std::int64_t epoch) {
    const Json body{{"id", device.value}, {"kind", "kiosk"}, {"epoch", epoch}, {"lane", true}};
    post(address_.url + "/v1/devices", body.dump(), kSmallLimit,
         [this, epoch](const Result<Answer>& answer) {
             Enrolled enrolled{.epoch = epoch};
             if (answer && answer->status >= 400) {
                 enrolled.followed = problem_in(*answer).followed;
             }
             if (answer && answer->status == 200) {
                 if (const auto json = sync::parse_json(answer->body, kAnswerMax)) {
                     Fields fields{*json, "enrolled"};
                     enrolled.lane = static_cast<Lane>(fields.number("lane", 0, kLaneMax));
                     enrolled.acked = fields.number("acked");
                     enrolled.hub_epoch = fields.number("hub_epoch");
                     const std::string key = fields.text_or("code_key", "");
                     enrolled.reached = fields.ok();
                     if (enrolled.reached && !key.empty() && key != code_key_) {
                         code_key_ = key;
                         on_code_key(key);
                     }
                 }
             }
             feed_(enrolled);
         });
}

void ServiceLink::measure_clock() {
    const std::int64_t sent = mono_();
    post(address_.url + "/v1/time", "{}", kSmallLimit, [this, sent](const Result<Answer>& answer) {
        const std::int64_t came = mono_();
        if (!answer || answer->status != 200) {
            return;
        }
        const auto json = sync::parse_json(answer->body, kAnswerMax);
        if (!json) {
            return;
        }
        Fields fields{*json, "time"};
        const std::int64_t theirs = fields.number("now");
        if (fields.ok()) {
            feed_(ClockMeasured{theirs - (sent + came) / 2, came - sent});
        }
    });
}

}  // namespace hall::kiosk
