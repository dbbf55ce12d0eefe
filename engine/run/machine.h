// SPDX-License-Identifier: Apache-2.0
//
// One run of one code: a value stack, the variables of quantifiers and a frame of arguments. Behind
// evaluate.h; nothing else uses it.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/run/evaluate.h"
#include "grammar/base/check.h"

namespace onus::engine {

class Machine {
  public:
    Machine(Evaluator& evaluator, const Context& context, std::vector<Atom>* atoms)
        : world_(evaluator.world_),
          state_(evaluator.state_),
          program_(evaluator.program_),
          arena_(evaluator.arena_),
          context_(context),
          atoms_(atoms),
          steps_left_(evaluator.step_count_max),
          as_seen_(evaluator.as_seen),
          fallback_on_top_(evaluator.fallback_on_top),
          as_of_(context.as_of) {}

    Value run(CodeId code, const Value* frame, const RecordView* records) {
        return run_range(program_.code_begin[code], UINT32_MAX, frame, records);
    }

  private:
    static constexpr std::size_t kStackMax = 64;

    /// Runs until kReturn, or until `end`.
    Value run_range(std::uint32_t begin, std::uint32_t end, const Value* frame,
                    const RecordView* records);

    /// Executes one instruction; returns how many to jump over.
    std::uint32_t step(const Instruction& in, std::uint32_t pc, const Value* frame,
                       const RecordView* records);

    /// Instructions that only look at the stack.
    void operate(const Instruction& in);

    Value moved(const Value& unsure, const Value& by);
    Value decided(std::uint32_t clause, const Value& a, const Value& b, const Value& result);

    Value param_field(const Value& param, const RecordView* record, std::uint32_t slot);
    Value memory_field(const Value& record, std::uint32_t field);
    Value field(const Value& record, std::uint32_t field, bool previous);
    Value special(Special special);
    Value traced(Special special, std::uint32_t link);
    Value local_time(const Value& as_if_utc, std::string_view name);
    Value attribute_of(const Value& of, PersonAttribute attribute);
    [[nodiscard]] const Organisation* organisation() const {
        return world_.organisation_at(as_of_);
    }

    void call(std::uint32_t index);
    Value defined_value(const DefinitionInfo& definition, const Value* frame);
    void call_table(std::uint32_t index, std::uint32_t column);
    bool row_matches(const TableInfo::Row& row, const Value* inputs, const Value* frame);
    void quantify(const Instruction& in, std::uint32_t pc);
    void gather(const Instruction& in);

    void history(std::uint32_t index);
    std::optional<Instant> created(const Value* keys, std::uint32_t count) const;
    void duty(const Instruction& in);
    Value duty_field(const Value& duty, DutyField field);

    void push(const Value& value) { stack_[top_++] = value; }
    Value pop() {
        ONUS_CHECK(top_ > 0, "the lowering balances the stack");
        return stack_[--top_];
    }
    [[nodiscard]] const Value& peek() const { return stack_[top_ - 1]; }

    /// Pops `count` values in the order in which they were pushed.
    const Value* take(std::uint32_t count);

    const World& world_;
    const State& state_;
    const Program& program_;
    Arena& arena_;
    const Context& context_;
    std::vector<Atom>* atoms_;
    std::uint32_t steps_left_;
    bool as_seen_;
    bool fallback_on_top_;
    Instant as_of_;
    std::array<Value, kStackMax> stack_;
    std::size_t top_ = 0;
    std::array<Value, 16> variables_;
};

}  // namespace onus::engine
