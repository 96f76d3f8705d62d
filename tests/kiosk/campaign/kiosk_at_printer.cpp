// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/campaign/kiosk_at_printer.h"

#include <csignal>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "sync/files.h"

#include <date/date.h>

namespace hall::campaign {

namespace {

using namespace std::chrono_literals;

// The sample hall on a Monday at 09:10.
constexpr Moment kMorning = moment_from(1'795'396'200'000);
constexpr auto kPage = 60s;  // Long, because a loaded machine is no fault.
// A page that has just come ignores fingers for 350 ms; a person looks at it before touching.
constexpr auto kLook = 450ms;
constexpr auto kFinger = 60ms;

void save(const std::string& path, const std::string& text) {
    if (!sync::write_whole(path, text)) {
        throw std::runtime_error(path + " cannot be written");
    }
}

}  // namespace

KioskAtPrinter::KioskAtPrinter(Places places)
    : places_(std::move(places)),
      opened_(std::chrono::steady_clock::now()) {
    for (const char* folder : {"service", "glass", "kiosk", "roll"}) {
        std::filesystem::create_directories(places_.work + "/" + folder);
    }
    const std::string common = "width_dots = 576\ncut = \"partial_feed\"\njob_limit_ms = 6000\n";
    save(places_.work + "/tells.toml", "name = \"counting\"\ncut_counter = true\n" + common);
    save(places_.work + "/none.toml", "name = \"plain\"\n" + common);
    auto service = drive::ServiceProcess::start(drive::sample_hall(
        places_.build + "/sync/service/hall-service", places_.source, places_.work + "/service"));
    if (!service) {
        throw std::runtime_error("hall-service: " + service.error().detail);
    }
    service_ = std::move(*service);
    printer_ = std::make_unique<support::Child>(std::vector<std::string>{
        places_.build + "/printer/try_printer", "simulate", "--dir", roll(), "--port", "0"});
    const std::string said = printer_->read_line();
    if (said.find("port ") == std::string::npos) {
        throw std::runtime_error("try_printer simulate: " + said);
    }
    port_ = said.substr(said.find("port ") + 5);
    port_ = port_.substr(0, port_.find(','));
    eyes_ = std::make_unique<bench::Eyes>(places_.work + "/glass/targets");
    finger_ = std::make_unique<bench::Finger>(places_.touch);
}

void KioskAtPrinter::turn_printer(const std::string& control) const {
    save(roll() + "/control.new", control);
    std::filesystem::rename(roll() + "/control.new", roll() + "/control");
}

std::string KioskAtPrinter::hall_time() const {
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - opened_);
    const auto now = std::chrono::time_point_cast<std::chrono::seconds>(kMorning + since);
    return date::format("%FT%TZ", now);
}

void KioskAtPrinter::start(Counter counter) {
    std::filesystem::remove(places_.work + "/glass/targets");
    const std::string profile = counter == Counter::tells ? "/tells.toml" : "/none.toml";
    kiosk_ = std::make_unique<support::Child>(
        std::vector<std::string>{places_.build + "/kiosk/main/hall-kiosk",
                                 "--service",
                                 service_->address().url,
                                 "--token-file",
                                 places_.work + "/service/local.token",
                                 "--data",
                                 places_.work + "/kiosk",
                                 "--device",
                                 "K01",
                                 "--assets",
                                 places_.source + "/assets",
                                 "--printer",
                                 "tcp",
                                 "--printer-set",
                                 "address=127.0.0.1",
                                 "--printer-set",
                                 "port=" + port_,
                                 "--printer-profile",
                                 places_.work + profile,
                                 "--renderer",
                                 "cpu",
                                 "--targets",
                                 places_.work + "/glass/targets",
                                 "--now",
                                 hall_time()});
}

void KioskAtPrinter::wait_for(const std::string& target) {
    if (!eyes_->wait_for(target, kPage)) {
        throw std::runtime_error("hall-kiosk does not show " + target);
    }
}

void KioskAtPrinter::tap(const std::string& target) {
    wait_for(target);
    std::this_thread::sleep_for(kLook);
    const auto at = eyes_->find(target);
    if (!at || !finger_->say("down 0 " + std::to_string(at->x) + " " + std::to_string(at->y))) {
        throw std::runtime_error("no finger on " + target);
    }
    std::this_thread::sleep_for(kFinger);
    if (!finger_->say("up 0")) {
        throw std::runtime_error("the finger stays on " + target);
    }
}

void KioskAtPrinter::ask_for_number() {
    tap("begin.zh-Hant");
    tap("category.household");
    wait_for("back");  // The first page shows some items too.
    tap("item.GA-02");
    tap("take");
}

bool KioskAtPrinter::kill_after(std::chrono::microseconds span) {
    if (kiosk_->ends_within(span)) {
        return false;
    }
    kiosk_->kill(SIGKILL);
    (void)kiosk_->wait();
    kiosk_.reset();
    return true;
}

void KioskAtPrinter::stop() {
    kiosk_->kill(SIGTERM);
    (void)kiosk_->wait();
    kiosk_.reset();
}

void KioskAtPrinter::close_printer() {
    printer_->kill(SIGTERM);
    (void)printer_->wait();
    printer_.reset();
}

}  // namespace hall::campaign
