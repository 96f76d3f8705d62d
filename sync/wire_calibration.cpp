// SPDX-License-Identifier: Apache-2.0
#include "sync/wire_json.h"

namespace hall::sync {

namespace {

// Far above what is ever learned, far below what would make a wait absurd.
constexpr double kShareMax = 100;

double share_of(Fields& fields, const char* key) {
    const auto share = fields.real_or_none(key);
    if (!share || !(*share > 0 && *share <= kShareMax)) {
        fields.fault(key, "a number above 0, at most 100");
    }
    return share.value_or(1);
}

}  // namespace

Json json_of(const std::map<QueueId, Calibration>& calibrations) {
    Json json = Json::object();
    for (const auto& [queue, calibration] : calibrations) {
        json[queue.value] = {{"factor", calibration.factor},
                             {"reach_lo", calibration.reach_lo},
                             {"reach_hi", calibration.reach_hi}};
    }
    return json;
}

Result<std::map<QueueId, Calibration>> calibrations_from(const Json& json) {
    if (!json.is_object()) {
        return fail(Fault::bad_message, "calibrations: expected an object");
    }
    std::map<QueueId, Calibration> calibrations;
    for (const auto& [queue, value] : json.items()) {
        Fields fields{value, "calibrations/" + queue};
        Calibration read;
        read.factor = share_of(fields, "factor");
        read.reach_lo = share_of(fields, "reach_lo");
        read.reach_hi = share_of(fields, "reach_hi");
        if (!fields.ok()) {
            return fields.error();
        }
        calibrations.emplace(QueueId{queue}, read);
    }
    return calibrations;
}

}  // namespace hall::sync
