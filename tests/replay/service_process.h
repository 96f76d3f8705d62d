// SPDX-License-Identifier: Apache-2.0
// The real hall-service in a process of its own, with a directory that goes when it goes.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

#include "sync/downlink.h"
#include "sync/fault.h"

namespace hall::drive {

/// What a program takes up.
struct Memory {
    std::int64_t rss_kb = 0;   ///< Resident now.
    std::int64_t pss_kb = 0;   ///< The same, what is shared with others counted in part.
    std::int64_t peak_kb = 0;  ///< Most that was ever resident.
};

/// Any program of the hall, ended when the object is.
class Process {
public:
    /// `words[0]` is the program, with its path. Errors: unreachable (it cannot be started).
    [[nodiscard]] static sync::Result<std::unique_ptr<Process>> start(
        const std::vector<std::string>& words);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    [[nodiscard]] bool is_alive();
    [[nodiscard]] Memory memory() const;
    /// Time on any processor since it was started, its ended threads included.
    [[nodiscard]] std::chrono::nanoseconds cpu_time() const;

private:
    explicit Process(pid_t pid) : pid_(pid) {}
    pid_t pid_;
    bool reaped_ = false;
};

struct ServiceStart {
    std::string binary;
    std::string assets;
    std::string pages;
    std::string hall;   ///< Empty: the sample.
    std::string data;   ///< Made if need be.
    std::string clock;  ///< File of a driven clock; empty: `now`.
    std::string now;
};
/// The sample hall of a source tree, on a Monday at 09:10 of its own clock.
[[nodiscard]] ServiceStart sample_hall(std::string binary,
                                       const std::string& source,
                                       std::string data);

/// hall-service on a port of its own choice.
class ServiceProcess {
public:
    /// Blocks until it listens, at most a minute. Errors: unreachable.
    [[nodiscard]] static sync::Result<std::unique_ptr<ServiceProcess>> start(
        const ServiceStart& start);

    [[nodiscard]] const sync::ServiceAddress& address() const noexcept { return address_; }
    [[nodiscard]] Process& process() noexcept { return *process_; }

private:
    std::unique_ptr<Process> process_;
    sync::ServiceAddress address_;
};

/// One minute's load of the machine, as the kernel tells it.
[[nodiscard]] double machine_load();

}  // namespace hall::drive
