// SPDX-License-Identifier: Apache-2.0
// Commands about jobs: print one so that its end is known, look at them, settle them.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <random>

#include <poll.h>

#include "printer/deadline.h"
#include "printer/file_journal.h"
#include "printer/png.h"
#include "printer/spooler.h"
#include "printer/try/options.h"

namespace hall::printer::try_printer {

namespace {

using namespace std::chrono_literals;

constexpr auto kLookEvery = 200ms;
// A printer that tears every slip is not to be fed for ever.
constexpr int kMostAttempts = 5;

JobKey new_key() {
    return JobKey::of(std::random_device{}());
}

/// 作廢 in words where there are fonts.
Result<Bitmap> draw_void(const Options& options, const SendingMark& torn) {
    const auto profile = load_profile(options);
    auto fonts = load_fonts(options.fonts);
    if (!profile.has_value() || !fonts.has_value()) {
        return crossed_out(profile.has_value() ? profile->width_dots : 576);
    }
    Slip slip;
    slip.title = "作廢";
    slip.title_second = "VOID";
    slip.service = torn.job;
    slip.attempt = torn.attempt;
    auto words = layout(slip, **fonts, paper_size(*profile));
    return words.has_value() ? stacked(*words, crossed_out(profile->width_dots))
                             : Result<Bitmap>(crossed_out(profile->width_dots));
}

// So that two papers of one job can be told apart: a square for each attempt after the first, and
// a plate above a copy.
Result<Bitmap> paper_of(const FileJournal& journal,
                        const std::string& job,
                        const Options& options) {
    auto paper = journal.paper(job);
    const JobRow& row = *journal.book().find(job);
    if (!paper.has_value() || row.attempt == 1) {
        return paper;
    }
    constexpr int kSquare = 12;
    Bitmap squares = Bitmap::blank(paper->width_dots, 3 * kSquare);
    for (int i = 0; i < row.attempt - 1; ++i) {
        for (int y = kSquare; y < 2 * kSquare; ++y) {
            for (int x = 0; x < kSquare; ++x) {
                squares.set((2 * i + 1) * kSquare + x, y, true);
            }
        }
    }
    Bitmap whole = stacked(*paper, squares);
    auto fonts = row.copy ? load_fonts(options.fonts) : fault(Fault::bad_font, "not needed");
    const auto profile = load_profile(options);
    if (fonts.has_value() && profile.has_value()) {
        Slip slip;
        slip.title = "補印";
        slip.title_second = "Copy";
        const auto plate = layout(slip, **fonts, paper_size(*profile));
        whole = plate.has_value() ? stacked(*plate, whole) : whole;
    }
    defuse(whole);
    return whole;
}

/// A journal and a spooler over it.
class Desk {
public:
    Desk(const Options& options, std::unique_ptr<FileJournal> journal)
        : options_(options),
          journal_(std::move(journal)),
          spooler_([this] { return open_printer(options_); },
                   *journal_,
                   [this](const SendingMark& torn, int) { return draw_void(options_, torn); }) {}

    [[nodiscard]] FileJournal& journal() { return *journal_; }

    /// Settles what an earlier program left, as long as the printer is well within `limit`; then
    /// prints what is torn or was never begun.
    Outcome catch_up(std::chrono::milliseconds limit) {
        if (auto recovered = spooler_.recover(); !recovered.has_value()) {
            return recovered;
        }
        const Deadline deadline(limit);
        while (spooler_.is_waiting_to_know() && !deadline.passed()) {
            (void)spooler_.look(std::chrono::steady_clock::now());
            if (spooler_.is_waiting_to_know()) {
                ::poll(nullptr, 0, static_cast<int>(deadline.left_of(kLookEvery).count()));
            }
        }
        for (const std::string& job : std::vector(journal_->book().order())) {
            const JobRow& row = *journal_->book().find(job);
            if (row.state == JobState::torn && row.attempt < kMostAttempts) {
                if (auto again = journal_->write(JobAgain{job}); !again.has_value()) {
                    return again;
                }
            }
            if (row.state == JobState::queued) {
                std::printf("%s: begun by an earlier program\n", job.c_str());
                (void)run(job);
            }
        }
        return {};
    }

    int run(const std::string& job, const Letters& letters = {}) {
        const JobRow& row = *journal_->book().find(job);
        const auto paper = paper_of(*journal_, job, options_);
        if (!paper.has_value()) {
            return failed(paper.error());
        }
        const auto report = spooler_.run(
            {job, row.attempt, new_key(), std::make_shared<const Bitmap>(*paper), letters},
            std::chrono::steady_clock::now());
        if (!report.kept.has_value()) {
            failed(report.kept.error());
        }
        return said(report.result);
    }

    static int said(const PrintResult& result) {
        if (result.has_value()) {
            std::printf("printed: %s\n", std::string(name(*result)).c_str());
            return kDone;
        }
        const bool known = result.error().certainty == Certainty::not_printed;
        std::printf("%s\n", known ? "not printed" : "uncertain");
        failed(result.error().error);
        return known ? kNotPrinted : kUncertain;
    }

private:
    Options options_;
    std::unique_ptr<FileJournal> journal_;
    Spooler spooler_;
};

Result<std::unique_ptr<FileJournal>> open_journal(const Options& options) {
    if (options.journal.empty()) {
        return fault(Fault::bad_settings, "this command needs --journal DIR");
    }
    return FileJournal::open(options.journal);
}

void say(const std::string& job, const JobRow& row) {
    std::printf("%-24s %-9s attempt %d%s  %s  %s\n", job.c_str(),
                std::string(name(row.state)).c_str(), row.attempt, row.copy ? " copy" : "",
                row.why.empty() ? "-" : row.why.c_str(), row.mark.device.c_str());
}

}  // namespace

int send(const Bitmap& paper, const Options& options, const Letters& letters) {
    if (!options.save.empty()) {
        const auto bytes = encode_png(paper);
        std::ofstream file(options.save, std::ios::binary);
        file.write(reinterpret_cast<const char*>(bytes.data()),
                   static_cast<std::streamsize>(bytes.size()));
    }
    if (options.journal.empty()) {
        auto printer = open_printer(options);
        if (!printer.has_value()) {
            return failed(printer.error());
        }
        (*printer)->expect_torn_paper();
        return Desk::said((*printer)->print(paper, new_key(), letters));
    }
    const auto profile = load_profile(options);
    auto journal = open_journal(options);
    if (!journal.has_value() || !profile.has_value()) {
        return failed(journal.has_value() ? profile.error() : journal.error());
    }
    const std::string job = options.job.empty() ? "job-" + new_key().text() : options.job;
    Desk desk(options, std::move(*journal));
    if (auto caught_up = desk.catch_up(1s); !caught_up.has_value()) {
        return failed(caught_up.error());
    }
    if (auto queued = desk.journal().queue(job, paper, paper_length_mm(paper, *profile));
        !queued.has_value()) {
        return failed(queued.error());
    }
    return desk.run(job, letters);
}

int show_journal(const Options& options) {
    const auto journal = open_journal(options);
    if (!journal.has_value()) {
        return failed(journal.error());
    }
    const JobBook& book = (*journal)->book();
    for (const std::string& job : book.order()) {
        say(job, *book.find(job));
    }
    std::printf("paper: %.1f m since the roll was changed",
                static_cast<double>(book.meter().used_mm()) / 1000);
    if (const auto left = book.meter().slips_left()) {
        std::printf(", about %d slips left", *left);
    }
    std::printf("\n");
    return kDone;
}

int resolve(const Options& options) {
    auto journal = open_journal(options);
    if (!journal.has_value()) {
        return failed(journal.error());
    }
    const JobRow* row = (*journal)->book().find(options.job);
    if (row == nullptr) {
        return failed({Fault::bad_settings, "there is no job " + options.job});
    }
    if (options.found != "copy") {
        const Found found = options.found == "in-hand" ? Found::in_hand : Found::nothing;
        const auto kept = (*journal)->write(JobFound{options.job, found});
        return kept.has_value() ? kDone : failed(kept.error());
    }
    Desk desk(options, std::move(*journal));
    if (auto again = desk.journal().write(JobAgain{options.job}); !again.has_value()) {
        return failed(again.error());
    }
    return desk.run(options.job);
}

int recover(const Options& options) {
    auto journal = open_journal(options);
    if (!journal.has_value()) {
        return failed(journal.error());
    }
    Desk desk(options, std::move(*journal));
    if (auto done = desk.catch_up(std::chrono::seconds(options.wait_s)); !done.has_value()) {
        return failed(done.error());
    }
    bool all_known = true;
    const JobBook& book = desk.journal().book();
    for (const std::string& job : book.order()) {
        const JobRow& row = *book.find(job);
        if (row.state == JobState::uncertain) {
            say(job, row);
            all_known = false;
        }
    }
    return all_known ? kDone : kUncertain;
}

int change_roll(const Options& options) {
    const auto journal = open_journal(options);
    if (!journal.has_value()) {
        return failed(journal.error());
    }
    const auto kept = (*journal)->write(RollChanged{options.roll_metres * 1000});
    return kept.has_value() ? kDone : failed(kept.error());
}

}  // namespace hall::printer::try_printer
