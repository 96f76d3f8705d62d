// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/platter.h"

namespace hall::sim {

namespace {

constexpr const char* kFile = "journal.db";
constexpr int kMostStarts = 4;  // That are cut off one after the other.

}  // namespace

Platter::Platter(World& world) : world_(world), dice_(world.dice().fork()), disk_(dice_.next()) {
    open();
}

void Platter::open() {
    auto journal = sync::Journal::open(disk_.file(kFile));
    if (!journal) {
        world_.fail("O2", "a journal does not open again: " + journal.error().detail);
    }
    journal_ = *std::move(journal);
}

void Platter::append(std::span<const sync::Line> lines) {
    if (const auto last = journal_->append(lines); !last) {
        world_.fail("O2", "a journal takes no line: " + last.error().detail);
    }
}

bool Platter::power_cut(std::span<const sync::Line> under_way) {
    const std::int64_t had = journal_->last_seq();
    const int torn = disk_.counts().torn;
    if (!under_way.empty()) {
        // Somewhere between the first write and the answer, or right behind it.
        disk_.cut_before(dice_.between(1, 8));
        (void)journal_->append(under_way);
    }
    disk_.cut();
    journal_.reset();
    disk_.power_on();
    // And again while the machine starts and mends what the last one left.
    for (int start = 0; start < kMostStarts && dice_.chance(300); ++start) {
        disk_.cut_before(dice_.between(1, 12));
        (void)sync::Journal::open(disk_.file(kFile));
        disk_.cut();
        disk_.power_on();
    }
    open();
    const std::int64_t has = journal_->last_seq();
    const auto more = static_cast<std::int64_t>(under_way.size());
    if (has != had && has != had + more) {
        world_.fail("O2", "of " + std::to_string(had) + " entries and " + std::to_string(more) +
                              " under way a power cut left " + std::to_string(has));
    }
    ++world_.disk_tally().power_cuts;
    world_.disk_tally().torn_writes += disk_.counts().torn - torn;
    return more > 0 && has == had + more;
}

std::vector<sync::Entry> Platter::entries() {
    auto all = journal_->read(0, static_cast<std::size_t>(journal_->last_seq()) + 1);
    const auto broken = journal_->first_broken();
    if (!all || !broken || *broken) {
        world_.fail("O4", "a journal cannot be read again, or its chain does not hold");
    }
    return *std::move(all);
}

void Platter::restore(const Image& image) {
    journal_.reset();
    disk_.restore(image);
    open();
}

}  // namespace hall::sim
