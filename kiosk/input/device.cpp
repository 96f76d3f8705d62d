// SPDX-License-Identifier: Apache-2.0
#include "kiosk/input/device.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace hall::input {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kReadMost = 512;
constexpr auto kLook = 100ms;     // How long a request to stop may go unseen.
constexpr auto kWriteLimit = 1s;  // Twelve bytes at 9,600 baud take 13 ms.

tl::unexpected<DeviceError> fault(DeviceFault code, const std::string& what) {
    return tl::unexpected<DeviceError>{{code, what + ": " + std::system_category().message(errno)}};
}

speed_t speed_of(int baud) {
    return baud >= 115'200  ? B115200
           : baud >= 57'600 ? B57600
           : baud >= 38'400 ? B38400
           : baud >= 19'200 ? B19200
                            : B9600;
}

bool make_raw(int fd, int baud) {
    termios line{};
    if (::tcgetattr(fd, &line) != 0) {
        return false;
    }
    ::cfmakeraw(&line);
    line.c_cflag |= CLOCAL | CREAD;
    line.c_cflag &= ~(CSTOPB | CRTSCTS);
    return ::cfsetispeed(&line, speed_of(baud)) == 0 && ::cfsetospeed(&line, speed_of(baud)) == 0 &&
           ::tcsetattr(fd, TCSANOW, &line) == 0;
}

/// 1: ready, 0: not within `limit`, -1: gone.
int ready(int fd, short what, std::chrono::milliseconds limit) {
    pollfd one{fd, what, 0};
    const int came = ::poll(&one, 1, static_cast<int>(limit.count()));
    if (came < 0) {
        return errno == EINTR ? 0 : -1;
    }
    return (one.revents & what) != 0 ? 1 : came == 0 ? 0 : -1;
}

}  // namespace

DeviceResult<Device> Device::open(const std::string& path, int baud) {
    const int fd = ::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        const bool denied = errno == EACCES || errno == EPERM || errno == EBUSY;
        return fault(denied ? DeviceFault::not_ours : DeviceFault::absent, path);
    }
    const bool is_line = ::isatty(fd) == 1;
    Device device{fd, is_line ? DeviceKind::line : DeviceKind::keys};
    const bool taken = is_line ? make_raw(fd, baud) : ::ioctl(fd, EVIOCGRAB, 1) == 0;
    if (!taken) {
        return fault(DeviceFault::not_ours, path);
    }
    return device;
}

Device::Device(Device&& other) noexcept : fd_(std::exchange(other.fd_, -1)), kind_(other.kind_) {
}

Device::~Device() {
    if (fd_ >= 0) {
        ::close(fd_);
    }
}

DeviceResult<std::vector<std::uint8_t>> Device::read(std::chrono::milliseconds limit,
                                                     const std::stop_token& stop) {
    std::array<std::uint8_t, kReadMost> bytes{};
    while (!stop.stop_requested()) {
        const auto part = std::min<std::chrono::milliseconds>(limit, kLook);
        const int came = ready(fd_, POLLIN, part);
        if (came < 0) {
            return fault(DeviceFault::gone, "poll");
        }
        if (came > 0) {
            const ssize_t count = ::read(fd_, bytes.data(), bytes.size());
            if (count > 0) {
                return std::vector<std::uint8_t>(bytes.begin(), bytes.begin() + count);
            }
            if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
                return fault(DeviceFault::gone, "read");
            }
        }
        limit -= part;
        if (limit <= 0ms) {
            break;
        }
    }
    return std::vector<std::uint8_t>{};
}

DeviceResult<void> Device::write(std::span<const std::uint8_t> bytes) {
    const auto until = std::chrono::steady_clock::now() + kWriteLimit;
    while (!bytes.empty()) {
        const ssize_t count = ::write(fd_, bytes.data(), bytes.size());
        if (count > 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(count));
        } else if ((count < 0 && errno != EAGAIN && errno != EINTR) ||
                   std::chrono::steady_clock::now() >= until || ready(fd_, POLLOUT, kLook) < 0) {
            return fault(DeviceFault::gone, "write");
        }
    }
    return {};
}

}  // namespace hall::input
