// SPDX-License-Identifier: Apache-2.0
//
// The commands of the command line, one file each. REQUIRES: the arguments have the words that the
// command needs (parse_arguments sees to it).

#pragma once

#include "adapters/cli/arguments.h"
#include "adapters/cli/console.h"

namespace onus::adapters {

[[nodiscard]] Exit run_check(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit run_fmt(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit run_test(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit run_validate(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit run_submit(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit run_advance(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit run_matters(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit run_duties(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit run_trace(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit run_why(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit run_play(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit run_explain(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit run_ledger(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit run_serve(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit run_process(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit run_client(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit run_backup(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit run_restore(const Console& console, const Arguments& arguments);

/// Any of them, with the program's own help and whatever goes wrong inside.
[[nodiscard]] Exit run(const Console& console, const std::vector<std::string>& arguments);

}  // namespace onus::adapters
