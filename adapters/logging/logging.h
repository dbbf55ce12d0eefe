// SPDX-License-Identifier: Apache-2.0
//
// What the program tells its operator about itself, on standard error. Silent unless asked for, or
// in a server; never a part of the answer to a user.

#pragma once

#include <cstdint>
#include <string_view>

namespace onus::adapters {

enum class LogLevel : std::uint8_t { kOff, kInfo, kDebug };

/// "info", "debug"; anything else is kOff.
[[nodiscard]] LogLevel parse_log_level(std::string_view word);

void start_logging(LogLevel level);

/// For a server, whose operator reads its log: at least this level.
void log_at_least(LogLevel level);

void log_error(std::string_view message);
void log_info(std::string_view message);
void log_debug(std::string_view message);

}  // namespace onus::adapters
