// SPDX-License-Identifier: Apache-2.0
// One exchange's own side: what of the answer is kept, and how it reaches the caller's thread.
// For http_client.cpp, which knows the library; nothing of the library is known here.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string_view>

#include "sync/http_client.h"

namespace hall::sync {

enum class Take : std::uint8_t { taken, too_much, not_now };

/// Collects an answer within its limits.
/// Not thread-safe: owned by the thread that talks.
class Exchange {
public:
    explicit Exchange(Ask asked) : ask(std::move(asked)) {}
    virtual ~Exchange() = default;
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    /// One line of the head, its line break with it. Never not_now.
    Take take_head(std::string_view line);
    /// Some bytes of the body.
    virtual Take take_body(std::string_view bytes);

    Ask ask;
    Answer answer;
    bool too_much = false;  ///< Something was refused as too_much.

protected:
    virtual void head_complete() {}

private:
    std::size_t head_bytes_ = 0;
};

/// What a client's callers and its thread share: which exchanges still have somebody waiting.
/// Thread-safe.
class Waiting {
public:
    Waiting(HttpClient::Post post, std::function<void()> wake);

    /// A new id, unless `most` are waiting already.
    [[nodiscard]] Result<ExchangeId> begin(std::size_t most);
    [[nodiscard]] bool is_live(ExchangeId id);
    /// True for whoever ends it first.
    bool end(ExchangeId id);
    /// Ends all, and nobody is woken any more.
    void end_all();
    void post(std::function<void()> task) const { post_(std::move(task)); }
    /// Makes the client's thread look round.
    void wake();

private:
    const HttpClient::Post post_;
    std::mutex mutex_;
    std::function<void()> wake_;  ///< Null once the client is gone.
    std::set<ExchangeId> live_;
    std::uint64_t last_ = 0;
};

/// An exchange or a stream whose caller is elsewhere.
/// Not thread-safe: owned by the thread that talks; what it posts keeps what it needs.
class PostedExchange final : public Exchange {
public:
    PostedExchange(Ask asked, HttpClient::Answered answered);
    PostedExchange(Ask asked, StreamEars ears);

    /// Before anything is taken.
    void begin(ExchangeId id, std::shared_ptr<Waiting> waiting);
    Take take_body(std::string_view bytes) override;
    /// The last of it: the answer, or that a stream is over, or why there is none.
    void over(const Error* why);

    [[nodiscard]] ExchangeId id() const noexcept { return id_; }
    [[nodiscard]] bool is_stream() const noexcept { return !answered_; }
    /// The last take_body() was not_now and there is room again. Clears the silence.
    [[nodiscard]] bool can_go_on() noexcept;
    /// How long the stream may still be silent; nothing is due while it waits for room.
    [[nodiscard]] std::chrono::milliseconds patience() const noexcept;

private:
    void head_complete() override;

    ExchangeId id_{};
    std::shared_ptr<Waiting> waiting_;
    HttpClient::Answered answered_;
    StreamEars ears_;
    bool paused_ = false;
    std::chrono::steady_clock::time_point last_byte_ = std::chrono::steady_clock::now();
    std::shared_ptr<std::atomic<int>> pieces_ = std::make_shared<std::atomic<int>>(0);
};

}  // namespace hall::sync
