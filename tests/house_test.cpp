// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/support/places.h"

namespace {

namespace fs = std::filesystem;

// Room -> the rooms it may include from, besides itself. An arrow that is not here is a fault.
const std::map<std::string, std::set<std::string>, std::less<>> kMaySee{
    {"sync/hall", {}},
    {"sync", {"sync/hall"}},
    {"sync/service", {"sync", "sync/hall"}},
    {"printer", {}},
    {"display", {}},
    {"display/daemon", {"display", "sync", "sync/hall"}},
    {"kiosk/input", {"kiosk/platform"}},
    {"kiosk/platform", {"kiosk/input"}},
    {"kiosk/app", {"printer", "sync", "sync/hall"}},
    {"kiosk/screens", {"sync/hall"}},
    {"kiosk/main",
     {"kiosk/app", "kiosk/screens", "kiosk/input", "kiosk/platform", "printer", "sync",
      "sync/hall"}},
};

// Single headers a room may read out of a room that it may not see as a whole.
const std::map<std::string, std::set<std::string>, std::less<>> kMayRead{
    {"kiosk/screens", {"kiosk/app/view.h", "kiosk/app/command.h"}},
};

// A library's header, or a folder of them -> the only files or folders that may include it.
const std::map<std::string, std::vector<std::string>, std::less<>> kWalls{
    {"sqlite3.h", {"sync/journal.cpp", "sync/journal_copy.cpp", "sync/service/sqlite_store.cpp"}},
    {"libusb.h", {"printer/ports/usb_port.cpp", "printer/ports/usb_reader.cpp"}},
    {"libusb-1.0/libusb.h", {"printer/ports/usb_port.cpp", "printer/ports/usb_reader.cpp"}},
    {"curl/curl.h", {"sync/http_client.cpp"}},
    {"SDL.h",
     {"kiosk/platform/", "kiosk/input/", "display/voice/mixer", "display/drivers/screen_board"}},
    {"SDL2/SDL.h",
     {"kiosk/platform/", "kiosk/input/", "display/voice/mixer", "display/drivers/screen_board"}},
    {"opencc/opencc.h", {"display/charset.cpp"}},
    {"iconv.h", {"display/charset.cpp", "printer/charset.cpp"}},
    {"imgui.h", {"kiosk/screens/", "kiosk/platform/"}},
    {"boost/beast.hpp", {"sync/service/http_session.cpp"}},
    {"boost/beast/", {"sync/service/http_session.cpp"}},
    {"boost/asio/ssl/", {"sync/service/http_"}},
    {"openssl/", {"sync/service/authority.cpp"}},
};

struct Finding {
    std::string path;
    std::string line;
    std::string why;
};

// The room of a path: the longest key of the table that the path stands in; "" for none.
std::string room_of(std::string_view path) {
    std::string best;
    for (const auto& [room, unused] : kMaySee) {
        if (path.starts_with(room + "/") && room.size() > best.size()) {
            best = room;
        }
    }
    return best;
}

std::string_view included(std::string_view line, char open, char close) {
    const auto hash = line.find_first_not_of(" \t");
    if (hash == std::string_view::npos || line[hash] != '#') {
        return {};
    }
    const auto word = line.find_first_not_of(" \t", hash + 1);
    if (word == std::string_view::npos || !line.substr(word).starts_with("include")) {
        return {};
    }
    const auto from = line.find(open, word);
    if (from == std::string_view::npos) {
        return {};
    }
    const auto to = line.find(close, from + 1);
    return to == std::string_view::npos ? std::string_view{} : line.substr(from + 1, to - from - 1);
}

bool behind_wall(const std::string& path, const std::string& header) {
    for (const auto& [walled, allowed] : kWalls) {
        const bool meant = walled.ends_with('/') ? header.starts_with(walled) : header == walled;
        const bool inside = std::ranges::any_of(
            allowed, [&](const std::string& place) { return path.starts_with(place); });
        if (meant && !inside) {
            return true;
        }
    }
    return false;
}

void check_line(const std::string& path, const std::string& line, std::vector<Finding>& found) {
    const std::string room = room_of(path);
    if (const auto header = included(line, '<', '>');
        !header.empty() && behind_wall(path, std::string(header))) {
        found.push_back({path, line, "the library stays behind its wall"});
    }
    const auto quoted = included(line, '"', '"');
    if (quoted.empty()) {
        return;
    }
    const std::string to = room_of(quoted);
    if (to.empty()) {
        found.push_back({path, line, "one include root: the path on disk, from the top"});
        return;
    }
    const bool single = kMayRead.contains(room) && kMayRead.at(room).contains(std::string(quoted));
    if (to != room && !kMaySee.at(room).contains(to) && !single) {
        found.push_back({path, line, room + " may not see " + to});
    }
}

bool is_source(const fs::path& path) {
    return path.extension() == ".h" || path.extension() == ".cpp";
}

std::vector<Finding> findings_below(const fs::path& root) {
    std::vector<Finding> found;
    for (const char* top : {"kiosk", "display", "printer", "sync"}) {
        if (!fs::exists(root / top)) {
            continue;
        }
        for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
            if (!entry.is_regular_file() || !is_source(entry.path())) {
                continue;
            }
            const std::string path = fs::relative(entry.path(), root).generic_string();
            if (room_of(path).empty()) {
                found.push_back({path, "", "a source file outside every room"});
                continue;
            }
            std::ifstream file(entry.path());
            for (std::string line; std::getline(file, line);) {
                check_line(path, line, found);
            }
        }
    }
    return found;
}

constexpr int kMostLines = 400;
constexpr int kLicenceWithin = 4;  // A shebang, a doctype or an opening mark may stand above it.

// A file that nobody can read in one sitting, or that does not say under which licence it is.
void check_file(const std::string& path, std::istream& text, std::vector<Finding>& found) {
    int lines = 0;
    bool licensed = false;
    for (std::string line; std::getline(text, line);) {
        ++lines;
        licensed = licensed || (lines <= kLicenceWithin &&
                                line.find("SPDX-License-Identifier: Apache-2.0") != line.npos);
    }
    if (lines > kMostLines) {
        found.push_back(
            {path, std::to_string(lines) + " lines", "split it where it tells two things"});
    }
    if (!licensed) {
        found.push_back({path, "", "the first lines name the licence"});
    }
}

bool is_written_by_hand(const fs::path& path) {
    static const std::set<std::string> kinds{".h", ".cpp", ".js", ".mjs", ".css", ".html", ".py"};
    return kinds.contains(path.extension().string());
}

std::vector<Finding> unreadable_below(const fs::path& root) {
    std::vector<Finding> found;
    for (const char* top : {"kiosk", "display", "printer", "sync", "assets", "tests"}) {
        for (auto entry = fs::recursive_directory_iterator(root / top);
             entry != fs::recursive_directory_iterator(); ++entry) {
            if (entry->path().filename() == "node_modules") {
                entry.disable_recursion_pending();
            } else if (entry->is_regular_file() && is_written_by_hand(entry->path())) {
                std::ifstream file(entry->path());
                check_file(fs::relative(entry->path(), root).generic_string(), file, found);
            }
        }
    }
    return found;
}

std::string told(const std::vector<Finding>& found) {
    std::string text;
    for (const Finding& one : found) {
        text += one.path + ": " + one.line + " — " + one.why + "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("no room looks into a room above it or beside it", "[house]") {
    const auto found = findings_below(hall::support::source_dir());
    INFO(told(found));
    CHECK(found.empty());
}

TEST_CASE("a wrong arrow is seen, named and explained", "[house]") {
    std::vector<Finding> found;
    check_line("printer/slip.cpp", "#include \"sync/hall/ticket.h\"", found);
    check_line("kiosk/screens/home.cpp", "#include \"kiosk/app/desk.h\"", found);
    check_line("sync/hall/book.cpp", "#  include <sqlite3.h>", found);
    check_line("display/board.h", "#include \"board.h\"", found);
    check_line("sync/service/routes.cpp", "#include <boost/beast/http.hpp>", found);
    REQUIRE(found.size() == 5);
    CHECK(found[0].why == "printer may not see sync/hall");
    CHECK(found[1].why == "kiosk/screens may not see kiosk/app");
    CHECK(found[2].why == "the library stays behind its wall");
    CHECK(found[3].why == "one include root: the path on disk, from the top");
}

TEST_CASE("a right arrow passes", "[house]") {
    std::vector<Finding> found;
    check_line("kiosk/screens/home.cpp", "#include \"kiosk/app/view.h\"", found);
    check_line("kiosk/app/desk.cpp", "#include \"printer/slip.h\"", found);
    check_line("display/daemon/follow.cpp", "#include \"sync/hall/book.h\"", found);
    check_line("sync/journal.cpp", "#include <sqlite3.h>", found);
    check_line("printer/slip.cpp", "#include <vector>", found);
    INFO(told(found));
    CHECK(found.empty());
}

TEST_CASE("every file can be read in one sitting and names its licence", "[house]") {
    const auto found = unreadable_below(hall::support::source_dir());
    INFO(told(found));
    CHECK(found.empty());
}

TEST_CASE("a long file and one without a licence are seen", "[house]") {
    const std::string licence = "// SPDX-License-Identifier: Apache-2.0\n";
    std::string text = licence;
    for (int line = 1; line < kMostLines; ++line) {
        text += "\n";
    }
    std::vector<Finding> found;
    std::istringstream just{text};
    check_file("just.cpp", just, found);
    CHECK(found.empty());
    std::istringstream longer{text + "\n"};
    check_file("long.cpp", longer, found);
    std::istringstream bare{"int main() {}\n"};
    check_file("bare.cpp", bare, found);
    REQUIRE(found.size() == 2);
    CHECK(found[0].line == "401 lines");
    CHECK(found[1].path == "bare.cpp");
}

TEST_CASE("the top level is the one the house has", "[house]") {
    const std::set<std::string> allowed{
        "CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "assets", "display",
        "kiosk",          "printer",           "sync",    "tests",     "build"};
    for (const auto& entry : fs::directory_iterator(hall::support::source_dir())) {
        const std::string name = entry.path().filename().string();
        INFO(name);
        CHECK((name.starts_with(".") || allowed.contains(name)));
    }
}
