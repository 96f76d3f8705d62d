// SPDX-License-Identifier: Apache-2.0
#include "sync/journal.h"

#include <array>
#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::sync;
using hall::test::TempDir;

namespace {

using namespace std::chrono_literals;

Line line(const std::string& kind, const std::string& body = "{}") {
    return {moment_from(1'795'395'600'000), kind, body};
}

std::unique_ptr<Journal> opened(const std::string& path) {
    auto journal = Journal::open(path);
    if (!journal) {
        FAIL(journal.error().detail);
    }
    return *std::move(journal);
}

// Runs `work` in a process of its own; its exit status, or the signal that ended it, negative.
template <typename Work>
int in_another_process(Work work) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::_exit(work());
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("what was written down is read again, in order, without holes", "[sync]") {
    const TempDir dir;
    const auto journal = opened(dir.file("hall.db"));
    CHECK(journal->last_seq() == 0);
    CHECK(journal->append(std::array{line("boot"), line("issued", "{\"n\":\"A001 叫號\"}")}) == 2);
    CHECK(journal->append(std::array{line("paper")}) == 3);

    const auto all = journal->read(0, 10);
    REQUIRE(all);
    REQUIRE(all->size() == 3);
    CHECK((*all)[1].seq == 2);
    CHECK((*all)[1].kind == "issued");
    CHECK((*all)[1].body == "{\"n\":\"A001 叫號\"}");
    CHECK((*all)[1].at == line("x").at);
    CHECK((*all)[2].chain == journal->chain());

    CHECK(journal->read(1, 1)->front().seq == 2);
    CHECK(journal->read(3, 10)->empty());
}

TEST_CASE("what append() has confirmed outlives the process being killed", "[sync]") {
    const TempDir dir;
    const std::string path = dir.file("hall.db");
    const int end = in_another_process([&] {
        auto journal = Journal::open(path);
        const bool kept = journal && (*journal)->append(std::array{line("issued")});
        ::kill(::getpid(), kept ? SIGKILL : SIGTERM);
        return 0;
    });
    REQUIRE(end == -SIGKILL);

    const auto journal = opened(path);
    CHECK(journal->last_seq() == 1);
    CHECK(journal->read(0, 10)->size() == 1);
    CHECK_FALSE(*journal->first_broken());
}

TEST_CASE("killed at any moment, a ticket and its print job are both there or neither is",
          "[sync]") {
    const TempDir dir;
    const std::string path = dir.file("hall.db");
    std::int64_t before = 0;
    for (int round = 0; round < 12; ++round) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            auto journal = Journal::open(path);
            while (journal && (*journal)->append(std::array{line("issued"), line("job")})) {
            }
            ::_exit(1);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{20 + 7 * round});
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);

        const auto journal = opened(path);
        CHECK(journal->last_seq() % 2 == 0);
        CHECK(journal->last_seq() >= before);
        CHECK_FALSE(*journal->first_broken());
        before = journal->last_seq();
    }
    CHECK(before > 0);
}

TEST_CASE("the journal goes on where it was when it is opened again", "[sync]") {
    const TempDir dir;
    const std::string path = dir.file("hall.db");
    std::string chain;
    {
        const auto journal = opened(path);
        REQUIRE(journal->append(std::array{line("boot"), line("issued")}));
        REQUIRE(journal->set_fact("epoch", "1"));
        REQUIRE(journal->set_fact("epoch", "2"));
        chain = journal->chain();
    }
    const auto journal = opened(path);
    CHECK(journal->last_seq() == 2);
    CHECK(journal->chain() == chain);
    CHECK(*journal->fact("epoch") == "2");
    CHECK_FALSE(*journal->fact("nothing"));
    CHECK(journal->append(std::array{line("paper")}) == 3);
}

// Expected: `hashlib.sha256` of Python over 8-byte little-endian lengths and texts.
TEST_CASE("the chain is SHA-256 over lengths and texts, as others compute it", "[sync]") {
    const std::string first = chain_after("", "issued", "{\"n\":1}");
    CHECK(first == "8464b35fd1ca98f9f433b2a6077088e9b68daa5cda4d1e9b50417697be0b6c52");
    CHECK(chain_after(first, "paper", "{}") ==
          "f89e245c7c0344d74ed1de84595bc39bce921db5f6a3ac7cacb50afc3d451051");
    CHECK(chain_after("", "ab", "c") != chain_after("", "a", "bc"));
}

TEST_CASE("an entry that somebody changed afterwards is found", "[sync]") {
    const TempDir dir;
    const std::string path = dir.file("hall.db");
    {
        const auto journal = opened(path);
        for (int i = 1; i <= 2500; ++i) {
            const auto body = "{\"number\":\"mark-" + std::to_string(i) + "-\"}";
            REQUIRE(journal->append(std::array{line("issued", body)}));
        }
        CHECK_FALSE(*journal->first_broken());
    }
    std::string bytes = bytes_of(path);
    const auto place = bytes.find("mark-1777-");
    REQUIRE(place != std::string::npos);
    bytes[place] = 'M';
    write(path, bytes);

    CHECK(*opened(path)->first_broken() == 1777);
}

TEST_CASE("a file that is no journal, or a damaged one, is refused as corrupt", "[sync]") {
    const TempDir dir;
    const std::string path = dir.file("hall.db");
    SECTION("something else altogether") {
        write(path, std::string(8192, 'x'));
    }
    SECTION("a page was overwritten") {
        {
            const auto journal = opened(path);
            for (int i = 0; i < 200; ++i) {
                REQUIRE(journal->append(std::array{line("issued", std::string(500, 'b'))}));
            }
        }
        std::string bytes = bytes_of(path);
        REQUIRE(bytes.size() > 5 * 4096);
        bytes.replace(3 * 4096, 4096, std::string(4096, '\xEE'));
        write(path, bytes);
    }
    const auto journal = Journal::open(path);
    REQUIRE_FALSE(journal);
    CHECK(journal.error().code == Fault::corrupt);
    CHECK(journal.error().detail.find(path) != std::string::npos);
}

TEST_CASE("a journal that cannot be made names its place", "[sync]") {
    const TempDir dir;
    const auto journal = Journal::open(dir.file("no/such/directory/hall.db"));
    REQUIRE_FALSE(journal);
    CHECK(journal.error().code == Fault::disk);
    CHECK(journal.error().detail.find("no/such/directory") != std::string::npos);
}

// The limit on a file's size stands in for the full disk; in a process of its own, since it is
// never lifted again.
TEST_CASE("on a full disk nothing is half written, and what was kept is kept", "[sync]") {
    const TempDir dir;
    const std::string path = dir.file("hall.db");
    const int fault = in_another_process([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        auto journal = Journal::open(path);
        if (!journal || !(*journal)->append(std::array{line("issued")})) {
            return 100;
        }
        const rlimit limit{256 * 1024, 256 * 1024};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const auto failed =
            (*journal)->append(std::array{line("small"), line("large", std::string(900'000, 'x'))});
        if (failed) {
            return 101;
        }
        return (*journal)->last_seq() == 1 ? static_cast<int>(failed.error().code) : 102;
    });
    CHECK(fault == static_cast<int>(Fault::disk_full));

    const auto journal = opened(path);
    CHECK(journal->last_seq() == 1);
    CHECK(journal->read(0, 10)->front().kind == "issued");
    CHECK_FALSE(*journal->first_broken());
}
