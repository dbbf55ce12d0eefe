// SPDX-License-Identifier: Apache-2.0
//
// Instructions that run other code: definitions, tables, quantifiers; and those that gather values.

#include <algorithm>

#include "engine/run/logic.h"
#include "engine/run/machine.h"

namespace onus::engine {

void Machine::call(std::uint32_t index) {
    const DefinitionInfo& definition = program_.definitions[index];
    const Value* frame = take(definition.parameter_count);
    push(defined_value(definition, frame));
}

/// Default and labelled exceptions: of those that apply, the ones that another applying exception
/// beats drop out; what is left must agree.
Value Machine::defined_value(const DefinitionInfo& definition, const Value* frame) {
    if (definition.exceptions.empty()) {
        return run(definition.value, frame, nullptr);
    }
    const auto& exceptions = definition.exceptions;
    std::vector<bool> applies(exceptions.size());
    std::vector<bool> beaten(exceptions.size());
    for (std::size_t i = 0; i < exceptions.size(); ++i) {
        const Value condition = run(exceptions[i].condition, frame, nullptr);
        if (condition.undetermined()) {
            return condition;
        }
        applies[i] = condition.yes();
    }
    for (std::size_t i = 0; i < exceptions.size(); ++i) {
        for (std::uint32_t over = exceptions[i].over; applies[i] && over != kNoIndex;
             over = exceptions[over].over) {
            beaten[over] = true;
        }
    }
    Value result;
    bool found = false;
    for (std::size_t i = 0; i < exceptions.size(); ++i) {
        if (!applies[i] || beaten[i]) {
            continue;
        }
        const Value value = run(exceptions[i].value, frame, nullptr);
        if (found && !same(value, result)) {
            return undetermined(UndeterminedCause::kExceptionsConflict);
        }
        result = value;
        found = true;
    }
    return found ? result : run(definition.value, frame, nullptr);
}

void Machine::call_table(std::uint32_t index, std::uint32_t column) {
    const TableInfo& table = program_.tables[index];
    const Value* frame = take(table.parameter_count);
    Value* inputs = arena_.values(table.inputs.size());
    for (std::size_t i = 0; i < table.inputs.size(); ++i) {
        inputs[i] = run(table.inputs[i], frame, nullptr);
        if (inputs[i].undetermined() || inputs[i].missing()) {
            push(inputs[i].missing() ? undetermined(UndeterminedCause::kMissingValue) : inputs[i]);
            return;
        }
    }
    const TableInfo::Row* hit = nullptr;
    for (const TableInfo::Row& row : table.rows) {
        if (!row_matches(row, inputs, frame)) {
            continue;
        }
        if (hit != nullptr) {
            push(undetermined(UndeterminedCause::kSeveralTableRows));
            return;
        }
        hit = &row;
    }
    push(hit == nullptr ? undetermined(UndeterminedCause::kNoTableRow)
                        : run(hit->results[column], frame, nullptr));
}

bool Machine::row_matches(const TableInfo::Row& row, const Value* inputs, const Value* frame) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const TableInfo::Cell& cell = row.cells[i];
        const bool in_limits =
            std::all_of(cell.limits.begin(), cell.limits.end(), [&](const TableInfo::Limit& limit) {
                return compared(limit.comparison, inputs[i], run(limit.value, frame, nullptr))
                    .yes();
            });
        const bool listed = cell.values.empty() ||
                            std::any_of(cell.values.begin(), cell.values.end(), [&](CodeId value) {
                                return same(inputs[i], run(value, frame, nullptr));
                            });
        if (!cell.any && !(in_limits && listed)) {
            return false;
        }
    }
    return true;
}

void Machine::quantify(const Instruction& in, std::uint32_t pc) {
    const Value list = pop();
    if (list.undetermined()) {
        push(list);
        return;
    }
    const bool every = in.a != 0;
    Value result = yes_no(every);
    for (std::uint32_t i = 0; list.kind == ValueKind::kList && i < list.aux; ++i) {
        variables_[in.b % variables_.size()] = list.items[i];
        const Value one = run_range(pc + 1, pc + 1 + in.c, context_.parameters, context_.records);
        result = every ? and_(result, one) : or_(result, one);
    }
    push(result);
}

void Machine::gather(const Instruction& in) {
    const std::uint32_t count = in.op == Op::kStruct ? in.b : in.c;
    const Value* items = take(count);
    Value value;
    if (in.op == Op::kHighest) {
        value = items[0];
        for (std::uint32_t i = 1; i < count && !value.undetermined(); ++i) {
            value = items[i].undetermined() || compare(items[i], value) > 0 ? items[i] : value;
        }
        push(value);
        return;
    }
    value.kind = in.op == Op::kList ? ValueKind::kList : ValueKind::kStruct;
    value.aux = count;
    value.items = items;
    push(value);
}

}  // namespace onus::engine
