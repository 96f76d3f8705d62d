// SPDX-License-Identifier: Apache-2.0
// A server on a free port with its loop on a thread of its own, and a client made of bare sockets.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "sync/service/http_server.h"

namespace hall::service::test {

/// How long a test waits for what must come. Long, because a loaded machine is no fault.
inline constexpr std::chrono::seconds kPatience{20};

/// Room for thousands of sockets in one process.
void allow_many_sockets();

/// A connection that says exactly the bytes it is told, in the clear or inside TLS. Closed by its
/// destructor.
class Line {
public:
    enum class Window : std::uint8_t { usual, tiny };
    enum class Over : std::uint8_t { plain, tls };

    explicit Line(std::uint16_t port, Window window = Window::usual, Over over = Over::plain);
    ~Line();
    Line(Line&& other) noexcept;
    Line& operator=(Line&&) = delete;

    /// False when the other side no longer takes it.
    bool say(std::string_view bytes) const;
    /// No more from us: the other side reads an end.
    void hang_up() const;
    /// Everything until the other side closes, or until `enough` has been read, or kPatience.
    std::string hear(std::string_view enough = {});
    /// One answer with its body, as Content-Length has it.
    std::string hear_answer();
    /// Whether the other side has closed, having waited for it up to `limit`.
    bool closed_within(std::chrono::milliseconds limit);
    [[nodiscard]] int fd() const { return fd_; }

private:
    // False at the end.
    bool read_more(std::chrono::steady_clock::time_point until);

    struct Tls;
    int fd_;
    std::unique_ptr<Tls> tls_;  ///< Null in the clear.
    std::string heard_;
};

/// The number in a status line; 0 when there is none.
int status_of(std::string_view answer);

/// What follows the blank line.
std::string body_in(std::string_view answer);

/// What `sh -c command` prints.
std::string shell(const std::string& command);

/// The server under test. Its handler knows:
///   /echo      200 with the body it got, as text
///   /where     200 with path, queries and peer
///   /later     200 a moment after it was asked
///   /never     no answer
///   /injected  200 with a header that breaks its line
///   /unchanged 304
///   /stream?owner=X  an event stream that begins with "data: first"
class Bench {
public:
    explicit Bench(const HttpLimits& limits = {});
    ~Bench();
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    /// Runs `work` in the loop and waits for it.
    void in_loop(const std::function<void()>& work);
    [[nodiscard]] HttpFigures figures();
    /// Waits until `true_now` in the loop, or kPatience.
    bool eventually(const std::function<bool()>& true_now);
    /// In quotes, for the shell.
    [[nodiscard]] std::string url(std::string_view path) const;
    /// A line to the port that speaks so.
    [[nodiscard]] Line line(Line::Over over) const;
    /// Ends the loop with everything open; done when it returns.
    void stop();

    Loop loop;
    HttpServer server;
    std::uint16_t port = 0;
    std::uint16_t tls_port = 0;
    std::string authority_pem;
    std::vector<StreamId> streams;  ///< Open, in the order of opening.
    std::vector<std::pair<StreamId, StreamEnd>> ended;
    std::vector<RequestId> unanswered;  ///< What /never was asked with.

private:
    void handle(Request request);

    std::jthread thread_;
};

}  // namespace hall::service::test
