// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/compile/lowering.h"

namespace onus::engine {

namespace {

ValueKind kind_of(const model::Model& checked, const model::Type& type) {
    switch (type.kind) {
        case model::TypeKind::kUnknown:
            return ValueKind::kMissing;
        case model::TypeKind::kYesNo:
            return ValueKind::kYesNo;
        case model::TypeKind::kNumber:
            return ValueKind::kNumber;
        case model::TypeKind::kMoney:
            return ValueKind::kMoney;
        case model::TypeKind::kPercent:
            return ValueKind::kPercent;
        case model::TypeKind::kDuration:
            return ValueKind::kDuration;
        case model::TypeKind::kDate:
            return ValueKind::kDate;
        case model::TypeKind::kTimestamp:
            return ValueKind::kTimestamp;
        case model::TypeKind::kTimeOfDay:
            return ValueKind::kTimeOfDay;
        case model::TypeKind::kText:
            return ValueKind::kText;
        case model::TypeKind::kFile:
            return ValueKind::kFile;
        case model::TypeKind::kPerson:
            return ValueKind::kPerson;
        case model::TypeKind::kRole:
            return ValueKind::kRole;
        case model::TypeKind::kUnit:
            return ValueKind::kUnit;
        case model::TypeKind::kEnum:
            return ValueKind::kEnum;
        case model::TypeKind::kRecord:
            return checked.records[type.ref].key_field == model::kNone ? ValueKind::kStruct
                                                                       : ValueKind::kRecord;
        case model::TypeKind::kList:
            return ValueKind::kList;
        case model::TypeKind::kDuty:
            return ValueKind::kDuty;
    }
    return ValueKind::kMissing;
}

}  // namespace

ValueType Lowering::value_type(const model::Type& type) const {
    ValueType result;
    result.kind = kind_of(model_, type);
    result.duration = type.duration;
    result.unit_amount = type.unit_amount;
    result.ref = type.ref;
    return result;
}

void Lowering::lower_types() {
    for (const model::Enum& declared : model_.enums) {
        EnumInfo info;
        info.id = declared.id;
        info.values = declared.values;
        for (std::size_t i = 0; i < declared.values.size(); ++i) {
            info.names.push_back(shown(declared.values[i], i < declared.values_zh.size()
                                                               ? declared.values_zh[i]
                                                               : std::string()));
        }
        program_->enums.push_back(std::move(info));
    }
    for (const model::Type& element : model_.list_elements) {
        program_->list_elements.push_back(value_type(element));
    }
    for (const model::Field& field : model_.fields) {
        FieldInfo info;
        info.name = field.name;
        info.shown = shown(field.name, field.name_zh);
        info.type = value_type(field.type);
        info.key = field.key;
        info.optional = field.optional;
        info.record = field.record;
        program_->fields.push_back(std::move(info));
    }
    for (const model::Record& record : model_.records) {
        RecordInfo info;
        info.id = record.id;
        info.name = record.name;
        info.shown = shown(record.name, record.name_zh);
        info.fields = record.fields;
        info.key_field = record.key_field;
        for (std::size_t slot = 0; slot < record.fields.size(); ++slot) {
            program_->fields[record.fields[slot]].slot = static_cast<std::uint32_t>(slot);
        }
        program_->records.push_back(std::move(info));
    }
}

void Lowering::lower_rulebooks() {
    for (std::uint32_t i = 0; i < model_.rulebooks.size(); ++i) {
        const model::Rulebook& rulebook = model_.rulebooks[i];
        model::Heading heading;
        heading.name = rulebook.name;
        heading.title = rulebook.title;
        RulebookInfo info;
        info.name = rulebook.name;
        info.title = title(heading);
        info.layer = static_cast<std::uint8_t>(rulebook.layer);
        info.effective_from = rulebook.effective_from;
        info.effective_until = rulebook.effective_until;
        Scope scope;
        scope.rulebook = i;
        info.owner = code(rulebook.owner, scope);
        info.calendar = rulebook.calendar;
        info.currency = rulebook.currency;
        program_->rulebooks.push_back(std::move(info));
    }
    for (const model::Role& role : model_.roles) {
        if (!role.reports_to.empty()) {
            program_->lines.emplace(role.heading.name, role.reports_to);
        }
    }
}

void Lowering::lower_actions() {
    for (const model::Action& action : model_.actions) {
        ActionInfo info;
        info.id = action.heading.id;
        info.name = action.heading.name;
        info.shown = shown(action.heading.name, action.heading.name_zh);
        info.rulebook = action.heading.rulebook;
        for (const model::Parameter& parameter : action.parameters) {
            info.parameters.push_back({parameter.name, shown(parameter.name, parameter.name_zh),
                                       value_type(parameter.type), parameter.optional});
        }
        info.roles = action.roles;
        info.by_anyone = action.by_anyone;
        info.by_system = action.by_system;
        info.creates = action.creates;
        for (const model::Action::Change& change : action.changes) {
            info.changes.push_back({change.parameter, change.field});
        }
        info.tolerance = action.tolerance;
        info.process = action.process;
        info.step = action.step;
        info.is_receipt = action.is_receipt;
        info.control = action.control;
        program_->actions.push_back(std::move(info));
    }
}

void Lowering::lower_definitions() {
    for (const model::Definition& definition : model_.definitions) {
        Scope scope;
        scope.rulebook = definition.heading.rulebook;
        scope.parameters = &definition.parameters;
        DefinitionInfo info;
        info.id = definition.heading.id;
        info.shown = shown(definition.heading.name, definition.heading.name_zh);
        info.parameter_count = static_cast<std::uint32_t>(definition.parameters.size());
        info.value = assigned_code(definition.value, definition.type, scope);
        info.type = value_type(definition.type);
        for (const model::Exception& exception : definition.exceptions) {
            info.exceptions.push_back({exception.name, code(exception.condition, scope),
                                       assigned_code(exception.value, definition.type, scope),
                                       exception.over, cited(exception.cite)});
        }
        program_->definitions.push_back(std::move(info));
    }
    for (const model::ParameterDeclaration& parameter : model_.parameters) {
        Scope scope;
        scope.rulebook =
            parameter.set_by == model::kNone ? parameter.heading.rulebook : parameter.set_by;
        DefinitionInfo info;
        info.id = parameter.heading.id;
        info.shown = shown(parameter.heading.name, parameter.heading.name_zh);
        info.value = assigned_code(parameter.value, parameter.type, scope);
        info.type = value_type(parameter.type);
        program_->definitions.push_back(std::move(info));
    }
}

void Lowering::lower_tables() {
    const auto comparison = [](model::BinaryOp op) {
        switch (op) {
            case model::BinaryOp::kLess:
                return Comparison::kLess;
            case model::BinaryOp::kLessEqual:
                return Comparison::kLessEqual;
            case model::BinaryOp::kGreater:
                return Comparison::kGreater;
            default:
                return Comparison::kGreaterEqual;
        }
    };
    for (const model::Table& table : model_.tables) {
        Scope scope;
        scope.rulebook = table.heading.rulebook;
        scope.parameters = &table.parameters;
        TableInfo info;
        info.id = table.heading.id;
        info.shown = shown(table.heading.name, table.heading.name_zh);
        info.parameter_count = static_cast<std::uint32_t>(table.parameters.size());
        info.inputs = codes(table.inputs, scope);
        for (const model::TableRow& row : table.rows) {
            TableInfo::Row lowered;
            for (const model::Cell& cell : row.cells) {
                TableInfo::Cell made;
                made.any = cell.any;
                for (const model::CellLimit& limit : cell.limits) {
                    made.limits.push_back({comparison(limit.op), code(limit.value, scope)});
                }
                made.values = codes(cell.values, scope);
                lowered.cells.push_back(std::move(made));
            }
            for (std::size_t i = 0; i < row.results.size(); ++i) {
                lowered.results.push_back(
                    assigned_code(row.results[i], table.columns[i].type, scope));
            }
            info.rows.push_back(std::move(lowered));
        }
        program_->tables.push_back(std::move(info));
    }
}

}  // namespace onus::engine
