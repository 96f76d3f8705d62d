// SPDX-License-Identifier: Apache-2.0
// The wall on a genuine X screen, read back by a program nobody here wrote.
#include <csignal>
#include <cstdlib>

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "display/drivers.h"
#include "display/picture.h"
#include "tests/display/fixtures.h"

using namespace hall::display;
using namespace hall::display::test;

namespace {

constexpr int kScreenW = 800;
constexpr int kScreenH = 480;

// An X server of our own, gone with the test. Its display's number comes through a pipe.
class XScreen {
public:
    XScreen() {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        server_ = ::fork();
        REQUIRE(server_ >= 0);
        if (server_ == 0) {
            const std::string fd = std::to_string(ends[1]);
            const std::string screen =
                std::to_string(kScreenW) + "x" + std::to_string(kScreenH) + "x24";
            (void)::freopen("/dev/null", "w", stderr);
            ::execlp("Xvfb", "Xvfb", "-displayfd", fd.c_str(), "-screen", "0", screen.c_str(),
                     "-noreset", "-nolisten", "tcp", nullptr);
            ::_exit(127);
        }
        ::close(ends[1]);
        char byte = 0;
        while (::read(ends[0], &byte, 1) == 1 && byte != '\n') {
            name_ += byte;
        }
        ::close(ends[0]);
        REQUIRE_FALSE(name_.empty());
        name_ = ":" + name_;
    }
    ~XScreen() {
        ::kill(server_, SIGTERM);
        ::waitpid(server_, nullptr, 0);
    }
    XScreen(const XScreen&) = delete;
    XScreen& operator=(const XScreen&) = delete;

    // What is on the glass now, black around it.
    [[nodiscard]] Canvas glass() const {
        const std::string png =
            output_of("import -display " + name_ + " -window root -depth 8 png24:- 2>/dev/null");
        auto seen = canvas_of({reinterpret_cast<const std::uint8_t*>(png.data()), png.size()});
        REQUIRE(seen.has_value());
        return *seen;
    }
    [[nodiscard]] const std::string& name() const { return name_; }

private:
    pid_t server_ = -1;
    std::string name_;
};

}  // namespace

TEST_CASE("a sending card's region holds exactly the picture's pixels, and nothing around it",
          "[display]") {
    const XScreen screen;
    REQUIRE(::setenv("SDL_VIDEODRIVER", "x11", 1) == 0);
    REQUIRE(::setenv("DISPLAY", screen.name().c_str(), 1) == 0);
    const Rect region{64, 48, 320, 160};
    {
        auto board = open_board({{"driver", "screen"},
                                 {"size", "320x160"},
                                 {"x", "64"},
                                 {"y", "48"},
                                 {"fullscreen", "yes"}},
                                {"led", &fonts(), nullptr});
        REQUIRE(board.has_value());
        REQUIRE((*board)->show(busy_wall(), at(0)).has_value());
        const Canvas* picture = (*board)->frame();
        REQUIRE(picture != nullptr);
        CHECK((*board)->caps().size == Size{320, 160});
        // The server maps the window when it likes; what was uncovered is drawn again by tick().
        int wrong = -1;
        for (int tries = 0; tries < 100 && wrong != 0; ++tries) {
            static_cast<void>((*board)->tick(at(0)));
            const Canvas glass = screen.glass();
            REQUIRE(glass.width() == kScreenW);
            wrong = 0;
            for (int y = 0; y < kScreenH; ++y) {
                for (int x = 0; x < kScreenW; ++x) {
                    const bool inside =
                        x >= region.x && x < region.right() && y >= region.y && y < region.bottom();
                    const Color wanted =
                        inside ? picture->pixel(x - region.x, y - region.y) : kBlack;
                    wrong += glass.pixel(x, y) == wanted ? 0 : 1;
                }
            }
        }
        CHECK(wrong == 0);
    }
    const auto outside =
        open_board({{"driver", "screen"}, {"size", "320x160"}, {"x", "600"}, {"fullscreen", "yes"}},
                   {"led", &fonts(), nullptr});
    REQUIRE_FALSE(outside.has_value());
    CHECK(outside.error().detail.find("800x480") != std::string::npos);
    REQUIRE(::setenv("SDL_VIDEODRIVER", "dummy", 1) == 0);
}
