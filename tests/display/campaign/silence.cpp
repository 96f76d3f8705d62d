// SPDX-License-Identifier: Apache-2.0
// board_silence [--seconds 600] [--board PROGRAM]
//
// hall-board itself with 44 signs of every kind through a morning: rest, calls in bursts, a service
// that is gone and comes back, a clean stop, a kill, a start without a service. No sign may be left
// without a word for a second and a half while the program runs. The machine's own lateness, taken
// by a thread that does nothing but listen, is told and added to the limit.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sync/files.h"
#include "sync/json.h"
#include "tests/display/campaign/listening_signs.h"
#include "tests/support/places.h"
#include "tests/support/running_service.h"
#include "tests/support/temp_dir.h"

#include <CLI/CLI.hpp>

namespace {

using namespace hall;
using namespace hall::campaign;
using namespace std::chrono_literals;
using hall::test::RunningService;
using hall::test::TempDir;

constexpr Milliseconds kMostSilence{1500};
constexpr auto kPatience = 60s;
// A word of the mark needs the service to be silent for longer than this.
constexpr auto kStaleAfter = 25s;
// GB 2312-80: 暂停服务, as a font card is told of it.
constexpr const char* kPaused = "\xD4\xDD\xCD\xA3\xB7\xFE\xCE\xF1";

class BoardProgram {
public:
    BoardProgram(std::vector<std::string> words, const std::string& log) {
        std::vector<char*> arguments;
        arguments.reserve(words.size() + 1);
        for (std::string& word : words) {
            arguments.push_back(word.data());
        }
        arguments.push_back(nullptr);
        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log.c_str(),
                                         O_WRONLY | O_CREAT | O_APPEND, 0644);
        posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
        // Else it would hold the service's port while the service is gone.
        posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
        const int failed =
            ::posix_spawn(&child_, arguments[0], &files, nullptr, arguments.data(), environ);
        posix_spawn_file_actions_destroy(&files);
        if (failed != 0) {
            throw std::runtime_error(words[0] + " cannot be started");
        }
    }
    ~BoardProgram() { end(SIGKILL); }
    BoardProgram(const BoardProgram&) = delete;
    BoardProgram& operator=(const BoardProgram&) = delete;

    void end(int how) {
        if (child_ > 0) {
            ::kill(child_, how);
            ::waitpid(child_, nullptr, 0);
            child_ = 0;
        }
    }

private:
    pid_t child_ = 0;
};

struct Desk {
    std::string counter;
    std::string queue;
    std::string clerk;
    std::vector<sync::HttpHeader> who;
};

class Morning {
public:
    Morning(std::string program, std::chrono::seconds lasts)
        : program_(std::move(program)),
          lasts_(lasts) {
        std::filesystem::create_directories(home_.file("service"));
        open_service();
        const auto hall = sync::Json::parse(hall::test::sample_document("hall"));
        std::ofstream settings(home_.file("boards.toml"));
        for (std::size_t i = 0; i < signs_.size(); ++i) {
            const auto& counter = hall.at("counters").at(i);
            const std::string id = counter.at("id");
            settings << "[[board]]\nname = \"sign-" << i + 1 << "\"\ncounter = \"" << id << "\"\n"
                     << signs_.settings(i) << "\n";
            Desk desk{id, counter.at("serves").at(0).at(0), "", {}};
            for (const auto& clerk : hall.at("clerks")) {
                for (const auto& own : clerk.at("counters")) {
                    if (own == id && desk.clerk.empty()) {
                        desk.clerk = clerk.at("id");
                    }
                }
            }
            desks_.push_back(std::move(desk));
        }
        std::ofstream(home_.file("token")) << service_->address("x").token;
        port_ = service_->port();
        url_ = service_->address("x").url;
    }

    // The share of the morning that a phase takes, in hundredths.
    bool run() {
        start("start");
        sign_in();
        phase("rest", 25);
        calls("calls", 15);
        gone();
        calls("calls after it", 10);
        stop_cleanly();
        start("start after a stop");
        phase("rest after a stop", 5);
        end("killed", SIGKILL);
        start("start after a kill");
        calls("calls after a kill", 10);
        service_.reset();
        phase("the service gone again", 2);
        end("killed without a service", SIGKILL);
        start("start without a service");
        phase("without a service", 8);
        return verdict();
    }

private:
    [[nodiscard]] Milliseconds share(int hundredths) const {
        return std::chrono::duration_cast<Milliseconds>(lasts_) * hundredths / 100;
    }

    template <typename Done>
    void until(const char* what, Done done) {
        const Instant end = real_now() + kPatience;
        while (!done()) {
            if (real_now() > end) {
                throw std::runtime_error(std::string("never seen: ") + what + " (" +
                                         signs_.still_waiting() + ")\n" + log());
            }
            ::poll(nullptr, 0, 20);
        }
    }

    // The end of what the board program said.
    [[nodiscard]] std::string log() const {
        constexpr std::size_t kMost = 4000;
        const auto text = sync::read_whole(home_.file("board.log"), std::size_t{64} << 20U);
        return !text ? "" : text->substr(text->size() - std::min(text->size(), kMost));
    }

    void phase(const std::string& name, int hundredths) {
        signs_.enter(name);
        ::poll(nullptr, 0, static_cast<int>(share(hundredths).count()));
    }

    void start(const std::string& name) {
        signs_.enter(name);
        signs_.program_started();
        const Instant begun = real_now();
        board_.emplace(
            std::vector<std::string>{program_, "--config", home_.file("boards.toml"), "--data",
                                     home_.file("board"), "--service", url_, "--token-file",
                                     home_.file("token"), "--now", "2026-11-23T01:10:00Z"},
            home_.file("board.log"));
        until("a first word to each sign", [&] { return signs_.still_waiting().empty(); });
        std::printf("%-24s every sign has its first word after %lld ms\n", name.c_str(),
                    static_cast<long long>((real_now() - begun).count()));
        std::fflush(stdout);
    }

    void end(const std::string& name, int how) {
        signs_.enter(name);
        board_->end(how);
        signs_.program_ended();
    }

    void stop_cleanly() {
        const Instant begun = real_now();
        end("clean stop", SIGTERM);
        std::printf("%-24s %lld ms\n", "clean stop",
                    static_cast<long long>((real_now() - begun).count()));
        std::fflush(stdout);
        until("the cards' 暫停服務", [&] { return signs_.cards_show(kPaused); });
        until("the panels' goodbye", [&] { return signs_.panels_were_told_goodbye(); });
    }

    // On a port below those that the system gives to whoever calls somebody: one of these calls
    // would take it while the service is gone.
    void open_service() {
        for (std::uint16_t port = static_cast<std::uint16_t>(20000 + ::getpid() % 9000);; ++port) {
            try {
                service_.emplace(home_.file("service"), port);
                return;
            } catch (const std::runtime_error&) {
                if (port > 31000) {
                    throw;
                }
            }
        }
    }

    void sign_in() {
        for (Desk& desk : desks_) {
            desk.who = service_->sign_in(desk.clerk, desk.counter);
        }
    }

    void must(const Desk& desk, const std::string& fields) {
        if (const std::string said = service_->command(desk.who, fields); said != "200") {
            throw std::runtime_error(desk.counter + " " + fields + ": " + said);
        }
    }

    // Thirty calls as fast as the service takes them, a rest, and again.
    void calls(const std::string& name, int hundredths) {
        signs_.enter(name);
        const Instant end = real_now() + share(hundredths);
        while (real_now() < end) {
            for (std::size_t i = 0; i < 30; ++i) {
                const Desk& desk = desks_[i * desks_.size() / 30];
                must({}, R"("type":"issue","queue":")" + desk.queue + "\"");
                must(desk, R"("type":"call_next")");
                must(desk, R"("type":"start")");
            }
            calls_ += 30;
            ::poll(nullptr, 0, 5000);
        }
    }

    void gone() {
        signs_.enter("the service gone");
        service_.reset();
        const Instant begun = real_now();
        ::poll(nullptr, 0, static_cast<int>(share(15).count()));
        if (real_now() - begun > kStaleAfter + 5s) {
            until("the mark on the cards", [&] { return signs_.cards_show("*"); });
        }
        signs_.enter("the service back");
        service_.emplace(home_.file("service"), port_);
        sign_in();
        ::poll(nullptr, 0, static_cast<int>(share(5).count()));
    }

    bool verdict() {
        end("end", SIGTERM);
        const Milliseconds longest = signs_.tell();
        const Milliseconds late = signs_.machine_late();
        const bool good = longest <= kMostSilence + late;
        std::printf(
            "%zu signs, %d calls: the longest silence is %lld ms; the machine was late by "
            "up to %lld ms; %s\n",
            signs_.size(), calls_, static_cast<long long>(longest.count()),
            static_cast<long long>(late.count()), good ? "good" : "TOO LONG");
        return good;
    }

    std::string program_;
    std::chrono::seconds lasts_;
    TempDir home_;
    ListeningSigns signs_;
    std::vector<Desk> desks_;
    std::optional<RunningService> service_;
    std::optional<BoardProgram> board_;
    std::string url_;
    std::uint16_t port_ = 0;
    int calls_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    int seconds = 600;
    std::string program = support::binary_dir() + "/display/daemon/hall-board";
    CLI::App app{"No sign is left without a word."};
    app.add_option("--seconds", seconds, "How long the morning lasts");
    app.add_option("--board", program, "The board program");
    CLI11_PARSE(app, argc, argv);
    try {
        return Morning{program, std::chrono::seconds(seconds)}.run() ? EXIT_SUCCESS : EXIT_FAILURE;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "board_silence: %s\n", e.what());
        return EXIT_FAILURE;
    }
}
