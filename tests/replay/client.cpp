// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/client.h"

#include <utility>

#include "sync/json.h"
#include "sync/wire.h"

namespace hall::drive {

using sync::Json;

namespace {

using namespace std::chrono_literals;

// Longer than any disk we have met; a test that waits this long has found something.
constexpr auto kLimit = 60s;
constexpr std::size_t kFailuresMost = 20;
constexpr std::size_t kAnswerMost = std::size_t{32} * 1024 * 1024;

Json parsed(const std::string& text) {
    auto json = sync::parse_json(text, kAnswerMost);
    return json && json->is_object() ? std::move(*json) : Json::object();
}

}  // namespace

std::string Reply::code() const {
    return status == 0 ? body : parsed(body).value("code", std::to_string(status));
}

std::optional<TicketSeen> ticket_in(const Reply& reply) {
    const Json json = parsed(reply.body);
    const auto found = json.find("ticket");
    if (found == json.end() || !found->is_object()) {
        return std::nullopt;
    }
    const auto id = uuid_from(found->value("id", ""));
    if (!id) {
        return std::nullopt;
    }
    return TicketSeen{*id, found->value("number", ""), found->value("state", ""),
                      found->value("version", std::int64_t{0})};
}

Reply Client::exchange(sync::Ask ask) {
    ask.limit = kLimit;
    ask.answer_most = kAnswerMost;
    auto answer = line_.exchange(ask);
    if (!answer) {
        Reply none{.status = 0, .body = answer.error().detail};
        note_failure(ask, none);
        return none;
    }
    Reply reply{.status = answer->status, .body = std::move(answer->body)};
    note_failure(ask, reply);
    constexpr std::string_view kCookie = "hall_session=";
    const std::string_view cookie = answer->header("set-cookie");
    if (cookie.starts_with(kCookie)) {
        reply.session = std::string(cookie.substr(0, cookie.find(';')));
    }
    return reply;
}

void Client::note_failure(const sync::Ask& ask, const Reply& reply) {
    const bool failed = reply.status == 0 || reply.status >= 500;
    if (failed && failures_.size() < kFailuresMost) {
        failures_.push_back(ask.url + " answered " + std::to_string(reply.status) + " " +
                            reply.code());
    }
}

Reply Client::get(const std::string& path) {
    return exchange({.url = address_.url + path, .headers = address_.headers()});
}

Reply Client::post(const std::string& path, std::string body) {
    return exchange({.method = sync::HttpMethod::post,
                     .url = address_.url + path,
                     .headers = address_.headers(),
                     .body = std::move(body)});
}

Reply Client::post_as(const std::string& session, const std::string& path, std::string body) {
    return exchange(
        {.method = sync::HttpMethod::post,
         .url = address_.url + path,
         .headers = {{"Content-Type", "application/json"}, {"X-Hall", "1"}, {"Cookie", session}},
         .body = std::move(body)});
}

bool Client::find_hall() {
    const Json json = parsed(get("/v1/halls").body);
    const auto halls = json.find("halls");
    if (halls != json.end() && halls->is_array() && halls->size() == 1) {
        address_.hall = (*halls)[0].get<std::string>();
    }
    return !address_.hall.empty();
}

std::string Client::of_hall(std::string_view path) const {
    return "/v1/halls/" + address_.hall + std::string(path);
}

Reply Client::sign_in(const CounterId& counter, const ClerkId& clerk, const std::string& pin) {
    const Json body{{"clerk", clerk.value}, {"pin", pin}, {"counter", counter.value}};
    return post_as("", of_hall("/sessions"), body.dump());
}

Reply Client::command(const std::string& session, const Uuid& cmd, const Order& order) {
    const sync::CommandMessage message{.cmd = cmd, .order = order};
    return post_as(session, of_hall("/commands"), sync::encode(message));
}

Reply Client::seat(const std::string& session, std::string_view action) {
    return post_as(session, of_hall("/seat"), Json{{"action", action}}.dump());
}

std::optional<Moment> Client::ask_time() {
    const Reply reply = post("/v1/time", "{}");
    const Json json = parsed(reply.body);
    return reply.ok() && json.contains("now")
               ? std::optional{moment_from(json.value("now", std::int64_t{0}))}
               : std::nullopt;
}

// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
std::uint64_t Ids::random() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebULL;
    return mixed ^ (mixed >> 31U);
}

Uuid Ids::next(Moment now) {
    const std::uint64_t a = random();
    return make_uuid(now, a, random());
}

}  // namespace hall::drive
