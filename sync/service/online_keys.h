// SPDX-License-Identifier: Apache-2.0
// Keys by which an online hall (網上政務大廳) books and marks appointments. Pure.
#pragma once

#include <map>
#include <string>

#include "sync/hall/events.h"

namespace hall::service {

/// A key is shown once, when a manager makes it; kept is its hash, folded from the log's
/// `online_key.made` and `online_key.revoked`. What was booked with a key stays when it is revoked.
///
/// Not thread-safe: owned by the service's loop.
class OnlineKeys {
public:
    struct Key {
        std::string name;  ///< For people: "City portal".
        std::string by;
        Moment made{};
    };

    void apply(const AdminDone& done);

    /// Whose secret it is: the key's id; null when it is nobody's.
    [[nodiscard]] const std::string* key_of(const std::string& secret_hash) const;
    [[nodiscard]] const std::map<std::string, Key>& all() const noexcept { return keys_; }
    [[nodiscard]] bool is_full() const noexcept { return keys_.size() >= kKeysMost; }

    /// The events. `id` is a name that was never given before.
    [[nodiscard]] static AdminDone made(const std::string& id,
                                        const std::string& name,
                                        const std::string& secret_hash,
                                        Moment now);
    [[nodiscard]] static AdminDone revoked(const std::string& id);

    static constexpr std::size_t kKeysMost = 50;

private:
    std::map<std::string, Key> keys_;
    std::map<std::string, std::string> ids_;  // By the secret's hash.
};

}  // namespace hall::service
