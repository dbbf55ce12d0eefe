// SPDX-License-Identifier: Apache-2.0
//
// Every kind of diagnostic, from the registry.

#pragma once

#include "grammar/base/diagnostic.h"

namespace onus {

enum class DiagnosticKind : std::uint16_t {
#define ONUS_DIAGNOSTIC(kind, code, severity, message_en, message_zh, help_en, help_zh, why_en, \
                        why_zh)                                                                 \
    kind,
#include "grammar/base/diagnostic_kinds.def"
#undef ONUS_DIAGNOSTIC
};

}  // namespace onus
