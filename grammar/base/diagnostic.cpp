// SPDX-License-Identifier: Apache-2.0

#include "grammar/base/diagnostic.h"

#include <algorithm>
#include <array>

namespace onus {
namespace {

struct Entry {
    std::string_view code;
    Severity severity;
};

constexpr auto kEntries = std::to_array<Entry>({
#define ONUS_DIAGNOSTIC(kind, code, severity, message_en, message_zh, help_en, help_zh, why_en, \
                        why_zh)                                                                 \
    {code, Severity::severity},
#include "grammar/base/diagnostic_kinds.def"
#undef ONUS_DIAGNOSTIC
});

const Entry& entry_of(DiagnosticKind kind) { return kEntries[static_cast<std::size_t>(kind)]; }

}  // namespace

Severity severity_of(DiagnosticKind kind) { return entry_of(kind).severity; }

std::string_view code_of(DiagnosticKind kind) { return entry_of(kind).code; }

bool has_errors(const Diagnostics& diagnostics) {
    return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& diagnostic) {
        return severity_of(diagnostic.kind) == Severity::kError;
    });
}

}  // namespace onus
