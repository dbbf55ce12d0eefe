// SPDX-License-Identifier: Apache-2.0
//
// What Onus tells a person about something that is wrong with a text, a file or a request.
//
// Every kind has one line in diagnostic_kinds.def: a stable code, a severity, and its words in both
// languages. A diagnostic carries the kind and the values that fill the words in; it is rendered by
// diagnostic_text.h, never built from strings.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "grammar/base/source.h"

namespace onus {

enum class Severity : std::uint8_t { kInfo, kWarning, kError };

/// The kinds stand in diagnostic_kind.h, which only those include who name one: a new diagnostic
/// does not rebuild everything.
enum class DiagnosticKind : std::uint16_t;

/// A change of the text that removes the diagnostic.
struct Fix {
    Span span;
    std::string replacement;

    friend bool operator==(const Fix&, const Fix&) = default;
};

/// A second place that belongs to the same mistake, e.g. the first of two declarations.
struct RelatedPlace {
    std::string source_name;
    Span span;

    friend bool operator==(const RelatedPlace&, const RelatedPlace&) = default;
};

struct Diagnostic {
    DiagnosticKind kind{};

    /// Name of the source; empty where no text is at fault.
    std::string source_name;
    Span span;

    /// Fill {0}, {1}, … of the registry's texts. Values the user wrote, numbers, file names.
    std::vector<std::string> arguments;
    std::optional<Fix> fix;
    std::vector<RelatedPlace> related;

    friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

using Diagnostics = std::vector<Diagnostic>;

/// The value, or the one reason why there is none.
template <class T>
using Result = tl::expected<T, Diagnostic>;

using Status = Result<void>;

/// Shorthand for a failed `Result` that concerns no place in a text.
[[nodiscard]] inline tl::unexpected<Diagnostic> failure(DiagnosticKind kind,
                                                        std::vector<std::string> arguments = {}) {
    Diagnostic diagnostic;
    diagnostic.kind = kind;
    diagnostic.arguments = std::move(arguments);
    return tl::make_unexpected(std::move(diagnostic));
}

[[nodiscard]] Severity severity_of(DiagnosticKind kind);

/// The stable code, e.g. "N0416".
[[nodiscard]] std::string_view code_of(DiagnosticKind kind);

/// True if one of them is an error.
[[nodiscard]] bool has_errors(const Diagnostics& diagnostics);

}  // namespace onus
