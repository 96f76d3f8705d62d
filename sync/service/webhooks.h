// SPDX-License-Identifier: Apache-2.0
// The webhooks at work: reading the log, sending, remembering how far each receiver is.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sync/http_client.h"
#include "sync/journal.h"
#include "sync/service/address_guard.h"
#include "sync/service/delivery_line.h"
#include "sync/service/webhook.h"

namespace hall::service {

/// What the administrator said about them, in the settings file.
struct WebhookSettings {
    std::vector<Network> networks;  ///< Of the hall's own, that receivers may stand in.
    std::string authority_pem;      ///< Who signs their certificates; empty: the system's.
};

/// How one is doing.
struct WebhookHealth {
    std::int64_t done = 0;    ///< The log's entry up to which it was told.
    std::size_t waiting = 0;  ///< Read and not taken yet; more may stand in the log.
    std::optional<Moment> last_taken;
    std::optional<Moment> failing_since;
    int failures = 0;
    std::string why;  ///< Of the last failure, in English.
};

/// Sends what WebhookBook says. How far each is stands in `<data>/webhooks.json`, written at most
/// every five seconds: after a crash the last messages come again, with the ids they had.
///
/// Not thread-safe: owned by the service's loop. Nothing here blocks longer than the reading of a
/// few times kPage entries.
class Webhooks {
public:
    struct Surroundings {
        std::string data;
        HallId hall;
        std::string key;  ///< The hall's, that secrets are derived from.
        std::function<Moment()> now;
        std::function<sync::Result<std::vector<sync::Entry>>(std::int64_t after, std::size_t most)>
            read;
        /// Writes `text` to `path` on another thread, a slow disk holding nobody up, and comes back
        /// with what became of it. False: not now.
        std::function<bool(
            std::string path, std::string text, std::function<void(sync::Result<void>)> written)>
            write;
        /// Something about one of them is to be written down: that it was paused.
        std::function<void(AdminDone)> administer;
    };

    Webhooks(Surroundings surroundings, WebhookSettings settings, sync::HttpClient::Post post);

    /// Every event of the log at the start, and every one that is decided later.
    void apply(const AdminDone& done, Moment at) { book_.apply(done, at); }
    void epoch_started(std::int64_t lsn) { book_.epoch_started(lsn); }

    /// The log is durable up to `durable`, or time went by.
    void look(std::int64_t durable, std::int64_t epoch);

    [[nodiscard]] const WebhookBook& book() const noexcept { return book_; }
    [[nodiscard]] WebhookHealth health(const std::string& id) const;
    /// A name that was never given before, and what signs for it.
    [[nodiscard]] std::string secret_of(const std::string& id, int secret) const;

    /// Why an address cannot be one of a receiver; nothing when it can. Names are looked up only
    /// when something is sent, and then every time.
    [[nodiscard]] std::optional<std::string> fault_in(const std::string& url) const;

    /// Sends something that is in no log. `told` gets the status, or 0 and why, within kLimit.
    void try_out(const std::string& id,
                 const std::function<void(int status, std::string why)>& told);
    /// What waits goes out now instead of later.
    void hurry(const std::string& id);
    /// The message that waits first is left out. False when there is none or it is under way.
    [[nodiscard]] bool skip(const std::string& id);

    static constexpr std::chrono::milliseconds kLimit{10'000};
    static constexpr std::size_t kPage = 64;

private:
    DeliveryLine& line_of(const std::string& id, const Webhook& hook);
    void fill(DeliveryLine& line, const Webhook& hook, std::int64_t durable, std::int64_t epoch);
    void send(const std::string& id, const Webhook& hook, DeliveryLine& line);
    void answered(const std::string& id, const sync::Result<sync::Answer>& answer);
    [[nodiscard]] sync::Ask ask_of(const std::string& id,
                                   const Webhook& hook,
                                   const Delivery& delivery) const;
    void load_marks();
    void keep_marks();

    Surroundings around_;
    AddressGuard guard_;
    WebhookBook book_;
    std::map<std::string, DeliveryLine> lines_;
    std::map<std::string, std::int64_t> marks_;  ///< As they stand in the file.
    Moment kept_{};
    bool is_keeping_ = false;
    int pings_ = 0;
    sync::HttpClient client_;  // Its callbacks come back to the rest.
};

}  // namespace hall::service
