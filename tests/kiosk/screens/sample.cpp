// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/screens/sample.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

#include <qrencode.h>

#include "sync/hall/floor_plan.h"
#include "sync/hall/notices.h"
#include "tests/support/places.h"

namespace hall::screens::tests {

namespace {

std::string slurp(const std::string& name) {
    const std::string path = hall::support::source_dir() + "/assets/" + name;
    std::ifstream file(path, std::ios::binary);
    if (!file.good()) {
        std::cerr << "cannot read " << path << '\n';
        std::exit(2);
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

template <typename Value>
Value must(ConfigResult<Value> result) {
    if (!result) {
        std::cerr << result.error().text() << '\n';
        std::exit(2);
    }
    return std::move(*result);
}

Pictures& pictures() {
    static Pictures kept{
        std::make_shared<kiosk::Picture>(
            kiosk::Picture{576, 900, std::vector<std::uint8_t>(72 * 900)}),
        std::make_shared<kiosk::Picture>(qr_picture("https://example.org/t/A7KQ2M", 8))};
    return kept;
}

/// Most counters serve, some are free, one in nine is shut, one pauses.
std::map<CounterId, kiosk::CounterLine> sample_counters(const Content& content) {
    std::map<CounterId, kiosk::CounterLine> lines;
    for (const Clerk& clerk : content.hall.clerks) {
        for (const CounterId& id : clerk.counters) {
            const int no = content.hall.counter(id)->no;
            const Queue* queue =
                content.hall.queue(content.hall.counter(id)->serves.front().front());
            if (no % 9 == 3 || lines.contains(id)) {
                continue;
            }
            kiosk::CounterLine line{kiosk::CounterState::serving,
                                    queue->prefix + "0" + std::to_string(10 + no), clerk.id};
            if (no % 5 == 2) {
                line = {kiosk::CounterState::free, "", clerk.id};
            } else if (no % 11 == 7) {
                line = {kiosk::CounterState::paused, "", clerk.id};
            } else if (no % 6 == 1) {
                line.state = kiosk::CounterState::calling;
            }
            lines.emplace(id, line);
        }
    }
    return lines;
}

}  // namespace

std::shared_ptr<const Content> sample_content() {
    static const auto content = [] {
        Content made;
        made.hall = must(load_hall(slurp("hall/sample/hall.json"), "hall.json"));
        made.catalogue =
            must(load_catalogue(slurp("hall/sample/catalog.json"), made.hall, "catalog.json"));
        made.plan = std::make_shared<const FloorPlan>(
            must(load_floor_plan(slurp("hall/sample/hall.json"), made.hall, "hall.json")));
        made.notices = std::make_shared<const NoticeBoard>(
            must(load_notices(slurp("hall/sample/notices.json"), "notices.json")));
        return std::make_shared<const Content>(std::move(made));
    }();
    return content;
}

std::shared_ptr<const Phrases> sample_phrases() {
    static const auto phrases = [] {
        const std::string hant = slurp("text/zh-Hant.json");
        const std::string hans = slurp("text/zh-Hans.json");
        const std::string en = slurp("text/en.json");
        return std::make_shared<const Phrases>(
            must(Phrases::load({PhraseSource{hant, "zh-Hant.json"},
                                PhraseSource{hans, "zh-Hans.json"}, PhraseSource{en, "en.json"}})));
    }();
    return phrases;
}

std::shared_ptr<const HanTable> sample_han() {
    static const auto table =
        std::make_shared<const HanTable>(must(HanTable::load(slurp("search/han.tsv"), "han.tsv")));
    return table;
}

kiosk::View morning() {
    kiosk::View view;
    view.version = 1;
    view.clock = "09:42";
    view.date = {"11月23日 星期一", "11月23日 星期一", "Mon 23 Nov"};
    view.content = sample_content();
    view.phrases = sample_phrases();
    view.closes_at = "12:00";
    view.printer = kiosk::PrinterHealth::fine;
    view.kiosk = DeviceId{"K01"};
    view.today = *day_from("2026-11-23");
    view.counters = sample_counters(*view.content);
    int i = 0;
    for (const Queue& queue : view.content->hall.queues) {
        const int waiting = (i * 7 + 6) % 19 - 4;
        kiosk::QueueLine line;
        line.waiting = waiting < 0 ? 0 : waiting;
        const int lo = line.waiting * 2 / 5 * 5;
        line.wait =
            kiosk::WaitLine{lo, lo + 5 + (line.waiting > 4 ? 5 : 0) + (line.waiting > 9 ? 5 : 0)};
        view.queues[queue.id] = line;
        ++i;
    }
    return view;
}

kiosk::View noon() {
    kiosk::View view = morning();
    view.clock = "12:20";
    view.open = kiosk::HallOpen::lunch;
    view.opens_at = {"14:00", "14:00", "14:00"};
    for (auto& [id, line] : view.queues) {
        line.resumes_at = view.opens_at;
    }
    return view;
}

kiosk::View evening() {
    kiosk::View view = morning();
    view.clock = "18:20";
    view.open = kiosk::HallOpen::after;
    view.opens_at = {"11月24日 08:30", "11月24日 08:30", "24 Nov 08:30"};
    for (auto& [id, line] : view.queues) {
        line = {.waiting = 0, .wait = std::nullopt, .resumes_at = view.opens_at, .issuing = false};
    }
    return view;
}

kiosk::IssuedTicket ticket_for(const kiosk::View& view, const Uuid& touch, const ItemId& id) {
    const Item* item = view.content->catalogue.item(id);
    kiosk::IssuedTicket ticket;
    ticket.touch = touch;
    ticket.ticket = touch;
    ticket.item = id;
    ticket.queue = item->queue;
    ticket.number = {view.content->hall.queue(item->queue)->prefix, kHubLane, 23};
    const kiosk::QueueLine& line = view.queues.at(item->queue);
    ticket.ahead = line.waiting;
    ticket.wait = line.wait;
    ticket.resumes_at = line.resumes_at;
    ticket.slip = pictures().slip;
    ticket.qr = pictures().qr;
    return ticket;
}

namespace {

const Item& booked_item(const Content& content, std::size_t nth) {
    std::vector<const Item*> booked;
    for (const Item& item : content.catalogue.items) {
        if (item.appointment) {
            booked.push_back(&item);
        }
    }
    return *booked.at(nth % booked.size());
}

}  // namespace

kiosk::Found found_for(const kiosk::View& view, const Uuid& touch) {
    const auto line = [&](std::size_t nth, const char* from, const char* to) {
        return kiosk::AppointmentLine{.id = "appointment-" + std::to_string(nth),
                                      .item = booked_item(*view.content, nth * 7).id,
                                      .time = from,
                                      .until = to,
                                      .day = view.today};
    };
    kiosk::Found found{.touch = touch, .tail = "4321", .looking = false};
    found.lines = {line(0, "09:30", "10:00"), line(1, "11:00", "11:30"), line(2, "08:30", "09:00"),
                   line(3, "09:00", "09:30")};
    found.lines[0].arrival = Arrival::on_time;
    found.lines[1].arrival = Arrival::early;
    found.lines[2].arrival = Arrival::late;
    found.lines[3].code = "appointment_used";
    found.lines[3].number = "A803";
    return found;
}

kiosk::Scanned scanned_for(const kiosk::View& view, const Uuid& touch, TicketState state) {
    const Item& item = booked_item(*view.content, 0);
    const kiosk::QueueLine& line = view.queues.at(item.queue);
    const std::string& prefix = view.content->hall.queue(item.queue)->prefix;
    return {.touch = touch,
            .ticket = make_uuid(Moment{}, 23, 23),
            .number = prefix + "023",
            .item = item.id,
            .queue = item.queue,
            .state = state,
            .counter = view.content->hall.counters.front().id,
            .ahead = line.waiting,
            .wait = line.wait,
            .resumes_at = line.resumes_at,
            .may_requeue = state == TicketState::no_show};
}

TicketId staff_ticket(std::uint64_t number) {
    return make_uuid(Moment{}, number, number);
}

std::shared_ptr<const kiosk::StaffView> a_staff_day() {
    auto staff = std::make_shared<kiosk::StaffView>();
    staff->printer_since = "09:31";
    staff->used_mm = 37'600;
    staff->roll_mm = 80'000;
    staff->left_mm = 42'400;
    staff->slips_left = 284;
    staff->issued = 236;
    staff->printed = 232;
    staff->unprinted = 2;
    staff->uncertain = 2;
    staff->slips = {{staff_ticket(1), "A127", "09:40", kiosk::PaperState::uncertain},
                    {staff_ticket(2), "C014", "09:12", kiosk::PaperState::uncertain},
                    {staff_ticket(3), "L012", "09:39", kiosk::PaperState::unprinted},
                    {staff_ticket(4), "A128", "09:42", kiosk::PaperState::printing},
                    {staff_ticket(5), "A126", "09:38", kiosk::PaperState::printed},
                    {staff_ticket(6), "S003", "09:37", kiosk::PaperState::printed}};
    return staff;
}

void let_desk_answer(kiosk::View& view, const kiosk::Command& command) {
    if (const auto* ask = std::get_if<kiosk::IssueTicket>(&command)) {
        view.issued = ticket_for(view, ask->touch, ask->item);
        view.issued->paper = kiosk::PaperState::printed;
    } else if (const auto* coming = std::get_if<kiosk::CheckIn>(&command)) {
        view.issued = ticket_for(view, coming->touch, booked_item(*view.content, 0).id);
        view.issued->paper = kiosk::PaperState::printed;
        view.issued->number.no = 801;
        view.issued->slot = "09:30";
        view.issued->arrival = Arrival::on_time;
        view.issued->wait.reset();
    } else if (const auto* find = std::get_if<kiosk::FindAppointments>(&command)) {
        view.found = found_for(view, find->touch);
    } else if (const auto* scan = std::get_if<kiosk::Scan>(&command)) {
        view.scanned = scanned_for(view, scan->touch, TicketState::no_show);
    } else if (const auto* requeue = std::get_if<kiosk::Requeue>(&command)) {
        view.scanned->requeued = requeue->touch;
        view.scanned->state = TicketState::waiting;
        view.scanned->may_requeue = false;
    }
}

void use_pictures(const Pictures& made) {
    pictures() = made;
}

kiosk::Picture qr_picture(const std::string& text, int module_dots) {
    QRcode* code = QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    constexpr int kQuiet = 4;
    const int modules = code->width + 2 * kQuiet;
    kiosk::Picture picture;
    picture.width = modules * module_dots;
    picture.height = picture.width;
    const int row_bytes = (picture.width + 7) / 8;
    picture.bits.resize(static_cast<std::size_t>(row_bytes) *
                        static_cast<std::size_t>(picture.height));
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const int mx = x / module_dots - kQuiet;
            const int my = y / module_dots - kQuiet;
            if (mx >= 0 && my >= 0 && mx < code->width && my < code->width &&
                (code->data[my * code->width + mx] & 1U) != 0) {
                const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(row_bytes) +
                                static_cast<std::size_t>(x / 8);
                picture.bits[at] = static_cast<std::uint8_t>(
                    picture.bits[at] | (0x80U >> static_cast<unsigned>(x % 8)));
            }
        }
    }
    QRcode_free(code);
    return picture;
}

}  // namespace hall::screens::tests
