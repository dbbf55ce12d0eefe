// SPDX-License-Identifier: Apache-2.0
#include "adapters/access/mask.h"

#include <algorithm>

#include "engine/run/render.h"

namespace onus::adapters {

using engine::Data;
using engine::DataKind;
using engine::FieldInfo;
using engine::Stored;
using engine::ValueKind;
using engine::ValueType;

Mask::Mask(const engine::World& world, const engine::State& state, Instant now, const Eyes& eyes,
           const engine::Program* now_in_force, const engine::Events* together)
    : world_(world),
      state_(state),
      rights_(world, state, now, eyes, now_in_force),
      together_(together) {}

// ---- what is spoken of

const engine::Judged* Mask::find(std::uint64_t attempt) const {
    for (std::size_t i = 0; together_ != nullptr && i < together_->size(); ++i) {
        const auto* const judged = std::get_if<engine::Judged>(&(*together_)[i]);
        if (judged != nullptr && judged->attempt == attempt) {
            return judged;
        }
    }
    const engine::AttemptRow* const row = attempt == 0 ? nullptr : state_.attempt(attempt);
    return row == nullptr ? nullptr : &row->judged;
}

void Mask::about(std::uint64_t attempt, std::uint64_t duty, std::uint64_t matter) {
    if (const auto* const row = matter == 0 ? nullptr : state_.matter(matter)) {
        attempt = attempt == 0 ? row->opened.attempt : attempt;
        duty = duty == 0 ? row->opened.duty : duty;
    }
    const engine::Program* program = nullptr;
    if (const auto* const row = duty == 0 ? nullptr : state_.duty(duty)) {
        attempt = attempt == 0 ? row->opened.attempt : attempt;
        program = world_.program_by_hash(row->opened.program);
    }
    const engine::Judged* const judged = find(attempt);
    if (program == nullptr && judged != nullptr) {
        program = world_.program_by_hash(judged->program);
    }
    about(judged, program);
}

void Mask::about(const engine::Judged* judged, const engine::Program* program) {
    program_ = program;
    action_ = nullptr;
    if (program != nullptr && judged != nullptr) {
        if (const auto index = program->find_action(judged->action)) {
            action_ = &program->actions[*index];
        }
    }
    rights_.set_attempt(judged);
}

bool Mask::hides(std::uint32_t field) { return !rights_.may_read(*program_, field); }

bool Mask::hides(const engine::FieldSet& fields) {
    return std::any_of(fields.begin(), fields.end(),
                       [this](std::uint32_t field) { return hides(field); });
}

bool Mask::hides_key(std::string_view record) {
    if (program_ == nullptr) {
        return true;
    }
    const auto found = program_->record_by_id.find(record);
    return found == program_->record_by_id.end() ||
           hides(program_->records[found->second].key_field);
}

bool Mask::hides_anything() {
    if (program_ == nullptr) {
        return true;
    }
    for (std::uint32_t i = 0; i < program_->fields.size(); ++i) {
        if (hides(i)) {
            return true;
        }
    }
    return false;
}

bool Mask::hides_a_person() {
    if (program_ == nullptr) {
        return true;
    }
    for (std::uint32_t i = 0; i < program_->fields.size(); ++i) {
        if (program_->fields[i].type.kind == ValueKind::kPerson && hides(i)) {
            return true;
        }
    }
    return false;
}

/// REQUIRES: there is a program.
engine::Reads& Mask::reads() {
    auto& reads = reads_[{program_, action_}];
    if (reads == nullptr) {
        reads = std::make_unique<engine::Reads>(*program_, action_);
    }
    return *reads;
}

// ---- texts

void Mask::text(engine::Text& text) {
    constexpr std::string_view kBuiltIn = "onus.";
    if (text.id.starts_with(kBuiltIn)) {
        builtin(std::string_view(text.id).substr(kBuiltIn.size()), text.arguments);
        return;
    }
    if (text.arguments.empty()) {
        return;
    }
    const engine::MessageInfo* message = nullptr;
    if (program_ != nullptr) {
        const auto found = program_->message_by_id.find(text.id);
        message =
            found == program_->message_by_id.end() ? nullptr : &program_->messages[found->second];
    }
    for (std::size_t i = 0; i < text.arguments.size(); ++i) {
        bool hidden = message == nullptr || i >= message->arguments.size();
        if (!hidden) {
            hidden = hides(reads().of(message->arguments[i]));
        }
        if (hidden) {
            text.arguments[i] = engine::hidden_value();
        }
    }
}

/// Where the engine's own texts (engine/run/texts.def) have a value of a record.
void Mask::builtin(std::string_view slug, std::vector<Stored>& arguments) {
    const auto hide = [&arguments](std::size_t from, bool hidden) {
        for (std::size_t i = from; hidden && i < arguments.size(); ++i) {
            arguments[i] = engine::hidden_value();
        }
    };
    if (slug == "record_drift" && arguments.size() == 4) {
        hide(2, hides_path(arguments[0].text));
    } else if (slug == "wrong_value" && arguments.size() == 5) {
        if (hides_path(arguments[0].text)) {
            arguments[2] = engine::hidden_value();
        }
    } else if (slug == "record_exists" && arguments.size() == 3) {
        bool hidden = program_ == nullptr;
        for (std::size_t i = 0; !hidden && i < program_->records.size(); ++i) {
            const engine::RecordInfo& record = program_->records[i];
            hidden = record.shown.en == arguments[0].text && record.key_field != engine::kNoIndex &&
                     hides(record.key_field);
        }
        hide(2, hidden);
    } else if (slug == "process_not_under_way" && arguments.size() == 3) {
        hide(2, action_ == nullptr || action_->parameters.empty() ||
                    hides_path(action_->parameters.front().name));
    } else if (slug == "unknown_person") {
        hide(0, hides_a_person());
    }
}

/// "order.items[2].price": every field on the way counts.
bool Mask::hides_path(std::string_view path) {
    const auto next = [&path] {
        const std::string_view whole = path.substr(0, path.find('.'));
        path.remove_prefix(std::min(path.size(), whole.size() + 1));
        return whole.substr(0, whole.find('['));
    };
    if (program_ == nullptr || action_ == nullptr) {
        return true;
    }
    const std::string_view first = next();
    const auto& parameters = action_->parameters;
    const auto parameter = std::find_if(parameters.begin(), parameters.end(),
                                        [&](const auto& each) { return each.name == first; });
    if (parameter == parameters.end()) {
        return hides_anything();
    }
    ValueType type = parameter->type;
    bool hidden = type.kind == ValueKind::kRecord && path.empty() &&
                  hides(program_->records[type.ref].key_field);
    while (!path.empty()) {
        while (type.kind == ValueKind::kList) {
            type = program_->list_elements[type.ref];
        }
        if (type.kind != ValueKind::kRecord && type.kind != ValueKind::kStruct) {
            return hides_anything();
        }
        const std::string_view name = next();
        const auto& slots = program_->records[type.ref].fields;
        const auto slot = std::find_if(slots.begin(), slots.end(), [&](std::uint32_t field) {
            return program_->fields[field].name == name;
        });
        if (slot == slots.end()) {
            return hides_anything();
        }
        hidden = hidden || hides(*slot);
        type = program_->fields[*slot].type;
    }
    return hidden;
}

bool Mask::reasons(engine::Finding& finding) {
    bool hidden = false;
    const auto hide = [&hidden](Stored& value, bool yes) {
        if (yes) {
            value = engine::hidden_value();
            hidden = true;
        }
    };
    for (engine::Reason& reason : finding.reasons) {
        const engine::ClauseReads* const clause =
            program_ == nullptr ? nullptr : reads().clause(reason.clause);
        const bool unknown = clause == nullptr && hides_anything();
        hide(reason.left, unknown || (clause != nullptr && hides(clause->left)));
        hide(reason.right, unknown || (clause != nullptr && hides(clause->right)));
    }
    text(finding.text);
    return hidden;
}

/// What would pass may tell what it was compared with.
void Mask::remedy(engine::Remedy& remedy, bool reasons_hidden) {
    for (engine::ChangedValue& change : remedy.change) {
        const std::string path =
            change.parameter + (change.field.empty() ? "" : "." + change.field);
        const bool hidden = hides_path(path);
        if (hidden) {
            change.from = engine::hidden_value();
        }
        if (hidden || reasons_hidden) {
            change.to = engine::hidden_value();
        }
    }
}

// ---- values

void Mask::payload(const std::string& action, Instant at, Data& data) {
    engine::Judged judged;
    judged.action = action;
    judged.at = at;
    judged.payload = data;
    about(&judged, world_.program_at(at));
    payload(data);
}

void Mask::payload(Data& data) {
    for (std::size_t i = 0; i < data.items.size() && i < data.names.size(); ++i) {
        const ValueType* type = nullptr;
        for (std::size_t k = 0; action_ != nullptr && k < action_->parameters.size(); ++k) {
            if (action_->parameters[k].name == data.names[i]) {
                type = &action_->parameters[k].type;
            }
        }
        if (type != nullptr) {
            typed(*type, data.items[i]);
        } else if (hides_anything()) {
            data.items[i] = engine::hidden_data();
        }
    }
}

void Mask::typed(const ValueType& type, Data& data) {
    if (type.kind == ValueKind::kList) {
        for (Data& item : data.items) {
            typed(program_->list_elements[type.ref], item);
        }
        return;
    }
    if (type.kind != ValueKind::kRecord && type.kind != ValueKind::kStruct) {
        return;
    }
    if (data.kind == DataKind::kObject) {
        fields(type.ref, data);
    } else if (data.kind != DataKind::kNull &&
               (type.kind == ValueKind::kStruct ? rights_.is_guarded(*program_, type.ref)
                                                : hides(program_->records[type.ref].key_field))) {
        data = engine::hidden_data();
    }
}

void Mask::fields(std::uint32_t record, Data& object) {
    const auto& slots = program_->records[record].fields;
    for (std::size_t i = 0; i < object.names.size(); ++i) {
        const auto slot = std::find_if(slots.begin(), slots.end(), [&](std::uint32_t field) {
            return program_->fields[field].name == object.names[i];
        });
        const bool hidden =
            slot == slots.end() ? rights_.is_guarded(*program_, record) : hides(*slot);
        if (hidden) {
            object.items[i] = engine::hidden_data();
        } else if (slot != slots.end()) {
            typed(program_->fields[*slot].type, object.items[i]);
        }
    }
}

void Mask::typed(const ValueType& type, Stored& value) {
    if (value.kind == ValueKind::kMissing) {
        return;
    }
    if (type.kind == ValueKind::kRecord && hides(program_->records[type.ref].key_field)) {
        value = engine::hidden_value();
    } else if (type.kind == ValueKind::kStruct) {
        const auto& slots = program_->records[type.ref].fields;
        for (std::size_t i = 0; i < value.items.size(); ++i) {
            if (i >= slots.size() || hides(slots[i])) {
                value.items[i] = engine::hidden_value();
            } else {
                typed(program_->fields[slots[i]].type, value.items[i]);
            }
        }
    } else if (type.kind == ValueKind::kList) {
        for (Stored& item : value.items) {
            typed(program_->list_elements[type.ref], item);
        }
    }
}

void Mask::written(engine::Written& written) {
    const auto hide = [&written] {
        written.before = engine::hidden_value();
        written.after = engine::hidden_value();
    };
    if (program_ == nullptr) {
        return hide();
    }
    const auto record = program_->record_by_id.find(written.record);
    if (record == program_->record_by_id.end()) {
        return hide();
    }
    for (const std::uint32_t field : program_->records[record->second].fields) {
        const FieldInfo& info = program_->fields[field];
        if (info.name == written.field && !hides(field)) {
            typed(info.type, written.before);
            typed(info.type, written.after);
            return;
        }
    }
    hide();
}

// ---- events

void Mask::operator()(engine::Judged& judged) {
    about(&judged, world_.program_by_hash(judged.program));
    bool hidden = false;
    for (engine::Finding& finding : judged.findings) {
        hidden = reasons(finding) || hidden;
    }
    if (judged.remedy) {
        remedy(*judged.remedy, hidden);
    }
    payload(judged.payload);
}

void Mask::operator()(engine::TookEffect& effect) {
    about(effect.attempt);
    for (engine::Written& each : effect.written) {
        written(each);
        if (hides_key(each.record)) {
            each.key = engine::kHiddenKey;
        }
    }
    for (engine::RecordName& each : effect.records) {
        if (hides_key(each.record)) {
            each.key = engine::kHiddenKey;
        }
    }
}

void Mask::operator()(engine::AttemptChanged& changed) {
    about(changed.attempt);
    for (engine::Finding& finding : changed.findings) {
        static_cast<void>(reasons(finding));
    }
}

void Mask::operator()(engine::Logged& logged) {
    about(logged.attempt, logged.duty);
    text(logged.text);
}

void Mask::operator()(engine::Notified& notified) {
    about(notified.attempt, notified.duty, notified.matter);
    text(notified.text);
}

void Mask::operator()(engine::MatterOpened& opened) {
    about(opened.attempt, opened.duty);
    text(opened.text);
}

void Mask::operator()(engine::DutyOpened& opened) {
    about(find(opened.attempt), world_.program_by_hash(opened.program));
    for (std::size_t i = 0; i < opened.subjects.size(); ++i) {
        if (action_ != nullptr && i < action_->parameters.size()) {
            typed(action_->parameters[i].type, opened.subjects[i]);
        } else if (hides_anything()) {
            opened.subjects[i] = engine::hidden_value();
        }
    }
}

void Mask::operator()(engine::LiabilityProposed& proposed) {
    about(proposed.attempt);
    hide_subject(proposed.subject);
}

void Mask::operator()(engine::StepChanged& step) {
    about(step.attempt, step.duty);
    hide_subject(step.subject);
}

void Mask::operator()(engine::PathClosed& path) {
    about(path.attempt);
    hide_subject(path.subject);
}

void Mask::operator()(engine::StepReturned& returned) {
    about(returned.attempt);
    hide_subject(returned.subject);
}

void Mask::operator()(engine::ProcessChanged& changed) {
    about(changed.attempt);
    hide_subject(changed.subject);
}

void Mask::hide_subject(std::string& subject) {
    if (action_ == nullptr ||
        std::any_of(action_->parameters.begin(), action_->parameters.end(), [&](const auto& each) {
            return each.type.kind == ValueKind::kRecord &&
                   hides(program_->records[each.type.ref].key_field);
        })) {
        subject = engine::kHiddenKey;
    }
}

}  // namespace onus::adapters
