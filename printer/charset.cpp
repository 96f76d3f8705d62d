// SPDX-License-Identifier: Apache-2.0
#include "printer/charset.h"

#include <array>
#include <cstdint>

#include <iconv.h>

namespace hall::printer {

namespace {

const char* name_of(Kanji kanji) {
    switch (kanji) {
        case Kanji::none:
            return nullptr;
        case Kanji::gb2312:
            return "GB2312";
        case Kanji::gbk:
            return "GBK";
        case Kanji::gb18030:
            return "GB18030";
        case Kanji::big5:
            return "BIG5";
    }
    return nullptr;
}

}  // namespace

Result<Charset> Charset::open(Kanji kanji) {
    const char* name = name_of(kanji);
    if (name == nullptr) {
        return fault(Fault::bad_settings, "text mode needs the profile's kanji");
    }
    iconv_t converter = iconv_open(name, "UTF-32LE");
    if (reinterpret_cast<std::intptr_t>(converter) == -1) {
        return fault(Fault::bad_settings, std::string("this system cannot convert to ") + name +
                                              ": install the C library's gconv modules (libc6)");
    }
    return Charset(converter);
}

void Charset::Close::operator()(void* converter) const noexcept {
    iconv_close(converter);
}

std::optional<std::string> Charset::encode(char32_t character) {
    if (character >= 0x20 && character < 0x7F) {
        return std::string(1, static_cast<char>(character));
    }
    std::array<char, 4> in{};
    for (std::size_t i = 0; i < in.size(); ++i) {
        in[i] = static_cast<char>(static_cast<std::uint32_t>(character) >> (8 * i));
    }
    std::array<char, 8> out{};
    char* from = in.data();
    char* to = out.data();
    std::size_t from_left = in.size();
    std::size_t to_left = out.size();
    iconv(converter_.get(), nullptr, nullptr, nullptr, nullptr);
    // A count above 0 is an approximation, which is not what was asked for.
    if (iconv(converter_.get(), &from, &from_left, &to, &to_left) != 0) {
        return std::nullopt;
    }
    const std::size_t size = out.size() - to_left;
    return size == 2 ? std::optional(std::string(out.data(), size)) : std::nullopt;
}

std::optional<std::string> Charset::encode(std::u32string_view text) {
    std::string whole;
    for (const char32_t c : text) {
        const auto one = encode(c);
        if (!one.has_value()) {
            return std::nullopt;
        }
        whole += *one;
    }
    return whole;
}

}  // namespace hall::printer
