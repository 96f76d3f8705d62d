// SPDX-License-Identifier: Apache-2.0
// The core's dealings with issuing devices: numbers, journals, enrolment.
#include "sync/json.h"
#include "sync/service/core.h"

namespace hall::service {

using sync::Json;

void Core::on(const AllocAsked& asked) {
    auto reserved = reserve(book_, hall(), asked.ask, settings_.day_of(now_), now_);
    if (!reserved) {
        answer(asked.request, refused(reserved.error()));
        return;
    }
    emit_all(std::move(reserved->events));
    answer(asked.request, {200, sync::encode_reserved(reserved->number)});
}

void Core::on(const EnrolAsked& asked) {
    auto enrolled = enrol(book_, asked.device, settings_.day_of(now_), now_);
    const Device* known = book_.device(asked.device.id);
    const bool same_life = known != nullptr && known->epoch == asked.device.epoch &&
                           known->token == asked.device.token;
    if (!enrolled) {
        answer(asked.request, refused(enrolled.error()));
        return;
    }
    // Asking again for the same life of the same disk changes nothing.
    if (!same_life) {
        emit_all(std::move(*enrolled));
    }
    const Device& device = *book_.device(asked.device.id);
    answer(asked.request, {200, Json{{"device", device.id.value},
                                     {"epoch", device.epoch},
                                     {"lane", device.lane},
                                     {"acked", device.acked},
                                     {"hub_epoch", book_.epoch()}}
                                    .dump()});
}

void Core::on(const PushArrived& arrived) {
    const sync::Push& push = arrived.push;
    const Device* known = book_.device(arrived.device);
    if (known == nullptr) {
        answer(arrived.request, refused({Refusal::device_unknown, std::nullopt}));
        return;
    }
    if (push.epoch != known->epoch) {
        answer(arrived.request, refused({Refusal::epoch_too_old, std::nullopt}));
        return;
    }
    if (push.from_seq > known->acked + 1) {
        Answer gap = problem(409, "gap");
        Json body = Json::parse(gap.body);
        body["expected"] = known->acked + 1;
        answer(arrived.request, {409, body.dump()});
        return;
    }
    // Entries that we have are skipped; the chain over the rest vouches for them as well.
    const auto skip = static_cast<std::size_t>(known->acked + 1 - push.from_seq);
    std::string chain = known->chain;
    for (std::size_t i = skip; i < push.entries.size(); ++i) {
        chain = sync::chain_after(chain, push.entries[i].kind, push.entries[i].body);
    }
    if (skip <= push.entries.size() && chain != push.chain) {
        answer(arrived.request, problem(422, "diverged"));
        return;
    }
    if (skip < push.entries.size()) {
        Device device = *known;
        take_entries(device, push, skip);
        emit({now_, DeviceChanged{DeviceAction::pushed, std::move(device)}});
    }
    answer(arrived.request,
           {200, Json{{"acked", book_.device(arrived.device)->acked}, {"hub_epoch", book_.epoch()}}
                     .dump()});
}

void Core::take_entries(Device& device, const sync::Push& push, std::size_t skip) {
    std::vector<sync::Result<Note>> notes;
    std::vector<Stamp> stamps;
    for (std::size_t i = skip; i < push.entries.size(); ++i) {
        notes.push_back(sync::decode_note(push.entries[i].kind, push.entries[i].body));
        // An entry that cannot be read is kept word for word and moves nothing.
        stamps.push_back(notes.back() ? notes.back()->stamp
                                      : Stamp{.boot = push.boot, .estimate = now_});
    }
    const auto times =
        effective_times(stamps, push.offset, moment_from(device.last_effective), now_);
    for (std::size_t i = 0; i < notes.size(); ++i) {
        const sync::Push::Item& item = push.entries[skip + i];
        device.chain = sync::chain_after(device.chain, item.kind, item.body);
        ++device.acked;
        device.last_effective = millis_of(times[i]);
        emit({now_, DeviceEntry{device.id, device.epoch, device.acked, item.kind, item.body,
                                device.chain}});
        if (!notes[i]) {
            continue;
        }
        if (const auto* boot = std::get_if<BootNote>(&notes[i]->what)) {
            device.boot = std::max(device.boot, boot->boot);
        }
        emit_all(merge(book_, device, *notes[i], times[i], now_));
    }
}

}  // namespace hall::service
