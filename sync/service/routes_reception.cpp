// SPDX-License-Identifier: Apache-2.0
// What reception is answered: finding a matter, how long it takes, the slip, and its paper.
#include "sync/code_mac.h"
#include "sync/hall/outlook.h"
#include "sync/hall/search.h"
#include "sync/json.h"
#include "sync/service/citizen_views.h"
#include "sync/service/qr.h"
#include "sync/service/service.h"

namespace hall::service {

using sync::Json;

namespace {

// As many as fit on a screen; whoever wants more types another letter.
constexpr std::size_t kFoundMost = 40;

}  // namespace

std::string Service::code_of_slip(const Ticket& ticket) const {
    const HallConfig& hall = core_.hall();
    if (!hall.public_url.empty()) {
        return hall.public_url + "/t/" + sync::phone_token(ticket.id, settings_.code_key);
    }
    return sync::ticket_code(hall.id, ticket.day, ticket.number, settings_.code_key);
}

void Service::get_search(const Request& request, const Who& /*asking*/) {
    if (searched_ != settings_.content) {
        searched_ = settings_.content;
        search_.emplace(searched_->catalogue, settings_.han ? *settings_.han : HanTable{});
    }
    const Query query{Typing::letters, std::string(request.query("q").value_or(""))};
    const Findings found = search_->find(query, Language::zh_hant, kFoundMost);
    Json items = Json::array();
    for (const Item* item : found.items) {
        items.push_back(item->id.value);
    }
    server_.reply(request.id, json_response(200, Json{{"items", std::move(items)},
                                                      {"all", found.all},
                                                      {"guessed", found.guessed}}
                                                     .dump()));
}

void Service::get_outlook(const Request& request, const Who& /*asking*/) {
    const Moment now = settings_.now();
    Json queues = Json::array();
    for (const Queue& queue : core_.hall().queues) {
        const Outlook out =
            outlook(core_.book(), *settings_.content, *settings_.clock, queue.id, now);
        Json one{{"queue", queue.id.value},
                 {"ahead", out.ahead},
                 {"issuing", out.issuing},
                 {"open", Json::array()}};
        for (const CounterId& counter : queue.counters) {
            if (core_.book().is_open(counter, now)) {
                one["open"].push_back(counter.value);
            }
        }
        if (out.wait) {
            one["wait"] = {{"lo", out.wait->lo}, {"hi", out.wait->hi}};
            if (out.wait->resumes_at) {
                one["wait"]["resumes"] =
                    json_of(settings_.clock->when_text(*out.wait->resumes_at, now));
            }
            if (out.wait->or_after) {
                one["wait"]["or_after"] =
                    json_of(settings_.clock->when_text(*out.wait->or_after, now));
            }
        }
        queues.push_back(std::move(one));
    }
    hold(request.id, json_response(200, Json{{"queues", std::move(queues)}}.dump()));
}

void Service::get_slip(const Request& request, const Who& /*asking*/) {
    const auto id = uuid_from(request.query("ticket").value_or(""));
    const Ticket* ticket = id ? core_.book().ticket(*id) : nullptr;
    auto view =
        ticket == nullptr
            ? std::nullopt
            : phone_view({core_.book(), *settings_.content, *settings_.clock, settings_.now()},
                         *id);
    if (!view) {
        refuse(request, 404, "ticket_unknown");
        return;
    }
    const HallConfig& hall = core_.hall();
    Json seen = Json::parse(*view);
    Json slip{{"issued", settings_.clock->time_text(ticket->issued)},
              {"hotline", hall.hotline},
              {"phone", hall.phone}};
    for (const char* key : {"number", "day", "state", "hall", "queue", "place", "ahead", "wait",
                            "time", "stay_min"}) {
        if (seen.contains(key)) {
            slip[key] = std::move(seen[key]);
        }
    }
    if (const Item* item = settings_.content->catalogue.item(ticket->item)) {
        slip["item"] = json_of(item->name);
    }
    if (!ticket->priority.empty()) {
        slip["priority"] = ticket->priority;
    }
    if (ticket->band == Band::appointment) {
        const Appointment* mine = core_.book().appointments().by_ticket(ticket->id);
        slip["due"] = settings_.clock->time_text(mine == nullptr ? ticket->order : mine->from);
    }
    if (ticket->prechecked) {
        slip["prechecked"] = true;
    }
    const std::string code = code_of_slip(*ticket);
    slip["code"] = code;
    slip["qr"] = qr_rows(code);
    hold(request.id, json_response(200, slip.dump()));
}

void Service::post_paper(const Request& request, const Who& asking) {
    const auto json = sync::parse_json(request.body, 4096);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "paper"};
    const auto id = uuid_from(fields.text("ticket"));
    const std::string paper = fields.text("paper", 16);
    if (!id) {
        fields.fault("ticket", "the id of a ticket");
    }
    if (paper != "printed" && paper != "unprinted") {
        fields.fault("paper", "printed or unprinted");
    }
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    feed(PaperAsked{ask_of(request), *id, paper == "printed" ? Paper::printed : Paper::unprinted,
                    asking.clerk});
}

}  // namespace hall::service
