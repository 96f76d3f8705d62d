// SPDX-License-Identifier: Apache-2.0
// Commands about a printer and what it puts on paper.
#include <cstdio>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <poll.h>

#include "printer/deadline.h"
#include "printer/drivers.h"
#include "printer/png.h"
#include "printer/ports/usb_port.h"
#include "printer/test_page.h"
#include "printer/text_mode.h"
#include "printer/try/options.h"

namespace hall::printer::try_printer {

namespace {

Slip test_slip(const Profile& profile, const std::string& device) {
    Slip slip;
    slip.hall = "列印測試";
    slip.hall_second = "Printer test page";
    slip.marks = {"測試", "TEST"};
    slip.service = "紙寬 " + std::to_string(profile.width_dots) + " 點";
    slip.service_second = profile.name;
    slip.number = "A012";
    slip.wait = "字形：政務服務中心 政务服务中心";
    slip.wait_second = "ABCDEFGHIJKLM nopqrstuvwxyz 0123456789";
    slip.where = "左右邊框都要看得見";
    slip.where_second = "Both sides of this frame must be visible";
    slip.documents_label = "請檢查：";
    slip.documents = {"黑色均勻，沒有白線", "二維碼可以掃描", "裁切在最後一行之下"};
    slip.qr = "JIAOHAO TEST 0123456789";
    slip.qr_caption = "掃碼得到：";
    slip.qr_caption_second = slip.qr;
    slip.kiosk = device;
    return slip;
}

// In the printer's letters if it has them all, else as a picture, and says so.
int print_slip(const Slip& slip, const Profile& profile, Fonts& fonts, const Options& options) {
    const auto paper = layout(slip, fonts, paper_size(profile));
    const auto lacking = uncovered(slip, fonts, profile);
    if (!paper.has_value() || !lacking.has_value()) {
        return failed(paper.has_value() ? lacking.error() : paper.error());
    }
    if (!lacking->empty()) {
        std::printf("as a picture: the printer has no letters for %s\n", lacking->c_str());
        return send(*paper, options);
    }
    return send(*paper, options, [&](const Profile& own, const JobKey& key, Question question) {
        return encode_text(slip, fonts, own, key, question);
    });
}

// A file of words: the first line large, each other one a paragraph.
int print_words(const Options& options) {
    constexpr std::size_t kMost = 64U << 10U;
    const auto profile = load_profile(options);
    const auto words = load(options.picture);
    auto fonts = load_fonts(options.fonts);
    if (!profile.has_value() || !words.has_value() || !fonts.has_value()) {
        return failed(!profile.has_value() ? profile.error()
                      : !words.has_value() ? words.error()
                                           : fonts.error());
    }
    if (words->size() > kMost) {
        return failed({Fault::bad_slip, options.picture + ": more than 64 KiB are no slip"});
    }
    Section section;
    std::istringstream text(std::string(words->begin(), words->end()));
    Slip slip;
    std::getline(text, slip.service);
    for (std::string line; std::getline(text, line);) {
        section.rows.push_back({"", line});
    }
    slip.sections = {std::move(section)};
    return print_slip(slip, *profile, **fonts, options);
}

// Heard of by hotplug, or found by looking anew where nothing is ever heard.
Result<std::vector<FoundPrinter>> wait_for_one(const Profile& profile, std::chrono::seconds limit) {
    constexpr std::chrono::milliseconds kTick{50};
    constexpr int kTicksToLook = 40;
    const auto arrivals = UsbArrivals::open();
    std::printf("waiting for a printer\n");
    std::fflush(stdout);
    const Deadline deadline(limit);
    for (int tick = 1; !deadline.passed(); ++tick) {
        const bool heard = arrivals.has_value() && (*arrivals)->any();
        if (heard || tick % kTicksToLook == 0) {
            auto found = usb_printers(profile);
            if (!found.has_value() || !found->empty()) {
                std::printf(heard ? "heard of it\n" : "found by looking\n");
                return found;
            }
        }
        ::poll(nullptr, 0, static_cast<int>(deadline.left_of(kTick).count()));
    }
    return std::vector<FoundPrinter>{};
}

}  // namespace

int probe(const Options& options) {
    for (const Driver& driver : drivers()) {
        std::printf("driver %-8s %s\n", std::string(driver.name).c_str(),
                    std::string(driver.what).c_str());
    }
    std::fflush(stdout);
    const auto profile = load_profile(options);
    if (!profile.has_value()) {
        return failed(profile.error());
    }
    auto found = usb_printers(*profile);
    if (found.has_value() && found->empty() && options.until_s > 0) {
        found = wait_for_one(*profile, std::chrono::seconds(options.until_s));
    }
    if (!found.has_value()) {
        return failed(found.error());
    }
    for (const FoundPrinter& one : *found) {
        std::printf("usb %04x:%04x %s, %s, serial %s%s%s\n", one.id.vendor, one.id.product,
                    one.where.c_str(), one.name.c_str(), one.serial.c_str(),
                    one.obstacle.empty() ? "" : " -- ", one.obstacle.c_str());
    }
    if (found->empty()) {
        std::printf("no USB printer\n");
    }
    return kDone;
}

int status(const Options& options) {
    auto printer = open_printer(options);
    if (!printer.has_value()) {
        return failed(printer.error());
    }
    const auto state = (*printer)->state();
    if (!state.has_value()) {
        return failed(state.error());
    }
    std::printf("%s\n%s\n", (*printer)->identity().c_str(), describe(*state).c_str());
    if (const auto obstacle = fault_of(*state)) {
        return failed({*obstacle, "it would not print now"});
    }
    return kDone;
}

int print_test(const Options& options) {
    const auto profile = load_profile(options);
    auto fonts = load_fonts(options.fonts);
    if (!profile.has_value() || !fonts.has_value()) {
        return failed(profile.has_value() ? fonts.error() : profile.error());
    }
    const Slip slip = test_slip(*profile, options.driver);
    if (options.text) {
        return print_slip(slip, *profile, **fonts, options);
    }
    const auto paper = test_page(slip, **fonts, paper_size(*profile));
    return paper.has_value() ? send(*paper, options) : failed(paper.error());
}

int print_file(const Options& options) {
    if (options.text) {
        return print_words(options);
    }
    const auto picture = load_picture(options.picture);
    return picture.has_value() ? send(*picture, options) : failed(picture.error());
}

}  // namespace hall::printer::try_printer
