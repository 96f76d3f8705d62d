// SPDX-License-Identifier: Apache-2.0
#include "sync/service/service.h"

#include <array>
#include <utility>

#include "sync/files.h"
#include "sync/fingerprint.h"
#include "sync/service/secrets.h"

#include <spdlog/spdlog.h>

namespace hall::service {

namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 250ms;     // Parked tickets return within a blink of their time.
constexpr auto kHeartbeat = 10s;  // A follower gives a silent link up after 25 s (SYNC.md §1).
constexpr std::size_t kFoldPage = 2000;
// A page renews the lease every few minutes, so a session that long without one is a clerk who
// went home; over lunch, or while the service was down, it lives on.
constexpr auto kSessionLapse = 4h;
// A phone asks every few seconds and twice when it is picked up; an address with wrong codes is
// somebody who tries, or a hall's worth of old slips.
constexpr Buckets::Rule kPhoneRule{.burst = 30, .refill = 1s};
constexpr Buckets::Rule kStrangerRule{.burst = 60, .refill = 1s};
// An online hall that books for a city sends a few a second; more is a program gone wild.
constexpr Buckets::Rule kOnlineRule{.burst = 100, .refill = 50ms};
// People at a kiosk who mistype; not somebody who tries all ten thousand ends of phone numbers.
constexpr Buckets::Rule kTailRule{.burst = 30, .refill = 2s};

// Words between programs, which no clerk ever reads.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kProtocolWords{
    {{"cmd_reused", "This command id was used before for something else; make a new one."},
     {"gap", "Entries are missing in between; send them from `expected` on."},
     {"diverged", "These entries differ from those sent before; enrol with a new epoch."},
     {"token_shared", "This token is the machine's; only a device's own is renewed."},
     {"precondition_required", "Send If-Match with the ETag of the version that was edited."},
     {"precondition_failed", "Somebody has changed this document meanwhile; read it again."}}};

std::string explained(const Phrases& phrases, std::string_view code) {
    for (const auto& [known, words] : kProtocolWords) {
        if (known == code) {
            return std::string(words);
        }
    }
    return phrases.say("refusal." + std::string(code), Language::en);
}

}  // namespace

sync::Result<std::unique_ptr<Service>> Service::open(Loop& loop, ServiceSettings settings) {
    const std::string path = settings.data + "/log.db";
    auto log = sync::Journal::open(path);
    if (!log) {
        return tl::make_unexpected(log.error());
    }
    auto reader = sync::Journal::open(path);
    if (!reader) {
        return tl::make_unexpected(reader.error());
    }
    std::unique_ptr<Service> service{
        new Service(loop, std::move(settings), std::move(*log), std::move(*reader))};
    if (auto folded = service->fold_log(); !folded) {
        return tl::make_unexpected(folded.error());
    }
    service->load_documents();
    service->start();
    return service;
}

Service::Service(Loop& loop,
                 ServiceSettings settings,
                 std::unique_ptr<sync::Journal> log,
                 std::unique_ptr<sync::Journal> reader)
    : loop_(loop),
      settings_(std::move(settings)),
      log_(std::move(log)),
      reader_(std::move(reader)),
      accounts_(settings_.users),
      core_(core_settings()),
      server_(loop, settings_.limits, [this](Request request) { handle(std::move(request)); }),
      stream_(server_),
      pins_([&loop](std::function<void()> task) { loop.post(std::move(task)); }),
      desks_(settings_.data + "/desk_sessions.json"),
      phones_(kPhoneRule),
      strangers_(kStrangerRule),
      online_(kOnlineRule),
      tails_(kTailRule),
      watch_(settings_.now()),
      webhooks_(webhook_surroundings(),
                settings_.webhooks,
                [&loop](std::function<void()> task) { loop.post(std::move(task)); }),
      background_(settings_.data + "/log.db",
                  [&loop](std::function<void()> task) { loop.post(std::move(task)); }) {
    note_installed();
    put_phone_words();
    for (const char* name : {"/phone/", "/hall/"}) {
        if (const auto page = settings_.pages.find(name); page != settings_.pages.end()) {
            page->second = phone_page(page->second, core_.hall().id);
        }
    }
}

// Asked through the service, whose documents change.
Settings Service::core_settings() {
    return {
        .content = settings_.content,
        .day_of = [this](Moment now) { return settings_.clock->business_day(now); },
        .explain = [this](std::string_view code) { return explained(*settings_.phrases, code); },
        .code_key = settings_.code_key,
        .clock = [this] { return settings_.clock.get(); }};
}

Webhooks::Surroundings Service::webhook_surroundings() {
    return {
        .data = settings_.data,
        .hall = core_.hall().id,
        .key = settings_.code_key,
        .now = settings_.now,
        .read = [this](std::int64_t after, std::size_t most) { return reader_->read(after, most); },
        .write =
            [this](const std::string& path, std::string text,
                   std::function<void(sync::Result<void>)> written) {
                return background_.submit(
                    [path, text = std::move(text),
                     written = std::move(written)](sync::Journal*) -> std::function<void()> {
                        return [written, result = sync::write_whole(path, text, 0600)] {
                            written(result);
                        };
                    });
            },
        .administer = [this](AdminDone done) { administer(0, "", "", std::move(done), ""); }};
}

Service::~Service() {
    server_.shut_down();
}

sync::Result<void> Service::fold_log() {
    std::int64_t lsn = 0;
    while (lsn < log_->last_seq()) {
        const auto entries = log_->read(lsn, kFoldPage);
        if (!entries) {
            return tl::make_unexpected(entries.error());
        }
        if (entries->empty()) {
            return sync::fail(sync::Fault::corrupt, "the log ends before its last entry");
        }
        for (const sync::Entry& entry : *entries) {
            auto event = sync::decode_event(entry.kind, entry.body, entry.at);
            if (!event) {
                return sync::fail(event.error().code, "log entry " + std::to_string(entry.seq) +
                                                          ": " + event.error().detail);
            }
            if (const auto* changed = std::get_if<ContentChanged>(&event->what)) {
                changed_.insert_or_assign(changed->name, *changed);
                note_version(*changed, entry.at);
            }
            audit_.take(*event, entry.seq);
            if (const auto* done = std::get_if<AdminDone>(&event->what)) {
                accounts_.apply(*done);
                enrolment_.apply(*done, entry.at);
                online_keys_.apply(*done);
                care_.apply(*done, entry.at);
                webhooks_.apply(*done, entry.at);
            } else if (std::holds_alternative<EpochStarted>(event->what)) {
                webhooks_.epoch_started(entry.seq);
            }
            core_.replay(*event, entry.seq);
            lsn = entry.seq;
        }
    }
    return {};
}

void Service::start() {
    writer_ = std::make_unique<Writer>(
        *log_, [this](std::int64_t lsn) { loop_.post([this, lsn] { feed(Committed{lsn}); }); },
        [this](const sync::Error& error) {
            loop_.post([this, error] {
                spdlog::critical("the log cannot be written, ending: {}", error.detail);
                sound_ = false;
                loop_.stop();
            });
        });
    const std::int64_t epoch = core_.book().epoch();
    Actions first = core_.begin(settings_.now());
    if (core_.book().epoch() != epoch) {
        webhooks_.epoch_started(core_.last_lsn());
    }
    stream_.begin_at({core_.book().epoch(), core_.durable_lsn()});
    carry_out(std::move(first));
    loop_.every(kTick, [this] {
        feed(Ticked{});
        answer_waiting(true);
        webhooks_.look(core_.durable_lsn(), core_.book().epoch());
    });
    loop_.every(kHeartbeat, [this] { stream_.heartbeat(settings_.now()); });
}

sync::Result<std::uint16_t> Service::listen(const std::string& address, std::uint16_t port) {
    return server_.listen(address, port);
}

sync::Result<std::uint16_t> Service::listen_tls(const std::string& address, std::uint16_t port) {
    return server_.listen_tls(address, port);
}

sync::Result<void> Service::show(const TlsIdentity& identity, const std::string& authority_pem) {
    const auto fingerprint = sync::fingerprint_of(authority_pem);
    if (!fingerprint) {
        return tl::make_unexpected(fingerprint.error());
    }
    authority_ = body_of(authority_pem);
    authority_short_ = sync::short_fingerprint(*fingerprint);
    return server_.show(identity);
}

void Service::feed(Input input) {
    if (sound_) {
        carry_out(core_.step(std::move(input), settings_.now()));
    }
}

void Service::administer(const Request& request,
                         const Who& asking,
                         AdminDone done,
                         std::string answer) {
    administer(ask_of(request), asking.clerk.value, request.peer, std::move(done),
               std::move(answer));
}

void Service::administer(
    AskId ask, const std::string& by, const std::string& from, AdminDone done, std::string answer) {
    done.by = by;
    done.from = from;
    accounts_.apply(done);
    enrolment_.apply(done, settings_.now());
    online_keys_.apply(done);
    care_.apply(done, settings_.now());
    webhooks_.apply(done, settings_.now());
    feed(AdminAsked{ask, std::move(done), 200, std::move(answer)});
}

void Service::carry_out(Actions actions) {
    release_promised();  // Before anybody hears of them.
    if (!actions.write.empty()) {
        note_deeds(actions.write);
        writer_->submit(std::move(actions.write));
    }
    for (Reply& reply : actions.reply) {
        Response response = json_response(reply.status, std::move(reply.body));
        if (reply.status >= 400) {
            response.content_type = kProblemType;
        }
        if (const auto cookie = cookies_.find(reply.request); cookie != cookies_.end()) {
            if (reply.status < 400) {
                response.headers.push_back(cookie->second);
            }
            cookies_.erase(cookie);
        }
        server_.reply(RequestId{reply.request}, std::move(response));
    }
    for (const Frame& frame : actions.publish) {
        stream_.publish(frame);
    }
    stream_.reached({core_.book().epoch(), core_.durable_lsn()});
    answer_waiting(false);
    release_held();
    webhooks_.look(core_.durable_lsn(), core_.book().epoch());
}

// The lines were decided just now, so the last of them is the log's last.
void Service::note_deeds(const std::vector<sync::Line>& lines) {
    std::int64_t lsn = core_.last_lsn() - static_cast<std::int64_t>(lines.size());
    for (const sync::Line& line : lines) {
        ++lsn;
        if (!AuditIndex::may_tell(line.kind)) {
            continue;
        }
        if (const auto event = sync::decode_event(line.kind, line.body, line.at)) {
            audit_.take(*event, lsn);
        }
    }
}

void Service::hold(RequestId request, Response response) {
    when_written([this, request, response = std::move(response)]() mutable {
        server_.reply(request, std::move(response));
    });
}

void Service::when_written(std::function<void()> then) {
    held_.push_back({core_.last_lsn(), std::move(then)});
    release_held();
}

void Service::release_held() {
    while (!held_.empty() && held_.front().lsn <= core_.durable_lsn()) {
        const auto then = std::move(held_.front().then);
        held_.pop_front();
        then();
    }
}

// A device shows the local token, a clerk the session of the seat that they hold.
Service::Who Service::who(const Request& request) const {
    constexpr std::string_view kBearer = "Bearer ";
    const std::string_view authorization = request.header("authorization");
    if (authorization.starts_with(kBearer)) {
        const std::string_view token = authorization.substr(kBearer.size());
        if (request.from_this_machine && same_secret(token, settings_.local_token)) {
            return Who{.kind = Who::Kind::device};
        }
        const std::string hash = hash_of(token);
        if (const std::string* key = online_keys_.key_of(hash)) {
            return Who{.kind = Who::Kind::online, .key = *key};
        }
        const std::string* device = enrolment_.device_of(hash, settings_.now());
        return device == nullptr ? Who{} : Who{.kind = Who::Kind::device, .device = *device};
    }
    const auto cookie = session_in(request);
    if (!cookie || cookie->empty()) {
        return {};
    }
    const std::string session = hash_of(*cookie);
    for (const auto& [counter, seat] : core_.book().seats()) {
        if (!seat.clerk.empty() && same_secret(seat.session, session)) {
            if (settings_.now() > seat.lease_until + kSessionLapse) {
                return {};
            }
            const User* user = accounts_.active(seat.clerk.value);
            if (user == nullptr || accounts_.is_ended(session)) {
                return {};
            }
            return {Who::Kind::clerk, seat.clerk, counter, user, session};
        }
    }
    if (const ClerkId* person = desks_.find(session, settings_.now())) {
        const User* user = accounts_.active(person->value);
        if (user != nullptr && user->may_sit_at_a_desk()) {
            return {Who::Kind::clerk, *person, {}, user, session};
        }
    }
    return {};
}

// A cookie is sent by every page of the world; only ours can set a header and has our origin.
bool Service::is_our_page(const Request& request) const {
    const std::string_view site = request.header("sec-fetch-site");
    const bool same_site = site.empty() || site == "same-origin" || site == "none";
    const std::string_view origin = request.header("origin");
    const std::string host{request.header("host")};
    const bool same_origin =
        origin.empty() || origin == "http://" + host || origin == "https://" + host;
    return same_site && same_origin && !request.header("x-hall").empty();
}

void Service::refuse(const Request& request, int status, std::string_view code) {
    refuse(request.id, status, code);
}

void Service::refuse(RequestId request, int status, std::string_view code) {
    server_.reply(request, problem(status, code, explained(*settings_.phrases, code)));
}

void Service::refuse(const Request& request, const sync::Error& error) {
    const bool large = error.code == sync::Fault::too_large;
    server_.reply(request.id,
                  problem(large ? 413 : 400, large ? "too_large" : "bad_request", error.detail));
}

}  // namespace hall::service
