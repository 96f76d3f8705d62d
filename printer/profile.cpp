// SPDX-License-Identifier: Apache-2.0
#include "printer/profile.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <sstream>
#include <utility>

#include <toml++/toml.h>

namespace hall::printer {

namespace {

constexpr std::size_t kFileMax = 64U << 10U;
constexpr std::size_t kTextMax = 300;
constexpr std::size_t kListMax = 32;

constexpr std::array<std::string_view, 18> kKeys{
    "name",     "dialect",    "width_dots", "dpi",          "cut",     "feed_dots",
    "status",   "completion", "band_rows",  "job_limit_ms", "usb",     "cut_counter",
    "verified", "density",    "kanji",      "qr",           "sources", "text_mode"};

template <typename Value>
using Words = std::initializer_list<std::pair<std::string_view, Value>>;

tl::unexpected<Error> bad(std::string_view key, const std::string& why) {
    return fault(Fault::bad_settings, std::string(key) + ": " + why);
}

// One file being read. The first thing that is wrong is kept, and what follows is left alone.
class Reader {
public:
    explicit Reader(const toml::table& table) : table_(table) {}

    [[nodiscard]] const Outcome& outcome() const { return outcome_; }

    void known_keys() {
        for (const auto& [key, unused] : table_) {
            if (std::find(kKeys.begin(), kKeys.end(), key.str()) == kKeys.end()) {
                fail(key.str(), "no such setting; remove it, or see printer/profile.h");
            }
        }
    }

    void required(std::string_view key) {
        if (!table_.contains(key)) {
            fail(key, "is missing");
        }
    }

    void number(std::string_view key, int low, int high, int& value) {
        if (const toml::node* node = table_.get(key)) {
            const auto said = node->value_exact<std::int64_t>();
            if (!said.has_value() || *said < low || *said > high) {
                fail(key, "a number from " + std::to_string(low) + " to " + std::to_string(high));
                return;
            }
            value = static_cast<int>(*said);
        }
    }

    void truth(std::string_view key, bool& value) {
        if (const toml::node* node = table_.get(key)) {
            const auto said = node->value_exact<bool>();
            if (!said.has_value()) {
                fail(key, "true or false");
                return;
            }
            value = *said;
        }
    }

    template <typename Value>
    void word(std::string_view key, Words<Value> words, Value& value) {
        const toml::node* node = table_.get(key);
        if (node == nullptr) {
            return;
        }
        const auto text = node->value_exact<std::string>();
        std::string allowed;
        for (const auto& [name, meaning] : words) {
            if (text == name) {
                value = meaning;
                return;
            }
            allowed += (allowed.empty() ? "" : ", ") + std::string(name);
        }
        fail(key, "one of " + allowed);
    }

    void text(std::string_view key, std::string& value) {
        if (const toml::node* node = table_.get(key)) {
            const auto said = node->value_exact<std::string>();
            if (!said.has_value() || said->empty() || said->size() > kTextMax) {
                fail(key, "a text of 1 to 300 bytes");
                return;
            }
            value = *said;
        }
    }

    void texts(std::string_view key, std::string_view example, std::vector<std::string>& values) {
        const toml::node* node = table_.get(key);
        if (node == nullptr) {
            return;
        }
        const std::string wanted =
            "a list of at most 32 such as [\"" + std::string(example) + "\"]";
        const toml::array* list = node->as_array();
        if (list == nullptr || list->size() > kListMax) {
            fail(key, wanted);
            return;
        }
        for (const toml::node& entry : *list) {
            const auto said = entry.value_exact<std::string>();
            if (!said.has_value() || said->empty() || said->size() > kTextMax) {
                fail(key, wanted);
                return;
            }
            values.push_back(*said);
        }
    }

    void fail(std::string_view key, const std::string& why) {
        if (outcome_.has_value()) {
            outcome_ = bad(key, why);
        }
    }

private:
    const toml::table& table_;
    Outcome outcome_;
};

void read_ways(Reader& from, Profile& profile) {
    from.word<Dialect>("dialect", {{"escpos", Dialect::escpos}}, profile.dialect);
    from.word<Cut>("cut",
                   {{"none", Cut::none},
                    {"partial", Cut::partial},
                    {"full", Cut::full},
                    {"partial_feed", Cut::partial_feed},
                    {"full_feed", Cut::full_feed}},
                   profile.cut);
    from.word<Completion>("completion",
                          {{"process_id", Completion::process_id},
                           {"in_order", Completion::in_order},
                           {"probe", Completion::probe},
                           {"status", Completion::status}},
                          profile.completion);
    from.word<StatusUse>("status",
                         {{"required", StatusUse::required},
                          {"optional", StatusUse::optional},
                          {"none", StatusUse::none}},
                         profile.status);
    from.word<Kanji>("kanji",
                     {{"none", Kanji::none},
                      {"gb2312", Kanji::gb2312},
                      {"gbk", Kanji::gbk},
                      {"gb18030", Kanji::gb18030},
                      {"big5", Kanji::big5}},
                     profile.kanji);
    from.word<QrUse>("qr", {{"raster", QrUse::raster}, {"native", QrUse::native}}, profile.qr);
    from.word<Verified>("verified",
                        {{"nothing", Verified::nothing},
                         {"document", Verified::document},
                         {"hardware", Verified::hardware}},
                        profile.verified);
}

Outcome read_all(const toml::table& table, Profile& profile) {
    Reader from(table);
    from.known_keys();
    from.required("name");
    from.required("width_dots");
    from.text("name", profile.name);
    from.number("width_dots", 320, 640, profile.width_dots);
    from.number("dpi", 150, 310, profile.dpi);
    from.number("feed_dots", 0, 255, profile.feed_dots);
    from.number("band_rows", 1, 24, profile.band_rows);
    from.number("density", -6, 8, profile.density);
    from.truth("cut_counter", profile.cut_counter);
    from.truth("text_mode", profile.text_mode);
    int limit_ms = static_cast<int>(profile.job_limit.count());
    from.number("job_limit_ms", 500, 60000, limit_ms);
    profile.job_limit = std::chrono::milliseconds(limit_ms);
    read_ways(from, profile);
    from.texts("sources", "Maker, document, section", profile.sources);
    std::vector<std::string> ids;
    from.texts("usb", "0416:5011", ids);
    for (const std::string& text : ids) {
        const auto id = parse_usb_id(text);
        if (!id.has_value()) {
            return from.outcome().and_then([&] { return Outcome(tl::unexpect, id.error()); });
        }
        profile.usb.push_back(*id);
    }
    if (profile.width_dots % 8 != 0) {
        from.fail("width_dots", "a multiple of 8");
    }
    if (profile.qr == QrUse::native && profile.kanji == Kanji::none) {
        from.fail("qr", "native is for text mode, which needs kanji");
    }
    if (profile.text_mode && profile.kanji == Kanji::none) {
        from.fail("text_mode", "needs kanji, the characters in the printer's own memory");
    }
    return from.outcome();
}

}  // namespace

Result<Profile> parse_profile(std::string_view text, std::string_view file) {
    const auto named = [&](Error error) {
        error.detail =
            (file.empty() ? "printer profile: " : std::string(file) + ": ") + error.detail;
        return tl::unexpected<Error>(std::move(error));
    };
    if (text.size() > kFileMax) {
        return named({Fault::bad_settings, "more than 64 KiB is no printer profile"});
    }
    toml::table table;
    try {
        table = toml::parse(text);
    } catch (const toml::parse_error& error) {
        std::ostringstream where;
        where << "line " << error.source().begin.line;
        return named(bad(where.str(), std::string(error.description())).value());
    }
    Profile profile;
    if (auto done = read_all(table, profile); !done.has_value()) {
        return named(done.error());
    }
    return profile;
}

Result<UsbId> parse_usb_id(std::string_view text) {
    const auto hex = [](std::string_view digits) -> std::optional<std::uint16_t> {
        std::uint16_t value = 0;
        const auto* end = digits.data() + digits.size();
        const auto parsed = std::from_chars(digits.data(), end, value, 16);
        return digits.size() == 4 && parsed.ec == std::errc{} && parsed.ptr == end
                   ? std::optional(value)
                   : std::nullopt;
    };
    if (text.size() == 9 && text[4] == ':') {
        const auto vendor = hex(text.substr(0, 4));
        const auto product = hex(text.substr(5));
        if (vendor.has_value() && product.has_value()) {
            return UsbId{*vendor, *product};
        }
    }
    return bad("usb", "\"" + std::string(text) + "\" is not of the form \"0416:5011\"");
}

}  // namespace hall::printer
