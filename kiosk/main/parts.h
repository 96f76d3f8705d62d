// SPDX-License-Identifier: Apache-2.0
// What the program loads and opens before anything runs.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/app/print_worker.h"
#include "kiosk/app/staff_room.h"
#include "kiosk/input/watches.h"
#include "kiosk/main/fonts.h"
#include "kiosk/main/glass.h"
#include "kiosk/main/options.h"
#include "kiosk/platform/speaker.h"
#include "sync/documents.h"
#include "sync/enrol.h"
#include "sync/hall/han.h"

namespace hall::kiosk {

/// Where the service is, and what this kiosk keeps of its enrolment.
[[nodiscard]] sync::ServiceOptions service_of(const Options& options);

/// Who the service is and who we are to it.
[[nodiscard]] sync::ServiceAddress address_of(const Options& options, std::string& why);

/// The printer's driver and profile, and the fonts that slips are set in. The printer itself may be
/// away: it is looked for again and again. Nothing, with `why` filled, for settings that cannot be.
[[nodiscard]] std::optional<PrintSettings> open_printing(const Options& options,
                                                         const FontSet& fonts,
                                                         std::string& why);

/// The table of Chinese characters in the assets. Null, with `why` filled, when it cannot be used:
/// the search then knows English words and codes only.
[[nodiscard]] std::shared_ptr<const HanTable> open_han(const Options& options, std::string& why);

/// The voice in the headphones; null when the settings name none.
[[nodiscard]] std::shared_ptr<platform::Speaker> open_voice(const Options& options);

/// What listens to the devices that the settings name: codes and cards go to `glass`, which
/// outlives it. Empty when they name none.
[[nodiscard]] std::vector<std::unique_ptr<input::Watch>> open_watches(const Options& options,
                                                                      Glass& glass);

/// A fresh key for every touch.
[[nodiscard]] std::function<Uuid()> touch_keys(std::function<Moment()> now);

/// Compares with the file that the options name; empty when they name none, and with `why` filled
/// when it cannot be read.
[[nodiscard]] PinFits open_staff_pin(const Options& options, std::string& why);

/// Reads a PIN from standard input and writes its hash: what --staff-pin-file wants. Exit code.
[[nodiscard]] int hash_staff_pin();

}  // namespace hall::kiosk
