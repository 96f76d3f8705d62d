// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/artnet_board.h"

#include <algorithm>
#include <array>
#include <utility>

#include "display/drivers/artnet.h"
#include "display/drivers/pixel_board.h"
#include "display/transport/udp.h"

namespace hall::display {

namespace {

constexpr std::array<std::string_view, 5> kKnown{"to", "port", "universe", "sync", "poll"};
constexpr std::array<std::string_view, 2> kNoYes{"no", "yes"};
constexpr std::array<std::string_view, 2> kYesNo{"yes", "no"};

// Source: Art-Net 4, ArtPoll: a controller polls every 2.5 to 3 s.
constexpr Milliseconds kPoll{2500};
// A node may miss three polls in a row before anybody is sent to look.
constexpr Milliseconds kSilence{10000};

struct ArtNetHabits {
    std::uint16_t first = 0;
    bool sync = false;
    bool poll = true;
};

class ArtNetLine : public PixelLine {
public:
    ArtNetLine(std::unique_ptr<UdpSender> udp, ArtNetHabits habits)
        : udp_(std::move(udp)),
          habits_(habits) {}

    void look(Instant now) override {
        for (auto datagram = udp_->received(); !datagram.empty(); datagram = udp_->received()) {
            if (art_poll_reply(datagram)) {
                heard_at_ = now;
            }
        }
        silent_ = heard_at_ && now >= *heard_at_ + kSilence;
        if (habits_.poll && (!polled_at_ || now >= *polled_at_ + kPoll)) {
            polled_at_ = now;
            // A poll that is lost is asked again; what is wrong with the line the frame finds out.
            static_cast<void>(udp_->send(encode_art_poll()));
        }
    }

    Outcome send(std::span<const std::uint8_t> rgb) override {
        sequence_ = static_cast<std::uint8_t>(sequence_ % 255 + 1);  // 1 … 255; 0 would mean none.
        Outcome whole;
        for (std::size_t from = 0, i = 0; from < rgb.size(); from += kArtNetSlots, ++i) {
            const auto slots = rgb.subspan(from, std::min(kArtNetSlots, rgb.size() - from));
            const auto universe = static_cast<std::uint16_t>(habits_.first + i);
            if (auto sent = udp_->send(encode_art_dmx(universe, sequence_, slots)); !sent) {
                whole = sent;
            }
        }
        if (habits_.sync) {
            if (auto sent = udp_->send(encode_art_sync()); !sent) {
                whole = sent;
            }
        }
        return whole;
    }

    // Art-Net has no word for goodbye; the node notices the silence.
    void finish(std::span<const std::uint8_t> rgb) override { static_cast<void>(send(rgb)); }

    [[nodiscard]] int copies() const override { return 2; }

    [[nodiscard]] std::optional<Health> news() override {
        if (auto refusal = udp_->refusal()) {
            return Health{HealthState::lost, std::move(*refusal), 0};
        }
        if (silent_) {
            return Health{HealthState::lost, "the node has stopped answering", 0};
        }
        return std::nullopt;
    }

    [[nodiscard]] HealthState at_best() const override {
        return heard_at_ ? HealthState::ok : HealthState::unverifiable;
    }

private:
    std::unique_ptr<UdpSender> udp_;
    ArtNetHabits habits_;
    std::uint8_t sequence_ = 0;
    std::optional<Instant> polled_at_;
    std::optional<Instant> heard_at_;
    bool silent_ = false;
};

}  // namespace

Result<std::unique_ptr<Board>> open_artnet_board(const Settings& settings,
                                                 const Fittings& fittings) {
    if (auto known = only_known_with_panel(settings, kKnown); !known) {
        return tl::make_unexpected(known.error());
    }
    const auto panel = panel_setting(settings);
    const auto to = needed_setting(settings, "to").and_then(address_of);
    const auto port = number_setting(settings, "port", {1, 65535}, kArtNetPort);
    const auto universe = number_setting(settings, "universe", {0, kArtNetUniverseMax}, 0);
    const auto sync = choice_setting(settings, "sync", kNoYes);
    const auto poll = choice_setting(settings, "poll", kYesNo);
    for (const auto& wrong :
         {panel.map([](const auto&) {}), to.map([](auto) {}), port.map([](auto) {}),
          universe.map([](auto) {}), sync.map([](auto) {}), poll.map([](auto) {})}) {
        if (!wrong) {
            return tl::make_unexpected(wrong.error());
        }
    }
    const int bytes = panel->size.width * panel->size.height * 3;
    const int universes =
        (bytes + static_cast<int>(kArtNetSlots) - 1) / static_cast<int>(kArtNetSlots);
    if (*universe + universes - 1 > kArtNetUniverseMax) {
        return fail(Fault::bad_settings, "universe=: the panel runs past Port-Address 32767");
    }
    const ArtNetHabits habits{static_cast<std::uint16_t>(*universe), *sync == 1, *poll == 0};
    // Nodes answer to this port, whichever the question came from.
    const std::uint16_t own = habits.poll ? kArtNetPort : std::uint16_t{0};
    auto udp = UdpSender::to({*to, static_cast<std::uint16_t>(*port)}, own);
    if (!udp) {
        return tl::make_unexpected(udp.error());
    }
    return std::make_unique<PixelBoard>(
        *panel, std::make_unique<ArtNetLine>(std::move(*udp), habits), fittings);
}

}  // namespace hall::display
