// SPDX-License-Identifier: Apache-2.0
// printer_memory [--slips 1000]
//
// Slips through the whole way, from words to dots to bytes to a pretend printer and its proof:
// how long each part takes, and that memory does not grow with their number.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <vector>

#include <unistd.h>

#include "printer/layout.h"
#include "printer/mark_file.h"
#include "printer/sim/model.h"
#include "printer/spooler.h"
#include "tests/printer/support.h"

#include <CLI/CLI.hpp>

namespace {

using namespace hall::printer;
using Clock = std::chrono::steady_clock;

/// A pretend printer at no line at all.
class MemoryPort final : public Port {
public:
    MemoryPort(sim::PrinterModel& model, int& papers) : model_(&model), papers_(&papers) {}

    Outcome write(std::span<const std::uint8_t> bytes, std::chrono::milliseconds) override {
        while (!bytes.empty()) {
            bytes = bytes.subspan(model_->take(bytes, now()));
        }
        *papers_ += static_cast<int>(model_->take_pieces().size());
        return {};
    }
    Result<std::size_t> read(std::span<std::uint8_t> into, std::chrono::milliseconds) override {
        return model_->say(into);
    }
    Result<State> line_state() override { return State{}; }
    [[nodiscard]] bool two_way() const noexcept override { return true; }
    [[nodiscard]] std::string identity() const override { return "memory"; }

private:
    static sim::PrinterModel::Time now() {
        return std::chrono::duration_cast<sim::PrinterModel::Time>(Clock::now().time_since_epoch());
    }

    sim::PrinterModel* model_;
    int* papers_;
};

long resident_kib() {
    long pages = 0;
    long resident = 0;
    std::ifstream("/proc/self/statm") >> pages >> resident;
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

/// Microseconds, sorted when they are asked for.
class Times {
public:
    void add(Clock::duration one) {
        all_.push_back(std::chrono::duration_cast<std::chrono::microseconds>(one).count());
    }
    void say(const char* what) {
        std::sort(all_.begin(), all_.end());
        std::printf("%-28s p50 %7.2f ms   p99 %7.2f ms\n", what, at(50), at(99));
    }

private:
    [[nodiscard]] double at(std::size_t percent) const {
        return static_cast<double>(all_.at(all_.size() * percent / 100)) / 1000;
    }
    std::vector<long> all_;
};

}  // namespace

int main(int count, char** words) {
    int slips = 1000;
    CLI::App app{"Slips through the whole way, timed, and memory held against their number."};
    app.add_option("--slips", slips)->check(CLI::Range(300, 1000000));
    CLI11_PARSE(app, count, words);

    const Profile profile = support::profile("generic-80");
    const support::TemporaryDirectory directory;
    auto marks = MarkFile::open(directory.path().string(), "mark").value();
    sim::PrinterModel model(profile.width_dots);
    int papers = 0;
    Spooler spooler(
        [&]() -> Result<std::unique_ptr<Printer>> {
            return std::make_unique<Printer>(std::make_unique<MemoryPort>(model, papers), profile);
        },
        *marks);
    if (!spooler.recover().has_value()) {
        return 1;
    }
    Times laid_out, encoded, printed;
    // The first slips fill what is kept for good: the glyphs, the allocator's pools.
    const int warm = slips / 5;
    long before = 0;
    for (int i = 0; i < slips; ++i) {
        before = i == warm ? resident_kib() : before;
        Slip slip = i % 2 == 0 ? support::sample_slip() : support::long_slip();
        slip.running_no = "No. " + std::to_string(100'000 + i);
        slip.number = "A" + std::to_string(100 + i % 900);
        const auto begin = Clock::now();
        const auto paper = std::make_shared<const Bitmap>(
            layout(slip, support::fonts(), {profile.width_dots, profile.dpi}).value());
        const auto drawn = Clock::now();
        const auto job = encode(*paper, profile, support::key(), Question::in_order);
        const auto bytes = Clock::now();
        const auto report = spooler.run(
            {"T" + std::to_string(i), 1, JobKey::of(static_cast<std::uint32_t>(i)), paper},
            Clock::now());
        const auto done = Clock::now();
        if (!job.has_value() || !report.result.has_value() || !report.kept.has_value()) {
            std::printf("slip %d did not print\n", i);
            return 1;
        }
        if (i > 0) {  // The first loads the fonts.
            laid_out.add(drawn - begin);
            encoded.add(bytes - drawn);
            printed.add(done - bytes);
        }
    }
    const long after = resident_kib();
    laid_out.say("words to dots");
    encoded.say("dots to bytes");
    printed.say("write down, send, proof");
    std::printf("%d slips, %d papers; resident %ld KiB after %d, %ld KiB after %d: %+ld KiB\n",
                slips, papers, before, warm, after, slips, after - before);
    // Of 800 slips of 40 to 100 kB each: what is kept of every one would be far more.
    constexpr long kMostGrowthKib = 1024;
    return papers == slips && after - before <= kMostGrowthKib ? 0 : 1;
}
