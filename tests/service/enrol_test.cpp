// SPDX-License-Identifier: Apache-2.0
// A device comes to its hall over TLS, and to no other.
#include "sync/enrol.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "sync/files.h"
#include "sync/fingerprint.h"
#include "sync/json.h"
#include "sync/service/authority.h"
#include "tests/support/running_service.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::test;
using Catch::Matchers::Contains;
using sync::Fault;
using sync::HttpMethod;

namespace {

std::string code_from(const RunningService& service) {
    const auto answer =
        service.ask_hall(HttpMethod::post, "/sessions", R"({"clerk":"M001","pin":"900100"})",
                         {{"X-Hall", "1"}, {"Content-Type", "application/json"}});
    const std::string cookie{answer.header("set-cookie")};
    const auto code =
        service.ask_hall(HttpMethod::post, "/enrol-codes", "",
                         {{"X-Hall", "1"}, {"Cookie", cookie.substr(0, cookie.find(';'))}});
    return sync::Json::parse(code.body).at("code");
}

sync::EnrolAsk ask(const RunningService& service, const std::string& code) {
    return {
        .url = service.secure_url(), .hall = "", .device = "K07", .kind = "kiosk", .code = code};
}

int status_at(const sync::ServiceAddress& address, const std::string& path) {
    sync::HttpLine line{address.settings()};
    const auto answer = line.exchange({.url = address.of_hall(path), .headers = address.headers()});
    return answer ? answer->status : 0;
}

}  // namespace

TEST_CASE("a kiosk enrols over TLS with the code that names the hall's authority", "[service]") {
    const TempDir home;
    const TempDir kiosk;
    const RunningService service{home.file("")};
    const std::string code = code_from(service);
    const auto authority = sync::fingerprint_of(service.authority_pem());
    CHECK_THAT(code, Catch::Matchers::StartsWith(code.substr(0, 8) + "-"));
    CHECK(sync::read_enrol_code(code)->authority == sync::short_fingerprint(*authority));

    const auto enrolled = sync::enrol(ask(service, code));
    REQUIRE(enrolled);
    REQUIRE(sync::keep_enrolment(kiosk.file(""), *enrolled));
    CHECK(sync::kept_enrolment(kiosk.file("")) == *enrolled);
    struct stat seen {};
    REQUIRE(::stat(kiosk.file("enrolment.json").c_str(), &seen) == 0);
    CHECK((seen.st_mode & 0777U) == 0600U);

    const auto address =
        sync::address_for({service.secure_url(), "", "K07", kiosk.file(""), "", ""});
    REQUIRE(address);
    CHECK(address->hall == RunningService::kHall);
    CHECK(status_at(*address, "/state") == 200);
    // A second kiosk cannot have the same code.
    const auto again = sync::enrol(ask(service, code));
    REQUIRE_FALSE(again);
    CHECK(again.error().code == Fault::refused);
    CHECK_THAT(again.error().detail, Contains("new one"));
}

TEST_CASE("a kiosk that starts with a token of last month changes it for another", "[service]") {
    const TempDir home;
    const TempDir kiosk;
    const RunningService service{home.file("")};
    const auto enrolled = sync::enrol(ask(service, code_from(service)));
    REQUIRE(enrolled);
    REQUIRE(sync::keep_enrolment(kiosk.file(""), *enrolled));
    const sync::ServiceOptions options{service.secure_url(), "", "K07", kiosk.file(""), "", ""};
    const auto today = std::chrono::system_clock::now();
    CHECK(sync::address_for(options, today)->token == enrolled->token);

    const auto later = sync::address_for(options, today + sync::kTokenLife + std::chrono::hours{1});
    REQUIRE(later);
    CHECK(later->token != enrolled->token);
    CHECK(sync::kept_enrolment(kiosk.file(""))->token == later->token);
    CHECK(status_at(*later, "/state") == 200);
    auto old = *later;
    old.token = enrolled->token;
    CHECK(status_at(old, "/state") == 200);  // A day more.
    // Nobody renews the token of the machine itself.
    CHECK(service.ask(HttpMethod::post, "/v1/devices/K07/token").status == 409);
    CHECK(sync::enrol(ask(service, code_from(service)))->token != later->token);
    CHECK(status_at(old, "/state") == 401);
    CHECK(status_at(*later, "/state") == 401);
}

TEST_CASE("a kiosk gives its code to nobody but the hall that the code names", "[service]") {
    const TempDir home;
    const TempDir elsewhere;
    const RunningService service{home.file("")};
    const RunningService impostor{elsewhere.file("")};
    const std::string code = code_from(service);
    const auto fooled = sync::enrol(ask(impostor, code));
    REQUIRE_FALSE(fooled);
    CHECK(fooled.error().code == Fault::bad_settings);
    CHECK_THAT(fooled.error().detail, Contains("not_trusted") && Contains("another authority"));
    CHECK(sync::enrol(ask(service, code)));  // Still good: the impostor never saw it.

    const auto half = sync::enrol(ask(service, code.substr(0, 8)));
    REQUIRE_FALSE(half);
    CHECK(half.error().code == Fault::bad_settings);
    auto in_the_clear = ask(service, code);
    in_the_clear.url = "http://192.0.2.7:8460";
    const auto plain = sync::enrol(in_the_clear);
    REQUIRE_FALSE(plain);
    CHECK_THAT(plain.error().detail, Contains("https://"));
}

TEST_CASE("an enrolled kiosk does not speak to a service of another authority", "[service]") {
    const TempDir home;
    const TempDir elsewhere;
    const TempDir kiosk;
    const RunningService service{home.file("")};
    const auto enrolled = sync::enrol(ask(service, code_from(service)));
    REQUIRE(enrolled);
    const RunningService impostor{elsewhere.file("")};
    sync::HttpSettings settings;
    settings.authority_pem = enrolled->authority_pem;
    sync::HttpLine line{settings};
    const auto answer = line.exchange({.url = impostor.secure_url() + "/healthz"});
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == Fault::bad_settings);
    CHECK_THAT(answer.error().detail, Contains("not_trusted"));

    REQUIRE(sync::keep_enrolment(kiosk.file(""), *enrolled));
    const auto unknown =
        sync::address_for({impostor.secure_url(), "", "K07", kiosk.file(""), "", ""});
    REQUIRE_FALSE(unknown);  // Neither its token nor its trust is for another address.
    CHECK_THAT(unknown.error().detail, Contains("--enrol"));
    REQUIRE(sync::write_whole(kiosk.file("enrolment.json"), "{torn", 0600));
    const auto torn = sync::address_for({service.secure_url(), "", "K07", kiosk.file(""), "", ""});
    REQUIRE_FALSE(torn);
    CHECK(torn.error().code == Fault::bad_message);
}

TEST_CASE("a device that was revoked is told so by its link, once", "[service]") {
    const TempDir home;
    const RunningService service{home.file("")};
    auto address = sync::ServiceAddress{.url = service.secure_url(),
                                        .hall = RunningService::kHall,
                                        .token = std::string(64, '0'),
                                        .as = "K07",
                                        .authority_pem = service.authority_pem()};
    std::vector<sync::Error> told;
    std::vector<std::function<void()>> posted;
    std::mutex mutex;
    sync::HttpClient client{[&](std::function<void()> task) {
                                const std::lock_guard lock{mutex};
                                posted.push_back(std::move(task));
                            },
                            address.settings()};
    sync::Downlink link{client,
                        address,
                        {.state = [](const sync::StateDocument&) {},
                         .event = [](const sync::Cursor&, const Event&) {},
                         .link = [](bool) {},
                         .trouble = [&](const sync::Error& why) { told.push_back(why); }},
                        [] { return 0U; }};
    int answers = 0;
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (answers < 3 && std::chrono::steady_clock::now() < until) {
        link.tick(std::chrono::steady_clock::now());
        std::vector<std::function<void()>> tasks;
        {
            const std::lock_guard lock{mutex};
            tasks.swap(posted);
        }
        for (const auto& task : tasks) {
            task();
            ++answers;
        }
        std::this_thread::yield();
    }
    REQUIRE(told.size() == 1);
    CHECK(told.front().code == Fault::refused);
    CHECK_THAT(told.front().detail, Contains("enrol it again"));
}
