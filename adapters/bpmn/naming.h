// SPDX-License-Identifier: Apache-2.0
//
// Names of a rulebook from names of a diagram.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "grammar/base/language.h"

namespace onus::bpmn {

/// "approve_invoice" of "Approve invoice?"; `otherwise` if nothing is left. No keyword.
[[nodiscard]] std::string name_from(std::string_view text, Language language,
                                    std::string_view otherwise);

/// Names that are taken in one place.
class Names {
  public:
    /// `name`, with a number behind it if it is taken; takes it.
    std::string take(const std::string& name);

  private:
    std::map<std::string, int, std::less<>> taken_;  ///< the number to try next
};

/// True if more than a third of the letters are Chinese.
[[nodiscard]] bool is_chinese(std::string_view text);

/// 1 for a word that means yes, 0 for one that means no, -1 for others.
[[nodiscard]] int yes_or_no(std::string_view text);

/// `text` as `fmt` writes it between quotation marks: nothing in it is an insertion.
[[nodiscard]] std::string quotable(std::string_view text);
/// The text that stands between quotation marks as `quoted`.
[[nodiscard]] std::string unquoted(std::string_view quoted);

/// "2 hours" of "PT2H", in the words of the language; empty if it is no single whole unit.
[[nodiscard]] std::string length_from(std::string_view iso, Language language);
/// "PT2H" of "2 hours"; empty if BPMN has no word for it, as for working days.
[[nodiscard]] std::string iso_from(std::string_view length);
/// "2 hours" in seconds, months of 30 days; 0 if `length` is not of the kind that BPMN knows.
[[nodiscard]] std::int64_t seconds_from(std::string_view length);

}  // namespace onus::bpmn
