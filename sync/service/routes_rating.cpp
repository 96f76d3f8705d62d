// SPDX-License-Identifier: Apache-2.0
// What is answered to rating tablets and evaluators.
#include "sync/service/citizen_views.h"
#include "sync/service/service.h"

namespace hall::service {

namespace {

// Ticks of a quarter second: well below the 30 s after which the server gives an answer up.
constexpr int kWaitTicks = 80;
// Three tablets for every counter of a large hall; more are answered at once and ask again.
constexpr std::size_t kWaitingMost = 256;

}  // namespace

void Service::get_ratings(const Request& request, const Who& /*asking*/) {
    const CounterId counter{std::string(request.query("counter").value_or(""))};
    const auto view = rating_now(counter);
    if (!view) {
        refuse(request, 404, "counter_unknown");
        return;
    }
    const std::string_view seen = request.query("seen").value_or("");
    if (seen == view->version && waiting_.size() < kWaitingMost) {
        waiting_.push_back({request.id, counter, view->version, kWaitTicks});
        return;
    }
    hold(request.id, json_response(200, view->json));
}

void Service::post_rating(const Request& request, const Who& /*asking*/) {
    auto order = sync::decode_rating(request.body);
    if (!order) {
        refuse(request, order.error());
        return;
    }
    if (core_.hall().counter(*order->counter) == nullptr) {
        refuse(request, 404, "counter_unknown");
        return;
    }
    feed(RatingArrived{ask_of(request), std::move(*order)});
}

std::optional<RatingView> Service::rating_now(const CounterId& counter) const {
    return rating_view({core_.book(), *settings_.content, *settings_.clock, settings_.now()},
                       counter);
}

// A tablet is told the moment its counter has something new, and otherwise that it has not.
void Service::answer_waiting(bool tick) {
    const bool news = waited_at_ != core_.last_lsn();
    waited_at_ = core_.last_lsn();
    if (!news && !tick) {
        return;
    }
    // Taken out first: an answer may bring the next request of the same tablet at once.
    std::vector<Waiting> ready;
    std::erase_if(waiting_, [&](Waiting& one) {
        one.ticks_left -= tick ? 1 : 0;
        bool due = one.ticks_left <= 0;
        if (!due && news) {
            const auto view = rating_now(one.counter);
            due = !view || view->version != one.seen;
        }
        if (due) {
            ready.push_back(one);
        }
        return due;
    });
    for (const Waiting& one : ready) {
        const auto view = rating_now(one.counter);
        hold(one.request, view ? json_response(200, view->json)
                               : problem(404, "counter_unknown", "There is no such counter."));
    }
}

}  // namespace hall::service
