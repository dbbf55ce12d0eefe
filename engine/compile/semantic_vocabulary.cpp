// SPDX-License-Identifier: Apache-2.0
#include "engine/compile/semantic_text.h"
#include "engine/compile/semantic_words.h"

namespace onus::engine {

void SemanticPrinter::type(const model::Type& type, std::string& out) const {
    out += word_of(type.kind);
    switch (type.kind) {
        case model::TypeKind::kDuration:
            out += ':';
            append_ordinal(out, type.duration);
            out += ':';
            append_number(out, type.unit_amount);
            return;
        case model::TypeKind::kEnum:
            out += ':' + model_.enums[type.ref].id;
            return;
        case model::TypeKind::kRecord:
            out += ':' + model_.records[type.ref].id;
            return;
        case model::TypeKind::kDuty:
            out += ':' + model_.duties[type.ref].heading.id;
            return;
        case model::TypeKind::kList:
            out += ':';
            this->type(model_.list_elements[type.ref], out);
            return;
        default:
            return;
    }
}

void SemanticPrinter::parameter_list(const std::vector<model::Parameter>& parameters,
                                     std::string& out) const {
    out += '(';
    for (const model::Parameter& parameter : parameters) {
        out += parameter.name + ' ';
        type(parameter.type, out);
        out += parameter.optional ? " optional," : ",";
    }
    out += ')';
}

void SemanticPrinter::parameter(const model::ParameterDeclaration& parameter,
                                std::string& out) const {
    type(parameter.type, out);
    out += ' ';
    expression(parameter.value, nullptr, out);
}

void SemanticPrinter::definition(const model::Definition& definition, std::string& out) const {
    parameter_list(definition.parameters, out);
    out += ' ';
    type(definition.type, out);
    out += ' ';
    expression(definition.value, &definition.parameters, out);
    for (const model::Exception& exception : definition.exceptions) {
        out += " except " + exception.name;
        if (exception.over != model::kNone) {
            out += " over " + definition.exceptions[exception.over].name;
        }
        out += " if ";
        expression(exception.condition, &definition.parameters, out);
        out += " then ";
        expression(exception.value, &definition.parameters, out);
    }
}

void SemanticPrinter::table(const model::Table& table, std::string& out) const {
    const std::vector<model::Parameter>* parameters = &table.parameters;
    parameter_list(table.parameters, out);
    for (const model::TableColumn& column : table.columns) {
        out += " column " + column.name + ' ';
        type(column.type, out);
    }
    for (const model::ExprId input : table.inputs) {
        out += " input ";
        expression(input, parameters, out);
    }
    for (const model::TableRow& row : table.rows) {
        out += " case";
        for (const model::Cell& cell : row.cells) {
            out += cell.any ? " any" : " [";
            for (const model::CellLimit& limit : cell.limits) {
                out += word_of(limit.op);
                expression(limit.value, parameters, out);
                out += ' ';
            }
            for (const model::ExprId value : cell.values) {
                expression(value, parameters, out);
                out += ' ';
            }
            out += cell.any ? "" : "]";
        }
        out += " then";
        for (const model::ExprId result : row.results) {
            out += ' ';
            expression(result, parameters, out);
        }
    }
}

}  // namespace onus::engine
