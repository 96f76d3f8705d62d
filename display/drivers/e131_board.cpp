// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/e131_board.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include <sys/random.h>

#include "display/drivers/e131.h"
#include "display/drivers/pixel_board.h"
#include "display/drivers/sequence_keeper.h"
#include "display/transport/udp.h"

namespace hall::display {

namespace {

constexpr std::array<std::string_view, 5> kKnown{"to", "interface", "universe", "priority",
                                                 "groups"};
// What a Linux receiver joins unless told otherwise (net.ipv4.igmp_max_memberships): the rest of a
// larger panel would stay dark without a word.
constexpr int kGroups = 20;
constexpr int kTerminations = 3;  // Source: ANSI E1.31-2018 section 6.2.6.

using Cid = std::array<std::uint8_t, 16>;

// A random (version 4) UUID. Source: RFC 4122 section 4.4.
Cid new_cid() {
    Cid cid{};
    // Waits only before the kernel's pool is seeded, in the first second after power-on.
    const ssize_t got = ::getrandom(cid.data(), cid.size(), 0);
    assert(got == static_cast<ssize_t>(cid.size()));
    cid[6] = static_cast<std::uint8_t>((cid[6] & 0x0FU) | 0x40U);
    cid[8] = static_cast<std::uint8_t>((cid[8] & 0x3FU) | 0x80U);
    return cid;
}

// The kept CID, or a new one, kept before it is used.
Cid own_cid(Keep* keep, const std::string& key) {
    if (keep != nullptr) {
        if (const auto kept = keep->get(key); kept && kept->size() == Cid{}.size()) {
            Cid cid{};
            std::ranges::transform(*kept, cid.begin(),
                                   [](char c) { return static_cast<std::uint8_t>(c); });
            return cid;
        }
    }
    const Cid cid = new_cid();
    if (keep != nullptr) {
        // A store that cannot be written is told of by the sequence keeper, which writes next.
        static_cast<void>(keep->put(key, std::string(cid.begin(), cid.end())));
    }
    return cid;
}

struct Destination {
    std::unique_ptr<UdpSender> udp;
    bool multicast = false;
};

class E131Line : public PixelLine {
public:
    E131Line(Destination to, E131Source source, int first_universe, SequenceKeeper sequence)
        : to_(std::move(to)),
          source_(std::move(source)),
          first_(first_universe),
          sequence_(std::move(sequence)) {}

    Outcome send(std::span<const std::uint8_t> rgb) override { return send(rgb, E131Flag::none); }

    void finish(std::span<const std::uint8_t> rgb) override {
        for (int i = 0; i < kTerminations; ++i) {
            static_cast<void>(send(rgb, E131Flag::terminated));
        }
    }

    [[nodiscard]] int copies() const override { return 3; }

    [[nodiscard]] std::optional<Health> news() override {
        if (auto refusal = to_.udp->refusal()) {
            return Health{HealthState::lost, std::move(*refusal), 0};
        }
        if (sequence_.trouble()) {
            return Health{HealthState::degraded, sequence_.trouble()->detail, 0};
        }
        return std::nullopt;
    }

private:
    // One number serves all universes of a frame: each sees it grow by one a frame.
    Outcome send(std::span<const std::uint8_t> rgb, E131Flag flag) {
        const std::uint8_t sequence = sequence_.next();
        Outcome whole;
        for (std::size_t i = 0; i < e131_universes(rgb.size()); ++i) {
            const auto universe = static_cast<std::uint16_t>(first_ + static_cast<int>(i));
            const std::size_t from = i * kE131Slots;
            const auto slots = rgb.subspan(from, std::min(kE131Slots, rgb.size() - from));
            const Packet packet = encode_e131(source_, {universe, sequence, flag}, slots);
            const std::optional<Endpoint> group =
                to_.multicast ? std::optional(Endpoint{e131_group(universe), kE131Port})
                              : std::nullopt;
            if (auto sent = to_.udp->send(packet, group); !sent) {
                whole = sent;
            }
        }
        return whole;
    }

    Destination to_;
    E131Source source_;
    int first_;
    SequenceKeeper sequence_;
};

Result<Destination> destination_setting(const Settings& settings) {
    if (settings.contains("to")) {
        return needed_setting(settings, "to").and_then(address_of).and_then([](auto address) {
            return UdpSender::to({address, kE131Port}).map([](auto udp) {
                return Destination{std::move(udp), false};
            });
        });
    }
    std::optional<std::array<std::uint8_t, 4>> from;
    if (settings.contains("interface")) {
        auto own = needed_setting(settings, "interface").and_then(address_of);
        if (!own) {
            return tl::make_unexpected(own.error());
        }
        from = *own;
    }
    return UdpSender::to_groups(from).map([](auto udp) {
        return Destination{std::move(udp), true};
    });
}

}  // namespace

Result<std::unique_ptr<Board>> open_e131_board(const Settings& settings, const Fittings& fittings) {
    if (auto known = only_known_with_panel(settings, kKnown); !known) {
        return tl::make_unexpected(known.error());
    }
    const auto panel = panel_setting(settings);
    const auto universe = number_setting(settings, "universe", {1, kE131UniverseMax}, 1);
    const auto priority = number_setting(settings, "priority", {0, 200}, 100);
    const auto groups = number_setting(settings, "groups", {1, 1000}, kGroups);
    for (const auto& wrong : {panel.map([](const auto&) {}), universe.map([](auto) {}),
                              priority.map([](auto) {}), groups.map([](auto) {})}) {
        if (!wrong) {
            return tl::make_unexpected(wrong.error());
        }
    }
    const auto bytes = static_cast<std::size_t>(panel->size.width * panel->size.height) * 3;
    if (static_cast<std::size_t>(*universe) + e131_universes(bytes) - 1 >
        static_cast<std::size_t>(kE131UniverseMax)) {
        return fail(Fault::bad_settings, "universe=: the panel runs past universe 63999");
    }
    if (!settings.contains("to") && e131_universes(bytes) > static_cast<std::size_t>(*groups)) {
        return fail(Fault::bad_settings,
                    "size=: " + std::to_string(e131_universes(bytes)) +
                        " universes, and receivers join no more than " + std::to_string(*groups) +
                        " multicast groups: give to=, or groups= if all of yours join more");
    }
    auto to = destination_setting(settings);
    if (!to) {
        return tl::make_unexpected(to.error());
    }
    E131Source source{own_cid(fittings.keep, fittings.name + ".cid"), fittings.name,
                      static_cast<std::uint8_t>(*priority)};
    return std::make_unique<PixelBoard>(
        *panel,
        std::make_unique<E131Line>(std::move(*to), std::move(source), *universe,
                                   SequenceKeeper(fittings.keep, fittings.name + ".sequence")),
        fittings);
}

}  // namespace hall::display
