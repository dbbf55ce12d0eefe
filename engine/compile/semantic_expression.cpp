// SPDX-License-Identifier: Apache-2.0
#include "engine/compile/semantic_text.h"
#include "engine/compile/semantic_words.h"

namespace onus::engine {

struct SemanticPrinter::Visitor {
    const SemanticPrinter& printer;
    const model::Model& model;
    const std::vector<model::Parameter>* parameters;
    const model::Type& type;
    std::string& out;

    void print(model::ExprId id) const {
        out += ' ';
        printer.expression(id, parameters, out);
    }
    void print_all(const std::vector<model::ExprId>& ids) const {
        for (const model::ExprId id : ids) {
            print(id);
        }
    }
    /// Name of a parameter of the context, else its place.
    void print_parameter(std::uint32_t index, const std::vector<model::Parameter>* of) const {
        out += '$';
        if (of != nullptr && index < of->size()) {
            out += (*of)[index].name;
        } else {
            append_number(out, index);
        }
    }
    void print_field(std::uint32_t field) const {
        out += model.records[model.fields[field].record].id;
        out += '.';
        out += model.fields[field].name;
    }

    void operator()(const model::ConstantExpr& node) const { std::visit(*this, node.value); }
    void operator()(bool yes) const { out += yes ? "yes" : "no"; }
    void operator()(Decimal value) const {
        out += word_of(type.kind);
        out += ':';
        out += value.to_string();
    }
    void operator()(Duration value) const {
        out += "duration:";
        append_ordinal(out, value.kind);
        out += ':';
        append_number(out, value.amount);
    }
    void operator()(CivilDate date) const { out += to_string(date); }
    void operator()(Instant instant) const {
        out += "instant:";
        append_number(out, instant.ms);
    }
    void operator()(LocalTime time) const {
        out += "local:" + to_string(time.date) + "T" + to_string(time.time);
    }
    void operator()(TimeOfDay time) const { out += "time:" + to_string(time); }
    void operator()(const std::string& text) const {
        out += word_of(type.kind);
        out += ':';
        append_quoted(out, text);
    }
    void operator()(std::uint32_t ordinal) const {
        out += '\'';
        if (type.kind == model::TypeKind::kEnum && ordinal < model.enums[type.ref].values.size()) {
            out += model.enums[type.ref].values[ordinal];
        } else {
            append_number(out, ordinal);
        }
    }

    void operator()(const model::ParamExpr& node) const { print_parameter(node.index, parameters); }
    void operator()(const model::VariableExpr& node) const {
        out += '%';
        append_number(out, node.slot);
    }
    void operator()(const model::SpecialExpr& node) const {
        out += "special:";
        append_ordinal(out, node.special);
    }
    void operator()(const model::FieldExpr& node) const {
        out += "(field ";
        print_field(node.field);
        print(node.record);
        out += ')';
    }
    void operator()(const model::PersonExpr& node) const {
        out += "(person ";
        append_ordinal(out, node.attribute);
        print(node.of);
        out += ')';
    }
    void operator()(const model::DatePartExpr& node) const {
        out += "(date_part ";
        append_ordinal(out, node.part);
        print(node.of);
        out += ')';
    }
    void operator()(const model::HolderExpr& node) const {
        out += "(holder ";
        out += node.role;
        out += ')';
    }
    void operator()(const model::CallExpr& node) const {
        const model::Definition& definition = model.definitions[node.definition];
        out += "(call " + definition.heading.id;
        print_all(node.arguments);
        if (printer.calls_ == Calls::kExpanded) {
            out += ' ';
            printer.definition(definition, out);
        }
        out += ')';
    }
    void operator()(const model::TableExpr& node) const {
        const model::Table& table = model.tables[node.table];
        out += "(table " + table.heading.id + ' ';
        append_number(out, node.column);
        print_all(node.arguments);
        if (printer.calls_ == Calls::kExpanded) {
            out += ' ';
            printer.table(table, out);
        }
        out += ')';
    }
    void operator()(const model::ParameterExpr& node) const {
        const model::ParameterDeclaration& parameter = model.parameters[node.parameter];
        out += "(parameter " + parameter.heading.id;
        if (printer.calls_ == Calls::kExpanded) {
            out += ' ';
            printer.parameter(parameter, out);
        }
        out += ')';
    }
    void operator()(const model::UnaryExpr& node) const {
        out += '(';
        out += word_of(node.op);
        print(node.operand);
        out += ')';
    }
    void operator()(const model::BinaryExpr& node) const {
        out += '(';
        out += word_of(node.op);
        print(node.left);
        print(node.right);
        out += ')';
    }
    void operator()(const model::ListExpr& node) const {
        out += "(list";
        print_all(node.items);
        out += ')';
    }
    void operator()(const model::MaxExpr& node) const {
        out += "(highest";
        print_all(node.items);
        out += ')';
    }
    void operator()(const model::QuantifierExpr& node) const {
        out += node.every ? "(every %" : "(some %";
        append_number(out, node.slot);
        print(node.list);
        print(node.condition);
        out += ')';
    }
    void operator()(const model::HistoryExpr& node) const;
    void operator()(const model::DutyExpr& node) const {
        out += "(duty " + model.duties[node.duty].heading.id;
        if (node.subject != model::kNone) {
            out += ' ';
            append_number(out, node.subject_parameter);
            print(node.subject);
        }
        out += ')';
    }
    void operator()(const model::DutyFieldExpr& node) const {
        out += "(duty_field ";
        append_ordinal(out, node.field);
        print(node.duty);
        out += ')';
    }
    void operator()(const model::TracedExpr& node) const {
        out += "(traced ";
        append_number(out, node.link);
        out += ' ';
        append_ordinal(out, node.special);
        out += ')';
    }
    void operator()(const model::RecordExpr& node) const {
        out += "(record " + model.records[node.record].id;
        for (const auto& [field, value] : node.fields) {
            out += ' ';
            print_field(field);
            print(value);
        }
        out += ')';
    }
    void operator()(const model::PreviousExpr& node) const {
        out += "(previous ";
        print_field(node.field);
        print(node.record);
        out += ')';
    }
};

void SemanticPrinter::Visitor::operator()(const model::HistoryExpr& node) const {
    const std::vector<model::Parameter>* past = nullptr;
    out += "(history ";
    append_ordinal(out, node.op);
    out += ' ';
    if (node.subject == model::HistorySubject::kAction) {
        out += "done " + model.actions[node.target].heading.id;
        past = &model.actions[node.target].parameters;
    } else if (node.subject_is_duty) {
        append_ordinal(out, node.subject);
        out += " duty " + model.duties[node.target].heading.id;
    } else {
        append_ordinal(out, node.subject);
        out += " rule " + model.rules[node.target].heading.id;
        past = &model.actions[model.rules[node.target].action].parameters;
    }
    for (const model::HistoryExpr::Match& match : node.matches) {
        out += " match ";
        print_parameter(match.parameter, past);
        print(match.value);
    }
    out += " by";
    print(node.by);
    for (const model::HistoryExpr::PastMatch& match : node.past_matches) {
        out += " past ";
        printer.expression(match.past, past, out);
        print(match.value);
    }
    out += " where ";
    printer.expression(node.filter, past, out);
    out += " of ";
    printer.expression(node.measured, past, out);
    if (node.window.has_value()) {
        out += " window ";
        append_ordinal(out, node.window->kind);
        print(node.window->length);
    }
    out += ')';
}

void SemanticPrinter::expression(model::ExprId id, const std::vector<model::Parameter>* parameters,
                                 std::string& out) const {
    if (id == model::kNone) {
        out += '-';
        return;
    }
    const model::Expr& expr = model_.exprs[id];
    std::visit(Visitor{*this, model_, parameters, expr.type, out}, expr.node);
}

}  // namespace onus::engine
