// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/slip_for.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "kiosk/app/slip_parts.h"
#include "sync/code_mac.h"

namespace hall::kiosk {

namespace {

// More boxes to tick than this are read from the guide, not from a slip.
constexpr std::size_t kDocumentsMost = 5;

std::string people_ahead(const Phrases& phrases, int ahead, Language language) {
    return ahead == 0
               ? phrases.say("ticket.nobody_ahead", language)
               : phrases.say("ticket.people_ahead", language, {{"n", std::to_string(ahead)}});
}

std::string wait_words(const Phrases& phrases, const IssuedTicket& shown, Language language) {
    if (!shown.resumes_at.hant.empty()) {
        return phrases.say("ticket.wait_resumes", language,
                           {{"time", shown.resumes_at.in(language)}});
    }
    if (!shown.wait) {
        return phrases.say("ticket.wait_unknown", language);
    }
    const Phrases::Fillings range{{"lo", std::to_string(shown.wait->lo_min)},
                                  {"hi", std::to_string(shown.wait->hi_min)}};
    return phrases.say(shown.wait->lo_min == 0 ? "ticket.wait_within" : "ticket.wait", language,
                       range);
}

// Both in one line, for the second language.
std::string wait_line(const Phrases& phrases, const IssuedTicket& shown, Language language) {
    // "You are next, please listen" is a sentence of its own.
    const char* between = shown.ahead == 0 ? "\n" : language == Language::en ? " · " : "　";
    return people_ahead(phrases, shown.ahead, language) + between +
           wait_words(phrases, shown, language);
}

// How long it will be called in, as a label and the figure that one looks for.
printer::Labelled wait_glance(const Phrases& phrases,
                              const IssuedTicket& shown,
                              Language language) {
    if (!shown.resumes_at.hant.empty()) {
        return {
            phrases.say("slip.resumes", language),
            phrases.say("slip.resumes_at", language, {{"time", shown.resumes_at.in(language)}})};
    }
    const Phrases::Fillings range{{"lo", std::to_string(shown.wait->lo_min)},
                                  {"hi", std::to_string(shown.wait->hi_min)}};
    return {phrases.say("slip.wait", language),
            phrases.say(shown.wait->lo_min == 0 ? "slip.wait_within" : "slip.wait_range", language,
                        range)};
}

void set_wait(printer::Slip& slip,
              const Phrases& phrases,
              const IssuedTicket* shown,
              Language language) {
    if (shown != nullptr && !shown->slot.empty()) {
        const Phrases::Fillings slot{{"slot", shown->slot}};
        slip.wait = phrases.say("slip.appointment_wait", language, slot);
        slip.wait_second = phrases.say("slip.appointment_wait", second_of(language), slot);
        return;
    }
    if (shown == nullptr) {
        slip.wait = phrases.say("ticket.wait_unknown", language);
        slip.wait_second = phrases.say("ticket.wait_unknown", second_of(language));
        return;
    }
    slip.wait_second = wait_line(phrases, *shown, second_of(language));
    const bool known = shown->wait.has_value() || !shown->resumes_at.hant.empty();
    if (shown->ahead == 0 || !known) {
        slip.wait = wait_line(phrases, *shown, language);
        return;
    }
    slip.glances = {{phrases.say("slip.ahead", language),
                     phrases.say("slip.ahead_n", language, {{"n", std::to_string(shown->ahead)}})},
                    wait_glance(phrases, *shown, language)};
}

void set_marks(printer::Slip& slip,
               const SlipSource& source,
               const IssuedNote& ticket,
               const SlipMarks& marks) {
    const auto mark = [&](const char* key, const Phrases::Fillings& fillings = {}) {
        slip.marks.push_back(source.phrases.say(key, ticket.language, fillings));
    };
    if (marks.training) {
        mark("ticket.training");
    }
    if (!ticket.priority.empty()) {
        mark("ticket.priority");
    }
    if (ticket.band == Band::appointment && ticket.due) {
        mark("ticket.appointment", {{"slot", source.clock.time_text(*ticket.due)}});
    } else if (ticket.band == Band::appointment) {
        mark("ticket.appointment_mark");
    }
    if (marks.prechecked) {
        mark("ticket.prechecked");
    }
    if (marks.copy) {
        mark("ticket.reprint");
    }
    if (!is_services(ticket.number.lane)) {
        mark("ticket.offline");
    }
}

void set_documents(printer::Slip& slip,
                   const SlipSource& source,
                   const Item& item,
                   Language language) {
    const std::string label = source.phrases.say("ticket.bring", language, {{"materials", ""}});
    // The text is a sentence with a colon; here its head stands alone.
    slip.documents_label = label.substr(0, std::min(label.find("："), label.find(':')));
    for (const Material& material : item.materials) {
        if (slip.documents.size() == kDocumentsMost) {
            break;
        }
        slip.documents.push_back(
            material.name.in(language) +
            (material.required ? "" : if_applicable(source.phrases, language)));
    }
}

// A code that a phone opens, and not one that only the hall's own scanners know.
bool is_phone_page(const std::string& code) {
    return code.starts_with("http");
}

// Of somebody who came with an appointment while the service was away, or too late for it.
void set_appointment(printer::Slip& slip,
                     const Phrases& phrases,
                     const IssuedNote& ticket,
                     const IssuedTicket* shown) {
    if (!ticket.appointment.empty()) {
        const auto scanned = scanned_from(ticket.appointment);
        slip.rules.insert(slip.rules.begin(),
                          phrases.say("slip.appointment_code", ticket.language,
                                      {{"code", scanned ? scanned->code : ticket.appointment}}));
    } else if (shown != nullptr && shown->arrival == Arrival::late) {
        slip.rules.insert(slip.rules.begin(),
                          phrases.say("slip.appointment_late", ticket.language));
    }
}

std::string serial_of(const IssuedNote& ticket) {
    std::array<char, 24> serial{};
    std::snprintf(serial.data(), serial.size(), "No. %06d", ticket.ordinal);
    return serial.data();
}

}  // namespace

std::string qr_for(const HallConfig& hall, const IssuedNote& ticket, const std::string& code_key) {
    if (!hall.public_url.empty() && !code_key.empty()) {
        return hall.public_url + "/t/" + sync::phone_token(ticket.ticket, code_key);
    }
    return sync::ticket_code(hall.id, ticket.day, ticket.number, code_key);
}

printer::Slip slip_for(const SlipSource& source,
                       const IssuedNote& ticket,
                       const IssuedTicket* shown,
                       Moment issued,
                       const SlipMarks& marks) {
    const Language language = ticket.language;
    const HallConfig& hall = source.content.hall;
    const Phrases& phrases = source.phrases;
    printer::Slip slip = blank_slip(source, language, issued);
    slip.number = label_of(ticket.number);
    set_marks(slip, source, ticket, marks);
    set_wait(slip, phrases, shown, language);
    if (const Queue* queue = hall.queue(ticket.queue)) {
        slip.service = queue->name.in(language);
        slip.service_second = queue->name.in(second_of(language));
        set_place(slip, source, *queue, language);
        if (std::string way = way_line(source, *queue, language); !way.empty()) {
            slip.sections.push_back({phrases.say("kiosk.how_to_go", language),
                                     printer::Form::paragraphs,
                                     {{"", std::move(way)}}});
        }
    }
    if (const Item* item = source.content.catalogue.item(ticket.item)) {
        slip.item = {phrases.say("slip.item", language), item->name.in(language)};
        set_documents(slip, source, *item, language);
    }
    slip.qr = qr_for(hall, ticket, source.code_key);
    const char* caption = is_phone_page(slip.qr) ? "ticket.scan" : "ticket.scan_staff";
    slip.qr_caption = phrases.say(caption, language);
    slip.qr_caption_second = phrases.say(caption, second_of(language));
    slip.rules = {phrases.say("ticket.missed", language,
                              {{"n", std::to_string(hall.policy.requeue_within.count())}})};
    set_appointment(slip, phrases, ticket, shown);
    slip.valid = phrases.say("ticket.today_only", language);
    slip.running_no = serial_of(ticket);
    slip.attempt = marks.attempt;
    return slip;
}

printer::Slip void_slip_for(const SlipSource& source,
                            const IssuedNote& ticket,
                            Moment issued,
                            int attempt) {
    printer::Slip slip = titled_slip(source, "slip.void", ticket.language, issued);
    slip.voided = true;
    slip.number = label_of(ticket.number);
    slip.wait = source.phrases.say("slip.void_why", ticket.language);
    slip.wait_second = source.phrases.say("slip.void_why", second_of(ticket.language));
    slip.running_no = serial_of(ticket);
    slip.attempt = attempt;
    return slip;
}

}  // namespace hall::kiosk
