// SPDX-License-Identifier: Apache-2.0
//
// Tables and definitions: does exactly one value result?

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "engine/compile/analyse/analyses.h"
#include "engine/compile/analyse/cases.h"
#include "engine/compile/constant_fold.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::ExprId;

void add_limits(Cases& cases, const model::Table& table, std::size_t input) {
    for (const model::TableRow& row : table.rows) {
        if (input >= row.cells.size()) {
            continue;
        }
        for (const ExprId value : row.cells[input].values) {
            cases.add(value);
        }
        for (const model::CellLimit& limit : row.cells[input].limits) {
            cases.add(limit.value);
        }
    }
}

bool fits(const CaseReader& reader, const model::TableRow& row, const Case& one) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const auto input = one.find("i" + std::to_string(i));
        if (input == one.end() || !reader.fits(row.cells[i], input->second).value_or(false)) {
            return false;
        }
    }
    return true;
}

/// The values of an enum that no case accepts, whatever the other inputs are.
std::vector<std::uint32_t> left_out(const model::Model& model, const model::Table& table,
                                    std::size_t input) {
    const model::Type& type = model.exprs[table.inputs[input]].type;
    std::vector<std::uint32_t> missing;
    if (type.kind != model::TypeKind::kEnum) {
        return missing;
    }
    const Case nothing;
    const CaseReader reader(model, nothing);
    for (std::uint32_t value = 0; value < model.enums[type.ref].values.size(); ++value) {
        const bool named =
            std::any_of(table.rows.begin(), table.rows.end(), [&](const model::TableRow& row) {
                return input >= row.cells.size() ||
                       reader.fits(row.cells[input], value).value_or(true);
            });
        if (!named) {
            missing.push_back(value);
        }
    }
    return missing;
}

/// Reports the values of each enum that have no case, and adds them to `known`, by input.
void report_left_out(Context& context, const model::Table& table, const Cases& cases,
                     std::map<std::string, std::vector<std::uint32_t>>& known) {
    for (std::size_t i = 0; i < table.inputs.size(); ++i) {
        const std::vector<std::uint32_t> missing = left_out(context.model, table, i);
        if (missing.empty()) {
            continue;
        }
        const std::string place = "i" + std::to_string(i);
        known[place] = missing;
        context.enter(table.heading.rulebook, nullptr);
        const model::Type& type = context.model.exprs[table.inputs[i]].type;
        std::string values;
        for (const std::uint32_t value : missing) {
            const Shown shown = constant_text(context.model, type, value, "");
            values += (values.empty()                             ? ""
                       : context.language() == Language::kEnglish ? ", "
                                                                  : "、") +
                      shown.in(context.language());
        }
        Shown example;
        (void)cases.try_all(cases.places(), {}, [&](const Case& one) {
            const auto found = one.find(place);
            const bool fits =
                found != one.end() && found->second == model::Constant(missing.front());
            example = fits ? cases.text_of_case(one) : example;
            return !fits;
        });
        context.report(DiagnosticKind::kTableLeavesOut, table.heading.name_span,
                       {context.written(table.heading.rulebook, table.heading.name), values,
                        example.in(context.language())});
    }
}

void check_table(Context& context, const model::Table& table) {
    Cases cases(context.model);
    for (std::size_t i = 0; i < table.inputs.size(); ++i) {
        const model::Expr& input = context.model.exprs[table.inputs[i]];
        cases.add_place("i" + std::to_string(i), input.type, {input.text_en, input.text_zh});
        add_limits(cases, table, i);
    }
    if (!cases.exact() || cases.places().size() != table.inputs.size()) {
        return;  // a limit depends on something else
    }
    std::map<std::string, std::vector<std::uint32_t>> known;
    report_left_out(context, table, cases, known);
    const auto is_known = [&](const Case& one) {
        return std::any_of(known.begin(), known.end(), [&](const auto& each) {
            const auto found = one.find(each.first);
            const auto* value =
                found == one.end() ? nullptr : std::get_if<std::uint32_t>(&found->second);
            return value != nullptr &&
                   std::find(each.second.begin(), each.second.end(), *value) != each.second.end();
        });
    };
    bool gap = false;
    bool overlap = false;
    const auto report = [&](DiagnosticKind kind, const Case& one) {
        context.enter(table.heading.rulebook, nullptr);
        context.report(kind, table.heading.name_span,
                       {context.written(table.heading.rulebook, table.heading.name),
                        cases.text_of_case(one).in(context.language())});
        return true;
    };
    (void)cases.try_all(cases.places(), {}, [&](const Case& one) {
        const CaseReader reader(context.model, one);
        const auto fitting =
            std::count_if(table.rows.begin(), table.rows.end(),
                          [&](const model::TableRow& row) { return fits(reader, row, one); });
        if (fitting == 0 && !gap && !is_known(one)) {
            gap = report(DiagnosticKind::kTableGap, one);
        } else if (fitting > 1 && !overlap) {
            overlap = report(DiagnosticKind::kTableOverlap, one);
        }
        return !gap || !overlap;
    });
}

bool beats(const std::vector<model::Exception>& exceptions, std::uint32_t a, std::uint32_t b) {
    for (std::uint32_t above = exceptions[a].over; above != kNone; above = exceptions[above].over) {
        if (above == b) {
            return true;
        }
    }
    return false;
}

void check_pair(Context& context, const model::Definition& definition, std::uint32_t a,
                std::uint32_t b) {
    const auto& exceptions = definition.exceptions;
    Cases cases(context.model);
    for (const std::uint32_t i : {a, b}) {
        cases.add(exceptions[i].condition);
        cases.add(exceptions[i].value);
    }
    (void)cases.try_all(cases.places(), {}, [&](const Case& one) {
        const CaseReader reader(context.model, one);
        const bool both = reader.condition(exceptions[a].condition).value_or(false) &&
                          reader.condition(exceptions[b].condition).value_or(false);
        const auto left = both ? reader.value(exceptions[a].value) : std::nullopt;
        const auto right = both ? reader.value(exceptions[b].value) : std::nullopt;
        if (!left || !right || *left == *right) {
            return true;
        }
        const std::uint32_t rulebook = definition.heading.rulebook;
        context.enter(rulebook, nullptr);
        context
            .report(DiagnosticKind::kExceptionsOverlap, exceptions[b].span,
                    {context.written(rulebook, exceptions[a].name),
                     context.written(rulebook, exceptions[b].name),
                     cases.text_of_case(one).in(context.language())})
            .related.push_back({context.file().source_name, exceptions[a].span});
        return false;
    });
}

}  // namespace

void analyse_tables(Context& context) {
    for (const model::Table& table : context.model.tables) {
        check_table(context, table);
    }
}

void analyse_exceptions(Context& context) {
    for (const model::Definition& definition : context.model.definitions) {
        const auto count = static_cast<std::uint32_t>(definition.exceptions.size());
        for (std::uint32_t a = 0; a < count; ++a) {
            for (std::uint32_t b = a + 1; b < count; ++b) {
                if (!beats(definition.exceptions, a, b) && !beats(definition.exceptions, b, a)) {
                    check_pair(context, definition, a, b);
                }
            }
        }
    }
}

}  // namespace onus::engine::checking
