// SPDX-License-Identifier: Apache-2.0
// A program run beside the test, to be read from, waited for or killed.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <sys/types.h>

namespace support {

class Child {
public:
    /// Its standard output can be read; its errors go where the test's go, or nowhere.
    explicit Child(const std::vector<std::string>& words);
    /// Killed if it still runs.
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Blocks until it has said a whole line, or has ended.
    [[nodiscard]] std::string read_line();
    [[nodiscard]] bool ends_within(std::chrono::microseconds limit) const;
    void kill(int signal) const;
    /// Its exit code, or 128 and the signal.
    [[nodiscard]] int wait();

private:
    pid_t pid_ = -1;
    int out_ = -1;
    int pidfd_ = -1;
};

}  // namespace support
