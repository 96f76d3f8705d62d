// SPDX-License-Identifier: Apache-2.0
// Who is told what by the service itself, and in which words. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/hall/events.h"

namespace hall::service {

/// A program of somebody else's that wants to know what happens in the hall.
struct Webhook {
    std::string name;  ///< For people: "Case system of the district".
    std::string url;
    std::vector<std::string> topics;  ///< Of kTopics.
    std::string by;
    Moment made{};
    std::int64_t from = 0;  ///< It is told what stands in the log after this.
    int secret = 1;         ///< Which one signs; counted up when it is changed.
    std::optional<Moment> secret_changed;
    std::string paused;  ///< Why nothing is sent: "manager", "gone", "unreachable"; empty: it is.
};

inline constexpr std::string_view kPausedByManager = "manager";

/// What one can ask to be told of.
inline constexpr std::array<std::string_view, 4> kTopics{"tickets", "appointments", "cases",
                                                         "days"};

/// Folded from the log's `webhook.…` events; what was made before a restored backup was taken is
/// told only what happens from the new life on, for the rest it was told before.
///
/// Not thread-safe: owned by the service's loop.
class WebhookBook {
public:
    void apply(const AdminDone& done, Moment at);
    void epoch_started(std::int64_t lsn);

    [[nodiscard]] const std::map<std::string, Webhook>& all() const noexcept { return hooks_; }
    [[nodiscard]] const Webhook* find(const std::string& id) const;
    [[nodiscard]] bool is_full() const noexcept { return hooks_.size() >= kWebhooksMost; }

    // The events.
    [[nodiscard]] static AdminDone made(const std::string& id, const Webhook& hook);
    [[nodiscard]] static AdminDone removed(const std::string& id);
    [[nodiscard]] static AdminDone paused(const std::string& id, std::string_view why);
    [[nodiscard]] static AdminDone resumed(const std::string& id);
    [[nodiscard]] static AdminDone secret_changed(const std::string& id, int secret);

    static constexpr std::size_t kWebhooksMost = 20;

private:
    std::map<std::string, Webhook> hooks_;
};

/// One message, the same bytes at every try.
struct Delivery {
    std::int64_t lsn = 0;  ///< 0: a try by hand, which is not in the log.
    std::string id;        ///< Never the same for two; what a receiver knows repeats by.
    std::string topic;
    std::string type;  ///< "ticket.call", "appointment.booked", "case.recorded", "day.closed".
    std::string body;
};

/// What is told of an event; nothing of most. No person is in it: a case has its own number, an
/// appointment its reference, and neither contacts nor their hashes.
[[nodiscard]] std::optional<Delivery> delivery_of(const Event& event,
                                                  const HallId& hall,
                                                  std::int64_t epoch,
                                                  std::int64_t lsn);

/// A message that says nothing but that it came, to try an address with.
[[nodiscard]] Delivery ping(const HallId& hall, const std::string& id, Moment now);

/// The headers that prove who sent it and when: one signature for each secret.
/// Source: github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md
[[nodiscard]] std::vector<std::pair<std::string, std::string>> signed_headers(
    const Delivery& delivery, const std::vector<std::string>& secrets, Moment now);

/// The secrets that sign now: for a day after a change the old one signs as well.
[[nodiscard]] std::vector<std::string> secrets_of(const std::string& id,
                                                  const Webhook& hook,
                                                  std::string_view key,
                                                  Moment now);

}  // namespace hall::service
