// SPDX-License-Identifier: Apache-2.0
#include "sync/service/authority.h"

#include <algorithm>
#include <array>
#include <memory>

#include <arpa/inet.h>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace hall::service {

using sync::Fault;

namespace {

template <auto Free>
struct Freed {
    template <typename T>
    void operator()(T* one) const noexcept {
        Free(one);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Names = std::unique_ptr<GENERAL_NAMES, Freed<GENERAL_NAMES_free>>;

constexpr std::chrono::hours kBefore{24};  // Devices whose clock is a little behind.

sync::Error failed(const char* what) {
    return {Fault::bad_settings, std::string("the hall's certificate: ") + what};
}

Bio reading(const std::string& text) {
    return Bio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
}

std::string text_in(const Bio& bio) {
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

Certificate certificate_in(const std::string& pem) {
    return Certificate{PEM_read_bio_X509(reading(pem).get(), nullptr, nullptr, nullptr)};
}

bool add_extension(X509* to, X509* issuer, int which, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
    const Extension extension{X509V3_EXT_conf_nid(nullptr, &context, which, value)};
    return extension && X509_add_ext(to, extension.get(), -1) == 1;
}

bool is_address(const std::string& name) {
    std::array<unsigned char, 16> bytes{};
    return ::inet_pton(AF_INET, name.c_str(), bytes.data()) == 1 ||
           ::inet_pton(AF_INET6, name.c_str(), bytes.data()) == 1;
}

std::string alternative_names(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        text += text.empty() ? "" : ",";
        text += (is_address(name) ? "IP:" : "DNS:") + name;
    }
    return text;
}

// 127 random bits: never negative, never again. Source: RFC 5280 §4.1.2.2
bool set_serial(X509* certificate) {
    std::array<unsigned char, 16> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
        return false;
    }
    bytes[0] = static_cast<unsigned char>((bytes[0] & 0x3FU) | 0x40U);
    const std::unique_ptr<BIGNUM, Freed<BN_free>> number{
        BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr)};
    return number &&
           BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool set_name(X509* certificate, const std::string& common_name) {
    constexpr std::size_t kMost = 64;  // ub-common-name, RFC 5280 appendix A
    X509_NAME* name = X509_get_subject_name(certificate);
    std::size_t end = std::min(common_name.size(), kMost);
    while (end < common_name.size() && end > 0 &&
           (static_cast<unsigned char>(common_name[end]) & 0xC0U) == 0x80U) {
        --end;  // Not in the middle of a character.
    }
    return X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(common_name.data()),
                                      static_cast<int>(end), -1, 0) == 1;
}

std::time_t seconds_of(Moment moment) {
    return std::chrono::duration_cast<std::chrono::seconds>(moment.time_since_epoch()).count();
}

sync::Result<Certified> as_pem(const Certificate& certificate, const Key& key) {
    const Bio written{BIO_new(BIO_s_mem())};
    const Bio key_written{BIO_new(BIO_s_mem())};
    if (!written || !key_written || PEM_write_bio_X509(written.get(), certificate.get()) != 1 ||
        PEM_write_bio_PrivateKey(key_written.get(), key.get(), nullptr, nullptr, 0, nullptr,
                                 nullptr) != 1) {
        return tl::make_unexpected(failed("it cannot be written"));
    }
    return Certified{text_in(written), text_in(key_written)};
}

// Version, serial, key and subject: what both kinds have.
Certificate begun(const Key& key, const std::string& common_name) {
    Certificate certificate{X509_new()};
    const bool good = certificate && key && X509_set_version(certificate.get(), 2) == 1 &&
                      set_serial(certificate.get()) &&
                      X509_set_pubkey(certificate.get(), key.get()) == 1 &&
                      set_name(certificate.get(), common_name);
    return good ? std::move(certificate) : Certificate{};
}

Moment moment_of(const ASN1_TIME* time) {
    const std::unique_ptr<ASN1_TIME, Freed<ASN1_TIME_free>> epoch{ASN1_TIME_set(nullptr, 0)};
    int days = 0;
    int seconds = 0;
    ASN1_TIME_diff(&days, &seconds, epoch.get(), time);
    return Moment{std::chrono::hours{24} * days + std::chrono::seconds{seconds}};
}

std::string text_of_address(const ASN1_OCTET_STRING* bytes) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int family = ASN1_STRING_length(bytes) == 4 ? AF_INET : AF_INET6;
    const char* shown = ::inet_ntop(family, ASN1_STRING_get0_data(bytes), text.data(), text.size());
    return shown == nullptr ? std::string{} : std::string{shown};
}

}  // namespace

sync::Result<Certified> make_authority(const std::string& common_name) {
    const Key key{EVP_EC_gen("P-256")};
    const Certificate certificate = begun(key, common_name);
    X509* one = certificate.get();
    const bool made =
        one != nullptr && ASN1_TIME_set_string(X509_getm_notBefore(one), "20200101000000Z") == 1 &&
        ASN1_TIME_set_string(X509_getm_notAfter(one), "99991231235959Z") == 1 &&
        X509_set_issuer_name(one, X509_get_subject_name(one)) == 1 &&
        add_extension(one, one, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
        add_extension(one, one, NID_key_usage, "critical,keyCertSign,cRLSign") &&
        add_extension(one, one, NID_subject_key_identifier, "hash") &&
        X509_sign(one, key.get(), EVP_sha256()) > 0;
    if (!made) {
        return tl::make_unexpected(failed("no authority can be made"));
    }
    return as_pem(certificate, key);
}

sync::Result<Certified> make_server(const Certified& authority,
                                    const std::vector<std::string>& names,
                                    Moment now) {
    const Certificate issuer = certificate_in(authority.certificate_pem);
    const Key issuer_key{
        PEM_read_bio_PrivateKey(reading(authority.key_pem).get(), nullptr, nullptr, nullptr)};
    if (!issuer || !issuer_key || X509_check_private_key(issuer.get(), issuer_key.get()) != 1) {
        return tl::make_unexpected(failed("the authority's certificate and key do not fit"));
    }
    const Key key{EVP_EC_gen("P-256")};
    const Certificate certificate = begun(key, "hall-service");
    X509* one = certificate.get();
    const bool made =
        one != nullptr &&
        ASN1_TIME_set(X509_getm_notBefore(one), seconds_of(now - kBefore)) != nullptr &&
        ASN1_TIME_set(X509_getm_notAfter(one), seconds_of(now - kBefore + kServerLife)) !=
            nullptr &&
        X509_set_issuer_name(one, X509_get_subject_name(issuer.get())) == 1 &&
        add_extension(one, issuer.get(), NID_basic_constraints, "critical,CA:FALSE") &&
        add_extension(one, issuer.get(), NID_key_usage, "critical,digitalSignature") &&
        add_extension(one, issuer.get(), NID_ext_key_usage, "serverAuth") &&
        add_extension(one, issuer.get(), NID_subject_key_identifier, "hash") &&
        add_extension(one, issuer.get(), NID_authority_key_identifier, "keyid:always") &&
        add_extension(one, issuer.get(), NID_subject_alt_name, alternative_names(names).c_str()) &&
        X509_sign(one, issuer_key.get(), EVP_sha256()) > 0;
    if (!made) {
        return tl::make_unexpected(failed("it cannot be made for these names"));
    }
    return as_pem(certificate, key);
}

sync::Result<CertificateFacts> facts_of(const std::string& certificate_pem) {
    const Certificate certificate = certificate_in(certificate_pem);
    if (!certificate) {
        return tl::make_unexpected(failed("it is damaged"));
    }
    CertificateFacts facts{moment_of(X509_get0_notBefore(certificate.get())),
                           moment_of(X509_get0_notAfter(certificate.get())),
                           {}};
    const Names names{static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(certificate.get(), NID_subject_alt_name, nullptr, nullptr))};
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
        int kind = 0;
        const void* value = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names.get(), i), &kind);
        if (kind == GEN_DNS) {
            const auto* text = static_cast<const ASN1_IA5STRING*>(value);
            facts.names.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                                     static_cast<std::size_t>(ASN1_STRING_length(text)));
        } else if (kind == GEN_IPADD) {
            facts.names.push_back(text_of_address(static_cast<const ASN1_OCTET_STRING*>(value)));
        }
    }
    std::ranges::sort(facts.names);
    return facts;
}

bool is_signed_by(const std::string& certificate_pem, const std::string& authority_pem) {
    const Certificate certificate = certificate_in(certificate_pem);
    const Certificate authority = certificate_in(authority_pem);
    return certificate && authority &&
           X509_verify(certificate.get(), X509_get0_pubkey(authority.get())) == 1;
}

}  // namespace hall::service
