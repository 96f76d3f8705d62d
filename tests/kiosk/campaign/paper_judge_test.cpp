// SPDX-License-Identifier: Apache-2.0
// The judge of the kill campaign finds each wrong that it is there to find.
#include "tests/kiosk/campaign/paper_judge.h"

#include <catch2/catch.hpp>

#include "printer/layout.h"
#include "printer/png.h"
#include "tests/printer/support.h"

using namespace hall;
using namespace hall::campaign;

namespace {

Story story(int number, std::vector<PaperNote> paper) {
    Story one;
    one.issued.number = {"A", kHubLane, number};
    one.paper = std::move(paper);
    return one;
}

PaperNote sending(int attempt = 1) {
    return {.sending = true, .attempt = attempt};
}

PaperNote ended(Paper paper, const char* evidence, int attempt = 1) {
    return {.paper = paper, .evidence = evidence, .attempt = attempt};
}

}  // namespace

TEST_CASE("paper and journal that agree are found to agree", "[paper_judge]") {
    const std::string label = label_of(story(1, {}).issued.number);
    const auto once =
        judge({story(1, {sending(), ended(Paper::printed, "in_order_reply")})}, {{label, 1}});
    CHECK(once.is_good());
    CHECK(once.printed == 1);
    const auto again = judge({story(1, {sending(), ended(Paper::unprinted, "torn"), sending(2),
                                        ended(Paper::printed, "process_id", 2)})},
                             {{label, 1}});
    CHECK(again.is_good());
    CHECK(again.torn_then_printed == 1);
    for (const int whole : {0, 1}) {
        CHECK(judge({story(1, {sending(), ended(Paper::uncertain, "power_cut")})}, {{label, whole}})
                  .is_good());
    }
}

TEST_CASE("each wrong is found", "[paper_judge]") {
    const std::string label = label_of(story(1, {}).issued.number);
    const Story printed = story(1, {sending(), ended(Paper::printed, "process_id")});
    CHECK(judge({printed}, {{label, 2}}).silent_duplicates == 1);
    CHECK(judge({printed}, {}).false_printed == 1);
    CHECK(judge({}, {{label, 1}}).ghosts == 1);
    CHECK(judge({story(1, {sending()})}, {{label, 1}}).left_open == 1);
    const Story torn = story(1, {sending(), ended(Paper::unprinted, "torn")});
    CHECK_FALSE(judge({torn}, {{label, 1}}).is_good());
    CHECK(judge({torn}, {}).is_good());
}

TEST_CASE("a piece is a whole slip only with one head, one code and its last line",
          "[paper_judge]") {
    const support::TemporaryDirectory directory;
    printer::Slip words = support::sample_slip();
    words.qr = "GH1.T.HALL.261123.A.012.ABCDEFGH";
    const auto slip = printer::layout(words, support::fonts(), {576, 203}).value();
    const Likeness likeness = Likeness::of(slip);
    const auto piece = [&](const printer::Bitmap& paper) {
        const auto file = (directory.path() / "piece.png").string();
        const auto png = printer::encode_png(paper);
        support::save(file, std::string(png.begin(), png.end()));
        return look_at(paper, file, likeness);
    };
    CHECK(piece(slip).is_whole());
    CHECK(label_in(piece(slip).codes.at(0)) == "A012");
    printer::Bitmap half = slip;
    half.resize_height(slip.height_dots - 30);
    CHECK_FALSE(piece(half).is_whole());
    printer::Bitmap twice = half;
    twice.resize_height(half.height_dots + slip.height_dots);
    std::copy(slip.rows.begin(), slip.rows.end(),
              twice.rows.end() - static_cast<std::ptrdiff_t>(slip.rows.size()));
    CHECK(piece(twice).heads == 2);
    CHECK_FALSE(piece(twice).is_whole());
    CHECK(label_in("https://example/t/ABC").empty());
}
