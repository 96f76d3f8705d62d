// SPDX-License-Identifier: Apache-2.0
// redir_printer --dir DIR --socket PATH [--width DOTS] [--speed full|high]
//
// One pretend USB printer for guests that come and go: QEMU's usb-redir connects to PATH. Slips,
// roll.log, control and applied are in DIR (printer/README.md). Ends when its stdin is closed.
#include <array>
#include <cstdio>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/printer/qemu/redir_printer.h"

namespace {

constexpr int kTickMs = 2;

struct Options {
    std::string directory;
    std::string socket;
    int width_dots = 576;
    support::UsbSpeed speed = support::UsbSpeed::full;
};

bool read(int count, char** words, Options& options) {
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string word = words[i];
        const std::string value = words[i + 1];
        if (word == "--dir") {
            options.directory = value;
        } else if (word == "--socket") {
            options.socket = value;
        } else if (word == "--width") {
            options.width_dots = std::atoi(value.c_str());
        } else if (word == "--speed" && (value == "full" || value == "high")) {
            options.speed = value == "full" ? support::UsbSpeed::full : support::UsbSpeed::high;
        } else {
            return false;
        }
    }
    return count % 2 == 1 && !options.directory.empty() && !options.socket.empty() &&
           options.width_dots >= 8;
}

int listen_at(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    std::memcpy(address.sun_path, path.c_str(), path.size());
    ::unlink(path.c_str());
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool good =
        ::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        ::listen(fd, 1) == 0;
    return good ? fd : -1;
}

bool ended(const pollfd& input) {
    char ignored = 0;
    return input.revents != 0 && ::read(input.fd, &ignored, 1) <= 0;
}

void serve(support::RedirPrinter& printer, int door) {
    for (;;) {
        std::array<pollfd, 3> wait{
            {{STDIN_FILENO, POLLIN, 0}, {door, POLLIN, 0}, {printer.guest(), POLLIN, 0}}};
        (void)::poll(wait.data(), wait.size(), kTickMs);
        if (ended(wait[0])) {
            return;
        }
        if (wait[2].revents != 0) {
            printer.hear();
        }
        if (wait[1].revents != 0) {
            const int guest = ::accept4(door, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
            if (guest >= 0) {
                printer.meet(guest);
            }
        }
        printer.tick();
    }
}

}  // namespace

int main(int count, char** words) {
    Options options;
    if (!read(count, words, options)) {
        std::fprintf(stderr,
                     "usage: redir_printer --dir DIR --socket PATH [--width DOTS] "
                     "[--speed full|high]\n");
        return 2;
    }
    auto roll = hall::printer::sim::Roll::open(options.directory);
    const int door = listen_at(options.socket);
    if (!roll.has_value() || door < 0) {
        std::fprintf(stderr, "redir_printer: %s\n",
                     roll.has_value() ? std::strerror(errno) : roll.error().detail.c_str());
        return 2;
    }
    support::RedirPrinter printer(std::move(*roll), options.width_dots, options.speed);
    std::printf("ready\n");
    serve(printer, door);
    return 0;
}
