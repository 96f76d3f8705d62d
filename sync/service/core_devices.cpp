// SPDX-License-Identifier: Apache-2.0
// The core's dealings with issuing devices: numbers, journals, enrolment.
#include "sync/json.h"
#include "sync/service/core.h"

namespace hall::service {

using sync::Json;

// A device whose journal is not the one that is followed has to know which one is: the journal
// that it begins must be newer than that.
Core::Answer Core::refused(const Refused& refusal, const DeviceId& device) const {
    Answer answer = refused(refusal);
    const Device* known = book_.device(device);
    if (refusal.code == Refusal::epoch_too_old && known != nullptr) {
        Json body = Json::parse(answer.body);
        body["epoch"] = known->epoch;
        answer.body = body.dump();
    }
    return answer;
}

void Core::on(const AllocAsked& asked) {
    if (!asked.ask.appointment.empty()) {
        answer(asked.request, alloc_for_appointment(asked.ask));
        return;
    }
    auto reserved = reserve(book_, hall(), asked.ask, today(), now_);
    if (!reserved) {
        answer(asked.request, refused(reserved.error(), asked.ask.device));
        return;
    }
    emit_all(std::move(reserved->events));
    answer(asked.request, {200, sync::encode_reserved(reserved->number, book_.epoch())});
}

void Core::on(const EnrolAsked& asked) {
    auto enrolled = enrol(book_, asked.device, today(), now_);
    if (!enrolled) {
        answer(asked.request, refused(enrolled.error(), asked.device.id));
        return;
    }
    emit_all(std::move(*enrolled));
    const Device& device = *book_.device(asked.device.id);
    answer(asked.request, {200, Json{{"device", device.id.value},
                                     {"epoch", device.epoch},
                                     {"lane", device.lane},
                                     {"acked", device.acked},
                                     {"hub_epoch", book_.epoch()},
                                     {"code_key", settings_.code_key}}
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
        answer(arrived.request, refused({Refusal::epoch_too_old, std::nullopt}, arrived.device));
        return;
    }
    if (push.from_seq > known->acked + 1) {
        Answer gap = problem(409, "gap");
        Json body = Json::parse(gap.body);
        body["expected"] = known->acked + 1;
        answer(arrived.request, {409, body.dump()});
        return;
    }
    if (is_diverged(*known, push)) {
        answer(arrived.request, problem(422, "diverged"));
        return;
    }
    const auto skip = static_cast<std::size_t>(known->acked + 1 - push.from_seq);
    if (skip < push.entries.size()) {
        Device device = *known;
        take_entries(device, push, skip);
        emit({now_, DeviceChanged{DeviceAction::pushed, std::move(device)}});
    }
    answer(arrived.request,
           {200, Json{{"acked", book_.device(arrived.device)->acked}, {"hub_epoch", book_.epoch()}}
                     .dump()});
}

// Whether the device's journal and our copy of it part somewhere. Entries that we have are not
// compared one by one: the chain after the last of the batch vouches for all before it.
bool Core::is_diverged(const Device& known, const sync::Push& push) const {
    const auto count = static_cast<std::int64_t>(push.entries.size());
    const std::int64_t last = push.from_seq + count - 1;
    if (last < known.acked) {
        const std::string* kept = book_.chain_at(known.id, known.epoch, last);
        return kept != nullptr && *kept != push.chain;
    }
    std::string chain = known.chain;
    for (std::int64_t i = known.acked + 1 - push.from_seq; i < count; ++i) {
        const auto& entry = push.entries[static_cast<std::size_t>(i)];
        chain = sync::chain_after(chain, entry.kind, entry.body);
    }
    return chain != push.chain;
}

void Core::take_entries(Device& device, const sync::Push& push, std::size_t skip) {
    std::vector<sync::Result<Note>> notes;
    std::vector<Stamp> stamps;
    for (std::size_t i = skip; i < push.entries.size(); ++i) {
        notes.push_back(sync::decode_note(push.entries[i].kind, push.entries[i].body));
        // An entry that cannot be read is kept word for word and moves nothing, not even the times
        // of its neighbours: its boot is nobody's.
        stamps.push_back(notes.back() ? notes.back()->stamp : Stamp{.boot = -1, .estimate = now_});
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
