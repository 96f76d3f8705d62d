// SPDX-License-Identifier: Apache-2.0
// Coming with an appointment, what an online hall says of its papers, and the online hall's keys.
#include "sync/code_mac.h"
#include "sync/json.h"
#include "sync/service/appointment_files.h"
#include "sync/service/routing.h"
#include "sync/service/secrets.h"
#include "sync/service/service.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr std::size_t kBodyMost = 4096;
constexpr std::size_t kCodeMost = 128;
constexpr std::size_t kNameMost = 80;
constexpr std::size_t kContactMost = 64;
constexpr std::size_t kKeyPart = 4;  // Of /v1/halls/{hall}/online-keys/{key}
constexpr std::size_t kFoundMost = 20;

// What is kept of a phone or id number: 64 hexadecimal signs, or nothing.
bool is_contact(const std::string& text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    return text.empty() || (text.size() == 64 && text.find_first_not_of(kHex) == std::string::npos);
}

}  // namespace

// What would be answered if that one were checked in now.
Json Service::prospect_of(const Appointment& appointment, const Who& asking) const {
    Json form = form_for(appointment, asking);
    const auto coming = decide_check_in(core_.appointments(settings_.now()), appointment);
    if (coming) {
        form["arrival"] = name_of(coming->arrival);
    } else {
        form["refusal"] = code_of(coming.error().code);
    }
    return form;
}

// Today's of a phone's last digits, or of whom a device has the hash of.
std::vector<const Appointment*> Service::todays_of(const std::string& tail,
                                                   const std::string& contact) const {
    const Day today = core_.appointments(settings_.now()).today;
    if (contact.empty()) {
        return appointments_like(tail, today);
    }
    std::vector<const Appointment*> found;
    for (const Appointment* one : core_.book().appointments().on(today)) {
        if (one->contact == contact) {
            found.push_back(one);
        }
    }
    return found;
}

// By its code or what was scanned; or by the last four digits of a phone, today's; or, for a device
// that reads identity cards and knows the hall's key, by what is kept of their numbers.
void Service::post_find(const Request& request, const Who& asking) {
    const auto json = sync::parse_json(request.body, kBodyMost);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "find"};
    const std::string code = fields.text_or("code", "", kCodeMost);
    const std::string tail = fields.text_or("tail", "", 4);
    const std::string contact = fields.text_or("contact", "", kContactMost);
    const int named = (code.empty() ? 0 : 1) + (tail.empty() ? 0 : 1) + (contact.empty() ? 0 : 1);
    if (named != 1) {
        fields.fault("code", "a code or what was scanned, or tail: four digits, or contact");
    } else if (!is_contact(contact)) {
        fields.fault("contact", "64 hexadecimal signs");
    } else if (!tail.empty() && (tail.size() != 4 || !is_phone(tail))) {
        fields.fault("tail", "four digits");
    }
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    // Ten thousand tails are soon tried at a kiosk; nobody there needs thirty in a minute.
    if (asking.kind == Who::Kind::device && !tails_.take(asking.device, settings_.now())) {
        server_.reply(request.id, come_back(429, "too_often", "Too many tries; come back."));
        return;
    }
    Json found = Json::array();
    if (!code.empty()) {
        const auto one = core_.find_appointment(code);
        if (!one) {
            refuse(request, status_of(one.error().code), code_of(one.error().code));
            return;
        }
        found.push_back(prospect_of(**one, asking));
    } else {
        for (const Appointment* one : todays_of(tail, contact)) {
            if (one->state != AppointmentState::cancelled && found.size() < kFoundMost) {
                found.push_back(prospect_of(*one, asking));
            }
        }
        if (found.empty()) {
            refuse(request, 404, "appointment_unknown");
            return;
        }
    }
    hold(request.id, json_response(200, Json{{"found", std::move(found)}}.dump()));
}

void Service::post_check_in(const Request& request, const Who& asking) {
    const auto json = sync::parse_json(request.body, kBodyMost);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "check_in"};
    const auto cmd = uuid_from(fields.text("cmd"));
    const std::string appointment = fields.text("appointment", kCodeMost);
    const bool as_walk_in = fields.flag("as_walk_in", false);
    if (!cmd) {
        fields.fault("cmd", "a UUID in lower case");
    }
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    feed(CheckInAsked{ask_of(request), *cmd, hash_of(asking.clerk.value + "\n" + request.body),
                      appointment, as_walk_in, asking.clerk});
}

void Service::post_precheck(const Request& request, const Who& asking) {
    const auto json = sync::parse_json(request.body, kBodyMost);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "precheck"};
    const std::string named = fields.text("appointment", kCodeMost);
    const auto result = precheck_from(fields.text("result", 16));
    if (!result) {
        fields.fault("result", "none, passed, to_supply or rejected");
    }
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    const auto found = core_.find_appointment(named);
    if (!found) {
        refuse(request, status_of(found.error().code), code_of(found.error().code));
        return;
    }
    if (appointment_for((*found)->id, asking) == nullptr) {
        refuse(request, 404, "appointment_unknown");
        return;
    }
    feed(AppointmentAsked{ask_of(request),
                          AppointmentAction::prechecked,
                          {.id = (*found)->id, .precheck = *result},
                          asking.author()});
}

void Service::get_online_keys(const Request& request, const Who& /*asking*/) {
    Json keys = Json::array();
    for (const auto& [id, key] : online_keys_.all()) {
        keys.push_back(
            {{"id", id}, {"name", key.name}, {"by", key.by}, {"made", millis_of(key.made)}});
    }
    hold(request.id, json_response(200, Json{{"keys", std::move(keys)}}.dump()));
}

// The answer is the only place where the secret ever stands.
void Service::post_online_key(const Request& request, const Who& asking) {
    const auto json = sync::parse_json(request.body, kBodyMost);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "online_key"};
    const std::string name = fields.text("name", kNameMost);
    if (name.find_first_not_of(' ') == std::string::npos) {
        fields.fault("name", "what the online hall is called");
    }
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    if (online_keys_.is_full()) {
        refuse(request, 409, "keys_full");
        return;
    }
    const std::string id = "OK-" + new_code();
    const std::string secret = new_token();
    administer(request, asking, OnlineKeys::made(id, name, hash_of(secret), settings_.now()),
               Json{{"id", id}, {"name", name}, {"secret", secret}}.dump());
}

void Service::delete_online_key(const Request& request, const Who& asking) {
    const std::string id{part_of(request.path, kKeyPart)};
    if (!online_keys_.all().contains(id)) {
        refuse(request, 404, "key_unknown");
        return;
    }
    administer(request, asking, OnlineKeys::revoked(id), Json{{"id", id}}.dump());
}

}  // namespace hall::service
