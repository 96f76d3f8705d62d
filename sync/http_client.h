// SPDX-License-Identifier: Apache-2.0
// Asking another program of the hall over HTTP: once and waiting, or many at a time from a loop.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/fault.h"

namespace hall::sync {

/// Name and value; of an Answer the names are lower case.
using HttpHeader = std::pair<std::string, std::string>;

enum class HttpMethod : std::uint8_t { get, post, put, remove };

/// Whom a TLS service must prove to be. `anybody` is for taking the authority at enrolment, which
/// is compared with what a person was told before anything secret is said.
enum class HttpTrust : std::uint8_t { signed_by_authority, anybody };

/// The oldest that is spoken. Services of ours speak 1.3; others may not yet.
enum class TlsVersion : std::uint8_t { v1_2, v1_3 };

/// What is the same for every exchange with one service.
struct HttpSettings {
    std::string user_agent = "jiaohao";
    /// The authority a TLS service must be signed by, as PEM: it and no other. Empty: those of the
    /// system.
    std::string authority_pem;
    /// A connection in a hall stands within 1 ms; what takes longer is a cable or a dead box.
    std::chrono::milliseconds connect_limit{2'000};
    HttpTrust trust = HttpTrust::signed_by_authority;
    /// Asked on the talking thread before every connection, with the address as digits; null: to
    /// all of them. For addresses that a person typed.
    std::function<bool(std::string_view address)> may_connect{};
    TlsVersion least_tls = TlsVersion::v1_3;
};

/// One exchange.
struct Ask {
    HttpMethod method = HttpMethod::get;
    std::string url;  ///< http or https.
    std::vector<HttpHeader> headers;
    std::string body;  ///< For post and put; its type is a header of the caller's.
    /// From the call to the last byte of the answer.
    std::chrono::milliseconds limit{5'000};
    std::size_t answer_most = std::size_t{4} * 1024 * 1024;  ///< A hall's largest document is 1 MB.
};

/// What the other side said; 4xx and 5xx are answers too.
struct Answer {
    int status = 0;
    std::vector<HttpHeader> headers;
    std::string body;

    /// The value of the header with this lower-case name; "" when there is none.
    [[nodiscard]] std::string_view header(std::string_view name) const noexcept;
};

/// One exchange after another over one kept connection.
///
/// Redirects are not followed, proxies of the environment not used.
/// Not thread-safe: owned by one thread.
class HttpLine {
public:
    explicit HttpLine(HttpSettings settings = {});
    ~HttpLine();
    HttpLine(const HttpLine&) = delete;
    HttpLine& operator=(const HttpLine&) = delete;

    /// Asks and waits. Blocks for `ask.limit` at most.
    /// Errors: unreachable (no such name, nobody listens, the line broke), timed_out, too_large
    /// (the answer), bad_answer (not HTTP), bad_settings (the address, a header or the authority; a
    /// service of another authority, whose detail says `not_trusted`; an address that may_connect
    /// refuses, `not_allowed`).
    [[nodiscard]] Result<Answer> exchange(const Ask& ask);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// An exchange or a stream under way. Never 0, never used twice by one client.
enum class ExchangeId : std::uint64_t {};

/// What a stream tells, in this order: at most one `opened`, any number of `bytes`, one `closed`.
/// All three are needed.
struct StreamEars {
    /// The head has come. A status other than 200 is opened too, and its body follows.
    std::function<void(const Answer& head)> opened;
    /// Some bytes, and when they came (monotonic).
    std::function<void(std::string bytes, std::chrono::steady_clock::time_point came)> bytes;
    /// It is over. `unreachable`: the other side ended it, or never answered; else as exchange().
    std::function<void(const Error& why)> closed;
};

/// Many exchanges and streams at a time, on a thread of its own.
///
/// Callbacks are handed to `post` and run wherever it runs them; nothing is called back on the
/// client's own thread. After cancel() and after the destructor nothing is called back at all, if
/// `post` runs its tasks on the thread that cancels or destroys.
///
/// Thread-safe. Nothing here blocks but the destructor: until the thread has ended, under 0.1 s
/// (longer while the system still looks up a name that is not a number).
class HttpClient {
public:
    using Post = std::function<void(std::function<void()>)>;
    using Answered = std::function<void(Result<Answer>)>;

    /// Exchanges and streams that may be under way together: a hub's boards are not its clients,
    /// so more means that the caller asks faster than anybody answers.
    static constexpr std::size_t kMost = 64;
    /// Pieces of a stream that may wait in `post`; then the other side has to wait.
    static constexpr int kPiecesMost = 64;

    explicit HttpClient(Post post, HttpSettings settings = {});
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// Begins an exchange; `answered` is called once, with what HttpLine::exchange() would return.
    /// Errors: refused (kMost are under way), bad_settings (the address or a header); `answered` is
    /// dropped.
    [[nodiscard]] Result<ExchangeId> submit(Ask ask, Answered answered);

    /// Begins an endless answer, for server-sent events. `ask.limit` is how long it may be silent,
    /// from the call on: 25 s where a heartbeat comes every 10 s (SYNC.md §1). `answer_most` is
    /// not looked at. Errors: as submit().
    [[nodiscard]] Result<ExchangeId> stream(Ask ask, StreamEars ears);

    /// Ends it without a word. Unknown and finished ids are allowed.
    void cancel(ExchangeId exchange);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace hall::sync
