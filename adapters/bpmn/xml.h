// SPDX-License-Identifier: Apache-2.0
//
// The XML of a BPMN file as a flat tree, with the place of every element.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/base/diagnostic.h"
#include "grammar/base/source.h"

namespace onus::bpmn {

/// What a name belongs to. Whatever belongs to other programs is counted and left aside.
enum class Space : std::uint8_t { kModel, kDiagram, kBounds, kWaypoint, kOnus, kPlain, kVendor };

struct XmlAttribute {
    std::string name;
    std::string value;
};

inline constexpr std::uint32_t kNoElement = 0xFFFFFFFF;

struct XmlElement {
    Space space{};
    std::string name;  ///< without prefix
    std::vector<XmlAttribute> attributes;
    std::string text;  ///< its own, all pieces
    std::uint32_t first = kNoElement;
    std::uint32_t next = kNoElement;
    Span span;  ///< of the start tag

    /// Empty if it is not there.
    [[nodiscard]] std::string_view attribute(std::string_view wanted) const;
};

struct XmlTree {
    std::vector<XmlElement> elements;              ///< [0] is the root
    std::map<std::string, std::uint32_t> vendors;  ///< namespace: elements and attributes
};

struct ReadOptions {
    std::size_t byte_count_max = std::size_t{64} << 20U;
    std::uint32_t depth_max = 256;
    std::uint32_t element_count_max = 1'000'000;
};

/// The bytes as UTF-8: by their mark, by what the first line says, otherwise UTF-8 itself.
/// Errors: kXmlTooLarge, kXmlEncodingUnknown, kXmlEncodingBroken.
[[nodiscard]] Result<std::string> to_utf8(std::string_view bytes, const ReadOptions& options);

/// `source.text` is UTF-8. Errors: kXml…, with their place.
[[nodiscard]] Result<XmlTree> read_xml(const Source& source, const ReadOptions& options);

}  // namespace onus::bpmn
