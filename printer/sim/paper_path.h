// SPDX-License-Identifier: Apache-2.0
// The inside of a pretend printer: executes ESC/POS commands in their order and makes paper.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "printer/bitmap.h"

namespace hall::printer::sim {

/// The commands that a slip needs, and enough of the others to skip them in whole. Bytes that are
/// no command are printed as boxes, so that garbage is seen as on a real one. Pure; not
/// thread-safe: owned by a PrinterModel.
class PaperPath {
public:
    explicit PaperPath(int width_dots) : width_dots_(width_dots) { piece_.width_dots = width_dots; }

    /// Executes one byte. True when it put a row of dots on the paper.
    bool step(std::uint8_t byte);

    /// Answers that the command just executed asks for; taken away by the caller.
    [[nodiscard]] std::vector<std::uint8_t> take_answers();
    /// The bits for GS r 1 and what GS a was last told; the model knows the sensors.
    void set_paper_bits(std::uint8_t bits) { paper_bits_ = bits; }
    [[nodiscard]] bool wants_automatic_status() const noexcept { return automatic_; }

    /// Pieces that were cut off since the last call. A piece without a dot or a row is not one.
    /// Blank feed right before the cut is the way from head to cutter and not in the picture.
    [[nodiscard]] std::deque<Bitmap> take_pieces();
    /// What has been printed and hangs out uncut.
    [[nodiscard]] const Bitmap& hanging() const noexcept { return piece_; }
    /// Ignored unless it is as wide as the paper.
    void set_hanging(Bitmap piece);
    [[nodiscard]] int cuts() const noexcept { return cuts_; }
    /// Whether GS g 2 is answered; many models do not know it.
    void set_counting(bool counting) { counting_ = counting; }
    /// Half a command and what was set are gone; the paper and the counter stay.
    void power_cycle();
    /// It waits for the rest of a command.
    [[nodiscard]] bool in_command() const noexcept { return !command_.empty() || raster_left_ > 0; }

private:
    [[nodiscard]] std::size_t wanted_length() const;
    void execute();
    void execute_block();
    void execute_counter();
    void begin_raster();
    bool raster_byte(std::uint8_t byte);
    void feed(int rows);
    void cut();
    void print_box();

    int width_dots_;
    Bitmap piece_;
    std::deque<Bitmap> pieces_;
    int blank_rows_ = 0;  ///< Fed, and not in `piece_` unless something follows.
    int cuts_ = 0;
    std::vector<std::uint8_t> command_;
    std::size_t raster_left_ = 0;
    std::size_t raster_row_bytes_ = 0;
    std::vector<std::uint8_t> row_;
    std::vector<std::uint8_t> answers_;
    int box_column_ = 0;
    std::uint8_t paper_bits_ = 0;
    bool automatic_ = false;
    bool counting_ = true;
};

}  // namespace hall::printer::sim
