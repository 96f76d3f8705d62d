// SPDX-License-Identifier: Apache-2.0
// Every kind of paper of a hall as pictures, before a roll is used for it.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "kiosk/app/slip_examples.h"
#include "kiosk/main/fonts.h"
#include "printer/encoder.h"
#include "printer/layout.h"
#include "printer/png.h"
#include "printer/test_page.h"
#include "sync/documents.h"

#include <CLI/CLI.hpp>
#include <date/tz.h>

namespace {

using namespace hall;
using namespace hall::kiosk;

constexpr std::size_t kDocumentMost = 4U << 20U;
constexpr int kSheetWidth = 4000;
constexpr int kSheetGap = 32;

struct NamedPaper {
    const char* name = "";
    printer::PaperSize size;
};
constexpr std::array kPapers{
    NamedPaper{"58", printer::kPaper58}, NamedPaper{"58at180", printer::kPaper58At180},
    NamedPaper{"72", printer::kPaper72}, NamedPaper{"72at180", printer::kPaper72At180},
    NamedPaper{"80", printer::kPaper80}, NamedPaper{"80at180", printer::kPaper80At180},
    NamedPaper{"83", printer::kPaper83}};

struct Options {
    std::string assets = "/usr/share/jiaohao";
    std::string hall;
    std::string fonts = "/usr/share/fonts";
    std::string directory;
    std::string sheet;
    std::vector<std::string> kinds, papers, languages;
};

bool wanted(const std::vector<std::string>& list, std::string_view name) {
    return list.empty() || std::find(list.begin(), list.end(), name) != list.end();
}

struct Loaded {
    Content content;
    Phrases phrases;
};

std::optional<Loaded> load(const Options& options, std::string& why) {
    const auto text = [&](const std::string& file) -> std::string {
        auto read = sync::read_whole(file, kDocumentMost);
        why = read ? why : read.error().detail;
        return read.value_or("");
    };
    const std::string folder =
        options.hall.empty() ? options.assets + "/hall/sample" : options.hall;
    auto hall = load_hall(text(folder + "/hall.json"), folder + "/hall.json");
    if (!hall) {
        why = why.empty() ? hall.error().text() : why;
        return std::nullopt;
    }
    auto catalogue =
        load_catalogue(text(folder + "/catalog.json"), *hall, folder + "/catalog.json");
    if (!catalogue) {
        why = why.empty() ? catalogue.error().text() : why;
        return std::nullopt;
    }
    std::array<std::string, 3> files;
    std::array<std::string, 3> texts;
    for (std::size_t i = 0; i < files.size(); ++i) {
        files[i] = options.assets + "/text/" + std::string(tag_of(kLanguages[i])) + ".json";
        texts[i] = text(files[i]);
    }
    auto phrases =
        Phrases::load({{{texts[0], files[0]}, {texts[1], files[1]}, {texts[2], files[2]}}});
    if (!phrases) {
        why = why.empty() ? phrases.error().text() : why;
        return std::nullopt;
    }
    return Loaded{{std::move(*hall), std::move(*catalogue)}, std::move(*phrases)};
}

// Slips side by side on grey, row below row.
class Sheet {
public:
    void add(const printer::Bitmap& slip) {
        if (left_ + slip.width_dots + kSheetGap > kSheetWidth) {
            next_row();
        }
        row_.push_back(slip);
        left_ += slip.width_dots + kSheetGap;
    }

    [[nodiscard]] printer::Bitmap finish() {
        next_row();
        return std::move(sheet_);
    }

private:
    void next_row() {
        int tallest = 0;
        for (const auto& slip : row_) {
            tallest = std::max(tallest, slip.height_dots);
        }
        const int top = sheet_.height_dots;
        sheet_.resize_height(top + tallest + kSheetGap);
        for (int y = top; y < sheet_.height_dots; ++y) {
            for (int x = y % 2 * 2; x < kSheetWidth; x += 4) {
                sheet_.set(x, y, true);
            }
        }
        int left = kSheetGap / 2;
        for (const auto& slip : row_) {
            for (int y = 0; y < slip.height_dots; ++y) {
                for (int x = 0; x < slip.width_dots; ++x) {
                    sheet_.set(left + x, top + kSheetGap / 2 + y, slip.black(x, y));
                }
            }
            left += slip.width_dots + kSheetGap;
        }
        row_.clear();
        left_ = kSheetGap / 2;
    }

    printer::Bitmap sheet_ = printer::Bitmap::blank(kSheetWidth, 0);
    std::vector<printer::Bitmap> row_;
    int left_ = kSheetGap / 2;
};

bool write(const std::string& path, const std::vector<std::uint8_t>& bytes) {
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    return file.good();
}

bool write_png(const std::string& path, const printer::Bitmap& picture) {
    return write(path, printer::encode_png(picture));
}

// The picture, the bytes that a printer would get, and what a reader of both has to find.
bool write_all(const std::string& path,
               const SlipExample& one,
               const printer::Bitmap& picture,
               const printer::Profile& profile) {
    const auto job =
        printer::encode(picture, profile, printer::JobKey::of(7), printer::Question::none);
    std::string expect =
        one.slip.number + "\n" + std::to_string(one.slip.qr.size()) + "\n" + one.slip.qr + "\n";
    for (const std::string& word : one.words) {
        expect += word + "\n";
    }
    return job && write_png(path + ".png", picture) && write(path + ".bin", *job) &&
           write(path + ".txt", {expect.begin(), expect.end()});
}

struct Drawing {
    const Options& options;
    const SlipSource& source;
    printer::Fonts& fonts;
    Sheet& sheet;

    // False when a slip cannot be set or written; the reason has been said.
    bool draw(const NamedPaper& paper, Language language, Moment now) const {
        printer::Profile profile;
        profile.name = paper.name;
        profile.width_dots = paper.size.width_dots;
        profile.dpi = paper.size.dpi;
        for (const SlipExample& one : slip_examples(source, profile, language, now)) {
            if (!wanted(options.kinds, one.kind)) {
                continue;
            }
            const std::string name =
                one.kind + "-" + paper.name + "-" + std::string(tag_of(language));
            const auto picture = one.kind == "test"
                                     ? printer::test_page(one.slip, fonts, paper.size)
                                     : printer::layout(one.slip, fonts, paper.size);
            if (!picture) {
                std::cerr << name << ": " << picture.error().detail << "\n";
                return false;
            }
            if (!options.directory.empty() &&
                !write_all(options.directory + "/" + name, one, *picture, profile)) {
                std::cerr << options.directory << "/" << name << ".* cannot be written\n";
                return false;
            }
            std::printf("%-28s %4d x %4d dots, %d mm\n", name.c_str(), picture->width_dots,
                        picture->height_dots, picture->height_dots * 254 / paper.size.dpi / 10);
            sheet.add(*picture);
        }
        return true;
    }
};

int run(const Options& options) {
    std::string why;
    const auto loaded = load(options, why);
    const auto fonts = loaded ? FontSet::load(options.fonts, why) : nullptr;
    if (!fonts) {
        std::cerr << "try_slips: " << why << "\n";
        return 1;
    }
    const date::time_zone* zone = nullptr;
    try {
        zone = date::locate_zone(loaded->content.hall.time_zone);
    } catch (const std::exception& error) {
        std::cerr << "try_slips: " << loaded->content.hall.time_zone << ": " << error.what()
                  << "\n";
        return 1;
    }
    auto faces = fonts->for_printer();
    if (!faces) {
        std::cerr << "try_slips: " << faces.error().detail << "\n";
        return 1;
    }
    const HallClock clock{loaded->content.hall.hours, *zone};
    const DeviceId kiosk{"K01"};
    const SlipSource source{loaded->content, loaded->phrases, clock, kiosk, "a key for pictures"};
    constexpr Day kDay{std::chrono::year{2026} / std::chrono::November / 23};
    const Moment now = clock.moment_of(kDay, std::chrono::minutes(9 * 60 + 42));
    Sheet sheet;
    for (const NamedPaper& paper : kPapers) {
        for (const Language language : kLanguages) {
            if (wanted(options.papers, paper.name) && wanted(options.languages, tag_of(language)) &&
                !Drawing{options, source, **faces, sheet}.draw(paper, language, now)) {
                return 1;
            }
        }
    }
    if (!options.sheet.empty() && !write_png(options.sheet, sheet.finish())) {
        std::cerr << "try_slips: " << options.sheet << " cannot be written\n";
        return 1;
    }
    return 0;
}

}  // namespace

int main(int count, char** words) {
    Options options;
    CLI::App app{"Every kind of paper of a hall as PNG, to the dot as it would be printed."};
    app.add_option("--assets", options.assets)->capture_default_str();
    app.add_option("--hall", options.hall, "hall.json and catalog.json; the sample without");
    app.add_option("--fonts", options.fonts)->capture_default_str();
    app.add_option("--dir", options.directory,
                   "write each slip here: .png, the job's .bin, and in .txt what must be read");
    app.add_option("--sheet", options.sheet, "write all of them into one PNG");
    app.add_option("--kind", options.kinds, "ticket, guide, day-close, …; all without");
    app.add_option("--paper", options.papers, "58, 72, 80, 83 or with at180; all without");
    app.add_option("--language", options.languages, "zh-Hant, zh-Hans, en; all without");
    CLI11_PARSE(app, count, words);
    return run(options);
}
