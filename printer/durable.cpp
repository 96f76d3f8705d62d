// SPDX-License-Identifier: Apache-2.0
#include "printer/durable.h"

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace hall::printer {

tl::unexpected<Error> not_kept(const std::string& what, int code) {
    return fault(Fault::not_kept, what + ": " + std::generic_category().message(code));
}

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(fd, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR) {
            return false;
        }
        bytes.remove_prefix(count < 0 ? 0 : static_cast<std::size_t>(count));
    }
    return true;
}

// A new name in a directory is only there for good when the directory is, too.
Outcome keep_names(const std::string& directory) {
    const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool kept = fd >= 0 && ::fsync(fd) == 0;
    const int code = errno;
    if (fd >= 0) {
        ::close(fd);
    }
    return kept ? Outcome{} : not_kept(directory, code);
}

Outcome keep_file(const std::string& directory, const std::string& name, std::string_view bytes) {
    const std::string part = directory + "/." + name + ".part";
    const int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    bool kept = fd >= 0 && write_all(fd, bytes) && ::fsync(fd) == 0;
    const int code = errno;
    if (fd >= 0) {
        ::close(fd);
    }
    if (!kept) {
        return not_kept(part, code);
    }
    std::error_code failed;
    std::filesystem::rename(part, directory + "/" + name, failed);
    return failed ? not_kept(part, failed.value()) : keep_names(directory);
}

}  // namespace hall::printer
