// SPDX-License-Identifier: Apache-2.0
// What a printer's language has to be able to say. encoder.h puts jobs together out of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "printer/bitmap.h"
#include "printer/job.h"
#include "printer/profile.h"

namespace hall::printer {

using Bytes = std::vector<std::uint8_t>;

/// What stands behind the last dot so that the printer tells when it has got there.
enum class Question : std::uint8_t { none, process_id, in_order };

/// One language, without state: each function adds bytes to `out`. Thread-safe.
///
/// To add one: a class of these in its own file, a line in speech_of(), an enumerator in
/// profile.h, and its status bytes in status.cpp.
class Speech {
public:
    virtual ~Speech() = default;

    /// A known state at the beginning of a job, and the profile's density.
    virtual void begin(Bytes& out, const Profile& profile) const = 0;
    /// The picture, in commands no longer than longest_command(). Its dots are already defused.
    virtual void raster(Bytes& out, const Bitmap& picture, const Profile& profile) const = 0;
    /// Feeds as far as the profile says and cuts if there is a cutter.
    virtual void cut(Bytes& out, const Profile& profile) const = 0;
    virtual void ask(Bytes& out, Question question, const JobKey& key) const = 0;
    /// The printer's own QR code, `module_dots` to the module, centred.
    virtual void qr(Bytes& out, const std::string& payload, int module_dots) const = 0;
    virtual void kick_drawer(Bytes& out) const = 0;
    /// In bytes: so many NULs bring a parser out of whatever it is in.
    [[nodiscard]] virtual std::size_t longest_command(const Profile& profile) const noexcept = 0;
};

[[nodiscard]] const Speech& speech_of(Dialect dialect) noexcept;

}  // namespace hall::printer
