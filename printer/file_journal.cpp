// SPDX-License-Identifier: Apache-2.0
#include "printer/file_journal.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "printer/durable.h"
#include "printer/png.h"

namespace hall::printer {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kLargest = std::int64_t{64} << 20U;
constexpr std::size_t kLongestName = 64;

bool is_name(std::string_view job) {
    const auto letter = [](char one) {
        return (one >= 'A' && one <= 'Z') || (one >= 'a' && one <= 'z') ||
               (one >= '0' && one <= '9');
    };
    return !job.empty() && job.size() <= kLongestName && letter(job.front()) &&
           std::ranges::all_of(job, [&](char one) {
               return letter(one) || one == '.' || one == '_' || one == '-';
           });
}

}  // namespace

Result<std::unique_ptr<FileJournal>> FileJournal::open(const std::string& directory) {
    std::error_code failed;
    fs::create_directories(directory, failed);
    const std::string path = directory + "/journal";
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    if (fd < 0) {
        return not_kept(path, errno);
    }
    auto journal = std::unique_ptr<FileJournal>(new FileJournal(directory, fd));
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        return fault(Fault::busy, path + " is in use by another program");
    }
    if (auto names = keep_names(directory); !names.has_value()) {
        return tl::unexpected<Error>(names.error());
    }
    if (auto read = journal->replay(); !read.has_value()) {
        return tl::unexpected<Error>(read.error());
    }
    return journal;
}

FileJournal::~FileJournal() {
    ::close(fd_);
}

Outcome FileJournal::replay() {
    const std::string path = directory_ + "/journal";
    std::ifstream file(path, std::ios::binary);
    std::string line;
    for (int line_no = 1; std::getline(file, line); ++line_no) {
        const bool whole = !file.eof();  // Otherwise the power went before its end was written.
        const auto entry = parse_journal_line(line);
        if (!whole || (!entry.has_value() && file.peek() == std::ifstream::traits_type::eof())) {
            break;
        }
        const auto applied =
            entry.has_value() ? book_.apply(*entry) : Outcome(tl::unexpected<Error>(entry.error()));
        if (!applied.has_value()) {
            return fault(Fault::not_kept, path + " line " + std::to_string(line_no) + ": " +
                                              applied.error().detail +
                                              "; move the directory away and start a new one");
        }
        size_ += static_cast<std::int64_t>(line.size()) + 1;
    }
    if (size_ > kLargest) {
        return fault(Fault::not_kept, path + " is too large; move it away and start a new one");
    }
    return ::ftruncate(fd_, size_) == 0 ? Outcome{} : not_kept(path, errno);
}

Outcome FileJournal::append(std::string_view line) {
    const std::string whole = std::string(line) + "\n";
    if (broken_ || !write_all(fd_, whole) || ::fdatasync(fd_) != 0) {
        // After a failed fsync the kernel may say "fine" the next time although nothing is kept.
        broken_ = true;
        return not_kept(directory_ + "/journal", errno);
    }
    size_ += static_cast<std::int64_t>(whole.size());
    return {};
}

Outcome FileJournal::write(const JobEntry& entry) {
    // A wrong entry changes nothing; one that cannot be kept is the last that is tried.
    if (auto applied = book_.apply(entry); !applied.has_value()) {
        return applied;
    }
    return append(journal_line(entry));
}

Outcome FileJournal::queue(const std::string& job, const Bitmap& paper, int length_mm) {
    if (!is_name(job)) {
        return fault(Fault::bad_settings, "\"" + job + "\" is no name for a job");
    }
    if (book_.find(job) == nullptr) {
        const auto png = encode_png(paper);
        const std::string bytes(png.begin(), png.end());
        if (auto kept = keep_file(directory_, job + ".png", bytes); !kept.has_value()) {
            return kept;
        }
    }
    return write(JobQueued{job, length_mm});
}

Result<Bitmap> FileJournal::paper(const std::string& job) const {
    const std::string path = directory_ + "/" + job + ".png";
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file || file.tellg() < 0) {
        return fault(Fault::not_kept, path + " cannot be read");
    }
    std::vector<char> bytes(static_cast<std::size_t>(file.tellg()));
    file.seekg(0);
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    const std::vector<std::uint8_t> png(bytes.begin(), bytes.end());
    return decode_png(png);
}

Outcome FileJournal::sending(const SendingMark& mark) {
    return write(JobSending{mark});
}

Outcome FileJournal::settled(const SendingMark& mark, const PrintResult& result) {
    return write(settled_entry(mark, result));
}

Result<std::vector<SendingMark>> FileJournal::unsettled() {
    return book_.unsettled();
}

}  // namespace hall::printer
