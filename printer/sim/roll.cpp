// SPDX-License-Identifier: Apache-2.0
#include "printer/sim/roll.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <span>
#include <string_view>
#include <system_error>
#include <vector>

#include <sys/stat.h>

#include "printer/png.h"

namespace hall::printer::sim {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kControlMax = 4096;

std::string file_of(int slip) {
    std::array<char, 32> name{};
    std::snprintf(name.data(), name.size(), "slip-%06d.png", slip);
    return name.data();
}

// 0 for any other name.
int slip_of(std::string_view name) {
    if (!name.starts_with("slip-") || !name.ends_with(".png")) {
        return 0;
    }
    name = name.substr(5, name.size() - 9);
    int value = 0;
    const auto parsed = std::from_chars(name.data(), name.data() + name.size(), value);
    return parsed.ec == std::errc{} && parsed.ptr == name.data() + name.size() ? value : 0;
}

// Under a name that nobody looks for, then renamed: readers see all of it or nothing.
bool write_whole(const fs::path& path, std::span<const std::uint8_t> bytes) {
    const fs::path part = path.parent_path() / ("." + path.filename().string() + ".part");
    {
        std::ofstream file(part, std::ios::binary | std::ios::trunc);
        for (const std::uint8_t byte : bytes) {
            file.put(static_cast<char>(byte));
        }
        file.close();
        if (!file) {
            return false;
        }
    }
    std::error_code failed;
    fs::rename(part, path, failed);
    return !failed;
}

bool write_whole(const fs::path& path, const std::string& text) {
    const std::vector<std::uint8_t> bytes(text.begin(), text.end());
    return write_whole(path, bytes);
}

std::string read_bounded(const fs::path& path, std::size_t most) {
    std::ifstream file(path, std::ios::binary);
    std::string text(most, '\0');
    file.read(text.data(), static_cast<std::streamsize>(most));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

}  // namespace

Result<std::unique_ptr<Roll>> Roll::open(const std::string& directory) {
    std::error_code failed;
    fs::create_directories(directory, failed);
    auto roll = std::unique_ptr<Roll>(new Roll(directory));
    fs::directory_iterator entries(directory, failed);
    if (failed) {
        return fault(Fault::roll_not_kept, directory + ": " + failed.message());
    }
    for (const auto& entry : entries) {
        roll->slips_ = std::max(roll->slips_, slip_of(entry.path().filename().string()));
    }
    return roll;
}

Outcome Roll::keep(const Bitmap& piece) {
    const std::string name = file_of(slips_ + 1);
    if (!write_whole(fs::path(directory_) / name, encode_png(piece))) {
        return fault(Fault::roll_not_kept, directory_ + "/" + name + " cannot be written");
    }
    ++slips_;
    std::ofstream log(fs::path(directory_) / "roll.log", std::ios::app);
    log << name << ' ' << piece.width_dots << " x " << piece.height_dots << '\n';
    return {};
}

std::optional<Bitmap> Roll::take_hanging() {
    const fs::path path = fs::path(directory_) / "hanging.png";
    const std::string text = read_bounded(path, std::size_t{4} << 20U);
    if (text.empty()) {
        return std::nullopt;
    }
    std::error_code ignored;
    fs::remove(path, ignored);
    const std::vector<std::uint8_t> bytes(text.begin(), text.end());
    const auto piece = decode_png(bytes);
    return piece.has_value() ? std::optional(*piece) : std::nullopt;
}

void Roll::leave_hanging(const Bitmap& piece) {
    if (piece.height_dots > 0) {
        write_whole(fs::path(directory_) / "hanging.png", encode_png(piece));
    }
}

std::optional<Knobs> Roll::changed_knobs() {
    const fs::path path = fs::path(directory_) / "control";
    struct stat now {};
    std::string identity;
    if (::stat(path.c_str(), &now) == 0) {
        identity = std::to_string(now.st_ino) + "/" + std::to_string(now.st_size) + "/" +
                   std::to_string(now.st_mtim.tv_sec) + "." + std::to_string(now.st_mtim.tv_nsec);
    }
    if (identity == seen_) {
        return std::nullopt;
    }
    seen_ = identity;
    const std::string text = identity.empty() ? "" : read_bounded(path, kControlMax);
    const auto knobs = parse_knobs(text);
    const fs::path applied = fs::path(directory_) / "applied";
    if (!knobs.has_value()) {
        write_whole(applied, "refused: " + knobs.error().detail + "\n");
        return std::nullopt;
    }
    write_whole(applied, text);
    return *knobs;
}

}  // namespace hall::printer::sim
