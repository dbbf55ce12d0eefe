// SPDX-License-Identifier: Apache-2.0
#include "engine/run/horizon.h"

#include <algorithm>
#include <set>
#include <vector>

namespace onus::engine {

namespace {

class Horizon {
  public:
    explicit Horizon(const Program& program) : program_(program) {}

    void add(const Gate& gate) {
        if (!gate.stages.empty()) {
            reach(TimeReach::kDays);
        }
        add(gate.condition);
        add(gate.unless);
        std::for_each(gate.requires_all.begin(), gate.requires_all.end(),
                      [&](CodeId code) { add(code); });
        std::for_each(gate.approvers.begin(), gate.approvers.end(),
                      [&](CodeId code) { add(code); });
        if (gate.repeated) {
            add(gate.repeated->by);
            window(gate.repeated->question, constant_of(gate.repeated->length));
        }
    }

    void add(CodeId code) {
        if (code != kNoCode && seen_.insert(code).second) {
            waiting_.push_back(code);
        }
    }

    TimeReach take() {
        while (!waiting_.empty()) {
            const CodeId code = waiting_.back();
            waiting_.pop_back();
            read(code);
        }
        return reach_;
    }

  private:
    void reach(TimeReach more) { reach_ = std::max(reach_, more); }

    /// The value of a code that is nothing but a constant; null otherwise.
    [[nodiscard]] const Value* constant_of(CodeId code) const {
        if (code == kNoCode) {
            return nullptr;
        }
        const Instruction& first = program_.code[program_.code_begin[code]];
        return first.op == Op::kConstant ? &program_.constants[first.c] : nullptr;
    }

    void window(const HistoryQuestion& question, const Value* length) {
        if (!question.has_window) {
            return;
        }
        const bool days = question.window != WindowKind::kLast ||
                          (length != nullptr && length->kind == ValueKind::kDuration &&
                           length->duration != DurationKind::kExact);
        reach(days ? TimeReach::kDays : TimeReach::kMoments);
    }

    void read(CodeId code) {
        const Instruction* before = nullptr;
        for (std::size_t at = program_.code_begin[code];; ++at) {
            const Instruction& instruction = program_.code[at];
            if (instruction.op == Op::kReturn) {
                return;
            }
            read(instruction, before, program_.code[at + 1]);
            before = &instruction;
        }
    }

    void read(const Instruction& instruction, const Instruction* before, const Instruction& next) {
        switch (instruction.op) {
            case Op::kSpecial: {
                const auto special = static_cast<Special>(instruction.a);
                const bool moment = special == Special::kNow || special == Special::kAt;
                // A part of a moment turns with the day.
                if (special == Special::kToday || (moment && next.op == Op::kDatePart)) {
                    reach(TimeReach::kDays);
                } else if (moment) {
                    reach(TimeReach::kMoments);
                }
                return;
            }
            case Op::kPerson:
                // Years of service are full on a day.
                if (static_cast<PersonAttribute>(instruction.a) == PersonAttribute::kService) {
                    reach(TimeReach::kDays);
                }
                return;
            case Op::kHistory: {
                const bool constant = before != nullptr && before->op == Op::kConstant;
                window(program_.questions[instruction.c],
                       constant ? &program_.constants[before->c] : nullptr);
                return;
            }
            case Op::kCall: {
                const DefinitionInfo& definition = program_.definitions[instruction.c];
                add(definition.value);
                for (const DefinitionInfo::Exception& exception : definition.exceptions) {
                    add(exception.condition);
                    add(exception.value);
                }
                return;
            }
            case Op::kTable:
                read(program_.tables[instruction.c]);
                return;
            default:
                return;
        }
    }

    void read(const TableInfo& table) {
        std::for_each(table.inputs.begin(), table.inputs.end(), [&](CodeId code) { add(code); });
        for (const TableInfo::Row& row : table.rows) {
            std::for_each(row.results.begin(), row.results.end(), [&](CodeId code) { add(code); });
            for (const TableInfo::Cell& cell : row.cells) {
                std::for_each(cell.values.begin(), cell.values.end(),
                              [&](CodeId code) { add(code); });
                std::for_each(cell.limits.begin(), cell.limits.end(),
                              [&](const TableInfo::Limit& limit) { add(limit.value); });
            }
        }
    }

    const Program& program_;
    TimeReach reach_ = TimeReach::kNone;
    std::set<CodeId> seen_;
    std::vector<CodeId> waiting_;
};

}  // namespace

void set_time_reach(Program& program) {
    std::vector<Horizon> horizons(program.actions.size(), Horizon(program));
    for (const Gate& gate : program.gates) {
        horizons[gate.action].add(gate);
    }
    for (std::size_t i = 0; i < program.actions.size(); ++i) {
        for (const GrantInfo& grant : program.actions[i].grants) {
            horizons[i].add(grant.condition);
        }
        program.actions[i].time_reach = horizons[i].take();
    }
}

}  // namespace onus::engine
