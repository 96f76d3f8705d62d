// SPDX-License-Identifier: Apache-2.0
#include "sync/documents.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "sync/json.h"

namespace hall::sync {

namespace {

using namespace std::chrono_literals;

constexpr auto kLimit = 1s;  // Five documents, in a hall 1 ms each.
// While it runs nobody waits for it, and it may be a thin line to a far service.
constexpr auto kFollowLimit = 10s;
// One file, so that a power cut never leaves a hall of today beside a catalogue of yesterday.
constexpr const char* kBundle = "/documents.json";
constexpr std::size_t kBundleMost = 6 * kDocumentMost;
constexpr int kNotModified = 304;
constexpr int kNotFound = 404;
// Those that must be there, and the notices.
constexpr std::size_t kAll = kDocumentNames.size() + 1;

std::string name_of_nth(std::size_t nth) {
    return nth < kDocumentNames.size() ? kDocumentNames.at(nth) : kNoticesName;
}

Result<Answer> get(HttpLine& line, const ServiceAddress& address, const std::string& url) {
    auto answer = line.exchange(
        {.url = url, .headers = address.headers(), .limit = kLimit, .answer_most = kDocumentMost});
    if (answer && answer->status != 200) {
        return fail(Fault::refused, url + ": status " + std::to_string(answer->status));
    }
    return answer;
}

Result<std::string> the_only_hall(HttpLine& line, const ServiceAddress& address) {
    const auto answer = get(line, address, address.url + "/v1/halls");
    if (!answer) {
        return tl::make_unexpected(answer.error());
    }
    const auto json = parse_json(answer->body, kDocumentMost);
    if (!json || !json->is_object() || !json->contains("halls") || !(*json)["halls"].is_array() ||
        (*json)["halls"].size() != 1 || !(*json)["halls"][0].is_string()) {
        return fail(Fault::bad_answer, "/v1/halls: expected one hall; name it with --hall");
    }
    return (*json)["halls"][0].get<std::string>();
}

Result<Documents> checked(Texts texts) {
    auto set = read_documents(texts);
    if (!set) {
        return tl::make_unexpected(set.error());
    }
    Documents documents{.hall = set->content->hall.id.value,
                        .content = set->content,
                        .phrases = set->phrases,
                        .clock = set->clock,
                        .remarks = std::move(set->remarks)};
    documents.texts = std::move(texts);
    return documents;
}

Result<Documents> from_service(HttpLine& line, ServiceAddress& address) {
    if (address.hall.empty()) {
        auto only = the_only_hall(line, address);
        if (!only) {
            return tl::make_unexpected(only.error());
        }
        address.hall = std::move(*only);
    }
    Texts texts;
    Texts etags;
    for (const char* name : kDocumentNames) {
        auto answer = get(line, address, address.of_hall(std::string("/content/") + name));
        if (!answer) {
            return tl::make_unexpected(answer.error());
        }
        if (const auto etag = answer->header("etag"); !etag.empty()) {
            etags.emplace(name, etag);
        }
        texts.emplace(name, std::move(answer->body));
    }
    if (auto notices =
            get(line, address, address.of_hall(std::string("/content/") + kNoticesName))) {
        texts.emplace(kNoticesName, std::move(notices->body));
    }
    auto documents = checked(std::move(texts));
    if (documents) {
        documents->from_service = true;
        documents->etags = std::move(etags);
    }
    return documents;
}

Result<void> keep(const std::string& cache, const Texts& texts) {
    std::error_code made;
    std::filesystem::create_directories(cache, made);
    return write_whole(cache + kBundle, Json(texts).dump());
}

Result<Documents> from_disk(const std::string& cache) {
    const auto bundle = read_whole(cache + kBundle, kBundleMost);
    if (!bundle) {
        return tl::make_unexpected(bundle.error());
    }
    const auto json = parse_json(*bundle, kBundleMost);
    if (!json || !json->is_object()) {
        return fail(Fault::corrupt, cache + kBundle + ": not a copy of documents; remove it");
    }
    Texts texts;
    for (const auto& [name, text] : json->items()) {
        if (text.is_string()) {
            texts.emplace(name, text.get<std::string>());
        }
    }
    return checked(std::move(texts));
}

}  // namespace

Result<Documents> load_documents(HttpLine& line, ServiceAddress address, const std::string& cache) {
    auto fresh = from_service(line, address);
    if (!fresh) {
        auto kept = from_disk(cache);
        return kept ? std::move(kept) : tl::make_unexpected(fresh.error());
    }
    if (auto kept = keep(cache, fresh->texts); !kept) {
        return tl::make_unexpected(kept.error());
    }
    return fresh;
}

DocumentFollower::DocumentFollower(HttpClient& client,
                                   ServiceAddress address,
                                   Documents documents,
                                   std::string cache,
                                   DocumentEars ears)
    : client_(client),
      address_(std::move(address)),
      documents_(std::move(documents)),
      cache_(std::move(cache)),
      ears_(std::move(ears)) {
}

DocumentFollower::~DocumentFollower() {
    if (under_way_) {
        client_.cancel(*under_way_);
    }
}

void DocumentFollower::look() {
    due_ = true;
}

std::optional<DocumentFollower::Instant> DocumentFollower::next() const noexcept {
    return due_ && !under_way_ ? std::optional{at_} : std::nullopt;
}

void DocumentFollower::tick(Instant now, std::uint32_t random) {
    random_ = random;
    if (!due_ || under_way_ || now < at_) {
        return;
    }
    due_ = false;
    gone_ = false;
    fresh_.clear();
    etags_ = documents_.etags;
    ask(0);
}

void DocumentFollower::ask(std::size_t nth) {
    const std::string name = name_of_nth(nth);
    Ask ask{.url = address_.of_hall("/content/" + name),
            .headers = address_.headers(),
            .limit = kFollowLimit,
            .answer_most = kDocumentMost};
    if (const auto etag = documents_.etags.find(name); etag != documents_.etags.end()) {
        ask.headers.emplace_back("If-None-Match", etag->second);
    }
    auto begun = client_.submit(std::move(ask), [this, nth](const Result<Answer>& answer) {
        under_way_.reset();
        answered(nth, answer);
    });
    if (!begun) {
        lost(begun.error());
        return;
    }
    under_way_ = *begun;
}

void DocumentFollower::answered(std::size_t nth, const Result<Answer>& answer) {
    const std::string name = name_of_nth(nth);
    if (!answer) {
        lost(answer.error());
        return;
    }
    if (answer->status == 200) {
        fresh_.insert_or_assign(name, answer->body);
        etags_.insert_or_assign(name, std::string(answer->header("etag")));
    } else if (answer->status == kNotFound && name == kNoticesName) {
        gone_ = true;
        etags_.erase(name);
    } else if (answer->status != kNotModified) {
        lost({Fault::refused, name + ": status " + std::to_string(answer->status)});
        return;
    }
    if (nth + 1 < kAll) {
        ask(nth + 1);
    } else {
        finish();
    }
}

void DocumentFollower::finish() {
    backoff_.reset();
    at_ = Instant::min();
    Texts texts = documents_.texts;
    for (auto& [name, text] : fresh_) {
        texts.insert_or_assign(name, std::move(text));
    }
    fresh_.clear();
    if (gone_) {
        texts.erase(kNoticesName);
    }
    if (texts == documents_.texts) {
        documents_.etags = std::move(etags_);
        return;
    }
    auto set = checked(std::move(texts));
    if (set && set->hall != documents_.hall) {
        set = fail(Fault::bad_message, "hall.json: it is of another hall, " + set->hall);
    }
    if (!set) {
        ears_.left_as_were(set.error());
        return;
    }
    if (auto kept = keep(cache_, set->texts); !kept) {
        ears_.left_as_were(kept.error());  // In force all the same; the next start asks again.
    }
    set->from_service = true;
    set->etags = std::move(etags_);
    documents_ = std::move(*set);
    ears_.changed(documents_);
}

// A set of which a part is missing is none.
void DocumentFollower::lost(const Error& why) {
    fresh_.clear();
    due_ = true;
    at_ = std::chrono::steady_clock::now() + backoff_.next(random_);
    ears_.left_as_were(why);
}

}  // namespace hall::sync
