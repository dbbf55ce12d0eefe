// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <ostream>

#include "adapters/cli/commands.h"
#include "adapters/cli/matrix.h"
#include "adapters/cli/opened.h"
#include "adapters/json/event_json.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

std::size_t count(const Diagnostics& diagnostics, Severity severity) {
    return static_cast<std::size_t>(std::count_if(
        diagnostics.begin(), diagnostics.end(),
        [&](const Diagnostic& diagnostic) { return severity_of(diagnostic.kind) == severity; }));
}

void print_summary(const Console& console, std::size_t rulebooks, std::size_t errors,
                   std::size_t warnings) {
    if (console.json) {
        engine::Data summary = engine::object_data();
        engine::set_member(summary, "rulebooks", engine::number_data(std::to_string(rulebooks)));
        engine::set_member(summary, "errors", engine::number_data(std::to_string(errors)));
        engine::set_member(summary, "warnings", engine::number_data(std::to_string(warnings)));
        console.print(summary);
    } else if (console.language == Language::kEnglish) {
        console.out << rulebooks << (rulebooks == 1 ? " rulebook: " : " rulebooks: ") << errors
                    << (errors == 1 ? " error, " : " errors, ") << warnings
                    << (warnings == 1 ? " warning\n" : " warnings\n");
    } else {
        console.out << rulebooks << "份规章：" << errors << "个错误，" << warnings << "个警告\n";
    }
}

/// What was put in force last.
std::shared_ptr<const engine::Program> checked_program(const Workspace& workspace) {
    std::shared_ptr<const engine::Program> program;
    for (const engine::World::Epoch& epoch : workspace.session().world().epochs()) {
        program = epoch.program != nullptr ? epoch.program : program;
    }
    return program;
}

}  // namespace

Exit run_check(const Console& console, const Arguments& arguments) {
    // In a workspace the manifest says which they are.
    if (arguments.words.empty() &&
        (arguments.value("organisation") || arguments.value("calendars"))) {
        return console.fail(failure(DiagnosticKind::kUsageWordMissing, {"check", "FILE"}).value());
    }
    Diagnostics diagnostics;
    std::vector<Source> sources;
    WorkspaceOptions options = workspace_options(arguments);
    options.in_memory = true;
    const std::unique_ptr<Workspace> workspace =
        arguments.words.empty()
            ? Workspace::open(options, diagnostics, sources)
            : Workspace::open_files(
                  {arguments.words, arguments.value("organisation"), arguments.value("calendars")},
                  diagnostics, sources);
    const std::size_t rulebooks =
        workspace == nullptr ? 0 : workspace->pack().rulebooks.rulebooks.size();
    if (workspace != nullptr) {
        Result<PublishReport> report = workspace->publish(Instant{0});
        if (report) {
            diagnostics.insert(diagnostics.end(), report->diagnostics.begin(),
                               report->diagnostics.end());
        } else {
            diagnostics.push_back(report.error());
        }
    }
    console.report(diagnostics, sources);
    const std::size_t errors = count(diagnostics, Severity::kError);
    print_summary(console, rulebooks, errors, count(diagnostics, Severity::kWarning));
    if (errors == 0) {
        const auto program = checked_program(*workspace);
        if (arguments.has("matrix") && program != nullptr) {
            print_matrix(console, *program);
        }
        return Exit::kEffective;
    }
    return workspace == nullptr ? exit_code_of(diagnostics) : Exit::kRulebook;
}

}  // namespace onus::adapters
