// SPDX-License-Identifier: Apache-2.0
#include "sync/service/load_settings.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "sync/files.h"
#include "sync/program_clock.h"
#include "sync/service/driven_clock.h"
#include "sync/service/files.h"
#include "sync/service/secrets.h"
#include "sync/service/tls_keeper.h"

#include <date/tz.h>

namespace hall::service {

using sync::Fault;

namespace {

constexpr std::size_t kDocumentMax = std::size_t{4} * 1024 * 1024;

// The pages, and beside their directory the description of the whole interface.
sync::Result<std::map<std::string, Served>> load_all_pages(const std::string& directory) {
    auto pages = load_pages(directory);
    const auto beside = std::filesystem::path(directory + "/").parent_path().parent_path();
    if (auto description = sync::read_whole(beside / "openapi.yaml", kDocumentMax);
        pages && description) {
        pages->emplace("/openapi.yaml", served(std::move(*description), "application/yaml"));
    }
    return pages;
}

template <typename Value>
sync::Result<Value> from_config(ConfigResult<Value> loaded) {
    if (!loaded) {
        return sync::fail(Fault::bad_settings, loaded.error().text());
    }
    return std::move(*loaded);
}

// A hall that begins with nobody is set up by its first manager.
sync::Result<std::map<std::string, User>> load_accounts(const std::string& file,
                                                        const HallConfig& hall) {
    if (!std::filesystem::exists(file)) {
        return std::map<std::string, User>{};
    }
    const auto text = sync::read_whole(file, kDocumentMax);
    if (!text) {
        return tl::make_unexpected(text.error());
    }
    auto users = load_users(*text);
    const auto printed = [](const auto& one) { return !one.second.pin.empty(); };
    if (users && !hall.sample && std::ranges::any_of(*users, printed)) {
        return sync::fail(Fault::bad_settings,
                          file +
                              ": these PINs are printed in the manual and open the sample hall "
                              "only; remove the file, and the first start gives a set-up code");
    }
    return users;
}

sync::Result<std::shared_ptr<const Content>> load_content(const std::string& directory,
                                                          ServiceSettings& settings) {
    const auto hall_text = sync::read_whole(directory + "/hall.json", kDocumentMax);
    const auto catalog_text = sync::read_whole(directory + "/catalog.json", kDocumentMax);
    for (const auto* text : {&hall_text, &catalog_text}) {
        if (!*text) {
            return tl::make_unexpected(text->error());
        }
    }
    auto hall = from_config(load_hall(*hall_text, directory + "/hall.json"));
    if (!hall) {
        return tl::make_unexpected(hall.error());
    }
    auto catalogue = from_config(load_catalogue(*catalog_text, *hall, directory + "/catalog.json"));
    if (!catalogue) {
        return tl::make_unexpected(catalogue.error());
    }
    if (auto users = load_accounts(directory + "/users.json", *hall)) {
        settings.users = std::move(*users);
    } else {
        return tl::make_unexpected(users.error());
    }
    settings.decoy_pin_hash = pin_hash_of(new_token());
    settings.documents.emplace("hall", served(*hall_text, "application/json"));
    settings.documents.emplace("catalog", served(*catalog_text, "application/json"));
    if (auto notices = sync::read_whole(directory + "/notices.json", kDocumentMax)) {
        settings.documents.emplace("notices", served(std::move(*notices), "application/json"));
    }
    return std::make_shared<const Content>(Content{std::move(*hall), std::move(*catalogue)});
}

sync::Result<std::shared_ptr<const Phrases>> load_phrases(const std::string& assets,
                                                          ServiceSettings& settings) {
    std::array<std::string, 3> texts;
    std::array<PhraseSource, 3> sources;
    const std::filesystem::path folder = std::filesystem::path(assets) / "text";
    for (std::size_t i = 0; i < kLanguages.size(); ++i) {
        const std::string tag{tag_of(kLanguages[i])};
        auto text = sync::read_whole(folder / (tag + ".json"), kDocumentMax);
        if (!text) {
            return tl::make_unexpected(text.error());
        }
        texts[i] = std::move(*text);
        sources[i] = {texts[i], tag + ".json"};
        settings.documents.emplace("text." + tag, served(texts[i], "application/json"));
    }
    auto phrases = from_config(Phrases::load(sources));
    if (!phrases) {
        return tl::make_unexpected(phrases.error());
    }
    return std::make_shared<const Phrases>(std::move(*phrases));
}

sync::Result<std::shared_ptr<const HanTable>> load_han(const std::string& assets) {
    const std::string file = assets + "/search/han.tsv";
    auto text = sync::read_whole(file, HanTable::kBytesMax);
    if (!text) {
        return tl::make_unexpected(text.error());
    }
    auto table = from_config(HanTable::load(*text, file));
    if (!table) {
        return tl::make_unexpected(table.error());
    }
    return std::make_shared<const HanTable>(std::move(*table));
}

sync::Result<std::shared_ptr<const HallClock>> load_clock(const HallConfig& hall) {
    try {
        const date::time_zone* zone = date::locate_zone(hall.time_zone);
        return std::make_shared<const HallClock>(hall.hours, *zone);
    } catch (const std::runtime_error& e) {
        return sync::fail(Fault::bad_settings, "time zone \"" + hall.time_zone + "\": " + e.what() +
                                                   "; install tzdata or mend hall.json");
    }
}

sync::Result<WebhookSettings> load_webhooks(const Options& options) {
    constexpr std::size_t kAuthorityMax = std::size_t{256} * 1024;
    WebhookSettings settings;
    for (const std::string& text : options.webhook_networks) {
        const auto network = network_from(text);
        if (!network) {
            return sync::fail(Fault::bad_settings, "webhook_networks: " + network.error().detail);
        }
        settings.networks.push_back(*network);
    }
    if (!options.webhook_authority.empty()) {
        auto pem = sync::read_whole(options.webhook_authority, kAuthorityMax);
        if (!pem) {
            return sync::fail(Fault::bad_settings, "webhook_authority: " + pem.error().detail);
        }
        settings.authority_pem = std::move(*pem);
    }
    return settings;
}

}  // namespace

sync::Result<ServiceSettings> load_settings(const Options& options) {
    ServiceSettings settings;
    settings.data = options.data;
    settings.limits.connections_per_address =
        static_cast<std::size_t>(options.connections_per_address);
    const std::string hall_directory =
        options.hall.empty() ? options.assets + "/hall/sample" : options.hall;
    auto now =
        options.clock.empty() ? sync::program_clock(options.now) : driven_clock(options.clock);
    auto content = load_content(hall_directory, settings);
    auto phrases = load_phrases(options.assets, settings);
    auto pages = load_all_pages(options.pages.empty() ? options.assets + "/pages" : options.pages);
    const auto secret = [&](const char* name) {
        return options.only_check ? sync::Result<std::string>{new_token()}
                                  : read_or_make(options.data + name, new_token);
    };
    auto token = secret("/local.token");
    auto key = secret("/code.key");
    auto han = load_han(options.assets);
    if (!han) {
        return tl::make_unexpected(han.error());
    }
    if (!now || !content || !phrases || !pages || !token || !key) {
        const sync::Error error = !now       ? now.error()
                                  : !content ? content.error()
                                  : !phrases ? phrases.error()
                                  : !pages   ? pages.error()
                                  : !token   ? token.error()
                                             : key.error();
        return tl::make_unexpected(error);
    }
    auto clock = load_clock((*content)->hall);
    if (!clock) {
        return tl::make_unexpected(clock.error());
    }
    auto webhooks = load_webhooks(options);
    if (!webhooks) {
        return tl::make_unexpected(webhooks.error());
    }
    settings.webhooks = std::move(*webhooks);
    settings.han = std::move(*han);
    settings.now = std::move(*now);
    settings.content = std::move(*content);
    settings.phrases = std::move(*phrases);
    settings.pages = std::move(*pages);
    settings.clock = std::move(*clock);
    settings.local_token = std::move(*token);
    settings.code_key = std::move(*key);
    return settings;
}

}  // namespace hall::service
