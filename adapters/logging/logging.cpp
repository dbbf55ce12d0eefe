// SPDX-License-Identifier: Apache-2.0

#include "adapters/logging/logging.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace onus::adapters {
namespace {

/// Until logging is started there is no logger to speak to.
bool started = false;
LogLevel level_now = LogLevel::kOff;

}  // namespace

LogLevel parse_log_level(std::string_view word) {
    if (word == "info") {
        return LogLevel::kInfo;
    }
    return word == "debug" ? LogLevel::kDebug : LogLevel::kOff;
}

void start_logging(LogLevel level) {
    static const auto kLogger = spdlog::stderr_logger_mt("onus");
    spdlog::set_default_logger(kLogger);
    started = true;
    level_now = level;
    spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
    switch (level) {
        case LogLevel::kOff:
            spdlog::set_level(spdlog::level::off);
            return;
        case LogLevel::kInfo:
            spdlog::set_level(spdlog::level::info);
            return;
        case LogLevel::kDebug:
            spdlog::set_level(spdlog::level::debug);
            return;
    }
}

void log_at_least(LogLevel level) {
    if (level_now < level) {
        start_logging(level);
    }
}

void log_error(std::string_view message) {
    if (started) {
        spdlog::error("{}", message);
    }
}

void log_info(std::string_view message) {
    if (started) {
        spdlog::info("{}", message);
    }
}

void log_debug(std::string_view message) {
    if (started) {
        spdlog::debug("{}", message);
    }
}

}  // namespace onus::adapters
