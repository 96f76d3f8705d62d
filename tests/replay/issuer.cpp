// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/issuer.h"

#include <algorithm>
#include <utility>

#include "sync/json.h"
#include "sync/wire.h"

namespace hall::drive {

namespace {

constexpr std::int64_t kEpoch = 1;
constexpr std::int64_t kBoot = 1;

}  // namespace

Issuer::Issuer(Client& client, std::string id, sync::Journal* journal)
    : client_(client),
      id_{std::move(id)},
      journal_(journal) {
}

Reply Issuer::enrol(Moment now, OwnLane lane) {
    const sync::Json body{{"id", id_.value},
                          {"kind", "replay"},
                          {"epoch", kEpoch},
                          {"lane", lane == OwnLane::wanted}};
    const Reply reply = client_.post("/v1/devices", body.dump());
    if (!reply.ok() || !keep(BootNote{kBoot, "replay"}, now)) {
        return reply;
    }
    return push();
}

Reply Issuer::alloc(const TicketId& ticket, const QueueId& queue) {
    return client_.post(
        client_.of_hall("/alloc"),
        sync::encode(AllocAsk{
            .ticket = ticket, .queue = queue, .device = id_, .epoch = kEpoch, .boot = kBoot}));
}

std::optional<IssuedNote> Issuer::issued(const Reply& alloc, const ItemId& item) const {
    const auto number = sync::decode_reserved(alloc.body);
    if (!alloc.ok() || !number) {
        return std::nullopt;
    }
    return IssuedNote{.ticket = number->ticket,
                      .day = number->day,
                      .number = number->number,
                      .ordinal = number->ordinal,
                      .band = number->band,
                      .queue = number->queue,
                      .item = item,
                      .touch = number->ticket};
}

// The hall's clock serves as the monotonic one, so the offset between the two is none.
bool Issuer::keep(NoteWhat what, Moment now) {
    const Stamp stamp{.boot = kBoot, .mono_ms = millis_of(now), .estimate = now, .good = true};
    waiting_.push_back(sync::encode(Note{stamp, std::move(what)}));
    return journal_ == nullptr || journal_->append(std::span(&waiting_.back(), 1)).has_value();
}

Reply Issuer::push() {
    const auto count = std::min(waiting_.size(), sync::kPushMax);
    sync::Push push{.epoch = kEpoch,
                    .boot = kBoot,
                    .from_seq = acked_ + 1,
                    .entries = {},
                    .chain = chain_,
                    .offset = ClockOffset{kBoot, 0}};
    for (std::size_t i = 0; i < count; ++i) {
        push.chain = sync::chain_after(push.chain, waiting_[i].kind, waiting_[i].body);
        push.entries.push_back({waiting_[i].kind, waiting_[i].body});
    }
    const Reply reply = client_.post("/v1/devices/" + id_.value + "/journal", sync::encode(push));
    if (reply.ok()) {
        chain_ = push.chain;
        acked_ += static_cast<std::int64_t>(count);
        waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
    }
    return reply;
}

}  // namespace hall::drive
