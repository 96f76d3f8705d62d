// SPDX-License-Identifier: Apache-2.0
// What a Huidu card understands, read from the maker's C# (github.com/huidutech/sdk,
// fullcolor/demo/csharp/RemoteServer: Protocols.cs, SDKClient.cs) and kept apart from our encoder.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hall::display::test {

struct HuiduMessage {
    unsigned command = 0;
    std::vector<std::uint8_t> body;
};

/// Cuts a stream into packets: length (whole packet) and command, little-endian.
class HuiduEar {
public:
    std::vector<HuiduMessage> hear(const std::vector<std::uint8_t>& bytes);
    bool broken = false;

private:
    std::vector<std::uint8_t> arrived_;
};

/// Puts an XML document together out of packets 0x2003: total, index, part. Counts bytes, not
/// letters: the maker's own RecvXmlCmd compares with letters and never ends on Chinese text.
class HuiduXml {
public:
    std::optional<std::string> add(const std::vector<std::uint8_t>& body);
    bool broken = false;

private:
    std::string text_;
};

/// An element of a document that is known to be plain: no comments, no CDATA.
struct XmlElement {
    std::string name;
    std::map<std::string, std::string> attributes;
    std::string text;
    std::vector<XmlElement> children;

    /// The first child of that name; an empty element when there is none.
    [[nodiscard]] const XmlElement& child(const std::string& wanted) const;
    [[nodiscard]] std::vector<const XmlElement*> all(const std::string& wanted) const;
    [[nodiscard]] std::string operator[](const std::string& attribute) const;
};

/// Empty when it is not well-formed.
std::optional<XmlElement> read_xml(const std::string& document);

std::vector<std::uint8_t> huidu_message(unsigned command, const std::vector<std::uint8_t>& body);
std::vector<std::uint8_t> huidu_xml_answer(const std::string& xml);

}  // namespace hall::display::test
