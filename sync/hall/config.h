// SPDX-License-Identifier: Apache-2.0
// What a hall is made of: queues, counters, clerks, hours, matters. Loaded once, then immutable.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/hall/ids.h"
#include "sync/hall/text.h"

#include <tl/expected.hpp>

namespace hall {

/// Half-open stretch of a local day, in minutes after midnight.
struct Span {
    std::chrono::minutes from{};
    std::chrono::minutes to{};

    bool operator==(const Span&) const = default;
};

/// A day that differs from the week's rule: a holiday, or a make-up working day.
struct DayException {
    Day day;
    bool closed = true;
    std::vector<Span> spans;  ///< Opening hours when it is not closed.
    Text reason;
};

struct Hours {
    std::array<std::vector<Span>, 7> week;  ///< Monday first; an empty day is closed.
    std::vector<Span> lunch_duty;           ///< When only counters with lunch duty are open.
    std::vector<Span> saturday;             ///< Duty on Saturday, for counters that have it.
    std::vector<DayException> exceptions;
    std::chrono::minutes cut_over{240};  ///< The business day begins here (04:00).
    /// Tickets are given out this long before the doors' hour; calling begins at the hour.
    std::chrono::minutes ticket_start{20};
    /// No new tickets this long before the day's last closing; who holds one is served.
    std::chrono::minutes ticket_stop{15};
};

/// The rules that a hall may set. Defaults are those of a hall that sets nothing.
struct Policy {
    int digits = 3;
    int recall_max = 3;  ///< Calls after the first one.
    std::chrono::seconds recall_interval{20};
    int no_show_after_calls = 3;  ///< Counted with the first call.
    std::chrono::seconds no_show_min{30};
    std::chrono::minutes requeue_within{30};
    int requeue_behind = 3;
    int priority_ratio = 2;  ///< r: of every r+1 calls at most r are priority while others wait.
    std::chrono::minutes wait_cap{60};
    std::chrono::seconds undo_within{60};
    std::chrono::seconds double_press{2};
    bool call_next_finishes = true;  ///< Call next while serving finishes that ticket.
    bool implicit_start = false;     ///< For halls that never press start.
    std::chrono::minutes lease{10};  ///< A clerk's hold on a counter, renewed by the page.
    std::chrono::seconds rating_prompt{15};
    std::chrono::days rate_within{5};  ///< By the ticket's code, after the service.
};

/// How many of one queue's people may come by appointment in one slot; 0 = none may.
struct AppointmentQuota {
    QueueId queue;
    int per_slot = 0;
};

/// When and how many come by appointment. A hall that says nothing takes no appointments.
struct AppointmentRules {
    int days_from = 1;  ///< Days on which the hall opens, counted from today (0).
    int days_to = 5;
    std::chrono::minutes slot{30};
    std::vector<Span> hours;                ///< Within the opening hours; empty: all of them.
    std::chrono::minutes arrive_early{15};  ///< Before the slot: in time. Earlier: early.
    std::chrono::minutes grace{10};         ///< After the slot: still in time.
    std::chrono::minutes cancel_before{60};
    int per_person_day = 1;
    int per_slot = 0;  ///< Of queues that no quota names.
    std::vector<AppointmentQuota> quotas;

    [[nodiscard]] int capacity_of(const QueueId& queue) const noexcept;
};

struct Floor {
    FloorId id;
    int level = 1;
    Text name;
    double width_m = 0;
    double depth_m = 0;
};

struct Zone {
    ZoneId id;
    FloorId floor;
    Text name;
    std::string color;  ///< "#2B6CB0"
};

struct Queue {
    QueueId id;
    Text name;
    ZoneId zone;
    std::string prefix;  ///< One capital letter, neither I nor O.
    std::vector<CounterId> counters;
    std::chrono::milliseconds service_mean{};  ///< Over its items, for items that are unknown.
};

struct Counter {
    CounterId id;
    int no = 0;  ///< What is written over it.
    Text name;
    FloorId floor;
    ZoneId zone;
    /// Queues in order of preference; those inside one group count alike.
    std::vector<std::vector<QueueId>> serves;
    bool lunch_duty = false;
    bool saturday = false;
    std::string phone;
    double walk_m = 0;  ///< From the entrance.

    [[nodiscard]] bool serves_queue(const QueueId& queue) const noexcept;
};

struct Clerk {
    ClerkId id;
    Text label;  ///< What the duty plate says; the sample has no real names.
    std::string badge;
    Text post;
    DepartmentId department;
    std::string phone;
    std::vector<CounterId> counters;
};

struct PriorityClass {
    std::string id;  ///< "elder", "disability", "green", …
    Text name;
};

/// An approval that matters of an item may be reviewed outside the hall (審批外放例外).
struct Exemption {
    std::string number;  ///< Of the letter that approved it.
    ItemId item;         ///< Empty: every item.
    Day from{};
    std::optional<Day> to;  ///< The last day; nothing: until it is withdrawn.
};

struct KioskPlace {
    DeviceId id;  ///< "K01"
    FloorId floor;
    double x_m = 0;
    double y_m = 0;
};

/// The hall document (assets/hall/…/hall.json), checked and typed.
struct HallConfig {
    HallId id;
    std::string version;
    bool sample = false;
    Text name;
    Text address;
    std::string phone;
    std::string hotline;
    std::string supervise_phone;
    std::string public_url;  ///< Without a trailing slash; empty when phones cannot reach the hall.
    std::string time_zone;   ///< IANA name.
    Language default_language = Language::zh_hant;
    Hours hours;
    Policy policy;
    AppointmentRules appointments;
    std::vector<Floor> floors;
    std::vector<Zone> zones;
    std::vector<Queue> queues;
    std::vector<Counter> counters;
    std::vector<Clerk> clerks;
    std::vector<PriorityClass> priority_classes;
    std::vector<KioskPlace> kiosks;
    std::vector<Exemption> exemptions;

    /// Null when there is no such thing. Linear: a hall has dozens, not thousands.
    [[nodiscard]] const Queue* queue(const QueueId& id) const noexcept;
    [[nodiscard]] const Queue* queue_by_prefix(std::string_view prefix) const noexcept;
    [[nodiscard]] const Counter* counter(const CounterId& id) const noexcept;
    [[nodiscard]] const Clerk* clerk(const ClerkId& id) const noexcept;
    [[nodiscard]] const Zone* zone(const ZoneId& id) const noexcept;
    [[nodiscard]] const Floor* floor(const FloorId& id) const noexcept;
};

/// A legal or promised time limit. Source: GB/T 39046-2020, table 4.
struct TimeLimit {
    enum class Unit : std::uint8_t { none, now, hour, day, workday, month };
    int n = 0;
    Unit unit = Unit::none;
};

struct Material {
    Text name;
    int originals = 0;
    int copies = 0;
    bool required = true;
};

struct FeeLine {
    Text name;
    Text per;
    std::optional<std::int64_t> minor_units;  ///< Nothing = as assessed.
};

/// One of the 230 matters with its guide.
struct Item {
    ItemId id;
    Text name;
    std::string catalog_code;  ///< Free text, never parsed.
    DepartmentId department;
    QueueId queue;
    bool on_the_spot = false;  ///< 即辦; otherwise 承諾.
    std::vector<Text> basis;
    TimeLimit legal_limit;
    TimeLimit promise_limit;
    std::vector<Material> materials;
    std::vector<Text> steps;
    bool fee_charged = false;
    std::string currency;
    std::vector<FeeLine> fees;
    Text result;
    std::vector<CounterId> counters;
    bool appointment = false;
    int appointments_per_slot = 0;  ///< Its own limit beside its queue's; 0 = none.
    bool online = false;
    bool must_record = false;
    std::chrono::milliseconds service_p50{};
    std::chrono::milliseconds service_p90{};
    std::chrono::milliseconds service_mean{};
    double visits_per_day = 0;  ///< How often it is asked for: orders the lists on the kiosk.
};

struct Department {
    DepartmentId id;
    Text name;
    Text short_name;
    std::string phone;
};

/// A card on the kiosk's first screen: a handful of departments or queues under one word.
struct Category {
    CategoryId id;
    Text name;
    std::string icon;   ///< A name in the icon font, e.g. "badge".
    std::string color;  ///< "#2B6CB0"; used in the icon tile only.
    std::vector<ItemId> items;
};

/// The catalogue document (assets/hall/…/catalog.json), checked and typed.
struct Catalogue {
    std::string version;
    bool sample = false;
    std::vector<Category> categories;
    std::vector<Category> events;  ///< Of life: born, married, … An item may stand in several.
    std::vector<Department> departments;
    std::vector<Item> items;

    [[nodiscard]] const Item* item(const ItemId& id) const noexcept;
    [[nodiscard]] const Department* department(const DepartmentId& id) const noexcept;
    [[nodiscard]] const Category* category(const CategoryId& id) const noexcept;
    [[nodiscard]] const Category* event(const CategoryId& id) const noexcept;
};

/// Why a document was not taken: which one, where in it, what to do.
struct ConfigError {
    std::string file;
    std::string path;    ///< A JSON pointer, "/queues/3/prefix".
    std::string remedy;  ///< A sentence for the person who edits the file.

    [[nodiscard]] std::string text() const;
};

template <typename Value>
using ConfigResult = tl::expected<Value, ConfigError>;

/// Reads a hall document. `file` is only a name for errors. At most 4 MiB, 32 levels deep.
/// Checks every reference (queue, zone, floor, counter), prefixes, hours and limits.
[[nodiscard]] ConfigResult<HallConfig> load_hall(std::string_view json, const std::string& file);

/// Reads a catalogue against its hall: every queue and counter that an item names must exist.
[[nodiscard]] ConfigResult<Catalogue> load_catalogue(std::string_view json,
                                                     const HallConfig& hall,
                                                     const std::string& file);

struct FloorPlan;
struct NoticeBoard;

/// The documents, as everything that serves a hall holds them.
struct Content {
    HallConfig hall;
    Catalogue catalogue;
    std::shared_ptr<const FloorPlan> plan{};       ///< Null: this device draws no map, or has none.
    std::shared_ptr<const NoticeBoard> notices{};  ///< Null: likewise.
};

}  // namespace hall
