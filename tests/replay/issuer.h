// SPDX-License-Identifier: Apache-2.0
// A device that issues as a kiosk does: enrols, asks for a number, writes it down, passes it on.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sync/hall/notes.h"
#include "sync/journal.h"
#include "tests/replay/client.h"

namespace hall::drive {

/// A hall has 23 lanes a day; a device that never issues alone needs none.
enum class OwnLane : std::uint8_t { wanted, none };

/// Not thread-safe: owned by one thread, like its client.
class Issuer {
public:
    /// With `journal` every note is on the disk before it is passed on, as at a kiosk; without,
    /// only the chain is kept. Borrowed.
    Issuer(Client& client, std::string id, sync::Journal* journal = nullptr);

    /// Makes itself known and says that it has started.
    Reply enrol(Moment now, OwnLane lane = OwnLane::wanted);

    /// Asks for a number of the hub's lane.
    Reply alloc(const TicketId& ticket, const QueueId& queue);
    /// From its answer: the ticket that the number becomes, all but what was promised.
    [[nodiscard]] std::optional<IssuedNote> issued(const Reply& alloc, const ItemId& item) const;

    /// Writes a note down; it is passed on by the next push().
    [[nodiscard]] bool keep(NoteWhat what, Moment now);
    /// Everything that the service has not got yet.
    Reply push();

    [[nodiscard]] const DeviceId& id() const noexcept { return id_; }
    [[nodiscard]] Client& client() noexcept { return client_; }

private:
    Client& client_;
    DeviceId id_;
    sync::Journal* journal_;
    std::string chain_;  ///< After the last one that the service has.
    std::int64_t acked_ = 0;
    std::vector<sync::Line> waiting_;
};

}  // namespace hall::drive
