// SPDX-License-Identifier: Apache-2.0
// Any words on any paper: a picture as wide as the paper without a real-time command, or refused.
#include <array>
#include <filesystem>
#include <fstream>
#include <memory>

#include "printer/encoder.h"
#include "printer/layout.h"
#include "tests/fuzz/input.h"

using namespace hall::printer;

namespace {

constexpr std::array kPapers{kPaper58, kPaper58At180, kPaper72, kPaper72At180,
                             kPaper80, kPaper80At180, kPaper83};

Fonts& fonts() {
    static const std::unique_ptr<Fonts> kept = [] {
        const auto file = [](const char* name, int face) {
            const std::string path = std::string("/usr/share/fonts/opentype/") + name;
            std::vector<std::uint8_t> read(std::filesystem::file_size(path));
            std::ifstream(path, std::ios::binary)
                .read(reinterpret_cast<char*>(read.data()),
                      static_cast<std::streamsize>(read.size()));
            auto bytes = std::make_shared<const std::vector<std::uint8_t>>(std::move(read));
            return FontFile{bytes, *bytes, face};
        };
        return std::move(Fonts::open(file("noto/NotoSansCJK-Regular.ttc", 3),
                                     file("noto/NotoSansCJK-Bold.ttc", 3),
                                     file("inter/InterDisplay-Bold.otf", 0))
                             .value());
    }();
    return *kept;
}

Slip slip_of(fuzz::Input& input) {
    Slip slip;
    slip.script = input.byte() % 2 == 0 ? Script::traditional : Script::simplified;
    slip.voided = input.byte() % 4 == 0;
    slip.attempt = input.byte();
    for (std::string* text : {&slip.number, &slip.service, &slip.title, &slip.hall, &slip.wait,
                              &slip.where, &slip.counters, &slip.item.label, &slip.item.text,
                              &slip.documents_label, &slip.qr, &slip.valid}) {
        *text = input.field();
    }
    for (auto* list : {&slip.marks, &slip.documents, &slip.rules, &slip.phones}) {
        for (int n = input.byte() % 4; n > 0; --n) {
            list->emplace_back(input.field());
        }
    }
    while (!input.empty() && slip.sections.size() < 8) {
        Section section{std::string(input.field()), static_cast<Form>(input.byte() % 8), {}};
        for (int n = input.byte() % 4; n >= 0; --n) {
            section.rows.push_back({std::string(input.field()), std::string(input.field())});
        }
        slip.sections.push_back(std::move(section));
        if (slip.glances.size() < 3) {
            slip.glances.push_back(slip.sections.back().rows.front());
        }
    }
    return slip;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const PaperSize paper = kPapers[input.byte() % kPapers.size()];
    const auto picture = layout(slip_of(input), fonts(), paper);
    if (!picture.has_value()) {
        fuzz::promise(!picture.error().detail.empty(), "a refusal without a reason");
        return 0;
    }
    fuzz::promise(picture->width_dots == paper.width_dots, "a slip not as wide as the paper");
    fuzz::promise(picture->rows.size() ==
                      picture->row_bytes() * static_cast<std::size_t>(picture->height_dots),
                  "a picture with rows missing");
    Bitmap again = *picture;
    fuzz::promise(defuse(again) == 0, "a real-time command in the picture");
    return 0;
}
