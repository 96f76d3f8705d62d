// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/ddp_board.h"

#include <array>
#include <utility>

#include "display/drivers/ddp.h"
#include "display/drivers/pixel_board.h"
#include "display/transport/udp.h"

namespace hall::display {

namespace {

constexpr std::array<std::string_view, 2> kNoYes{"no", "yes"};
constexpr std::array<std::string_view, 3> kKnown{"to", "port", "sequence"};

class DdpLine : public PixelLine {
public:
    DdpLine(std::unique_ptr<UdpSender> udp, bool numbered)
        : udp_(std::move(udp)),
          numbered_(numbered) {}

    Outcome send(std::span<const std::uint8_t> rgb) override {
        if (numbered_) {
            sequence_ = static_cast<std::uint8_t>(sequence_ % 15 + 1);
        }
        Outcome whole;
        for (const Packet& packet : encode_ddp(rgb, sequence_)) {
            if (auto sent = udp_->send(packet); !sent) {
                whole = sent;
            }
        }
        return whole;
    }

    // DDP has no word for goodbye; the controller notices the silence.
    void finish(std::span<const std::uint8_t> rgb) override { static_cast<void>(send(rgb)); }

    [[nodiscard]] int copies() const override { return 1; }

    [[nodiscard]] std::optional<Health> news() override {
        if (auto refusal = udp_->refusal()) {
            return Health{HealthState::lost, std::move(*refusal), 0};
        }
        return std::nullopt;
    }

private:
    std::unique_ptr<UdpSender> udp_;
    bool numbered_;
    std::uint8_t sequence_ = 0;
};

}  // namespace

Result<std::unique_ptr<Board>> open_ddp_board(const Settings& settings, const Fittings& fittings) {
    if (auto known = only_known_with_panel(settings, kKnown); !known) {
        return tl::make_unexpected(known.error());
    }
    const auto panel = panel_setting(settings);
    const auto to = needed_setting(settings, "to").and_then(address_of);
    const auto port = number_setting(settings, "port", {1, 65535}, kDdpPort);
    const auto numbered = choice_setting(settings, "sequence", kNoYes);
    for (const auto& wrong : {panel.map([](const auto&) {}), to.map([](auto) {}),
                              port.map([](auto) {}), numbered.map([](auto) {})}) {
        if (!wrong) {
            return tl::make_unexpected(wrong.error());
        }
    }
    auto udp = UdpSender::to({*to, static_cast<std::uint16_t>(*port)});
    if (!udp) {
        return tl::make_unexpected(udp.error());
    }
    return std::make_unique<PixelBoard>(
        *panel, std::make_unique<DdpLine>(std::move(*udp), *numbered == 1), fittings);
}

}  // namespace hall::display
