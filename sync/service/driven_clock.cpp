// SPDX-License-Identifier: Apache-2.0
#include "sync/service/driven_clock.h"

#include <atomic>
#include <cstdint>
#include <memory>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hall::service {

sync::Result<std::function<Moment()>> driven_clock(const std::string& path) {
    constexpr std::size_t kSize = sizeof(std::int64_t);
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat about {};
    if (file < 0 || ::fstat(file, &about) != 0 || about.st_size < static_cast<off_t>(kSize)) {
        if (file >= 0) {
            ::close(file);
        }
        return sync::fail(sync::Fault::bad_settings,
                          "--clock: expected a file of one 64-bit number, not " + path);
    }
    // Read only: a 64-bit atomic load stores nothing on any machine that Debian 12 runs us on.
    void* mapped = ::mmap(nullptr, kSize, PROT_READ, MAP_SHARED, file, 0);
    ::close(file);
    if (mapped == MAP_FAILED) {
        return sync::fail(sync::Fault::bad_settings, "--clock: cannot map " + path);
    }
    const std::shared_ptr<std::int64_t> millis(static_cast<std::int64_t*>(mapped),
                                               [](std::int64_t* held) { ::munmap(held, kSize); });
    return std::function<Moment()>{
        [millis] { return moment_from(std::atomic_ref<std::int64_t>(*millis).load()); }};
}

}  // namespace hall::service
