// SPDX-License-Identifier: Apache-2.0
// The stage of a replay: which hall, whose clerks, which people on which date.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sync/fault.h"
#include "sync/hall/config.h"
#include "sync/hall/ids.h"
#include "tests/replay/visits.h"

namespace hall::replay {

struct Options {
    std::string url;
    std::string token_file;
    std::string clock;
    std::string service_binary;
    std::string assets = "assets";
    std::string pages = "sync/service/pages";
    std::string hall;
    std::string csv;     ///< Empty: the sample's.
    std::string warsaw;  ///< "auto": HALL_WARSAW, else beside the checkout.
    std::string office = "UD_Mokotow_1";
    std::string days = "0";
    double speed = 0;
    std::uint64_t seed = 1;
    std::uint64_t redraw = 0;  ///< Seed of other days than the sample's; 0: the sample's.
    bool wrong_times = false;  ///< Their services are not as the documents say.
    int kiosks = 2;
    double expect_inside = 0;
    double expect_width_min = 0;

    [[nodiscard]] std::string hall_directory() const {
        return hall.empty() ? assets + "/hall/sample" : hall;
    }
};

/// A date and who comes on it.
struct Playbill {
    Day date;
    std::vector<Visit> visits;
};
/// Errors: bad_settings (names the option), bad_message, disk.
[[nodiscard]] sync::Result<std::vector<Playbill>> playbills(const Options& options,
                                                            const HallConfig& hall);

/// The file of the city's arrivals; empty when there is none.
[[nodiscard]] std::string warsaw_file(const Options& options);

/// PINs of the sample's clerks from users.json. Errors: disk, bad_message.
[[nodiscard]] sync::Result<std::map<ClerkId, std::string>> pins_of(const Options& options);

/// A copy of the hall that keeps the office's hours: no break, and long enough for its longest
/// day. Errors: disk, bad_message.
[[nodiscard]] sync::Result<void> copy_hall_for_warsaw(const std::string& from,
                                                      const std::string& to);

}  // namespace hall::replay
