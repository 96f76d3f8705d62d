// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/hall_time.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <thread>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace hall::drive {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

// How often a paced clock is moved on: finer than a person would notice.
constexpr milliseconds kStep{10};

class DrivenTime final : public HallTime {
public:
    DrivenTime(std::int64_t* millis, Moment start, double speed) : millis_(millis), speed_(speed) {
        set(start);
    }
    ~DrivenTime() override { ::munmap(millis_, sizeof(std::int64_t)); }
    DrivenTime(const DrivenTime&) = delete;
    DrivenTime& operator=(const DrivenTime&) = delete;

    [[nodiscard]] Moment now() const override {
        return moment_from(std::atomic_ref<std::int64_t>(*millis_).load());
    }

    void wait_until(Moment when) override {
        const milliseconds step{static_cast<std::int64_t>(speed_ * double(kStep.count()))};
        while (step.count() > 0 && now() + step < when) {
            std::this_thread::sleep_for(kStep);
            set(now() + step);
        }
        set(std::max(now(), when));
    }

private:
    void set(Moment when) { std::atomic_ref<std::int64_t>(*millis_).store(millis_of(when)); }

    std::int64_t* millis_;
    double speed_;
};

class RunningTime final : public HallTime {
public:
    explicit RunningTime(Moment now) : begin_(now) {}

    [[nodiscard]] Moment now() const override {
        return begin_ + std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() -
                                                                 started_);
    }
    void wait_until(Moment when) override {
        if (const auto left = when - now(); left > 0ms) {
            std::this_thread::sleep_for(left);
        }
    }

private:
    Moment begin_;
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

}  // namespace

sync::Result<std::unique_ptr<HallTime>> driven_time(const std::string& file,
                                                    Moment start,
                                                    double speed) {
    constexpr std::size_t kSize = sizeof(std::int64_t);
    const int handle = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    void* mapped = MAP_FAILED;
    if (handle >= 0 && ::ftruncate(handle, static_cast<off_t>(kSize)) == 0) {
        mapped = ::mmap(nullptr, kSize, PROT_READ | PROT_WRITE, MAP_SHARED, handle, 0);
    }
    if (handle >= 0) {
        ::close(handle);
    }
    if (mapped == MAP_FAILED) {
        return sync::fail(sync::Fault::disk, file);
    }
    return std::make_unique<DrivenTime>(static_cast<std::int64_t*>(mapped), start, speed);
}

std::unique_ptr<HallTime> running_time(Moment now) {
    return std::make_unique<RunningTime>(now);
}

}  // namespace hall::drive
