// SPDX-License-Identifier: Apache-2.0
// One-time codes by which a device gets a token of its own, and the tokens. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sync/hall/events.h"

namespace hall::service {

/// A code is for one device, for ten minutes; five wrong ones of all open codes end them all, so
/// that guessing 40 bits is hopeless. Codes are kept in memory only: a restart ends them. Tokens
/// are kept as hashes, folded from the log's `device.enrolled`, `.renewed` and `.revoked`.
///
/// Not thread-safe: owned by the service's loop.
class Enrolment {
public:
    /// Keeps the hash of a fresh code. False when kCodesMost are open.
    [[nodiscard]] bool open(const std::string& code_hash, Moment now);
    /// Takes the code: true once, in time.
    [[nodiscard]] bool use(const std::string& code_hash, Moment now);
    [[nodiscard]] std::size_t codes() const noexcept { return until_.size(); }

    void apply(const AdminDone& done, Moment at);
    /// Whose token it is; null when it is nobody's, or was renewed kOverlap ago.
    [[nodiscard]] const std::string* device_of(const std::string& token_hash, Moment now) const;
    [[nodiscard]] bool has(const std::string& device) const { return held_.contains(device); }
    [[nodiscard]] std::size_t devices() const noexcept { return held_.size(); }

    /// The events. A device that enrols again has a new token; the old one is over.
    [[nodiscard]] static AdminDone enrolled(const std::string& device,
                                            const std::string& kind,
                                            const std::string& token_hash);
    [[nodiscard]] static AdminDone revoked(const std::string& device);
    /// The device goes on with another token. The one it asked with, `old_hash`, is good for
    /// kOverlap more: the answer may have been lost on its way.
    [[nodiscard]] static AdminDone renewed(const std::string& device,
                                           const std::string& old_hash,
                                           const std::string& token_hash);

    /// Source: SYNC.md, section 4.
    static constexpr std::chrono::minutes kCodeLife{10};
    static constexpr int kWrongMost = 5;
    static constexpr std::size_t kCodesMost = 20;
    static constexpr std::size_t kDevicesMost = 500;
    static constexpr std::chrono::hours kOverlap{24};

private:
    struct Held {
        std::string token;  ///< Hash.
        std::string old;    ///< Hash of the one before; empty for none.
        Moment old_until{};
    };
    void sweep(Moment now);
    void forget(const std::string& device);

    std::map<std::string, Moment> until_;  // By the code's hash.
    int wrong_ = 0;
    std::map<std::string, Held> held_;            // By device.
    std::map<std::string, std::string> devices_;  // Device by hash, old ones too.
};

}  // namespace hall::service
