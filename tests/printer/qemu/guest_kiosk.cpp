// SPDX-License-Identifier: Apache-2.0
// The whole kiosk but its screen: journal, desk, printer worker and USB, for the power cuts.
//
//   guest_kiosk --data DIR --fonts DIR --profile FILE --now MS issue COUNT
//   guest_kiosk --data DIR … tell
//
// DIR/content holds the hall's documents. `issue` touches for COUNT tickets one after another;
// `tell` prints what the journal says: one line for each ticket and each word about its slip.
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "kiosk/app/runner.h"
#include "printer/drivers.h"
#include "printer/mark_file.h"
#include "printer/ports/usb_port.h"
#include "sync/documents.h"
#include "sync/wire.h"
#include "sync/wire_json.h"

#include <CLI/CLI.hpp>

namespace {

using namespace hall;
using namespace hall::kiosk;
using namespace std::chrono_literals;

constexpr std::size_t kProfileMost = 64 * 1024;
constexpr int kTraditional = 3;  // Face of Noto Sans CJK.
// Emulated machines are slow; whoever waits longer waits for something that will not come.
constexpr auto kTicketLimit = 60s;
constexpr auto kPrinterLimit = 30s;

struct Options {
    std::string data;
    std::string fonts;
    std::string profile;
    std::string item = "GA-02";
    std::int64_t now_ms = 0;
    int count = 1;
};

[[noreturn]] void give_up(const std::string& why) {
    std::printf("broken %s\n", why.c_str());
    std::exit(2);
}

printer::FontFile font(const std::string& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) {
        give_up(path);
    }
    auto bytes =
        std::make_shared<std::vector<std::uint8_t>>(static_cast<std::size_t>(file.tellg()));
    file.seekg(0);
    file.read(reinterpret_cast<char*>(bytes->data()), static_cast<std::streamsize>(bytes->size()));
    return {bytes, *bytes, kTraditional};
}

PrintSettings printing(const Options& options) {
    const auto text = sync::read_whole(options.profile, kProfileMost);
    const auto profile = printer::parse_profile(text ? *text : "");
    const auto bold = font(options.fonts + "/NotoSansCJK-Bold.ttc");
    auto fonts = printer::Fonts::open(font(options.fonts + "/NotoSansCJK-Regular.ttc"), bold, bold);
    if (!profile || !fonts) {
        give_up("profile or fonts");
    }
    PrintSettings settings;
    settings.fonts = std::move(*fonts);
    settings.paper = {profile->width_dots, profile->dpi};
    auto marks = printer::MarkFile::open(options.data, "at-printer");
    auto arrivals = printer::UsbArrivals::open();
    if (!marks || !arrivals) {
        give_up("marks or USB");
    }
    settings.marks = std::move(*marks);
    settings.arrived = [heard = std::shared_ptr(std::move(*arrivals))] { return heard->any(); };
    settings.open = [profile = *profile] {
        return printer::open_port({{"driver", "usb"}}, profile).map([&](auto port) {
            return std::make_unique<printer::Printer>(std::move(port), profile);
        });
    };
    return settings;
}

/// Where the desk's thread says that there is something new to see.
class Bell {
public:
    void ring() {
        const std::lock_guard lock(mutex_);
        ++rung_;
        waking_.notify_all();
    }
    /// False when `seen` has not said yes within `limit`.
    template <typename Seen>
    [[nodiscard]] bool wait(std::chrono::seconds limit, Seen seen) {
        const auto until = std::chrono::steady_clock::now() + limit;
        std::unique_lock lock(mutex_);
        for (;;) {
            const auto before = rung_;
            lock.unlock();
            if (seen()) {
                return true;
            }
            lock.lock();
            if (!waking_.wait_until(lock, until, [&] { return rung_ != before; })) {
                return false;
            }
        }
    }

private:
    std::mutex mutex_;
    std::condition_variable waking_;
    std::uint64_t rung_ = 0;
};

const char* word_of(PaperState paper) {
    switch (paper) {
        case PaperState::printing:
            return "printing";
        case PaperState::printed:
            return "printed";
        case PaperState::unprinted:
            return "unprinted";
        case PaperState::uncertain:
            return "uncertain";
    }
    return "?";
}

// A kiosk that has met its service once and finds it away today issues in its own lane.
void give_lane(const std::string& path) {
    auto journal = sync::Journal::open(path);
    if (journal && (*journal)->last_seq() == 0) {
        const std::array lines{sync::encode(Note{{}, LaneNote{1, 1}})};
        if (!(*journal)->append(lines)) {
            give_up("the journal cannot be begun");
        }
    }
}

bool take_ticket(Runner& runner, Bell& bell, const IssueTicket& touch) {
    runner.send(touch);
    std::shared_ptr<const View> view;
    const bool settled = bell.wait(kTicketLimit, [&] {
        view = runner.view();
        const bool mine = view->issued && view->issued->touch == touch.touch;
        return (mine && view->issued->paper != PaperState::printing) ||
               (view->refused && view->refused->touch == touch.touch);
    });
    if (!settled || !view->issued) {
        std::printf("refused %s\n", settled ? view->refused->code.c_str() : "no end");
        return false;
    }
    std::printf("ticket %s %s\n", label_of(view->issued->number).c_str(),
                word_of(view->issued->paper));
    std::fflush(stdout);
    runner.send(Dismiss{touch.touch});
    return true;
}

sync::Documents documents_of(const Options& options) {
    sync::HttpLine line;
    auto documents = sync::load_documents(line, {.url = "http://127.0.0.1:1", .hall = "sample"},
                                          options.data + "/content");
    if (!documents) {
        give_up(documents.error().detail);
    }
    return std::move(*documents);
}

int issue(const Options& options) {
    const auto documents = documents_of(options);
    give_lane(options.data + "/journal.db");
    const auto started = std::chrono::steady_clock::now();
    const auto wall = [started, begin = options.now_ms] {
        const auto since = std::chrono::steady_clock::now() - started;
        return moment_from(begin) + std::chrono::duration_cast<std::chrono::milliseconds>(since);
    };
    Bell bell;
    auto runner =
        Runner::open({.journal = options.data + "/journal.db",
                      .documents = documents,
                      .cache = options.data + "/content",
                      .device = DeviceId{"K01"},
                      .program = "guest_kiosk",
                      .service = {.url = "http://127.0.0.1:1", .hall = documents.hall, .as = "K01"},
                      .printing = printing(options),
                      .wall = wall,
                      .changed = [&bell] { bell.ring(); }});
    if (!runner) {
        give_up(runner.error().detail);
    }
    std::random_device random;
    const auto bits = [&] { return std::uint64_t{random()} << 32U | random(); };
    for (int i = 0; i < options.count; ++i) {
        (void)bell.wait(kPrinterLimit,
                        [&] { return (*runner)->view()->printer == PrinterHealth::fine; });
        if (!take_ticket(
                **runner, bell,
                {.touch = make_uuid(wall(), bits(), bits()), .item = ItemId{options.item}})) {
            return 1;
        }
    }
    return 0;
}

int tell(const Options& options) {
    const auto documents = documents_of(options);
    auto journal = sync::Journal::open(options.data + "/journal.db");
    const auto broken = journal ? (*journal)->first_broken() : tl::make_unexpected(journal.error());
    if (!broken || *broken) {
        give_up("the journal's chain");
    }
    const auto entries = (*journal)->read(0, 1'000'000);
    for (const sync::Entry& entry : *entries) {
        const auto note = sync::decode_note(entry.kind, entry.body);
        if (!note) {
            give_up("entry " + std::to_string(entry.seq));
        }
        if (const auto* issued = std::get_if<IssuedNote>(&note->what)) {
            std::printf("issued %s %s %s\n", text_of(issued->ticket).c_str(),
                        label_of(issued->number).c_str(),
                        qr_for(documents.content->hall, *issued, "").c_str());
        } else if (const auto* paper = std::get_if<PaperNote>(&note->what)) {
            std::printf("paper %s %d %s %s\n", text_of(paper->ticket).c_str(), paper->attempt,
                        paper->sending ? "sending" : sync::name_of(paper->paper).data(),
                        paper->evidence.empty() ? "-" : paper->evidence.c_str());
        } else if (std::holds_alternative<BootNote>(note->what)) {
            std::printf("boot\n");
        }
    }
    std::printf("end\n");
    return 0;
}

}  // namespace

int main(int count, char** words) {
    Options options;
    CLI::App app{"A kiosk without a screen, for a guest whose power is cut."};
    app.add_option("--data", options.data)->required();
    app.add_option("--fonts", options.fonts);
    app.add_option("--profile", options.profile);
    app.add_option("--item", options.item);
    app.add_option("--now", options.now_ms);
    auto* issuing = app.add_subcommand("issue");
    issuing->add_option("COUNT", options.count)->required();
    auto* telling = app.add_subcommand("tell");
    for (auto* command : {issuing, telling}) {
        command->fallthrough();
    }
    app.require_subcommand(1);
    CLI11_PARSE(app, count, words);
    return telling->parsed() ? tell(options) : issue(options);
}
