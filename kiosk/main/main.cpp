// SPDX-License-Identifier: Apache-2.0
// hall-kiosk: the touch screen that gives out tickets.
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "kiosk/app/runner.h"
#include "kiosk/main/fonts.h"
#include "kiosk/main/glass.h"
#include "kiosk/main/options.h"
#include "kiosk/main/parts.h"
#include "sync/documents.h"
#include "sync/enrol.h"
#include "sync/files.h"
#include "sync/hall/gaps.h"
#include "sync/program_clock.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

namespace {

using namespace hall;
using namespace hall::kiosk;

// Where the targets are, for a test that wants to touch them; written beside and renamed.
void tell_targets(const std::string& path, const Glass& glass, std::string& told) {
    if (path.empty()) {
        return;
    }
    std::string targets = glass.targets();
    if (targets == told) {
        return;
    }
    told = std::move(targets);
    (void)sync::write_whole(path, told);  // A test that waits for it says so itself.
}

// The screens leave away what is missing; the manager has to hear of it.
void tell_gaps(const Content& content) {
    for (const GuideGap& gap : guide_gaps(content)) {
        spdlog::info("{}: the guide lacks {} in {} of 3 languages", gap.item.value, gap.field,
                     gap.languages.size());
    }
}

int run(const Options& options, platform::StageSettings stage) {
    std::string why;
    const auto wall = sync::program_clock(options.now);
    if (!wall) {
        why = wall.error().detail;
    }
    const auto fonts = FontSet::load(options.fonts, why);
    auto printing = fonts && wall ? open_printing(options, *fonts, why) : std::nullopt;
    sync::ServiceAddress address = address_of(options, why);
    PinFits staff_pin = open_staff_pin(options, why);
    if (!printing || !why.empty()) {
        std::cerr << "hall-kiosk: " << why << "\n";
        return EXIT_FAILURE;
    }
    sync::HttpLine line{address.settings()};
    const auto documents = sync::load_documents(line, address, options.data + "/content");
    if (!documents) {
        std::cerr << "hall-kiosk: the hall's documents: " << documents.error().detail << "\n";
        return EXIT_FAILURE;
    }
    address.hall = documents->hall;
    for (const std::string& remark : documents->remarks) {
        spdlog::warn("{}", remark);
    }
    std::atomic<Glass*> glass_seen{nullptr};
    RunnerSettings settings{.journal = options.data + "/journal.db",
                            .documents = *documents,
                            .cache = options.data + "/content",
                            .device = DeviceId{options.device},
                            .program = "hall-kiosk 0.1.0",
                            .service = address,
                            .printing = std::move(*printing),
                            .staff_pin = std::move(staff_pin),
                            .wall = *wall,
                            .changed = [&glass_seen] {
                                if (Glass* glass = glass_seen.load()) {
                                    glass->wake();
                                }
                            }};
    auto runner = Runner::open(std::move(settings));
    if (!runner) {
        std::cerr << "hall-kiosk: " << runner.error().detail << "\n";
        return EXIT_FAILURE;
    }
    const auto han = open_han(options, why);
    if (!han) {
        spdlog::warn("no search by pinyin and strokes: {}", why);
    }
    auto glass = Glass::open(
        {std::move(stage), options.panel(), fonts, touch_keys(*wall), open_voice(options), han},
        *(*runner)->view());
    if (!glass) {
        std::cerr << "hall-kiosk: " << glass.error().detail << "\n";
        return EXIT_FAILURE;
    }
    glass_seen = glass->get();
    const auto watches = open_watches(options, **glass);
    tell_gaps(*(*runner)->view()->content);
    spdlog::info("{}: {} renderer", options.device, (*glass)->renderer_name());
    std::string told;
    bool first = true;
    while ((*glass)->turn([&] { return (*runner)->view(); },
                          [&](Command command) { (*runner)->send(std::move(command)); })) {
        tell_targets(options.targets, **glass, told);
        if (first && (*glass)->first_frame()) {
            spdlog::info("first frame after {} ms", (*glass)->first_frame()->count());
            first = false;
        }
    }
    glass_seen = nullptr;
    runner->reset();  // Before the glass that it wakes; a slip in hand comes out whole.
    if ((*glass)->is_lost()) {
        std::cerr << "hall-kiosk: the display is gone; start the kiosk again when it is back\n";
        spdlog::shutdown();
        std::_Exit(EXIT_FAILURE);  // Nothing is closed that would ask the display about it.
    }
    return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
    const auto started = std::chrono::steady_clock::now();
    Options options;
    CLI::App app{"The touch kiosk of a government service hall."};
    options.add_to(app);
    CLI11_PARSE(app, argc, argv);
    if (options.hash_staff_pin) {
        return hash_staff_pin();
    }
    std::error_code made;
    std::filesystem::create_directories(options.data, made);
    std::string why;
    if (!options.read_config(app, why)) {
        std::cerr << "hall-kiosk: " << why << "\n";
        return EXIT_FAILURE;
    }
    if (!options.enrol.empty()) {
        return sync::enrol_and_tell(service_of(options), "kiosk", options.enrol);
    }
    platform::StageSettings stage = options.stage();
    stage.started = started;
    return run(options, std::move(stage));
}
