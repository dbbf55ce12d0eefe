// SPDX-License-Identifier: Apache-2.0
//
// Internal to grammar/literals: the text that the rules read, and how their failures find the way
// back to what was written.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/base/decimal.h"
#include "grammar/base/diagnostic.h"

namespace onus::grammar {

/// A literal with full-width characters narrowed, runs of blanks made one and the outer ones left
/// out. It remembers where each of its bytes came from.
class LiteralText {
  public:
    explicit LiteralText(std::string_view written);

    LiteralText(const LiteralText&) = delete;
    LiteralText& operator=(const LiteralText&) = delete;

    [[nodiscard]] std::string_view folded() const { return folded_; }

    /// Where `part` stands in the written text. REQUIRES: `part` lies in `folded()`.
    [[nodiscard]] Span span_of(std::string_view part) const;

    /// `part` as it was written, cut after 40 characters; for messages.
    [[nodiscard]] std::string quote(std::string_view part) const;

    /// The failure of `part`, quoted as {0}.
    [[nodiscard]] tl::unexpected<Diagnostic> error(DiagnosticKind kind,
                                                   std::string_view part) const;

    /// The failure of `part` with arguments of its own.
    [[nodiscard]] tl::unexpected<Diagnostic> error(DiagnosticKind kind, std::string_view part,
                                                   std::vector<std::string> arguments) const;

    /// The failure of `part`, which would be right as `replacement`.
    [[nodiscard]] tl::unexpected<Diagnostic> error_with_fix(DiagnosticKind kind,
                                                            std::string_view part,
                                                            std::string replacement) const;

  private:
    std::string_view written_;
    std::string folded_;
    std::vector<std::uint32_t> origin_;  ///< of each byte of `folded_`, and of its end
};

/// The value of digits in the shape of `number_shape` (literal_rules.inc.h). Groups between
/// `separator` must be thousands.
[[nodiscard]] Result<Decimal> decimal_of(const LiteralText& text, std::string_view number,
                                         char separator);

}  // namespace onus::grammar
