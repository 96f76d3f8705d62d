// SPDX-License-Identifier: Apache-2.0
#include "printer/text_mode.h"

#include <algorithm>
#include <initializer_list>

#include "printer/charset.h"
#include "printer/layout.h"
#include "printer/qr.h"
#include "printer/sheet.h"
#include "printer/text_wrap.h"

namespace hall::printer {

namespace {

constexpr int kCellDots = 12;  // Font A: a letter is 12 dots wide, a Han character 24.
constexpr int kLineDots = 24;

struct Style {
    int scale = 1;
    bool bold = false;
    bool reversed = false;
    Align align = Align::left;
};
constexpr Style kPlain{};
constexpr Style kBold{1, true, false, Align::left};
constexpr Style kCentred{1, false, false, Align::centre};
constexpr Style kTitle{2, true, false, Align::centre};

class Writer {
public:
    Writer(const Profile& profile, Charset charset, Fonts& fonts)
        : profile_(profile),
          charset_(std::move(charset)),
          fonts_(fonts),
          columns_(profile.width_dots / kCellDots) {
        speech().begin(out_, profile_);
        // Code page 0 and Chinese characters on: ESC @ leaves both as the maker set them.
        put({0x1B, 't', 0, 0x1C, '&'});
    }

    [[nodiscard]] const Speech& speech() const { return speech_of(profile_.dialect); }
    Bytes& out() { return out_; }
    /// What it was asked to write and the printer has no letters for.
    [[nodiscard]] const std::u32string& lacking() const { return lacking_; }

    void text(const std::string& utf8, Style style) {
        const auto cells = [&](char32_t c) {
            return style.scale * (charset_.encode(c).value_or("  ").size() > 1 ? 2 : 1);
        };
        for (const auto& line : wrap(code_points(utf8), columns_, cells)) {
            write(line, style);
        }
    }

    void rule() { text(std::string(static_cast<std::size_t>(columns_), '-'), kPlain); }

    // The label at the left edge, the value at the right one.
    void figure(const Labelled& row) {
        const auto cells = [](const std::u32string& line) {
            return std::count_if(line.begin(), line.end(), [](char32_t c) { return c > 0x7E; }) +
                   static_cast<std::ptrdiff_t>(line.size());
        };
        const auto room = columns_ - cells(code_points(row.label)) - cells(code_points(row.text));
        if (room < 1) {
            text(row.label, kPlain);
            text(row.text, {1, true, false, Align::right});
            return;
        }
        text(row.label + std::string(static_cast<std::size_t>(room), '.') + row.text, kPlain);
    }

    Outcome code(const std::string& payload) {
        const int module = profile_.width_dots < 480 ? 5 : 6;
        if (profile_.qr == QrUse::native) {
            speech().qr(out_, payload, module);
            put({0x1B, 'a', 0});
            return {};
        }
        return qr_code(payload, module).map([&](const Bitmap& drawn) {
            Sheet sheet(fonts_, profile_.width_dots);
            sheet.paste(drawn, std::max((profile_.width_dots - drawn.width_dots) / 2, 0), 0);
            sheet.space(drawn.height_dots);
            picture(sheet.finish());
        });
    }

private:
    void put(std::initializer_list<std::uint8_t> bytes) {
        out_.insert(out_.end(), bytes.begin(), bytes.end());
    }

    void picture(Bitmap drawn) {
        defuse(drawn);
        speech().raster(out_, drawn, profile_);
    }

    void write(const std::u32string& line, Style style) {
        const auto encoded = charset_.encode(line);
        if (!encoded.has_value()) {
            note_lacking(line);
            return draw(line, style);
        }
        const auto size = static_cast<std::uint8_t>((style.scale - 1) * 0x11);
        put({0x1B, 'a', static_cast<std::uint8_t>(style.align), 0x1B, 'E',
             static_cast<std::uint8_t>(style.bold), 0x1D, '!', size, 0x1D, 'B',
             static_cast<std::uint8_t>(style.reversed)});
        out_.insert(out_.end(), encoded->begin(), encoded->end());
        put({'\n'});
    }

    void note_lacking(const std::u32string& line) {
        for (const char32_t c : line) {
            if (lacking_.find(c) == std::u32string::npos && !charset_.encode(c).has_value()) {
                lacking_ += c;
            }
        }
    }

    void draw(const std::u32string& line, Style style) {
        Sheet sheet(fonts_, profile_.width_dots);
        const TextStyle type{style.bold ? Face::bold : Face::regular, kLineDots * style.scale};
        const Column column{0, profile_.width_dots};
        sheet.text(utf8_of(line), type, column, style.align);
        picture(sheet.finish());
    }

    const Profile& profile_;
    Charset charset_;
    Fonts& fonts_;
    int columns_;
    Bytes out_;
    std::u32string lacking_;
};

void write_section(Writer& to, const Section& section) {
    if (section.rows.empty()) {
        return;
    }
    to.text(section.heading, kBold);
    int n = 0;
    for (const Labelled& row : section.rows) {
        switch (section.form) {
            case Form::paragraphs:
            case Form::facts:
            case Form::code:
                to.text(row.label + (row.label.empty() ? "" : " ") + row.text, kPlain);
                break;
            case Form::figures:
                to.figure(row);
                break;
            case Form::steps:
                to.text(std::to_string(++n) + " " + row.text, kPlain);
                break;
            case Form::boxes:
            case Form::choices:
                to.text("[ ] " + row.text, kPlain);
                break;
            case Form::to_write:
                to.text(row.label + " ________________", kPlain);
                break;
        }
    }
}

void write_head(Writer& to, const Slip& slip) {
    to.text(slip.hall, {1, true, false, Align::centre});
    to.text(slip.hall_second, kCentred);
    to.rule();
    to.text(slip.title, {2, true, true, Align::centre});
    to.text(slip.title_second, kCentred);
    to.text(slip.service, kTitle);
    to.text(slip.service_second, kCentred);
    for (const std::string& mark : slip.marks) {
        to.text(" " + mark + " ", {1, true, true, Align::centre});
    }
    to.text((slip.voided ? "X " : "") + slip.number, {4, true, false, Align::centre});
    for (const Labelled& one : slip.glances) {
        to.text(one.label + " " + one.text, {1, true, false, Align::centre});
    }
    to.text(slip.wait, kCentred);
    to.text(slip.wait_second, kCentred);
    to.text(slip.where, kTitle);
    to.text(slip.where_second, kCentred);
    to.text(slip.counters, kTitle);
}

Outcome write_foot(Writer& to, const Slip& slip) {
    if (!slip.qr.empty()) {
        to.rule();
        if (auto coded = to.code(slip.qr); !coded.has_value()) {
            return coded;
        }
    }
    to.text(slip.qr_caption, kCentred);
    to.text(slip.qr_caption_second, kCentred);
    for (const std::string& rule : slip.rules) {
        to.text(rule, kPlain);
    }
    to.text(slip.valid, kBold);
    to.rule();
    to.text(slip.issued_at + " " + slip.kiosk + " " + slip.running_no + " -" +
                std::to_string(slip.attempt),
            kCentred);
    for (const std::string& phone : slip.phones) {
        to.text(phone, kCentred);
    }
    return {};
}

Outcome write_slip(Writer& to, const Slip& slip) {
    write_head(to, slip);
    if (!slip.item.text.empty()) {
        to.text(slip.item.label + " " + slip.item.text, kPlain);
    }
    to.text(slip.documents_label, kBold);
    for (const std::string& document : slip.documents) {
        to.text("[ ] " + document, kPlain);
    }
    for (const Section& section : slip.sections) {
        write_section(to, section);
    }
    return write_foot(to, slip);
}

}  // namespace

Result<std::string> uncovered(const Slip& slip, Fonts& fonts, const Profile& profile) {
    auto charset = Charset::open(profile.kanji);
    if (!charset.has_value()) {
        return tl::unexpected<Error>(charset.error());
    }
    Writer to(profile, std::move(*charset), fonts);
    if (auto written = write_slip(to, slip); !written.has_value()) {
        return tl::unexpected<Error>(written.error());
    }
    return utf8_of(to.lacking());
}

Result<Bytes> encode_text(
    const Slip& slip, Fonts& fonts, const Profile& profile, const JobKey& key, Question question) {
    // What cannot be laid out cannot be written either, and for the same reasons.
    const PaperSize size{profile.width_dots, profile.dpi};
    if (const auto laid_out = layout(slip, fonts, size); !laid_out.has_value()) {
        return tl::unexpected<Error>(laid_out.error());
    }
    auto charset = Charset::open(profile.kanji);
    if (!charset.has_value()) {
        return tl::unexpected<Error>(charset.error());
    }
    Writer to(profile, std::move(*charset), fonts);
    if (auto written = write_slip(to, slip); !written.has_value()) {
        return tl::unexpected<Error>(written.error());
    }
    to.speech().cut(to.out(), profile);
    to.speech().ask(to.out(), question, key);
    return std::move(to.out());
}

}  // namespace hall::printer
