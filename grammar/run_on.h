// SPDX-License-Identifier: Apache-2.0
//
// Chinese words that were written without the spaces between them: 要求退货期限不超过3天.
//
// Reading never depends on a dictionary; only the repair that a diagnostic proposes does.

#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace onus::grammar {

/// True for a name that occurs elsewhere.
using IsKnownName = std::function<bool(std::string_view word)>;

/// The likeliest parts of a run-on word, in order: keywords, known names, numbers with their units
/// as separate parts, and what is left over as names. Empty if no keyword is found in it or the
/// word needs no split. The parts are views of `word`.
[[nodiscard]] std::vector<std::string_view> split_run_on(std::string_view word,
                                                         const IsKnownName& is_known_name);

/// The parts with spaces between, a number directly before its unit: "要求 退货期限 不超过 3天".
[[nodiscard]] std::string spaced(const std::vector<std::string_view>& parts);

}  // namespace onus::grammar
