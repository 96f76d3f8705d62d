// SPDX-License-Identifier: Apache-2.0
#include "sync/http_client.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <unordered_map>

#include <curl/curl.h>

#include "sync/http_exchange.h"
#include "sync/http_guard.h"

namespace hall::sync {

using std::chrono::milliseconds;

namespace {

// When nothing is due the thread looks up this often, in case a clock was wrong.
constexpr milliseconds kPollMost{60'000};

struct EasyDeleter {
    void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
};
struct ListDeleter {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
struct MultiDeleter {
    void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;
using List = std::unique_ptr<curl_slist, ListDeleter>;
using Multi = std::unique_ptr<CURLM, MultiDeleter>;

// Once in a program, and safely so from whichever thread is first.
void begin_library() {
    static const CURLcode kBegun = curl_global_init(CURL_GLOBAL_DEFAULT);
    assert(kBegun == CURLE_OK);
}

// What the library keeps pointers into while an exchange is under way.
struct Transfer {
    explicit Transfer(Exchange& its_exchange) : exchange(its_exchange) {}

    Exchange& exchange;
    List headers;
    ConnectGuard guard;
    std::array<char, CURL_ERROR_SIZE> words{};
};

curl_socket_t on_socket(void* transfer, curlsocktype /*purpose*/, curl_sockaddr* to) {
    return static_cast<Transfer*>(transfer)->guard.open_socket(to->socktype, to->protocol, to->addr,
                                                               to->addrlen);
}

std::size_t on_head(char* bytes, std::size_t /*one*/, std::size_t count, void* exchange) {
    const auto took = static_cast<Exchange*>(exchange)->take_head({bytes, count});
    return took == Take::taken ? count : 0;
}

std::size_t on_body(char* bytes, std::size_t /*one*/, std::size_t count, void* exchange) {
    switch (static_cast<Exchange*>(exchange)->take_body({bytes, count})) {
        case Take::taken:
            return count;
        case Take::not_now:
            return CURL_WRITEFUNC_PAUSE;
        case Take::too_much:
            break;
    }
    return 0;
}

struct Meaning {
    CURLcode code;
    Fault fault;
};

// What to look at: the pin, the name in the address, or the clock.
constexpr const char* kNotTrusted =
    "not_trusted: who answers cannot prove to be the hall's service; nothing was said to it";

constexpr std::array kMeanings{
    Meaning{CURLE_OPERATION_TIMEDOUT, Fault::timed_out},
    Meaning{CURLE_FILESIZE_EXCEEDED, Fault::too_large},
    Meaning{CURLE_URL_MALFORMAT, Fault::bad_settings},
    Meaning{CURLE_SSL_CACERT_BADFILE, Fault::bad_settings},
    Meaning{CURLE_WEIRD_SERVER_REPLY, Fault::bad_answer},
    Meaning{CURLE_UNSUPPORTED_PROTOCOL, Fault::bad_answer},  // HTTP/0.9; the address was checked.
    Meaning{CURLE_SSL_CONNECT_ERROR, Fault::bad_answer},     // Most often plain HTTP on its port.
};

// What is not in the table broke the line or never made one.
Error error_of(CURLcode code, const Transfer& transfer) {
    const std::string_view words =
        transfer.words[0] != '\0' ? transfer.words.data() : curl_easy_strerror(code);
    const std::string& url = transfer.exchange.ask.url;
    if (transfer.exchange.too_much) {
        return {Fault::too_large, url + ": the answer is larger than we take"};
    }
    if (code == CURLE_PEER_FAILED_VERIFICATION) {
        return {Fault::bad_settings, url + ": " + kNotTrusted + " (" + std::string(words) + ")"};
    }
    if (code == CURLE_COULDNT_CONNECT && !transfer.guard.refused.empty()) {
        return {Fault::bad_settings,
                url + ": not_allowed: it stands for " + transfer.guard.refused};
    }
    const auto* found = std::ranges::find(kMeanings, code, &Meaning::code);
    return {found == kMeanings.end() ? Fault::unreachable : found->fault,
            url + ": " + std::string(words)};
}

void set_body(CURL* easy, const Ask& ask) {
    switch (ask.method) {
        case HttpMethod::get:
            curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
            return;
        case HttpMethod::remove:
            curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "DELETE");
            return;
        case HttpMethod::put:
            curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "PUT");
            break;
        case HttpMethod::post:
            break;
    }
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, ask.body.data());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(ask.body.size()));
}

void set_headers(CURL* easy, Transfer& transfer) {
    const auto add = [&transfer](const std::string& line) {
        if (auto* longer = curl_slist_append(transfer.headers.get(), line.c_str())) {
            static_cast<void>(transfer.headers.release());
            transfer.headers.reset(longer);
        }
    };
    add("Expect:");  // Our services answer at once; asking first costs a round trip.
    add("Content-Type:");
    for (const auto& [name, value] : transfer.exchange.ask.headers) {
        add(std::string(name).append(": ").append(value));
    }
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer.headers.get());
}

void set_line(CURL* easy, HttpSettings& settings) {
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    const bool is_new = settings.least_tls == TlsVersion::v1_3;
    curl_easy_setopt(easy, CURLOPT_SSLVERSION,
                     static_cast<long>(is_new ? CURL_SSLVERSION_TLSv1_3 : CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(easy, CURLOPT_USERAGENT, settings.user_agent.c_str());
    if (!settings.authority_pem.empty()) {
        curl_blob pem{settings.authority_pem.data(), settings.authority_pem.size(), CURL_BLOB_COPY};
        curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &pem);
        curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);  // The system's are no help here.
    }
    const bool anybody = settings.trust == HttpTrust::anybody;
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, anybody ? 0L : 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, anybody ? 0L : 2L);
}

// The error is an address or a header that is none.
std::optional<Error> prepare(CURL* easy, Transfer& transfer, HttpSettings& settings) {
    const Ask& ask = transfer.exchange.ask;
    if (!ask.url.starts_with("http://") && !ask.url.starts_with("https://")) {
        return Error{Fault::bad_settings, ask.url + ": an address begins with http:// or https://"};
    }
    for (const auto& [name, value] : ask.headers) {
        if ((name + value).find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) {
            return Error{Fault::bad_settings, "the header " + name + " breaks its line"};
        }
    }
    set_line(easy, settings);
    transfer.guard.may_connect = settings.may_connect;
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &on_socket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &transfer);
    set_body(easy, ask);
    set_headers(easy, transfer);
    const auto connect = std::clamp(settings.connect_limit, milliseconds{1}, ask.limit);
    curl_easy_setopt(easy, CURLOPT_URL, ask.url.c_str());
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connect.count());
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer.words.data());
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &on_head);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer.exchange);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer.exchange);
    return std::nullopt;
}

void set_limits(CURL* easy, const Ask& ask) {
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, ask.limit.count());
    curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(ask.answer_most));
}

}  // namespace

struct HttpLine::Impl {
    HttpSettings settings;
    Easy easy;
};

HttpLine::HttpLine(HttpSettings settings) {
    begin_library();
    impl_ = std::make_unique<Impl>(Impl{std::move(settings), Easy(curl_easy_init())});
    assert(impl_->easy);
}

HttpLine::~HttpLine() = default;

Result<Answer> HttpLine::exchange(const Ask& ask) {
    Exchange exchange(ask);
    Transfer transfer(exchange);
    CURL* easy = impl_->easy.get();
    curl_easy_reset(easy);  // Keeps the connection.
    if (auto wrong = prepare(easy, transfer, impl_->settings)) {
        return tl::make_unexpected(std::move(*wrong));
    }
    set_limits(easy, ask);
    const CURLcode code = curl_easy_perform(easy);
    if (code != CURLE_OK) {
        return tl::make_unexpected(error_of(code, transfer));
    }
    return std::move(exchange.answer);
}

namespace {

struct Job {
    explicit Job(std::unique_ptr<PostedExchange> its_exchange)
        : exchange(std::move(its_exchange)),
          transfer(*exchange) {}

    std::unique_ptr<PostedExchange> exchange;
    Transfer transfer;
    Easy easy{curl_easy_init()};
};

}  // namespace

struct HttpClient::Impl {
    Impl(Post post, HttpSettings its_settings)
        : settings(std::move(its_settings)),
          waiting(std::make_shared<Waiting>(std::move(post),
                                            [this] { curl_multi_wakeup(multi.get()); })) {}

    HttpSettings settings;
    Multi multi{curl_multi_init()};
    std::shared_ptr<Waiting> waiting;
    std::mutex mutex;
    std::vector<std::unique_ptr<Job>> starting;            ///< Under the mutex.
    std::unordered_map<CURL*, std::unique_ptr<Job>> jobs;  ///< The thread's own.
    std::jthread thread;  // Last, so that it is joined before what it uses is gone.

    Result<ExchangeId> start(std::unique_ptr<PostedExchange> exchange) {
        auto job = std::make_unique<Job>(std::move(exchange));
        PostedExchange& begun = *job->exchange;
        assert(job->easy);
        if (auto wrong = prepare(job->easy.get(), job->transfer, settings)) {
            return tl::make_unexpected(std::move(*wrong));
        }
        if (!begun.is_stream()) {
            set_limits(job->easy.get(), begun.ask);
        }
        auto id = waiting->begin(kMost);
        if (!id) {
            return id;
        }
        begun.begin(*id, waiting);
        {
            const std::lock_guard lock{mutex};
            starting.push_back(std::move(job));
        }
        waiting->wake();
        return id;
    }

    void run(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            take_in();
            drop_cancelled();
            int running = 0;
            curl_multi_perform(multi.get(), &running);
            int left = 0;
            while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
                end(message->easy_handle, message->data.result);
            }
            const auto wait = static_cast<int>(look_after_streams().count());
            curl_multi_poll(multi.get(), nullptr, 0, wait, nullptr);
        }
        for (const auto& [easy, job] : jobs) {
            curl_multi_remove_handle(multi.get(), easy);
        }
        jobs.clear();
    }

    void take_in() {
        const std::lock_guard lock{mutex};
        for (auto& job : starting) {
            CURL* easy = job->easy.get();
            curl_multi_add_handle(multi.get(), easy);
            jobs.emplace(easy, std::move(job));
        }
        starting.clear();
    }

    void drop_cancelled() {
        std::erase_if(jobs, [this](const auto& job) {
            const bool cancelled = !waiting->is_live(job.second->exchange->id());
            if (cancelled) {
                curl_multi_remove_handle(multi.get(), job.first);
            }
            return cancelled;
        });
    }

    void end(CURL* easy, CURLcode code) {
        curl_multi_remove_handle(multi.get(), easy);
        const auto job = jobs.extract(easy);
        const Error why = error_of(code, job.mapped()->transfer);
        job.mapped()->exchange->over(code == CURLE_OK ? nullptr : &why);
    }

    // Ends silent streams, lets paused ones go on, and says how long nothing else is due.
    milliseconds look_after_streams() {
        auto wait = kPollMost;
        std::vector<CURL*> silent;
        for (const auto& [easy, job] : jobs) {
            PostedExchange& exchange = *job->exchange;
            if (!exchange.is_stream()) {
                continue;
            }
            if (exchange.can_go_on()) {
                curl_easy_pause(easy, CURLPAUSE_CONT);
            }
            const auto left = exchange.patience();
            if (left <= milliseconds::zero()) {
                silent.push_back(easy);
            }
            wait = std::clamp(left, milliseconds::zero(), wait);
        }
        for (CURL* easy : silent) {
            end(easy, CURLE_OPERATION_TIMEDOUT);
        }
        return wait;
    }
};

HttpClient::HttpClient(Post post, HttpSettings settings) {
    begin_library();
    impl_ = std::make_unique<Impl>(std::move(post), std::move(settings));
    impl_->thread = std::jthread([this](const std::stop_token& stop) { impl_->run(stop); });
}

HttpClient::~HttpClient() {
    impl_->thread.request_stop();
    impl_->waiting->wake();
    impl_->thread.join();
    impl_->waiting->end_all();
}

Result<ExchangeId> HttpClient::submit(Ask ask, Answered answered) {
    return impl_->start(std::make_unique<PostedExchange>(std::move(ask), std::move(answered)));
}

Result<ExchangeId> HttpClient::stream(Ask ask, StreamEars ears) {
    return impl_->start(std::make_unique<PostedExchange>(std::move(ask), std::move(ears)));
}

void HttpClient::cancel(ExchangeId exchange) {
    if (impl_->waiting->end(exchange)) {
        impl_->waiting->wake();
    }
}

}  // namespace hall::sync
