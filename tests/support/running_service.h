// SPDX-License-Identifier: Apache-2.0
// The central service with the sample hall, in this process, on a port of its own.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "sync/documents.h"
#include "sync/service/loop.h"
#include "sync/service/service.h"
#include "sync/service/tls_keeper.h"

namespace hall::test {

/// Started anew on the same directory it goes on from its log, as the program does.
class RunningService {
public:
    /// The hall's clock begins on a Monday at 09:10.
    explicit RunningService(std::string data, std::uint16_t port = 0);
    ~RunningService();
    RunningService(const RunningService&) = delete;
    RunningService& operator=(const RunningService&) = delete;

    /// Ours, as device `as`.
    [[nodiscard]] sync::ServiceAddress address(const std::string& as) const;
    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    /// "https://127.0.0.1:…", where it listens as well, signed by the authority in its data.
    [[nodiscard]] std::string secure_url() const;
    [[nodiscard]] const std::string& authority_pem() const { return tls_.authority_pem(); }
    [[nodiscard]] std::function<Moment()> clock() const { return now_; }

    /// One request with the local token, or as the clerk whose cookie is given.
    [[nodiscard]] sync::Answer ask(sync::HttpMethod method,
                                   const std::string& path,
                                   const std::string& body = {},
                                   std::vector<sync::HttpHeader> headers = {}) const;
    /// Below /v1/halls/{h}.
    [[nodiscard]] sync::Answer ask_hall(sync::HttpMethod method,
                                        const std::string& path,
                                        const std::string& body = {},
                                        std::vector<sync::HttpHeader> headers = {}) const;
    /// The headers that a page of the clerk's sends. Without a counter: of a desk.
    [[nodiscard]] std::vector<sync::HttpHeader> sign_in(const std::string& clerk,
                                                        const std::string& counter) const;
    /// A command with a fresh id: "200", or "409 queue_empty".
    [[nodiscard]] std::string command(const std::vector<sync::HttpHeader>& who,
                                      const std::string& fields) const;
    /// A ticket from reception; its id.
    [[nodiscard]] std::string issue(const std::string& item) const;
    /// Every line of the log.
    [[nodiscard]] std::vector<sync::Entry> log() const;

    static constexpr const char* kHall = "hall-sample";

private:
    std::string data_;
    std::function<Moment()> now_;
    std::unique_ptr<service::Loop> loop_;
    service::TlsKeeper tls_;
    std::unique_ptr<service::Service> service_;
    std::uint16_t port_ = 0;
    std::uint16_t tls_port_ = 0;
    std::string token_;
    std::jthread thread_;
};

/// The code in a problem; empty for anything else.
[[nodiscard]] std::string code_in(const sync::Answer& answer);

/// A document of the sample hall.
[[nodiscard]] std::string sample_document(const std::string& name);

}  // namespace hall::test
