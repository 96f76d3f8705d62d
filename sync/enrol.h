// SPDX-License-Identifier: Apache-2.0
// How a device comes to its hall: a code from the manager's page, once; then a token and the hall's
// authority in a file of its own.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "sync/downlink.h"
#include "sync/fault.h"

namespace hall::sync {

/// What a device keeps of its enrolment.
struct Enrolment {
    std::string url;  ///< Of the service: "https://192.168.1.5:8461".
    std::string hall;
    std::string device;
    std::string token;
    std::string authority_pem;  ///< Whom an https service must be signed by; empty for http.
    std::int64_t since = 0;     ///< When the token was given out, UTC ms by the device's own clock.

    bool operator==(const Enrolment&) const = default;
};

/// Who wants to enrol, and where.
struct EnrolAsk {
    std::string url;
    std::string hall;  ///< Empty: the only one that the service has.
    std::string device;
    std::string kind;  ///< "kiosk" or "board".
    std::string code;  ///< As the manager's page shows it.
};

/// Trades the code for a token. Over https the service's authority is taken first and compared with
/// the fingerprint that the code carries; the code itself goes only to a service that this
/// authority has signed. Plain http is for this machine alone.
/// Blocks for some 10 s at most.
/// Errors: bad_settings (the code is none, or lacks the authority; http to another machine; the
/// authority there is another, whose detail says `not_trusted`), refused (code_wrong and others,
/// with what to do), unreachable, timed_out, bad_answer.
[[nodiscard]] Result<Enrolment> enrol(const EnrolAsk& ask);

/// The file <directory>/enrolment.json, 0600. Errors: disk, disk_full.
[[nodiscard]] Result<void> keep_enrolment(const std::string& directory, const Enrolment& enrolment);
/// Errors: disk (there is none), bad_message (damaged; enrol again), too_large.
[[nodiscard]] Result<Enrolment> kept_enrolment(const std::string& directory);

/// What a program was told of its service, and where it keeps its own.
struct ServiceOptions {
    std::string url;
    std::string hall;
    std::string device;
    std::string data;
    std::string token_file;      ///< Empty: the enrolment's token, when there is one.
    std::string authority_file;  ///< Empty: the enrolment's authority, when there is one.
};

/// The address to speak to. An enrolment counts for the service it was made with: for another
/// `url` its token is not shown.
/// A token older than kTokenLife is changed for another first; when the service is away it is the
/// next start that does it. Blocks for 2 s at most.
/// Errors: as read_whole(), kept_enrolment(); bad_settings (https without an authority).
[[nodiscard]] Result<ServiceAddress> address_for(
    const ServiceOptions& options,
    std::chrono::system_clock::time_point now = std::chrono::system_clock::now());
inline constexpr std::chrono::hours kTokenLife{24 * 30};

/// A token of one's own for another: `--enrol CODE` of a program. Prints what became of it, in one
/// sentence. Returns the program's exit status.
int enrol_and_tell(const ServiceOptions& options, const std::string& kind, const std::string& code);

}  // namespace hall::sync
