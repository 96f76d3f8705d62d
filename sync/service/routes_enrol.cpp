// SPDX-License-Identifier: Apache-2.0
// A device gets a token of its own for a code that a manager has read to somebody.
#include "sync/fingerprint.h"
#include "sync/json.h"
#include "sync/service/routing.h"
#include "sync/service/secrets.h"
#include "sync/service/service.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr std::size_t kBodyMost = 4096;
constexpr std::size_t kDevicePart = 4;  // Of /v1/halls/{hall}/devices/{device}
constexpr std::size_t kOwnPart = 2;     // Of /v1/devices/{device}/token
constexpr std::string_view kBearer = "Bearer ";

}  // namespace

void Service::post_enrol_code(const Request& request, const Who& asking) {
    const std::string code = new_code();
    const Moment now = settings_.now();
    if (!enrolment_.open(hash_of(code), now)) {
        refuse(request, 429, "busy");
        return;
    }
    administer(request, asking, {.action = "device.code"},
               Json{{"code", sync::show_enrol_code({code, authority_short_})},
                    {"until", millis_of(now + Enrolment::kCodeLife)}}
                   .dump());
}

void Service::get_authority(const Request& request, const Who& /*asking*/) {
    if (!authority_) {
        refuse(request, 404, "not_found");
        return;
    }
    Response response{200, "application/x-pem-file", authority_, {}};
    response.headers.push_back({"Cache-Control", "no-store"});
    server_.reply(request.id, std::move(response));
}

void Service::post_enrol(const Request& request, const Who& /*asking*/) {
    const Moment now = settings_.now();
    const auto json = sync::parse_json(request.body, kBodyMost);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "enrol"};
    const std::string code = fields.text("code", sync::kEnrolCodeMost);
    const std::string id = fields.text("id", 64);
    const std::string kind = fields.text("kind", 32);
    if (!is_device_id(id)) {
        fields.fault("id", "letters, digits, dots and dashes, and not \"reception\"");
    }
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    if (!strangers_.take(request.peer, now)) {
        server_.reply(request.id, come_back(429, "busy", "Too many tries; come back."));
        return;
    }
    if (!enrolment_.has(id) && enrolment_.devices() >= Enrolment::kDevicesMost) {
        refuse(request, 409, "devices_full");
        return;
    }
    const auto read = sync::read_enrol_code(code);
    if (!enrolment_.use(hash_of(read ? read->code : code), now)) {
        refuse(request, 403, "code_wrong");
        return;
    }
    const std::string token = new_token();
    administer(ask_of(request), "", request.peer, Enrolment::enrolled(id, kind, hash_of(token)),
               Json{{"device", id}, {"hall", core_.hall().id.value}, {"token", token}}.dump());
}

void Service::post_device_token(const Request& request, const Who& asking) {
    const std::string id{part_of(request.path, kOwnPart)};
    if (is_another(id, asking)) {
        refuse(request, 403, "right_missing");
        return;
    }
    if (asking.device.empty()) {
        refuse(request, 409, "token_shared");
        return;
    }
    const std::string token = new_token();
    const std::string old{request.header("authorization").substr(kBearer.size())};
    administer(ask_of(request), "", request.peer,
               Enrolment::renewed(id, hash_of(old), hash_of(token)),
               Json{{"device", id}, {"token", token}}.dump());
}

void Service::delete_device(const Request& request, const Who& asking) {
    const std::string id{part_of(request.path, kDevicePart)};
    if (!enrolment_.has(id)) {
        refuse(request, 404, "device_unknown");
        return;
    }
    watch_.forget(id);
    administer(request, asking, Enrolment::revoked(id), Json{{"device", id}}.dump());
}

// Who has a token of one device speaks for no other.
bool Service::is_another(const std::string& device, const Who& asking) {
    return asking.kind == Who::Kind::device && !asking.device.empty() && asking.device != device;
}

}  // namespace hall::service
