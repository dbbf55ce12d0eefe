// SPDX-License-Identifier: Apache-2.0

#include "adapters/cli/process_diagram.h"

#include <algorithm>
#include <map>
#include <optional>
#include <ostream>

#include "adapters/bpmn/export.h"
#include "adapters/bpmn/svg.h"
#include "adapters/cli/opened.h"
#include "adapters/cli/rulebook_file.h"
#include "adapters/text/elapsed.h"
#include "engine/run/data.h"
#include "engine/run/fold.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/parser.h"

namespace onus::adapters {
namespace {

/// A process with the id that the ledger knows it by.
struct Chosen {
    bpmn::Outline outline;
    std::string id;
    std::string callers;           ///< processes that run it
    Exit exit = Exit::kEffective;  ///< otherwise it was said what is wrong
};

Chosen refused(Exit exit) {
    Chosen chosen;
    chosen.exit = exit;
    return chosen;
}

/// Processes that an action starts and that contain this one.
std::string callers_of(const std::vector<bpmn::Outline>& outlines, const std::string& name) {
    std::string callers;
    for (const bpmn::Outline& outline : outlines) {
        const auto& all = outline.processes;
        if (!all.front().is_part && std::any_of(all.begin(), all.end(), [&](const auto& each) {
                return each.name == name;
            })) {
            callers += (callers.empty() ? "" : ", ") + all.front().name;
        }
    }
    return callers.empty() ? "-" : callers;
}

/// The rulebook in its canonical form, which places in the tree then point into.
Chosen choose(const Console& console, const Arguments& arguments) {
    const RulebookFile read = read_rulebook_file(console, arguments.words[1]);
    if (!read.is_read()) {
        return refused(read.exit);
    }
    const Source source{read.source.name, read.in(read.file.language)};
    const ast::File file = grammar::parse(source, read.table).file;
    const std::string& name = arguments.words[2];
    std::string known;
    std::size_t number = 0;
    const std::vector<bpmn::Outline> outlines = bpmn::outlines_of(file, source);
    for (const ast::Declaration& declaration : file.declarations) {
        if (!std::holds_alternative<ast::ProcessDecl>(declaration.node)) {
            continue;
        }
        if (declaration.name.text == name || declaration.name.id == name) {
            Chosen chosen;
            chosen.outline = outlines[number];
            chosen.outline.names = read.names;
            chosen.id = file.name.id + "." + declaration.name.id;
            chosen.callers = callers_of(outlines, outlines[number].processes.front().name);
            return chosen;
        }
        known += (known.empty() ? "" : ", ") + declaration.name.text;
        ++number;
    }
    return refused(console.fail(
        known.empty() ? failure(DiagnosticKind::kProcessNone, {arguments.words[1]}).value()
                      : failure(DiagnosticKind::kProcessUnknown, {name, known}).value()));
}

/// Days and hours, hours and minutes, or minutes: what a person reads at a glance.
using States = std::map<std::string, bpmn::StepView>;

/// What the ledger knows of one run.
class RunReader {
  public:
    RunReader(const engine::State& state, const engine::ProcessRow& run, Language language)
        : state_(state), run_(run), language_(language) {}

    [[nodiscard]] bpmn::StepView view_of(const engine::StepRow* row) const {
        bpmn::StepView view;
        if (row == nullptr) {
            return view;
        }
        const engine::DutyRow* const duty = state_.duty(row->duty);
        view.rounds = static_cast<std::size_t>(
            std::count_if(row->earlier.begin(), row->earlier.end(), [&](std::uint64_t each) {
                const engine::DutyRow* const earlier = state_.duty(each);
                return earlier != nullptr && earlier->opened.attempt == run_.last.attempt;
            }));
        const bool late = duty != nullptr && duty->overdue_at.has_value();
        view.state = state_of(*row, late, view.rounds);
        if (view.state == bpmn::StepState::kDoneLate && duty->due && duty->closed_at) {
            view.lateness = rough_elapsed_words(duty->closed_at->ms - duty->due->ms, language_);
        }
        return view;
    }

  private:
    [[nodiscard]] bpmn::StepState state_of(const engine::StepRow& row, bool late,
                                           std::size_t rounds) const {
        const bool suspended = run_.last.status == engine::ProcessStatus::kSuspended;
        switch (row.status) {
            case engine::StepStatus::kOpen:
                return suspended ? bpmn::StepState::kSuspended
                       : late    ? bpmn::StepState::kLate
                                 : bpmn::StepState::kActive;
            case engine::StepStatus::kDelivered:
                return late ? bpmn::StepState::kDoneLate : bpmn::StepState::kDone;
            case engine::StepStatus::kSkipped:
                return bpmn::StepState::kSkipped;
            case engine::StepStatus::kNotTaken:
                return bpmn::StepState::kNotTaken;
            case engine::StepStatus::kCancelled:
                return bpmn::StepState::kCancelled;
            case engine::StepStatus::kNone:
                break;
        }
        const bool again = rounds > 0 && run_.last.status != engine::ProcessStatus::kCancelled;
        return again ? bpmn::StepState::kAgain : bpmn::StepState::kWaiting;
    }

    const engine::State& state_;
    const engine::ProcessRow& run_;
    Language language_;
};

/// By the steps that the picture has. Empty: there is no such run.
States states_in(const engine::State& state, const Chosen& chosen, const std::string& key,
                 const bpmn::Diagram& diagram, Language language) {
    States states;
    const engine::ProcessRow* const run = state.runs.find(engine::process_key(chosen.id, key));
    if (run == nullptr) {
        return states;
    }
    const RunReader reader(state, *run, language);
    for (const bpmn::Node& node : diagram.nodes) {
        if (!node.step.empty()) {
            states.emplace(
                node.step,
                reader.view_of(state.steps.find(engine::step_key(chosen.id, key, node.step))));
        }
    }
    return states;
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
    const bpmn::OutlineProcess& process = chosen.outline.processes.front();
    if (process.is_part) {
        return console.fail(
            failure(DiagnosticKind::kProcessIsPart, {process.name, chosen.callers}).value());
    }
    return answer(console, "bpmn", bpmn::bpmn_text(bpmn::diagram_of(chosen.outline)));
}

Exit draw_process(const Console& console, const Arguments& arguments) {
    const Chosen chosen = choose(console, arguments);
    if (chosen.exit != Exit::kEffective) {
        return chosen.exit;
    }
    const bpmn::Diagram diagram = bpmn::diagram_of(bpmn::unfolded(chosen.outline));
    States states;
    if (const auto key = arguments.value("of")) {
        const Opened opened = open_workspace(console, arguments, LedgerUse::kRead);
        if (opened.workspace == nullptr) {
            return opened.exit;
        }
        states =
            states_in(opened.workspace->session().state(), chosen, *key, diagram, console.language);
        if (states.empty()) {
            console.report(
                failure(DiagnosticKind::kBpmnInstanceUnknown, {arguments.words[2], *key}).value());
            return Exit::kNotEffective;
        }
    }
    return answer(console, "svg", bpmn::svg_text(diagram, console.language, states));
}

}  // namespace onus::adapters
