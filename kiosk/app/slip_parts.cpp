// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/slip_parts.h"

namespace hall::kiosk {

namespace {

std::string counters_of(const HallConfig& hall, const Queue& queue) {
    std::string numbers;
    for (const CounterId& id : queue.counters) {
        if (const Counter* counter = hall.counter(id)) {
            numbers += (numbers.empty() ? "" : " ") + std::to_string(counter->no);
        }
    }
    return numbers;
}

}  // namespace

Language second_of(Language language) noexcept {
    return language == Language::en ? Language::zh_hant : Language::en;
}

printer::Slip blank_slip(const SlipSource& source, Language language, Moment now) {
    const HallConfig& hall = source.content.hall;
    return {
        .script = language == Language::zh_hans ? printer::Script::simplified
                                                : printer::Script::traditional,
        .hall = hall.name.in(language),
        .hall_second = hall.name.in(second_of(language)),
        .issued_at = source.clock.stamp_text(now),
        .kiosk = source.kiosk.value,
        .phones = {source.phrases.say("ticket.phones", language,
                                      {{"phone", hall.phone}, {"supervise", hall.supervise_phone}}),
                   source.phrases.say("ticket.hotline", language, {{"phone", hall.hotline}})}};
}

printer::Slip titled_slip(const SlipSource& source,
                          std::string_view title_key,
                          Language language,
                          Moment now) {
    printer::Slip slip = blank_slip(source, language, now);
    slip.title = source.phrases.say(title_key, language);
    slip.title_second = source.phrases.say(title_key, second_of(language));
    return slip;
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

std::string if_applicable(const Phrases& phrases, Language language) {
    return (language == Language::en ? " " : "") + phrases.say("ticket.bring_if", language);
}

std::string upper_code(std::string_view text) {
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

std::string short_day(const Day& day) {
    std::string text = text_of(day);
    std::erase(text, '-');
    return text.substr(2);
}

}  // namespace hall::kiosk
