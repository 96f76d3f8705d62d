// SPDX-License-Identifier: Apache-2.0
#include "tests/service/http_bench.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cstdio>
#include <future>
#include <memory>
#include <utility>

#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sync/service/authority.h"

#include <openssl/ssl.h>

namespace hall::service::test {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// 0 when `until` has passed.
int left_until(steady_clock::time_point until) {
    const auto left = std::chrono::duration_cast<milliseconds>(until - steady_clock::now());
    return static_cast<int>(std::max<milliseconds::rep>(left.count(), 0));
}

}  // namespace

void allow_many_sockets() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

// A client that trusts whoever answers: who is trusted is tested elsewhere.
struct Line::Tls {
    explicit Tls(int fd) : context(SSL_CTX_new(TLS_client_method())), ssl(SSL_new(context)) {
        SSL_set_fd(ssl, fd);
        up = SSL_connect(ssl) == 1;
    }
    ~Tls() {
        SSL_free(ssl);
        SSL_CTX_free(context);
    }
    Tls(const Tls&) = delete;
    Tls& operator=(const Tls&) = delete;

    SSL_CTX* context;
    SSL* ssl;
    bool up = false;
};

Line::Line(std::uint16_t port, Window window, Over over) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    assert(fd_ >= 0);
    if (window == Window::tiny) {
        const int bytes = 4096;
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
    }
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    [[maybe_unused]] const int connected =
        ::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to);
    assert(connected == 0);
    if (over == Over::tls) {
        tls_ = std::make_unique<Tls>(fd_);
    }
}

Line::~Line() {
    if (fd_ >= 0) {
        ::close(fd_);
    }
}

Line::Line(Line&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      tls_(std::move(other.tls_)),
      heard_(std::move(other.heard_)) {
}

bool Line::say(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto sent = tls_ ? SSL_write(tls_->ssl, bytes.data(), static_cast<int>(bytes.size()))
                               : ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void Line::hang_up() const {
    if (tls_) {
        SSL_shutdown(tls_->ssl);  // What comes back is still read.
        return;
    }
    ::shutdown(fd_, SHUT_WR);
}

bool Line::read_more(steady_clock::time_point until) {
    pollfd waiting{fd_, POLLIN, 0};
    const bool has_some = tls_ && SSL_pending(tls_->ssl) > 0;
    if (!has_some && ::poll(&waiting, 1, left_until(until)) <= 0) {
        return false;
    }
    std::array<char, 65536> room{};
    const auto got = tls_ ? SSL_read(tls_->ssl, room.data(), static_cast<int>(room.size()))
                          : ::recv(fd_, room.data(), room.size(), 0);
    if (got <= 0) {
        return false;
    }
    heard_.append(room.data(), static_cast<std::size_t>(got));
    return true;
}

std::string Line::hear(std::string_view enough) {
    const auto until = steady_clock::now() + kPatience;
    for (;;) {
        const auto found = enough.empty() ? std::string::npos : heard_.find(enough);
        if (found != std::string::npos) {
            std::string text = heard_.substr(0, found + enough.size());
            heard_.erase(0, text.size());
            return text;
        }
        if (!read_more(until)) {
            return std::exchange(heard_, {});
        }
    }
}

std::string Line::hear_answer() {
    std::string answer = hear("\r\n\r\n");
    static constexpr std::string_view kLength = "Content-Length: ";
    const auto at = answer.find(kLength);
    std::size_t length = 0;
    if (at != std::string::npos) {
        std::from_chars(answer.data() + at + kLength.size(), answer.data() + answer.size(), length);
    }
    const auto until = steady_clock::now() + kPatience;
    while (heard_.size() < length && read_more(until)) {
    }
    const auto body = std::min(length, heard_.size());
    answer += heard_.substr(0, body);
    heard_.erase(0, body);
    return answer;
}

bool Line::closed_within(milliseconds limit) {
    const auto until = steady_clock::now() + limit;
    while (read_more(until)) {
    }
    char one = 0;
    const auto got = ::recv(fd_, &one, 1, MSG_DONTWAIT | MSG_PEEK);
    return got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
}

int status_of(std::string_view answer) {
    static constexpr std::string_view kVersion = "HTTP/1.1 ";
    int status = 0;
    if (answer.starts_with(kVersion)) {
        std::from_chars(answer.data() + kVersion.size(), answer.data() + answer.size(), status);
    }
    return status;
}

std::string body_in(std::string_view answer) {
    const auto blank = answer.find("\r\n\r\n");
    return std::string(blank == std::string_view::npos ? "" : answer.substr(blank + 4));
}

std::string shell(const std::string& command) {
    std::string printed;
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), &::pclose);
    assert(pipe != nullptr);
    std::array<char, 4096> room{};
    while (const auto got = std::fread(room.data(), 1, room.size(), pipe.get())) {
        printed.append(room.data(), got);
    }
    return printed;
}

Bench::Bench(const HttpLimits& limits)
    : server(loop, limits, [this](Request request) { handle(std::move(request)); }) {
    const auto listening = server.listen("127.0.0.1", 0);
    assert(listening.has_value());
    port = *listening;
    const auto authority = make_authority("test");
    const auto shown = make_server(
        *authority, {"localhost", "127.0.0.1"},
        std::chrono::time_point_cast<hall::Moment::duration>(std::chrono::system_clock::now()));
    assert(authority && shown);
    authority_pem = authority->certificate_pem;
    [[maybe_unused]] const auto taken = server.show({shown->certificate_pem, shown->key_pem});
    assert(taken);
    tls_port = *server.listen_tls("127.0.0.1", 0);
    thread_ = std::jthread([this] { loop.run(); });
}

Bench::~Bench() {
    stop();
}

void Bench::stop() {
    if (thread_.joinable()) {
        loop.post([this] {
            server.shut_down();
            loop.stop();
        });
        thread_.join();
    }
}

void Bench::in_loop(const std::function<void()>& work) {
    std::promise<void> done;
    loop.post([&] {
        work();
        done.set_value();
    });
    done.get_future().wait();
}

HttpFigures Bench::figures() {
    HttpFigures now;
    in_loop([&] { now = server.figures(); });
    return now;
}

bool Bench::eventually(const std::function<bool()>& true_now) {
    const auto until = steady_clock::now() + kPatience;
    bool seen = false;
    while (!seen && steady_clock::now() < until) {
        in_loop([&] { seen = true_now(); });
        if (!seen) {
            std::this_thread::sleep_for(milliseconds{5});
        }
    }
    return seen;
}

std::string Bench::url(std::string_view path) const {
    return "'http://127.0.0.1:" + std::to_string(port) + std::string(path) + "'";
}

Line Bench::line(Line::Over over) const {
    return Line{over == Line::Over::tls ? tls_port : port, Line::Window::usual, over};
}

void Bench::handle(Request request) {
    const RequestId id = request.id;
    if (request.path == "/never") {
        unanswered.push_back(id);
    } else if (request.path == "/later") {
        loop.after(milliseconds{20},
                   [this, id] { server.reply(id, json_response(200, R"({"late":true})")); });
    } else if (request.path == "/injected") {
        server.reply(id, {200, "text/plain", nullptr, {{"Location", "/a\r\nSet-Cookie: x=1"}}});
    } else if (request.path == "/unchanged") {
        server.reply(id, {304, "", nullptr, {{"ETag", "\"v1\""}}});
    } else if (request.path == "/stream") {
        const auto stream = server.open_stream(
            id, request.query("owner").value_or(""), body_of("data: first\n\n"),
            [this](StreamId which, StreamEnd why) { ended.emplace_back(which, why); });
        if (stream) {
            streams.push_back(*stream);
        }
    } else if (request.path == "/where") {
        std::string text = request.peer + (request.from_this_machine ? " here" : " elsewhere");
        text += request.secure ? " secure" : "";
        for (const auto& [name, value] : request.queries) {
            text.append("|").append(name).append("=").append(value);
        }
        server.reply(id, {200, "text/plain", body_of(text), {}});
    } else {
        server.reply(id, {200, "text/plain", body_of(std::move(request.body)), {}});
    }
}

}  // namespace hall::service::test
