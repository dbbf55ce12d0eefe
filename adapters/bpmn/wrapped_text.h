// SPDX-License-Identifier: Apache-2.0
//
// Words in a picture: broken into lines, and how much room they take.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace onus::bpmn {

/// In lines of at most `cells` terminal cells, broken at blanks and between Chinese signs; at most
/// `most` lines, the last of which then ends with "…".
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::uint32_t cells,
                                               std::size_t most);

/// A name as a person reads it: "travel administration".
[[nodiscard]] std::string as_words(std::string name);

/// At most so many terminal cells, then "…".
[[nodiscard]] std::string shortened(const std::string& text, std::uint32_t cells);

inline constexpr int kNameLine = 15;  ///< height of a line of words about an event or a gateway

[[nodiscard]] std::vector<std::string> name_lines(std::string_view text);

inline constexpr int kLabelLine = 12;  ///< height of a line of words about an edge

/// What fits beside an edge; the whole stands elsewhere.
[[nodiscard]] std::vector<std::string> label_lines(std::string_view text);
/// In units of the picture.
[[nodiscard]] int label_width(const std::vector<std::string>& lines);

}  // namespace onus::bpmn
