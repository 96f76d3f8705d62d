// SPDX-License-Identifier: Apache-2.0
// printer_kills --try-printer PROGRAM [--kills 30] [--seed N]
//
// Kills the unmodified try_printer with SIGKILL at random moments, in mid-print and in
// mid-recovery, before a pretend printer that keeps its paper and half a command. Afterwards every
// paper of every ticket is counted and held against the journal.
#include <csignal>
#include <cstdio>
#include <cstring>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "printer/file_journal.h"
#include "printer/png.h"
#include "tests/printer/campaign/child.h"
#include "tests/printer/campaign/papers.h"
#include "tests/printer/support.h"

#include <CLI/CLI.hpp>

namespace {

using namespace hall::printer;
using support::Child;
using support::numbered_picture;

// More bytes than the line and the printer hold between them, so that a kill tears the slip.
constexpr int kRows = 400;
constexpr const char* kSpeed = "speed 60000\n";
constexpr int kPrintMs = 600;

struct Options {
    std::string program;
    int kills = 30;
    unsigned seed = 0;
};

struct Figures {
    int tickets = 0, kills = 0;
    int printed = 0, torn_then_printed = 0, uncertain = 0, copies = 0, unprinted = 0, torn = 0;
    int silent_duplicates = 0, false_printed = 0, wrong = 0;
    std::map<std::string, int> evidence;
};

/// The campaign: one printer, one journal, one ticket after the other.
class Campaign {
public:
    explicit Campaign(const Options& options)
        : options_(options),
          random_(options.seed),
          printer_({options.program, "simulate", "--dir", path("roll"), "--port", "0"}) {
        support::save(path("counting.toml"),
                      "name = \"counting\"\nwidth_dots = 576\ncut = \"partial_feed\"\n"
                      "cut_counter = true\njob_limit_ms = 3000\n");
        support::save(path("plain.toml"),
                      "name = \"plain\"\nwidth_dots = 576\ncut = \"partial_feed\"\n"
                      "job_limit_ms = 3000\n");
        const std::string said = printer_.read_line();
        port_ = said.substr(said.find("port ") + 5);
        port_ = port_.substr(0, port_.find(','));
        support::save(path("roll/control"), kSpeed);  // The roll is there now.
    }

    Figures run() {
        Figures figures;
        while (figures.kills < options_.kills) {
            const unsigned ticket = static_cast<unsigned>(++figures.tickets);
            // Two printers in three can count their cuts.
            profile_ = path(ticket % 3 == 0 ? "plain.toml" : "counting.toml");
            print(ticket, figures);
            while (!recovered(figures)) {
            }
        }
        profile_ = path("counting.toml");
        last_recovery();
        printer_.kill(SIGTERM);
        (void)printer_.wait();
        judge(figures);
        return figures;
    }

private:
    [[nodiscard]] std::string path(const std::string& name) const {
        return (directory_.path() / name).string();
    }
    [[nodiscard]] static std::string name_of(unsigned ticket) {
        return "T" + std::to_string(ticket);
    }
    [[nodiscard]] std::vector<std::string> words(std::vector<std::string> command) const {
        std::vector<std::string> all{
            options_.program, "--driver",      "tcp",       "--set",  "address=127.0.0.1",
            "--set",          "port=" + port_, "--profile", profile_, "--journal",
            path("journal"),  "--fonts",       "/none"};
        all.insert(all.end(), command.begin(), command.end());
        return all;
    }

    void print(unsigned ticket, Figures& figures) {
        const auto png = encode_png(numbered_picture(ticket, kRows));
        support::save(path("paper.png"), std::string(png.begin(), png.end()));
        Child child(words({"print", path("paper.png"), "--id", name_of(ticket)}));
        kill_sometime(child, kPrintMs, figures);
    }

    /// False when this recovery, too, was killed.
    bool recovered(Figures& figures) {
        Child child(words({"recover", "--wait", "3"}));
        if (random_() % 5 < 2 && figures.kills < options_.kills) {
            return !kill_sometime(child, kPrintMs, figures);
        }
        (void)child.wait();
        return true;
    }

    void last_recovery() {
        Child child(words({"recover", "--wait", "10"}));
        (void)child.wait();
        // A person goes and looks at some of the uncertain ones, and asks for a copy.
        std::vector<std::string> uncertain;
        {
            const auto journal = FileJournal::open(path("journal")).value();
            for (const std::string& job : journal->book().order()) {
                if (journal->book().find(job)->state == JobState::uncertain) {
                    uncertain.push_back(job);
                }
            }
        }
        for (std::size_t i = 0; i < uncertain.size(); i += 4) {
            Child copy(words({"resolve", uncertain[i], "copy"}));
            (void)copy.wait();
        }
    }

    bool kill_sometime(Child& child, int within_ms, Figures& figures) {
        const auto after =
            std::chrono::microseconds(random_() % static_cast<unsigned>(within_ms * 1000));
        if (child.ends_within(after)) {
            return false;
        }
        child.kill(SIGKILL);
        (void)child.wait();
        ++figures.kills;
        return true;
    }

    void judge(Figures& figures) const {
        const auto papers = support::papers_of(path("roll"));
        const auto journal = FileJournal::open(path("journal")).value();
        for (int ticket = 1; ticket <= figures.tickets; ++ticket) {
            const JobRow* row = journal->book().find(name_of(static_cast<unsigned>(ticket)));
            if (row == nullptr) {
                continue;  // Killed before it was written down: there is no such job.
            }
            const Bitmap picture = numbered_picture(static_cast<unsigned>(ticket), kRows);
            judge(ticket, *row, support::count_whole(papers, picture), figures);
        }
    }

    static void judge(int ticket, const JobRow& row, int whole, Figures& figures) {
        bool agrees = false;
        switch (row.state) {
            case JobState::printed:
                agrees = row.copy ? whole == 1 || whole == 2 : whole == 1;
                figures.false_printed += whole == 0 ? 1 : 0;
                figures.copies += row.copy ? 1 : 0;
                figures.printed += !row.copy && row.attempt == 1 ? 1 : 0;
                figures.torn_then_printed += !row.copy && row.attempt > 1 ? 1 : 0;
                ++figures.evidence[row.why];
                break;
            case JobState::uncertain:
                agrees = whole <= 1 + (row.copy ? 1 : 0);
                ++figures.uncertain;
                break;
            case JobState::torn:
            case JobState::unprinted:
                agrees = whole == 0;
                ++(row.state == JobState::torn ? figures.torn : figures.unprinted);
                break;
            case JobState::queued:
            case JobState::sending:
                break;  // Nothing may be left half done.
        }
        figures.silent_duplicates += whole > 1 && !row.copy ? 1 : 0;
        if (!agrees) {
            ++figures.wrong;
            std::printf("T%d: the journal says %s (%s, attempt %d), the roll has %d whole\n",
                        ticket, std::string(name(row.state)).c_str(), row.why.c_str(), row.attempt,
                        whole);
        }
    }

    support::TemporaryDirectory directory_;
    Options options_;
    std::mt19937 random_;
    std::string port_;
    std::string profile_;
    Child printer_;
};

void say(const Figures& figures) {
    std::printf("%d kills over %d tickets\n", figures.kills, figures.tickets);
    std::printf("printed once %d, torn + void + printed again %d, copy asked for %d\n",
                figures.printed, figures.torn_then_printed, figures.copies);
    std::printf("uncertain %d, torn %d, known not to be printed %d\n", figures.uncertain,
                figures.torn, figures.unprinted);
    for (const auto& [evidence, count] : figures.evidence) {
        std::printf("evidence %s: %d\n", evidence.c_str(), count);
    }
    std::printf("silent duplicates %d, false printed %d, journal and paper disagree %d\n",
                figures.silent_duplicates, figures.false_printed, figures.wrong);
}

}  // namespace

int main(int count, char** words) {
    Options options;
    options.seed = std::random_device{}();
    CLI::App app{"Kills a printing program at random and counts the papers."};
    app.add_option("--try-printer", options.program)->required();
    app.add_option("--kills", options.kills)->check(CLI::Range(1, 100000));
    app.add_option("--seed", options.seed);
    CLI11_PARSE(app, count, words);
    std::printf("seed %u\n", options.seed);
    std::fflush(stdout);
    const Figures figures = Campaign(options).run();
    say(figures);
    return figures.wrong == 0 && figures.silent_duplicates == 0 && figures.false_printed == 0 ? 0
                                                                                              : 1;
}
