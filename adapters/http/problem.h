// SPDX-License-Identifier: Apache-2.0
//
// Faults as application/problem+json (RFC 9457). A verdict is never a fault, whatever it says.

#pragma once

#include <vector>

#include "adapters/http/message.h"
#include "grammar/base/diagnostic.h"

namespace onus::adapters {

/// `type` leads to the page of the first diagnostic's code, `title` and `title_zh` are its words,
/// `errors` lists all of them, with line and column in `source`, which may be null.
/// REQUIRES: there is one.
[[nodiscard]] HttpResponse problem(unsigned status, const Diagnostics& diagnostics,
                                   const Source* source = nullptr);

/// The same about several texts.
[[nodiscard]] HttpResponse problem(unsigned status, const Diagnostics& diagnostics,
                                   const std::vector<Source>& sources);

/// One diagnostic with the status that belongs to its kind: 404 for what is not there, 409 for what
/// is under way, 422 for an id used with other content, 507 for a full disk, 500 for a failed one,
/// otherwise 400.
[[nodiscard]] HttpResponse problem(const Diagnostic& diagnostic, const Source* source = nullptr);

}  // namespace onus::adapters
