// SPDX-License-Identifier: Apache-2.0
// A disk with an append-only file of transactions: what was synced stays, the rest may.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sync/journal.h"
#include "sync/wire.h"
#include "tests/sim/platter.h"
#include "tests/sim/world.h"

namespace hall::sim {

inline sync::Result<Note> decoded_as(const Note* /*kind*/, const sync::Line& line) {
    return sync::decode_note(line.kind, line.body);
}
inline sync::Result<Event> decoded_as(const Event* /*kind*/, const sync::Line& line) {
    return sync::decode_event(line.kind, line.body, line.at);
}

/// Lines that say `Said` (a kiosk's Note, the service's Event). Not thread-safe.
template <typename Said>
class Disk {
public:
    explicit Disk(World& world) : world_(world), dice_(world.dice().fork()) {
        if (world.has_real_journals()) {
            platter_ = std::make_unique<Platter>(world);
        }
    }

    /// Writes one transaction; `done` hears whether it is durable, after the fsync, unless a crash
    /// comes first. Transactions become durable in their order.
    void append(std::vector<sync::Line> lines, std::function<void(bool kept)> done) {
        if (full_) {
            const std::int64_t at_ms = std::max(synced_at_ms_, world_.now_ms() + 1);
            world_.after(at_ms - world_.now_ms(), [life = life_, this, done = std::move(done)] {
                if (life == life_) {
                    done(false);
                }
            });
            return;
        }
        for (sync::Line& line : lines) {
            const std::string& before = rows_.empty() ? kNoChain : rows_.back().chain;
            std::string chain = sync::chain_after(before, line.kind, line.body);
            rows_.push_back({std::move(line), std::move(chain), std::nullopt});
        }
        const std::size_t end = rows_.size();
        ends_.push_back(end);
        const bool stalls = dice_.chance(kStall) || world_.now_ms() < slow_until_ms_;
        const std::int64_t takes = stalls ? dice_.between(50, 400) : dice_.between(1, 4);
        synced_at_ms_ = std::max(synced_at_ms_, world_.now_ms() + takes);
        world_.after(synced_at_ms_ - world_.now_ms(),
                     [this, life = life_, end, done = std::move(done)] {
                         if (life == life_) {
                             sync_until(end);
                             std::erase_if(ends_, [&](std::size_t one) { return one <= end; });
                             done(true);
                         }
                     });
    }

    /// The power goes. Of the transactions that were not synced yet a few may have made it.
    void crash() {
        ++life_;
        const auto made_it = dice_.between(0, static_cast<std::int64_t>(ends_.size()));
        for (std::int64_t i = 0; i < made_it; ++i) {
            sync_until(ends_[static_cast<std::size_t>(i)]);
        }
        if (platter_) {
            const auto next =
                std::ranges::find_if(ends_, [&](std::size_t end) { return end > durable_; });
            const std::size_t end = next == ends_.end() ? durable_ : *next;
            durable_ = platter_->power_cut(lines_between(durable_, end)) ? end : durable_;
        }
        ends_.clear();
        rows_.resize(durable_);
        expect_same_on_platter();
        synced_at_ms_ = 0;
        full_ = false;
    }

    /// Makes lines durable at once: a file that is written whole and then put in its place.
    void place(std::vector<sync::Line> lines) {
        append(std::move(lines), [](bool) {});
        sync_until(rows_.size());
        ends_.clear();
    }

    /// A copy of the whole disk.
    struct Image {
        std::int64_t rows = 0;
        Platter::Image platter;
    };
    [[nodiscard]] Image image() const {
        return {durable(), platter_ ? platter_->image() : Platter::Image{}};
    }

    /// Somebody puts an image back. Only after crash().
    void restore(const Image& image) {
        rows_.resize(static_cast<std::size_t>(image.rows));
        durable_ = rows_.size();
        if (platter_) {
            platter_->restore(image.platter);
        }
        expect_same_on_platter();
    }

    void be_slow_for(std::int64_t span_ms) { slow_until_ms_ = world_.now_ms() + span_ms; }
    void fill_up() { full_ = true; }
    void heal() { slow_until_ms_ = 0; }

    [[nodiscard]] std::int64_t durable() const noexcept {
        return static_cast<std::int64_t>(durable_);
    }
    [[nodiscard]] const sync::Line& line(std::int64_t seq) const { return row(seq).line; }
    [[nodiscard]] const std::string& chain(std::int64_t seq) const { return row(seq).chain; }

    /// What the line says, read back once by the product's own code.
    [[nodiscard]] const Said& said(std::int64_t seq) {
        Row& one = rows_.at(static_cast<std::size_t>(seq) - 1);
        if (!one.said) {
            auto read = decoded_as(static_cast<const Said*>(nullptr), one.line);
            if (!read) {
                world_.fail("O4", "a line cannot be read back: " + read.error().detail);
            }
            one.said = *std::move(read);
        }
        return *one.said;
    }

private:
    struct Row {
        sync::Line line;
        std::string chain;
        std::optional<Said> said;
    };

    [[nodiscard]] const Row& row(std::int64_t seq) const {
        return rows_.at(static_cast<std::size_t>(seq) - 1);
    }

    [[nodiscard]] std::vector<sync::Line> lines_between(std::size_t from, std::size_t end) const {
        std::vector<sync::Line> lines;
        for (std::size_t i = from; i < end; ++i) {
            lines.push_back(rows_[i].line);
        }
        return lines;
    }

    void sync_until(std::size_t end) {
        if (platter_ && end > durable_) {
            platter_->append(lines_between(durable_, end));
        }
        durable_ = end;
    }

    void expect_same_on_platter() const {
        if (!platter_) {
            return;
        }
        const auto entries = platter_->entries();
        const bool same =
            std::ranges::equal(entries, rows_, [](const sync::Entry& entry, const Row& one) {
                return entry.kind == one.line.kind && entry.body == one.line.body &&
                       entry.at == one.line.at && entry.chain == one.chain;
            });
        if (!same) {
            world_.fail("O2", "a power cut left other entries than were written");
        }
    }

    static constexpr int kStall = 20;  // Per mille: an eMMC that thinks about itself.
    inline static const std::string kNoChain;

    World& world_;
    Dice dice_;
    std::unique_ptr<Platter> platter_;  ///< Where journals are the product's own.
    std::vector<Row> rows_;
    std::vector<std::size_t> ends_;  // Of the transactions that are not synced.
    std::size_t durable_ = 0;
    std::int64_t synced_at_ms_ = 0;
    std::int64_t slow_until_ms_ = 0;
    bool full_ = false;
    int life_ = 0;
};

}  // namespace hall::sim
