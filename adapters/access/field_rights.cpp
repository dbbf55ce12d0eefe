// SPDX-License-Identifier: Apache-2.0
#include "adapters/access/field_rights.h"

#include <algorithm>

#include "engine/run/bind.h"
#include "engine/run/organisation_value.h"

namespace onus::adapters {

using engine::FieldGrant;
using engine::Program;
using engine::RecordInfo;

namespace {

/// The field of the same record and name in another program; kNoIndex if it has none.
std::uint32_t counterpart(const Program& from, std::uint32_t field, const Program& in) {
    const engine::FieldInfo& info = from.fields[field];
    const auto record = in.record_by_id.find(from.records[info.record].id);
    if (record == in.record_by_id.end()) {
        return engine::kNoIndex;
    }
    for (const std::uint32_t candidate : in.records[record->second].fields) {
        if (in.fields[candidate].name == info.name) {
            return candidate;
        }
    }
    return engine::kNoIndex;
}

}  // namespace

void FieldRights::set_attempt(const engine::Judged* judged) {
    decided_.clear();
    records_.clear();
    if (judged == nullptr || current_ == nullptr) {
        return;
    }
    const auto action = current_->find_action(judged->action);
    if (!action) {
        return;
    }
    payload_ = judged->payload;
    engine::BindInput input;
    input.program = current_;
    input.action = &current_->actions[*action];
    input.payload = &payload_;
    input.state = &state_;
    input.organisation = world_.organisation_at(now_);
    input.at = judged->at;
    input.again = true;
    for (engine::RecordView view : engine::bind(input, arena_).records) {
        if (view.record == engine::kNoIndex) {
            continue;
        }
        // Where memory knows the record, a claim proves nothing.
        const RecordInfo& record = current_->records[view.record];
        const bool known = state_.records.find(engine::joined_key(record.id, view.key)) != nullptr;
        view.slots = known ? view.before : view.slots;
        view.before = nullptr;
        records_.push_back(view);
    }
}

bool FieldRights::may_read(const Program& recorded, std::uint32_t field) {
    const auto [known, is_new] = decided_.try_emplace({&recorded, field}, false);
    if (is_new) {
        const engine::FieldInfo& info = recorded.fields[field];
        bool allowed = is_listed(recorded.records[info.record], info.name);
        if (!allowed) {
            const std::uint32_t today =
                current_ == nullptr ? engine::kNoIndex : counterpart(recorded, field, *current_);
            allowed =
                today == engine::kNoIndex ? decide(recorded, field) : decide(*current_, today);
        }
        known->second = allowed;
    }
    return known->second;
}

bool FieldRights::is_guarded(const Program& recorded, std::uint32_t record) const {
    const Program& program = current_ == nullptr ? recorded : *current_;
    const auto found = program.record_by_id.find(recorded.records[record].id);
    return found == program.record_by_id.end() ||
           std::any_of(program.field_grants.begin(), program.field_grants.end(),
                       [&](const FieldGrant& grant) {
                           return !grant.write && grant.record == found->second;
                       });
}

bool FieldRights::is_listed(const RecordInfo& record, const std::string& field) const {
    return std::any_of(eyes_.fields.begin(), eyes_.fields.end(), [&](const std::string& listed) {
        return listed == "*" || listed == record.id || listed == record.name ||
               listed == record.id + "." + field || listed == record.name + "." + field;
    });
}

/// As engine/run/authority.cpp decides for whoever acts.
bool FieldRights::decide(const Program& program, std::uint32_t field) {
    const engine::Organisation* const organisation = world_.organisation_at(now_);
    const engine::Value who = engine::textual(engine::ValueKind::kPerson, eyes_.person);
    bool named = false;
    bool granted = false;
    for (const FieldGrant& grant : program.field_grants) {
        if (grant.write || grant.record != program.fields[field].record) {
            continue;
        }
        named = named || grant.allowed;
        const bool holder =
            !eyes_.person.empty() &&
            std::any_of(grant.roles.begin(), grant.roles.end(), [&](const std::string& role) {
                return engine::has_role(organisation, who, role, now_);
            });
        if ((grant.field != engine::kNoIndex && grant.field != field) || !holder) {
            continue;
        }
        const Answer answer = holds(program, grant);
        if (!grant.allowed && answer != Answer::kNo) {
            return false;
        }
        granted = granted || (grant.allowed && answer == Answer::kYes);
    }
    return granted || !named;
}

/// Of every record of the kind that is at hand.
FieldRights::Answer FieldRights::holds(const Program& program, const FieldGrant& grant) {
    if (grant.condition == engine::kNoCode) {
        return Answer::kYes;
    }
    if (&program != current_) {
        return Answer::kUnknown;
    }
    engine::Evaluator evaluator(world_, state_, program, arena_);
    std::size_t asked = 0;
    std::size_t yes = 0;
    std::size_t no = 0;
    for (const engine::RecordView& view : records_) {
        if (view.record != grant.record) {
            continue;
        }
        engine::Value reference = engine::textual(engine::ValueKind::kRecord, view.key);
        reference.aux = view.record;
        engine::Context context;
        context.parameters = &reference;
        context.records = &view;
        context.actor = engine::textual(engine::ValueKind::kPerson, eyes_.person);
        context.at = context.now = context.as_of = now_;
        const engine::Value value = evaluator.evaluate(grant.condition, context);
        ++asked;
        yes += value.yes() ? 1U : 0U;
        no += value.undetermined() || value.yes() ? 0U : 1U;
    }
    if (asked != 0 && yes == asked) {
        return Answer::kYes;
    }
    return asked != 0 && no == asked ? Answer::kNo : Answer::kUnknown;
}

}  // namespace onus::adapters
