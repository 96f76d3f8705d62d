// SPDX-License-Identifier: Apache-2.0
#include "kiosk/input/touch.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <SDL.h>

namespace hall::input {

namespace {

// No touch device has this number; SDL numbers them upwards.
constexpr std::int64_t kMouseDevice = std::numeric_limits<std::int64_t>::min();

// A panel's driver may report a hair outside the glass, and a broken one may report nonsense.
float inside(float value, int size) {
    const float last = static_cast<float>(std::max(size, 1)) - 1.0F;
    return std::isfinite(value) ? std::clamp(value, 0.0F, last) : 0.0F;
}

}  // namespace

void spread(std::vector<Touch>& touches, Instant since, Instant now) {
    const Instant::duration most = kSpreadMost;
    const auto span = std::clamp(now - since, Instant::duration{0}, most);
    const auto count = static_cast<Instant::rep>(touches.size());
    Instant::rep place = 0;
    for (Touch& touch : touches) {
        ++place;
        touch.at = now - span * (count - place) / count;
    }
}

void TouchReader::prepare() {
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_AUTO_CAPTURE, "0");
}

void TouchReader::read(const SDL_Event& event,
                       Extent window,
                       Instant now,
                       std::vector<Touch>& out) {
    switch (event.type) {
        case SDL_FINGERDOWN:
        case SDL_FINGERMOTION:
        case SDL_FINGERUP:
            read_finger(event, window, now, out);
            return;
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEMOTION:
        case SDL_MOUSEBUTTONUP:
            read_mouse(event, window, now, out);
            return;
        default:  // SDL has some hundred event types, and they are not an enum here.
            return;
    }
}

void TouchReader::read_finger(const SDL_Event& event,
                              Extent window,
                              Instant now,
                              std::vector<Touch>& out) {
    finger_seen_ = true;
    last_finger_ = now;
    Slot seen{true, event.tfinger.touchId, event.tfinger.fingerId, {}};
    seen.last.x = inside(event.tfinger.x * static_cast<float>(window.width), window.width);
    seen.last.y = inside(event.tfinger.y * static_cast<float>(window.height), window.height);
    seen.last.at = now;
    if (event.type == SDL_FINGERDOWN) {
        land(seen, out);
        return;
    }
    seen.last.phase = event.type == SDL_FINGERUP ? Phase::up : Phase::move;
    follow(seen, out);
}

void TouchReader::read_mouse(const SDL_Event& event,
                             Extent window,
                             Instant now,
                             std::vector<Touch>& out) {
    const bool motion = event.type == SDL_MOUSEMOTION;
    const std::uint32_t which = motion ? event.motion.which : event.button.which;
    if (which == SDL_TOUCH_MOUSEID || (!motion && event.button.button != SDL_BUTTON_LEFT)) {
        return;
    }
    Slot seen{true, kMouseDevice, 0, {}};
    const int x = motion ? event.motion.x : event.button.x;
    const int y = motion ? event.motion.y : event.button.y;
    seen.last.x = inside(static_cast<float>(x), window.width);
    seen.last.y = inside(static_cast<float>(y), window.height);
    seen.last.at = now;
    if (event.type != SDL_MOUSEBUTTONDOWN) {
        seen.last.phase = motion ? Phase::move : Phase::up;
        follow(seen, out);
        return;
    }
    if (!finger_seen_ || now - last_finger_ >= kMouseDoubt) {
        land(seen, out);
    }
}

TouchReader::Slot* TouchReader::find(std::int64_t device, std::int64_t id) {
    auto* const found = std::ranges::find_if(slots_, [&](const Slot& slot) {
        return slot.down && slot.device == device && slot.id == id;
    });
    return found == slots_.end() ? nullptr : found;
}

void TouchReader::land(const Slot& seen, std::vector<Touch>& out) {
    if (Slot* stale = find(seen.device, seen.id); stale != nullptr) {
        stale->down = false;
        stale->last.phase = Phase::lost;
        stale->last.at = seen.last.at;
        out.push_back(stale->last);
    }
    auto* const free = std::ranges::find(slots_, false, &Slot::down);
    if (free == slots_.end()) {
        return;
    }
    *free = seen;
    free->last.finger = static_cast<int>(free - slots_.begin());
    free->last.phase = Phase::down;
    out.push_back(free->last);
}

void TouchReader::follow(const Slot& seen, std::vector<Touch>& out) {
    Slot* slot = find(seen.device, seen.id);
    if (slot == nullptr) {
        return;  // Given up for lost before, or landed while there was no room.
    }
    const int finger = slot->last.finger;
    slot->last = seen.last;
    slot->last.finger = finger;
    slot->down = seen.last.phase != Phase::up;
    out.push_back(slot->last);
}

void TouchReader::expire(Instant now, std::vector<Touch>& out) {
    for (Slot& slot : slots_) {
        if (slot.down && now - slot.last.at >= kLostAfter) {
            slot.down = false;
            slot.last.phase = Phase::lost;
            slot.last.at = now;
            out.push_back(slot.last);
        }
    }
}

bool TouchReader::any_down() const noexcept {
    return std::ranges::any_of(slots_, &Slot::down);
}

}  // namespace hall::input
