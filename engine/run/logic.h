// SPDX-License-Identifier: Apache-2.0
//
// Truth with a third value: what cannot be found decides nothing, and passes on why.

#pragma once

#include "engine/run/code.h"
#include "engine/run/value.h"

namespace onus::engine {

/// No if either is no, else undetermined if either is.
[[nodiscard]] Value and_(const Value& a, const Value& b);

/// Yes if either is yes, else undetermined if either is.
[[nodiscard]] Value or_(const Value& a, const Value& b);

/// Yes or no. Undetermined if a value is, or if something is to be measured that is not there; for
/// identity a missing value may be compared.
[[nodiscard]] Value compared(Comparison comparison, const Value& a, const Value& b);

/// Whether `a` is in `list`, or with `negated`, is not. A missing list is empty.
[[nodiscard]] Value member(const Value& a, const Value& list, bool negated);

}  // namespace onus::engine
