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

void Enrolment::forget(const std::string& device) {
    if (const auto known = held_.find(device); known != held_.end()) {
        devices_.erase(known->second.token);
        devices_.erase(known->second.old);
        held_.erase(known);
    }
}

void Enrolment::apply(const AdminDone& done, Moment at) {
    const bool is_renewed = done.action == "device.renewed";
    if (done.action != "device.enrolled" && done.action != "device.revoked" && !is_renewed) {
        return;
    }
    forget(done.subject);
    const Json kept = Json::parse(done.kept, nullptr, false);
    const std::string token = kept.is_object() ? kept.value("token", "") : "";
    if (token.empty()) {
        return;
    }
    Held held{.token = token, .old = {}, .old_until = {}};
    if (is_renewed) {
        held.old = kept.value("old", "");
        held.old_until = at + kOverlap;
        devices_.insert_or_assign(held.old, done.subject);
    }
    devices_.insert_or_assign(token, done.subject);
    held_.insert_or_assign(done.subject, std::move(held));
}

const std::string* Enrolment::device_of(const std::string& token_hash, Moment now) const {
    const auto known = devices_.find(token_hash);
    if (known == devices_.end()) {
        return nullptr;
    }
    const Held& held = held_.at(known->second);
    return held.token == token_hash || now < held.old_until ? &known->second : nullptr;
}

AdminDone Enrolment::enrolled(const std::string& device,
                              const std::string& kind,
                              const std::string& token_hash) {
    return {.action = "device.enrolled",
            .subject = device,
            .detail = Json{{"kind", kind}}.dump(),
            .kept = Json{{"token", token_hash}}.dump()};
}

AdminDone Enrolment::renewed(const std::string& device,
                             const std::string& old_hash,
                             const std::string& token_hash) {
    return {.action = "device.renewed",
            .subject = device,
            .kept = Json{{"token", token_hash}, {"old", old_hash}}.dump()};
}

AdminDone Enrolment::revoked(const std::string& device) {
    return {.action = "device.revoked", .subject = device};
}

}  // namespace hall::service
