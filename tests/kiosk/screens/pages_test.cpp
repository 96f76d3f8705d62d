// SPDX-License-Identifier: Apache-2.0
// The pages as they are drawn: held to the lint in every language and on every panel, touched by
// finger where they show a target, and compared with pictures that were looked at.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "kiosk/screens/words.h"
#include "tests/kiosk/screens/sample.h"
#include "tests/kiosk/screens/studio.h"
#include "tests/support/places.h"

using namespace hall;
using namespace hall::screens;
using namespace hall::screens::tests;

namespace {

constexpr Instant kCalm{5'000};

struct Guest {
    Studio& studio;
    kiosk::View view;
    Stage stage;
    std::uint64_t keys = 0;
    Instant now{10'000};
    std::vector<kiosk::Command> sent;

    Guest(Studio& s, const Theme& theme, kiosk::View v)
        : studio(s),
          view(std::move(v)),
          stage(theme, [this] { return make_uuid(Moment{}, ++keys, 7); }) {
        tick();
    }
    void tick() {
        stage.handle({.when = now}, view);
        studio.draw(stage, view, now);
    }
    void send(Gesture gesture, Point at, Point delta = {}) {
        for (auto& command : stage.handle({gesture, at, delta, {}, now}, view)) {
            sent.push_back(std::move(command));
        }
    }
    /// A finger on the middle of what is seen of a target.
    bool tap(const std::string& id) {
        now += kCalm;
        tick();
        const Node* node = stage.semantics().find(id);
        if (node == nullptr || node->visible.area() <= 0) {
            return false;
        }
        const Point at = node->visible.centre();
        send(Gesture::press, at);
        now += Instant{80};
        send(Gesture::tap, at);
        now += kCalm;
        tick();
        return true;
    }
    void scroll(float px) {
        send(Gesture::drag, {}, {0, -px});
        send(Gesture::release, {});
        now += kCalm;
        tick();
    }
    void give(kiosk::PaperState paper) {
        const auto& ask = std::get<kiosk::IssueTicket>(sent.back());
        view.issued = ticket_for(view, ask.touch, ask.item);
        view.issued->paper = paper;
        tick();
        now += kCalm;
        tick();
    }
};

std::string complaints(const Guest& guest, const Theme& theme) {
    std::ostringstream all;
    for (const Complaint& complaint : lint(guest.stage.semantics(), theme)) {
        all << complaint.rule << ": " << complaint.about << '\n';
    }
    return all.str();
}

// Short names and long ones, many documents, fees, many counters.
std::vector<ItemId> telling_items(const Content& content) {
    std::set<std::string> chosen{"GA-02", "RS-10", "ZR-01"};
    const auto most = [&](auto measure) {
        const auto found = std::ranges::max_element(content.catalogue.items, {}, measure);
        chosen.insert(found->id.value);
    };
    most([](const Item& item) { return item.name.hant.size(); });
    most([](const Item& item) { return item.name.en.size(); });
    most([](const Item& item) { return item.materials.size(); });
    most([](const Item& item) { return item.fees.size(); });
    most([](const Item& item) { return item.steps.size(); });
    most([](const Item& item) { return item.result.en.size(); });
    std::vector<ItemId> ids;
    for (const std::string& id : chosen) {
        ids.push_back(ItemId{id});
    }
    return ids;
}

#define CLEAN(guest) CHECK(complaints(guest, theme) == "")

void walk_guides(Guest& guest, const Theme& theme, Language language) {
    for (const ItemId& id : telling_items(*guest.view.content)) {
        INFO(id.value);
        const Category* category = category_of(*guest.view.content, id, {});
        REQUIRE(guest.tap("category." + category->id.value));
        for (int i = 0;
             i < 60 && !(guest.stage.semantics().find("item." + id.value) != nullptr &&
                         guest.stage.semantics().find("item." + id.value)->visible.h > 100);
             ++i) {
            guest.scroll(500);
            CLEAN(guest);
        }
        REQUIRE(guest.tap("item." + id.value));
        CHECK(guest.stage.visit().place().item == id);
        CHECK(guest.stage.visit().language == language);
        for (int i = 0; i < 4; ++i) {
            CLEAN(guest);
            guest.scroll(600);
        }
        REQUIRE(guest.tap("home"));
    }
}

void walk_ticket(Guest& guest, const Theme& theme) {
    for (const auto paper : {kiosk::PaperState::printing, kiosk::PaperState::printed,
                             kiosk::PaperState::unprinted, kiosk::PaperState::uncertain}) {
        INFO(static_cast<int>(paper));
        const Item& item = *most_wanted(*guest.view.content, 1).front();
        REQUIRE(guest.tap("item." + item.id.value));
        REQUIRE(guest.tap("take"));
        guest.give(paper);
        CHECK(guest.stage.visit().place().kind == PlaceKind::issued);
        CLEAN(guest);
        guest.now += Instant{12'000};
        guest.tick();
        CLEAN(guest);
        REQUIRE(guest.tap("done"));
        REQUIRE(guest.tap("begin." + std::string{tag_of(guest.view.issued->language)}));
    }
}

void walk_troubles(Studio& studio, const Theme& theme, Language language) {
    const std::string begin = "begin." + std::string{tag_of(language)};
    Guest late{studio, theme, evening()};
    CLEAN(late);
    REQUIRE(late.tap(begin));
    CLEAN(late);
    REQUIRE(late.tap("read_guides"));
    CLEAN(late);
    REQUIRE(late.tap("category.tax"));
    CLEAN(late);
    REQUIRE(late.tap("item.SW-05"));
    CLEAN(late);
    late.view.out_of_service = true;
    late.tick();
    late.now += kCalm;
    late.tick();
    CHECK(late.stage.visit().place().trouble == Trouble::out_of_service);
    CLEAN(late);
    Guest hungry{studio, theme, noon()};
    CLEAN(hungry);
    REQUIRE(hungry.tap(begin));
    CLEAN(hungry);
    REQUIRE(hungry.tap("category.tax"));
    CLEAN(hungry);
    REQUIRE(hungry.tap("item.SW-05"));
    CLEAN(hungry);
    REQUIRE(hungry.tap("take"));
    const auto& ask = std::get<kiosk::IssueTicket>(hungry.sent.back());
    hungry.view.refused = kiosk::Refused{ask.touch, ask.item, "numbers_used_up", "14:00"};
    hungry.tick();
    hungry.now += kCalm;
    hungry.tick();
    CHECK(hungry.stage.visit().place().trouble == Trouble::refused);
    CLEAN(hungry);
}

std::string versions() {
    std::string all;
    for (const char* package : {"libfreetype6", "fonts-noto-cjk", "fonts-inter",
                                "fonts-material-design-icons-iconfont"}) {
        const std::string command =
            std::string{"dpkg-query -W -f='${Package} ${Version}\\n' "} + package + " 2>/dev/null";
        if (FILE* pipe = popen(command.c_str(), "r")) {
            char line[256];
            while (fgets(line, sizeof line, pipe) != nullptr) {
                all += line;
            }
            pclose(pipe);
        }
    }
    return all;
}

/// Compares with goldens/<name>.png. With the fonts the goldens were drawn with, to the bit; with
/// others, within what a person does not see. HALL_WRITE_GOLDENS=1 writes new ones, to be looked
/// at.
void same_as_golden(const std::string& name, const Shot& whole) {
    namespace fs = std::filesystem;
    const Shot drawn = halved(whole);
    const fs::path goldens = fs::path{hall::support::source_dir()} / "tests/kiosk/screens/goldens";
    const fs::path left = fs::path{hall::support::binary_dir()} / "screens_drawn" / (name + ".png");
    fs::create_directories(left.parent_path());
    fs::remove(left);
    if (std::getenv("HALL_WRITE_GOLDENS") != nullptr) {
        fs::create_directories(goldens);
        write_png((goldens / (name + ".png")).string(), drawn);
        std::ofstream{goldens / "fonts.txt"} << versions();
    }
    const Shot golden = read_png((goldens / (name + ".png")).string());
    REQUIRE(golden.width == drawn.width);
    REQUIRE(golden.height == drawn.height);
    std::size_t visible = 0;
    for (std::size_t i = 0; i < drawn.rgba.size(); ++i) {
        visible += std::abs(int{drawn.rgba[i]} - int{golden.rgba[i]}) > 4 ? 1U : 0U;
    }
    std::ifstream file{goldens / "fonts.txt"};
    const std::string drawn_with{std::istreambuf_iterator<char>{file}, {}};
    const bool same_fonts = drawn_with == versions();
    const bool same = same_fonts ? drawn.rgba == golden.rgba : visible <= drawn.rgba.size() / 200;
    if (!same) {
        write_png(left.string(), drawn);
    }
    INFO(name << ": " << visible << " values differ visibly; what was drawn: " << left.string());
    CHECK(same);
}

}  // namespace

TEST_CASE("every screen keeps the rules of the house, in three languages on three panels",
          "[screens]") {
    const Panel panel = GENERATE(Panel{}, Panel{1920, 1080, 21.5F}, Panel{720, 1280, 21.5F},
                                 Panel{1080, 1920, 32, 500});
    const Theme theme{panel};
    Studio studio{theme, morning(), Language::zh_hant};
    for (const Language language : kLanguages) {
        INFO(panel.width_px << "x" << panel.height_px << " " << tag_of(language));
        Guest guest{studio, theme, morning()};
        CLEAN(guest);
        REQUIRE(guest.tap("begin." + std::string{tag_of(language)}));
        CLEAN(guest);
        walk_guides(guest, theme, language);
        guest.now += kIdleWarn;
        guest.tick();
        CHECK(guest.stage.semantics().find("still_there") != nullptr);
        CLEAN(guest);
        REQUIRE(guest.tap("more_time"));
        walk_ticket(guest, theme);
        walk_troubles(studio, theme, language);
    }
}

TEST_CASE("high contrast keeps the same rules", "[screens]") {
    const Theme theme{Panel{}, Contrast::high};
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    CLEAN(guest);
    REQUIRE(guest.tap("begin.zh-Hant"));
    CLEAN(guest);
    walk_guides(guest, theme, Language::zh_hant);
    walk_ticket(guest, theme);
}

TEST_CASE("a language is switched where one stands, and the list stays where it was", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    REQUIRE(guest.tap("category.social"));
    guest.scroll(300);
    const Place before = guest.stage.visit().place();
    const float offset = guest.stage.visit().path.back().scroll.offset(guest.now);
    CHECK(offset == Approx(300));
    REQUIRE(guest.tap("language.en"));
    CHECK(guest.stage.visit().place() == before);
    CHECK(guest.stage.visit().path.back().scroll.offset(guest.now) == offset);
    CHECK(guest.stage.semantics().find("language.en")->chosen);
}

TEST_CASE("a finger that slides off what it pressed changes nothing", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    guest.now += kCalm;
    const Point on = guest.stage.semantics().find("category.social")->rect.centre();
    const Point off = guest.stage.semantics().find("category.tax")->rect.centre();
    guest.send(Gesture::press, on);
    guest.send(Gesture::tap, off);
    CHECK(guest.stage.visit().place().kind == PlaceKind::home);
    guest.send(Gesture::press, on);
    guest.send(Gesture::cancel, on);
    CHECK(guest.stage.visit().place().kind == PlaceKind::home);
}

TEST_CASE("a still screen asks for no picture, a moving one does", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    CHECK(*guest.stage.wake(guest.now) > guest.now + Instant{1'000});
    guest.send(Gesture::press, guest.stage.semantics().find("category.tax")->rect.centre());
    CHECK(*guest.stage.wake(guest.now) <= guest.now + Instant{20});
}

TEST_CASE("the picture is a function of view and time", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    const Shot once = studio.shoot(guest.stage, guest.view, guest.now);
    const Shot twice = studio.shoot(guest.stage, guest.view, guest.now);
    CHECK(once.rgba == twice.rgba);
}

TEST_CASE("nothing that is said lacks its glyph", "[screens]") {
    const Theme theme;
    for (const Language script : {Language::zh_hant, Language::zh_hans}) {
        const Studio studio{theme, morning(), script};
        CHECK(studio.atlas().missing().size() == 0);
    }
}

TEST_CASE("the pages look as they did when they were looked at", "[screens]") {
    const Theme theme;
    use_pictures({std::make_shared<kiosk::Picture>(slip_picture(
                      morning(), ticket_for(morning(), {}, ItemId{"GA-02"}), Language::zh_hant)),
                  std::make_shared<kiosk::Picture>(qr_picture("https://example.org/t/A7KQ2M", 8))});
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    guest.now = Instant{3'000};
    same_as_golden("attract", studio.shoot(guest.stage, guest.view, guest.now + Instant{2'500}));
    REQUIRE(guest.tap("begin"));
    same_as_golden("home", studio.shoot(guest.stage, guest.view, guest.now));
    REQUIRE(guest.tap("item.GA-02"));
    same_as_golden("guide", studio.shoot(guest.stage, guest.view, guest.now));
    REQUIRE(guest.tap("take"));
    guest.give(kiosk::PaperState::printed);
    same_as_golden("issued", studio.shoot(guest.stage, guest.view, guest.now));
    REQUIRE(guest.tap("done"));
    REQUIRE(guest.tap("begin.en"));
    REQUIRE(guest.tap("category.property"));
    same_as_golden("items_en", studio.shoot(guest.stage, guest.view, guest.now));
}
