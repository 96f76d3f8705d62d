// SPDX-License-Identifier: Apache-2.0
// What the service tells: state, stream, log, documents, pages and figures.
#include <algorithm>
#include <charconv>

#include "sync/hall/next.h"
#include "sync/json.h"
#include "sync/service/service.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr std::int64_t kLogPage = 500;
constexpr std::size_t kOwnerMax = 64;
// More people than one counter calls in a day.
constexpr std::size_t kBehindMost = 200;

// A whole number of at least 0; nothing for anything else.
std::optional<std::int64_t> number_of(std::string_view text) {
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, value);
    if (parsed.ec != std::errc{} || parsed.ptr != end || value < 0) {
        return std::nullopt;
    }
    return value;
}

// Source: RFC 9110, section 13.1.2: a list of tags, compared weakly, or *.
bool has_tag(std::string_view list, std::string_view etag) {
    while (!list.empty()) {
        const auto end = std::min(list.find(','), list.size());
        std::string_view one = list.substr(0, end);
        list.remove_prefix(std::min(end + 1, list.size()));
        const auto begin = one.find_first_not_of(" \t");
        one.remove_prefix(std::min(begin, one.size()));
        one = one.substr(0, one.find_last_not_of(" \t") + 1);
        if (one.starts_with("W/")) {
            one.remove_prefix(2);
        }
        if (one == etag || one == "*") {
            return true;
        }
    }
    return false;
}

}  // namespace

void Service::get_halls(const Request& request, const Who& /*asking*/) {
    server_.reply(request.id, json_response(200, Json{{"halls", {core_.hall().id.value}}}.dump()));
}

void Service::get_state(const Request& request, const Who& /*asking*/) {
    feed(StateAsked{ask_of(request)});
}

void Service::get_stream(const Request& request, const Who& asking) {
    std::string after{request.header("last-event-id")};
    if (after.empty()) {
        after = request.query("after").value_or("");
    }
    const auto cursor = sync::cursor_from(after);
    const std::string_view as = request.query("as").value_or("");
    if (!cursor || as.size() > kOwnerMax) {
        server_.reply(request.id,
                      problem(400, "bad_request",
                              "after: expected a cursor like e1:42 from /state; as: a short name"));
        return;
    }
    // Boards and kiosks of one box share the local token, each with a stream of its own.
    const std::string owner = asking.kind == Who::Kind::clerk ? asking.session
                              : asking.device.empty()         ? "device:" + std::string(as)
                                                              : "device:" + asking.device;
    stream_.follow(request.id, owner, *cursor);
}

void Service::get_log(const Request& request, const Who& /*asking*/) {
    const auto after = number_of(request.query("after").value_or("0"));
    const auto limit = number_of(request.query("limit").value_or("500"));
    if (!after || !limit || *limit == 0) {
        server_.reply(request.id,
                      problem(400, "bad_request",
                              "after: expected a place in the log from 0; limit: from 1 to 500"));
        return;
    }
    const auto entries =
        reader_->read(*after, static_cast<std::size_t>(std::min(*limit, kLogPage)));
    if (!entries) {
        refuse(request, 500, "internal");
        return;
    }
    Json list = Json::array();
    for (const sync::Entry& entry : *entries) {
        if (entry.seq > core_.durable_lsn()) {
            break;
        }
        list.push_back({{"lsn", entry.seq},
                        {"at", millis_of(entry.at)},
                        {"kind", entry.kind},
                        {"body", Json::parse(entry.body, nullptr, false)},
                        {"chain", entry.chain}});
    }
    server_.reply(request.id, json_response(200, Json{{"epoch", core_.book().epoch()},
                                                      {"durable", core_.durable_lsn()},
                                                      {"entries", std::move(list)}}
                                                     .dump()));
}

void Service::get_content(const Request& request, const Who& /*asking*/) {
    const std::string name = request.path.substr(request.path.rfind("/content/") + 9);
    const auto document = settings_.documents.find(name);
    if (document == settings_.documents.end()) {
        refuse(request, 404, "not_found");
        return;
    }
    serve(request, document->second);
}

void Service::get_page(const Request& request, const Who& /*asking*/) {
    const auto page = settings_.pages.find(request.path);
    if (page == settings_.pages.end() && settings_.pages.contains(request.path + "/")) {
        server_.reply(request.id,
                      Response{.status = 308, .headers = {{"Location", request.path + "/"}}});
        return;
    }
    if (page == settings_.pages.end()) {
        refuse(request, 404, "not_found");
        return;
    }
    serve(request, page->second);
}

void Service::serve(const Request& request, const Served& file) {
    Response response{.status = 200,
                      .content_type = file.content_type,
                      .body = file.body,
                      .headers = page_headers()};
    response.headers.push_back({"ETag", file.etag});
    if (has_tag(request.header("if-none-match"), file.etag)) {
        response.status = 304;
        response.body = nullptr;
        response.content_type.clear();
    }
    server_.reply(request.id, std::move(response));
}

void Service::get_me(const Request& request, const Who& asking) {
    Json roles = Json::array();
    if (asking.user != nullptr) {
        for (const std::string& role : asking.user->roles) {
            roles.push_back(role);
        }
    }
    Json body{{"clerk", asking.clerk.value},
              {"counter", asking.counter.value},
              {"roles", std::move(roles)},
              {"now", millis_of(settings_.now())}};
    put_label(body, asking.clerk.value);
    server_.reply(request.id, json_response(200, body.dump()));
}

// The core's own rule, asked again and again: the page shows the order that will be called in, and
// why, without a second copy of the rule.
void Service::get_behind(const Request& request, const Who& asking) {
    const Counter* counter = core_.hall().counter(asking.counter);
    const Seat* seat = core_.book().seat(asking.counter);
    Json tickets = Json::array();
    if (counter != nullptr && seat != nullptr) {
        std::vector<const Ticket*> waiting = core_.book().waiting();
        std::vector<bool> mix = seat->mix;
        while (tickets.size() < kBehindMost) {
            const auto choice =
                choose_next(waiting, *counter, mix, core_.hall().policy, settings_.now());
            if (!choice) {
                break;
            }
            tickets.push_back({{"id", text_of(choice->ticket->id)}, {"why", code_of(choice->why)}});
            mix.push_back(!choice->ticket->priority.empty());
            std::erase(waiting, choice->ticket);
        }
    }
    // What the book knows may be ahead of the disk, and nothing leaves before it is written down.
    hold(request.id,
         json_response(
             200, Json{{"counter", asking.counter.value}, {"tickets", std::move(tickets)}}.dump()));
}

}  // namespace hall::service
