// SPDX-License-Identifier: Apache-2.0
// The first start of a real hall: whoever has the code makes the first manager.
#include <algorithm>
#include <filesystem>

#include <sys/stat.h>

#include "sync/files.h"
#include "sync/fingerprint.h"
#include "sync/json.h"
#include "sync/service/secrets.h"
#include "sync/service/service.h"

#include <spdlog/spdlog.h>

namespace hall::service {

using sync::Json;

namespace {

constexpr std::size_t kBodyMost = 4096;
constexpr std::size_t kTextMost = 64;
constexpr const char* kFile = "/setup.code";

}  // namespace

sync::Result<std::string> Service::open_setup() {
    const std::string file = settings_.data + kFile;
    const bool managed = std::ranges::any_of(accounts_.all(), [](const auto& one) {
        return one.second.active && one.second.has_role("manager");
    });
    if (managed) {
        std::error_code ignored;
        std::filesystem::remove(file, ignored);  // Of a start that was ended right after its use.
        return "";
    }
    const std::string code = new_code();
    if (auto kept = sync::write_whole(file, code + "\n", S_IRUSR | S_IWUSR); !kept) {
        return tl::make_unexpected(kept.error());
    }
    first_manager_.open(hash_of(code), settings_.now());
    return code;
}

void Service::get_setup(const Request& request, const Who& /*asking*/) {
    server_.reply(
        request.id,
        json_response(200, Json{{"open", first_manager_.is_open(settings_.now())}}.dump()));
}

void Service::post_setup(const Request& request, const Who& /*asking*/) {
    const auto json = sync::parse_json(request.body, kBodyMost);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "setup"};
    const std::string code = fields.text("code", sync::kEnrolCodeMost);
    const std::string id = fields.text("id", kTextMost);
    AccountWish wish{.roles = {"manager"}, .pin = fields.text("pin", kTextMost)};
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    if (!first_manager_.is_open(settings_.now())) {
        refuse(request, 409, "setup_over");
        return;
    }
    if (!is_our_page(request)) {
        refuse(request, 403, "right_missing");
        return;
    }
    // What is wrong with the account is said first, so that it costs no try.
    if (const auto denied = accounts_.against(id, wish)) {
        refuse(request, denied->status, denied->code);
        return;
    }
    const auto read = sync::read_enrol_code(code);
    if (!first_manager_.fits(hash_of(read ? read->code : code), settings_.now())) {
        spdlog::warn("{} tried a wrong set-up code", request.peer);
        refuse(request, 403, "code_wrong");
        return;
    }
    Request rest = request;
    rest.body.clear();
    const std::string pin = wish.pin;
    const bool taken =
        pins_.make_hash(pin, [this, rest, id, wish](const std::string& hash) mutable {
            if (!first_manager_.is_open(settings_.now())) {
                refuse(rest, 409, "setup_over");  // The same code twice at once.
                return;
            }
            if (!hash.empty()) {
                first_manager_.close();
                std::error_code ignored;
                std::filesystem::remove(settings_.data + kFile, ignored);
            }
            wish.pin_hash = hash;
            change_user(rest, id, id, wish);
        });
    if (!taken) {
        server_.reply(request.id, come_back(503, "busy", "Try again."));
    }
}

}  // namespace hall::service
