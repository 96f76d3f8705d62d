// SPDX-License-Identifier: Apache-2.0
// What was measured, and by whom.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/fault.h"
#include "tests/replay/client.h"
#include "tests/replay/service_process.h"

namespace hall::bench {

using Clock = std::chrono::steady_clock;

/// Many of the same thing, one duration each.
struct Timings {
    std::vector<double> millis;
    double seconds = 0;  ///< Of all of them together.

    [[nodiscard]] double per_second() const noexcept {
        return seconds > 0 ? static_cast<double>(millis.size()) / seconds : 0;
    }
    /// The value below which `part` of them lie.
    [[nodiscard]] double quantile(double part) const;
};

/// Bare SQLite as the journal uses it (WAL, synchronous=FULL): one insert of `payload_bytes` and
/// one commit at a time. Errors: disk.
[[nodiscard]] sync::Result<Timings> baseline(const std::string& file, int count, int payload_bytes);

enum class Path : std::uint8_t {
    alloc,  ///< The number alone: one durable request.
    full,   ///< Number, the kiosk's own journal with its fsync, and the push.
};
/// `clients` kiosks issue `each` tickets at once. Journals go to `directory`. Empty when anything
/// was refused.
[[nodiscard]] Timings issuing(const sync::ServiceAddress& address,
                              const std::string& directory,
                              Path path,
                              int clients,
                              int each);

/// A line of the table: what, how long, how often, and the machine's load at that moment.
/// False when there is nothing to tell, which the line then says.
bool print(std::string_view what, const Timings& series);
/// The same for a single value.
void print(std::string_view what, double value, std::string_view unit);
/// A line on whether an aim of the issue is met.
void print_aim(std::string_view what, double value, std::string_view aim, bool met);

/// A board made of air: a UDP socket that hears when the first byte of a picture comes.
class BoardEar {
public:
    BoardEar();
    ~BoardEar();
    BoardEar(const BoardEar&) = delete;
    BoardEar& operator=(const BoardEar&) = delete;

    [[nodiscard]] int port() const noexcept { return port_; }
    /// True once a picture has come at all; false after `limit`.
    [[nodiscard]] bool first_picture(std::chrono::milliseconds limit);
    /// Takes what has come; then the picture that shows now is the one before the call.
    [[nodiscard]] std::string last_picture(std::chrono::milliseconds quiet);
    /// When the first packet came that is not `before`, the keepalive of the old picture; nothing
    /// after `limit`.
    [[nodiscard]] std::optional<Clock::time_point> next_other(const std::string& before,
                                                              std::chrono::milliseconds limit);

private:
    [[nodiscard]] std::optional<std::string> take(std::chrono::milliseconds limit);

    int socket_;
    int port_ = 0;
};

}  // namespace hall::bench
