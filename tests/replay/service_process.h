// SPDX-License-Identifier: Apache-2.0
// The real hall-service in a process of its own, with a directory that goes when it goes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

#include "sync/downlink.h"
#include "sync/fault.h"

namespace hall::drive {

/// Any program of the hall, ended when the object is.
class Process {
public:
    /// `words[0]` is the program. Errors: unreachable (it cannot be started).
    [[nodiscard]] static sync::Result<std::unique_ptr<Process>> start(
        const std::vector<std::string>& words);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    [[nodiscard]] bool is_alive();
    /// Resident memory now.
    [[nodiscard]] std::int64_t rss_kb() const;

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
