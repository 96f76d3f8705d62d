// SPDX-License-Identifier: Apache-2.0
// How long a slip takes from words to bytes, beside the least that any way could take, and whether
// a day of slips leaves memory behind. Prints; judges only the memory.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>

#include <unistd.h>

#include "printer/encoder.h"
#include "printer/layout.h"
#include "printer/text_mode.h"
#include "tests/printer/support.h"

using namespace hall::printer;

namespace {

constexpr int kSlips = 1000;
constexpr int kWarm = 100;
// Glyphs that a late slip was the first to use; a leak of one slip's picture would be 80 MB.
constexpr long kGrowthMostKb = 2048;

long resident_kb() {
    std::ifstream file("/proc/self/statm");
    long total = 0;
    long resident = 0;
    file >> total >> resident;
    return resident * (::sysconf(_SC_PAGESIZE) / 1024);
}

struct Times {
    double p50 = 0;
    double p99 = 0;
};

Times times_of(int runs, const std::function<void(int)>& work) {
    std::vector<double> each;
    for (int i = 0; i < runs; ++i) {
        const auto from = std::chrono::steady_clock::now();
        work(i);
        each.push_back(
            std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - from)
                .count());
    }
    std::sort(each.begin(), each.end());
    return {each[each.size() / 2], each[each.size() * 99 / 100]};
}

void print(const char* what, Times times, double base) {
    std::printf("%-34s p50 %9.1f us   p99 %9.1f us   x %.1f\n", what, times.p50, times.p99,
                times.p50 / base);
}

// A different slip every time, as a day has them.
Slip slip_of(int i) {
    Slip slip = i % 5 == 0 ? support::long_slip() : support::sample_slip();
    slip.number = std::string(1, static_cast<char>('A' + i % 8)) + std::to_string(100 + i % 800);
    slip.glances = {{"前面還有", std::to_string(i % 40) + " 人"}};
    slip.running_no = "No. " + std::to_string(100000 + i);
    slip.qr = "GH1.T.SAMPLE.250115.L." + std::to_string(100000 + i) + ".7K3QF9ZA";
    return slip;
}

}  // namespace

int main() {
    Fonts& fonts = support::fonts();
    Profile profile = support::profile("epson-tm-t70ii-hant");
    const auto cold_from = std::chrono::steady_clock::now();
    const Bitmap paper = layout(support::sample_slip(), fonts, kPaper80).value();
    const double cold_us =
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - cold_from)
            .count();

    std::vector<std::uint8_t> copy(paper.rows.size());
    unsigned sum = 0;
    const Times base = times_of(kSlips, [&](int i) {
        std::memcpy(copy.data(), paper.rows.data(), copy.size());
        sum += copy[static_cast<std::size_t>(i) % copy.size()];
    });
    const Times encoded = times_of(kSlips, [&](int) {
        sum += static_cast<unsigned>(
            encode(paper, profile, support::key(), Question::process_id).value().size());
    });
    long early_kb = 0;
    const Times laid_out = times_of(kSlips, [&](int i) {
        sum += static_cast<unsigned>(layout(slip_of(i), fonts, kPaper80).value().height_dots);
        if (i == kWarm) {
            early_kb = resident_kb();
        }
    });
    const long late_kb = resident_kb();
    const Times written = times_of(kWarm, [&](int i) {
        sum += static_cast<unsigned>(
            encode_text(slip_of(i), fonts, profile, support::key(), Question::process_id)
                .value()
                .size());
    });

    std::printf("slip of %d x %d dots, %zu bytes\n", paper.width_dots, paper.height_dots,
                paper.rows.size());
    print("memcpy of its dots", base, base.p50);
    print("encode", encoded, base.p50);
    print("layout, glyphs known", laid_out, base.p50);
    print("text mode, with its check", written, base.p50);
    std::printf("the first slip of the day          %13.1f us\n", cold_us);
    std::printf("memory after %d slips %ld kB, after %d %ld kB (%u)\n", kWarm, early_kb, kSlips,
                late_kb, sum % 2);
    return late_kb - early_kb <= kGrowthMostKb ? 0 : 1;
}
