// SPDX-License-Identifier: Apache-2.0
#include "sync/service/http_tls.h"

#include <utility>  // Asio 1.74 forgets it.

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>

namespace hall::service {

namespace asio = boost::asio;
using boost::system::error_code;

sync::Result<TlsContext> tls_context(const TlsIdentity& identity) {
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    SSL_CTX* tls = context->native_handle();
    error_code error;
    const auto attempt = [&error](const error_code& next) {
        if (!error) {
            error = next;
        }
    };
    error_code one;
    context->use_certificate_chain(asio::buffer(identity.chain_pem), one);
    attempt(one);
    context->use_private_key(asio::buffer(identity.key_pem), asio::ssl::context::pem, one);
    attempt(one);
    if (error || SSL_CTX_check_private_key(tls) != 1) {
        return sync::fail(sync::Fault::bad_settings,
                          "the certificate and its key do not fit" +
                              (error ? ": " + error.message() : std::string{}));
    }
    SSL_CTX_set_min_proto_version(tls, TLS1_3_VERSION);
    SSL_CTX_set_mode(tls, SSL_MODE_RELEASE_BUFFERS);  // A thousand quiet boards.
    SSL_CTX_set_session_cache_mode(tls, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(tls, 1);
    return context;
}

}  // namespace hall::service
