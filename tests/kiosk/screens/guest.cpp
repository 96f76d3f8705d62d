// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/screens/guest.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "kiosk/platform/characters.h"
#include "tests/support/places.h"

namespace hall::screens::tests {

Guest::Guest(Studio& s, const Theme& theme, kiosk::View v)
    : studio(s),
      view(std::move(v)),
      stage(
          theme, [this] { return make_uuid(Moment{}, ++keys, 7); }, sample_han()) {
    tick();
}

void everywhere(const std::function<void(Guest&)>& walk) {
    const Panel panel = GENERATE(Panel{}, Panel{1920, 1080, 21.5F}, Panel{720, 1280, 21.5F},
                                 Panel{1080, 1920, 32, 500});
    const Contrast contrast = GENERATE(Contrast::light, Contrast::high);
    const Theme theme{panel, contrast};
    Studio studio{theme, morning(), Language::zh_hant};
    for (const Language language : kLanguages) {
        INFO(panel.width_px << "x" << panel.height_px << " " << tag_of(language));
        Guest guest{studio, theme, morning()};
        REQUIRE(guest.tap("begin." + std::string{tag_of(language)}));
        walk(guest);
    }
}

void Guest::tick() {
    stage.handle({.when = now}, view);
    studio.draw(stage, view, now);
}

void Guest::send(Gesture gesture, Point at, Point delta) {
    for (auto& command : stage.handle({gesture, at, delta, {}, now}, view)) {
        sent.push_back(std::move(command));
    }
}

void Guest::press(Key key) {
    now += Instant{700};
    for (auto& command : stage.key(key, view, now)) {
        sent.push_back(std::move(command));
    }
    // A list that was pushed comes to rest in the pictures after this one.
    for (int picture = 0; picture < 4; ++picture) {
        now += Instant{100};
        tick();
        if (auto utterance = stage.take_utterance()) {
            heard.push_back(std::move(*utterance));
        }
    }
}

bool Guest::walk_to(const std::string& id) {
    for (int i = 0; i < 120 && stage.focus() != id; ++i) {
        press(Key::next);
    }
    return stage.focus() == id;
}

bool Guest::hear(const std::string& words) {
    constexpr int kPatienceOfAnybody = 120;
    for (int i = 0; i < kPatienceOfAnybody; ++i) {
        if (!heard.empty() && !stage.focus().empty() &&
            heard.back().text.find(words) != std::string::npos) {
            return true;
        }
        press(Key::next);
    }
    return false;
}

bool Guest::tap(const std::string& id) {
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

bool Guest::reach(const std::string& id) {
    for (int i = 0; i < 80 && !sees(id); ++i) {
        scroll(400);
        CHECK(complaints(*this) == "");
    }
    return sees(id);
}

bool Guest::find(const std::string& id) {
    return reach(id) && tap(id);
}

bool Guest::need(const std::vector<std::string>& needs) {
    bool all = tap("needs");
    for (const std::string& one : needs) {
        all = tap("need." + one) && all;
    }
    return tap("needs_done") && all;
}

void Guest::scroll(float px) {
    send(Gesture::drag, {}, {0, -px});
    send(Gesture::release, {});
    now += kCalm;
    tick();
}

void Guest::give(kiosk::PaperState paper) {
    const auto& ask = std::get<kiosk::IssueTicket>(sent.back());
    view.issued = ticket_for(view, ask.touch, ask.item);
    view.issued->paper = paper;
    tick();
    now += kCalm;
    tick();
}

bool Guest::type(const std::string& text) {
    const bool strokes = stage.semantics().find("stroke.1") != nullptr;
    bool all = true;
    for (const char c : text) {
        const std::string key = c == ' ' ? "space" : c == '-' ? "dash" : std::string(1, c);
        const Node* node = stage.semantics().find((strokes ? "stroke." : "key.") + key);
        all = all && node != nullptr;
        if (node != nullptr) {
            const Point at = node->visible.centre();
            now += Instant{400};
            send(Gesture::press, at);
            send(Gesture::tap, at);
            tick();
        }
    }
    return all;
}

bool Guest::sees(const std::string& id) const {
    const Node* node = stage.semantics().find(id);
    return node != nullptr && node->visible.area() >= node->rect.area() / 2;
}

std::string complaints(const Guest& guest) {
    std::ostringstream all;
    for (const Complaint& complaint : lint(guest.stage.semantics(), guest.stage.theme())) {
        all << complaint.rule << ": " << complaint.about << '\n';
    }
    // What the atlas was not planned for would be a box.
    platform::Characters said;
    for (const TextMark& mark : guest.stage.semantics().marks) {
        said.add(mark.icon ? std::string_view{} : std::string_view{mark.text});
    }
    if (!guest.studio.atlas().covers(said)) {
        for (const TextMark& mark : guest.stage.semantics().marks) {
            if (!mark.icon && !guest.studio.atlas().covers(platform::Characters{mark.text})) {
                all << "glyph: " << mark.text << '\n';
            }
        }
    }
    return all.str();
}

namespace {

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

}  // namespace

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
    const bool same = visible <= (same_fonts ? 0 : drawn.rgba.size() / 200);
    if (!same) {
        write_png(left.string(), drawn);
    }
    INFO(name << ": " << visible << " values differ visibly; what was drawn: " << left.string());
    CHECK(same);
}

}  // namespace hall::screens::tests
