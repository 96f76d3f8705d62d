// SPDX-License-Identifier: Apache-2.0
// A sequence number that only moves forward, restarts included.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "display/keep.h"

namespace hall::display {

/// Hands out 8-bit sequence numbers and reserves them in blocks.
///
/// Why: an E1.31 receiver drops a packet whose number lies 0 to 19 behind the last one it saw
/// (ANSI E1.31-2018 section 6.7.2). A sender that starts anew at 0 is therefore ignored for up to
/// 20 frames, which is a call nobody sees; any jump forward is accepted. So the end of a block is
/// put into the store while kAhead numbers of the one before are left, and a restart begins there:
/// at most kBlock + kAhead ahead. A store that writes later (KeepThread) has that long to do it;
/// only who crashes again in a start's first instant may see those few frames ignored.
///
/// Not thread-safe: owned by one board.
class SequenceKeeper {
public:
    /// At one keepalive every 800 ms a block lasts 50 s: that seldom the store is written.
    static constexpr unsigned kBlock = 64;
    static constexpr unsigned kAhead = 32;

    /// `keep` may be null: then the numbers start at 0 each time.
    SequenceKeeper(Keep* keep, std::string key);

    /// The next number. Once a block it writes to the store.
    [[nodiscard]] std::uint8_t next();

    /// What went wrong with the store, if anything: a restart may then be ignored for a while.
    [[nodiscard]] const std::optional<Error>& trouble() const { return trouble_; }

private:
    Keep* keep_;
    std::string key_;
    unsigned next_ = 0;
    unsigned reserved_ = 0;  ///< Numbers before this one may be used.
    std::optional<Error> trouble_;
};

}  // namespace hall::display
