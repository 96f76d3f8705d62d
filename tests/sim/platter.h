// SPDX-License-Identifier: Apache-2.0
// The product's own journal below a simulated disk, and power cuts in the middle of its writes.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sync/journal.h"
#include "tests/sim/world.h"
#include "tests/support/power_cut_disk.h"

namespace hall::sim {

/// Not thread-safe. Whatever the journal says that it must not, ends the run.
class Platter {
public:
    explicit Platter(World& world);

    /// One transaction, durable when this returns.
    void append(std::span<const sync::Line> lines);

    /// The power goes while `under_way` is being written (nothing, if it is empty), and sometimes
    /// again while the machine starts. Whether `under_way` is there afterwards.
    [[nodiscard]] bool power_cut(std::span<const sync::Line> under_way);

    /// Everything that is on it, oldest first.
    [[nodiscard]] std::vector<sync::Entry> entries();

    using Image = test::PowerCutDisk::Image;
    [[nodiscard]] Image image() const { return disk_.image(); }
    void restore(const Image& image);

private:
    void open();

    World& world_;
    Dice dice_;
    test::PowerCutDisk disk_;
    std::unique_ptr<sync::Journal> journal_;
};

}  // namespace hall::sim
