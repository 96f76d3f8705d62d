// SPDX-License-Identifier: Apache-2.0
// Figures for whoever watches the program: Prometheus' text format, and yes or no.
//
// Our own writer: prometheus-cpp would bring a second HTTP server and curl with it for forty lines.
#include <algorithm>
#include <array>
#include <filesystem>

#include "sync/json.h"
#include "sync/service/service.h"

namespace hall::service {

namespace {

// Source: https://prometheus.io/docs/instrumenting/exposition_formats/, version 0.0.4.
class Figures {
public:
    void family(const std::string& name, const char* type, const char* help) {
        text_ += "# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n";
        name_ = name;
    }

    template <typename Number>
    void value(Number number) {
        text_ += name_ + " " + std::to_string(number) + "\n";
    }

    template <typename Number>
    void value(const char* label, const std::string& of, Number number) {
        text_ += name_ + "{" + label + "=\"" + escaped(of) + "\"} " + std::to_string(number) + "\n";
    }

    template <typename Number>
    void gauge(const std::string& name, const char* help, Number number) {
        family(name, "gauge", help);
        value(number);
    }

    template <typename Number>
    void counter(const std::string& name, const char* help, Number number) {
        family(name, "counter", help);
        value(number);
    }

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    static std::string escaped(const std::string& text) {
        std::string made;
        for (const char c : text) {
            if (c == '\\' || c == '"') {
                made += '\\';
            }
            made += c == '\n' ? ' ' : c;
        }
        return made;
    }

    std::string text_;
    std::string name_;
};

void add_hall(Figures& figures, const Book& book, const HallConfig& hall, Moment now) {
    figures.family("hall_tickets_waiting", "gauge", "People waiting, by queue.");
    for (const Queue& queue : hall.queues) {
        figures.value("queue", queue.id.value, book.waiting_count(queue.id));
    }
    std::array<std::size_t, 8> states{};
    for (const auto& [id, ticket] : book.tickets()) {
        ++states[static_cast<std::size_t>(ticket.state)];
    }
    figures.family("hall_tickets", "gauge", "Tickets that are kept in memory, by state.");
    for (const TicketState state :
         {TicketState::waiting, TicketState::called, TicketState::serving, TicketState::finished,
          TicketState::parked, TicketState::no_show, TicketState::cancelled,
          TicketState::expired}) {
        figures.value("state", std::string(name_of(state)),
                      states.at(static_cast<std::size_t>(state)));
    }
    int open = 0;
    for (const auto& [id, seat] : book.seats()) {
        open += book.is_open(id, now) ? 1 : 0;
    }
    figures.gauge("hall_counters_open", "Counters that call.", open);
    figures.gauge("hall_reserved_numbers", "Numbers reserved and not yet issued or voided.",
                  std::ranges::count_if(book.numbers(), [](const auto& one) {
                      return one.second.state == NumberState::reserved;
                  }));
}

}  // namespace

void Service::add_devices_to(std::string& text) const {
    Figures figures;
    const Moment now = settings_.now();
    const auto devices = all_devices();
    figures.family("hall_device_up", "gauge", "1 when the device was heard of lately.");
    for (const auto& [id, seen] : devices) {
        figures.value("device", id, seen.last && !watch_.silent_since(id, now) ? 1 : 0);
    }
    figures.family("hall_device_faults", "gauge", "What a device says is wrong with it.");
    for (const auto& [id, seen] : devices) {
        figures.value("device", id, seen.faults.size());
    }
    text += figures.take();
}

void Service::get_metrics(const Request& request, const Who& /*asking*/) {
    const HttpFigures http = server_.figures();
    Figures figures;
    figures.counter("hall_log_entries_total", "Durable entries of the log.", core_.durable_lsn());
    figures.gauge("hall_pending_answers", "Answers and frames waiting for the disk.",
                  core_.pending());
    figures.gauge("hall_writer_lines", "Lines waiting for the writer.", writer_->waiting());
    std::error_code error;
    const auto space = std::filesystem::space(settings_.data, error);
    if (!error) {
        figures.gauge("hall_disk_free_bytes", "Room for the log.", space.available);
    }
    const auto size = std::filesystem::file_size(settings_.data + "/log.db", error);
    if (!error) {
        figures.gauge("hall_log_bytes", "Size of the log's file.", size);
    }
    figures.gauge("hall_devices", "Devices that have a journal here.",
                  core_.book().devices().size());
    figures.gauge("hall_stream_followers", "Open streams.", stream_.followers());
    figures.gauge("hall_desk_sessions", "People signed in without a counter.", desks_.size());
    figures.gauge("hall_http_connections", "Open connections.", http.connections);
    figures.counter("hall_http_requests_total", "Requests handed on.", http.requests);
    figures.counter("hall_http_refused_total", "Requests refused by the server itself.",
                    http.refused);
    figures.counter("hall_http_turned_away_total", "Connections above a limit.", http.turned_away);
    figures.counter("hall_http_slow_dropped_total", "Streams whose client was too slow.",
                    http.slow_dropped);
    add_hall(figures, core_.book(), core_.hall(), settings_.now());
    std::string text = figures.take();
    add_devices_to(text);
    server_.reply(request.id, Response{.content_type = "text/plain; version=0.0.4",
                                       .body = body_of(std::move(text))});
}

// For a watchdog or load balancer: it answers, and it answers only while the disk takes what is
// decided. Says nothing about the hall, so that anybody may ask.
void Service::get_healthz(const Request& request, const Who& /*asking*/) {
    hold(request.id, json_response(200, sync::Json{{"status", "ok"}}.dump()));
}

}  // namespace hall::service
