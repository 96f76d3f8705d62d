// SPDX-License-Identifier: Apache-2.0
#include "display/transport/serial.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <linux/serial.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace hall::display {

namespace {

struct Speed {
    int baud;
    speed_t code;
};

constexpr std::array kSpeeds{Speed{1200, B1200},   Speed{2400, B2400},    Speed{4800, B4800},
                             Speed{9600, B9600},   Speed{19200, B19200},  Speed{38400, B38400},
                             Speed{57600, B57600}, Speed{115200, B115200}};

std::string reason(int error) {
    return std::system_category().message(error);
}

bool set_raw(int port, speed_t speed, Parity parity) {
    termios mode{};
    if (::tcgetattr(port, &mode) != 0) {
        return false;
    }
    ::cfmakeraw(&mode);
    mode.c_cflag |= CLOCAL | CREAD;
    mode.c_cflag &= ~(CRTSCTS | CSTOPB | PARENB | PARODD);
    if (parity != Parity::none) {
        mode.c_cflag |= PARENB;
    }
    if (parity == Parity::odd) {
        mode.c_cflag |= PARODD;
    }
    mode.c_cc[VMIN] = 0;
    mode.c_cc[VTIME] = 0;
    return ::cfsetispeed(&mode, speed) == 0 && ::cfsetospeed(&mode, speed) == 0 &&
           ::tcsetattr(port, TCSANOW, &mode) == 0;
}

bool let_kernel_turn(int port) {
    serial_rs485 turn{};
    turn.flags = SER_RS485_ENABLED | SER_RS485_RTS_ON_SEND;
    return ::ioctl(port, TIOCSRS485, &turn) == 0;
}

}  // namespace

Result<std::unique_ptr<SerialLine>> SerialLine::open(const SerialSettings& settings) {
    const auto* speed = std::ranges::find(kSpeeds, settings.baud, &Speed::baud);
    if (speed == kSpeeds.end()) {
        return fail(Fault::bad_settings, "baud=" + std::to_string(settings.baud) +
                                             ": needs 1200 2400 4800 9600 19200 38400 57600 or "
                                             "115200");
    }
    const int opened = ::open(settings.device.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (opened < 0) {
        return fail(Fault::unreachable, settings.device + ": " + reason(errno));
    }
    std::unique_ptr<SerialLine> line(new SerialLine(opened));
    if (!set_raw(opened, speed->code, settings.parity)) {
        return fail(Fault::bad_settings, settings.device + " at " + std::to_string(settings.baud) +
                                             " baud: " + reason(errno));
    }
    if (settings.turn == Turn::kernel && !let_kernel_turn(opened)) {
        return fail(Fault::bad_settings, settings.device + ": turn=kernel: " + reason(errno) +
                                             "; leave it out if the adapter turns by itself");
    }
    // Two programs on one line would talk into each other's answers.
    static_cast<void>(::ioctl(opened, TIOCEXCL));
    static_cast<void>(::tcflush(opened, TCIOFLUSH));
    return line;
}

SerialLine::~SerialLine() {
    ::close(port_);
}

Result<std::size_t> SerialLine::write(std::span<const std::uint8_t> bytes) {
    const ssize_t sent = ::write(port_, bytes.data(), bytes.size());
    if (sent >= 0) {
        return static_cast<std::size_t>(sent);
    }
    if (errno == EAGAIN || errno == EINTR) {
        return std::size_t{0};
    }
    return fail(Fault::unreachable, reason(errno));
}

Result<std::size_t> SerialLine::read(std::span<std::uint8_t> room) {
    const ssize_t got = ::read(port_, room.data(), room.size());
    if (got >= 0) {
        return static_cast<std::size_t>(got);
    }
    if (errno == EAGAIN || errno == EINTR) {
        return std::size_t{0};
    }
    return fail(Fault::unreachable, reason(errno));
}

Milliseconds SerialLine::wait(Milliseconds most) {
    return wait_readable(port_, most);
}

}  // namespace hall::display
