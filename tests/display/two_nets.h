// SPDX-License-Identifier: Apache-2.0
// Two machines and a cable: this process on 10.77.0.1, a receiver on 10.77.0.2.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

namespace hall::display::test {

/// What keeps this machine from running such a test; empty when nothing does.
std::string cannot_run_two_nets();

/// Moves this process into a network namespace of its own, once.
void enter_own_net();

/// One receiver program in a namespace of its own at the other end of a fresh cable. Killed, and
/// the cable with it, when this goes.
class FarEnd {
public:
    /// `command` finds the receiver's address in $HERE, its working folder in $FOLDER and writes
    /// $FOLDER/lamps.ready once it listens.
    explicit FarEnd(const std::string& command);
    ~FarEnd();
    FarEnd(const FarEnd&) = delete;
    FarEnd& operator=(const FarEnd&) = delete;

    /// Whether the receiver's lamps become exactly `wanted` while anybody would still wait.
    [[nodiscard]] bool shows(const std::vector<std::uint8_t>& wanted) const;
    /// Waits until the receiver has read all that reached its sockets.
    void read_up() const;
    /// What the receiver complained of.
    [[nodiscard]] std::string complaints() const;
    /// Runs a command in the far namespace.
    [[nodiscard]] bool there(const std::string& command) const;
    /// Drops so many of a hundred UDP packets that arrive there; 0 none.
    void lose(int percent) const;

    [[nodiscard]] const std::string& folder() const { return folder_; }

private:
    std::string folder_;
    pid_t receiver_ = -1;
};

}  // namespace hall::display::test
