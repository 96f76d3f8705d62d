// SPDX-License-Identifier: Apache-2.0
// Appointments over HTTP: slots, booking, reading, moving, cancelling, files.
#include "sync/code_mac.h"
#include "sync/json.h"
#include "sync/service/appointment_files.h"
#include "sync/service/appointment_views.h"
#include "sync/service/routing.h"
#include "sync/service/service.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr std::size_t kBodyMost = 4096;
constexpr std::size_t kFieldMost = 64;
constexpr std::size_t kListMost = 500;
constexpr std::size_t kAppointmentPart = 4;  // Of /v1/halls/{hall}/appointments/{appointment}

std::optional<Day> day_of(const Request& request, std::string_view name, Day otherwise) {
    const auto text = request.query(name);
    return text ? day_from(*text) : std::optional{otherwise};
}

}  // namespace

// A key sees and changes what was booked with it; reception and managers all of it.
const Appointment* Service::appointment_for(const AppointmentId& id, const Who& asking) const {
    const Appointment* known = core_.book().appointments().find(id);
    const bool is_theirs =
        known != nullptr && (asking.kind != Who::Kind::online || known->source == asking.author());
    return is_theirs ? known : nullptr;
}

std::optional<AppointmentId> Service::appointment_in(const Request& request, const Who& asking) {
    const auto id = uuid_from(part_of(request.path, kAppointmentPart));
    if (!id || appointment_for(*id, asking) == nullptr) {
        refuse(request, 404, "appointment_unknown");
        return std::nullopt;
    }
    return id;
}

Json Service::form_for(const Appointment& appointment, const Who& asking) const {
    const bool by_device = asking.kind == Who::Kind::device;
    Json form = appointment_form(appointment, core_.appointments(settings_.now()),
                                 by_device ? std::string{} : settings_.code_key);
    if (by_device) {
        form.erase("code");  // Four digits of a phone do not make somebody the owner of a code.
    }
    return form;
}

void Service::get_slots(const Request& request, const Who& /*asking*/) {
    const AppointmentView view = core_.appointments(settings_.now());
    const auto from = day_of(request, "from", view.today);
    const auto to = day_of(request, "to", from.value_or(view.today) + std::chrono::days{7});
    if (!from || !to) {
        server_.reply(request.id, problem(400, "bad_request", "from, to: days like 2026-11-23"));
        return;
    }
    const Item* item =
        view.content.catalogue.item(ItemId{std::string(request.query("item").value_or(""))});
    if (item == nullptr) {
        refuse(request, 404, "item_unknown");
        return;
    }
    hold(request.id, json_response(200, slots_form(view, *item, *from, *to).dump()));
}

void Service::put_appointment(const Request& request, const Who& asking) {
    const auto json = sync::parse_json(request.body, kBodyMost);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "appointment"};
    const auto id = uuid_from(part_of(request.path, kAppointmentPart));
    BookingOrder order{.id = id.value_or(AppointmentId{}),
                       .item = ItemId{fields.text("item", 32)},
                       .source = asking.author()};
    const auto from = moment_at(*settings_.clock, fields.text("day", 10), fields.text("time", 5));
    const std::string phone = fields.text_or("phone", "", kFieldMost);
    const std::string person = fields.text_or("person", "", kFieldMost);
    const auto precheck = precheck_from(fields.text_or("precheck", "none", 16));
    if (!id) {
        fields.fault("id", "a UUID in lower case, in the path");
    } else if (!from) {
        fields.fault("day", "a day like 2026-11-24, and a time like 09:30");
    } else if (!phone.empty() && !is_phone(phone)) {
        fields.fault("phone", "4 to 20 digits");
    } else if (!precheck) {
        fields.fault("precheck", "none, passed, to_supply or rejected");
    } else if (asking.kind == Who::Kind::online && phone.empty() && person.empty()) {
        fields.fault("phone", "a phone number, or person: only a keyed hash is kept of it");
    }
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    const auto hashes = contact_of(phone, person, settings_.code_key);
    order.from = *from;
    order.contact = hashes.contact;
    order.tail = hashes.tail;
    order.precheck = *precheck;
    order.booker = asking.kind == Who::Kind::online ? Booker::the_public : Booker::staff;
    feed(AppointmentAsked{ask_of(request), AppointmentAction::booked, std::move(order),
                          asking.author()});
}

void Service::get_appointment(const Request& request, const Who& asking) {
    if (const auto id = appointment_in(request, asking)) {
        const Appointment& one = *core_.book().appointments().find(*id);
        hold(request.id, json_response(200, Json{{"appointment", form_for(one, asking)}}.dump()));
    }
}

void Service::delete_appointment(const Request& request, const Who& asking) {
    if (const auto id = appointment_in(request, asking)) {
        feed(AppointmentAsked{ask_of(request),
                              AppointmentAction::cancelled,
                              {.id = *id, .booker = asking.booker()},
                              asking.author()});
    }
}

void Service::post_move(const Request& request, const Who& asking) {
    const auto id = appointment_in(request, asking);
    if (!id) {
        return;
    }
    const auto json = sync::parse_json(request.body, kBodyMost);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "move"};
    const auto from = moment_at(*settings_.clock, fields.text("day", 10), fields.text("time", 5));
    if (!from) {
        fields.fault("day", "a day like 2026-11-24, and a time like 09:30");
    }
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    feed(AppointmentAsked{ask_of(request),
                          AppointmentAction::moved,
                          {.id = *id, .from = *from, .booker = asking.booker()},
                          asking.author()});
}

// A day's appointments, or those that a code, a phone number or its last four digits finds.
void Service::get_appointments(const Request& request, const Who& asking) {
    const AppointmentView view = core_.appointments(settings_.now());
    const auto day = day_of(request, "day", view.today);
    if (!day) {
        server_.reply(request.id, problem(400, "bad_request", "day: a day like 2026-11-23"));
        return;
    }
    const std::string wanted{request.query("q").value_or("")};
    std::vector<const Appointment*> found;
    if (wanted.empty()) {
        found = view.book.on(*day);
    } else {
        found = appointments_like(wanted, std::nullopt);
    }
    Json list = Json::array();
    for (const Appointment* one : found) {
        if (list.size() < kListMost) {
            list.push_back(form_for(*one, asking));
        }
    }
    hold(request.id, json_response(200, Json{{"day", text_of(*day)},
                                             {"all", found.size()},
                                             {"appointments", std::move(list)}}
                                            .dump()));
}

std::vector<const Appointment*> Service::appointments_like(const std::string& wanted,
                                                           std::optional<Day> day) const {
    const AppointmentBook& book = core_.book().appointments();
    std::vector<const Appointment*> found;
    if (const auto named = core_.find_appointment(wanted)) {
        found.push_back(*named);
        return found;
    }
    if (!is_phone(wanted)) {
        return found;
    }
    const auto hashes = contact_of(wanted, {}, settings_.code_key);
    const bool by_tail = wanted.size() == 4;
    for (const auto& [id, one] : book.all()) {
        const bool fits = by_tail ? one.tail == hashes.tail : one.contact == hashes.contact;
        if (fits && (!day || one.day == *day)) {
            found.push_back(&one);
        }
    }
    return found;
}

void Service::get_load(const Request& request, const Who& /*asking*/) {
    const AppointmentView view = core_.appointments(settings_.now());
    const auto day = day_of(request, "day", view.today);
    if (!day) {
        server_.reply(request.id, problem(400, "bad_request", "day: a day like 2026-11-23"));
        return;
    }
    hold(request.id, json_response(200, load_form(view, *day).dump()));
}

void Service::post_import(const Request& request, const Who& asking) {
    const std::string_view trial = request.query("dry_run").value_or("true");
    const bool is_json = request.header("content-type").starts_with("application/json");
    if (trial != "true" && trial != "false") {
        server_.reply(request.id, problem(400, "bad_request", "dry_run: true or false"));
        return;
    }
    auto lines = is_json
                     ? appointments_from_json(request.body, *settings_.clock, settings_.code_key)
                     : appointments_from_csv(request.body, *settings_.clock, settings_.code_key);
    if (!lines) {
        refuse(request, lines.error());
        return;
    }
    feed(ImportAsked{ask_of(request), std::move(*lines), trial == "true", asking.author()});
}

}  // namespace hall::service
