// SPDX-License-Identifier: Apache-2.0
#include "printer/ports/file_port.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "printer/deadline.h"

namespace hall::printer {

namespace {

tl::unexpected<Error> failed(const std::string& path, int code) {
    const std::string why = path + ": " + std::generic_category().message(code);
    switch (code) {
        case EACCES:
        case EPERM:
            return fault(Fault::no_permission,
                         why + "; put this user into the group that owns the node");
        case EBUSY:
            return fault(Fault::busy, why + "; another program holds it");
        case ENOENT:
        case ENODEV:
        case ENXIO:
            return fault(Fault::unplugged, why);
        default:
            return fault(Fault::line_broken, why);
    }
}

enum class Ways : std::uint8_t { one, two };

class FilePort final : public Port {
public:
    FilePort(int fd, std::string path, Ways ways) : fd_(fd), path_(std::move(path)), ways_(ways) {}
    ~FilePort() override { ::close(fd_); }
    FilePort(const FilePort&) = delete;
    FilePort& operator=(const FilePort&) = delete;

    Outcome write(std::span<const std::uint8_t> bytes, std::chrono::milliseconds limit) override {
        const Deadline deadline(limit);
        while (!bytes.empty()) {
            const auto ready = wait(POLLOUT, deadline.left_of(kStandstill));
            if (!ready.has_value()) {
                return tl::unexpected<Error>(ready.error());
            }
            if (!*ready) {
                return fault(Fault::stuck, path_ + " takes no more bytes");
            }
            const ssize_t taken = ::write(fd_, bytes.data(), bytes.size());
            if (taken < 0 && errno != EAGAIN && errno != EINTR) {
                return failed(path_, errno);
            }
            bytes = bytes.subspan(taken < 0 ? 0 : static_cast<std::size_t>(taken));
        }
        return {};
    }

    Result<std::size_t> read(std::span<std::uint8_t> into,
                             std::chrono::milliseconds limit) override {
        if (ways_ == Ways::one) {
            return 0U;
        }
        const Deadline deadline(limit);
        const auto ready = wait(POLLIN, deadline.left());
        if (!ready.has_value()) {
            return tl::unexpected<Error>(ready.error());
        }
        if (!*ready) {
            return 0U;
        }
        const ssize_t count = ::read(fd_, into.data(), into.size());
        if (count < 0 && errno != EAGAIN && errno != EINTR) {
            return failed(path_, errno);
        }
        return count < 0 ? 0U : static_cast<std::size_t>(count);
    }

    Result<State> line_state() override { return State{}; }
    [[nodiscard]] bool two_way() const noexcept override { return ways_ == Ways::two; }
    [[nodiscard]] std::string identity() const override { return "file " + path_; }

private:
    Result<bool> wait(short events, std::chrono::milliseconds limit) const {
        pollfd one{fd_, events, 0};
        const int count = ::poll(&one, 1, static_cast<int>(limit.count()));
        if (count < 0 && errno != EINTR) {
            return failed(path_, errno);
        }
        if (count > 0 && (one.revents & events) == 0) {
            return fault(Fault::unplugged, path_ + " was hung up");
        }
        return count > 0;
    }

    int fd_;
    std::string path_;
    Ways ways_;
};

}  // namespace

Result<std::unique_ptr<Port>> open_file_port(const Settings& settings, const Profile&) {
    if (auto known = check_settings(settings, {"path", "one_way"}); !known.has_value()) {
        return tl::unexpected<Error>(known.error());
    }
    const auto path = settings.find("path");
    const auto one_way = settings.find("one_way");
    if (path == settings.end() || path->second.empty()) {
        return fault(Fault::bad_settings, "the file printer needs path=");
    }
    if (one_way != settings.end() && one_way->second != "yes" && one_way->second != "no") {
        return fault(Fault::bad_settings, "one_way=" + one_way->second + " is not yes or no");
    }
    const bool mute = one_way != settings.end() && one_way->second == "yes";
    const int fd = ::open(path->second.c_str(),
                          (mute ? O_WRONLY : O_RDWR) | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) {
        return failed(path->second, errno);
    }
    struct stat what {};
    const bool plain = ::fstat(fd, &what) == 0 && S_ISREG(what.st_mode);
    return std::unique_ptr<Port>(
        std::make_unique<FilePort>(fd, path->second, mute || plain ? Ways::one : Ways::two));
}

}  // namespace hall::printer
