// SPDX-License-Identifier: Apache-2.0
#include "sync/service/people.h"

#include <algorithm>
#include <utility>

#include "sync/json.h"
#include "sync/service/secrets.h"

namespace hall::service {

namespace {

constexpr std::size_t kUsersMax = 1024 * 1024;
constexpr std::size_t kJobsMax = 64;  // 44 counters sign in at half past eight; the rest can wait.
constexpr int kThreads = 2;
constexpr int kWrongFree = 5;
constexpr std::chrono::seconds kLockFirst{30};
constexpr std::chrono::seconds kLockMost{3600};
constexpr std::size_t kTriesMax = 10'000;

bool fits(const User& user, const std::string& pin) {
    return user.pin_hash.empty() ? !user.pin.empty() && same_secret(user.pin, pin)
                                 : pin_fits(user.pin_hash, pin);
}

}  // namespace

bool User::has_role(std::string_view role) const noexcept {
    return std::ranges::find(roles, role) != roles.end();
}

sync::Result<std::map<std::string, User>> load_users(std::string_view json) {
    const auto document = sync::parse_json(json, kUsersMax);
    if (!document) {
        return tl::make_unexpected(document.error());
    }
    sync::Fields fields{*document, "users.json"};
    const bool sample = fields.flag("sample", false);
    std::map<std::string, User> users;
    for (const sync::Json& one : fields.part("users")) {
        sync::Fields user{one, "users.json/users"};
        User read{user.text("id"), {}, user.text_or("pin", ""), user.text_or("pin_hash", "")};
        if (const auto label = one.find("label"); label != one.end()) {
            sync::Fields text{*label, "users.json/users/label"};
            read.label = {text.text("zh-Hant"), text.text("zh-Hans"), text.text("en")};
            if (!text.ok()) {
                return text.error();
            }
        }
        for (const sync::Json& role : user.part("roles")) {
            read.roles.push_back(role.is_string() ? role.get<std::string>() : std::string{});
        }
        if (!read.pin.empty() && !sample) {
            user.fault("pin", "pin_hash instead: a PIN in the clear is for the sample hall only");
        }
        if (!user.ok()) {
            return user.error();
        }
        users.insert_or_assign(read.id, std::move(read));
    }
    if (!fields.ok()) {
        return fields.error();
    }
    return users;
}

PinDesk::PinDesk(Post post) : post_(std::move(post)) {
    for (int i = 0; i < kThreads; ++i) {
        threads_.emplace_back([this](const std::stop_token& stop) { run(stop); });
    }
}

PinDesk::~PinDesk() {
    for (std::jthread& thread : threads_) {
        thread.request_stop();
    }
}

void PinDesk::check(
    const User& user, std::string pin, std::string address, Moment now, Answered answered) {
    const Key key{user.id, std::move(address)};
    if (!tries_.contains(key) && !make_room()) {
        answered({PinVerdict::busy, {}});
        return;
    }
    Tries& tries = tries_[key];
    if (now < tries.locked_until) {
        answered({PinVerdict::locked, tries.locked_until});
        return;
    }
    const bool too_many = tries.checking > 0 && tries.wrong + tries.checking >= kWrongFree;
    const std::lock_guard lock{mutex_};
    if (too_many || jobs_.size() >= kJobsMax) {
        answered({PinVerdict::busy, {}});
        return;
    }
    ++tries.checking;
    jobs_.emplace_back([this, user, pin = std::move(pin), key, now, answered] {
        post_([this, key, now, answered, right = fits(user, pin)] {
            settle(key, right, now, answered);
        });
    });
    filled_.notify_one();
}

bool PinDesk::make_hash(std::string pin, std::function<void(std::string)> made) {
    const std::lock_guard lock{mutex_};
    if (jobs_.size() >= kJobsMax) {
        return false;
    }
    jobs_.emplace_back([this, pin = std::move(pin), made = std::move(made)] {
        post_([made, hash = pin_hash_of(pin)] { made(hash); });
    });
    filled_.notify_one();
    return true;
}

void PinDesk::settle(const Key& key, bool right, Moment now, const Answered& answered) {
    Tries& tries = tries_[key];
    --tries.checking;
    tries.wrong = right ? 0 : tries.wrong + 1;
    if (tries.wrong >= kWrongFree) {
        const auto times = std::min(tries.wrong - kWrongFree, 10);
        tries.locked_until = now + std::min(kLockFirst * (1 << times), kLockMost);
    }
    answered({right ? PinVerdict::right : PinVerdict::wrong,
              !right && tries.locked_until > now ? tries.locked_until : Moment{}});
}

// Forgets those who are neither locked nor close to it.
bool PinDesk::make_room() {
    if (tries_.size() >= kTriesMax) {
        std::erase_if(tries_, [](const auto& one) {
            return one.second.wrong < kWrongFree && one.second.checking == 0;
        });
    }
    return tries_.size() < kTriesMax;
}

void PinDesk::run(const std::stop_token& stop) {
    for (;;) {
        std::function<void()> job;
        {
            std::unique_lock lock{mutex_};
            if (!filled_.wait(lock, stop, [this] { return !jobs_.empty(); })) {
                return;
            }
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        job();
    }
}

}  // namespace hall::service
