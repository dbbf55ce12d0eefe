// SPDX-License-Identifier: Apache-2.0
//
// What was submitted and what was written, with the names and labels of the reader's language.

#include <algorithm>

#include "adapters/text/event_words.h"
#include "engine/run/data_value.h"

namespace onus::adapters {

using engine::Data;
using engine::DataKind;

/// A value as its type shows it; as it was sent if it is not of the type.
std::string EventWords::sent(const Data& data, const engine::ValueType* type) const {
    if (data.kind == DataKind::kNull) {
        return say("cleared", "清空");
    }
    if (data.kind == DataKind::kRedacted) {
        return say("(redacted)", "（已遮盖）");
    }
    if (data.kind == DataKind::kList) {
        std::string out;
        for (const Data& item : data.items) {
            out += (out.empty() ? "" : say(", ", "、")) + sent(item, nullptr);
        }
        return out;
    }
    if (type != nullptr && type->kind != engine::ValueKind::kList &&
        type->kind != engine::ValueKind::kStruct) {
        engine::Arena arena;
        const engine::DataReader reader{program_, context_.calendar, context_.currency};
        if (const auto value = engine::read_value(reader, *type, data, arena)) {
            return in_short(render(context_, engine::store(*value), language_));
        }
    }
    return in_short(data.text);
}

std::string EventWords::in_short(std::string words) {
    constexpr std::size_t kWordsMax = 1000;
    if (words.size() <= kWordsMax) {
        return words;
    }
    std::size_t end = kWordsMax;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    words.resize(end);
    return words + "…";
}

/// "number A1, promised 7 days" of the single values of an object, in the order in which they came.
std::string EventWords::members(const Data& object, std::uint32_t record) const {
    std::string out;
    for (std::size_t i = 0; i < object.items.size(); ++i) {
        if (object.items[i].kind == DataKind::kObject) {
            continue;
        }
        const engine::FieldInfo* const field = field_of(record, object.names[i]);
        out += out.empty() ? "" : say(", ", "，");
        out += (field == nullptr ? object.names[i] : in(field->shown, language_)) + " " +
               sent(object.items[i], field == nullptr ? nullptr : &field->type);
    }
    return out;
}

std::uint32_t EventWords::record_index(std::string_view id) const {
    if (program_ == nullptr) {
        return engine::kNoIndex;
    }
    const auto found = program_->record_by_id.find(id);
    return found == program_->record_by_id.end() ? engine::kNoIndex : found->second;
}

const engine::FieldInfo* EventWords::field_of(std::uint32_t record, std::string_view name) const {
    if (program_ == nullptr || record >= program_->records.size()) {
        return nullptr;
    }
    for (const std::uint32_t field : program_->records[record].fields) {
        if (program_->fields[field].name == name) {
            return &program_->fields[field];
        }
    }
    return nullptr;
}

std::string EventWords::payload(std::string_view action, const Data& data) const {
    const engine::ActionInfo* info = nullptr;
    if (const auto index = program_ == nullptr ? std::nullopt : program_->find_action(action)) {
        info = &program_->actions[*index];
    }
    const auto parameter = [&](std::string_view name) -> const engine::ParameterInfo* {
        if (info == nullptr) {
            return nullptr;
        }
        const auto found =
            std::find_if(info->parameters.begin(), info->parameters.end(),
                         [&](const engine::ParameterInfo& each) { return each.name == name; });
        return found == info->parameters.end() ? nullptr : &*found;
    };
    std::string records;
    std::string single;
    for (std::size_t i = 0; i < data.items.size(); ++i) {
        const Data& item = data.items[i];
        const engine::ParameterInfo* const found = parameter(data.names[i]);
        const std::string& shown = found == nullptr ? data.names[i] : in(found->shown, language_);
        if (item.kind == DataKind::kObject) {
            records += (records.empty() ? "" : say("; ", "；")) + shown + say(": ", "：") +
                       members(item, found == nullptr ? engine::kNoIndex : found->type.ref);
        } else {
            single += (single.empty() ? "" : say(", ", "，")) + shown + " " +
                      sent(item, found == nullptr ? nullptr : &found->type);
        }
    }
    return records + (records.empty() || single.empty() ? "" : say("; ", "；")) + single;
}

/// "order A1: promised 7 days; channel store → online"
std::string EventWords::written(const std::vector<engine::Written>& changes) const {
    std::string out;
    std::string record;
    for (const engine::Written& change : changes) {
        if (change.before == change.after) {
            continue;
        }
        const std::string name_of_record = name(change.record) + " " + change.key;
        if (name_of_record != record) {
            out += (record.empty() ? "" : "\n") + std::string("    ") + name_of_record +
                   say(": ", "：");
            record = name_of_record;
        } else {
            out += say("; ", "；");
        }
        const engine::FieldInfo* const field = field_of(record_index(change.record), change.field);
        out += (field == nullptr ? change.field : in(field->shown, language_)) + " ";
        if (change.before.kind != engine::ValueKind::kMissing) {
            out += value(change.before) + " → ";
        }
        out += value(change.after);
    }
    return out + (record.empty() ? "" : "\n");
}

std::string EventWords::operator()(const engine::Redacted& redacted) const {
    return "  " +
           say("The field {1} of entry {0} was redacted.", "第{0}条记录的字段{1}已被遮盖。",
               {std::to_string(redacted.entry), redacted.field}) +
           "\n";
}

}  // namespace onus::adapters
