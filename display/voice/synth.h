// SPDX-License-Identifier: Apache-2.0
// espeak-ng, which is GPL and therefore a process of its own: run, never linked.
#pragma once

#include <string>

#include "display/fault.h"
#include "display/voice/clip.h"
#include "display/voice/phrase.h"

namespace hall::voice {

/// Says one token. Blocks until espeak-ng has ended, 40 ms as a rule and 5 s at most; then it is
/// killed.
///
/// Errors: no_answer when the program is missing or did not end in time, cannot_say when it gave
/// no sound. Thread-safe.
[[nodiscard]] display::Result<Clip> synthesize(const std::string& program, const Reading& reading);

}  // namespace hall::voice
