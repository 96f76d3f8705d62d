// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/slip_for.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "sync/code_mac.h"

namespace hall::kiosk {

namespace {

// More boxes to tick than this are read from the guide, not from a slip.
constexpr std::size_t kDocumentsMost = 5;

Language second_of(Language language) {
    return language == Language::en ? Language::zh_hant : Language::en;
}

std::string upper_code(const std::string& text) {
    std::string code;
    for (const char c : text) {
        if (c >= 'a' && c <= 'z') {
            code += static_cast<char>(c - 'a' + 'A');
        } else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
            code += c;
        }
    }
    return code;
}

std::string counters_of(const HallConfig& hall, const Queue& queue) {
    std::string numbers;
    for (const CounterId& id : queue.counters) {
        if (const Counter* counter = hall.counter(id)) {
            numbers += (numbers.empty() ? "" : " ") + std::to_string(counter->no);
        }
    }
    return numbers;
}

std::string wait_line(const Phrases& phrases, const IssuedTicket& shown, Language language) {
    const std::string ahead = shown.ahead == 0 ? phrases.say("ticket.nobody_ahead", language)
                                               : phrases.say("ticket.people_ahead", language,
                                                             {{"n", std::to_string(shown.ahead)}});
    std::string wait;
    if (!shown.resumes_at.empty()) {
        wait = phrases.say("ticket.wait_resumes", language, {{"time", shown.resumes_at}});
    } else if (shown.wait && shown.wait->lo_min == 0) {
        wait = phrases.say("ticket.wait_within", language,
                           {{"hi", std::to_string(shown.wait->hi_min)}});
    } else if (shown.wait) {
        wait = phrases.say("ticket.wait", language,
                           {{"lo", std::to_string(shown.wait->lo_min)},
                            {"hi", std::to_string(shown.wait->hi_min)}});
    } else {
        wait = phrases.say("ticket.wait_unknown", language);
    }
    // "You are next, please listen" is a sentence of its own.
    const char* between = shown.ahead == 0 ? "\n" : language == Language::en ? " · " : "　";
    return ahead + between + wait;
}

void set_place(printer::Slip& slip,
               const SlipSource& source,
               const Queue& queue,
               Language language) {
    const Zone* zone = source.content.hall.zone(queue.zone);
    const Floor* floor = zone ? source.content.hall.floor(zone->floor) : nullptr;
    if (zone == nullptr || floor == nullptr) {
        return;
    }
    const auto where = [&](Language in) {
        return source.phrases.say("ticket.where", in,
                                  {{"floor", floor->name.in(in)}, {"zone", zone->name.in(in)}});
    };
    slip.where = where(language);
    slip.where_second = where(second_of(language));
    const std::string numbers = counters_of(source.content.hall, queue);
    const bool one = queue.counters.size() == 1;
    slip.counters = source.phrases.say(one ? "ticket.counter_one" : "ticket.counters", language,
                                       {{"counters", numbers}});
}

void set_foot(printer::Slip& slip, const SlipSource& source, Language language) {
    const HallConfig& hall = source.content.hall;
    slip.phones = {source.phrases.say("ticket.phones", language,
                                      {{"phone", hall.phone}, {"supervise", hall.supervise_phone}}),
                   source.phrases.say("ticket.hotline", language, {{"phone", hall.hotline}})};
    slip.kiosk = source.kiosk.value;
}

void set_documents(printer::Slip& slip,
                   const SlipSource& source,
                   const Item& item,
                   Language language,
                   std::size_t most) {
    std::string label = source.phrases.say("ticket.bring", language, {{"materials", ""}});
    while (!label.empty() && label.back() == ' ') {
        label.pop_back();
    }
    slip.documents_label = std::move(label);
    for (const Material& material : item.materials) {
        if (slip.documents.size() == most) {
            break;
        }
        slip.documents.push_back(
            material.name.in(language) +
            (material.required ? "" : source.phrases.say("ticket.bring_if", language)));
    }
}

}  // namespace

std::string qr_for(const HallConfig& hall, const IssuedNote& ticket, const std::string& code_key) {
    if (!hall.public_url.empty() && !ticket.token.empty()) {
        return hall.public_url + "/t/" + ticket.token;
    }
    std::string day = text_of(ticket.day);  // 2026-11-23 -> 261123
    std::erase(day, '-');
    const std::string label = label_of(ticket.number);
    const std::string code = "GH1.T." + upper_code(hall.id.value) + "." + day.substr(2) + "." +
                             ticket.number.prefix + "." + label.substr(ticket.number.prefix.size());
    return code + "." + sync::code_mac(code, code_key);
}

printer::Slip slip_for(const SlipSource& source,
                       const IssuedNote& ticket,
                       const IssuedTicket& shown,
                       Moment issued,
                       int attempt,
                       bool copy) {
    const Language language = ticket.language;
    const HallConfig& hall = source.content.hall;
    const Phrases& phrases = source.phrases;
    printer::Slip slip{.hall = hall.name.in(language),
                       .hall_second = hall.name.in(second_of(language)),
                       .number = label_of(ticket.number),
                       .wait = wait_line(phrases, shown, language),
                       .wait_second = wait_line(phrases, shown, second_of(language)),
                       .qr = qr_for(hall, ticket, source.code_key),
                       .qr_caption = phrases.say("ticket.scan", language),
                       .qr_caption_second = phrases.say("ticket.scan", second_of(language)),
                       .valid = phrases.say("ticket.today_only", language),
                       .issued_at = source.clock.stamp_text(issued),
                       .attempt = attempt};
    if (!ticket.priority.empty()) {
        slip.marks.push_back(phrases.say("ticket.priority", language));
    }
    if (ticket.band == Band::appointment) {
        slip.marks.push_back(phrases.say("ticket.appointment_mark", language));
    }
    if (copy) {
        slip.marks.push_back(phrases.say("ticket.reprint", language));
    }
    if (shown.own_lane) {
        slip.marks.push_back(phrases.say("ticket.offline", language));
    }
    if (const Queue* queue = hall.queue(ticket.queue)) {
        slip.service = queue->name.in(language);
        slip.service_second = queue->name.in(second_of(language));
        set_place(slip, source, *queue, language);
    }
    if (const Item* item = source.content.catalogue.item(ticket.item)) {
        slip.item = {"", phrases.say("ticket.item", language, {{"item", item->name.in(language)}})};
        set_documents(slip, source, *item, language, kDocumentsMost);
    }
    slip.rules = {phrases.say("ticket.missed", language,
                              {{"n", std::to_string(hall.policy.requeue_within.count())}})};
    std::array<char, 16> serial{};
    std::snprintf(serial.data(), serial.size(), "%06d", ticket.ordinal);
    slip.running_no = std::string("No. ") + serial.data();
    set_foot(slip, source, language);
    return slip;
}

printer::Slip guide_slip_for(const SlipSource& source,
                             const Item& item,
                             Language language,
                             Moment now) {
    const HallConfig& hall = source.content.hall;
    printer::Slip slip{.hall = hall.name.in(language),
                       .hall_second = hall.name.in(second_of(language)),
                       .marks = {source.phrases.say("kiosk.guide", language)},
                       .service = item.name.in(language),
                       .service_second = item.name.in(second_of(language)),
                       .issued_at = source.clock.stamp_text(now)};
    if (const Queue* queue = hall.queue(item.queue)) {
        set_place(slip, source, *queue, language);
    }
    set_documents(slip, source, item, language, item.materials.size());
    set_foot(slip, source, language);
    return slip;
}

}  // namespace hall::kiosk
