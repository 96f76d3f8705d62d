// SPDX-License-Identifier: Apache-2.0
// The hall's documents while the service runs: taken from a manager, checked, written, swapped.
//
// A version is a file named by its hash, which never changes; the log says which one is in force.
// So old versions stay, and a power cut leaves the one before or the new one, never half of both.
#include <algorithm>
#include <filesystem>
#include <utility>

#include "sync/files.h"
#include "sync/json.h"
#include "sync/service/files.h"
#include "sync/service/secrets.h"
#include "sync/service/service.h"

#include <spdlog/spdlog.h>

namespace hall::service {

namespace {

constexpr const char* kJson = "application/json";

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
    const std::string name = request.path.substr(request.path.rfind("/content/") + 9);
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
    const std::string hash = hash_of(request.body);
    const bool is_same = etag && *etag == etag_of(request.body);
    if (!is_first && !is_same && (!etag || match != *etag)) {
        refuse(request, 412, "precondition_failed");
        return;
    }
    sync::Texts texts = decided_texts();
    texts.insert_or_assign(name, request.body);
    auto set = sync::read_documents(texts);
    const auto why = set ? in_the_way(*set) : std::optional{set.error().detail};
    if (why) {
        server_.reply(request.id, problem(422, "document_invalid", *why));
        return;
    }
    const std::string version = sync::version_of(request.body);
    if (is_same) {  // Sent again after a lost answer.
        const sync::Json body{{"name", name}, {"version", version}, {"hash", hash}};
        held_.push_back({core_.last_lsn(), request.id, json_response(200, body.dump())});
        release_held();
        return;
    }
    std::error_code made;
    std::filesystem::create_directories(settings_.data + "/content", made);
    if (auto kept = sync::write_whole(file_of(name, hash), request.body); !kept) {
        spdlog::error("a new version of {} is not taken: {}", name, kept.error().detail);
        refuse(request, 503, "busy");
        return;
    }
    spdlog::info("{} changed {} to version {}", asking.clerk.value, name, version);
    promised_.push_back({core_.last_lsn() + 1, name, request.body, std::move(*set)});
    feed(ContentAsked{ask_of(request), {name, version, hash}});
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
