// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/runner.h"

#include <random>
#include <utility>

#include "kiosk/app/desk_limits.h"
#include "kiosk/app/health.h"
#include "kiosk/app/view_for.h"
#include "sync/wire.h"

#include <spdlog/spdlog.h>

namespace hall::kiosk {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kRoom = 4096;  // Pieces of a busy stream; a touch is one.
constexpr std::size_t kFoldPage = 2000;
// The clock on the screen shows minutes; a second late is not seen.
constexpr auto kIdleEvery = 1s;
// Waiting people change with every call in the hall; four pictures a second are enough.
constexpr std::int64_t kShowEveryMs = 250;

constexpr const char* kCodeKeyFact = "code_key";

std::uint64_t random_bits() {
    static thread_local std::random_device source;
    return std::uint64_t{source()} << 32U | source();
}

}  // namespace

sync::Result<std::unique_ptr<Runner>> Runner::open(RunnerSettings settings) {
    auto life = open_newest_life(settings.journal);
    if (!life) {
        return tl::make_unexpected(life.error());
    }
    Desk desk{
        {.content = settings.documents.content,
         .clock = settings.documents.clock,
         .device = settings.device,
         .epoch = life->epoch,
         .program = settings.program,
         .random = random_bits,
         .begun = life->begun,
         .staff_pin = settings.staff_pin,
         .paper = life->journal->fact(kPaperFact).value_or(std::nullopt).value_or(std::string{})}};
    if (auto folded = fold(*life->journal, desk); !folded) {
        return tl::make_unexpected(folded.error());
    }
    return std::unique_ptr<Runner>{
        new Runner(std::move(settings), std::move(*life), std::move(desk))};
}

sync::Result<void> Runner::fold(sync::Journal& journal, Desk& desk) {
    std::int64_t seq = 0;
    while (seq < journal.last_seq()) {
        const auto entries = journal.read(seq, kFoldPage);
        if (!entries || entries->empty()) {
            return entries ? sync::fail(sync::Fault::corrupt, "the journal ends too early")
                           : tl::make_unexpected(entries.error());
        }
        for (const sync::Entry& entry : *entries) {
            auto note = sync::decode_note(entry.kind, entry.body);
            if (!note) {
                return sync::fail(note.error().code, "journal entry " + std::to_string(entry.seq) +
                                                         ": " + note.error().detail);
            }
            desk.replay(*note, entry.seq);
            seq = entry.seq;
        }
    }
    return {};
}

Runner::Runner(RunnerSettings settings, Life life, Desk desk)
    : settings_(std::move(settings)),
      started_(Clock::now()),
      life_(std::move(life)),
      profile_(settings_.printing.profile),
      desk_(std::move(desk)),
      box_(kRoom) {
    const auto random32 = [] { return static_cast<std::uint32_t>(random_bits()); };
    client_ = std::make_unique<sync::HttpClient>([this](Task task) { post(std::move(task)); },
                                                 settings_.service.settings());
    link_ = std::make_unique<ServiceLink>(
        *client_, settings_.service, [this](DeskInput input) { feed(std::move(input)); },
        [this] { return now().mono_ms; }, random32);
    if (auto key = life_.journal->fact(kCodeKeyFact); key && *key) {
        link_->use_code_key(**key);
        post([this, known = **key] { feed(KeyCame{known}); });
    }
    link_->on_code_key = [this](const std::string& key) {
        (void)life_.journal->set_fact(kCodeKeyFact, key);  // Asked for again at the next start.
        feed(KeyCame{key});
    };
    health_ = std::make_unique<sync::HealthReport>(*client_, settings_.service, "kiosk",
                                                   settings_.program);
    follow_documents();
    settings_.printing.random = random32;
    for (const auto& [ticket, issued] : desk_.ledger().issued()) {
        const SlipRecord& slip = *desk_.ledger().slip(ticket);
        if (slip.sending || slip.paper == Paper::uncertain) {
            settings_.printing.void_slips.emplace(
                text_of(ticket), void_slip_for(slip_source(), issued,
                                               desk_.ledger().issued_at(ticket), slip.attempt));
        }
    }
    printer_ = std::make_unique<PrintWorker>(std::move(settings_.printing), print_ears());
    show();
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Runner::~Runner() {
    thread_.request_stop();
    thread_.join();
    printer_.reset();  // Both post to the box, so they go first; whoever uses the client before it.
    documents_.reset();
    health_.reset();
    link_.reset();
    client_.reset();
}

void Runner::follow_documents() {
    sync::DocumentEars ears;
    ears.changed = [this](sync::Documents documents) { use(std::move(documents)); };
    ears.left_as_were = [](const sync::Error& why) {
        spdlog::warn("the hall's documents stay as they were: {}", why.detail);
    };
    documents_ = std::make_unique<sync::DocumentFollower>(
        *client_, settings_.service, settings_.documents, settings_.cache, std::move(ears));
}

// Between two inputs of the desk, and seen by the screen with the next view: whole.
void Runner::use(sync::Documents documents) {
    spdlog::info("the hall's documents: hall {}, catalogue {}", documents.content->hall.version,
                 documents.content->catalogue.version);
    for (const std::string& remark : documents.remarks) {
        spdlog::warn("{}", remark);
    }
    settings_.documents = std::move(documents);
    feed(ContentCame{settings_.documents.content, settings_.documents.clock});
}

PrintEars Runner::print_ears() {
    PrintEars ears;
    ears.drawn = [this](const TicketId& ticket, std::shared_ptr<const Picture> slip,
                        std::shared_ptr<const Picture> code) {
        post([this, ticket, slip, code] { drawn(ticket, {slip, code}); });
    };
    ears.reported = [this](const TicketId& ticket, int attempt, Paper paper, std::string evidence) {
        post([this, ticket, attempt, paper, evidence] {
            feed(SlipReported{ticket, attempt, paper, evidence});
        });
    };
    ears.seen = [this](PrinterHealth health) {
        post([this, health] { feed(PrinterSeen{health}); });
    };
    ears.used = [this](int length_mm) { post([this, length_mm] { feed(PaperUsed{length_mm}); }); };
    ears.remarked = [](const std::string& remark) { spdlog::info("printer: {}", remark); };
    return ears;
}

void Runner::send(Command command) {
    post([this, command = std::move(command)] { feed(Asked{command}); });
}

std::shared_ptr<const View> Runner::view() const {
    const std::lock_guard lock{view_mutex_};
    return view_;
}

// A full box means that the desk hangs in its disk; what is dropped is asked for again by whoever
// waits for the answer.
void Runner::post(Task task) {
    (void)box_.post(std::move(task));
}

Instant Runner::now() const {
    const auto since =
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - started_);
    return {settings_.wall(), since.count()};
}

void Runner::run(const std::stop_token& stop) {
    carry_out(desk_.begin(now()));
    while (!stop.stop_requested()) {
        auto until = Clock::now() + kIdleEvery;
        if (wake_ms_) {
            until = std::min(until, started_ + std::chrono::milliseconds{*wake_ms_});
        }
        for (const auto& next : {link_->next(), documents_->next()}) {
            until = next ? std::min(until, *next) : until;
        }
        until = std::min(until, health_->next());
        if (show_due_) {
            until = std::min(until, started_ + std::chrono::milliseconds{shown_ms_ + kShowEveryMs});
        }
        if (auto task = box_.take(stop, until)) {
            (*task)();
        } else {
            feed(Ticked{});
        }
        link_->tick(Clock::now());
        documents_->tick(Clock::now(), static_cast<std::uint32_t>(random_bits()));
        health_->tick(Clock::now(), faults_of(desk_.printer(), desk_.trouble(), life_.file));
        if (show_due_ && now().mono_ms >= shown_ms_ + kShowEveryMs) {
            show();
        }
    }
}

void Runner::feed(DeskInput input) {
    // What a finger is waiting for is shown at once, the hall's comings and goings in their turn.
    const auto* came = std::get_if<EventCame>(&input);
    const bool urgent = came == nullptr;
    const bool is_document =
        came != nullptr && std::holds_alternative<ContentChanged>(came->event.what);
    if (is_document || std::holds_alternative<SnapshotCame>(input)) {
        documents_->look();
    }
    DeskActions actions = desk_.step(std::move(input), now());
    const bool shows = actions.show;
    carry_out(std::move(actions));
    say_trouble();
    if (shows && urgent) {
        show();
    } else if (shows) {
        show_due_ = true;
    }
}

void Runner::carry_out(DeskActions actions) {
    wake_ms_ = actions.wake_ms;
    if (!actions.write.empty()) {
        keep(std::move(actions.write));
    }
    if (actions.ask) {
        link_->ask_number(*actions.ask);
    }
    if (actions.find) {
        link_->find(*actions.find);
    }
    if (actions.requeue) {
        link_->requeue(*actions.requeue);
    }
    if (actions.push_from) {
        link_->push(*life_.journal, *actions.push_from, desk_.epoch(), desk_.ledger().boot(),
                    desk_.clock_offset());
    }
    if (actions.enrol) {
        link_->enrol(settings_.device, desk_.epoch());
    }
    if (actions.measure_clock) {
        link_->measure_clock();
    }
    if (actions.print) {
        print(*actions.print, true);
    }
    if (actions.print_guide) {
        print_guide(*actions.print_guide);
    }
    if (actions.print_sheet) {
        print_sheet(*actions.print_sheet);
    }
    if (actions.keep_paper) {
        keep_paper(*actions.keep_paper);
    }
    if (actions.new_life) {
        begin_new_life(*actions.new_life);
    }
}

void Runner::begin_new_life(const NewLife& next) {
    auto life = begin_life(settings_.journal, next);
    if (!life) {
        spdlog::critical("{} is given up, but its successor cannot be written: {}", life_.file,
                         life.error().detail);
        feed(NotKept{});
        return;
    }
    spdlog::warn(
        "this disk is a copy of another one: {} (epoch {}, {} entries, of which the service is "
        "known to have {}) is kept and goes on as {} (epoch {}) with {} tickets of today and "
        "yesterday; {} older ones stay in it",
        life_.file, life_.epoch, next.last, next.acked, life->file, life->epoch, next.tickets,
        next.left);
    if (!link_->code_key().empty()) {
        (void)life->journal->set_fact(kCodeKeyFact, link_->code_key());
    }
    life_ = std::move(*life);
    keep_paper(desk_.staff().paper());
    feed(LifeBegun{life_.epoch});
}

void Runner::say_trouble() {
    const Trouble trouble = desk_.trouble();
    if (trouble == told_) {
        return;
    }
    told_ = trouble;
    switch (trouble) {
        case Trouble::none:
            spdlog::info("{} gives out numbers again", settings_.device.value);
            return;
        case Trouble::journal:
            spdlog::critical("{} cannot be written: no number is given out", life_.file);
            return;
        case Trouble::superseded:
            spdlog::warn("the service follows another journal of {}", settings_.device.value);
            return;
        case Trouble::cloned:
            spdlog::critical(
                "another machine calls itself {} and took over {} times today: no number is "
                "given out; give one of the two a device id of its own",
                settings_.device.value, kLivesMost);
            return;
    }
}

void Runner::keep(std::vector<Note> notes) {
    std::vector<sync::Line> lines;
    lines.reserve(notes.size());
    for (const Note& note : notes) {
        lines.push_back(sync::encode(note));
    }
    const auto kept = life_.journal->append(lines);
    if (kept) {
        feed(Kept{*kept});
    } else {
        spdlog::error("{}: {}", life_.file, kept.error().detail);
        feed(NotKept{});
    }
}

SlipSource Runner::slip_source() const {
    const sync::Documents& documents = settings_.documents;
    return {*documents.content, *documents.phrases, *documents.clock, settings_.device,
            link_->code_key()};
}

void Runner::drawn(const TicketId& ticket, Pictures pictures) {
    if (desk_.on_screen() && desk_.on_screen()->ticket == ticket) {
        pictures_.clear();
        pictures_.emplace(ticket, std::move(pictures));
        show();
    }
}

void Runner::show() {
    show_due_ = false;
    shown_ms_ = now().mono_ms;
    const sync::Documents& documents = settings_.documents;
    auto view = std::make_shared<View>(*view_for(desk_, documents.content, documents.phrases,
                                                 *documents.clock, settings_.device,
                                                 desk_.fair_time(now())));
    view->version = ++version_;
    if (view->issued) {
        if (const auto found = pictures_.find(view->issued->ticket); found != pictures_.end()) {
            view->issued->slip = found->second.slip;
            view->issued->qr = found->second.code;
        }
    }
    {
        const std::lock_guard lock{view_mutex_};
        view_ = std::move(view);
    }
    settings_.changed();
}

}  // namespace hall::kiosk
