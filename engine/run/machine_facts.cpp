// SPDX-License-Identifier: Apache-2.0
//
// Instructions that ask what is known: fields, persons, history, duties.

#include <algorithm>

#include "engine/history/history.h"
#include "engine/run/date_part.h"
#include "engine/run/machine.h"
#include "engine/run/organisation_value.h"
#include "engine/run/unknown.h"

namespace onus::engine {

namespace {

bool creates(const ActionInfo& action, std::uint32_t record) {
    return std::any_of(action.creates.begin(), action.creates.end(), [&](std::uint32_t parameter) {
        return action.parameters[parameter].type.ref == record;
    });
}

}  // namespace

Value Machine::param_field(const Value& param, const RecordView* record, std::uint32_t slot) {
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

Value Machine::memory_field(const Value& record, std::uint32_t field) {
    const FieldInfo& info = program_.fields[field];
    if (info.key) {
        return textual(info.type.kind, record.text);
    }
    Value value = remembered_field(state_, program_, info.record, record.text, field, arena_);
    return value.missing() && !info.optional ? undetermined(UndeterminedCause::kUnknownRecord)
                                             : value;
}

Value Machine::field(const Value& record, std::uint32_t field, bool previous) {
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

Value Machine::special(Special special) {
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
Value Machine::traced(Special special, std::uint32_t link) {
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

Value Machine::local_time(const Value& as_if_utc, std::string_view name) {
    const Calendar* calendar = world_.calendar(name);
    if (as_if_utc.undetermined() || calendar == nullptr) {
        return as_if_utc.undetermined() ? as_if_utc : undetermined(UndeterminedCause::kNoCalendar);
    }
    const LocalTime local = to_local(Instant{int_of(as_if_utc)}, 0);
    return numeric(ValueKind::kTimestamp, calendar->to_instant(local).ms);
}

Value Machine::attribute_of(const Value& of, PersonAttribute attribute) {
    const Organisation* chart = organisation();
    const Value found = person_attribute({chart, &program_.lines, context_.calendar, as_of_}, of,
                                         attribute, arena_);
    if (!fallback_on_top_ || attribute != PersonAttribute::kSupervisor || !found.missing() ||
        chart == nullptr) {
        return found;
    }
    const auto person = chart->find_person(of.text);
    return person && chart->is_on_top(*person, as_of_, program_.lines)
               ? textual(ValueKind::kPerson, chart->person(chart->fallback()).id)
               : found;
}

void Machine::history(std::uint32_t index) {
    const HistoryQuestion& question = program_.questions[index];
    const HistoryIndex& history = program_.indexes[question.index];
    HistoryLookup lookup;
    lookup.program = &program_;
    lookup.as_seen = as_seen_;
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
    Value found = answer(state_, lookup, arena_);
    if (found.undetermined() && (lookup.not_before = created(keys, question.key_count))) {
        found = answer(state_, lookup, arena_);
    }
    push(found);
}

/// When the youngest of the records among the keys was created, as far as that is known.
std::optional<Instant> Machine::created(const Value* keys, std::uint32_t count) const {
    std::optional<Instant> latest;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (keys[i].kind != ValueKind::kRecord) {
            continue;
        }
        for (const TrailEntry& entry :
             state_.trail(program_.records[keys[i].aux].id, keys[i].text)) {
            const auto action = program_.find_action(entry.action);
            if (action && creates(program_.actions[*action], keys[i].aux)) {
                latest = latest ? std::max(*latest, entry.at) : entry.at;
                break;
            }
        }
    }
    return latest;
}

void Machine::duty(const Instruction& in) {
    const DutyInfo& info = program_.duties[in.c];
    const LatestDutyRow* row = nullptr;
    if (in.a != 0) {
        const Value subject = pop();
        if (is_redacted(subject)) {
            push(subject);
            return;
        }
        row = state_.duty_by_subject.find(joined_key(info.id, values_key({store(subject)})));
    } else if (context_.traced != nullptr) {
        for (auto link = context_.traced->rbegin();
             row == nullptr && link != context_.traced->rend(); ++link) {
            row = state_.duty_by_start.find(joined_key(info.id, number_key(link->attempt)));
        }
    } else {
        row = state_.duty_by_start.find(joined_key(info.id, number_key(context_.attempt)));
    }
    push(row == nullptr ? Value{} : numeric(ValueKind::kDuty, static_cast<Int128>(row->duty)));
}

Value Machine::duty_field(const Value& duty, DutyField field) {
    if (is_redacted(duty)) {
        return duty;
    }
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
    // That it was not done rests on nobody having seen it done. A deadline inside the gap was moved
    // already; this is about the time before.
    if (row->state == DutyState::kOverdue) {
        const Instant missed = row->overdue_at.value_or(context_.now);
        if (const GapNoted* gap = last_gap(state_, row->opened.start, missed)) {
            return unknown(arena_, {words_of(program_, row->opened.declaration), row->opened.start,
                                    *gap, Value{}});
        }
    }
    Value state = numeric(ValueKind::kEnum, static_cast<int>(row->state));
    state.text = duty_state_id(row->state);
    return state;
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
            items[i] =
                typed_view(program, program.fields[record.fields[i]].type, stored.items[i], arena);
        }
        value.items = items;
        value.aux = static_cast<std::uint32_t>(record.fields.size());
    } else if (value.kind == ValueKind::kList && type.kind == ValueKind::kList) {
        Value* items = arena.values(stored.items.size());
        for (std::size_t i = 0; i < stored.items.size(); ++i) {
            items[i] = typed_view(program, program.list_elements[type.ref], stored.items[i], arena);
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
            state.redacted_reads += holds_redacted(memory.value) ? 1U : 0U;
            return typed_view(program, info.type, memory.value, arena);
        }
    }
    return {};
}

}  // namespace onus::engine
