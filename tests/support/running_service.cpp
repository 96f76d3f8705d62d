// SPDX-License-Identifier: Apache-2.0
#include "tests/support/running_service.h"

#include <random>
#include <stdexcept>

#include "sync/json.h"
#include "sync/program_clock.h"
#include "sync/service/files.h"
#include "sync/service/secrets.h"
#include "tests/support/places.h"

namespace hall::test {

namespace {

using sync::Json;

template <typename Value>
Value must(sync::Result<Value> result) {
    if (!result) {
        throw std::runtime_error(result.error().detail);
    }
    return std::move(*result);
}

std::string fresh_id() {
    thread_local std::mt19937_64 dice{std::random_device{}()};
    return text_of(make_uuid(Moment{}, dice(), dice()));
}

}  // namespace

std::string sample_document(const std::string& name) {
    const std::string assets = support::source_dir() + "/assets";
    const bool is_text = name.starts_with("text.");
    return must(sync::read_whole(is_text ? assets + "/text/" + name.substr(5) + ".json"
                                         : assets + "/hall/sample/" + name + ".json",
                                 sync::kDocumentMost));
}

RunningService::RunningService(std::string data, std::uint16_t port)
    : data_(std::move(data)),
      now_(must(sync::program_clock("2026-11-23T01:10:00Z"))),
      loop_(std::make_unique<service::Loop>()),
      tls_(data_, "test", {}) {
    service::ServiceSettings settings;
    if (!service::start_secrets()) {
        throw std::runtime_error("no randomness");
    }
    sync::Texts texts;
    for (const char* name : sync::kDocumentNames) {
        texts.emplace(name, sample_document(name));
    }
    const auto set = must(sync::read_documents(texts));
    for (auto& [name, text] : texts) {
        settings.documents.emplace(name, service::served(text, "application/json"));
    }
    settings.data = data_;
    settings.content = set.content;
    settings.phrases = set.phrases;
    settings.clock = set.clock;
    settings.users = must(service::load_users(sample_document("users")));
    token_ = must(service::read_or_make(data_ + "/local.token", service::new_token));
    settings.local_token = token_;
    settings.code_key = must(service::read_or_make(data_ + "/code.key", service::new_token));
    settings.now = now_;
    service_ = must(service::Service::open(*loop_, std::move(settings)));
    port_ = must(service_->listen("127.0.0.1", port));
    static_cast<void>(must(tls_.keep(std::chrono::time_point_cast<Moment::duration>(
        std::chrono::system_clock::now()))));  // As clients see the time.
    if (const auto shown = service_->show(tls_.identity(), tls_.authority_pem()); !shown) {
        throw std::runtime_error(shown.error().detail);
    }
    tls_port_ = must(service_->listen_tls("127.0.0.1", 0));
    thread_ = std::jthread([this] { loop_->run(); });
}

RunningService::~RunningService() {
    loop_->stop();
    thread_.join();
    service_.reset();
}

std::string RunningService::secure_url() const {
    return "https://127.0.0.1:" + std::to_string(tls_port_);
}

sync::ServiceAddress RunningService::address(const std::string& as) const {
    return {.url = "http://127.0.0.1:" + std::to_string(port_),
            .hall = kHall,
            .token = token_,
            .as = as};
}

sync::Answer RunningService::ask(sync::HttpMethod method,
                                 const std::string& path,
                                 const std::string& body,
                                 std::vector<sync::HttpHeader> headers) const {
    const auto ours = address("test");
    if (headers.empty()) {
        headers = ours.headers();
    }
    sync::HttpLine line;
    return must(line.exchange({.method = method,
                               .url = ours.url + path,
                               .headers = std::move(headers),
                               .body = body,
                               .limit = std::chrono::seconds{30}}));
}

sync::Answer RunningService::ask_hall(sync::HttpMethod method,
                                      const std::string& path,
                                      const std::string& body,
                                      std::vector<sync::HttpHeader> headers) const {
    return ask(method, std::string("/v1/halls/") + kHall + path, body, std::move(headers));
}

std::vector<sync::HttpHeader> RunningService::sign_in(const std::string& clerk,
                                                      const std::string& counter) const {
    Json body{{"clerk", clerk}, {"pin", "8" + clerk.substr(1)}};
    if (!counter.empty()) {
        body["counter"] = counter;
    }
    const auto answer = ask_hall(sync::HttpMethod::post, "/sessions", body.dump(),
                                 {{"X-Hall", "1"}, {"Content-Type", "application/json"}});
    const std::string cookie{answer.header("set-cookie")};
    if (answer.status != 200) {
        throw std::runtime_error("sign-in: " + answer.body);
    }
    return {{"X-Hall", "1"},
            {"Content-Type", "application/json"},
            {"Cookie", cookie.substr(0, cookie.find(';'))}};
}

std::string RunningService::command(const std::vector<sync::HttpHeader>& who,
                                    const std::string& fields) const {
    const auto answer = ask_hall(sync::HttpMethod::post, "/commands",
                                 "{\"cmd\":\"" + fresh_id() + "\"," + fields + "}", who);
    const std::string code = code_in(answer);
    return std::to_string(answer.status) + (code.empty() ? "" : " " + code);
}

std::string RunningService::issue(const std::string& item) const {
    const auto answer =
        ask_hall(sync::HttpMethod::post, "/commands",
                 Json{{"cmd", fresh_id()}, {"type", "issue"}, {"item", item}}.dump());
    return Json::parse(answer.body).at("ticket").at("id");
}

std::vector<sync::Entry> RunningService::log() const {
    std::vector<sync::Entry> entries;
    for (;;) {
        const std::int64_t after = entries.empty() ? 0 : entries.back().seq;
        const auto answer = ask_hall(sync::HttpMethod::get, "/log?after=" + std::to_string(after));
        const auto page = Json::parse(answer.body).at("entries");
        if (page.empty()) {
            return entries;
        }
        for (const Json& one : page) {
            entries.push_back({one.at("lsn"), Moment{}, one.at("kind"), one.at("body").dump(), {}});
        }
    }
}

std::string code_in(const sync::Answer& answer) {
    const auto json = Json::parse(answer.body, nullptr, false);
    return json.is_object() && json.contains("code") ? json.at("code").get<std::string>() : "";
}

}  // namespace hall::test
