// SPDX-License-Identifier: Apache-2.0
#include "engine/run/evaluate.h"

#include <algorithm>

#include "engine/run/arithmetic.h"
#include "engine/run/date_part.h"
#include "engine/run/logic.h"
#include "engine/run/machine.h"
#include "engine/run/organisation_value.h"
#include "engine/run/unknown.h"

namespace onus::engine {

Value Machine::run_range(std::uint32_t begin, std::uint32_t end, const Value* frame,
                         const RecordView* records) {
    const std::size_t bottom = top_;
    for (std::uint32_t pc = begin; pc != end; ++pc) {
        if (steps_left_-- == 0 || top_ + 2 > kStackMax) {
            steps_left_ = 1;
            top_ = bottom;
            return undetermined(UndeterminedCause::kStepLimit);
        }
        const Instruction& instruction = program_.code[pc];
        if (instruction.op == Op::kReturn) {
            break;
        }
        pc += step(instruction, pc, frame, records);
    }
    const Value result = pop();
    top_ = bottom;
    return result;
}

std::uint32_t Machine::step(const Instruction& in, std::uint32_t pc, const Value* frame,
                            const RecordView* records) {
    switch (in.op) {
        case Op::kReturn:
            return 0;
        case Op::kConstant:
            push(program_.constants[in.c]);
            return 0;
        case Op::kParam:
            push(frame[in.c]);
            return 0;
        case Op::kParamField:
            push(param_field(frame[in.a], records != nullptr ? &records[in.a] : nullptr, in.c));
            return 0;
        case Op::kVariable:
            push(variables_[in.c % variables_.size()]);
            return 0;
        case Op::kSpecial:
            push(special(static_cast<Special>(in.a)));
            return 0;
        case Op::kTraced:
            push(traced(static_cast<Special>(in.a), in.c));
            return 0;
        case Op::kField:
            push(field(pop(), in.c, false));
            return 0;
        case Op::kPrevious:
            push(field(pop(), in.c, true));
            return 0;
        case Op::kPerson:
            push(attribute_of(pop(), static_cast<PersonAttribute>(in.a)));
            return 0;
        case Op::kDatePart:
            push(part_of(pop(), static_cast<DatePart>(in.a), context_.calendar));
            return 0;
        case Op::kLocalTime:
            push(local_time(pop(), program_.names[in.c]));
            return 0;
        case Op::kHolder:
            push(holder_value(organisation(), program_.names[in.c], as_of_));
            return 0;
        case Op::kCall:
            call(in.c);
            return 0;
        case Op::kTable:
            call_table(in.c, in.a);
            return 0;
        case Op::kQuantify:
            quantify(in, pc);
            return in.c;
        case Op::kSkipIfNo:
            return !peek().undetermined() && !peek().yes() ? in.c : 0;
        case Op::kSkipIfYes:
            return peek().yes() ? in.c : 0;
        case Op::kHistory:
            history(in.c);
            return 0;
        case Op::kDuty:
            duty(in);
            return 0;
        case Op::kDutyField:
            push(duty_field(pop(), static_cast<DutyField>(in.a)));
            return 0;
        case Op::kList:
        case Op::kHighest:
        case Op::kStruct:
            gather(in);
            return 0;
        default:
            operate(in);
            return 0;
    }
}

void Machine::operate(const Instruction& in) {
    const Value b = pop();
    switch (in.op) {
        case Op::kNegate:
            push(negate(b));
            return;
        case Op::kNot:
            push(b.undetermined() ? b : yes_no(!b.yes()));
            return;
        case Op::kGiven:
            push(b.undetermined() ? b : yes_no(!b.missing()));
            return;
        case Op::kMissing:
            push(b.undetermined() ? b : yes_no(b.missing()));
            return;
        case Op::kMoneyRound:
            push(round_money(b, in.a));
            return;
        default:
            break;
    }
    const Value a = pop();
    switch (in.op) {
        case Op::kAdd:
            push(at_least(a) != nullptr   ? moved(a, b)
                 : at_least(b) != nullptr ? moved(b, a)
                                          : add(a, b, context_.calendar));
            return;
        case Op::kSubtract:
            push(subtract(a, b, context_.calendar));
            return;
        case Op::kMultiply:
            push(multiply(a, b));
            return;
        case Op::kDivide:
            push(divide(a, b));
            return;
        case Op::kAnd:
            push(and_(a, b));
            return;
        case Op::kOr:
            push(or_(a, b));
            return;
        case Op::kCompare:
            push(decided(in.c, a, b, compared(static_cast<Comparison>(in.a), a, b)));
            return;
        case Op::kIn:
            push(decided(in.c, a, b, member(a, b, in.a != 0)));
            return;
        case Op::kHasRole:
            push(decided(in.c, a, b,
                         is_redacted(a) ? a
                                        : yes_no(a.kind == ValueKind::kPerson &&
                                                 has_role(organisation(), a, b.text, as_of_))));
            return;
        default:
            ONUS_CHECK(false, "every instruction is handled");
    }
}

/// What is at least three is at least four with one more.
Value Machine::moved(const Value& unsure, const Value& by) {
    if (by.kind != at_least(unsure)->kind) {
        return unsure;
    }
    const Value sum = add(*at_least(unsure), by, context_.calendar);
    return sum.undetermined() ? sum : raised(arena_, unsure, sum);
}

Value Machine::decided(std::uint32_t clause, const Value& a, const Value& b, const Value& result) {
    if (atoms_ != nullptr) {
        atoms_->push_back({clause, a, b, result.yes(), result.undetermined()});
    }
    return result;
}

const Value* Machine::take(std::uint32_t count) {
    ONUS_CHECK(top_ >= count, "the lowering balances the stack");
    Value* taken = arena_.values(count);
    top_ -= count;
    std::copy_n(stack_.begin() + static_cast<std::ptrdiff_t>(top_), count, taken);
    return taken;
}

Value Evaluator::evaluate(CodeId code, const Context& context, std::vector<Atom>* atoms) {
    ONUS_CHECK(code != kNoCode, "the caller asks only for code that is there");
    return Machine(*this, context, atoms).run(code, context.parameters, context.records);
}

}  // namespace onus::engine
