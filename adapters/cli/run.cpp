// SPDX-License-Identifier: Apache-2.0

#include <array>
#include <exception>
#include <ostream>

#include "adapters/cli/commands.h"
#include "adapters/cli/help.h"
#include "adapters/logging/logging.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

struct Command {
    std::string_view name;
    Exit (*run)(const Console&, const Arguments&);
};

constexpr auto kCommands = std::to_array<Command>({
    {"check", run_check},
    {"fmt", run_fmt},
    {"test", run_test},
    {"validate", run_validate},
    {"submit", run_submit},
    {"advance", run_advance},
    {"matters", run_matters},
    {"duties", run_duties},
    {"trace", run_trace},
    {"why", run_why},
    {"play", run_play},
    {"explain", run_explain},
    {"ledger", run_ledger},
    {"process", run_process},
    {"serve", run_serve},
    {"backup", run_backup},
    {"restore", run_restore},
    {"client", run_client},
});

/// The language is taken first, so that a mistake among the arguments is told in it.
void take_language(Console& console, const std::vector<std::string>& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        const std::string value = word.starts_with("--lang=")                    ? word.substr(7)
                                  : word == "--lang" && i + 1 < arguments.size() ? arguments[i + 1]
                                                                                 : std::string();
        if (value == "en" || value == "zh") {
            console.language = value == "zh" ? Language::kChinese : Language::kEnglish;
        }
    }
}

Exit dispatch(const Console& given, const std::vector<std::string>& words) {
    Console console = given;
    take_language(console, words);
    const Result<Arguments> arguments = parse_arguments(words);
    if (!arguments) {
        return console.fail(arguments.error());
    }
    console.json = arguments->has("json");
    console.colour = console.colour && !arguments->has("no-color") && !console.json;
    if (const auto language = arguments->value("lang");
        language && *language != "en" && *language != "zh") {
        return console.fail(
            failure(DiagnosticKind::kUsageValueImpossible, {*language, "--lang", "en, zh"})
                .value());
    }
    if (arguments->has("verbose")) {
        start_logging(LogLevel::kDebug);
    }
    if (arguments->has("version")) {
        console.out << "onus " ONUS_VERSION "\n";
        return Exit::kEffective;
    }
    if (arguments->has("help")) {
        console.out << help_for(arguments->command, console.language);
        return Exit::kEffective;
    }
    for (const Command& command : kCommands) {
        if (command.name == arguments->command) {
            return command.run(console, *arguments);
        }
    }
    return Exit::kInternal;
}

}  // namespace

Exit run(const Console& console, const std::vector<std::string>& arguments) {
    try {
        const Exit code = dispatch(console, arguments);
        console.out.flush();
        return code;
    } catch (const std::exception& error) {
        log_debug(error.what());
    }
    console.report(failure(DiagnosticKind::kInternalError).value());
    return Exit::kInternal;
}

}  // namespace onus::adapters
