// SPDX-License-Identifier: Apache-2.0
#include "sync/enrol.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string_view>
#include <utility>

#include <sys/stat.h>

#include "sync/files.h"
#include "sync/fingerprint.h"
#include "sync/json.h"

namespace hall::sync {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kSmall = std::size_t{64} * 1024;
constexpr std::size_t kTextMost = 4096;
constexpr auto kLimit = 5s;
constexpr auto kRenewLimit = 2s;  // A kiosk that starts has better things to do than to wait.
constexpr const char* kFile = "/enrolment.json";

struct Remedy {
    std::string_view code;
    std::string_view words;
};

// What whoever stands at the device can do about it.
constexpr std::array kRemedies{
    Remedy{"code_wrong",
           "the code is wrong, used or older than ten minutes; ask the manager for a "
           "new one"},
    Remedy{"busy", "too many codes were tried; wait a minute and try again"},
    Remedy{"devices_full",
           "the hall has as many devices as it may; the manager removes an old one"},
    Remedy{"bad_request", "the device's name may have letters, digits, dots and dashes only"},
};

bool is_https(const std::string& url) {
    return url.starts_with("https://");
}

bool is_this_machine(const std::string& url) {
    for (const char* here : {"http://127.0.0.1", "http://localhost", "http://[::1]"}) {
        const std::string_view host{here};
        if (url.starts_with(host) &&
            (url.size() == host.size() || url[host.size()] == ':' || url[host.size()] == '/')) {
            return true;
        }
    }
    return false;
}

Result<Answer> ask_once(const HttpSettings& settings, Ask ask) {
    ask.limit = kLimit;
    ask.answer_most = kSmall;
    HttpLine line{settings};
    return line.exchange(ask);
}

// Taken from whoever answers, and believed only because of its fingerprint.
Result<std::string> authority_of(const EnrolAsk& ask, const std::string& expected) {
    if (expected.empty()) {
        return fail(Fault::bad_settings,
                    "the code lacks the hall's authority; copy all of it from the manager's page");
    }
    auto answer = ask_once({.trust = HttpTrust::anybody}, {.url = ask.url + "/v1/authority"});
    if (!answer) {
        return tl::make_unexpected(answer.error());
    }
    const auto found = fingerprint_of(answer->body);
    if (answer->status != 200 || !found) {
        return fail(Fault::bad_answer, ask.url + ": this is no hall's service");
    }
    if (short_fingerprint(*found) != expected) {
        return fail(Fault::bad_settings,
                    "not_trusted: " + ask.url +
                        " shows another authority than the code names. Nothing was sent to "
                        "it. Compare the code; if it is right, somebody stands between");
    }
    return std::move(answer->body);
}

Result<std::string> hall_at(const HttpSettings& settings, const EnrolAsk& ask) {
    if (!ask.hall.empty()) {
        return ask.hall;
    }
    const auto answer = ask_once(settings, {.url = ask.url + "/v1/halls"});
    if (!answer) {
        return tl::make_unexpected(answer.error());
    }
    const auto json = parse_json(answer->body, kSmall);
    if (!json || !json->is_object() || !json->contains("halls") || !(*json)["halls"].is_array() ||
        (*json)["halls"].size() != 1 || !(*json)["halls"][0].is_string()) {
        return fail(Fault::bad_answer, ask.url + ": expected one hall; name it with --hall");
    }
    return (*json)["halls"][0].get<std::string>();
}

Result<Enrolment> enrolment_in(const Answer& answer, const EnrolAsk& ask) {
    const auto json = parse_json(answer.body, kSmall);
    if (!json) {
        return fail(Fault::bad_answer, ask.url + ": this is no hall's service");
    }
    Fields fields{*json, "enrolled"};
    if (answer.status != 200) {
        const std::string code = fields.text_or("code", "refused");
        for (const Remedy& remedy : kRemedies) {
            if (remedy.code == code) {
                return fail(Fault::refused, std::string(remedy.words));
            }
        }
        return fail(Fault::refused, "the service said no (" + code + ")");
    }
    Enrolment enrolment{.url = ask.url,
                        .hall = fields.text("hall"),
                        .device = fields.text("device"),
                        .token = fields.text("token", kTextMost),
                        .authority_pem = {},
                        .since = 0};
    if (!fields.ok()) {
        return fail(Fault::bad_answer, ask.url + ": " + fields.error().value().detail);
    }
    return enrolment;
}

std::int64_t millis_of(std::chrono::system_clock::time_point now) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
}

// Kept before it is used: of a crash in between the old token, good for a day more, is left.
void renew_if_old(Enrolment& enrolment, const std::string& directory, std::int64_t now) {
    constexpr std::int64_t kLife = std::chrono::milliseconds{kTokenLife}.count();
    if (now >= enrolment.since && now - enrolment.since < kLife) {
        return;
    }
    HttpLine line{ServiceAddress{.authority_pem = enrolment.authority_pem}.settings()};
    const auto answer =
        line.exchange({.method = HttpMethod::post,
                       .url = enrolment.url + "/v1/devices/" + enrolment.device + "/token",
                       .headers = {{"Authorization", "Bearer " + enrolment.token}},
                       .limit = kRenewLimit,
                       .answer_most = kSmall});
    if (!answer || answer->status != 200) {
        return;
    }
    const auto json = parse_json(answer->body, kSmall);
    if (!json) {
        return;
    }
    Fields fields{*json, "token"};
    Enrolment renewed = enrolment;
    renewed.token = fields.text("token", kTextMost);
    renewed.since = now;
    if (fields.ok() && keep_enrolment(directory, renewed)) {
        enrolment = std::move(renewed);
    }
}

Result<std::string> text_of_file(const std::string& path) {
    auto text = read_whole(path, kSmall);
    while (text && !text->empty() && text->back() == '\n') {
        text->pop_back();
    }
    return text;
}

}  // namespace

Result<Enrolment> enrol(const EnrolAsk& ask) {
    const auto code = read_enrol_code(ask.code);
    if (!code) {
        return tl::make_unexpected(code.error());
    }
    if (!is_https(ask.url) && !is_this_machine(ask.url)) {
        return fail(Fault::bad_settings,
                    ask.url + ": a service on another machine is asked with https://");
    }
    HttpSettings settings;
    if (is_https(ask.url)) {
        auto authority = authority_of(ask, code->authority);
        if (!authority) {
            return tl::make_unexpected(authority.error());
        }
        settings.authority_pem = std::move(*authority);
    }
    const auto hall = hall_at(settings, ask);
    if (!hall) {
        return tl::make_unexpected(hall.error());
    }
    const Json body{{"code", code->code}, {"id", ask.device}, {"kind", ask.kind}};
    const auto answer = ask_once(settings, {.method = HttpMethod::post,
                                            .url = ask.url + "/v1/halls/" + *hall + "/enrol",
                                            .headers = {{"Content-Type", "application/json"}},
                                            .body = body.dump()});
    if (!answer) {
        return tl::make_unexpected(answer.error());
    }
    auto enrolment = enrolment_in(*answer, ask);
    if (enrolment) {
        enrolment->authority_pem = settings.authority_pem;
        enrolment->since = millis_of(std::chrono::system_clock::now());
    }
    return enrolment;
}

Result<void> keep_enrolment(const std::string& directory, const Enrolment& enrolment) {
    const Json kept{{"url", enrolment.url},
                    {"hall", enrolment.hall},
                    {"device", enrolment.device},
                    {"token", enrolment.token},
                    {"authority", enrolment.authority_pem},
                    {"since", enrolment.since}};
    std::error_code made;
    std::filesystem::create_directories(directory, made);
    return write_whole(directory + kFile, kept.dump(2) + "\n", S_IRUSR | S_IWUSR);
}

Result<Enrolment> kept_enrolment(const std::string& directory) {
    const std::string path = directory + kFile;
    const auto text = read_whole(path, kSmall);
    if (!text) {
        return tl::make_unexpected(text.error());
    }
    const auto json = parse_json(*text, kSmall);
    if (!json) {
        return fail(Fault::bad_message, path + " is damaged; enrol this device again");
    }
    Fields fields{*json, path};
    Enrolment enrolment{.url = fields.text("url", kTextMost),
                        .hall = fields.text("hall"),
                        .device = fields.text("device"),
                        .token = fields.text("token", kTextMost),
                        .authority_pem = fields.text_or("authority", "", kSmall),
                        .since = fields.number_or_none("since").value_or(0)};
    if (!fields.ok()) {
        return fail(Fault::bad_message,
                    fields.error().value().detail + "; enrol this device again");
    }
    return enrolment;
}

Result<ServiceAddress> address_for(const ServiceOptions& options,
                                   std::chrono::system_clock::time_point now) {
    ServiceAddress address{.url = options.url, .hall = options.hall, .as = options.device};
    if (std::filesystem::exists(options.data + kFile)) {
        auto enrolment = kept_enrolment(options.data);
        if (!enrolment) {
            return tl::make_unexpected(enrolment.error());
        }
        if (enrolment->url == options.url) {
            renew_if_old(*enrolment, options.data, millis_of(now));
            address.token = std::move(enrolment->token);
            address.authority_pem = std::move(enrolment->authority_pem);
            address.hall = address.hall.empty() ? enrolment->hall : address.hall;
        }
    }
    if (!options.token_file.empty()) {
        auto token = text_of_file(options.token_file);
        if (!token) {
            return tl::make_unexpected(token.error());
        }
        address.token = std::move(*token);
    }
    if (!options.authority_file.empty()) {
        auto authority = read_whole(options.authority_file, kSmall);
        if (!authority) {
            return tl::make_unexpected(authority.error());
        }
        address.authority_pem = std::move(*authority);
    }
    if (is_https(address.url) && address.authority_pem.empty()) {
        return fail(Fault::bad_settings,
                    address.url +
                        ": this device is not enrolled there; start it once with --enrol "
                        "and the code from the manager's page");
    }
    return address;
}

int enrol_and_tell(const ServiceOptions& options,
                   const std::string& kind,
                   const std::string& code) {
    const auto enrolled = enrol({options.url, options.hall, options.device, kind, code})
                              .and_then([&](const Enrolment& enrolment) -> Result<std::string> {
                                  if (auto kept = keep_enrolment(options.data, enrolment); !kept) {
                                      return tl::make_unexpected(kept.error());
                                  }
                                  return options.device + " is enrolled at " + enrolment.hall +
                                         " (" + options.url + "); its token is in " + options.data +
                                         kFile;
                              });
    (enrolled ? std::cout : std::cerr)
        << (enrolled ? *enrolled : "not enrolled: " + enrolled.error().detail) << "\n";
    return enrolled ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace hall::sync
