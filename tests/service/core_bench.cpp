// SPDX-License-Identifier: Apache-2.0
#include "tests/service/core_bench.h"

#include "sync/json.h"

namespace hall::service::test {

std::string Hub::field(const std::string& body, const std::string& name) {
    const auto json = sync::parse_json(body, 1 << 24);
    if (!json || !json->is_object() || !json->contains(name)) {
        return "";
    }
    const auto& value = json->at(name);
    return value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace hall::service::test
