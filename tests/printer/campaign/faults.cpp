// SPDX-License-Identifier: Apache-2.0
// printer_faults --try-printer PROGRAM --emulator PROGRAM [--only WORD]
//
// Every fault before, during and after a slip, on the emulated USB printer and with the unmodified
// try_printer. Then the fault is mended, the program recovers and prints another slip; after that
// journal and paper roll must agree, and the outcome be one that the table allows.
#include <array>
#include <cstdio>
#include <future>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "printer/file_journal.h"
#include "printer/png.h"
#include "tests/printer/campaign/papers.h"
#include "tests/printer/support.h"

#include <CLI/CLI.hpp>

namespace {

using namespace hall::printer;
using support::numbered_picture;

constexpr int kRows = 200;
// Of 14,400: past the recovery, in the middle of the picture.
constexpr const char* kInMidSlip = "9000";

// What may come of it: printed at once, torn and void and printed again, known not to be printed,
// uncertain. More than one where the moment decides.
constexpr std::string_view kPrinted = "P";
constexpr std::string_view kTorn = "T";
constexpr std::string_view kNot = "N";
constexpr std::string_view kPrintedOrTorn = "PT";

enum class When : std::uint8_t { before, during, after };

/// How the fault is made; beside a knob there is what happens to the program itself.
enum class Made : std::uint8_t { knob, other_user, kill, full_disk, one_way };

struct FaultRow {
    const char* name;
    const char* knob;
    const char* value;
    std::array<std::string_view, 3> allowed;  ///< Before, during, after.
    Made made = Made::knob;
};

constexpr std::array kFaults{
    FaultRow{"paper out", "paper", "out", {kNot, kTorn, kPrinted}},
    FaultRow{"paper near its end", "paper", "near_end", {kPrinted, kPrinted, kPrinted}},
    FaultRow{"roll ends after 60 rows", "paper_rows", "60", {kPrintedOrTorn, kTorn, kPrinted}},
    FaultRow{"cover open", "cover", "open", {kNot, kTorn, kPrinted}},
    FaultRow{"cutter jammed", "cutter", "jam", {kNot, kTorn, kPrinted}},
    FaultRow{"head hot", "head", "hot", {kNot, kTorn, kPrinted}},
    FaultRow{"unrecoverable error", "error", "on", {kNot, kTorn, kPrinted}},
    FaultRow{"feed button held", "feed", "pressed", {kNot, kTorn, kPrinted}},
    FaultRow{"answers nothing", "mute", "on", {kPrinted, kPrintedOrTorn, kPrinted}},
    FaultRow{"answers garbage", "garbled", "on", {kNot, kPrintedOrTorn, kPrinted}},
    FaultRow{"says more than asked", "chatter", "on", {kPrinted, kPrinted, kPrinted}},
    FaultRow{"counts no cuts", "counter", "off", {kPrinted, kPrinted, kPrinted}},
    FaultRow{"cable out", "cable", "unplugged", {kNot, kTorn, kPrinted}},
    FaultRow{"switched off", "power", "off", {kNot, kTorn, kPrinted}},
    FaultRow{"endpoint stalled", "stall", "on", {kNot, kTorn, kPrinted}},
    FaultRow{"takes no more (NAK)", "nak", "on", {kNot, kTorn, kPrinted}},
    FaultRow{"slow, 8 kB/s", "speed", "8000", {kPrinted, kPrinted, kPrinted}},
    FaultRow{"very slow, 600 B/s", "speed", "600", {"NTU", kPrintedOrTorn, kPrinted}},
    FaultRow{"no permission", "permission", "denied", {kNot, kPrinted, kPrinted}, Made::other_user},
    FaultRow{"another program has it", "busy", "on", {kNot, kPrinted, kPrinted}},
    FaultRow{"cable out after 37 bytes", "unplug_after", "37", {kNot, kTorn, kPrinted}},
    FaultRow{"program killed", "", "", {"NP", kTorn, kPrinted}, Made::kill},
    FaultRow{"disk full", "", "", {kNot, kNot, kPrinted}, Made::full_disk},
    FaultRow{"printer only listens", "", "", {kPrinted, kPrinted, kPrinted}, Made::one_way},
};

struct Places {
    std::string try_printer;
    std::string emulator;
};

struct Verdict {
    std::string outcome;  ///< One of the letters above, or why not.
    std::string detail;
    bool agrees = false;
};

const char* word(When when) {
    return when == When::before ? "before" : when == When::during ? "during" : "after";
}

/// One fault at one moment.
class Case {
public:
    Case(const Places& places, const FaultRow& fault, When when)
        : places_(places),
          fault_(fault),
          when_(when) {
        for (const unsigned number : {1U, 2U}) {
            const auto png = encode_png(numbered_picture(number, kRows));
            support::save(path("T" + std::to_string(number) + ".png"),
                          std::string(png.begin(), png.end()));
        }
        support::save(path("profile.toml"),
                      "name = \"counting\"\nwidth_dots = 576\ncut = \"partial_feed\"\n"
                      "cut_counter = true\njob_limit_ms = 4000\n");
        std::filesystem::create_directories(path("roll"));
        std::filesystem::permissions(directory_.path(), std::filesystem::perms::all);
    }

    Verdict run() {
        support::save(path("script"), script());
        const bool one_way = fault_.made == Made::one_way;
        const auto ran =
            support::run("timeout -k 5 120 " + places_.emulator + " --dir " + path("roll") +
                         (one_way ? " --one-way" : "") + " -- sh " + path("script"));
        Verdict verdict = judge();
        verdict.agrees = verdict.agrees && ran.exit_code == 0;
        if (!verdict.agrees) {
            verdict.detail += " | " + ran.output;
        }
        return verdict;
    }

private:
    [[nodiscard]] std::string path(const std::string& name) const {
        return (directory_.path() / name).string();
    }
    [[nodiscard]] std::string program(const std::string& words) const {
        // Root may open everything.
        const bool other = fault_.made == Made::other_user && ::geteuid() == 0;
        return (other ? "setpriv --reuid=65534 --clear-groups " : "") + places_.try_printer +
               " --profile " + path("profile.toml") + " --journal " + path("jobs") +
               " --fonts /none " + words;
    }
    [[nodiscard]] std::string print(int number) const {
        const std::string id = "T" + std::to_string(number);
        return program("print " + path(id + ".png") + " --id " + id);
    }
    /// Writes the control file and waits until the printer says that it is in force.
    [[nodiscard]] std::string turn(const std::string& knobs) const {
        return "printf '%s\\n' '" + knobs + "' > " + path("new") + "; mv " + path("new") + " " +
               path("roll/control") + "; until cmp -s " + path("roll/control") + " " +
               path("roll/applied") + "; do sleep 0.01; done; ";
    }
    [[nodiscard]] std::string knob() const { return std::string(fault_.knob) + " " + fault_.value; }

    [[nodiscard]] std::string happening() const {
        const std::string full = "sh -c \"trap '' XFSZ; ulimit -f 0; " + print(1) + "\"; ";
        switch (fault_.made) {
            case Made::kill:
                return when_ == When::before ? "timeout -s KILL 0.01 " + print(1) + "; "
                       : when_ == When::during
                           ? turn("speed 12000") + "timeout -s KILL 0.9 " + print(1) + "; "
                           : print(1) + "; " + "timeout -s KILL 0.1 " + program("status") + "; ";
            case Made::full_disk:
                return when_ == When::after ? print(1) + "; sh -c \"trap '' XFSZ; ulimit -f 0; " +
                                                  program("recover") + "\"; "
                                            : full;
            case Made::one_way:
                return print(1) + "; ";
            case Made::knob:
            case Made::other_user:
                break;
        }
        switch (when_) {
            case When::before:
                return turn(knob()) + print(1) + "; ";
            case When::during:
                return turn("at " + std::string(kInMidSlip) + " " + knob()) + print(1) + "; ";
            case When::after:
                return print(1) + "; " + turn(knob()) + program("status") + "; ";
        }
        return {};
    }

    // What happened is said; what must go well afterwards ends the script with an error.
    [[nodiscard]] std::string script() const {
        return happening() + "echo \"happened, rc=$?\"\n" + turn("# mended") +
               program("recover --wait 15") + "\necho \"recovered, rc=$?\"\n" +
               "for i in 1 2 3 4 5; do " + print(2) + " && exit 0; sleep 0.2; " +
               program("resolve T2 copy") + " && exit 0; done\nexit 1\n";
    }

    [[nodiscard]] Verdict judge() const {
        const auto journal = FileJournal::open(path("jobs"));
        if (!journal.has_value()) {
            return {"no journal", journal.error().detail, false};
        }
        const auto papers = support::papers_of(path("roll"));
        const Bitmap picture = numbered_picture(1, kRows);
        const int whole = support::count_whole(papers, picture);
        const int begun = support::count_begun(papers, picture);
        const bool next = support::count_whole(papers, numbered_picture(2, kRows)) == 1;
        const JobRow* row = (*journal)->book().find("T1");
        Verdict verdict = row == nullptr ? Verdict{"N", "never written down", begun == 0}
                                         : judge(*row, whole, begun);
        verdict.detail += ", " + std::to_string(whole) + " whole of " + std::to_string(begun) +
                          " begun" + (next ? "" : ", THE NEXT SLIP DID NOT COME OUT");
        verdict.agrees = verdict.agrees && next;
        return verdict;
    }

    [[nodiscard]] static Verdict judge(const JobRow& row, int whole, int begun) {
        const std::string detail = std::string(name(row.state)) + " (" + row.why + ") attempt " +
                                   std::to_string(row.attempt);
        switch (row.state) {
            case JobState::printed:
                return {row.attempt == 1 ? "P" : "T", detail, whole == 1};
            case JobState::unprinted:
                return {"N", detail, begun == 0};
            case JobState::torn:
                return {"torn", detail, whole == 0};
            case JobState::uncertain:
                return {"U", detail, whole <= 1};
            case JobState::queued:
            case JobState::sending:
                break;
        }
        return {"half done", detail, false};
    }

    support::TemporaryDirectory directory_;
    const Places& places_;
    const FaultRow& fault_;
    When when_;
};

bool run(const Places& places, const FaultRow& fault) {
    constexpr std::array kMoments{When::before, When::during, When::after};
    bool good = true;
    for (std::size_t i = 0; i < kMoments.size(); ++i) {
        const Verdict verdict = Case(places, fault, kMoments[i]).run();
        const bool allowed = fault.allowed[i].find(verdict.outcome) != std::string_view::npos &&
                             verdict.outcome.size() == 1;
        std::printf("%-26s %-7s %-9s %s %s\n", fault.name, word(kMoments[i]),
                    verdict.outcome.c_str(),
                    !verdict.agrees ? "DISAGREE"
                    : allowed       ? "agree"
                                    : "agree, BUT NOT ALLOWED",
                    verdict.detail.c_str());
        std::fflush(stdout);
        good = good && verdict.agrees && allowed;
    }
    return good;
}

}  // namespace

int main(int count, char** words) {
    Places places;
    std::string only;
    CLI::App app{"Every fault before, during and after a slip."};
    app.add_option("--try-printer", places.try_printer)->required();
    app.add_option("--emulator", places.emulator)->required();
    app.add_option("--only", only, "rows whose name holds this");
    CLI11_PARSE(app, count, words);
    std::printf(
        "P printed, T torn + void + printed again, N known not to be printed, "
        "U uncertain\n");
    int wrong = 0;
    std::vector<std::future<bool>> rows;
    for (const FaultRow& fault : kFaults) {
        if (std::string_view(fault.name).find(only) == std::string_view::npos) {
            continue;
        }
        rows.push_back(std::async(std::launch::async, run, std::cref(places), std::cref(fault)));
        if (rows.size() == 2) {  // As many at a time as this needs cores.
            for (auto& row : rows) {
                wrong += row.get() ? 0 : 1;
            }
            rows.clear();
        }
    }
    for (auto& row : rows) {
        wrong += row.get() ? 0 : 1;
    }
    std::printf("%d rows with something wrong\n", wrong);
    return wrong == 0 ? 0 : 1;
}
