// SPDX-License-Identifier: Apache-2.0
// The hall's documents while the service runs: taken from a manager, checked, written, swapped.
//
// A version is a file named by its hash, which never changes; the log says which one is in force.
// So old versions stay, and a power cut leaves the one before or the new one, never half of both.
#include <algorithm>
#include <filesystem>
#include <utility>

#include "sync/files.h"
#include "sync/hall/notices.h"
#include "sync/json.h"
#include "sync/service/files.h"
#include "sync/service/routing.h"
#include "sync/service/secrets.h"
#include "sync/service/service.h"

#include <spdlog/spdlog.h>

namespace hall::service {

namespace {

constexpr const char* kJson = "application/json";
constexpr std::size_t kNamePart = 4;  // Of /v1/halls/{hall}/content/{name}

bool is_name(const std::string& name) {
    return name == sync::kNoticesName ||
           std::ranges::find(sync::kDocumentNames, name) != sync::kDocumentNames.end();
}

bool is_in_hall(TicketState state) {
    return state == TicketState::waiting || state == TicketState::called ||
           state == TicketState::serving || state == TicketState::parked;
}

}  // namespace

// The phone's pages have a smaller cut of the texts, which changes with them.
void Service::put_phone_words() {
    for (auto& [name, words] : phone_words(settings_.documents)) {
        settings_.documents.insert_or_assign(name, std::move(words));
    }
}

std::string Service::file_of(const std::string& name, const std::string& hash) const {
    return settings_.data + "/content/" + name + "." + hash + ".json";
}

// What was changed over HTTP goes before what the program was started with. A file that is not
// what the log says is named, and what was there before stays in force.
void Service::load_documents() {
    for (const auto& [name, changed] : changed_) {
        const std::string file = file_of(name, changed.hash);
        auto text = sync::read_whole(file, sync::kDocumentMost);
        if (!text || hash_of(*text) != changed.hash) {
            spdlog::critical("{}: not the version that the log speaks of; the one before is used",
                             text ? file : text.error().detail);
            continue;
        }
        settings_.documents.insert_or_assign(name, served(std::move(*text), kJson));
    }
    if (changed_.empty()) {
        return;
    }
    auto set = sync::read_documents(decided_texts());
    if (!set) {
        spdlog::critical("the changed documents are left out: {}", set.error().detail);
        return;
    }
    settings_.content = set->content;
    settings_.phrases = set->phrases;
    settings_.clock = set->clock;
    put_phone_words();
    core_.use(set->content);
}

// As they will be when everything promised is on the disk.
sync::Texts Service::decided_texts() const {
    sync::Texts texts;
    for (const auto& [name, document] : settings_.documents) {
        texts.emplace(name, *document.body);
    }
    for (const Promised& promised : promised_) {
        texts.insert_or_assign(promised.name, promised.text);
    }
    return texts;
}

std::optional<std::string> Service::decided_etag(const std::string& name) const {
    for (auto it = promised_.rbegin(); it != promised_.rend(); ++it) {
        if (it->name == name) {
            return etag_of(it->text);
        }
    }
    const auto known = settings_.documents.find(name);
    return known == settings_.documents.end() ? std::nullopt : std::optional{known->second.etag};
}

// A queue in which people wait, and a counter at which somebody sits, are not taken away under
// them: nobody would ever be called to them again.
std::optional<std::string> Service::in_the_way(const sync::DocumentSet& set) const {
    const auto before = sync::read_documents(decided_texts());
    for (const std::string& remark : set.remarks) {
        // What was wrong before need not be mended first.
        if (!before || std::ranges::find(before->remarks, remark) == before->remarks.end()) {
            return remark;
        }
    }
    const Content& content = *set.content;
    if (content.hall.id != core_.hall().id) {
        return "hall.json: id: it is " + core_.hall().id.value + " and stays so";
    }
    for (const auto& [id, ticket] : core_.book().tickets()) {
        if (is_in_hall(ticket.state) && content.hall.queue(ticket.queue) == nullptr) {
            return "hall.json: queues: " + ticket.queue.value + " is missing, and " +
                   label_of(ticket.number) + " is in it; take it away after hours";
        }
    }
    for (const auto& [id, seat] : core_.book().seats()) {
        if (!seat.clerk.empty() && content.hall.counter(id) == nullptr) {
            return "hall.json: counters: " + id.value + " is missing, and " + seat.clerk.value +
                   " sits there";
        }
    }
    return std::nullopt;
}

void Service::put_content(const Request& request, const Who& asking) {
    const std::string name{part_of(request.path, kNamePart)};
    if (request.query("dry_run").value_or("") == "1") {
        try_content(request, name);
    } else {
        change_content(request, asking, name, request.body);
    }
}

std::optional<std::string> Service::fault_in(const std::string& name,
                                             const std::string& text,
                                             sync::DocumentSet* set) const {
    sync::Texts texts = decided_texts();
    texts.insert_or_assign(name, text);
    auto read = sync::read_documents(texts);
    if (!read) {
        return read.error().detail;
    }
    auto why = in_the_way(*read);
    const Content& content = *read->content;
    if (!why && name == sync::kNoticesName && content.notices) {
        if (const auto unknown = unknown_honoured(*content.notices, content.hall, "notices.json")) {
            why = unknown->text();
        }
    }
    *set = std::move(*read);
    return why;
}

// What would happen, and nothing does.
void Service::try_content(const Request& request, const std::string& name) {
    if (!is_name(name)) {
        refuse(request, 404, "not_found");
        return;
    }
    sync::DocumentSet set;
    if (const auto why = fault_in(name, request.body, &set)) {
        server_.reply(request.id, problem(422, "document_invalid", *why));
        return;
    }
    const auto known = decided_texts();
    const auto before = known.find(name);
    sync::Json body =
        changes_form(before == known.end() ? std::string("{}") : before->second, request.body);
    body["name"] = name;
    body["version"] = sync::version_of(request.body);
    body["hash"] = hash_of(request.body);
    server_.reply(request.id, json_response(200, body.dump()));
}

void Service::change_content(const Request& request,
                             const Who& asking,
                             const std::string& name,
                             const std::string& text) {
    const auto etag = decided_etag(name);
    if (!is_name(name)) {
        refuse(request, 404, "not_found");
        return;
    }
    const std::string_view match = request.header("if-match");
    const bool is_first = !etag && request.header("if-none-match") == "*";
    if (match.empty() && !is_first) {
        refuse(request, 428, "precondition_required");
        return;
    }
    const std::string hash = hash_of(text);
    const bool is_same = etag && *etag == etag_of(text);
    if (!is_first && !is_same && (!etag || match != *etag)) {
        refuse(request, 412, "precondition_failed");
        return;
    }
    sync::DocumentSet set;
    if (const auto why = fault_in(name, text, &set)) {
        server_.reply(request.id, problem(422, "document_invalid", *why));
        return;
    }
    const std::string version = sync::version_of(text);
    if (is_same) {  // Sent again after a lost answer.
        const sync::Json body{{"name", name}, {"version", version}, {"hash", hash}};
        hold(request.id, json_response(200, body.dump()));
        return;
    }
    if (auto kept = keep_version(name, hash, text); !kept) {
        spdlog::error("a new version of {} is not taken: {}", name, kept.error().detail);
        refuse(request, 503, "busy");
        return;
    }
    spdlog::info("{} changed {} to version {}", asking.clerk.value, name, version);
    promised_.push_back({core_.last_lsn() + 1, name, text, std::move(set)});
    const ContentChanged changed{name, version, hash, asking.clerk.value};
    note_version(changed, settings_.now());
    feed(ContentAsked{ask_of(request), changed});
}

// The text before the first change stays as well: it came with the program and may go with it.
sync::Result<void> Service::keep_version(const std::string& name,
                                         const std::string& hash,
                                         const std::string& text) const {
    std::error_code error;
    std::filesystem::create_directories(settings_.data + "/content", error);
    if (const auto installed = installed_.find(name); installed != installed_.end()) {
        const std::string file = file_of(name, installed->second);
        if (!std::filesystem::exists(file, error)) {
            if (auto kept = sync::write_whole(file, *base_texts_.at(name)); !kept) {
                return kept;
            }
        }
    }
    return sync::write_whole(file_of(name, hash), text);
}

void Service::release_promised() {
    while (!promised_.empty() && promised_.front().lsn <= core_.durable_lsn()) {
        Promised promised = std::move(promised_.front());
        promised_.pop_front();
        settings_.documents.insert_or_assign(promised.name,
                                             served(std::move(promised.text), kJson));
        settings_.content = promised.set.content;
        settings_.phrases = promised.set.phrases;
        settings_.clock = promised.set.clock;
        put_phone_words();
        core_.use(promised.set.content);
    }
}

}  // namespace hall::service
