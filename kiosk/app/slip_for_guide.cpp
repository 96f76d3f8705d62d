// SPDX-License-Identifier: Apache-2.0
// What a citizen takes home without a number: a guide, and a form for an opinion.
#include <array>
#include <cstdio>

#include "kiosk/app/slip_for.h"
#include "kiosk/app/slip_parts.h"

namespace hall::kiosk {

namespace {

using printer::Form;
using printer::Labelled;
using printer::Section;

// What a code of a readable size holds (qr.cpp: version 10, level M).
constexpr std::size_t kCodeMost = 210;

// Writing lines: a complaint is rarely told in fewer words.
constexpr std::size_t kWritingLines = 6;

struct Say {
    const SlipSource& source;
    Language language;

    std::string operator()(const char* key, const Phrases::Fillings& fillings = {}) const {
        return source.phrases.say(key, language, fillings);
    }
};

std::string limit_words(const Say& say, const TimeLimit& limit) {
    const Phrases::Fillings n{{"n", std::to_string(limit.n)}};
    switch (limit.unit) {
        case TimeLimit::Unit::none:
            return {};
        case TimeLimit::Unit::now:
            return say("guide.on_spot");
        case TimeLimit::Unit::hour:
            return say("guide.hours_n", n);
        case TimeLimit::Unit::day:
            return say("guide.days", n);
        case TimeLimit::Unit::workday:
            return say("guide.workdays", n);
        case TimeLimit::Unit::month:
            return say("guide.months", n);
    }
    return {};
}

std::string fee_words(const Say& say, const Item& item, const FeeLine& fee) {
    if (!fee.minor_units) {
        return say("kiosk.fee_assessed");
    }
    std::array<char, 32> amount{};
    std::snprintf(amount.data(), amount.size(),
                  *fee.minor_units % 100 == 0 ? "%lld" : "%lld.%02lld",
                  static_cast<long long>(*fee.minor_units / 100),
                  static_cast<long long>(*fee.minor_units % 100));
    const std::string money = say(item.currency == "CNY" ? "kiosk.fee_yuan" : "kiosk.fee_other",
                                  {{"amount", amount.data()}, {"currency", item.currency}});
    const std::string& per = fee.per.in(say.language);
    return per.empty() ? money : say("kiosk.fee_per", {{"amount", money}, {"per", per}});
}

Section facts_of(const Say& say, const Item& item) {
    Section facts{"", Form::facts, {}};
    const auto add = [&](const char* key, const std::string& text) {
        if (!text.empty()) {
            facts.rows.push_back({say(key), text});
        }
    };
    const Department* department = say.source.content.catalogue.department(item.department);
    add("guide.department", department == nullptr ? "" : department->name.in(say.language));
    add("slip.guide_kind", say(item.on_the_spot ? "guide.on_spot_kind" : "guide.promise_kind"));
    add("guide.legal", limit_words(say, item.legal_limit));
    add("guide.promised", limit_words(say, item.promise_limit));
    add("guide.fee", item.fee_charged ? "" : say("guide.free"));
    add("guide.result", item.result.in(say.language));
    add("slip.guide_code", item.catalog_code);
    add("guide.phone", department == nullptr ? "" : department->phone);
    return facts;
}

Section materials_of(const Say& say, const Item& item) {
    Section boxes{say("guide.materials"), Form::boxes, {}};
    for (const Material& material : item.materials) {
        std::string text = material.name.in(say.language);
        std::string copies;
        const auto add = [&](const char* key, int n) {
            if (n > 0) {
                copies += (copies.empty() ? "" : " · ") + say(key, {{"n", std::to_string(n)}});
            }
        };
        add("guide.original", material.originals);
        add("guide.copies", material.copies);
        text += material.required ? "" : if_applicable(say.source.phrases, say.language);
        text += copies.empty() ? "" : (say.language == Language::en ? " – " : "　") + copies;
        boxes.rows.push_back({"", std::move(text)});
    }
    if (boxes.rows.empty()) {
        boxes.form = Form::paragraphs;
        boxes.rows.push_back({"", say("guide.materials_none")});
    }
    return boxes;
}

Section fees_of(const Say& say, const Item& item) {
    Section fees{say("guide.fee"), Form::figures, {}};
    for (const FeeLine& fee : item.fees) {
        fees.rows.push_back({fee.name.in(say.language), fee_words(say, item, fee)});
    }
    if (fees.rows.empty() && item.fee_charged) {
        fees.rows.push_back({"", say("kiosk.fee_assessed")});
    }
    return fees;
}

Section list_of(const std::string& heading,
                Form form,
                const std::vector<Text>& texts,
                Language language) {
    Section section{heading, form, {}};
    for (const Text& text : texts) {
        section.rows.push_back({"", text.in(language)});
    }
    return section;
}

// The essentials themselves: a phone reads them where there is no network and no page to open.
std::string guide_code(const Say& say, const Item& item) {
    const std::string name = item.name.in(say.language);
    std::string documents;
    for (const Material& material : item.materials) {
        documents += "\n- ";
        documents += material.name.in(say.language);
        documents += material.required ? "" : if_applicable(say.source.phrases, say.language);
    }
    const std::string phone = "\n" + say("guide.phone") + " " + say.source.content.hall.phone;
    for (const std::string& text : {name + documents + phone, name + phone}) {
        if (text.size() <= kCodeMost) {
            return text;
        }
    }
    return {};
}

}  // namespace

printer::Slip guide_slip_for(const SlipSource& source,
                             const Item& item,
                             Language language,
                             Moment now) {
    const Say say{source, language};
    printer::Slip slip = titled_slip(source, "kiosk.guide", language, now);
    slip.service = item.name.in(language);
    slip.service_second = item.name.in(second_of(language));
    if (const Queue* queue = source.content.hall.queue(item.queue)) {
        set_place(slip, source, *queue, language);
    }
    slip.sections = {facts_of(say, item), materials_of(say, item),
                     list_of(say("guide.steps"), Form::steps, item.steps, language),
                     fees_of(say, item),
                     list_of(say("guide.basis"), Form::paragraphs, item.basis, language)};
    if (source.content.catalogue.sample) {
        slip.sections.push_back({"", Form::paragraphs, {{"", say("guide.sample_note")}}});
    }
    slip.qr = guide_code(say, item);
    slip.qr_caption = slip.qr.empty() ? "" : say("slip.guide_scan");
    return slip;
}

printer::Slip opinion_slip_for(const SlipSource& source, Language language, Moment now) {
    const Say say{source, language};
    const auto blank = [&](const char* key) { return Labelled{say(key), ""}; };
    const auto choice = [&](const char* key) { return Labelled{"", say(key)}; };
    printer::Slip slip = titled_slip(source, "slip.opinion", language, now);
    slip.wait = say("slip.opinion_lead");
    slip.sections = {
        {say("slip.opinion_about"),
         Form::choices,
         {choice("slip.opinion_praise"), choice("slip.opinion_advice"),
          choice("slip.opinion_complaint"), choice("slip.opinion_ask")}},
        {say("slip.opinion_facts"),
         Form::to_write,
         {blank("slip.opinion_number"), blank("slip.opinion_counter"), blank("slip.opinion_date")}},
        {say("slip.opinion_text"), Form::to_write, std::vector<Labelled>(kWritingLines)},
        {say("slip.opinion_contact"),
         Form::to_write,
         {blank("slip.opinion_name"), blank("slip.opinion_phone")}}};
    slip.rules = {say("slip.opinion_drop")};
    return slip;
}

}  // namespace hall::kiosk
