// SPDX-License-Identifier: Apache-2.0
// What a scanner types, or sends over a serial line, as the text of a code. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace hall::input {

/// No code of ours is longer; what is goes unread, to its end.
inline constexpr std::size_t kScanMost = 128;

/// Between two signs of one code, as the kernel stamps keys. Scanners type 1 to 10 ms apart,
/// people 80 and more.
inline constexpr std::chrono::milliseconds kKeyGap{60};
/// On a serial line nobody types; the bytes are stamped when they are read.
inline constexpr std::chrono::milliseconds kLineGap{1'000};

/// Collects the signs of one code: printable ASCII, quickly one after another, up to an end.
/// Whatever else comes in between spoils it until the next end. After a gap a new one begins: what
/// lies longer back was half a code, or a key that fell on the floor.
class ScanCollector {
public:
    explicit ScanCollector(std::chrono::milliseconds gap) noexcept : gap_(gap) {}

    /// A sign, or '\0' for one that belongs to no code.
    void add(char sign, std::chrono::milliseconds when);
    /// The code ends here. Nothing when there was none, or it was spoilt.
    [[nodiscard]] std::optional<std::string> end(std::chrono::milliseconds when);

private:
    void age(std::chrono::milliseconds when);

    std::chrono::milliseconds gap_;
    std::string text_;
    bool spoilt_ = false;
    std::chrono::milliseconds last_{};
};

/// Keys of a scanner that is a keyboard, as evdev reports them, on the US layout that scanners
/// leave the factory with. Lock keys do not matter: a hall has no caps lock. Alt and Control spoil
/// the code: some scanners spell with them what they cannot type.
/// Source: linux/input-event-codes.h.
class ScanKeys {
public:
    /// A key with the value of EV_KEY: 1 down, 0 up, 2 held. A code when Enter has ended it.
    [[nodiscard]] std::optional<std::string> feed(std::uint16_t code,
                                                  std::int32_t value,
                                                  std::chrono::milliseconds when);

private:
    ScanCollector collector_{kKeyGap};
    bool shift_ = false;
    bool other_ = false;  ///< Alt or Control is held.
};

/// Bytes of a scanner at a serial line; CR, LF or both end a code.
class ScanLine {
public:
    [[nodiscard]] std::optional<std::string> feed(std::uint8_t byte,
                                                  std::chrono::milliseconds when);

private:
    ScanCollector collector_{kLineGap};
};

}  // namespace hall::input
