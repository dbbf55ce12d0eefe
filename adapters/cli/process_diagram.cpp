// SPDX-License-Identifier: Apache-2.0

#include "adapters/cli/process_diagram.h"

#include <algorithm>
#include <map>
#include <optional>
#include <ostream>

#include "adapters/bpmn/export.h"
#include "adapters/bpmn/svg.h"
#include "adapters/cli/opened.h"
#include "engine/run/data.h"
#include "engine/run/fold.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/format.h"
#include "grammar/parser.h"
#include "policies/pack_loader.h"
#include "policies/zone_loader.h"

namespace onus::adapters {
namespace {

/// A process with the ids that the ledger knows it by.
struct Chosen {
    bpmn::Outline outline;
    std::string id;
    std::vector<std::string> step_ids;
    Exit exit = Exit::kEffective;  ///< otherwise it was said what is wrong
};

Chosen refused(Exit exit) {
    Chosen chosen;
    chosen.exit = exit;
    return chosen;
}

Chosen pick(const Console& console, const Arguments& arguments, const ast::File& file,
            const Source& source) {
    const std::string& name = arguments.words[2];
    std::string known;
    std::size_t number = 0;
    for (const ast::Declaration& declaration : file.declarations) {
        const auto* process = std::get_if<ast::ProcessDecl>(&declaration.node);
        if (process == nullptr) {
            continue;
        }
        if (declaration.name.text == name || declaration.name.id == name) {
            Chosen chosen;
            chosen.outline = bpmn::outlines_of(file, source)[number];
            chosen.id = file.name.id + "." + declaration.name.id;
            for (const ast::Step& step : process->steps) {
                chosen.step_ids.push_back(step.name.id);
            }
            return chosen;
        }
        known += (known.empty() ? "" : ", ") + declaration.name.text;
        ++number;
    }
    return refused(console.fail(
        known.empty() ? failure(DiagnosticKind::kProcessNone, {arguments.words[1]}).value()
                      : failure(DiagnosticKind::kProcessUnknown, {name, known}).value()));
}

/// The rulebook in its canonical form, which places in the tree then point into.
Chosen choose(const Console& console, const Arguments& arguments) {
    const policies::LoadResult loaded =
        policies::load_files({{arguments.words[1]}, {}, {}}, policies::zones_in());
    if (!loaded.pack) {
        console.report(loaded.diagnostics);
        return refused(exit_code_of(loaded.diagnostics));
    }
    const engine::RulebookText& rulebook = loaded.pack->rulebooks.rulebooks.front();
    const Source source{rulebook.source_name, rulebook.text};
    const Source table{rulebook.source_name + " (names)", rulebook.names};
    const grammar::NameTableResult names = grammar::parse_name_table(table);
    const grammar::ParseResult parsed = grammar::parse(source, names.table);
    Diagnostics diagnostics = names.diagnostics;
    diagnostics.insert(diagnostics.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
    if (has_errors(diagnostics)) {
        console.report(diagnostics, {source, table});
        return refused(Exit::kRulebook);
    }
    const Source canonical{source.name,
                           grammar::format(parsed.file, source, parsed.file.language, names.table)};
    const grammar::ParseResult again = grammar::parse(canonical, names.table);
    return pick(console, arguments, again.file, canonical);
}

using States = std::map<std::string, bpmn::StepState>;

bpmn::StepState state_of(const engine::StepRow& row, const engine::DutyRow* duty) {
    const bool late = duty != nullptr && duty->overdue_at.has_value();
    switch (row.status) {
        case engine::StepStatus::kOpen:
            return late ? bpmn::StepState::kLate : bpmn::StepState::kActive;
        case engine::StepStatus::kDelivered:
            return late ? bpmn::StepState::kDoneLate : bpmn::StepState::kDone;
        case engine::StepStatus::kSkipped:
            return bpmn::StepState::kSkipped;
        default:
            return bpmn::StepState::kWaiting;
    }
}

/// By the names that the outline has. Empty: no step of such an instance was ever opened.
States states_in(const engine::State& state, const Chosen& chosen, const std::string& key) {
    States states;
    const auto& steps = chosen.outline.processes.front().steps;
    bool known = false;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const engine::StepRow* const row =
            state.steps.find(engine::step_key(chosen.id, key, chosen.step_ids[i]));
        known = known || row != nullptr;
        states.emplace(steps[i].name, row == nullptr ? bpmn::StepState::kWaiting
                                                     : state_of(*row, state.duty(row->duty)));
    }
    return known ? states : States{};
}

Exit answer(const Console& console, std::string_view name, const std::string& text) {
    if (console.json) {
        engine::Data object = engine::object_data();
        engine::set_member(object, name, engine::text_data(text));
        console.print(object);
    } else {
        console.out << text;
    }
    return Exit::kEffective;
}

}  // namespace

Exit export_process(const Console& console, const Arguments& arguments) {
    const Chosen chosen = choose(console, arguments);
    if (chosen.exit != Exit::kEffective) {
        return chosen.exit;
    }
    return answer(console, "bpmn", bpmn::bpmn_text(bpmn::diagram_of(chosen.outline)));
}

Exit draw_process(const Console& console, const Arguments& arguments) {
    const Chosen chosen = choose(console, arguments);
    if (chosen.exit != Exit::kEffective) {
        return chosen.exit;
    }
    States states;
    if (const auto key = arguments.value("of")) {
        const Opened opened = open_workspace(console, arguments, LedgerUse::kRead);
        if (opened.workspace == nullptr) {
            return opened.exit;
        }
        states = states_in(opened.workspace->session().state(), chosen, *key);
        if (states.empty()) {
            console.report(
                failure(DiagnosticKind::kBpmnInstanceUnknown, {arguments.words[2], *key}).value());
            return Exit::kNotEffective;
        }
    }
    return answer(console, "svg",
                  bpmn::svg_text(bpmn::diagram_of(chosen.outline), console.language, states));
}

}  // namespace onus::adapters
