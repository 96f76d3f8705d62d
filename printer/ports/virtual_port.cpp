// SPDX-License-Identifier: Apache-2.0
#include "printer/ports/virtual_port.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "printer/deadline.h"
#include "printer/sim/model.h"
#include "printer/sim/roll.h"

namespace hall::printer {

namespace {

using namespace std::chrono_literals;

// How finely a slow printer's time is cut while somebody waits for it.
constexpr auto kTick = 10ms;

/// Wakes when a file in the directory changes. Not thread-safe: owned by the port.
class Watch {
public:
    explicit Watch(const std::string& directory) : fd_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
        if (fd_ >= 0) {
            good_ = inotify_add_watch(fd_, directory.c_str(),
                                      IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE) >= 0;
        }
    }
    ~Watch() {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    [[nodiscard]] bool good() const noexcept { return good_; }

    void wait(std::chrono::milliseconds limit) const {
        pollfd one{fd_, POLLIN, 0};
        if (::poll(&one, 1, static_cast<int>(limit.count())) > 0) {
            std::array<char, 4096> events{};
            while (::read(fd_, events.data(), events.size()) > 0) {
            }
        }
    }

private:
    int fd_;
    bool good_ = false;
};

class VirtualPort final : public Port {
public:
    VirtualPort(std::unique_ptr<sim::Roll> roll, int width_dots)
        : roll_(std::move(roll)),
          watch_(roll_->directory()),
          model_(width_dots) {
        if (auto hanging = roll_->take_hanging()) {
            model_.paper().set_hanging(std::move(*hanging));
        }
    }
    ~VirtualPort() override { roll_->leave_hanging(model_.paper().hanging()); }
    VirtualPort(const VirtualPort&) = delete;
    VirtualPort& operator=(const VirtualPort&) = delete;

    [[nodiscard]] Outcome ready() {
        if (!watch_.good()) {
            return fault(Fault::roll_not_kept, roll_->directory() + " cannot be watched");
        }
        if (auto stepped = step(); !stepped.has_value()) {
            return stepped;
        }
        if (model_.knobs().denied) {
            return fault(Fault::no_permission, "the control file says so");
        }
        if (model_.knobs().busy) {
            return fault(Fault::busy, "the control file says so");
        }
        return {};
    }

    Outcome write(std::span<const std::uint8_t> bytes, std::chrono::milliseconds limit) override {
        const Deadline deadline(limit);
        Deadline standstill(kStandstill);
        while (true) {
            if (auto stepped = step(); !stepped.has_value()) {
                return stepped;
            }
            const std::size_t taken = model_.take(bytes, now());
            standstill = taken > 0 ? Deadline(kStandstill) : standstill;
            bytes = bytes.subspan(taken);
            if (auto stepped = step(); !stepped.has_value()) {
                return stepped;
            }
            if (bytes.empty()) {
                return {};
            }
            if (deadline.passed() || standstill.passed()) {
                return fault(Fault::stuck, std::to_string(bytes.size()) + " bytes not taken");
            }
            watch_.wait(deadline.left_of(kTick));
        }
    }

    Result<std::size_t> read(std::span<std::uint8_t> into,
                             std::chrono::milliseconds limit) override {
        const Deadline deadline(limit);
        while (true) {
            if (auto stepped = step(); !stepped.has_value()) {
                return tl::unexpected<Error>(stepped.error());
            }
            if (const std::size_t count = model_.say(into); count > 0 || deadline.passed()) {
                return count;
            }
            watch_.wait(deadline.left_of(kTick));
        }
    }

    Result<State> line_state() override {
        if (auto stepped = step(); !stepped.has_value()) {
            return tl::unexpected<Error>(stepped.error());
        }
        return state_of_port_status(model_.port_status());
    }

    [[nodiscard]] bool two_way() const noexcept override { return true; }
    [[nodiscard]] std::string identity() const override { return "virtual " + roll_->directory(); }

private:
    static sim::PrinterModel::Time now() {
        return std::chrono::duration_cast<sim::PrinterModel::Time>(
            std::chrono::steady_clock::now().time_since_epoch());
    }

    // Turns the knobs that were turned, prints what time allows and keeps what was cut off.
    Outcome step() {
        if (const auto knobs = roll_->changed_knobs()) {
            model_.turn(*knobs, now());
        }
        model_.run(now());
        for (const Bitmap& piece : model_.take_pieces()) {
            if (auto kept = roll_->keep(piece); !kept.has_value()) {
                return kept;
            }
        }
        return model_.knobs().unplugged
                   ? Outcome(fault(Fault::unplugged, "the control file says so"))
                   : Outcome{};
    }

    std::unique_ptr<sim::Roll> roll_;
    Watch watch_;
    sim::PrinterModel model_;
};

}  // namespace

Result<std::unique_ptr<Port>> open_virtual_port(const Settings& settings, const Profile& profile) {
    if (auto known = check_settings(settings, {"directory"}); !known.has_value()) {
        return tl::unexpected<Error>(known.error());
    }
    const auto directory = settings.find("directory");
    if (directory == settings.end() || directory->second.empty()) {
        return fault(Fault::bad_settings, "the virtual printer needs directory=");
    }
    auto roll = sim::Roll::open(directory->second);
    if (!roll.has_value()) {
        return tl::unexpected<Error>(roll.error());
    }
    auto port = std::make_unique<VirtualPort>(std::move(*roll), profile.width_dots);
    if (auto ready = port->ready(); !ready.has_value()) {
        return tl::unexpected<Error>(ready.error());
    }
    return std::unique_ptr<Port>(std::move(port));
}

}  // namespace hall::printer
