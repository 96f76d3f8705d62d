// SPDX-License-Identifier: Apache-2.0
// The core with its plumbing: disk, network, people and pages around one loop.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/document_set.h"
#include "sync/fault.h"
#include "sync/hall/figures.h"
#include "sync/hall/hours.h"
#include "sync/hall/phrases.h"
#include "sync/hall/search.h"
#include "sync/journal.h"
#include "sync/service/accounts.h"
#include "sync/service/audit.h"
#include "sync/service/background.h"
#include "sync/service/buckets.h"
#include "sync/service/citizen_views.h"
#include "sync/service/core.h"
#include "sync/service/desk_sessions.h"
#include "sync/service/device_watch.h"
#include "sync/service/enrolment.h"
#include "sync/service/first_manager.h"
#include "sync/service/http_server.h"
#include "sync/service/loop.h"
#include "sync/service/online_keys.h"
#include "sync/service/people.h"
#include "sync/service/rating_care.h"
#include "sync/service/stream.h"
#include "sync/service/webhooks.h"
#include "sync/service/writer.h"

#include <nlohmann/json_fwd.hpp>

namespace hall::service {

/// A file that is served as it is: a page, a script, a document of the hall.
struct Served {
    std::string content_type;
    Body body;
    std::string etag;
};

/// Everything that the program has loaded before the service starts.
struct ServiceSettings {
    std::string data;  ///< Directory of log.db.
    std::shared_ptr<const Content> content;
    std::shared_ptr<const HallClock> clock;
    std::shared_ptr<const Phrases> phrases;
    std::map<std::string, User> users;
    std::map<std::string, Served> documents;  ///< By name: "hall", "catalog", "text.en", …
    std::map<std::string, Served> pages;      ///< By path: "/clerk/", "/clerk/clerk.js", …
    std::string local_token;                  ///< What a device on this machine shows.
    /// Checked instead of a real one when a name does not exist; empty where PINs are in the clear.
    std::string decoy_pin_hash;
    std::string code_key;                 ///< Signs the offline codes on slips.
    std::shared_ptr<const HanTable> han;  ///< For finding by pinyin; null: by words and codes only.
    std::function<Moment()> now;
    HttpLimits limits;
    WebhookSettings webhooks;
};

/// The texts that a phone needs, out of the whole catalogues: "phone.zh-Hant", …
[[nodiscard]] std::map<std::string, Served> phone_words(
    const std::map<std::string, Served>& documents);

/// The page that knows its hall: one question less on a slow line.
[[nodiscard]] Served phone_page(const Served& page, const HallId& hall);

/// Not thread-safe: owned by the loop's thread.
class Service {
public:
    /// Opens the log and folds it. Blocks for the time that takes: about a second for a month.
    /// Errors: disk, disk_full, corrupt, bad_message (an entry that this version cannot read).
    static sync::Result<std::unique_ptr<Service>> open(Loop& loop, ServiceSettings settings);

    ~Service();
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    /// As HttpServer::listen().
    sync::Result<std::uint16_t> listen(const std::string& address, std::uint16_t port);

    /// As HttpServer::listen_tls(); show() comes first.
    sync::Result<std::uint16_t> listen_tls(const std::string& address, std::uint16_t port);
    /// As HttpServer::show(); devices that enrol are told to trust `authority_pem`.
    sync::Result<void> show(const TlsIdentity& identity, const std::string& authority_pem);

    /// While the hall has no manager: a code for whoever makes the first one, also written to
    /// <data>/setup.code (0600). Empty when there is one. Called once, before anybody asks.
    /// Errors: disk, disk_full.
    sync::Result<std::string> open_setup();

    /// False once a write has failed: what is in memory is ahead of the disk, so the program ends
    /// and is started again from the log.
    [[nodiscard]] bool is_sound() const noexcept { return sound_; }

private:
    /// Who asks.
    struct Who {
        enum class Kind { nobody, device, clerk, online } kind = Kind::nobody;
        ClerkId clerk;
        CounterId counter;  ///< Empty: signed in without one.
        const User* user = nullptr;
        std::string session;
        std::string device;  ///< Whose token it is; empty of the token of this machine.

        std::string key;  ///< Of an online hall: the key's id.

        /// Whose name stands at what is done to an appointment; empty of a device.
        [[nodiscard]] std::string author() const {
            return kind == Kind::online ? "online:" + key : clerk.value;
        }
        [[nodiscard]] Booker booker() const noexcept {
            return kind == Kind::online ? Booker::the_public : Booker::staff;
        }
        [[nodiscard]] bool has_role(std::string_view role) const noexcept {
            return user != nullptr && user->has_role(role);
        }
    };
    struct Route;
    struct Table;
    /// Documents that are decided on, and in force once the log says so on the disk.
    struct Promised {
        std::int64_t lsn = 0;
        std::string name;
        std::string text;
        sync::DocumentSet set;
    };
    /// What waits until everything that is known now is on the disk.
    struct Held {
        std::int64_t lsn = 0;
        std::function<void()> then;
    };
    /// One version of a document, and since when.
    struct Version {
        ContentChanged changed;
        Moment at{};
    };
    /// A tablet that waits for something new at its counter.
    struct Waiting {
        RequestId request{};
        CounterId counter;
        std::string seen;
        int ticks_left = 0;
    };

    Service(Loop& loop,
            ServiceSettings settings,
            std::unique_ptr<sync::Journal> log,
            std::unique_ptr<sync::Journal> reader);

    sync::Result<void> fold_log();
    void load_documents();
    void release_promised();
    void put_phone_words();
    [[nodiscard]] sync::Texts decided_texts() const;
    [[nodiscard]] std::optional<std::string> decided_etag(const std::string& name) const;
    [[nodiscard]] std::optional<std::string> in_the_way(const sync::DocumentSet& set) const;
    [[nodiscard]] std::string file_of(const std::string& name, const std::string& hash) const;
    /// Why the document may not be in force; nothing when it may, and then `set` is read with it.
    [[nodiscard]] std::optional<std::string> fault_in(const std::string& name,
                                                      const std::string& text,
                                                      sync::DocumentSet* set) const;
    void try_content(const Request& request, const std::string& name);
    void change_content(const Request& request,
                        const Who& asking,
                        const std::string& name,
                        const std::string& text);
    [[nodiscard]] sync::Result<void> keep_version(const std::string& name,
                                                  const std::string& hash,
                                                  const std::string& text) const;
    void note_installed();
    void note_version(const ContentChanged& changed, Moment at);
    [[nodiscard]] std::optional<std::string> text_of_version(const std::string& name,
                                                             std::string_view hash) const;
    [[nodiscard]] static nlohmann::json changes_form(const std::string& from,
                                                     const std::string& to);
    void read_audit(RequestId id, const AuditIndex::Ask& ask, bool as_table);
    [[nodiscard]] static Response audit_page(const std::vector<AuditRow>& rows,
                                             const std::vector<AuditIndex::Place>& places,
                                             std::size_t limit);
    [[nodiscard]] static Response audit_table(const std::vector<AuditRow>& rows);
    [[nodiscard]] Settings core_settings();
    [[nodiscard]] Webhooks::Surroundings webhook_surroundings();
    void start();
    void handle(Request request);
    /// Null: nothing answers there; `allow` then names the methods that would have been answered.
    [[nodiscard]] const Route* route_of(const Request& request, std::string& allow) const;
    [[nodiscard]] bool may(unsigned doors, const Who& asking, const Request& request) const;
    [[nodiscard]] Who who(const Request& request) const;
    [[nodiscard]] bool is_our_page(const Request& request) const;
    void feed(Input input);
    /// Folds what was found good and writes it down; answers once it is on the disk.
    void administer(const Request& request, const Who& asking, AdminDone done, std::string answer);
    void administer(AskId ask,
                    const std::string& by,
                    const std::string& from,
                    AdminDone done,
                    std::string answer);
    void carry_out(Actions actions);
    void release_held();
    void note_deeds(const std::vector<sync::Line>& lines);
    /// Answers once everything that the book knows now is on the disk.
    void hold(RequestId request, Response response);
    void when_written(std::function<void()> then);
    void answer_waiting(bool tick);
    [[nodiscard]] std::optional<RatingView> rating_now(const CounterId& counter) const;
    [[nodiscard]] std::optional<TicketId> phone_of(const Request& request, std::string_view text);
    void command_of_owner(const Request& request, Action action);
    [[nodiscard]] bool is_at_reception(const Order& order, const Who& asking) const;
    [[nodiscard]] static bool is_elsewhere(std::string_view counter, const Who& asking);
    [[nodiscard]] static AskId ask_of(const Request& request) noexcept {
        return static_cast<AskId>(request.id);
    }

    // Routes, one function each.
    void get_halls(const Request& request, const Who& asking);
    void get_state(const Request& request, const Who& asking);
    void get_stream(const Request& request, const Who& asking);
    void get_log(const Request& request, const Who& asking);
    void get_content(const Request& request, const Who& asking);
    void put_content(const Request& request, const Who& asking);
    void get_behind(const Request& request, const Who& asking);
    void get_me(const Request& request, const Who& asking);
    void get_healthz(const Request& request, const Who& asking);
    void get_metrics(const Request& request, const Who& asking);
    void get_page(const Request& request, const Who& asking);
    void post_alloc(const Request& request, const Who& asking);
    void post_command(const Request& request, const Who& asking);
    void post_session(const Request& request, const Who& asking);
    void post_seat(const Request& request, const Who& asking);
    void post_device(const Request& request, const Who& asking);
    void post_journal(const Request& request, const Who& asking);
    void post_time(const Request& request, const Who& asking);
    void get_search(const Request& request, const Who& asking);
    void get_outlook(const Request& request, const Who& asking);
    void get_slip(const Request& request, const Who& asking);
    void post_paper(const Request& request, const Who& asking);
    void post_case(const Request& request, const Who& asking);
    void post_key(const Request& request, const Who& asking);
    void get_ratings(const Request& request, const Who& asking);
    void post_rating(const Request& request, const Who& asking);
    void get_phone_page(const Request& request, const Who& asking);
    void get_now(const Request& request, const Who& asking);
    void get_phone(const Request& request, const Who& asking);
    void post_phone_rating(const Request& request, const Who& asking);
    void post_phone_leave(const Request& request, const Who& asking);
    void post_phone_stay(const Request& request, const Who& asking);
    void get_setup(const Request& request, const Who& asking);
    void post_setup(const Request& request, const Who& asking);
    void get_authority(const Request& request, const Who& asking);
    void post_enrol_code(const Request& request, const Who& asking);
    void post_enrol(const Request& request, const Who& asking);
    void post_device_token(const Request& request, const Who& asking);
    void delete_device(const Request& request, const Who& asking);
    [[nodiscard]] static bool is_another(const std::string& device, const Who& asking);
    void post_health(const Request& request, const Who& asking);
    void get_devices(const Request& request, const Who& asking);
    void post_test_card(const Request& request, const Who& asking);
    void get_alerts(const Request& request, const Who& asking);
    [[nodiscard]] std::map<std::string, DeviceSeen> all_devices() const;
    void add_devices_to(std::string& text) const;
    [[nodiscard]] const Appointment* appointment_for(const AppointmentId& id,
                                                     const Who& asking) const;
    /// The one that the path names; nothing when it was answered that there is none.
    [[nodiscard]] std::optional<AppointmentId> appointment_in(const Request& request,
                                                              const Who& asking);
    [[nodiscard]] std::vector<const Appointment*> todays_of(const std::string& tail,
                                                            const std::string& contact) const;
    [[nodiscard]] std::vector<const Appointment*> appointments_like(const std::string& wanted,
                                                                    std::optional<Day> day) const;
    [[nodiscard]] nlohmann::json form_for(const Appointment& appointment, const Who& asking) const;
    [[nodiscard]] nlohmann::json prospect_of(const Appointment& appointment,
                                             const Who& asking) const;
    void get_slots(const Request& request, const Who& asking);
    void get_appointments(const Request& request, const Who& asking);
    void put_appointment(const Request& request, const Who& asking);
    void get_appointment(const Request& request, const Who& asking);
    void delete_appointment(const Request& request, const Who& asking);
    void post_move(const Request& request, const Who& asking);
    void get_load(const Request& request, const Who& asking);
    void post_import(const Request& request, const Who& asking);
    void post_find(const Request& request, const Who& asking);
    void post_check_in(const Request& request, const Who& asking);
    void post_precheck(const Request& request, const Who& asking);
    void get_online_keys(const Request& request, const Who& asking);
    void post_online_key(const Request& request, const Who& asking);
    void delete_online_key(const Request& request, const Who& asking);
    void get_webhooks(const Request& request, const Who& asking);
    void post_webhook(const Request& request, const Who& asking);
    void delete_webhook(const Request& request, const Who& asking);
    void post_webhook_deed(const Request& request, const Who& asking);
    [[nodiscard]] FigureView figure_view() const;
    void get_figures(const Request& request, const Who& asking);
    void get_behind_figure(const Request& request, const Who& asking);
    void get_watch(const Request& request, const Who& asking);
    void get_rating_care(const Request& request, const Who& asking);
    void post_rating_care(const Request& request, const Who& asking);
    void get_case_file(const Request& request, const Who& asking);
    void post_case_import(const Request& request, const Who& asking);
    void get_export(const Request& request, const Who& asking);
    void get_audit(const Request& request, const Who& asking);
    void get_versions(const Request& request, const Who& asking);
    void get_version(const Request& request, const Who& asking);
    void get_diff(const Request& request, const Who& asking);
    void post_rollback(const Request& request, const Who& asking);
    void put_user(const Request& request, const Who& asking);
    void get_users(const Request& request, const Who& asking);
    void delete_user(const Request& request, const Who& asking);
    void post_pin(const Request& request, const Who& asking);
    /// `right` is called when it is; everything else is answered. `request` needs no body any more.
    void check_pin(const Request& request,
                   const User& user,
                   std::string pin,
                   std::function<void()> right);
    void sit_down(const Request& request, const CounterId& counter, const User& user);
    void open_desk(const Request& request, const User& user);
    void change_user(const Request& request,
                     const std::string& by,
                     const std::string& id,
                     const AccountWish& wish);
    [[nodiscard]] nlohmann::json user_form(const User& user) const;
    void put_label(nlohmann::json& json, const std::string& id) const;
    void change_desk(const Request& request, const Who& asking, std::string_view action);
    [[nodiscard]] std::string code_of_slip(const Ticket& ticket) const;
    void serve(const Request& request, const Served& file);
    void refuse(const Request& request, int status, std::string_view code);
    void refuse(RequestId request, int status, std::string_view code);
    void refuse(const Request& request, const sync::Error& error);

    Loop& loop_;
    ServiceSettings settings_;
    std::unique_ptr<sync::Journal> log_;     ///< The writer's.
    std::unique_ptr<sync::Journal> reader_;  ///< The loop's own view of the same file.
    Accounts accounts_;
    Enrolment enrolment_;
    FirstManager first_manager_;
    OnlineKeys online_keys_;
    RatingCare care_;
    Core core_;
    HttpServer server_;
    Stream stream_;
    PinDesk pins_;
    Body authority_;                   ///< As PEM; null without TLS.
    std::string authority_short_;      ///< Its short fingerprint.
    std::map<AskId, Header> cookies_;  ///< To be set when the answer to a sign-in goes out.
    std::deque<Held> held_;
    std::vector<Waiting> waiting_;
    std::int64_t waited_at_ = 0;  ///< The log's end when the waiting were last looked through.
    DeskSessions desks_;
    std::shared_ptr<const Content> searched_;  ///< What search_ is the index of.
    std::optional<SearchIndex> search_;
    Buckets phones_;
    Buckets strangers_;
    Buckets online_;  ///< By key.
    Buckets tails_;   ///< By device.
    std::deque<Promised> promised_;
    std::string hall_view_;  ///< As everybody sees the hall; made anew when it is old.
    Moment hall_view_until_{};
    std::map<std::string, ContentChanged> changed_;  ///< By name: the last of each in the log.
    std::map<std::string, std::deque<Version>> versions_;  ///< By name, oldest first.
    std::map<std::string, std::string> installed_;  ///< Hashes of what the program came with.
    std::map<std::string, Body> base_texts_;        ///< And the texts.
    AuditIndex audit_;
    DeviceWatch watch_;
    Webhooks webhooks_;
    bool sound_ = true;
    Background background_;  // Its thread and the next one's call back into the rest.
    std::unique_ptr<Writer> writer_;
};

}  // namespace hall::service
