// SPDX-License-Identifier: Apache-2.0
//
// Renders diagnostics for people, in either language, from the registry.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/base/diagnostic.h"
#include "grammar/base/language.h"

namespace onus {

/// One line, e.g. "the shares total 90%". `{0}` and `{1}` are filled in.
[[nodiscard]] std::string message_of(const Diagnostic& diagnostic, Language language);

/// What to do about it; empty where there is no general advice.
[[nodiscard]] std::string help_of(const Diagnostic& diagnostic, Language language);

/// The page behind a code: what the rule is and why. Nothing if no kind has this code.
[[nodiscard]] std::optional<std::string> page_of(std::string_view code, Language language);

/// Every code, in order.
[[nodiscard]] std::vector<std::string_view> diagnostic_codes();

/// Gives the text of a source by its name, so that the line can be shown; null if unknown.
using SourceLookup = std::function<const Source*(std::string_view name)>;

/// The whole report of one diagnostic: severity, code, message, place, the line with a caret
/// aligned by display width, help and fix. Ends with a line break. Plain text, no colour.
[[nodiscard]] std::string render(const Diagnostic& diagnostic, Language language,
                                 const SourceLookup& source_of);

}  // namespace onus
