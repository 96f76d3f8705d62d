// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/null_board.h"

namespace hall::display {

namespace {

class NullBoard : public Board {
public:
    Outcome show(const Page&, Instant) override {
        ++frames_;
        return {};
    }
    Instant tick(Instant now) override { return now + std::chrono::hours(1); }
    void stop(Instant) override {}
    [[nodiscard]] Caps caps() const override { return {}; }
    [[nodiscard]] Milliseconds time_limit() const noexcept override { return Milliseconds(1); }
    [[nodiscard]] Health health() const override { return {HealthState::ok, "", frames_}; }
    [[nodiscard]] const Canvas* frame() const override { return nullptr; }

private:
    std::uint64_t frames_ = 0;
};

}  // namespace

Result<std::unique_ptr<Board>> open_null_board(const Settings& settings, const Fittings&) {
    if (auto known = only_known(settings, {}); !known) {
        return tl::make_unexpected(known.error());
    }
    return std::make_unique<NullBoard>();
}

}  // namespace hall::display
