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
                 if (number && hub_epoch) {
                     answered.number = std::move(*number);
                     answered.hub_epoch = *hub_epoch;
                 }
             } else if (answer && answer->status < 500) {
                 const Problem problem = problem_in(*answer);
                 answered.code = problem.code;
                 answered.followed = problem.followed;
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
