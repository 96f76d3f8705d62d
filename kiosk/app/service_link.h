// SPDX-License-Identifier: Apache-2.0
// What the desk asks of the service, as HTTP. Answers come back as the desk's inputs.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "kiosk/app/desk.h"
#include "sync/downlink.h"
#include "sync/http_client.h"
#include "sync/journal.h"

namespace hall::kiosk {

/// Not thread-safe: owned by the desk worker, to which `client` posts. Never blocks, but for the
/// journal's pages that a push carries.
class ServiceLink {
public:
    using Feed = std::function<void(DeskInput)>;
    using MonoMs = std::function<std::int64_t()>;

    ServiceLink(sync::HttpClient& client,
                sync::ServiceAddress address,
                Feed feed,
                MonoMs mono,
                std::function<std::uint32_t()> random);

    void ask_number(const AllocAsk& ask);
    void find(const AskFind& ask);
    void requeue(const AskRequeue& ask);
    /// Sends up to 200 entries from `from_seq` on, with the clock's offset of this boot.
    void push(sync::Journal& journal,
              std::int64_t from_seq,
              std::int64_t epoch,
              std::int64_t boot,
              const std::optional<ClockOffset>& offset);
    void enrol(const DeviceId& device, std::int64_t epoch);
    void measure_clock();

    /// Follows the hall's stream; as sync::Downlink.
    void tick(sync::Downlink::Instant now) { downlink_.tick(now); }
    [[nodiscard]] std::optional<sync::Downlink::Instant> next() const { return downlink_.next(); }

    /// What the service signs codes with; empty until it was asked for once.
    [[nodiscard]] const std::string& code_key() const noexcept { return code_key_; }
    void use_code_key(std::string key) { code_key_ = std::move(key); }
    /// Called with the key when an enrolment brought it, so that it can be kept.
    std::function<void(const std::string&)> on_code_key;

private:
    void post(std::string url,
              std::string body,
              std::chrono::milliseconds limit,
              sync::HttpClient::Answered answered);

    sync::HttpClient& client_;
    sync::ServiceAddress address_;
    Feed feed_;
    MonoMs mono_;
    std::string code_key_;
    sync::Downlink downlink_;
};

}  // namespace hall::kiosk
