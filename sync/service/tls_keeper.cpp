// SPDX-License-Identifier: Apache-2.0
#include "sync/service/tls_keeper.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <utility>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/files.h"
#include "sync/service/authority.h"

#include <net/if.h>

namespace hall::service {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPemMost = std::size_t{64} * 1024;
constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;

std::string address_in(const sockaddr* socket) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (socket->sa_family == AF_INET) {
        const auto* four = reinterpret_cast<const sockaddr_in*>(socket);
        ::inet_ntop(AF_INET, &four->sin_addr, text.data(), text.size());
    } else if (socket->sa_family == AF_INET6) {
        const auto* six = reinterpret_cast<const sockaddr_in6*>(socket);
        // Link-local ones are another on every box and need a zone, which no certificate has.
        if (!IN6_IS_ADDR_LINKLOCAL(&six->sin6_addr)) {
            ::inet_ntop(AF_INET6, &six->sin6_addr, text.data(), text.size());
        }
    }
    return text.data();
}

bool is_dns_name(const std::string& name) {
    return !name.empty() && name.find_first_not_of(
                                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789-.") == std::string::npos;
}

}  // namespace

std::vector<std::string> names_of_machine() {
    std::vector<std::string> names{"localhost", "127.0.0.1", "::1"};
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) == 0 && is_dns_name(host.data())) {
        names.emplace_back(host.data());
    }
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) == 0) {
        const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> all{first, &::freeifaddrs};
        for (const ifaddrs* one = all.get(); one != nullptr; one = one->ifa_next) {
            const bool up = (one->ifa_flags & IFF_UP) != 0 && one->ifa_addr != nullptr;
            if (std::string address = up ? address_in(one->ifa_addr) : ""; !address.empty()) {
                names.push_back(std::move(address));
            }
        }
    }
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    names.resize(std::min(names.size(), kNamesMost));
    return names;
}

TlsKeeper::TlsKeeper(std::string data, std::string hall_name, std::vector<std::string> own_names)
    : data_(std::move(data)),
      hall_name_(std::move(hall_name)),
      own_names_(std::move(own_names)) {
}

sync::Result<std::string> TlsKeeper::kept_authority(const std::string& data) {
    const std::string path = data + "/tls/authority.pem";
    return fs::exists(path) ? sync::read_whole(path, kPemMost) : sync::Result<std::string>{""};
}

// The certificate last: without it the key is nobody's, and both are made again.
sync::Result<void> TlsKeeper::load_authority() {
    if (!authority_pem_.empty()) {
        return {};
    }
    std::error_code made;
    fs::create_directories(data_ + "/tls", made);
    fs::permissions(data_ + "/tls", fs::perms::owner_all, made);
    auto kept = kept_authority(data_);
    if (!kept) {
        return tl::make_unexpected(kept.error());
    }
    if (kept->empty()) {
        auto fresh = make_authority("Jiaohao " + hall_name_);
        if (!fresh) {
            return tl::make_unexpected(fresh.error());
        }
        if (auto put = sync::write_whole(file("authority.key"), fresh->key_pem, kOwnerOnly); !put) {
            return put;
        }
        if (auto put = sync::write_whole(file("authority.pem"), fresh->certificate_pem, kOwnerOnly);
            !put) {
            return put;
        }
        authority_key_ = std::move(fresh->key_pem);
        authority_pem_ = std::move(fresh->certificate_pem);
        return {};
    }
    auto key = sync::read_whole(file("authority.key"), kPemMost);
    if (!key) {
        return tl::make_unexpected(key.error());
    }
    authority_key_ = std::move(*key);
    authority_pem_ = std::move(*kept);
    return {};
}

bool TlsKeeper::is_good(const std::string& certificate_pem,
                        const std::vector<std::string>& names,
                        Moment now) const {
    const auto facts = facts_of(certificate_pem);
    return facts && is_signed_by(certificate_pem, authority_pem_) && facts->from <= now &&
           now + kAhead < facts->until && std::ranges::includes(facts->names, names);
}

sync::Result<bool> TlsKeeper::keep(Moment now) {
    if (auto loaded = load_authority(); !loaded) {
        return tl::make_unexpected(loaded.error());
    }
    auto names = names_of_machine();
    names.insert(names.end(), own_names_.begin(), own_names_.end());
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    const bool first = identity_.chain_pem.empty();
    if (first && fs::exists(file("server.pem"))) {
        const auto chain = sync::read_whole(file("server.pem"), kPemMost);
        const auto key = sync::read_whole(file("server.key"), kPemMost);
        if (chain && key) {  // What is damaged is made anew.
            identity_ = {*chain, *key};
        }
    }
    if (is_good(identity_.chain_pem, names, now) && tls_context(identity_)) {
        return first;
    }
    auto server = make_server({authority_pem_, authority_key_}, names, now);
    if (!server) {
        return sync::fail(server.error().code,
                          server.error().detail + "; " + data_ +
                              "/tls holds it, put it back from a backup or remove the folder and "
                              "enrol the devices again");
    }
    if (auto put = sync::write_whole(file("server.key"), server->key_pem, kOwnerOnly); !put) {
        return tl::make_unexpected(put.error());
    }
    if (auto put = sync::write_whole(file("server.pem"), server->certificate_pem, kOwnerOnly);
        !put) {
        return tl::make_unexpected(put.error());
    }
    identity_ = {std::move(server->certificate_pem), std::move(server->key_pem)};
    return true;
}

}  // namespace hall::service
