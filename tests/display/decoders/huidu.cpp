// SPDX-License-Identifier: Apache-2.0
#include "tests/display/decoders/huidu.h"

namespace hall::display::test {

namespace {

unsigned number_at(const std::vector<std::uint8_t>& bytes, std::size_t at, std::size_t size) {
    unsigned value = 0;
    for (std::size_t i = size; i > 0; --i) {
        value = value * 256 + bytes[at + i - 1];
    }
    return value;
}

std::string unescaped(const std::string& text) {
    static const std::map<std::string, char> entities{
        {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto semicolon = text.find(';', i);
        if (text[i] == '&' && semicolon != std::string::npos) {
            out += entities.at(text.substr(i + 1, semicolon - i - 1));
            i = semicolon;
        } else {
            out += text[i];
        }
    }
    return out;
}

// A recursive reader over the little XML that these cards speak.
class XmlReader {
public:
    explicit XmlReader(const std::string& text) : text_(text) {}

    std::optional<XmlElement> whole() {
        if (text_.rfind("<?xml", 0) == 0) {
            at_ = text_.find("?>") + 2;
        }
        blanks();
        auto root = element();
        blanks();
        return good_ && at_ == text_.size() ? std::optional(root) : std::nullopt;
    }

private:
    void blanks() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) {
            ++at_;
        }
    }
    bool eat(const std::string& wanted) {
        const bool there = text_.compare(at_, wanted.size(), wanted) == 0;
        at_ += there ? wanted.size() : 0;
        return there;
    }
    std::string until(const std::string& stops) {
        const auto end = text_.find_first_of(stops, at_);
        if (end == std::string::npos) {
            good_ = false;
            return {};
        }
        std::string part = text_.substr(at_, end - at_);
        at_ = end;
        return part;
    }
    XmlElement element() {
        XmlElement made;
        good_ = good_ && eat("<");
        made.name = until(" />");
        for (blanks(); good_ && text_[at_] != '/' && text_[at_] != '>'; blanks()) {
            const std::string name = until("=");
            good_ = good_ && eat("=\"");
            made.attributes[name] = unescaped(until("\""));
            good_ = good_ && eat("\"");
        }
        if (!good_ || eat("/>")) {
            return made;
        }
        good_ = eat(">");
        while (good_ && !eat("</" + made.name + ">")) {
            if (text_[at_] == '<') {
                made.children.push_back(element());
            } else {
                made.text += unescaped(until("<"));
            }
        }
        return made;
    }

    const std::string& text_;
    std::size_t at_ = 0;
    bool good_ = true;
};

}  // namespace

std::vector<HuiduMessage> HuiduEar::hear(const std::vector<std::uint8_t>& bytes) {
    arrived_.insert(arrived_.end(), bytes.begin(), bytes.end());
    std::vector<HuiduMessage> messages;
    while (!broken && arrived_.size() >= 4) {
        const unsigned size = number_at(arrived_, 0, 2);
        if (size < 4 || size > 9 * 1024) {
            broken = true;
            break;
        }
        if (arrived_.size() < size) {
            break;
        }
        const auto end = arrived_.begin() + static_cast<std::ptrdiff_t>(size);
        messages.push_back({number_at(arrived_, 2, 2), {arrived_.begin() + 4, end}});
        arrived_.erase(arrived_.begin(), end);
    }
    return messages;
}

std::optional<std::string> HuiduXml::add(const std::vector<std::uint8_t>& body) {
    if (body.size() < 8) {
        broken = true;
        return std::nullopt;
    }
    const unsigned total = number_at(body, 0, 4);
    if (number_at(body, 4, 4) != text_.size()) {
        broken = true;
    }
    text_.append(body.begin() + 8, body.end());
    if (text_.size() < total) {
        return std::nullopt;
    }
    broken = broken || text_.size() != total;
    std::string whole;
    whole.swap(text_);
    return whole;
}

const XmlElement& XmlElement::child(const std::string& wanted) const {
    static const XmlElement nothing;
    for (const XmlElement& one : children) {
        if (one.name == wanted) {
            return one;
        }
    }
    return nothing;
}

std::vector<const XmlElement*> XmlElement::all(const std::string& wanted) const {
    std::vector<const XmlElement*> found;
    for (const XmlElement& one : children) {
        if (one.name == wanted) {
            found.push_back(&one);
        }
    }
    return found;
}

std::string XmlElement::operator[](const std::string& attribute) const {
    const auto found = attributes.find(attribute);
    return found == attributes.end() ? std::string() : found->second;
}

std::optional<XmlElement> read_xml(const std::string& document) {
    return XmlReader(document).whole();
}

std::vector<std::uint8_t> huidu_message(unsigned command, const std::vector<std::uint8_t>& body) {
    const std::size_t size = body.size() + 4;
    std::vector<std::uint8_t> out{
        static_cast<std::uint8_t>(size % 256), static_cast<std::uint8_t>(size / 256),
        static_cast<std::uint8_t>(command % 256), static_cast<std::uint8_t>(command / 256)};
    out.insert(out.end(), body.begin(), body.end());
    return out;
}

std::vector<std::uint8_t> huidu_xml_answer(const std::string& xml) {
    std::vector<std::uint8_t> body;
    for (unsigned shift = 0; shift < 32; shift += 8) {
        body.push_back(static_cast<std::uint8_t>(xml.size() >> shift));
    }
    body.resize(8);
    body.insert(body.end(), xml.begin(), xml.end());
    return huidu_message(0x2004, body);
}

}  // namespace hall::display::test
