// SPDX-License-Identifier: Apache-2.0
// kiosk_kills --build DIR --source DIR [--kills 25] [--seed N] [--keep DIR]
//
// Kills hall-kiosk itself with SIGKILL at random moments after a finger has asked for a number, and
// in the start that follows, before a pretend printer that keeps its paper and half a command.
// Afterwards every paper of every ticket is counted and held against the kiosk's journal. Needs a
// touch panel: tests/support/touch/with_touch_screen kiosk_kills …
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <stdexcept>
#include <thread>

#include "tests/kiosk/campaign/kiosk_at_printer.h"
#include "tests/kiosk/campaign/paper_judge.h"
#include "tests/printer/campaign/papers.h"
#include "tests/printer/support.h"

#include <CLI/CLI.hpp>

namespace {

using namespace hall::campaign;
using namespace std::chrono_literals;

// A slip is some 80 kB, so it takes a second and a half; a kill falls anywhere from the finger's
// lift to a little after its end, or anywhere in the start that follows.
constexpr const char* kSpeed = "speed 60000\n";
constexpr unsigned kMidPrintUs = 2'200'000;
constexpr unsigned kMidStartUs = 3'000'000;
constexpr auto kSettle = 8s;
constexpr int kSettleTries = 5;

struct Options {
    Places places;
    int kills = 25;
    unsigned seed = 0;
};

std::string piece_file(const std::string& roll, std::size_t number) {
    std::string digits = std::to_string(number);
    digits.insert(0, 6 - digits.size(), '0');
    return roll + "/slip-" + digits + ".png";
}

class Campaign {
public:
    explicit Campaign(const Options& options)
        : options_(options),
          random_(options.seed),
          hall_(options.places) {}

    Verdict run() {
        const Likeness likeness = undisturbed();
        while (kills_ < options_.kills) {
            hall_.ask_for_number();
            kill(kMidPrintUs);
            start_again();
            while (random_() % 5 < 2 && kills_ < options_.kills) {
                kill(kMidStartUs);
                start_again();
            }
            if (kills_ / 25 != told_) {
                told_ = kills_ / 25;
                std::printf("%d kills\n", kills_);
                std::fflush(stdout);
            }
        }
        settle();
        hall_.close_printer();
        return verdict(likeness);
    }

private:
    Likeness undisturbed() {
        hall_.start(Counter::tells);
        hall_.wait_for("begin.zh-Hant");
        hall_.ask_for_number();
        hall_.wait_for("done");
        const auto first = piece_file(hall_.roll(), 1);
        for (int i = 0; i < 600 && !std::filesystem::exists(first); ++i) {
            std::this_thread::sleep_for(100ms);
        }
        hall_.turn_printer(kSpeed);
        hall_.stop();
        hall_.start(Counter::tells);
        return Likeness::of(support::load_picture(first));
    }

    void kill(unsigned within_us) {
        if (!hall_.kill_after(std::chrono::microseconds(random_() % within_us))) {
            throw std::runtime_error("hall-kiosk ended by itself");
        }
        ++kills_;
    }

    // Two printers in three tell how often they have cut.
    void start_again() { hall_.start(random_() % 3 == 0 ? Counter::none : Counter::tells); }

    // The last start is left alone until nothing is under way any more.
    void settle() {
        for (int i = 0; i < kSettleTries; ++i) {
            if (!hall_.kill_after(kSettle)) {
                throw std::runtime_error("hall-kiosk ended by itself");
            }
            const auto stories = stories_of(hall_.journal());
            if (std::ranges::none_of(stories, [](const Story& one) {
                    return one.paper.empty() || one.paper.back().sending;
                })) {
                return;
            }
            hall_.start(Counter::tells);
        }
    }

    [[nodiscard]] Verdict verdict(const Likeness& likeness) const {
        std::map<std::string, int> whole;
        const auto papers = support::papers_of(hall_.roll());
        for (std::size_t i = 0; i < papers.size(); ++i) {
            const Piece piece = look_at(papers[i], piece_file(hall_.roll(), i + 1), likeness);
            if (piece.is_whole()) {
                ++whole[label_in(piece.codes.front())];
            }
        }
        std::printf("%d kills, %zu pieces of paper\n", kills_, papers.size());
        return judge(stories_of(hall_.journal()), whole);
    }

    Options options_;
    std::mt19937 random_;
    KioskAtPrinter hall_;
    int kills_ = 0;
    int told_ = 0;
};

void say(const Verdict& verdict) {
    std::printf("%d tickets: printed once %d, torn + void + printed again %d\n", verdict.tickets,
                verdict.printed, verdict.torn_then_printed);
    std::printf("uncertain %d, torn + void %d, known not to be printed %d\n", verdict.uncertain,
                verdict.torn, verdict.unprinted);
    for (const auto& [evidence, count] : verdict.evidence) {
        std::printf("evidence %s: %d\n", evidence.c_str(), count);
    }
    for (const std::string& wrong : verdict.wrong) {
        std::printf("WRONG %s\n", wrong.c_str());
    }
    std::printf(
        "silent duplicates %d, false printed %d, on paper and not in the journal %d, "
        "left open %d\n",
        verdict.silent_duplicates, verdict.false_printed, verdict.ghosts, verdict.left_open);
}

}  // namespace

int main(int count, char** words) {
    Options options;
    options.seed = std::random_device{}();
    std::string keep;
    CLI::App app{"Kills the kiosk in mid-print at random and counts the papers."};
    app.add_option("--build", options.places.build)->required();
    app.add_option("--source", options.places.source)->required();
    app.add_option("--kills", options.kills)->check(CLI::Range(1, 100000));
    app.add_option("--seed", options.seed);
    app.add_option("--keep", keep, "an empty directory in which everything stays");
    CLI11_PARSE(app, count, words);
    const char* touch = std::getenv("HALL_TOUCH");
    if (touch == nullptr) {
        std::fprintf(stderr, "kiosk_kills: run it by tests/support/touch/with_touch_screen\n");
        return 2;
    }
    const support::TemporaryDirectory own;
    options.places.touch = touch;
    options.places.work = keep.empty() ? own.path().string() : keep;
    std::printf("seed %u\n", options.seed);
    std::fflush(stdout);
    try {
        const Verdict verdict = Campaign(options).run();
        say(verdict);
        return verdict.is_good() && verdict.left_open == 0 ? 0 : 1;
    } catch (const std::exception& e) {
        std::printf("FAILED: %s\n", e.what());
        return 1;
    }
}
