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
constexpr int kBand = 10;  ///< Pictures beside each other; more stand in a band below.

/// What has to be touched from attract on to come to a place; "type:jzz" types, "scroll:900"
/// pushes, "scan:…" holds a code before the scanner, "view:evening" is another hour or state of
/// the hall, "refuse:…" is the desk's no, "staff" the hidden hold and the PIN.
struct Stop {
    const char* name;
    std::vector<std::string> steps;
};

const std::array<Stop, 30>& stops() {
    static const std::array<Stop, 30> all{
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
         {"board", {"begin", "board"}},
         {"notice", {"begin", "board", "notice.conduct"}},
         {"check in", {"begin", "check_in", "type:7k3f9"}},
         {"phone", {"begin", "check_in", "by_tail", "pin.4", "pin.3"}},
         {"found", {"begin", "check_in", "by_tail", "pin.4", "pin.3", "pin.2", "pin.1", "find"}},
         {"checked in", {"begin", "check_in", "type:7k3f9q2m", "check_in_now"}},
         {"used", {"scan:GH1.A.x", "refuse:appointment_used"}},
         {"slip missed", {"scan:X/t/1"}},
         {"slip back", {"scan:X/t/1", "requeue"}},
         {"lunch", {"view:noon", "begin"}},
         {"closed", {"view:evening", "begin"}},
         {"no paper", {"view:no_paper", "begin", "category.household", "item.GA-02"}},
         {"out of service", {"view:out_of_service"}},
         {"staff", {"staff"}}}};
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
        if (const auto colon = what.find(':');
            colon != std::string::npos && what[0] != 't' && !what.starts_with("scroll:")) {
            return befall(what.substr(0, colon), what.substr(colon + 1), language);
        }
        if (what == "staff") {
            return let_staff_in();
        }
        if (what.starts_with("type:")) {
            const bool strokes = stage_.semantics().find("stroke.1") != nullptr;
            bool all = true;
            // The same radical, as it is written here and there: 訁 and 讠.
            const std::string keys =
                strokes && language == Language::zh_hans ? "45" : what.substr(5);
            for (const char c : keys) {
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

    /// A place that nobody began at is in the hall's own language until somebody changes it.
    void speak(Language language) {
        if (stage_.visit().language != language) {
            now_ += Instant{2'000};
            (void)choose("language." + std::string{tag_of(language)});
        }
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
    void obey(const std::vector<kiosk::Command>& commands) {
        for (const auto& command : commands) {
            let_desk_answer(view_, command);
        }
        tick();
    }
    bool befall(const std::string& what, const std::string& how, Language language) {
        if (what == "view") {
            view_ = how == "noon" ? noon() : how == "evening" ? evening() : morning();
            view_.out_of_service = how == "out_of_service";
            view_.printer =
                how == "no_paper" ? kiosk::PrinterHealth::paper_out : kiosk::PrinterHealth::fine;
        } else if (what == "refuse") {
            view_.scanned.reset();
            view_.refused = kiosk::Refused{.touch = stage_.visit().touch, .item = {}, .code = how};
            view_.refused->about = kiosk::AppointmentLine{.number = "A803"};
        } else if (what == "scan") {
            // From the page where one stands; the language is that of whoever began there.
            (void)step("begin", language);
            now_ += Instant{2'000};
            auto commands = stage_.scan(how, view_, now_);
            if (how.starts_with("X")) {
                obey(commands);
            }
        } else {
            return false;
        }
        tick();
        now_ += Instant{2'000};
        tick();
        return true;
    }
    bool let_staff_in() {
        const Theme& theme = stage_.theme();
        const Point corner{theme.px(theme.width()) - 20, 20};
        stage_.handle({Gesture::press, corner, {}, {}, now_}, view_);
        now_ += Instant{5'100};
        tick();
        view_.door = kiosk::StaffDoor::open;
        view_.staff = a_staff_day();
        tick();
        return stage_.visit().place().kind == PlaceKind::staff;
    }
    bool choose(const std::string& id) {
        std::vector<kiosk::Command> commands;
        const bool good = stage_.choose(id, view_, now_, commands);
        obey(commands);
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
    const auto languages = static_cast<int>(kLanguages.size());
    const int bands = (static_cast<int>(stops().size()) + kBand - 1) / kBand;
    Shot sheet;
    sheet.width = kBand * (wide + kGap) + kGap;
    sheet.height = bands * languages * (tall + kGap) + kGap;
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
            walker.speak(language);
            walker.complain(stops().at(column).name);
            put(sheet, halved(halved(walker.shoot())),
                kGap + static_cast<int>(column) % kBand * (wide + kGap),
                kGap + (static_cast<int>(column) / kBand * languages + static_cast<int>(row)) *
                           (tall + kGap));
        }
    }
    std::filesystem::remove(path);
    write_png(path, sheet);
    return true;
}

}  // namespace hall::screens::tests
