// SPDX-License-Identifier: Apache-2.0
//
// Which gates, duties and indexes an action concerns. The work of a verdict follows from these
// lists alone, so that rules about other actions or other values cost nothing.
#include <algorithm>
#include <map>

#include "engine/compile/lowering.h"

namespace onus::engine {

namespace {

using Place = std::pair<std::uint32_t, std::uint32_t>;  ///< parameter, slot

Place place_of(const Discriminator& test) { return {test.parameter, test.slot}; }

/// True if dispatch can read the value before any rule runs: of a parameter that every payload has,
/// or of a record in memory.
bool is_always_there(const model::Model& checked, const model::Parameter& parameter, bool field) {
    return !parameter.optional &&
           (!field || checked.records[parameter.type.ref].key_field != model::kNone);
}

}  // namespace

void Lowering::collect_tests(ExprId condition, std::uint32_t action,
                             std::vector<Discriminator>& tests) const {
    if (condition == model::kNone) {
        return;
    }
    const auto* node = std::get_if<model::BinaryExpr>(&model_.expr(condition).node);
    if (node == nullptr) {
        return;
    }
    if (node->op == model::BinaryOp::kAnd) {
        collect_tests(node->left, action, tests);
        collect_tests(node->right, action, tests);
        return;
    }
    if (node->op != model::BinaryOp::kEqual) {
        return;
    }
    const model::Expr& right = model_.expr(node->right);
    const auto* constant = std::get_if<model::ConstantExpr>(&right.node);
    if (constant == nullptr || right.type.kind != model::TypeKind::kEnum) {
        return;
    }
    const std::optional<DirectRead> read = direct_read(node->left);
    if (read.has_value() &&
        is_always_there(model_, model_.actions[action].parameters[read->parameter],
                        read->slot != kNoIndex)) {
        const std::uint32_t ordinal = std::get<std::uint32_t>(constant->value);
        tests.push_back(
            {read->parameter, read->slot, model_.enums[right.type.ref].values[ordinal]});
    }
}

void Lowering::dispatch_gates() {
    // Gates of one action that no branch has taken yet.
    std::vector<std::vector<std::uint32_t>> open(program_->actions.size());
    for (std::uint32_t i = 0; i < program_->gates.size(); ++i) {
        const std::uint32_t action = program_->gates[i].action;
        (gate_tests_[i].empty() ? program_->actions[action].gates : open[action]).push_back(i);
    }
    for (std::uint32_t action = 0; action < open.size(); ++action) {
        std::vector<std::uint32_t>& gates = open[action];
        while (!gates.empty()) {
            std::map<Place, std::size_t> shared;
            for (const std::uint32_t gate : gates) {
                for (const Discriminator& test : gate_tests_[gate]) {
                    ++shared[place_of(test)];
                }
            }
            const Place most =
                std::max_element(shared.begin(), shared.end(), [](const auto& a, const auto& b) {
                    return a.second < b.second;
                })->first;
            gates = add_branch(action, most, gates);
        }
    }
}

std::vector<std::uint32_t> Lowering::add_branch(std::uint32_t action, Place place,
                                                const std::vector<std::uint32_t>& gates) {
    ActionInfo::Branch branch;
    branch.parameter = place.first;
    branch.slot = place.second;
    std::vector<std::uint32_t> left;
    for (const std::uint32_t gate : gates) {
        const std::vector<Discriminator>& tests = gate_tests_[gate];
        const auto test = std::find_if(tests.begin(), tests.end(), [&](const Discriminator& one) {
            return place_of(one) == place;
        });
        if (test == tests.end()) {
            left.push_back(gate);
            continue;
        }
        program_->gates[gate].discriminator = *test;
        branch.gates[pool_.text(test->value)].push_back(gate);
    }
    program_->actions[action].branches.push_back(std::move(branch));
    return left;
}

void Lowering::dispatch_events() {
    for (std::uint32_t i = 0; i < program_->indexes.size(); ++i) {
        const HistoryIndex& index = program_->indexes[i];
        if (index.subject == HistorySubject::kAction) {
            program_->actions[index.action].history.push_back(i);
        } else {
            program_->history_of[index.target].push_back(i);
        }
    }
    for (std::uint32_t i = 0; i < program_->duties.size(); ++i) {
        const std::vector<TriggerInfo>& triggers = program_->duties[i].triggers;
        for (std::uint32_t j = 0; j < triggers.size(); ++j) {
            if (triggers[j].kind == EventKind::kAction) {
                program_->actions[triggers[j].action].duties.emplace_back(i, j);
            } else if (triggers[j].kind == EventKind::kClock) {
                program_->clock_duties.emplace_back(i, j);
            }
        }
    }
    for (std::uint32_t i = 0; i < program_->liabilities.size(); ++i) {
        const TriggerInfo& trigger = program_->liabilities[i].trigger;
        if (trigger.kind == EventKind::kAction) {
            program_->actions[trigger.action].liabilities.push_back(i);
        }
    }
    for (std::uint32_t i = 0; i < program_->processes.size(); ++i) {
        const TriggerInfo& trigger = program_->processes[i].trigger;
        // A process that only others run has none.
        if (trigger.kind == EventKind::kAction && trigger.action != kNoIndex) {
            program_->actions[trigger.action].processes.push_back(i);
        }
    }
    sort_dispatch();
}

void Lowering::sort_dispatch() {
    // By id, so that nothing depends on the order in which things were declared.
    const Program& program = *program_;
    const auto by_index = [&](std::uint32_t a, std::uint32_t b) {
        const std::string& first = program.indexes[a].id;
        const std::string& second = program.indexes[b].id;
        return first != second ? first < second : a < b;
    };
    for (auto& [target, indexes] : program_->history_of) {
        std::sort(indexes.begin(), indexes.end(), by_index);
    }
    const auto by_duty = [&](const auto& a, const auto& b) {
        const std::string& first = program.duties[a.first].id;
        const std::string& second = program.duties[b.first].id;
        return first != second ? first < second : a < b;
    };
    std::sort(program_->clock_duties.begin(), program_->clock_duties.end(), by_duty);
    for (ActionInfo& action : program_->actions) {
        std::sort(action.duties.begin(), action.duties.end(), by_duty);
        std::stable_sort(action.grants.begin(), action.grants.end(),
                         [&](const GrantInfo& a, const GrantInfo& b) {
                             return program.permissions[a.permission].id <
                                    program.permissions[b.permission].id;
                         });
        std::sort(action.history.begin(), action.history.end(), by_index);
        std::sort(action.liabilities.begin(), action.liabilities.end(),
                  [&](std::uint32_t a, std::uint32_t b) {
                      return program.liabilities[a].id < program.liabilities[b].id;
                  });
        std::sort(action.processes.begin(), action.processes.end(),
                  [&](std::uint32_t a, std::uint32_t b) {
                      return program.processes[a].id < program.processes[b].id;
                  });
    }
}

}  // namespace onus::engine
