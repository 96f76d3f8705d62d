// SPDX-License-Identifier: Apache-2.0
#include "sync/service/webhooks.h"

#include <charconv>

#include "sync/files.h"
#include "sync/json.h"
#include "sync/service/webhook_mac.h"
#include "sync/wire.h"

#include <spdlog/spdlog.h>

namespace hall::service {

using sync::Json;

namespace {

using namespace std::chrono_literals;

constexpr auto kKeepEvery = 5s;
constexpr int kPagesAtOnce = 4;
constexpr std::size_t kAnswerMost = std::size_t{64} * 1024;  // Nobody looks at it.
constexpr std::size_t kMarksMax = std::size_t{64} * 1024;
constexpr int kGone = 410;
constexpr std::size_t kWhyMost = 300;

// A name, an address or one in brackets, as it stands in an address of the web.
std::string host_of(const std::string& url) {
    const auto scheme = url.find("://");
    const auto begin = scheme == std::string::npos ? url.size() : scheme + 3;
    const std::string authority = url.substr(begin, url.find_first_of("/?#", begin) - begin);
    if (authority.starts_with('[')) {
        return authority.substr(1, authority.find(']') - 1);
    }
    return authority.substr(0, authority.find(':'));
}

std::optional<std::chrono::seconds> retry_after(const sync::Answer& answer) {
    const std::string_view text = answer.header("retry-after");
    int seconds = 0;
    const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (text.empty() || error != std::errc{} || at != text.data() + text.size()) {
        return std::nullopt;
    }
    return std::chrono::seconds{seconds};
}

bool is_taken(const sync::Result<sync::Answer>& answer) {
    return answer && answer->status >= 200 && answer->status < 300;
}

std::string words_of(const sync::Result<sync::Answer>& answer) {
    return answer ? "the receiver answered " + std::to_string(answer->status)
                  : answer.error().detail.substr(0, kWhyMost);
}

}  // namespace

Webhooks::Webhooks(Surroundings surroundings, WebhookSettings settings, sync::HttpClient::Post post)
    : around_(std::move(surroundings)),
      guard_(std::move(settings.networks)),
      client_(std::move(post),
              {.user_agent = "jiaohao-webhook",
               .authority_pem = std::move(settings.authority_pem),
               .connect_limit = 5'000ms,
               .may_connect =
                   [guard = guard_](std::string_view address) { return guard.allows(address); },
               .least_tls = sync::TlsVersion::v1_2}) {
    load_marks();
}

void Webhooks::look(std::int64_t durable, std::int64_t epoch) {
    const Moment now = around_.now();
    std::erase_if(lines_, [this](const auto& one) { return book_.find(one.first) == nullptr; });
    for (const auto& [id, hook] : book_.all()) {
        if (!hook.paused.empty()) {
            continue;
        }
        DeliveryLine& line = line_of(id, hook);
        if (line.is_hopeless(now)) {
            around_.administer(WebhookBook::paused(id, "unreachable"));
            return;  // The book has changed.
        }
        if (line.may_try(now)) {
            fill(line, hook, durable, epoch);
        }
        if (line.due(now) != nullptr) {
            send(id, hook, line);
        }
    }
    if (now - kept_ >= kKeepEvery || now < kept_) {
        kept_ = now;
        keep_marks();
    }
}

DeliveryLine& Webhooks::line_of(const std::string& id, const Webhook& hook) {
    const auto known = marks_.find(id);
    const std::int64_t done = std::max(known == marks_.end() ? 0 : known->second, hook.from);
    return lines_.try_emplace(id, done).first->second;
}

void Webhooks::fill(DeliveryLine& line,
                    const Webhook& hook,
                    std::int64_t durable,
                    std::int64_t epoch) {
    for (int page = 0; page < kPagesAtOnce && line.wants_more(durable); ++page) {
        const auto entries = around_.read(line.read_to(), kPage);
        if (!entries) {
            line.failed(around_.now(), entries.error().detail);
            return;
        }
        if (entries->empty()) {
            return;  // The next look tries again.
        }
        std::vector<Delivery> deliveries;
        for (const sync::Entry& entry : *entries) {
            if (entry.kind == "command" || entry.kind == "device_entry") {
                continue;  // Most of the log, and never told.
            }
            const auto event = sync::decode_event(entry.kind, entry.body, entry.at);
            auto one = event ? delivery_of(*event, around_.hall, epoch, entry.seq) : std::nullopt;
            if (one && std::ranges::find(hook.topics, one->topic) != hook.topics.end()) {
                deliveries.push_back(std::move(*one));
            }
        }
        line.take(std::move(deliveries), entries->back().seq);
    }
}

sync::Ask Webhooks::ask_of(const std::string& id,
                           const Webhook& hook,
                           const Delivery& delivery) const {
    const Moment now = around_.now();
    return {.method = sync::HttpMethod::post,
            .url = hook.url,
            .headers = signed_headers(delivery, secrets_of(id, hook, around_.key, now), now),
            .body = delivery.body,
            .limit = kLimit,
            .answer_most = kAnswerMost};
}

void Webhooks::send(const std::string& id, const Webhook& hook, DeliveryLine& line) {
    sync::Ask ask = ask_of(id, hook, *line.due(around_.now()));
    line.sending();
    const auto begun = client_.submit(
        std::move(ask),
        [this, id](const sync::Result<sync::Answer>& answer) { answered(id, answer); });
    if (!begun) {
        line.failed(around_.now(), begun.error().detail);
    }
}

void Webhooks::answered(const std::string& id, const sync::Result<sync::Answer>& answer) {
    const auto found = lines_.find(id);
    if (found == lines_.end() || !found->second.is_under_way()) {
        return;  // It was removed meanwhile.
    }
    DeliveryLine& line = found->second;
    const Moment now = around_.now();
    if (is_taken(answer)) {
        line.taken(now);
        const Webhook* hook = book_.find(id);
        if (hook != nullptr && hook->paused.empty() && line.due(now) != nullptr) {
            send(id, *hook, line);
        }
        return;
    }
    line.failed(now, words_of(answer),
                answer ? retry_after(*answer) : std::optional<std::chrono::seconds>{});
    spdlog::warn("webhook {}: {}", id, line.why());
    if (answer && answer->status == kGone) {
        around_.administer(WebhookBook::paused(id, "gone"));
    }
}

WebhookHealth Webhooks::health(const std::string& id) const {
    const auto found = lines_.find(id);
    if (found == lines_.end()) {
        return {};
    }
    const DeliveryLine& line = found->second;
    return {line.done(),          line.waiting(),  line.last_taken(),
            line.failing_since(), line.failures(), line.why()};
}

std::string Webhooks::secret_of(const std::string& id, int secret) const {
    return webhook_secret(id, secret, around_.key);
}

std::optional<std::string> Webhooks::fault_in(const std::string& url) const {
    const bool is_plain = url.starts_with("http://");
    const bool is_sane =
        url.find_first_of(std::string_view("\r\n\t \\@\0", 7)) == std::string::npos;
    const std::string host = host_of(url);
    if ((!is_plain && !url.starts_with("https://")) || !is_sane || host.empty()) {
        return "an address like https://cases.example/hook, without blanks and passwords";
    }
    if (is_plain && !guard_.is_own(host)) {
        return "https:// (http:// only to an address in a network of webhook_networks)";
    }
    if (ip_from(host) && !guard_.allows(host)) {
        return "an address outside; one of the hall's own network must stand in webhook_networks "
               "of the service's settings";
    }
    return std::nullopt;
}

void Webhooks::try_out(const std::string& id,
                       const std::function<void(int status, std::string why)>& told) {
    const Webhook* hook = book_.find(id);
    if (hook == nullptr) {
        told(0, "there is no such webhook");
        return;
    }
    const Moment now = around_.now();
    const Delivery message = ping(
        around_.hall, "p" + std::to_string(millis_of(now)) + "-" + std::to_string(++pings_), now);
    const auto begun = client_.submit(
        ask_of(id, *hook, message), [told](const sync::Result<sync::Answer>& answer) {
            told(answer ? answer->status : 0, is_taken(answer) ? std::string{} : words_of(answer));
        });
    if (!begun) {
        told(0, begun.error().detail);
    }
}

void Webhooks::hurry(const std::string& id) {
    if (const auto found = lines_.find(id); found != lines_.end()) {
        found->second.hurry();
    }
}

bool Webhooks::skip(const std::string& id) {
    const auto found = lines_.find(id);
    return found != lines_.end() && found->second.skip();
}

// A file that cannot be read tells everything again: a receiver knows what it had by its id.
void Webhooks::load_marks() {
    const auto text = sync::read_whole(around_.data + "/webhooks.json", kMarksMax);
    const auto json = text ? sync::parse_json(*text, kMarksMax) : tl::make_unexpected(text.error());
    if (!json || !json->is_object()) {
        return;
    }
    for (const auto& [id, mark] : json->items()) {
        if (mark.is_number_integer()) {
            marks_[id] = mark.get<std::int64_t>();
        }
    }
}

void Webhooks::keep_marks() {
    std::map<std::string, std::int64_t> marks;
    for (const auto& [id, line] : lines_) {
        marks[id] = line.done();
    }
    for (const auto& [id, mark] : marks_) {
        if (book_.find(id) != nullptr) {
            marks.try_emplace(id, mark);  // Paused since before the start.
        }
    }
    if (marks == marks_ || is_keeping_) {
        return;
    }
    std::string text = Json(marks).dump();
    is_keeping_ = around_.write(around_.data + "/webhooks.json", std::move(text),
                                [this, marks](const sync::Result<void>& written) {
                                    is_keeping_ = false;
                                    if (written) {
                                        marks_ = marks;
                                    } else {
                                        spdlog::error("how far webhooks are cannot be kept: {}",
                                                      written.error().detail);
                                    }
                                });
}

}  // namespace hall::service
