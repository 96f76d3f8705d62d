// SPDX-License-Identifier: Apache-2.0
// The versions of the hall's documents: which there were, what changed, and back to one of them.
#include <algorithm>

#include "sync/document_set.h"
#include "sync/files.h"
#include "sync/json.h"
#include "sync/service/routing.h"
#include "sync/service/secrets.h"
#include "sync/service/service.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr std::size_t kNamePart = 4;  // Of /v1/halls/{hall}/content/{name}/…
constexpr std::size_t kHashPart = 6;  // Of …/versions/{hash}
constexpr std::size_t kVersionsMost = 500;
constexpr std::size_t kChangesMost = 2000;
constexpr std::size_t kSmallBody = 4096;

bool is_hash(std::string_view text) {
    return text.size() == 64 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

// What stood there before, which a JSON Patch does not say and a reader wants to see.
void add_what_was(Json& changes, const Json& before) {
    for (Json& change : changes) {
        const Json::json_pointer at{change.at("path").get<std::string>()};
        if (change.at("op") != "add" && before.contains(at)) {
            change["was"] = before.at(at);
        }
    }
}

}  // namespace

// RFC 6902, by the library; an element put into the middle of a list changes all behind it.
Json changes_between(const std::string& before, const std::string& after) {
    const Json from = Json::parse(before, nullptr, false);
    const Json to = Json::parse(after, nullptr, false);
    if (from.is_discarded() || to.is_discarded()) {
        return Json::array();
    }
    Json changes = Json::diff(from, to);
    add_what_was(changes, from);
    return changes;
}

void Service::note_version(const ContentChanged& changed, Moment at) {
    auto& versions = versions_[changed.name];
    versions.push_back({changed, at});
    if (versions.size() > kVersionsMost) {
        versions.pop_front();
    }
}

// What the program was installed with is a version too, and the first way back.
void Service::note_installed() {
    for (const auto& [name, document] : settings_.documents) {
        installed_.emplace(name, hash_of(*document.body));
        base_texts_.emplace(name, document.body);
    }
}

std::optional<std::string> Service::text_of_version(const std::string& name,
                                                    std::string_view hash) const {
    if (const auto base = installed_.find(name); base != installed_.end() && base->second == hash) {
        return *base_texts_.at(name);
    }
    if (!is_hash(hash)) {
        return std::nullopt;
    }
    auto text = sync::read_whole(file_of(name, std::string(hash)), sync::kDocumentMost);
    return text && hash_of(*text) == hash ? std::optional{std::move(*text)} : std::nullopt;
}

void Service::get_versions(const Request& request, const Who& /*asking*/) {
    const std::string name{part_of(request.path, kNamePart)};
    const auto known = settings_.documents.find(name);
    if (known == settings_.documents.end() || name.starts_with("phone.")) {
        refuse(request, 404, "not_found");
        return;
    }
    const std::string current = hash_of(*known->second.body);
    Json list = Json::array();
    bool has_installed = false;
    const auto installed = installed_.find(name);
    if (const auto versions = versions_.find(name); versions != versions_.end()) {
        for (auto it = versions->second.rbegin(); it != versions->second.rend(); ++it) {
            const ContentChanged& changed = it->changed;
            has_installed = has_installed ||
                            (installed != installed_.end() && installed->second == changed.hash);
            list.push_back({{"hash", changed.hash},
                            {"version", changed.version},
                            {"at", millis_of(it->at)},
                            {"by", changed.by},
                            {"current", changed.hash == current}});
        }
    }
    if (!has_installed && installed != installed_.end()) {
        list.push_back({{"hash", installed->second},
                        {"version", sync::version_of(*base_texts_.at(name))},
                        {"at", 0},
                        {"by", ""},
                        {"current", installed->second == current}});
    }
    hold(request.id,
         json_response(200, Json{{"name", name}, {"versions", std::move(list)}}.dump()));
}

void Service::get_version(const Request& request, const Who& /*asking*/) {
    const std::string name{part_of(request.path, kNamePart)};
    const auto text = text_of_version(name, part_of(request.path, kHashPart));
    if (!text) {
        refuse(request, 404, "not_found");
        return;
    }
    server_.reply(request.id, json_response(200, *text));
}

void Service::get_diff(const Request& request, const Who& /*asking*/) {
    const std::string name{part_of(request.path, kNamePart)};
    const auto known = settings_.documents.find(name);
    const auto from = text_of_version(name, request.query("from").value_or(""));
    const auto to_hash = request.query("to");
    const auto to = to_hash                              ? text_of_version(name, *to_hash)
                    : known == settings_.documents.end() ? std::nullopt
                                                         : std::optional{*known->second.body};
    if (!from || !to) {
        refuse(request, 404, "not_found");
        return;
    }
    server_.reply(request.id, json_response(200, changes_form(*from, *to).dump()));
}

Json Service::changes_form(const std::string& from, const std::string& to) {
    Json changes = changes_between(from, to);
    const std::size_t all = changes.size();
    if (all > kChangesMost) {
        changes.erase(changes.begin() + static_cast<std::ptrdiff_t>(kChangesMost), changes.end());
    }
    return {{"changes", std::move(changes)}, {"all", all}};
}

void Service::post_rollback(const Request& request, const Who& asking) {
    const auto json = sync::parse_json(request.body, kSmallBody);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "rollback"};
    const std::string hash = fields.text("hash", 64);
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    const std::string name{part_of(request.path, kNamePart)};
    const auto text = text_of_version(name, hash);
    if (!text) {
        refuse(request, 404, "not_found");
        return;
    }
    change_content(request, asking, name, *text);
}

}  // namespace hall::service
