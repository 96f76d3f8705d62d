// SPDX-License-Identifier: Apache-2.0
// What try_printer's commands share: its words, its files, its exit codes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "printer/fonts.h"
#include "printer/layout.h"
#include "printer/printer.h"

namespace hall::printer::try_printer {

// Exit codes, for scripts. 2 is CLI11's own for a wrong command line.
constexpr int kDone = 0;
constexpr int kNotPrinted = 1;
constexpr int kUncertain = 3;

struct Options {
    std::string driver = "usb";
    std::vector<std::string> set;
    std::string profile;
    std::string picture;
    std::string save;
    std::string fonts = "/usr/share/fonts/opentype";
    std::string journal;  ///< A directory; empty: nothing is kept.
    std::string job;
    std::string found;
    bool text = false;  ///< In the printer's own letters.
    int wait_s = 10;
    int until_s = 0;
    int roll_metres = 0;
    std::string directory;
    int port = 9100;
    int width_dots = 576;
};

/// Says it on the error stream; kNotPrinted.
int failed(const Error& error);

[[nodiscard]] Result<std::vector<std::uint8_t>> load(const std::string& path);
[[nodiscard]] Result<Bitmap> load_picture(const std::string& path);
[[nodiscard]] Result<Profile> load_profile(const Options& options);
[[nodiscard]] Result<std::unique_ptr<Fonts>> load_fonts(const std::string& root);
[[nodiscard]] Result<std::unique_ptr<Printer>> open_printer(const Options& options);
[[nodiscard]] PaperSize paper_size(const Profile& profile) noexcept;

/// `below` under `above`, both as wide as the wider.
[[nodiscard]] Bitmap stacked(const Bitmap& above, const Bitmap& below);

// One function for each command; its exit code.
int probe(const Options& options);
int status(const Options& options);
int print_test(const Options& options);
int print_file(const Options& options);
int show_journal(const Options& options);
int resolve(const Options& options);
int recover(const Options& options);
int change_roll(const Options& options);
int simulate(const Options& options);

/// Prints through the journal when there is one, otherwise at once; its exit code.
int send(const Bitmap& paper, const Options& options, const Letters& letters = {});

}  // namespace hall::printer::try_printer
