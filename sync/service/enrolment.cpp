// SPDX-License-Identifier: Apache-2.0
#include "sync/service/enrolment.h"

#include "sync/json.h"

namespace hall::service {

using sync::Json;

void Enrolment::sweep(Moment now) {
    // A code from before the clock was set back is not good for a day.
    std::erase_if(until_, [now](const auto& one) {
        return now >= one.second || one.second - now > kCodeLife;
    });
    if (until_.empty()) {
        wrong_ = 0;
    }
}

bool Enrolment::open(const std::string& code_hash, Moment now) {
    sweep(now);
    if (until_.size() >= kCodesMost) {
        return false;
    }
    until_.insert_or_assign(code_hash, now + kCodeLife);
    return true;
}

bool Enrolment::use(const std::string& code_hash, Moment now) {
    sweep(now);
    if (until_.erase(code_hash) > 0) {
        return true;
    }
    if (!until_.empty() && ++wrong_ >= kWrongMost) {
        until_.clear();
        wrong_ = 0;
    }
    return false;
}

void Enrolment::apply(const AdminDone& done) {
    if (done.action != "device.enrolled" && done.action != "device.revoked") {
        return;
    }
    if (const auto known = tokens_.find(done.subject); known != tokens_.end()) {
        devices_.erase(known->second);
        tokens_.erase(known);
    }
    const Json kept = Json::parse(done.kept, nullptr, false);
    const std::string token = kept.is_object() ? kept.value("token", "") : "";
    if (done.action == "device.enrolled" && !token.empty()) {
        tokens_.emplace(done.subject, token);
        devices_.insert_or_assign(token, done.subject);
    }
}

const std::string* Enrolment::device_of(const std::string& token_hash) const {
    const auto known = devices_.find(token_hash);
    return known == devices_.end() ? nullptr : &known->second;
}

AdminDone Enrolment::enrolled(const std::string& device,
                              const std::string& kind,
                              const std::string& token_hash) {
    return {.action = "device.enrolled",
            .subject = device,
            .detail = Json{{"kind", kind}}.dump(),
            .kept = Json{{"token", token_hash}}.dump()};
}

AdminDone Enrolment::revoked(const std::string& device) {
    return {.action = "device.revoked", .subject = device};
}

}  // namespace hall::service
