// SPDX-License-Identifier: Apache-2.0
#include "display/charset.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>

#include <iconv.h>

#include "display/utf8.h"

#include <opencc/opencc.h>

namespace hall::display {

namespace {

constexpr std::array<std::string_view, 4> kNames{"gb2312", "gbk", "big5", "ascii"};

// iconv's names, in the order of Charset.
constexpr std::array<const char*, 5> kEncodings{"GB2312", "GBK", "BIG5", "ASCII", "UTF-8"};

std::string printable(std::string_view utf8) {
    std::u32string letters = letters_of(utf8);
    std::erase_if(letters, [](char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); });
    return utf8_of(letters);
}

// All of it or nothing. iconv never puts in a '?' of its own: without //TRANSLIT it stops.
std::optional<std::string> encoded(std::string text, Charset charset) {
    const ::iconv_t way = ::iconv_open(kEncodings.at(static_cast<std::size_t>(charset)), "UTF-8");
    assert(reinterpret_cast<std::intptr_t>(way) != -1);  // All are part of Debian's libc6.
    std::string bytes(text.size() + 4, '\0');
    char* from = text.data();
    std::size_t from_left = text.size();
    char* to = bytes.data();
    std::size_t to_left = bytes.size();
    const std::size_t done = ::iconv(way, &from, &from_left, &to, &to_left);
    ::iconv_close(way);
    if (done != 0) {  // Also when something was turned irreversibly.
        return std::nullopt;
    }
    bytes.resize(bytes.size() - to_left);
    return bytes;
}

}  // namespace

class Gate::Turner {
public:
    explicit Turner(const char* way) : opened_(::opencc_open(way)) {}
    ~Turner() {
        if (good()) {
            ::opencc_close(opened_);
        }
    }
    Turner(const Turner&) = delete;
    Turner& operator=(const Turner&) = delete;

    [[nodiscard]] std::optional<std::string> turned(const std::string& text) const {
        if (!good()) {
            return std::nullopt;
        }
        char* other = ::opencc_convert_utf8(opened_, text.data(), text.size());
        if (other == nullptr) {
            return std::nullopt;
        }
        std::string result(other);
        ::opencc_convert_utf8_free(other);
        return result;
    }

private:
    [[nodiscard]] bool good() const { return reinterpret_cast<std::intptr_t>(opened_) != -1; }

    ::opencc_t opened_;
};

Gate::Gate(Charset charset, std::optional<char> escape) : charset_(charset), escape_(escape) {
    if (charset == Charset::gb2312 || charset == Charset::gbk) {
        turner_ = std::make_unique<Turner>("t2s.json");
    } else if (charset == Charset::big5) {
        turner_ = std::make_unique<Turner>("s2t.json");
    }
}

Gate::~Gate() = default;

std::optional<std::string> Gate::in_charset(const std::string& text) const {
    auto bytes = encoded(text, charset_);
    const bool misread = bytes && escape_ && bytes->find(*escape_) != std::string::npos;
    return misread ? std::nullopt : bytes;
}

std::optional<Encoded> Gate::pass(std::string_view utf8) const {
    std::string text = printable(utf8);
    if (escape_) {
        std::ranges::replace(text, *escape_, '/');
    }
    if (text.find("\xEF\xBF\xBD") != std::string::npos) {
        return std::nullopt;  // U+FFFD: it was broken before it came here.
    }
    if (auto bytes = in_charset(text)) {
        return Encoded{std::move(*bytes), false};
    }
    if (turner_) {
        if (const auto other = turner_->turned(text)) {
            if (auto bytes = in_charset(*other)) {
                return Encoded{std::move(*bytes), true};
            }
        }
    }
    return std::nullopt;
}

Result<Charset> charset_setting(const Settings& settings) {
    return choice_setting(settings, "charset", kNames).map([](std::size_t i) {
        return static_cast<Charset>(i);
    });
}

}  // namespace hall::display
