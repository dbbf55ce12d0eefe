// SPDX-License-Identifier: Apache-2.0
//
// Makes the engine's own findings and texts, whose words stand in texts.def.

#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "engine/run/event.h"

namespace onus::engine {

[[nodiscard]] inline Stored stored_text(std::string_view text) {
    Stored stored;
    stored.kind = ValueKind::kText;
    stored.text = std::string(text);
    return stored;
}

[[nodiscard]] inline Stored stored_person(std::string_view person) {
    Stored stored = stored_text(person);
    stored.kind = ValueKind::kPerson;
    return stored;
}

[[nodiscard]] inline Stored stored_deadline(Instant due) {
    Stored stored = store(numeric(ValueKind::kTimestamp, due.ms));
    stored.aux = kIsDeadline;
    return stored;
}

/// A built-in text: `slug` is one of texts.def.
[[nodiscard]] inline Text builtin_text(std::string_view slug, std::vector<Stored> arguments = {}) {
    return {"onus." + std::string(slug), std::move(arguments)};
}

[[nodiscard]] inline Finding builtin_finding(std::string_view kind, Level level,
                                             std::vector<Stored> arguments = {}) {
    Finding finding;
    finding.kind = std::string(kind);
    finding.level = level;
    finding.text = builtin_text(kind, std::move(arguments));
    return finding;
}

/// " (did you mean x?)" / "（是否指x？）", or empty texts.
[[nodiscard]] inline Bilingual suggestion(const std::string& best) {
    return best.empty() ? Bilingual{}
                        : Bilingual{" (did you mean " + best + "?)", "（是否指“" + best + "”？）"};
}

}  // namespace onus::engine
