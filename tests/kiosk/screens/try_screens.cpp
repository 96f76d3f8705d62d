// SPDX-License-Identifier: Apache-2.0
// Plays a script on the citizen's screens and writes pictures of them, without a display:
//   try_screens --script "tap=category.social;wait=500;shot=items.png;language=en;shot=en.png"
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <sstream>
#include <string>

#include "tests/kiosk/screens/contact_sheet.h"
#include "tests/kiosk/screens/sample.h"
#include "tests/kiosk/screens/studio.h"

#include <CLI/CLI.hpp>

namespace {

using namespace hall;
using namespace hall::screens;
using namespace hall::screens::tests;

struct Options {
    std::string script;
    std::string out = ".";
    std::string language = "zh-Hant";
    std::string when = "morning";
    int width = 1080;
    int height = 1920;
    float diagonal = 21.5F;
    bool high_contrast = false;
    std::string sheet;
    std::vector<std::string> needs;
};

Language language_of(const std::string& tag) {
    for (const Language language : kLanguages) {
        if (tag_of(language) == tag) {
            return language;
        }
    }
    return Language::zh_hant;
}

class Player {
public:
    explicit Player(const Options& options)
        : options_(options),
          theme_(Panel{options.width, options.height, options.diagonal},
                 options.high_contrast ? Contrast::high : Contrast::light),
          view_(options.when == "noon"      ? noon()
                : options.when == "evening" ? evening()
                                            : morning()),
          studio_(theme_, view_, language_of(options.language)),
          stage_(
              theme_, [this] { return make_uuid(Moment{}, ++touches_, 7); }, sample_han()) {}

    bool play() {
        tick();
        std::istringstream script(options_.script);
        for (std::string step; std::getline(script, step, ';');) {
            const auto equals = step.find('=');
            if (!act(step.substr(0, equals),
                     equals == std::string::npos ? "" : step.substr(equals + 1))) {
                std::cerr << "cannot do: " << step << '\n';
                return false;
            }
        }
        return true;
    }

private:
    void tick() {
        stage_.handle({.when = now_}, view_);
        studio_.draw(stage_, view_, now_);
    }

    void obey(const std::vector<kiosk::Command>& commands) {
        for (const auto& command : commands) {
            let_desk_answer(view_, command);
            if (view_.issued) {
                view_.issued->paper = paper_;
            }
        }
    }

    bool act(const std::string& verb, const std::string& what) {
        now_ += Instant{2'000};
        bool good = true;
        if (verb == "tap") {
            std::vector<kiosk::Command> commands;
            good = stage_.choose(what, view_, now_, commands);
            obey(commands);
        } else if (verb == "type") {
            for (const char c : what) {
                const std::string key = c == ' ' ? "space" : c == '-' ? "dash" : std::string(1, c);
                std::vector<kiosk::Command> commands;
                const bool stroke = stage_.semantics().find("stroke.1") != nullptr;
                good = good &&
                       stage_.choose((stroke ? "stroke." : "key.") + key, view_, now_, commands);
                tick();
            }
        } else if (verb == "scan") {
            obey(stage_.scan(what, view_, now_));
        } else if (verb == "wait") {
            now_ += Instant{std::atoi(what.c_str()) - 2'000};
        } else if (verb == "language") {
            std::vector<kiosk::Command> commands;
            good = stage_.choose("language." + what, view_, now_, commands);
        } else if (verb == "scroll") {
            stage_.handle(
                {Gesture::drag, {}, {0, -static_cast<float>(std::atoi(what.c_str()))}, {}, now_},
                view_);
            stage_.handle({Gesture::release, {}, {}, {}, now_}, view_);
            now_ += Instant{1'000};
        } else if (verb == "press") {
            const Node* node = stage_.semantics().find(what);
            good = node != nullptr;
            if (good) {
                stage_.handle({Gesture::press, node->rect.centre(), {}, {}, now_}, view_);
                now_ += Instant{100};
            }
        } else if (verb == "paper") {
            paper_ = what == "unprinted"   ? kiosk::PaperState::unprinted
                     : what == "uncertain" ? kiosk::PaperState::uncertain
                     : what == "printed"   ? kiosk::PaperState::printed
                                           : kiosk::PaperState::printing;
            if (view_.issued) {
                view_.issued->paper = paper_;
            }
        } else if (verb == "out_of_service") {
            view_.out_of_service = true;
        } else if (verb == "shot") {
            shoot(what);
        } else if (verb == "lint") {
            for (const Complaint& complaint : lint(stage_.semantics(), stage_.theme())) {
                std::printf("%s: %s\n", complaint.rule.c_str(), complaint.about.c_str());
            }
        } else if (verb == "nodes") {
            for (const Node& node : stage_.semantics().nodes) {
                std::printf("%-24s %s\n", node.id.c_str(), node.label.en.c_str());
            }
        } else {
            good = false;
        }
        tick();
        return good;
    }

    void shoot(const std::string& name) {
        const std::string path = options_.out + "/" + name;
        std::filesystem::remove(path);
        write_png(path, studio_.shoot(stage_, view_, now_));
    }

    Options options_;
    Theme theme_;
    kiosk::View view_;
    Studio studio_;
    std::uint64_t touches_ = 0;
    Stage stage_;
    Instant now_{10'000};
    kiosk::PaperState paper_ = kiosk::PaperState::printed;
};

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app{"Plays a script on the citizen's screens and writes pictures."};
    app.add_option(
        "--script", options.script,
        "Steps, separated by ';': tap=<id> type=<keys> wait=<ms> language=<tag> scroll=<px> "
        "press=<id> paper=<state> out_of_service shot=<file> lint nodes");
    app.add_option("--out", options.out, "Folder of the pictures");
    app.add_option("--language", options.language, "Whose glyph shapes the atlas takes");
    app.add_option("--when", options.when, "morning, noon or evening");
    app.add_option("--width", options.width);
    app.add_option("--height", options.height);
    app.add_option("--diagonal", options.diagonal, "Inches");
    app.add_flag("--high-contrast", options.high_contrast);
    app.add_option("--needs", options.needs, "With --sheet: large, dark, paper, low, calm, spoken")
        ->delimiter(',');
    app.add_option("--sheet", options.sheet, "Instead: every place in every language, one picture");
    CLI11_PARSE(app, argc, argv);
    std::filesystem::create_directories(options.out);
    const kiosk::View view = morning();
    const kiosk::IssuedTicket ticket =
        ticket_for(view, {}, most_wanted(*view.content, 1).front()->id);
    use_pictures({std::make_shared<kiosk::Picture>(
                      slip_picture(view, ticket, language_of(options.language))),
                  ticket.qr});
    if (!options.sheet.empty()) {
        const Theme theme{Panel{options.width, options.height, options.diagonal},
                          options.high_contrast ? Contrast::high : Contrast::light};
        return write_contact_sheet(theme, options.needs, options.sheet) ? 0 : 1;
    }
    return Player{options}.play() ? 0 : 1;
}
