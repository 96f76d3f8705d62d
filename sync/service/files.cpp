// SPDX-License-Identifier: Apache-2.0
#include "sync/service/files.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/files.h"
#include "sync/service/secrets.h"

namespace hall::service {

namespace fs = std::filesystem;
using sync::Fault;

namespace {

constexpr std::size_t kPageMax = std::size_t{2} * 1024 * 1024;

std::string errno_text() {
    return std::system_category().message(errno);
}

std::string type_of(const fs::path& path) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kTypes{
        {{".html", "text/html; charset=utf-8"},
         {".js", "text/javascript; charset=utf-8"},
         {".css", "text/css; charset=utf-8"},
         {".json", "application/json"},
         {".svg", "image/svg+xml"},
         {".png", "image/png"},
         {".yaml", "application/yaml"},
         {".woff2", "font/woff2"}}};
    for (const auto& [extension, type] : kTypes) {
        if (path.extension() == extension) {
            return std::string(type);
        }
    }
    return "application/octet-stream";
}

}  // namespace

sync::Result<std::string> read_or_make(const std::string& path,
                                       const std::function<std::string()>& fresh) {
    constexpr std::size_t kSecretMax = 1024;
    constexpr std::size_t kSecretLeast = 32;
    if (fs::exists(path)) {
        auto kept = sync::read_whole(path, kSecretMax);
        if (kept && kept->size() < kSecretLeast) {
            return sync::fail(Fault::bad_settings, path + ": too short for a secret; remove it");
        }
        return kept;
    }
    const std::string made = fresh();
    if (auto kept = sync::write_whole(path, made, S_IRUSR | S_IWUSR); !kept) {
        return tl::make_unexpected(kept.error());
    }
    return made;
}

sync::Result<void> lock_data(const std::string& data) {
    const std::string path = data + "/lock";
    // Never closed: the lock lasts as long as the program.
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0) {
        return sync::fail(Fault::disk, path + ": " + errno_text());
    }
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        return sync::fail(Fault::bad_settings,
                          data +
                              " belongs to another program that is running; stop it or give "
                              "this one a directory of its own with --data");
    }
    return {};
}

std::string etag_of(const std::string& bytes) {
    return "\"" + hash_of(bytes).substr(0, 32) + "\"";
}

Served served(std::string bytes, std::string content_type) {
    const std::string etag = etag_of(bytes);
    return {std::move(content_type), body_of(std::move(bytes)), etag};
}

sync::Result<std::map<std::string, Served>> load_pages(const std::string& directory) {
    std::map<std::string, Served> pages;
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(directory, error)) {
        // An editor's leftovers begin with a dot and are nobody's page.
        if (!entry.is_regular_file() || entry.path().filename().string().starts_with('.')) {
            continue;
        }
        auto bytes = sync::read_whole(entry.path().string(), kPageMax);
        if (!bytes) {
            return tl::make_unexpected(bytes.error());
        }
        const std::string path = "/" + fs::relative(entry.path(), directory).generic_string();
        Served page = served(std::move(*bytes), type_of(entry.path()));
        if (path.ends_with("/index.html")) {
            pages.emplace(path.substr(0, path.size() - std::strlen("index.html")), page);
        }
        pages.emplace(path, std::move(page));
    }
    if (error) {
        return sync::fail(Fault::disk, directory + ": " + error.message());
    }
    return pages;
}

}  // namespace hall::service
