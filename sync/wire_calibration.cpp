// SPDX-License-Identifier: Apache-2.0
#include "sync/wire_json.h"

namespace hall::sync {

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
        read.factor = fields.real_or_none("factor").value_or(read.factor);
        read.reach_lo = fields.real_or_none("reach_lo").value_or(read.reach_lo);
        read.reach_hi = fields.real_or_none("reach_hi").value_or(read.reach_hi);
        if (!fields.ok()) {
            return fields.error();
        }
        calibrations.emplace(QueueId{queue}, read);
    }
    return calibrations;
}

}  // namespace hall::sync
