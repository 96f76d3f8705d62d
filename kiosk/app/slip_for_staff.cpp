// SPDX-License-Identifier: Apache-2.0
// What the staff print: the day's close and the test page.
#include "kiosk/app/slip_for.h"
#include "kiosk/app/slip_parts.h"

namespace hall::kiosk {

namespace {

using printer::Form;
using printer::Labelled;

}  // namespace

printer::Slip day_close_slip_for(const SlipSource& source,
                                 const DayFigures& figures,
                                 Language language,
                                 Moment now) {
    const auto say = [&](const char* key) { return source.phrases.say(key, language); };
    const auto count = [&](const char* key, std::int64_t n) {
        return Labelled{say(key), std::to_string(n)};
    };
    printer::Slip slip = titled_slip(source, "slip.day_close", language, now);
    slip.glances = {{say("slip.day"), text_of(figures.day)},
                    {say("slip.day_device"), source.kiosk.value}};
    printer::Section tickets{
        say("slip.day_tickets"),
        Form::figures,
        {count("slip.day_issued", figures.issued),
         count("slip.day_appointments", figures.appointments),
         count("slip.day_priority", figures.priority), count("slip.day_offline", figures.offline)}};
    if (!figures.first_number.empty()) {
        tickets.rows.push_back({say("slip.day_first"), figures.first_number});
        tickets.rows.push_back({say("slip.day_last"), figures.last_number});
    }
    slip.sections = {
        std::move(tickets),
        {say("slip.day_paper"),
         Form::figures,
         {count("slip.day_printed", figures.printed),
          count("slip.day_unprinted", figures.unprinted),
          count("slip.day_uncertain", figures.uncertain), count("slip.day_copies", figures.copies),
          count("slip.day_torn", figures.torn)}},
        {say("slip.day_log"), Form::figures, {count("slip.day_entries", figures.log_entries)}},
        {"", Form::code, {{say("slip.day_head"), figures.log_head}}},
        {say("slip.day_sign"),
         Form::to_write,
         {{say("slip.day_on_duty"), ""}, {say("slip.day_checked"), ""}}}};
    slip.qr = "GH1.D." + upper_code(source.content.hall.id.value) + "." + short_day(figures.day) +
              "." + upper_code(source.kiosk.value) + "." + std::to_string(figures.log_entries) +
              "." + upper_code(figures.log_head);
    slip.qr_caption = say("slip.day_scan");
    return slip;
}

printer::Slip test_slip_for(const SlipSource& source,
                            const printer::Profile& profile,
                            const std::string& device,
                            Language language,
                            Moment now) {
    const auto say = [&](const char* key) { return source.phrases.say(key, language); };
    printer::Slip slip = titled_slip(source, "slip.test", language, now);
    const std::string paper =
        source.phrases.say("slip.test_paper_is", language,
                           {{"mm", std::to_string(profile.width_dots * 254 / profile.dpi / 10)},
                            {"dots", std::to_string(profile.width_dots)},
                            {"dpi", std::to_string(profile.dpi)}});
    slip.sections = {
        {"",
         Form::facts,
         {{say("slip.test_printer"), profile.name},
          {say("slip.test_paper"), paper},
          {say("slip.test_device"), device},
          {say("slip.test_letters"), "政務服務中心 政务服务中心 叫號 ABC abc 0123456789"}}},
        {say("slip.test_check"),
         Form::boxes,
         {{"", say("slip.test_black")},
          {"", say("slip.test_edges")},
          {"", say("slip.test_code")},
          {"", say("slip.test_cut")}}}};
    slip.qr = "JIAOHAO TEST 0123456789";
    slip.qr_caption = slip.qr;
    return slip;
}

}  // namespace hall::kiosk
