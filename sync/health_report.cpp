// SPDX-License-Identifier: Apache-2.0
#include "sync/health_report.h"

#include <algorithm>

#include "sync/json.h"

namespace hall::sync {

namespace {

using namespace std::chrono_literals;

constexpr auto kLimit = 5s;
constexpr std::size_t kAnswerMost = 4096;
constexpr std::size_t kFaultsMost = 64;
constexpr std::size_t kPartMost = 64;
constexpr std::size_t kPartsMost = 64;
constexpr std::size_t kDetailMost = 200;

// A driver's words may be anything: what is no UTF-8 is replaced, and what is too long is cut
// between characters.
std::string shortened(const std::string& said, std::size_t most) {
    const Json clean = Json::parse(Json(said).dump(-1, ' ', false, Json::error_handler_t::replace));
    std::string text = clean.get<std::string>();
    if (text.size() > most) {
        std::size_t end = most;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        text.resize(end);
    }
    return text;
}

}  // namespace

HealthReport::HealthReport(HttpClient& client,
                           ServiceAddress address,
                           std::string kind,
                           std::string version)
    : client_(client),
      address_(std::move(address)),
      kind_(std::move(kind)),
      version_(std::move(version)) {
}

HealthReport::~HealthReport() {
    if (under_way_) {
        client_.cancel(*under_way_);
    }
}

void HealthReport::tick(Instant now,
                        std::vector<HealthFault> faults,
                        std::vector<HealthPart> parts) {
    parts_ = std::move(parts);
    if (parts_.size() > kPartsMost) {
        parts_.resize(kPartsMost);
    }
    if (faults.size() > kFaultsMost) {
        faults.resize(kFaultsMost);
    }
    if (faults != faults_) {
        std::map<std::pair<std::string, std::string>, Instant> since;
        for (const HealthFault& fault : faults) {
            const std::pair key{fault.code, fault.part};
            const auto known = since_.find(key);
            since.emplace(key, known == since_.end() ? now : known->second);
        }
        since_ = std::move(since);
        faults_ = std::move(faults);
        changed_ = true;
        next_ = std::min(next_, std::max(now, told_ + kLeast));
    }
    if (now >= next_ && !under_way_) {
        send(now);
    }
}

void HealthReport::send(Instant now) {
    Json list = Json::array();
    for (const HealthFault& fault : faults_) {
        const auto ago = std::chrono::duration_cast<std::chrono::milliseconds>(
            now - since_.at({fault.code, fault.part}));
        list.push_back({{"code", fault.code},
                        {"part", shortened(fault.part, kPartMost)},
                        {"detail", shortened(fault.detail, kDetailMost)},
                        {"ago_ms", ago.count()}});
    }
    Json body{{"kind", kind_}, {"version", version_}, {"faults", std::move(list)}};
    for (const HealthPart& part : parts_) {
        Json one{
            {"name", shortened(part.name, kPartMost)}, {"kind", part.kind}, {"state", part.state}};
        if (part.lag) {
            one["lag"] = {{"waiting", part.lag->waiting},
                          {"oldest_ms", part.lag->oldest.count()},
                          {"p99_ms", part.lag->p99.count()}};
        }
        body["parts"].push_back(std::move(one));
    }
    changed_ = false;
    told_ = now;
    next_ = now + kEvery;
    Ask ask{.method = HttpMethod::post,
            .url = address_.url + "/v1/devices/" + address_.as + "/health",
            .headers = address_.headers(),
            .body = body.dump(),
            .limit = kLimit,
            .answer_most = kAnswerMost};
    auto begun = client_.submit(std::move(ask), [this](const Result<Answer>& answer) {
        under_way_.reset();
        const bool heard = answer && answer->status < 400;
        if (changed_ || !heard) {
            // A lost one is said again soon, though not faster than the service may come back.
            next_ = told_ + (heard ? kLeast : std::chrono::seconds{5});
        }
    });
    if (begun) {
        under_way_ = *begun;
    }
}

}  // namespace hall::sync
