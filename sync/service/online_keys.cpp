// SPDX-License-Identifier: Apache-2.0
#include "sync/service/online_keys.h"

#include "sync/service/deed_json.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr const char* kMade = "online_key.made";
constexpr const char* kRevoked = "online_key.revoked";

}  // namespace

void OnlineKeys::apply(const AdminDone& done) {
    if (done.action == kMade) {
        const Json detail = object_of(done.detail);
        const std::string hash = object_of(done.kept).value("secret", "");
        if (!hash.empty()) {
            keys_.insert_or_assign(done.subject,
                                   Key{detail.value("name", ""), done.by,
                                       moment_from(detail.value("made", std::int64_t{0}))});
            ids_.insert_or_assign(hash, done.subject);
        }
    } else if (done.action == kRevoked) {
        keys_.erase(done.subject);
        std::erase_if(ids_, [&](const auto& one) { return one.second == done.subject; });
    }
}

const std::string* OnlineKeys::key_of(const std::string& secret_hash) const {
    const auto known = ids_.find(secret_hash);
    return known == ids_.end() ? nullptr : &known->second;
}

AdminDone OnlineKeys::made(const std::string& id,
                           const std::string& name,
                           const std::string& secret_hash,
                           Moment now) {
    return {.action = kMade,
            .subject = id,
            .detail = Json{{"name", name}, {"made", millis_of(now)}}.dump(),
            .kept = Json{{"secret", secret_hash}}.dump()};
}

AdminDone OnlineKeys::revoked(const std::string& id) {
    return {.action = kRevoked, .subject = id};
}

}  // namespace hall::service
