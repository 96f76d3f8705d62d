// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/printer/paper_roll.h"

using namespace hall::printer;
using support::small_paper;

namespace {

/// A pretend printer at the other end of a pseudo-terminal, as /dev/usb/lp0 would have one.
class Terminal {
public:
    Terminal() : master_(posix_openpt(O_RDWR | O_NOCTTY)) {
        grantpt(master_);
        unlockpt(master_);
        termios raw{};
        tcgetattr(master_, &raw);
        cfmakeraw(&raw);
        tcsetattr(master_, TCSANOW, &raw);
        path_ = ptsname(master_);
        keep_ = ::open(path_.c_str(), O_RDWR | O_NOCTTY);
        thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
    }
    ~Terminal() {
        thread_ = std::jthread();
        ::close(keep_);
        ::close(master_);
    }
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::deque<Bitmap> pieces() {
        thread_ = std::jthread();
        return model_.take_pieces();
    }

private:
    void serve(const std::stop_token& stop) {
        std::array<std::uint8_t, 1024> bytes{};
        while (!stop.stop_requested()) {
            pollfd one{master_, POLLIN, 0};
            if (::poll(&one, 1, 20) <= 0) {
                continue;
            }
            const auto count = ::read(master_, bytes.data(), bytes.size());
            if (count > 0) {
                (void)model_.take(std::span(bytes).first(static_cast<std::size_t>(count)), {});
            }
            const auto said = model_.say(bytes);
            (void)!::write(master_, bytes.data(), said);
        }
    }

    int master_;
    int keep_ = -1;
    std::string path_;
    sim::PrinterModel model_{576};
    std::jthread thread_;
};

Result<std::unique_ptr<Printer>> open(const std::string& path, const std::string& one_way = "no") {
    const Profile profile = support::profile("generic-80");
    return open_port({{"driver", "file"}, {"path", path}, {"one_way", one_way}}, profile)
        .map([&](auto port) { return std::make_unique<Printer>(std::move(port), profile); });
}

}  // namespace

TEST_CASE("a printer behind a device node prints and answers", "[printer][file]") {
    Terminal terminal;
    {
        const auto printer = open(terminal.path()).value();
        CHECK(printer->state()->paper == Paper::ok);
        CHECK(printer->print(small_paper(4), support::key()).value() == Evidence::in_order_reply);
    }
    const auto pieces = terminal.pieces();
    REQUIRE(pieces.size() == 1);
    CHECK(pieces.front() == small_paper(4));
}

TEST_CASE("a printer that can only listen is never believed to have printed", "[printer][file]") {
    const support::TemporaryDirectory directory;
    const auto path = (directory.path() / "lp").string();
    support::save(path, "");
    const auto printer = open(path, "yes").value();
    CHECK(printer->state().value() == State{});
    CHECK(printer->print(small_paper(5), support::key()).value() == Evidence::accepted_only);
    sim::PrinterModel model(576);
    const auto bytes = support::load(path);
    CHECK(model.take(bytes, {}) == bytes.size());
    CHECK(model.take_pieces().front() == small_paper(5));
}

TEST_CASE("a node that is missing, forbidden or full says so", "[printer][file]") {
    CHECK(open("/dev/usb/no-such-printer").error().code == Fault::unplugged);
    CHECK(open("/").error().code == Fault::line_broken);
    if (::geteuid() == 0) {
        CHECK(seteuid(65534) == 0);
        CHECK(open("/proc/1/mem").error().code == Fault::no_permission);
        CHECK(seteuid(0) == 0);
    } else {
        CHECK(open("/proc/1/mem").error().code == Fault::no_permission);
    }

    const support::TemporaryDirectory directory;
    const auto path = (directory.path() / "fifo").string();
    REQUIRE(support::run("mkfifo " + path).exit_code == 0);
    const int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
    Profile profile = support::profile("generic-80");
    profile.job_limit = std::chrono::milliseconds(300);
    auto port =
        open_port({{"driver", "file"}, {"path", path}, {"one_way", "yes"}}, profile).value();
    const std::vector<std::uint8_t> much(200000, 0);
    CHECK(port->write(much, std::chrono::milliseconds(100)).error().code == Fault::stuck);
    ::close(reader);
}
