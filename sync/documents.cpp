// SPDX-License-Identifier: Apache-2.0
#include "sync/documents.h"

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/hall/floor_plan.h"
#include "sync/hall/notices.h"
#include "sync/json.h"

#include <date/tz.h>

namespace hall::sync {

namespace {

using namespace std::chrono_literals;

constexpr auto kLimit = 1s;  // Five documents, in a hall 1 ms each.
constexpr std::size_t kDocumentMost = std::size_t{4} * 1024 * 1024;
constexpr std::array<const char*, 5> kNames{"hall", "catalog", "text.zh-Hant", "text.zh-Hans",
                                            "text.en"};
constexpr const char* kNotices = "notices";  // A hall may have none.

using Texts = std::map<std::string, std::string>;

Result<std::string> get(HttpLine& line, const ServiceAddress& address, const std::string& url) {
    auto answer = line.exchange(
        {.url = url, .headers = address.headers(), .limit = kLimit, .answer_most = kDocumentMost});
    if (!answer) {
        return tl::make_unexpected(answer.error());
    }
    if (answer->status != 200) {
        return fail(Fault::refused, url + ": status " + std::to_string(answer->status));
    }
    return std::move(answer->body);
}

Result<std::string> the_only_hall(HttpLine& line, const ServiceAddress& address) {
    const auto text = get(line, address, address.url + "/v1/halls");
    if (!text) {
        return text;
    }
    const auto json = parse_json(*text, kDocumentMost);
    if (!json || !json->is_object() || !json->contains("halls") || !(*json)["halls"].is_array() ||
        (*json)["halls"].size() != 1 || !(*json)["halls"][0].is_string()) {
        return fail(Fault::bad_answer, "/v1/halls: expected one hall; name it with --hall");
    }
    return (*json)["halls"][0].get<std::string>();
}

Result<Texts> from_service(HttpLine& line, ServiceAddress& address) {
    if (address.hall.empty()) {
        auto only = the_only_hall(line, address);
        if (!only) {
            return tl::make_unexpected(only.error());
        }
        address.hall = std::move(*only);
    }
    Texts texts;
    for (const char* name : kNames) {
        auto text = get(line, address, address.of_hall(std::string("/content/") + name));
        if (!text) {
            return tl::make_unexpected(text.error());
        }
        texts.emplace(name, std::move(*text));
    }
    if (auto notices = get(line, address, address.of_hall(std::string("/content/") + kNotices))) {
        texts.emplace(kNotices, std::move(*notices));
    }
    return texts;
}

Result<Texts> from_disk(const std::string& cache) {
    Texts texts;
    for (const char* name : kNames) {
        auto text = read_whole(cache + "/" + name + ".json", kDocumentMost);
        if (!text) {
            return tl::make_unexpected(text.error());
        }
        texts.emplace(name, std::move(*text));
    }
    if (auto notices = read_whole(cache + "/" + kNotices + ".json", kDocumentMost)) {
        texts.emplace(kNotices, std::move(*notices));
    }
    return texts;
}

// Map and notices are for looking at: a hall gives numbers without them.
void add_extras(const Texts& texts, Content& content, std::vector<std::string>& remarks) {
    if (auto plan = load_floor_plan(texts.at("hall"), content.hall, "hall.json")) {
        content.plan = std::make_shared<const FloorPlan>(std::move(*plan));
    } else {
        remarks.push_back("no floor map: " + plan.error().text());
    }
    const auto found = texts.find(kNotices);
    if (found == texts.end()) {
        return;
    }
    if (auto board = load_notices(found->second, "notices.json")) {
        content.notices = std::make_shared<const NoticeBoard>(std::move(*board));
    } else {
        remarks.push_back("no public board: " + board.error().text());
    }
}

tl::unexpected<Error> invalid(const ConfigError& error) {
    return fail(Fault::bad_message, error.text());
}

Result<Documents> checked(const Texts& texts) {
    auto hall = load_hall(texts.at("hall"), "hall.json");
    if (!hall) {
        return invalid(hall.error());
    }
    auto catalogue = load_catalogue(texts.at("catalog"), *hall, "catalog.json");
    if (!catalogue) {
        return invalid(catalogue.error());
    }
    auto phrases = Phrases::load({{{texts.at("text.zh-Hant"), "zh-Hant.json"},
                                   {texts.at("text.zh-Hans"), "zh-Hans.json"},
                                   {texts.at("text.en"), "en.json"}}});
    if (!phrases) {
        return invalid(phrases.error());
    }
    Documents documents{.hall = hall->id.value};
    Content content{std::move(*hall), std::move(*catalogue)};
    add_extras(texts, content, documents.remarks);
    documents.content = std::make_shared<const Content>(std::move(content));
    documents.phrases = std::make_shared<const Phrases>(std::move(*phrases));
    const HallConfig& config = documents.content->hall;
    try {
        const date::time_zone* zone = date::locate_zone(config.time_zone);
        documents.clock = std::make_shared<const HallClock>(config.hours, *zone);
    } catch (const std::runtime_error& e) {
        return fail(Fault::bad_settings, "time zone \"" + config.time_zone + "\": " + e.what() +
                                             "; install tzdata or mend hall.json");
    }
    return documents;
}

}  // namespace

Result<Documents> load_documents(HttpLine& line, ServiceAddress address, const std::string& cache) {
    const auto fresh = from_service(line, address);
    Error why = fresh ? Error{} : fresh.error();
    if (fresh) {
        auto documents = checked(*fresh);
        if (documents) {
            std::error_code made;
            std::filesystem::create_directories(cache, made);
            for (const auto& [name, text] : *fresh) {
                if (auto kept = write_whole(cache + "/" + name + ".json", text); !kept) {
                    return tl::make_unexpected(kept.error());
                }
            }
            documents->from_service = true;
            return documents;
        }
        why = documents.error();
    }
    const auto kept = from_disk(cache);
    return kept ? checked(*kept) : tl::make_unexpected(why);
}

Result<void> write_whole(const std::string& path, const std::string& bytes) {
    const std::string beside = path + ".new";
    const int fd = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) {
        return fail(Fault::disk, beside + ": " + std::system_category().message(errno));
    }
    const auto written = ::write(fd, bytes.data(), bytes.size());
    const bool whole = written == static_cast<ssize_t>(bytes.size()) && ::fsync(fd) == 0;
    ::close(fd);
    if (!whole || ::rename(beside.c_str(), path.c_str()) != 0) {
        return fail(Fault::disk, path + ": " + std::system_category().message(errno));
    }
    return {};
}

Result<std::string> read_whole(const std::string& path, std::size_t bytes_max) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return fail(Fault::disk, path + ": " + std::system_category().message(errno));
    }
    std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (bytes.size() > bytes_max) {
        return fail(Fault::too_large, path);
    }
    return bytes;
}

}  // namespace hall::sync
