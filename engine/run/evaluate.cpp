// SPDX-License-Identifier: Apache-2.0
#include "engine/run/evaluate.h"

#include <algorithm>
#include <array>

#include "engine/history/history.h"
#include "engine/run/arithmetic.h"
#include "engine/run/organisation_value.h"
#include "grammar/base/check.h"

namespace onus::engine {

namespace {

constexpr std::size_t kStackMax = 64;

Value and_(const Value& a, const Value& b) {
    if ((!a.undetermined() && !a.yes()) || (!b.undetermined() && !b.yes())) {
        return yes_no(false);
    }
    return a.undetermined() ? a : b;
}

Value or_(const Value& a, const Value& b) {
    if (a.yes() || b.yes()) {
        return yes_no(true);
    }
    return a.undetermined() ? a : b;
}

bool holds(Comparison comparison, const Value& a, const Value& b) {
    switch (comparison) {
        case Comparison::kEqual:
            return same(a, b);
        case Comparison::kNotEqual:
            return !same(a, b);
        case Comparison::kLess:
            return compare(a, b) < 0;
        case Comparison::kLessEqual:
            return compare(a, b) <= 0;
        case Comparison::kGreater:
            return compare(a, b) > 0;
        case Comparison::kGreaterEqual:
            return compare(a, b) >= 0;
    }
    return false;
}

bool is_equality(Comparison comparison) {
    return comparison == Comparison::kEqual || comparison == Comparison::kNotEqual;
}

/// A value that should be there: nobody may be compared for identity, but nothing can be measured.
Value compared(Comparison comparison, const Value& a, const Value& b) {
    if (a.undetermined() || b.undetermined()) {
        return a.undetermined() ? a : b;
    }
    if ((a.missing() || b.missing()) && !is_equality(comparison)) {
        return undetermined(UndeterminedCause::kMissingValue);
    }
    return yes_no(holds(comparison, a, b));
}

Value part_of(const Value& moment, DatePart part, const Calendar* calendar) {
    if (moment.undetermined() || moment.missing()) {
        return moment;
    }
    CivilDate date{static_cast<std::int32_t>(moment.number)};
    if (moment.kind == ValueKind::kTimestamp) {
        if (calendar == nullptr) {
            return undetermined(UndeterminedCause::kNoCalendar);
        }
        date = calendar->to_local(Instant{int_of(moment)}).date;
    }
    const YearMonthDay ymd = split(date);
    switch (part) {
        case DatePart::kYear:
            return decimal_value(ValueKind::kNumber, Decimal(ymd.year));
        case DatePart::kMonth:
            // A month of a year: `work_date.month is this.work_date.month` must not mix years.
            return decimal_value(ValueKind::kNumber, Decimal(ymd.year * 100LL + ymd.month));
        case DatePart::kDay:
            return decimal_value(ValueKind::kNumber, Decimal(ymd.day));
        case DatePart::kDate:
            return numeric(ValueKind::kDate, date.days);
        case DatePart::kWeekday:
        case DatePart::kDayKind:
            break;
    }
    static constexpr std::array<std::string_view, 7> kWeekdays = {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    static constexpr std::array<std::string_view, 3> kDayKinds = {"working_day", "rest_day",
                                                                  "public_holiday"};
    Value value;
    value.kind = ValueKind::kEnum;
    if (part == DatePart::kWeekday) {
        value.number = weekday_of(date);
        value.text = kWeekdays[static_cast<std::size_t>(weekday_of(date))];
        return value;
    }
    if (calendar == nullptr) {
        return undetermined(UndeterminedCause::kNoCalendar);
    }
    if (!calendar->covers(date)) {
        return undetermined(UndeterminedCause::kUncoveredDate);
    }
    value.number = static_cast<int>(calendar->day_kind(date));
    value.text = kDayKinds[static_cast<std::size_t>(calendar->day_kind(date))];
    return value;
}

/// A timestamp written without an offset: its parts are local to the calendar's zone.
Value placed_in_zone(const Value& local, const Calendar* calendar) {
    if (calendar == nullptr) {
        return undetermined(UndeterminedCause::kNoCalendar);
    }
    return numeric(ValueKind::kTimestamp,
                   calendar->to_instant(to_local(Instant{int_of(local)}, 0)).ms);
}

}  // namespace

/// One run of one code: a value stack, the variables of quantifiers and a frame of arguments.
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
          as_of_(context.as_of) {}

    Value run(CodeId code, const Value* frame, const RecordView* records) {
        return run_range(program_.code_begin[code], UINT32_MAX, frame, records);
    }

  private:
    /// Runs until kReturn, or until `end`.
    Value run_range(std::uint32_t begin, std::uint32_t end, const Value* frame,
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

    /// Executes one instruction; returns how many to jump over.
    std::uint32_t step(const Instruction& in, std::uint32_t pc, const Value* frame,
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
                push(param_field(frame[in.a], records != nullptr ? &records[in.a] : nullptr,
                                 in.c));
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

    /// Instructions that only look at the stack.
    void operate(const Instruction& in) {
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
            case Op::kLocalTime:
                push(placed_in_zone(b, world_.calendar(program_.names[in.c])));
                return;
            default:
                break;
        }
        const Value a = pop();
        switch (in.op) {
            case Op::kAdd:
                push(add(a, b, context_.calendar));
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
                             yes_no(a.kind == ValueKind::kPerson &&
                                    has_role(organisation(), a, b.text, as_of_))));
                return;
            default:
                ONUS_CHECK(false, "every instruction is handled");
        }
    }

    Value decided(std::uint32_t clause, const Value& a, const Value& b, const Value& result) {
        if (atoms_ != nullptr) {
            atoms_->push_back({clause, a, b, result.yes(), result.undetermined()});
        }
        return result;
    }

    static Value member(const Value& a, const Value& list, bool negated) {
        if (a.undetermined() || list.undetermined()) {
            return a.undetermined() ? a : list;
        }
        if (list.kind != ValueKind::kList) {
            return yes_no(negated);
        }
        const bool found = std::any_of(list.items, list.items + list.aux,
                                       [&](const Value& item) { return same(item, a); });
        return yes_no(found != negated);
    }

    Value param_field(const Value& param, const RecordView* record, std::uint32_t slot) {
        if (record != nullptr && record->slots != nullptr) {
            return record->slots[slot];
        }
        if (param.kind == ValueKind::kStruct) {
            return param.items[slot];
        }
        if (param.kind != ValueKind::kRecord) {
            return param.undetermined() ? param : Value{};
        }
        return field(param, program_.records[param.aux].fields[slot], false);
    }

    Value memory_field(const Value& record, std::uint32_t field) {
        const FieldInfo& info = program_.fields[field];
        if (info.key) {
            return textual(info.type.kind, record.text);
        }
        Value value =
            remembered_field(state_, program_, info.record, record.text, field, arena_);
        return value.missing() && !info.optional
                   ? undetermined(UndeterminedCause::kUnknownRecord)
                   : value;
    }

    Value field(const Value& record, std::uint32_t field, bool previous) {
        const FieldInfo& info = program_.fields[field];
        if (record.undetermined() || record.missing()) {
            return record;
        }
        if (record.kind == ValueKind::kStruct) {
            return record.items[info.slot];
        }
        // The judged action's own records have claims that memory does not know yet.
        const std::size_t count = context_.action ? context_.action->parameters.size() : 0;
        for (std::size_t i = 0; context_.records != nullptr && i < count; ++i) {
            const RecordView& view = context_.records[i];
            if (view.record == info.record && view.key == record.text && view.slots != nullptr) {
                const Value* slots = previous && view.before != nullptr ? view.before : view.slots;
                return slots[info.slot];
            }
        }
        return memory_field(record, field);
    }

    Value special(Special special) {
        switch (special) {
            case Special::kActor:
                return context_.actor;
            case Special::kPrincipal:
                return context_.principal;
            case Special::kNow:
                return numeric(ValueKind::kTimestamp, context_.now.ms);
            case Special::kAt:
                return numeric(ValueKind::kTimestamp, context_.at.ms);
            case Special::kToday:
                return part_of(numeric(ValueKind::kTimestamp, context_.at.ms), DatePart::kDate,
                               context_.calendar);
            case Special::kReason:
                return context_.reason;
            case Special::kBearer:
                return context_.bearer;
            case Special::kOwner:
                return context_.owner;
            case Special::kStep:
                return context_.step;
            case Special::kLateness:
                return context_.lateness;
        }
        return {};
    }

    /// A traced action is seen as of its own time: later changes of the organisation do not count.
    Value traced(Special special, std::uint32_t link) {
        if (context_.traced == nullptr || link >= context_.traced->size()) {
            return {};
        }
        const TracedLink& traced = (*context_.traced)[link];
        if (traced.attempt == 0) {
            return {};
        }
        as_of_ = traced.at;
        switch (special) {
            case Special::kActor:
                return traced.actor;
            case Special::kPrincipal:
                return traced.principal;
            case Special::kAt:
                return numeric(ValueKind::kTimestamp, traced.at.ms);
            default:
                return {};
        }
    }

    Value local_time(const Value& as_if_utc, std::string_view name) {
        const Calendar* calendar = world_.calendar(name);
        if (as_if_utc.undetermined() || calendar == nullptr) {
            return as_if_utc.undetermined() ? as_if_utc
                                            : undetermined(UndeterminedCause::kNoCalendar);
        }
        const LocalTime local = to_local(Instant{int_of(as_if_utc)}, 0);
        return numeric(ValueKind::kTimestamp, calendar->to_instant(local).ms);
    }

    const Organisation* organisation() const { return world_.organisation_at(as_of_); }

    Value attribute_of(const Value& of, PersonAttribute attribute) {
        return person_attribute({organisation(), &program_.lines, context_.calendar, as_of_}, of,
                                attribute, arena_);
    }

    void call(std::uint32_t index) {
        const DefinitionInfo& definition = program_.definitions[index];
        const Value* frame = take(definition.parameter_count);
        push(defined_value(definition, frame));
    }

    /// Default and labelled exceptions: of those that apply, the ones that another applying exception
    /// beats drop out; what is left must agree.
    Value defined_value(const DefinitionInfo& definition, const Value* frame) {
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

    void call_table(std::uint32_t index, std::uint32_t column) {
        const TableInfo& table = program_.tables[index];
        const Value* frame = take(table.parameter_count);
        Value* inputs = arena_.values(table.inputs.size());
        for (std::size_t i = 0; i < table.inputs.size(); ++i) {
            inputs[i] = run(table.inputs[i], frame, nullptr);
            if (inputs[i].undetermined() || inputs[i].missing()) {
                push(inputs[i].missing() ? undetermined(UndeterminedCause::kMissingValue)
                                         : inputs[i]);
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

    bool row_matches(const TableInfo::Row& row, const Value* inputs, const Value* frame) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const TableInfo::Cell& cell = row.cells[i];
            const bool in_limits = std::all_of(
                cell.limits.begin(), cell.limits.end(), [&](const TableInfo::Limit& limit) {
                    return compared(limit.comparison, inputs[i], run(limit.value, frame, nullptr))
                        .yes();
                });
            const bool listed =
                cell.values.empty() ||
                std::any_of(cell.values.begin(), cell.values.end(), [&](CodeId value) {
                    return same(inputs[i], run(value, frame, nullptr));
                });
            if (!cell.any && !(in_limits && listed)) {
                return false;
            }
        }
        return true;
    }

    void quantify(const Instruction& in, std::uint32_t pc) {
        const Value list = pop();
        if (list.undetermined()) {
            push(list);
            return;
        }
        const bool every = in.a != 0;
        Value result = yes_no(every);
        for (std::uint32_t i = 0; list.kind == ValueKind::kList && i < list.aux; ++i) {
            variables_[in.b % variables_.size()] = list.items[i];
            const Value one =
                run_range(pc + 1, pc + 1 + in.c, context_.parameters, context_.records);
            result = every ? and_(result, one) : or_(result, one);
        }
        push(result);
    }

    void history(std::uint32_t index) {
        const HistoryQuestion& question = program_.questions[index];
        const HistoryIndex& history = program_.indexes[question.index];
        HistoryLookup lookup;
        lookup.question = &question;
        lookup.index = history.id;
        lookup.at = context_.at;
        lookup.calendar = world_.calendar(history.calendar);
        if (question.has_length) {
            const Value length = pop();
            if (length.undetermined()) {
                take(question.key_count);
                push(length);
                return;
            }
            lookup.length = duration_of(length);
        }
        const Value* keys = take(question.key_count);
        std::vector<Stored> stored;
        for (std::uint32_t i = 0; i < question.key_count; ++i) {
            if (keys[i].undetermined() || keys[i].missing()) {
                push(keys[i].missing() ? undetermined(UndeterminedCause::kMissingValue) : keys[i]);
                return;
            }
            stored.push_back(store(keys[i]));
        }
        lookup.key = values_key(stored);
        push(answer(state_, lookup, arena_));
    }

    void duty(const Instruction& in) {
        const DutyInfo& info = program_.duties[in.c];
        const LatestDutyRow* row = nullptr;
        if (in.a != 0) {
            const Value subject = pop();
            row = state_.duty_by_subject.find(joined_key(info.id, values_key({store(subject)})));
        } else if (context_.traced != nullptr) {
            for (auto link = context_.traced->rbegin(); row == nullptr &&
                                                        link != context_.traced->rend(); ++link) {
                row = state_.duty_by_start.find(joined_key(info.id, number_key(link->attempt)));
            }
        } else {
            row = state_.duty_by_start.find(joined_key(info.id, number_key(context_.attempt)));
        }
        push(row == nullptr ? Value{}
                            : numeric(ValueKind::kDuty, static_cast<Int128>(row->duty)));
    }

    Value duty_field(const Value& duty, DutyField field) {
        const DutyRow* row = duty.kind == ValueKind::kDuty
                                 ? state_.duty(static_cast<std::uint64_t>(duty.number))
                                 : nullptr;
        if (row == nullptr) {
            return {};
        }
        switch (field) {
            case DutyField::kDue:
                return row->due ? numeric(ValueKind::kTimestamp, row->due->ms) : Value{};
            case DutyField::kBearer:
                return textual(ValueKind::kPerson, row->bearer);
            case DutyField::kState:
                break;
        }
        Value state = numeric(ValueKind::kEnum, static_cast<int>(row->state));
        state.text = duty_state_id(row->state);
        return state;
    }

    void gather(const Instruction& in) {
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

    void push(const Value& value) { stack_[top_++] = value; }
    Value pop() {
        ONUS_CHECK(top_ > 0, "the lowering balances the stack");
        return stack_[--top_];
    }
    [[nodiscard]] const Value& peek() const { return stack_[top_ - 1]; }

    /// Pops `count` values in the order in which they were pushed.
    const Value* take(std::uint32_t count) {
        ONUS_CHECK(top_ >= count, "the lowering balances the stack");
        Value* taken = arena_.values(count);
        top_ -= count;
        std::copy_n(stack_.begin() + static_cast<std::ptrdiff_t>(top_), count, taken);
        return taken;
    }

    const World& world_;
    const State& state_;
    const Program& program_;
    Arena& arena_;
    const Context& context_;
    std::vector<Atom>* atoms_;
    std::uint32_t steps_left_;
    Instant as_of_;
    std::array<Value, kStackMax> stack_;
    std::size_t top_ = 0;
    std::array<Value, 16> variables_;
};

Value Evaluator::evaluate(CodeId code, const Context& context, std::vector<Atom>* atoms) {
    ONUS_CHECK(code != kNoCode, "the caller asks only for code that is there");
    return Machine(*this, context, atoms).run(code, context.parameters, context.records);
}

Value typed_view(const Program& program, const ValueType& type, const Stored& stored,
                 Arena& arena) {
    Value value = view(stored, arena);
    if (value.kind == ValueKind::kEnum && type.kind == ValueKind::kEnum) {
        const EnumInfo& info = program.enums[type.ref];
        const auto found = std::find(info.values.begin(), info.values.end(), value.text);
        value.aux = type.ref;
        value.number = found - info.values.begin();
    } else if (value.kind == ValueKind::kRecord) {
        value.aux = type.ref;
    } else if (value.kind == ValueKind::kStruct && type.kind == ValueKind::kStruct) {
        const RecordInfo& record = program.records[type.ref];
        Value* items = arena.values(record.fields.size());
        for (std::size_t i = 0; i < record.fields.size() && i < stored.items.size(); ++i) {
            items[i] = typed_view(program, program.fields[record.fields[i]].type,
                                  stored.items[i], arena);
        }
        value.items = items;
        value.aux = static_cast<std::uint32_t>(record.fields.size());
    } else if (value.kind == ValueKind::kList && type.kind == ValueKind::kList) {
        Value* items = arena.values(stored.items.size());
        for (std::size_t i = 0; i < stored.items.size(); ++i) {
            items[i] =
                typed_view(program, program.list_elements[type.ref], stored.items[i], arena);
        }
        value.items = items;
    }
    return value;
}

Value remembered_field(const State& state, const Program& program, std::uint32_t record,
                       std::string_view key, std::uint32_t field, Arena& arena) {
    const RecordRow* row = state.records.find(joined_key(program.records[record].id, key));
    if (row == nullptr) {
        return {};
    }
    const FieldInfo& info = program.fields[field];
    for (const FieldMemory& memory : row->memory) {
        if (memory.field == info.name) {
            return typed_view(program, info.type, memory.value, arena);
        }
    }
    return {};
}

}  // namespace onus::engine
