// SPDX-License-Identifier: Apache-2.0
// Controllers of air: they hear, show and answer as the maker's documents say, and have knobs for
// everything that goes wrong in a hall.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "display/instant.h"
#include "tests/display/decoders/huidu.h"
#include "tests/display/decoders/onbon.h"

namespace hall::display::test {

/// What goes wrong. All off is a good day.
struct Knobs {
    int drop_percent = 0;     ///< Of the messages to it and of its answers: vanish whole.
    int corrupt_percent = 0;  ///< Of the same: one bit is turned.
    Milliseconds delay{5};    ///< Before it answers.
    bool refuse = false;      ///< It says no, in its own words.
};

/// A controller without a wire.
class AirDevice {
public:
    explicit AirDevice(unsigned seed = 1) : random_(seed) {}
    virtual ~AirDevice() = default;
    AirDevice(const AirDevice&) = delete;
    AirDevice& operator=(const AirDevice&) = delete;

    /// Bytes of one message on the wire; the answer's bytes, none when there is no answer.
    ByteString hear(ByteString bytes, Instant now);

    /// Off until `back_at`, then back, blank, as after a power cut.
    void power_cycle(Instant now, Milliseconds off);
    [[nodiscard]] bool powered(Instant now) const { return now >= back_at_; }

    /// What people read at `now`, row by row; empty rows when it is dark.
    [[nodiscard]] std::vector<std::string> rows(Instant now);

    /// A connection was made anew: whatever was half heard is gone.
    virtual void connected() {}

    Knobs knobs;
    // Counted across threads where the device has one of its own.
    std::atomic<int> heard = 0;      ///< Whole messages understood.
    std::atomic<int> not_heard = 0;  ///< Messages that were none.
    std::atomic<int> reached = 0;    ///< That reached it at all.

protected:
    virtual ByteString take(const ByteString& bytes, Instant now) = 0;
    virtual std::vector<std::string> shown(Instant now) = 0;
    virtual void forget() = 0;

private:
    bool happens(int percent);
    void spoil(ByteString& bytes);

    std::mt19937 random_;
    Instant back_at_{};
};

/// An Onbon font card on `address`.
class AirFontCard : public AirDevice {
public:
    explicit AirFontCard(unsigned address, unsigned seed = 1)
        : AirDevice(seed),
          address_(address) {}

    FontCommand last;

protected:
    ByteString take(const ByteString& bytes, Instant now) override;
    std::vector<std::string> shown(Instant now) override;
    void forget() override { areas_.clear(); }

private:
    struct Standing {
        FontArea area;
        Instant since{};
    };
    unsigned address_;
    OnbonEar ear_;
    std::map<unsigned, Standing> areas_;
};

/// An Onbon picture card; shows the bytes of its area.
class AirPictureCard : public AirDevice {
public:
    using AirDevice::AirDevice;
    PictureCommand last;
    [[nodiscard]] ByteString pixels(Instant now);

protected:
    ByteString take(const ByteString& bytes, Instant now) override;
    std::vector<std::string> shown(Instant now) override;
    void forget() override { last = {}; }

private:
    OnbonEar ear_;
    Instant since_{};
};

/// A Huidu card: what it was told it keeps through a power cut only when `keeps` is set.
class AirHuidu : public AirDevice {
public:
    using AirDevice::AirDevice;
    void connected() override;
    std::string last_document;
    int programmes = 0;

protected:
    ByteString take(const ByteString& bytes, Instant now) override;
    std::vector<std::string> shown(Instant now) override;
    void forget() override;

private:
    ByteString answer(const std::string& document);
    HuiduEar ear_;
    HuiduXml xml_;
    bool greeted_ = false;
    std::vector<std::string> rows_;
};

/// The four-byte digit panel: address, high, low, sum. Says nothing back.
class AirDigits : public AirDevice {
public:
    explicit AirDigits(unsigned address, unsigned seed = 1) : AirDevice(seed), address_(address) {}

protected:
    ByteString take(const ByteString& bytes, Instant now) override;
    std::vector<std::string> shown(Instant now) override;
    void forget() override { value_ = -1; }

private:
    unsigned address_;
    int value_ = -1;
};

/// A Modbus slave with registers, written from the standard's text and kept apart from ours; the
/// byte-exact judge is a real slave (modbus_test).
class AirModbus : public AirDevice {
public:
    explicit AirModbus(unsigned unit, unsigned seed = 1) : AirDevice(seed), unit_(unit) {}
    std::map<unsigned, unsigned> registers;

protected:
    ByteString take(const ByteString& bytes, Instant now) override;
    std::vector<std::string> shown(Instant now) override;
    void forget() override { registers.clear(); }

private:
    unsigned unit_;
};

/// "a5 5a" without the blank, as bytes.
ByteString hex(const std::string& figures);

/// Without the blanks a row is filled with.
std::string trimmed(const std::string& text);

}  // namespace hall::display::test
