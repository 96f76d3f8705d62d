// SPDX-License-Identifier: Apache-2.0
#include "printer/try/options.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <utility>

#include "printer/drivers.h"
#include "printer/png.h"

namespace hall::printer::try_printer {

namespace {

// assets/printers/generic-80.toml, for a program that is run alone.
constexpr const char* kGeneric =
    "name = \"generic 80 mm\"\nwidth_dots = 576\ncut = \"partial_feed\"\n";

Result<FontFile> load_font(const std::string& path, int face_index) {
    return load(path).map([&](std::vector<std::uint8_t> bytes) {
        auto kept = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
        return FontFile{kept, *kept, face_index};
    });
}

}  // namespace

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

PaperSize paper_size(const Profile& profile) noexcept {
    return {profile.width_dots, profile.dpi};
}

Result<Bitmap> load_picture(const std::string& path) {
    return load(path).and_then(
        [](const std::vector<std::uint8_t>& bytes) { return decode_png(bytes); });
}

Bitmap stacked(const Bitmap& above, const Bitmap& below) {
    Bitmap both = Bitmap::blank(std::max(above.width_dots, below.width_dots),
                                above.height_dots + below.height_dots);
    const auto copy = [&both](const Bitmap& part, int top) {
        for (int y = 0; y < part.height_dots; ++y) {
            for (int x = 0; x < part.width_dots; ++x) {
                both.set(x, top + y, part.black(x, y));
            }
        }
    };
    copy(above, 0);
    copy(below, above.height_dots);
    return both;
}

}  // namespace hall::printer::try_printer
