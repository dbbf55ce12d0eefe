// SPDX-License-Identifier: Apache-2.0
//
// The words of the command line, sorted into command, words, values and flags. No word of the
// library that sorts them reaches a user.

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/base/diagnostic.h"

namespace onus::adapters {

struct Arguments {
    std::string command;
    std::vector<std::string> words;
    std::map<std::string, std::string, std::less<>> values;  ///< by name, without dashes
    std::set<std::string, std::less<>> flags;

    [[nodiscard]] bool has(std::string_view flag) const { return flags.contains(flag); }
    [[nodiscard]] std::optional<std::string> value(std::string_view name) const;
};

/// Names of all commands, in the order of the help.
[[nodiscard]] const std::vector<std::string>& command_names();

/// Errors: kUsage…
[[nodiscard]] Result<Arguments> parse_arguments(const std::vector<std::string>& arguments);

}  // namespace onus::adapters
