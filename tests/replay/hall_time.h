// SPDX-License-Identifier: Apache-2.0
// The hall's time as the driver sees and, where it may, moves it.
#pragma once

#include <memory>
#include <string>

#include "sync/fault.h"
#include "sync/hall/ids.h"

namespace hall::drive {

/// Not thread-safe: owned by the driver, but for now().
class HallTime {
public:
    virtual ~HallTime() = default;
    HallTime(const HallTime&) = delete;
    HallTime& operator=(const HallTime&) = delete;

    [[nodiscard]] virtual Moment now() const = 0;
    /// Blocks until the hall's clock shows `when`; returns at once when it already does.
    virtual void wait_until(Moment when) = 0;

protected:
    HallTime() = default;
};

/// The clock of a service that was started with --clock FILE. `speed` hall seconds pass in one
/// second; 0: the clock jumps from one event to the next, so that what is measured does not
/// depend on the machine. Errors: disk.
[[nodiscard]] sync::Result<std::unique_ptr<HallTime>> driven_time(const std::string& file,
                                                                  Moment start,
                                                                  double speed);

/// The clock of any other service, which goes by itself; `now` is what it says at this moment.
[[nodiscard]] std::unique_ptr<HallTime> running_time(Moment now);

}  // namespace hall::drive
