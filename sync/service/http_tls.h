// SPDX-License-Identifier: Apache-2.0
// What the server shows of itself over TLS, made ready for its sockets.
#pragma once

#include <memory>
#include <string>

#include "sync/fault.h"

namespace boost::asio::ssl {
class context;
}

namespace hall::service {

/// A certificate with those that lead from it to the authority, and its key, as PEM.
struct TlsIdentity {
    std::string chain_pem;
    std::string key_pem;
};

using TlsContext = std::shared_ptr<boost::asio::ssl::context>;

/// TLS 1.3 and nothing older; no early data, so that a request cannot be played again.
/// Source: RFC 8446 §8. Errors: bad_settings (not PEM, or the key is another certificate's).
[[nodiscard]] sync::Result<TlsContext> tls_context(const TlsIdentity& identity);

}  // namespace hall::service
