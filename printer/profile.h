// SPDX-License-Identifier: Apache-2.0
// What is particular to one model of printer. Data: assets/printers/*.toml.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "printer/fault.h"

namespace hall::printer {

/// The language of its bytes. A new one is an enumerator here, a class in dialect.h's manner, and
/// what its status looks like in status.cpp. Star's (ESC * r, ETB) is the next that is worth it.
enum class Dialect : std::uint8_t { escpos };

enum class Cut : std::uint8_t {
    none,          ///< A tear bar: feed only.
    partial,       ///< Feed, then GS V 1.
    full,          ///< Feed, then GS V 0.
    partial_feed,  ///< GS V 66: it feeds to the cutter by itself.
    full_feed,     ///< GS V 65.
};

/// How it is learnt that a job is on paper.
enum class Completion : std::uint8_t {
    process_id,  ///< GS ( H function 48, sent back when this job has been printed.
    in_order,    ///< GS r 1 behind the job; answered in its turn.
    probe,       ///< in_order if it answers GS r before the first job, otherwise status.
    status,      ///< Nothing but DLE EOT.
};

enum class StatusUse : std::uint8_t {
    required,  ///< Answers DLE EOT always; silence is a fault.
    optional,  ///< May be a clone that answers nothing; silence is "unknown" and it prints.
    none,      ///< Is never asked.
};

/// The Chinese characters in the printer's own memory, for text mode.
enum class Kanji : std::uint8_t { none, gb2312, gbk, gb18030, big5 };

enum class QrUse : std::uint8_t {
    raster,  ///< Drawn by us: the same dots everywhere.
    native,  ///< GS ( k, in text mode only.
};

/// What somebody has seen of the model.
enum class Verified : std::uint8_t {
    nothing,   ///< Taken from its likeness to others.
    document,  ///< From the maker's own documents.
    hardware,  ///< Printed on; the file says where and when.
};

struct UsbId {
    std::uint16_t vendor = 0;
    std::uint16_t product = 0;
    bool operator==(const UsbId&) const = default;
};

struct Profile {
    std::string name;
    Dialect dialect = Dialect::escpos;
    int width_dots = 576;
    int dpi = 203;
    Cut cut = Cut::partial;
    int feed_dots = 0;  ///< Before the cut: from the head to the cutter or tear bar.
    Completion completion = Completion::probe;
    StatusUse status = StatusUse::optional;
    bool cut_counter = false;  ///< Answers GS g 2 with the strokes of its cutter.
    int band_rows = 24;  ///< Most rows in one raster command; clones overflow on whole pictures.
    int density = 0;     ///< -6 lightest to 8 darkest, GS ( K; 0 leaves the printer's own setting.
    Kanji kanji = Kanji::none;
    QrUse qr = QrUse::raster;
    bool text_mode = false;  ///< Slips go in the printer's own letters where it has them all.
    std::chrono::milliseconds job_limit{6000};  ///< From the first byte to the last proof.
    std::vector<UsbId> usb;                     ///< Besides every device of the printer class.
    Verified verified = Verified::nothing;
    std::vector<std::string> sources;  ///< Document and section behind each of the above.
};

/// Reads one profile of at most 64 KiB. Every key but `name` and `width_dots` may be left out.
/// Pure. `file` is only a name for errors.
///
/// Errors: bad_settings, which names the file, the line or the key, and what is allowed.
[[nodiscard]] Result<Profile> parse_profile(std::string_view toml, std::string_view file = "");

/// "0416:5011". Errors: bad_settings.
[[nodiscard]] Result<UsbId> parse_usb_id(std::string_view text);

}  // namespace hall::printer
