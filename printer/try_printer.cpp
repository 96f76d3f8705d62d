// SPDX-License-Identifier: Apache-2.0
// What a field engineer runs first: is there a printer, how is it, does it print?
#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "printer/drivers.h"
#include "printer/layout.h"
#include "printer/png.h"
#include "printer/ports/usb_port.h"
#include "printer/printer.h"

#include <CLI/CLI.hpp>

namespace {

using namespace hall::printer;

// Exit codes, for scripts. 2 is CLI11's own for a wrong command line.
constexpr int kDone = 0;
constexpr int kNotPrinted = 1;
constexpr int kUncertain = 3;

// assets/printers/generic-80.toml, for a program that is run alone.
constexpr const char* kGeneric =
    "name = \"generic 80 mm\"\nwidth_dots = 576\ncut = \"partial_feed\"\n";

struct Options {
    std::string driver = "usb";
    std::vector<std::string> set;
    std::string profile;
    std::string picture;
    std::string save;
    std::string fonts = "/usr/share/fonts/opentype";
};

int failed(const Error& error) {
    std::fprintf(stderr, "%s: %s\n", std::string(name(error.code)).c_str(), error.detail.c_str());
    return kNotPrinted;
}

Result<std::vector<std::uint8_t>> load(const std::string& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file || file.tellg() < 0) {
        return fault(Fault::bad_settings, path + " cannot be read");
    }
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(file.tellg()));
    file.seekg(0);
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

Result<Profile> load_profile(const Options& options) {
    if (options.profile.empty()) {
        return parse_profile(kGeneric);
    }
    return load(options.profile).and_then([](const std::vector<std::uint8_t>& bytes) {
        return parse_profile(std::string(bytes.begin(), bytes.end()));
    });
}

Result<FontFile> load_font(const std::string& path, int face_index) {
    return load(path).map([&](std::vector<std::uint8_t> bytes) {
        auto kept = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
        return FontFile{kept, *kept, face_index};
    });
}

Result<std::unique_ptr<Fonts>> load_fonts(const std::string& root) {
    constexpr int kTraditional = 3;
    auto regular = load_font(root + "/noto/NotoSansCJK-Regular.ttc", kTraditional);
    auto bold = load_font(root + "/noto/NotoSansCJK-Bold.ttc", kTraditional);
    auto number = load_font(root + "/noto/NotoSansCJK-Bold.ttc", kTraditional);
    for (const auto* font : {&regular, &bold, &number}) {
        if (!font->has_value()) {
            return tl::unexpected<Error>(font->error());
        }
    }
    return Fonts::open(std::move(*regular), std::move(*bold), std::move(*number));
}

Result<std::unique_ptr<Printer>> open_printer(const Options& options) {
    Settings settings{{"driver", options.driver}};
    for (const std::string& one : options.set) {
        const auto equals = one.find('=');
        if (equals == std::string::npos) {
            return fault(Fault::bad_settings, "--set " + one + " is not key=value");
        }
        settings[one.substr(0, equals)] = one.substr(equals + 1);
    }
    const auto profile = load_profile(options);
    if (!profile.has_value()) {
        return tl::unexpected<Error>(profile.error());
    }
    auto port = open_port(settings, *profile);
    if (!port.has_value()) {
        return tl::unexpected<Error>(port.error());
    }
    return std::make_unique<Printer>(std::move(*port), *profile);
}

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

int list(const Options& options) {
    for (const Driver& driver : drivers()) {
        std::printf("driver %-8s %s\n", std::string(driver.name).c_str(),
                    std::string(driver.what).c_str());
    }
    const auto profile = load_profile(options);
    if (!profile.has_value()) {
        return failed(profile.error());
    }
    const auto found = usb_printers(*profile);
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

int send(Printer& printer, const Bitmap& paper, const Options& options) {
    if (!options.save.empty()) {
        const auto bytes = encode_png(paper);
        std::ofstream file(options.save, std::ios::binary);
        file.write(reinterpret_cast<const char*>(bytes.data()),
                   static_cast<std::streamsize>(bytes.size()));
    }
    const auto result = printer.print(paper, JobKey::of(std::random_device{}()));
    if (result.has_value()) {
        std::printf("printed: %s\n", std::string(name(*result)).c_str());
        return kDone;
    }
    const bool known = result.error().certainty == Certainty::not_printed;
    std::printf("%s\n", known ? "not printed" : "uncertain");
    failed(result.error().error);
    return known ? kNotPrinted : kUncertain;
}

int print_test(const Options& options) {
    auto printer = open_printer(options);
    if (!printer.has_value()) {
        return failed(printer.error());
    }
    auto fonts = load_fonts(options.fonts);
    if (!fonts.has_value()) {
        return failed(fonts.error());
    }
    const Profile& profile = (*printer)->profile();
    const auto paper =
        layout(test_slip(profile, (*printer)->identity()), **fonts, PaperSize{profile.width_dots, profile.dpi});
    return paper.has_value() ? send(**printer, *paper, options) : failed(paper.error());
}

int print_picture(const Options& options) {
    const auto picture = load(options.picture).and_then([](const std::vector<std::uint8_t>& bytes) {
        return decode_png(bytes);
    });
    if (!picture.has_value()) {
        return failed(picture.error());
    }
    auto printer = open_printer(options);
    return printer.has_value() ? send(**printer, *picture, options) : failed(printer.error());
}

}  // namespace

int main(int count, char** words) {
    Options options;
    CLI::App app{"Is there a receipt printer, how is it, and does it print?"};
    app.require_subcommand(1);
    app.add_option("--driver", options.driver, "usb, virtual or file")->capture_default_str();
    app.add_option("--set", options.set, "the driver's settings: directory=DIR, path=/dev/usb/lp0");
    app.add_option("--profile", options.profile, "assets/printers/*.toml; generic 80 mm without");
    app.add_option("--fonts", options.fonts, "where noto/ is")->capture_default_str();
    app.add_option("--save", options.save, "also write the picture to this PNG");
    auto* listing = app.add_subcommand("list", "drivers, and the USB printers there are");
    auto* asking = app.add_subcommand("status", "how the printer is; exits 1 if it cannot print");
    auto* testing = app.add_subcommand("print-test", "a test page");
    auto* printing = app.add_subcommand("print", "a PNG, dot for dot");
    printing->add_option("FILE", options.picture)->required();
    for (auto* command : {listing, asking, testing, printing}) {
        command->fallthrough();
    }
    try {
        app.parse(count, words);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    if (listing->parsed()) {
        return list(options);
    }
    if (asking->parsed()) {
        return status(options);
    }
    return testing->parsed() ? print_test(options) : print_picture(options);
}
