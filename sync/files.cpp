// SPDX-License-Identifier: Apache-2.0
#include "sync/files.h"

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace hall::sync {

namespace {

tl::unexpected<Error> failed(const std::string& path) {
    const int error = errno;
    const bool no_room = error == ENOSPC || error == EDQUOT || error == EFBIG;
    return fail(no_room ? Fault::disk_full : Fault::disk,
                path + ": " + std::system_category().message(error));
}

bool write_all(int fd, const std::string& bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        const auto written = ::write(fd, bytes.data() + at, bytes.size() - at);
        if (written < 0 && errno != EINTR) {
            return false;
        }
        at += written > 0 ? static_cast<std::size_t>(written) : 0;
    }
    return true;
}

}  // namespace

Result<std::string> read_whole(const std::string& path, std::size_t bytes_max) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return failed(path);
    }
    std::string bytes;
    std::array<char, 65536> piece{};
    while (file && bytes.size() <= bytes_max) {
        file.read(piece.data(), piece.size());
        bytes.append(piece.data(), static_cast<std::size_t>(file.gcount()));
    }
    if (file.bad()) {
        return failed(path);
    }
    if (bytes.size() > bytes_max) {
        return fail(Fault::too_large, path + ": more than " + std::to_string(bytes_max) + " bytes");
    }
    return bytes;
}

Result<void> write_whole(const std::string& path, const std::string& bytes, mode_t mode) {
    const std::string beside = path + ".new";
    const int fd = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (fd < 0) {
        return failed(beside);
    }
    const bool whole = write_all(fd, bytes) && ::fsync(fd) == 0;
    if (!whole) {
        auto error = failed(beside);
        ::close(fd);
        return error;
    }
    ::close(fd);
    return put_in_place(beside, path);
}

Result<void> put_in_place(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        return failed(to);
    }
    const std::string folder = std::filesystem::path(to).parent_path().string();
    const int fd =
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool kept = fd >= 0 && ::fsync(fd) == 0;
    if (!kept) {
        auto error = failed(to);
        if (fd >= 0) {
            ::close(fd);
        }
        return error;
    }
    ::close(fd);
    return {};
}

}  // namespace hall::sync
