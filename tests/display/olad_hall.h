// SPDX-License-Identifier: Apache-2.0
// A hall with one real receiver in it: olad, in a network of its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace hall::display::test {

/// What keeps this machine from running the test; empty when nothing does. It needs root (for a
/// network namespace) and the programs olad, ip, tc and setpriv.
std::string cannot_run();

/// Moves this process into a new network namespace with a veth pair, 10.77.0.1 on led0, and starts
/// olad there as nobody, listening to E1.31 universes 1 … 16. The namespace is gone with the
/// process.
class OladHall {
public:
    OladHall();
    ~OladHall();
    OladHall(const OladHall&) = delete;
    OladHall& operator=(const OladHall&) = delete;

    /// What olad holds for a universe, as its web page tells it; empty while it cannot be asked.
    [[nodiscard]] std::optional<std::vector<int>> slots(int universe) const;

    /// Whether olad holds exactly `pixels`, 510 a universe from universe `first` on, within two
    /// seconds.
    [[nodiscard]] bool shows(const std::vector<std::uint8_t>& pixels, int first = 1) const;

    /// olad's universe that hears Art-Net's universe 1; three more follow.
    static constexpr int kArtNetUniverse = 17;

    [[nodiscard]] const std::string& folder() const { return folder_; }

private:
    void configure() const;
    void start();

    std::string folder_;
    pid_t olad_ = -1;
};

/// Runs a command and tells whether it succeeded.
bool succeeded(const std::string& command);

}  // namespace hall::display::test
