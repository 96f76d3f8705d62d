// SPDX-License-Identifier: Apache-2.0
#include "sync/service/desk_sessions.h"

#include <algorithm>

#include <sys/stat.h>

#include "sync/files.h"
#include "sync/json.h"
#include "sync/service/secrets.h"

#include <spdlog/spdlog.h>

namespace hall::service {

using sync::Json;

namespace {

constexpr std::size_t kFileMost = std::size_t{256} * 1024;

bool is_over(Moment seen, Moment now) {
    return now > seen + DeskSessions::kLapse;
}

}  // namespace

DeskSessions::DeskSessions(std::string file) : file_(std::move(file)) {
    const auto text = sync::read_whole(file_, kFileMost);
    const Json json = text ? Json::parse(*text, nullptr, false) : Json::array();
    if (!json.is_array()) {
        spdlog::error("{}: not a list of sessions; reception and managers sign in again", file_);
        return;
    }
    for (const Json& one : json) {
        sync::Fields fields{one, "session"};
        const std::string session = fields.text("session");
        const ClerkId person{fields.text("person")};
        const Moment seen = moment_from(fields.number("seen"));
        if (fields.ok() && sessions_.size() < kMost) {
            sessions_.insert_or_assign(session, Session{person, seen, seen});
        }
    }
}

sync::Result<void> DeskSessions::open(const std::string& session,
                                      const ClerkId& person,
                                      Moment now) {
    make_room(person, now);
    sessions_.insert_or_assign(session, Session{person, now, now});
    auto saved = save();
    if (!saved) {
        sessions_.erase(session);
    }
    return saved;
}

const ClerkId* DeskSessions::find(const std::string& session, Moment now) const {
    for (const auto& [hash, one] : sessions_) {
        if (same_secret(hash, session)) {
            return is_over(one.seen, now) ? nullptr : &one.person;
        }
    }
    return nullptr;
}

void DeskSessions::renew(const std::string& session, Moment now) {
    const auto found = sessions_.find(session);
    if (found == sessions_.end()) {
        return;
    }
    found->second.seen = now;
    if (now - found->second.saved >= kSaved) {
        found->second.saved = now;
        if (auto saved = save(); !saved) {
            spdlog::error("{}: {}", file_, saved.error().detail);
        }
    }
}

void DeskSessions::close(const std::string& session) {
    if (sessions_.erase(session) == 0) {
        return;
    }
    if (auto saved = save(); !saved) {
        spdlog::error("{}: {}", file_, saved.error().detail);
    }
}

void DeskSessions::close_all(const ClerkId& person, const std::string& but) {
    const auto ended = std::erase_if(sessions_, [&](const auto& one) {
        return one.second.person == person && one.first != but;
    });
    if (ended == 0) {
        return;
    }
    if (auto saved = save(); !saved) {
        spdlog::error("{}: {}", file_, saved.error().detail);
    }
}

int DeskSessions::count_of(const ClerkId& person, Moment now) const {
    return static_cast<int>(std::ranges::count_if(sessions_, [&](const auto& one) {
        return one.second.person == person && !is_over(one.second.seen, now);
    }));
}

void DeskSessions::make_room(const ClerkId& person, Moment now) {
    std::erase_if(sessions_, [&](const auto& one) { return is_over(one.second.seen, now); });
    const auto theirs = static_cast<std::size_t>(std::ranges::count_if(
        sessions_, [&](const auto& one) { return one.second.person == person; }));
    if (theirs >= kMostPerPerson) {
        drop_oldest(&person);
    } else if (sessions_.size() >= kMost) {
        drop_oldest(nullptr);
    }
}

void DeskSessions::drop_oldest(const ClerkId* person) {
    auto oldest = sessions_.end();
    for (auto it = sessions_.begin(); it != sessions_.end(); ++it) {
        const bool counts = person == nullptr || it->second.person == *person;
        if (counts && (oldest == sessions_.end() || it->second.seen < oldest->second.seen)) {
            oldest = it;
        }
    }
    if (oldest != sessions_.end()) {
        sessions_.erase(oldest);
    }
}

sync::Result<void> DeskSessions::save() {
    Json list = Json::array();
    for (const auto& [hash, one] : sessions_) {
        list.push_back(
            {{"session", hash}, {"person", one.person.value}, {"seen", millis_of(one.seen)}});
    }
    return sync::write_whole(file_, list.dump(), S_IRUSR | S_IWUSR);
}

}  // namespace hall::service
