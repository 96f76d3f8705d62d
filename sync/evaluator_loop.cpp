// SPDX-License-Identifier: Apache-2.0
#include "sync/evaluator_loop.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <mutex>
#include <random>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include "sync/backoff.h"
#include "sync/evaluator.h"
#include "sync/http_client.h"
#include "sync/json.h"
#include "sync/wire.h"

namespace hall::sync {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// The service answers a waiting evaluator after 20 s at the latest.
constexpr auto kViewLimit = 35s;
constexpr auto kPressLimit = 5s;
// How long the wish to end may go unseen, and how long the line may be full.
constexpr auto kTurn = 100ms;
constexpr auto kWriteLimit = 1s;

std::string errno_text() {
    return std::system_category().message(errno);
}

// One line, one service. Everything happens in run(); answers wait in `came_` until it looks.
class Bridge {
public:
    Bridge(int tty, const EvaluatorSettings& settings)
        : tty_(tty),
          settings_(settings),
          evaluator_(settings.counter, settings.name, settings.new_id),
          client_([this](std::function<void()> task) {
              const std::lock_guard lock{mutex_};
              came_.push_back(std::move(task));
          }) {}

    Result<void> run(const std::function<bool()>& is_over) {
        while (!is_over()) {
            for (auto& task : taken()) {
                task();
            }
            if (failed_) {
                return tl::make_unexpected(*failed_);
            }
            ask_view();
            send_press();
            if (auto heard = listen(); !heard) {
                return heard;
            }
        }
        return {};
    }

private:
    std::vector<std::function<void()>> taken() {
        const std::lock_guard lock{mutex_};
        return std::exchange(came_, {});
    }

    Result<void> listen() {
        pollfd line{tty_, POLLIN, 0};
        const int ready = ::poll(&line, 1, static_cast<int>(kTurn.count()));
        if (ready <= 0) {
            return {};
        }
        std::array<char, 256> bytes{};
        const auto size = ::read(tty_, bytes.data(), bytes.size());
        if (size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR)) {
            return fail(Fault::unreachable, "the evaluator's line is gone: " + errno_text());
        }
        if (size > 0) {
            say(evaluator_.hear({bytes.data(), static_cast<std::size_t>(size)}, settings_.now()));
        }
        return {};
    }

    // What does not fit the line in time is lost; the evaluator asks again.
    void say(std::string_view bytes) const {
        const auto until = Clock::now() + kWriteLimit;
        while (!bytes.empty() && Clock::now() < until) {
            const auto size = ::write(tty_, bytes.data(), bytes.size());
            if (size > 0) {
                bytes.remove_prefix(static_cast<std::size_t>(size));
            } else if (errno == EAGAIN || errno == EINTR) {
                pollfd line{tty_, POLLOUT, 0};
                (void)::poll(&line, 1, static_cast<int>(kTurn.count()));
            } else {
                return;
            }
        }
    }

    Ask ask(HttpMethod method, std::string url, std::chrono::milliseconds limit) const {
        return {.method = method,
                .url = std::move(url),
                .headers = {{"Authorization", "Bearer " + settings_.token},
                            {"Content-Type", "application/json"}},
                .body = {},
                .limit = limit};
    }

    void submit(Ask ask, HttpClient::Answered answered) {
        if (auto sent = client_.submit(std::move(ask), std::move(answered)); !sent) {
            failed_ = sent.error();
        }
    }

    void ask_view() {
        if (viewing_ || Clock::now() < view_at_) {
            return;
        }
        viewing_ = true;
        std::string url = settings_.ratings_url + "?counter=" + settings_.counter.value;
        if (!seen_.empty()) {
            url += "&seen=" + escaped(seen_);
        }
        submit(ask(HttpMethod::get, std::move(url), kViewLimit),
               [this](const Result<Answer>& answer) { on_view(answer); });
    }

    static std::string escaped(const std::string& text) {
        constexpr std::string_view kHex = "0123456789ABCDEF";
        std::string out;
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += kHex[byte >> 4U];
            out += kHex[byte & 15U];
        }
        return out;
    }

    void on_view(const Result<Answer>& answer) {
        viewing_ = false;
        const auto json = answer && answer->status == 200
                              ? parse_json(answer->body, std::size_t{64} * 1024)
                              : fail(Fault::bad_message, "");
        if (!json) {
            // What it saw last may be of a former life of the service.
            seen_.clear();
            view_at_ = Clock::now() + view_wait_.next(random_());
            return;
        }
        view_wait_.reset();
        Fields fields{*json, "ratings"};
        seen_ = fields.text("version", 512);
        std::optional<std::string> number;
        if (const Json* service = fields.part_or_none("service");
            service != nullptr && service->is_object()) {
            Fields asked{*service, "service"};
            if (asked.number("left_ms") > 0) {
                number = asked.text("number");
            }
        }
        say(evaluator_.show(std::move(number)));
    }

    void send_press() {
        const Evaluator::Press* press = evaluator_.waiting();
        if (press == nullptr || sending_ || Clock::now() < press_at_) {
            return;
        }
        sending_ = true;
        RatingOrder order = press->order;
        order.ago = std::max(settings_.now() - press->pressed, std::chrono::milliseconds{0});
        Ask post = ask(HttpMethod::post, settings_.ratings_url, kPressLimit);
        post.body = encode(order);
        submit(std::move(post), [this](const Result<Answer>& answer) { on_press(answer); });
    }

    void on_press(const Result<Answer>& answer) {
        sending_ = false;
        const int status = answer ? answer->status : 0;
        const bool settled = status == 200 || status == 400 || status == 404 || status == 409;
        if (!settled) {
            press_at_ = Clock::now() + press_wait_.next(random_());
            return;
        }
        press_wait_.reset();
        // Rated already: by this press before a restart, or by the phone. It is rated.
        const bool taken = status == 200 || answer->body.find("rating_given") != std::string::npos;
        say(evaluator_.answered(taken ? Evaluator::Verdict::taken : Evaluator::Verdict::refused));
    }

    int tty_;
    const EvaluatorSettings& settings_;
    Evaluator evaluator_;
    std::mutex mutex_;
    std::vector<std::function<void()>> came_;
    std::optional<Error> failed_;
    std::string seen_;
    bool viewing_ = false;
    bool sending_ = false;
    Clock::time_point view_at_{};
    Clock::time_point press_at_{};
    Backoff view_wait_;
    Backoff press_wait_;
    std::random_device random_;
    HttpClient client_;  // Last: its thread posts into the rest.
};

}  // namespace

Result<void> run_evaluator(int tty,
                           const EvaluatorSettings& settings,
                           const std::function<bool()>& is_over) {
    Bridge bridge{tty, settings};
    return bridge.run(is_over);
}

Result<int> open_serial(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    termios line{};
    if (fd < 0 || ::tcgetattr(fd, &line) != 0) {
        const std::string why = path + ": " + errno_text();
        if (fd >= 0) {
            ::close(fd);
        }
        return fail(Fault::unreachable, why);
    }
    ::cfmakeraw(&line);
    line.c_cflag |= CLOCAL | CREAD;
    (void)::cfsetspeed(&line, B9600);
    if (::tcsetattr(fd, TCSANOW, &line) != 0) {
        const std::string why = path + ": " + errno_text();
        ::close(fd);
        return fail(Fault::unreachable, why);
    }
    return fd;
}

}  // namespace hall::sync
