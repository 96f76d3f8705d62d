// SPDX-License-Identifier: Apache-2.0
#include "sync/http_exchange.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <optional>
#include <utility>

namespace hall::sync {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

// A head of ours is under 1 KB; who sends more than this is not one of us.
constexpr std::size_t kHeadMost = std::size_t{64} * 1024;

std::string lower(std::string_view text) {
    std::string made(text);
    std::ranges::transform(made, made.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return made;
}

}  // namespace

std::string_view Answer::header(std::string_view name) const noexcept {
    const auto found = std::ranges::find(headers, name, &HttpHeader::first);
    return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

Take Exchange::take_head(std::string_view line) {
    head_bytes_ += line.size();
    if (head_bytes_ > kHeadMost) {
        too_much = true;
        return Take::too_much;
    }
    while (line.ends_with('\n') || line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    const auto colon = line.find(':');
    if (line.starts_with("HTTP/")) {
        answer.headers.clear();  // What came before was a "100 Continue".
        const auto space = std::min(line.find(' '), line.size());
        const auto number = line.substr(std::min(space + 1, line.size()));
        std::from_chars(number.data(), number.data() + number.size(), answer.status);
    } else if (line.empty()) {
        if (answer.status >= 200) {
            head_complete();
        }
    } else if (colon != std::string_view::npos) {
        const auto value = std::min(line.find_first_not_of(" \t", colon + 1), line.size());
        answer.headers.emplace_back(lower(line.substr(0, colon)), line.substr(value));
    }
    return Take::taken;
}

Take Exchange::take_body(std::string_view bytes) {
    if (answer.body.size() + bytes.size() > ask.answer_most) {
        too_much = true;
        return Take::too_much;
    }
    answer.body.append(bytes);
    return Take::taken;
}

Waiting::Waiting(HttpClient::Post post, std::function<void()> wake)
    : post_(std::move(post)),
      wake_(std::move(wake)) {
}

Result<ExchangeId> Waiting::begin(std::size_t most) {
    const std::lock_guard lock{mutex_};
    if (live_.size() >= most) {
        return fail(Fault::refused, "too many exchanges are under way; wait for one to end");
    }
    const auto id = static_cast<ExchangeId>(++last_);
    live_.insert(id);
    return id;
}

bool Waiting::is_live(ExchangeId id) {
    const std::lock_guard lock{mutex_};
    return live_.contains(id);
}

bool Waiting::end(ExchangeId id) {
    const std::lock_guard lock{mutex_};
    return live_.erase(id) > 0;
}

void Waiting::end_all() {
    const std::lock_guard lock{mutex_};
    live_.clear();
    wake_ = nullptr;
}

void Waiting::wake() {
    const std::lock_guard lock{mutex_};
    if (wake_) {
        wake_();
    }
}

PostedExchange::PostedExchange(Ask asked, HttpClient::Answered answered)
    : Exchange(std::move(asked)),
      answered_(std::move(answered)) {
    assert(answered_);
}

PostedExchange::PostedExchange(Ask asked, StreamEars ears)
    : Exchange(std::move(asked)),
      ears_(std::move(ears)) {
    assert(ears_.opened && ears_.bytes && ears_.closed);
}

void PostedExchange::begin(ExchangeId id, std::shared_ptr<Waiting> waiting) {
    id_ = id;
    waiting_ = std::move(waiting);
    last_byte_ = steady_clock::now();
}

void PostedExchange::head_complete() {
    last_byte_ = steady_clock::now();
    if (is_stream()) {
        waiting_->post([waiting = waiting_, id = id_, opened = ears_.opened, head = answer] {
            if (waiting->is_live(id)) {
                opened(head);
            }
        });
    }
}

Take PostedExchange::take_body(std::string_view bytes) {
    if (!is_stream()) {
        return Exchange::take_body(bytes);
    }
    paused_ = pieces_->load() >= HttpClient::kPiecesMost;
    if (paused_) {
        return Take::not_now;
    }
    last_byte_ = steady_clock::now();
    pieces_->fetch_add(1);
    waiting_->post([waiting = waiting_, id = id_, pieces = pieces_, heard = ears_.bytes,
                    text = std::string(bytes), came = last_byte_] {
        if (pieces->fetch_sub(1) == HttpClient::kPiecesMost) {
            waiting->wake();
        }
        if (waiting->is_live(id)) {
            heard(text, came);
        }
    });
    return Take::taken;
}

void PostedExchange::over(const Error* why) {
    if (is_stream()) {
        Error end = why != nullptr
                        ? *why
                        : Error{Fault::unreachable, ask.url + ": the other side ended it"};
        waiting_->post([waiting = waiting_, id = id_, closed = ears_.closed, end = std::move(end)] {
            if (waiting->end(id)) {
                closed(end);
            }
        });
        return;
    }
    Result<Answer> result = why != nullptr ? Result<Answer>{tl::make_unexpected(*why)}
                                           : Result<Answer>{std::move(answer)};
    waiting_->post(
        [waiting = waiting_, id = id_, answered = answered_, result = std::move(result)] {
            if (waiting->end(id)) {
                answered(result);
            }
        });
}

bool PostedExchange::can_go_on() noexcept {
    if (!paused_ || pieces_->load() >= HttpClient::kPiecesMost) {
        return false;
    }
    paused_ = false;
    last_byte_ = steady_clock::now();
    return true;
}

milliseconds PostedExchange::patience() const noexcept {
    if (paused_) {
        return milliseconds::max();
    }
    const auto silent = steady_clock::now() - last_byte_;
    return ask.limit - std::chrono::duration_cast<milliseconds>(silent);
}

}  // namespace hall::sync
