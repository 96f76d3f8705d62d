// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/frame_hash.h"

#include <bit>
#include <span>

#include "kiosk/platform/hash.h"

namespace hall::platform {

namespace {

template <typename T>
std::uint64_t mixed_all(std::uint64_t hash, const ImVector<T>& values) {
    const std::span<const T> all{values.Data, static_cast<std::size_t>(values.Size)};
    return mixed_bytes(hash, std::as_bytes(all));
}

}  // namespace

std::uint64_t hash_of(const ImDrawData& frame, std::uint64_t changes) noexcept {
    const auto bits = [](float value) { return std::bit_cast<std::uint32_t>(value); };
    std::uint64_t hash = mixed(kHashStart, changes);
    for (int n = 0; n < frame.CmdListsCount; ++n) {
        const ImDrawList& list = *frame.CmdLists[n];
        hash = mixed_all(hash, list.VtxBuffer);
        hash = mixed_all(hash, list.IdxBuffer);
        for (const ImDrawCmd& command : list.CmdBuffer) {
            hash = mixed(hash, pair(bits(command.ClipRect.x), bits(command.ClipRect.y)));
            hash = mixed(hash, pair(bits(command.ClipRect.z), bits(command.ClipRect.w)));
            hash = mixed(hash, std::bit_cast<std::uintptr_t>(command.GetTexID()));
            hash = mixed(hash, pair(command.ElemCount, command.VtxOffset));
        }
    }
    return hash;
}

}  // namespace hall::platform
