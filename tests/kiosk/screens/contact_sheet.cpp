// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/screens/contact_sheet.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>

#include "tests/kiosk/screens/sample.h"
#include "tests/kiosk/screens/studio.h"

namespace hall::screens::tests {

namespace {

constexpr int kGap = 12;

/// What has to be touched from attract on to come to a place; "type:jzz" types, "scroll:900"
/// pushes.
struct Stop {
    const char* name;
    std::vector<std::string> steps;
};

const std::array<Stop, 17>& stops() {
    static const std::array<Stop, 17> all{
        {{"attract", {}},
         {"home", {"begin"}},
         {"needs", {"begin", "needs"}},
         {"events", {"begin", "ways.events"}},
         {"departments", {"begin", "ways.departments"}},
         {"items", {"begin", "category.property"}},
         {"search", {"begin", "search"}},
         {"found", {"begin", "search", "type:jz"}},
         {"strokes", {"begin", "search", "key.other", "type:4111"}},
         {"guide", {"begin", "category.household", "item.GA-02"}},
         {"guide below", {"begin", "category.household", "item.GA-02", "scroll:1500"}},
         {"priority", {"begin", "category.household", "item.GA-02", "priority"}},
         {"issued", {"begin", "category.household", "item.GA-02", "take"}},
         {"map", {"begin", "map"}},
         {"way", {"begin", "category.household", "item.GA-02", "take", "way"}},
         {"directory", {"begin", "directory"}},
         {"board", {"begin", "board"}}}};
    return all;
}

class Walker {
public:
    Walker(const Theme& theme, Studio& studio)
        : studio_(studio),
          stage_(
              theme, [this] { return make_uuid(Moment{}, ++touches_, 7); }, sample_han()) {
        tick();
    }

    bool step(const std::string& what, Language language) {
        now_ += Instant{2'000};
        if (what.starts_with("type:")) {
            const bool strokes = stage_.semantics().find("stroke.1") != nullptr;
            bool all = true;
            for (const char c : what.substr(5)) {
                all = choose((strokes ? "stroke." : "key.") + std::string(1, c)) && all;
            }
            return all;
        }
        if (what.starts_with("scroll:")) {
            const auto by = static_cast<float>(std::stoi(what.substr(7)));
            stage_.handle({Gesture::drag, {}, {0, -by}, {}, now_}, view_);
            stage_.handle({Gesture::release, {}, {}, {}, now_}, view_);
            tick();
            return true;
        }
        const std::string id = what == "begin" ? "begin." + std::string{tag_of(language)} : what;
        // What is not in sight is scrolled to, as a person would.
        for (int i = 0; i < 12 && stage_.semantics().find(id) == nullptr; ++i) {
            (void)step("scroll:300", language);
        }
        return choose(id);
    }

    bool need(const std::vector<std::string>& needs, Language language) {
        if (needs.empty()) {
            return true;
        }
        bool all = step("needs", language);
        for (const std::string& one : needs) {
            all = step("need." + one, language) && all;
        }
        return step("needs_done", language) && all;
    }

    void complain(const std::string& where) const {
        for (const Complaint& complaint : lint(stage_.semantics(), stage_.theme())) {
            std::cerr << where << ": " << complaint.rule << ": " << complaint.about << '\n';
        }
    }

    Shot shoot() {
        now_ += Instant{9'000};  // Whatever moves has come to rest.
        tick();
        return studio_.shoot(stage_, view_, now_);
    }

private:
    void tick() {
        stage_.handle({.when = now_}, view_);
        studio_.draw(stage_, view_, now_);
    }
    bool choose(const std::string& id) {
        std::vector<kiosk::Command> commands;
        const bool good = stage_.choose(id, view_, now_, commands);
        for (const auto& command : commands) {
            if (const auto* ask = std::get_if<kiosk::IssueTicket>(&command)) {
                view_.issued = ticket_for(view_, ask->touch, ask->item);
                view_.issued->paper = kiosk::PaperState::printed;
            }
        }
        tick();
        return good;
    }

    Studio& studio_;
    kiosk::View view_ = morning();
    std::uint64_t touches_ = 0;
    Stage stage_;
    Instant now_{10'000};
};

void put(Shot& sheet, const Shot& one, int x, int y) {
    for (int row = 0; row < one.height; ++row) {
        const auto from = static_cast<std::ptrdiff_t>(row) * one.width * 4;
        const auto to = (static_cast<std::ptrdiff_t>(y + row) * sheet.width + x) * 4;
        std::copy_n(one.rgba.begin() + from, one.width * 4, sheet.rgba.begin() + to);
    }
}

}  // namespace

bool write_contact_sheet(const Theme& theme,
                         const std::vector<std::string>& needs,
                         const std::string& path) {
    const int wide = theme.panel().width_px / 4;
    const int tall = theme.panel().height_px / 4;
    Shot sheet;
    sheet.width = static_cast<int>(stops().size()) * (wide + kGap) + kGap;
    sheet.height = static_cast<int>(kLanguages.size()) * (tall + kGap) + kGap;
    sheet.rgba.assign(
        static_cast<std::size_t>(sheet.width) * static_cast<std::size_t>(sheet.height) * 4, 0x80);
    for (std::size_t row = 0; row < kLanguages.size(); ++row) {
        const Language language = kLanguages.at(row);
        Studio studio{theme, morning(), language};
        for (std::size_t column = 0; column < stops().size(); ++column) {
            Walker walker{theme, studio};
            if (!walker.need(needs, language)) {
                return false;
            }
            for (const std::string& step : stops().at(column).steps) {
                if (!walker.step(step, language)) {
                    std::cerr << stops().at(column).name << ": cannot do " << step << '\n';
                    return false;
                }
            }
            walker.complain(stops().at(column).name);
            put(sheet, halved(halved(walker.shoot())),
                kGap + static_cast<int>(column) * (wide + kGap),
                kGap + static_cast<int>(row) * (tall + kGap));
        }
    }
    std::filesystem::remove(path);
    write_png(path, sheet);
    return true;
}

}  // namespace hall::screens::tests
