// SPDX-License-Identifier: Apache-2.0

#include "adapters/cli/console.h"

#include <algorithm>
#include <ostream>

#include "adapters/json/event_json.h"
#include "adapters/json/json.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/diagnostic_text.h"

namespace onus::adapters {
namespace {

const Source* find(const std::vector<Source>& sources, std::string_view name) {
    const auto found = std::find_if(sources.begin(), sources.end(),
                                    [&](const Source& source) { return source.name == name; });
    return found == sources.end() ? nullptr : &*found;
}

}  // namespace

void Console::print(const engine::Data& data) const { out << to_json(data) << '\n'; }

void Console::report(const Diagnostics& diagnostics, const std::vector<Source>& sources) const {
    if (diagnostics.empty()) {
        return;
    }
    if (json) {
        engine::Data list = engine::list_data();
        for (const Diagnostic& diagnostic : diagnostics) {
            list.items.push_back(to_data(diagnostic, find(sources, diagnostic.source_name)));
        }
        engine::Data object = engine::object_data();
        engine::set_member(object, "diagnostics", std::move(list));
        print(object);
        return;
    }
    for (const Diagnostic& diagnostic : diagnostics) {
        err << render(diagnostic, language,
                      [&](std::string_view name) { return find(sources, name); });
    }
}

Exit Console::fail(const Diagnostic& diagnostic, const std::vector<Source>& sources) const {
    report(diagnostic, sources);
    return exit_code_of({diagnostic});
}

Exit exit_code_of(const Diagnostics& diagnostics) {
    Exit code = Exit::kEffective;
    for (const Diagnostic& diagnostic : diagnostics) {
        if (severity_of(diagnostic.kind) != Severity::kError) {
            continue;
        }
        const std::string_view area = code_of(diagnostic.kind).substr(0, 3);
        if (area == "N08" || diagnostic.kind == DiagnosticKind::kInternalError) {
            return Exit::kInternal;
        }
        if (area <= "N05" || diagnostic.kind == DiagnosticKind::kRulesMissing) {
            code = Exit::kRulebook;
        } else if (code == Exit::kEffective) {
            code = Exit::kUsage;
        }
    }
    return code;
}

}  // namespace onus::adapters
