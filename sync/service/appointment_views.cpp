// SPDX-License-Identifier: Apache-2.0
#include "sync/service/appointment_views.h"

#include <algorithm>
#include <map>
#include <set>

#include "sync/code_mac.h"
#include "sync/json.h"

namespace hall::service {

using sync::Json;

namespace {

std::string time_of(const AppointmentView& view, Moment moment) {
    return view.clock == nullptr ? std::string{} : view.clock->time_text(moment);
}

// "2611240930": yyMMddHHmm, the hall's own time.
std::string short_time(const AppointmentView& view, const Appointment& appointment) {
    std::string text = text_of(appointment.day).substr(2) + time_of(view, appointment.from);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

struct Load {
    int capacity = 0;
    int booked = 0;
    int came = 0;
    int missed = 0;
};

}  // namespace

Json appointment_form(const Appointment& appointment,
                      const AppointmentView& view,
                      const std::string& key) {
    Json json{{"id", text_of(appointment.id)},
              {"code", appointment.code},
              {"item", appointment.item.value},
              {"queue", appointment.queue.value},
              {"day", text_of(appointment.day)},
              {"from", millis_of(appointment.from)},
              {"to", millis_of(appointment.to)},
              {"time", time_of(view, appointment.from)},
              {"until", time_of(view, appointment.to)},
              {"state", name_of(appointment.state)},
              {"precheck", name_of(appointment.precheck)},
              {"source", appointment.source},
              {"booked", millis_of(appointment.booked)},
              {"version", appointment.version}};
    if (appointment.ticket) {
        json["ticket"] = text_of(*appointment.ticket);
        json["number"] = label_of(appointment.number);
    }
    if (!key.empty()) {
        json["qr_text"] = sync::appointment_code(view.content.hall.id, appointment,
                                                 short_time(view, appointment), key);
    }
    return json;
}

Json slots_form(const AppointmentView& view, const Item& item, Day from, Day to) {
    Json days = Json::array();
    for (Day day = from; day <= to && day < from + kSlotDaysMost; day += std::chrono::days{1}) {
        Json slots = Json::array();
        for (const Slot& slot : slots_of(view, item, day)) {
            slots.push_back({{"from", millis_of(slot.from)},
                             {"to", millis_of(slot.to)},
                             {"time", time_of(view, slot.from)},
                             {"until", time_of(view, slot.to)},
                             {"capacity", slot.capacity},
                             {"taken", slot.taken},
                             {"open", slot.open}});
        }
        if (!slots.empty()) {
            days.push_back({{"day", text_of(day)}, {"slots", std::move(slots)}});
        }
    }
    return {{"item", item.id.value}, {"queue", item.queue.value}, {"days", std::move(days)}};
}

Json load_form(const AppointmentView& view, Day day) {
    std::map<QueueId, std::map<Moment, Load>> loads;
    for (const Item& item : view.content.catalogue.items) {
        if (!item.appointment || loads.contains(item.queue)) {
            continue;
        }
        Item of_queue{.queue = item.queue, .appointment = true};
        for (const Slot& slot : slots_of(view, of_queue, day)) {
            loads[item.queue][slot.from].capacity = slot.capacity;
        }
    }
    for (const Appointment* one : view.book.on(day)) {
        Load& load = loads[one->queue][one->from];
        load.booked += one->state == AppointmentState::cancelled ? 0 : 1;
        load.came += one->ticket ? 1 : 0;
        load.missed += one->state == AppointmentState::missed ? 1 : 0;
    }
    Json queues = Json::array();
    for (const auto& [queue, slots] : loads) {
        Json list = Json::array();
        for (const auto& [from, load] : slots) {
            list.push_back({{"from", millis_of(from)},
                            {"time", time_of(view, from)},
                            {"capacity", load.capacity},
                            {"booked", load.booked},
                            {"came", load.came},
                            {"missed", load.missed}});
        }
        queues.push_back({{"queue", queue.value}, {"slots", std::move(list)}});
    }
    return {{"day", text_of(day)}, {"queues", std::move(queues)}};
}

}  // namespace hall::service
