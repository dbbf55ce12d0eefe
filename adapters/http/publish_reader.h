// SPDX-License-Identifier: Apache-2.0
//
// The bodies of what is proposed over HTTP.

#pragma once

#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "adapters/http/message.h"
#include "engine/session.h"
#include "grammar/base/source.h"

namespace onus::adapters {

/// What the asker wants to have in force.
struct Wanted {
    std::vector<engine::RulebookText> rulebooks;
    std::vector<std::string> withdraw;
};

/// {"rulebooks": [{"name", "text", "names"?}], "withdraw"?: [name]}, and nothing else.
[[nodiscard]] tl::expected<Wanted, HttpResponse> read_wanted(const Source& source);

/// {"entry": N, "fields": [name], "reason": "…"}, and nothing else.
[[nodiscard]] tl::expected<engine::Redact, HttpResponse> read_wanted_redaction(
    const Source& source);

}  // namespace onus::adapters
