// SPDX-License-Identifier: Apache-2.0
// From the desk's state to the picture of it that a screen may draw.
#pragma once

#include <memory>

#include "kiosk/app/desk.h"
#include "kiosk/app/view.h"

namespace hall::kiosk {

/// Made on the desk's thread, drawn by the screen's. 21 queues are looked ahead: some 0.2 ms.
[[nodiscard]] std::shared_ptr<const View> view_for(const Desk& desk,
                                                   const std::shared_ptr<const Content>& content,
                                                   const std::shared_ptr<const Phrases>& phrases,
                                                   const HallClock& clock,
                                                   const DeviceId& kiosk,
                                                   Moment now);

}  // namespace hall::kiosk
