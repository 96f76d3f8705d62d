// SPDX-License-Identifier: Apache-2.0
#include "sync/service/http_session.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>  // Asio 1.74 forgets it.

#include "sync/service/http_request.h"
#include "sync/service/http_socket.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

namespace hall::service {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

// Room for a whole head (8 KB) and as much again of what was pipelined behind it.
constexpr std::size_t kBufferMost = std::size_t{16} * 1024;
// Of the next request of a connection that is at rest.
constexpr std::size_t kFirstBytes = 1024;
// An answer that fits into one TLS record with its head is copied behind it.
constexpr std::size_t kOneRecord = std::size_t{12} * 1024;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

std::string_view view(boost::beast::string_view text) {
    return {text.data(), text.size()};
}

Response refusal_of(const error_code& error, std::size_t most_body) {
    if (error == http::error::header_limit) {
        return problem(431, "header_too_large", "send fewer or shorter headers");
    }
    if (error == http::error::body_limit) {
        return body_too_large(most_body);
    }
    if (error == http::error::bad_version) {
        return problem(505, "version_unknown", "speak HTTP/1.1, each line ended by CR LF");
    }
    return problem(400, "malformed", "this is not an HTTP/1.1 request: " + error.message());
}

template <typename Buffers, typename Handler>
void write_all(HttpSocket& socket, const Buffers& buffers, Handler handler) {
    // The last argument is the library's own; its default, 0, trips a warning of ours.
    asio::async_write(socket, buffers, std::move(handler), nullptr);
}

// The client has simply gone, politely or not.
bool is_farewell(const error_code& error) {
    return error.category() != http::make_error_code(http::error::bad_method).category() ||
           error == http::error::end_of_stream || error == http::error::partial_message;
}

// Somebody has typed http:// where https:// is spoken.
bool is_plain_http(const error_code& error) {
    return error.category() == asio::error::get_ssl_category() &&
           ERR_GET_REASON(static_cast<unsigned long>(error.value())) == SSL_R_HTTP_REQUEST;
}

// One client, from its first byte to its last. The phase says what is waited for, and every wait
// has its deadline.
class Session final : public HttpSession, public std::enable_shared_from_this<Session> {
public:
    Session(HttpSessions& all, Guest guest)
        : all_(all),
          guest_(std::move(guest)),
          socket_(*guest_.socket) {}

    void greet();
    void answer(Response response) override;
    [[nodiscard]] Guest give_up() override;
    void close() override;

    [[nodiscard]] bool head_only() const override { return head_.head_only; }

private:
    enum class Phase : std::uint8_t {
        greeting,
        idle,
        head,
        body,
        asked,
        answering,
        parting,
        leaving,
        over
    };

    /// A completion handler: the next step, unless the wait before it has been given up.
    auto then(void (Session::*step)()) {
        return [self = shared_from_this(), waited = phase_, step](const error_code& error,
                                                                  std::size_t bytes = 0) {
            if (self->phase_ == waited) {
                self->came_ = bytes;
                error ? self->failed(error) : (self.get()->*step)();
            }
        };
    }

    void read_head();
    void on_head();
    [[nodiscard]] bool hold_body();
    void receive_body();
    void read_body();
    void on_body();
    void failed(const error_code& error);
    void refuse(Response response);
    void write_answer(Response response, AfterAnswer after);
    void answered();
    void wait_for_next();
    void on_next();
    void leave();
    void drain();
    void arm(milliseconds limit);
    void on_late();
    void over();

    HttpSessions& all_;  ///< Valid while not over.
    Guest guest_;
    HttpSocket& socket_;  ///< The guest's.
    TimerId deadline_{};
    Phase phase_ = Phase::greeting;
    std::size_t came_ = 0;  ///< Bytes of the last step.
    steady_clock::time_point began_;
    boost::beast::flat_buffer buffer_{kBufferMost};
    std::optional<http::request_parser<http::string_body>> parser_;
    CheckedHead head_;
    std::size_t body_held_ = 0;
    RequestId request_{};
    std::string answer_head_;
    Body answer_body_;
    AfterAnswer after_ = AfterAnswer::close;
    std::array<char, 1024> unwanted_{};
};

void Session::greet() {
    if (!socket_.is_tls()) {
        read_head();
        return;
    }
    arm(all_.limits.header_limit);
    socket_.shake_hands(then(&Session::read_head));
}

void Session::read_head() {
    phase_ = Phase::head;
    began_ = steady_clock::now();
    head_ = {};
    head_.most_body = all_.most_body;
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(all_.limits.header_bytes));
    parser_->body_limit(head_.most_body);
    arm(all_.limits.header_limit);
    http::async_read_header(socket_, buffer_, *parser_, then(&Session::on_head));
}

void Session::on_head() {
    const auto& message = parser_->get();
    RawHead raw{view(message.method_string()),
                view(message.target()),
                static_cast<int>(message.version()),
                {}};
    for (const auto& field : message) {
        raw.fields.emplace_back(view(field.name_string()), view(field.value()));
    }
    auto checked = check_head(raw, all_.limits);
    if (!checked) {
        refuse(std::move(checked.error()));
        return;
    }
    head_ = std::move(*checked);
    if (!hold_body()) {
        refuse(come_back(503, "busy", "too much is being sent at once"));
        return;
    }
    receive_body();
}

void Session::receive_body() {
    phase_ = Phase::body;
    const auto spent = std::chrono::duration_cast<milliseconds>(steady_clock::now() - began_);
    arm(std::max(all_.limits.request_limit - spent, milliseconds{0}));
    parser_->body_limit(head_.most_body);
    if (!head_.expects_continue) {
        read_body();
        return;
    }
    write_all(socket_, asio::buffer(kContinue.data(), kContinue.size()), then(&Session::read_body));
}

bool Session::hold_body() {
    const std::size_t unknown = parser_->chunked() ? head_.most_body : 0;
    const std::size_t bytes = head_.body_bytes.value_or(unknown);
    if (bytes > all_.limits.bodies_bytes - all_.bodies_bytes) {
        return false;
    }
    body_held_ = bytes;
    all_.bodies_bytes += bytes;
    return true;
}

void Session::read_body() {
    if (parser_->is_done()) {
        on_body();
        return;
    }
    http::async_read(socket_, buffer_, *parser_, then(&Session::on_body));
}

void Session::on_body() {
    phase_ = Phase::asked;
    arm(all_.limits.answer_limit);
    request_ = static_cast<RequestId>(++all_.last_request);
    all_.waiting.emplace(request_, shared_from_this());
    ++all_.requests;
    Request request = std::move(head_.request);
    request.id = request_;
    request.body = std::move(parser_->get().body());
    request.peer = guest_.address;
    request.from_this_machine = guest_.from_this_machine;
    request.secure = socket_.is_tls();
    all_.ears.request(std::move(request));
}

void Session::failed(const error_code& error) {
    if (phase_ == Phase::greeting && is_plain_http(error)) {
        socket_.be_plain();
        refuse(problem(400, "tls_only", "this port speaks TLS; its address begins with https://"));
        return;
    }
    if (phase_ == Phase::parting) {
        leave();
        return;
    }
    if (is_farewell(error)) {
        close();
        return;
    }
    refuse(refusal_of(error, head_.most_body));
}

void Session::refuse(Response response) {
    ++all_.refused;
    error_code ignored;
    socket_.tcp().cancel(ignored);  // The read that is late; its end finds another phase.
    write_answer(std::move(response), AfterAnswer::close);
}

void Session::answer(Response response) {
    write_answer(std::move(response),
                 parser_->keep_alive() ? AfterAnswer::keep_alive : AfterAnswer::close);
}

void Session::write_answer(Response response, AfterAnswer after) {
    phase_ = Phase::answering;
    after_ = after;
    if (socket_.is_tls()) {
        response.headers.push_back({"Strict-Transport-Security", "max-age=31536000"});
    }
    answer_head_ = head_of(response, after);
    const bool bodiless = head_.head_only || response.status == 204 || response.status == 304;
    answer_body_ = bodiless ? nullptr : std::move(response.body);
    arm(all_.limits.write_limit);
    if (socket_.is_tls() && answer_body_ && answer_body_->size() <= kOneRecord) {
        answer_head_ += *std::exchange(answer_body_, nullptr);
    }
    const std::array<asio::const_buffer, 2> parts{
        asio::buffer(answer_head_),
        answer_body_ ? asio::const_buffer(asio::buffer(*answer_body_)) : asio::const_buffer{}};
    write_all(socket_, parts, then(&Session::answered));
}

void Session::answered() {
    answer_body_.reset();
    all_.bodies_bytes -= std::exchange(body_held_, 0);
    if (after_ == AfterAnswer::keep_alive) {
        wait_for_next();
        return;
    }
    // Closing at once would reset the line under an answer that the client has not read yet.
    arm(all_.limits.farewell_limit);
    if (!socket_.is_tls()) {
        leave();
        return;
    }
    phase_ = Phase::parting;
    socket_.say_goodbye(then(&Session::leave));
}

void Session::leave() {
    phase_ = Phase::leaving;
    error_code ignored;
    socket_.be_plain();
    socket_.tcp().shutdown(HttpSocket::Tcp::socket::shutdown_send, ignored);
    drain();
}

void Session::wait_for_next() {
    if (buffer_.size() > 0) {
        read_head();
        return;
    }
    phase_ = Phase::idle;
    arm(all_.limits.idle_limit);
    socket_.async_read_some(buffer_.prepare(kFirstBytes), then(&Session::on_next));
}

void Session::on_next() {
    buffer_.commit(came_);
    read_head();
}

void Session::drain() {
    socket_.async_read_some(asio::buffer(unwanted_), then(&Session::drain));
}

Guest Session::give_up() {
    over();
    return guest_;
}

void Session::arm(milliseconds limit) {
    all_.loop.cancel(deadline_);
    deadline_ = all_.loop.after(limit, [self = shared_from_this()] { self->on_late(); });
}

void Session::on_late() {
    switch (phase_) {
        case Phase::head:
            if (buffer_.size() == 0 && !parser_->got_some()) {
                close();  // It came and said nothing, as a browser's spare connection does.
                return;
            }
            [[fallthrough]];
        case Phase::body:
            refuse(problem(408, "too_slow", "the request did not arrive in time; send it again"));
            return;
        case Phase::asked:
            all_.waiting.erase(request_);
            refuse(come_back(503, "answer_late", "the service is busy; ask again"));
            return;
        case Phase::greeting:
        case Phase::idle:
        case Phase::answering:
        case Phase::parting:
        case Phase::leaving:
            close();
            return;
        case Phase::over:
            return;
    }
}

void Session::close() {
    if (phase_ != Phase::over) {
        error_code ignored;
        socket_.tcp().close(ignored);
        all_.ears.left(guest_.address);
        over();
    }
}

// The last that this object does with the server.
void Session::over() {
    phase_ = Phase::over;
    all_.loop.cancel(deadline_);
    all_.bodies_bytes -= std::exchange(body_held_, 0);
    all_.waiting.erase(request_);
    all_.open.erase(shared_from_this());
}

}  // namespace

void HttpSession::begin(HttpSessions& all, const Guest& guest) {
    const auto session = std::make_shared<Session>(all, guest);
    all.open.insert(session);
    session->greet();
}

}  // namespace hall::service
