// SPDX-License-Identifier: Apache-2.0
#include "sync/downlink.h"

#include <utility>

namespace hall::sync {

namespace {

using namespace std::chrono_literals;

// Two heartbeats and a half: one may be lost to a slow disk, two may not (SYNC.md §1).
constexpr auto kSilence = 25s;
constexpr auto kStateLimit = 10s;
constexpr std::size_t kStateMost = std::size_t{32} * 1024 * 1024;
constexpr int kGone = 410;
constexpr int kNobody = 401;
constexpr int kForbidden = 403;

Error refusal_of(const ServiceAddress& address, int status) {
    const std::string at = address.url + ": status " + std::to_string(status);
    return {Fault::refused,
            status == kNobody || status == kForbidden
                ? at + "; the service no longer knows this device, enrol it again with --enrol"
                : at};
}

}  // namespace

std::string ServiceAddress::of_hall(std::string_view path) const {
    return url + "/v1/halls/" + hall + std::string(path);
}

std::vector<HttpHeader> ServiceAddress::headers() const {
    std::vector<HttpHeader> headers{{"Content-Type", "application/json"}};
    if (!token.empty()) {
        headers.emplace_back("Authorization", "Bearer " + token);
    }
    return headers;
}

HttpSettings ServiceAddress::settings() const {
    HttpSettings settings;
    settings.authority_pem = authority_pem;
    return settings;
}

Downlink::Downlink(HttpClient& client,
                   ServiceAddress address,
                   DownlinkEars ears,
                   std::function<std::uint32_t()> random)
    : client_(client),
      address_(std::move(address)),
      ears_(std::move(ears)),
      random_(std::move(random)),
      retry_at_(Instant::min()) {
}

Downlink::~Downlink() {
    if (under_way_) {
        client_.cancel(*under_way_);
    }
}

void Downlink::tick(Instant now) {
    if (under_way_ || !retry_at_ || now < *retry_at_) {
        return;
    }
    retry_at_.reset();
    if (cursor_) {
        open_stream();
    } else {
        ask_state();
    }
}

void Downlink::ask_state() {
    Ask ask{.url = address_.of_hall("/state"),
            .headers = address_.headers(),
            .limit = kStateLimit,
            .answer_most = kStateMost};
    auto begun = client_.submit(std::move(ask), [this](Result<Answer> answer) {
        under_way_.reset();
        if (!answer || answer->status != 200) {
            lost(answer ? refusal_of(address_, answer->status) : answer.error());
            return;
        }
        auto document = decode_state(answer->body);
        if (!document) {
            lost(document.error());
            return;
        }
        cursor_ = document->cursor;
        heard_ = std::chrono::steady_clock::now();
        ears_.state(std::move(*document));
        open_stream();
    });
    if (!begun) {
        lost(begun.error());
        return;
    }
    under_way_ = *begun;
}

void Downlink::open_stream() {
    parser_ = SseParser{text_of(*cursor_)};
    head_status_ = 0;
    Ask ask{.url = address_.of_hall("/stream?after=" + text_of(*cursor_) + "&as=" + address_.as),
            .headers = address_.headers(),
            .limit = kSilence};
    auto begun = client_.stream(
        std::move(ask),
        {.opened =
             [this](const Answer& head) {
                 head_status_ = head.status;
                 if (head.status == 200) {
                     trouble_.reset();
                     backoff_.reset();
                     set_up(true);
                 }
             },
         .bytes = [this](std::string bytes, Instant came) { take(std::move(bytes), came); },
         .closed =
             [this](const Error& why) {
                 under_way_.reset();
                 if (head_status_ == kGone) {
                     cursor_.reset();
                 }
                 const bool refused = head_status_ == kNobody || head_status_ == kForbidden;
                 lost(refused ? refusal_of(address_, head_status_) : why);
             }});
    if (!begun) {
        lost(begun.error());
        return;
    }
    under_way_ = *begun;
}

void Downlink::take(const std::string& bytes, Instant came) {
    if (head_status_ != 200) {
        return;
    }
    heard_ = came;
    auto events = parser_.feed(bytes);
    if (!events) {
        cursor_.reset();  // An event that cannot be read: what came before it is not enough.
        if (under_way_) {
            client_.cancel(*under_way_);
            under_way_.reset();
        }
        lost(events.error());
        return;
    }
    for (const SseEvent& one : *events) {
        const auto cursor = cursor_from(one.id);
        if (one.type == "hb" || !cursor || *cursor <= *cursor_) {
            continue;
        }
        cursor_ = *cursor;
        // A kind that only a newer service knows is none of a replica's business.
        if (auto event = decode_event(one.type, one.data, Moment{})) {
            ears_.event(*cursor, std::move(*event));
        }
    }
}

void Downlink::lost(const Error& why) {
    set_up(false);
    if (ears_.trouble && trouble_ != why.code) {
        trouble_ = why.code;
        ears_.trouble(why);
    }
    retry_at_ = std::chrono::steady_clock::now() + backoff_.next(random_());
}

void Downlink::set_up(bool up) {
    if (up != up_) {
        up_ = up;
        ears_.link(up);
    }
}

}  // namespace hall::sync
