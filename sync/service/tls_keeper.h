// SPDX-License-Identifier: Apache-2.0
// The hall's authority and the service's certificate on the disk, kept good while it runs.
#pragma once

#include <string>
#include <vector>

#include "sync/fault.h"
#include "sync/hall/ids.h"
#include "sync/service/http_tls.h"

namespace hall::service {

/// Files below <data>/tls, all 0600: authority.pem and authority.key, made once; server.pem and
/// server.key, made anew before they expire and when the machine has a name or address that they
/// do not say.
///
/// Not thread-safe: owned by the service's loop. Reads and writes small files: some 5 ms.
class TlsKeeper {
public:
    /// `hall_name` goes into the authority's name; `own_names` are added to the machine's own.
    TlsKeeper(std::string data, std::string hall_name, std::vector<std::string> own_names);

    /// Makes what is missing, renews what is due. True when there is something new to show.
    /// `now` is the system's time, not the program's: clients check with theirs.
    /// Errors: disk, disk_full, bad_settings (a file is damaged; says which, and the remedy).
    [[nodiscard]] sync::Result<bool> keep(Moment now);

    [[nodiscard]] const TlsIdentity& identity() const noexcept { return identity_; }
    [[nodiscard]] const std::string& authority_pem() const noexcept { return authority_pem_; }

    /// The authority in `data`; empty when there is none yet. Errors: disk, too_large.
    [[nodiscard]] static sync::Result<std::string> kept_authority(const std::string& data);

    /// So long before its end a certificate is renewed: a hall's holidays and a manager's.
    static constexpr std::chrono::hours kAhead{24 * 30};

private:
    [[nodiscard]] std::string file(const char* name) const { return data_ + "/tls/" + name; }
    [[nodiscard]] sync::Result<void> load_authority();
    [[nodiscard]] bool is_good(const std::string& certificate_pem,
                               const std::vector<std::string>& names,
                               Moment now) const;

    std::string data_;
    std::string hall_name_;
    std::vector<std::string> own_names_;
    std::string authority_pem_;
    std::string authority_key_;
    TlsIdentity identity_;
};

/// What this machine is called: its host name, "localhost", and the addresses of its interfaces,
/// sorted. At most kNamesMost.
[[nodiscard]] std::vector<std::string> names_of_machine();
inline constexpr std::size_t kNamesMost = 60;

}  // namespace hall::service
