// SPDX-License-Identifier: Apache-2.0
// The view in words: waits, limits, places, fees. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/app/view.h"
#include "sync/hall/phrases.h"

namespace hall::screens {

using Args = Phrases::Fillings;

/// Says things in one language out of a view.
struct Words {
    const kiosk::View& view;
    Language language = Language::zh_hant;

    [[nodiscard]] std::string say(std::string_view key, const Args& args = {}) const;
    [[nodiscard]] const std::string& of(const Text& text) const { return text.in(language); }
    [[nodiscard]] Words in(Language other) const { return {view, other}; }
    /// The language that stands small beside it: English beside Chinese and the other way round.
    [[nodiscard]] Words second() const;
    /// The same words in all languages, for the semantics tree.
    [[nodiscard]] Text all(std::string_view key, const Args& args = {}) const;
};

/// Runs `say` once for each language.
template <typename Say>
[[nodiscard]] Text in_all(const Words& words, Say say) {
    return {say(words.in(Language::zh_hant)), say(words.in(Language::zh_hans)),
            say(words.in(Language::en))};
}

/// "6 人等候" / "免等候".
[[nodiscard]] std::string waiting_words(const Words& words, const kiosk::QueueLine& line);
/// "10–20 分鐘", "5 分鐘內", "14:00 恢復叫號", "請看大廳顯示屏"; never a single number of minutes.
[[nodiscard]] std::string range_words(const Words& words,
                                      const std::optional<kiosk::WaitLine>& wait,
                                      const Text& resumes_at);
[[nodiscard]] std::string range_words(const Words& words, const kiosk::QueueLine& line);

/// People and range on one line: "等 6 人 · 10–20 分鐘", "等 6 人 · 14:00", "免等候", "暫停取號".
[[nodiscard]] std::string line_words(const Words& words, const kiosk::QueueLine& line);
/// The range where there is little room.
[[nodiscard]] std::string short_range_words(const Words& words, const kiosk::QueueLine& line);

/// Paper can be had, as far as anybody knows.
[[nodiscard]] bool prints(kiosk::PrinterHealth printer) noexcept;

/// A category as one line: its queues' people together, and a range that holds for each of them.
[[nodiscard]] kiosk::QueueLine line_of(const kiosk::View& view, const Category& category);
/// The queue of an item; an empty line that issues nothing when the view has none.
[[nodiscard]] kiosk::QueueLine line_of(const kiosk::View& view, const Item& item);

[[nodiscard]] std::string limit_words(const Words& words, const TimeLimit& limit);
/// In calendar days, for drawing one limit beside another; 0 for none and for "now".
[[nodiscard]] float days_of(const TimeLimit& limit) noexcept;
[[nodiscard]] std::string fee_words(const Words& words, const Item& item);
[[nodiscard]] std::string fee_line_words(const Words& words, const Item& item, const FeeLine& fee);

/// Where one is served: the counters of the item, or of its queue when it names none.
struct Whereabouts {
    const Floor* floor = nullptr;
    const Zone* zone = nullptr;
    std::vector<const Counter*> counters;
};
[[nodiscard]] Whereabouts whereabouts(const Content& content, const Item& item);
/// "1–4", "17–21、25": the numbers over the counters, runs drawn together.
[[nodiscard]] std::string counter_numbers(const std::vector<const Counter*>& counters);

/// Most asked for first.
[[nodiscard]] std::vector<const Item*> by_demand(const Content& content,
                                                 const std::vector<ItemId>& items);
/// The `count` items most asked for of all.
[[nodiscard]] std::vector<const Item*> most_wanted(const Content& content, std::size_t count);
/// The category of an item: `hint` when it holds it, or the first that does; null when none.
[[nodiscard]] const Category* category_of(const Content& content,
                                          const ItemId& item,
                                          const CategoryId& hint);

}  // namespace hall::screens
