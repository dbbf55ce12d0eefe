// SPDX-License-Identifier: Apache-2.0
//
// Rulebooks that do not fit the organisation or a calendar any more. The world changes whether or
// not the rules are ready, so nothing is refused; the owner of the rulebook gets a matter.

#pragma once

#include <map>
#include <string>

#include "engine/run/draft.h"
#include "grammar/base/diagnostic.h"

namespace onus::engine {

/// What `link` says, by the name of the rulebook; only those with something to say.
using Misfits = std::map<std::string, Diagnostics>;

/// Opens a matter for each rulebook of which `after` says other things than `before`, and closes
/// the earlier one. Only errors count, which would have kept a new rulebook from being published;
/// what was known before is not told again.
void tell_misfits(Draft& draft, const Misfits& before, const Misfits& after);

}  // namespace onus::engine
