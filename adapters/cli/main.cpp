// SPDX-License-Identifier: Apache-2.0
//
// onus: the command line. Environment, terminal and exit codes; the work is done by the commands.

#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/cli/commands.h"
#include "adapters/logging/logging.h"

namespace {

std::string environment(const char* name) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): before any other thread exists.
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

/// The first of these that is set decides, as everywhere.
onus::Language language_of_environment() {
    for (const char* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        if (const std::string value = environment(name); !value.empty()) {
            return value.starts_with("zh") ? onus::Language::kChinese : onus::Language::kEnglish;
        }
    }
    return onus::Language::kEnglish;
}

}  // namespace

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    onus::adapters::start_logging(onus::adapters::parse_log_level(environment("ONUS_LOG")));
    onus::adapters::Console console{std::cin, std::cout, std::cerr};
    console.language = language_of_environment();
    console.colour = environment("NO_COLOR").empty() && ::isatty(STDOUT_FILENO) == 1;
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    return static_cast<int>(onus::adapters::run(console, arguments));
}
