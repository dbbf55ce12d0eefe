// SPDX-License-Identifier: Apache-2.0

#include "engine/compile/types.h"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::Type;
using model::TypeKind;

struct BuiltInType {
    std::string_view id;
    TypeKind kind{};
    DurationKind duration{};
    std::int64_t unit_amount = 1;
};

constexpr auto kTypes = std::to_array<BuiltInType>({
    {"text", TypeKind::kText},
    {"number", TypeKind::kNumber},
    {"money", TypeKind::kMoney},
    {"percent", TypeKind::kPercent},
    {"minutes", TypeKind::kDuration, DurationKind::kExact, kMsPerMinute},
    {"hours", TypeKind::kDuration, DurationKind::kExact, kMsPerHour},
    {"working_hours", TypeKind::kDuration, DurationKind::kWorkingHours, kMsPerHour},
    {"days", TypeKind::kDuration, DurationKind::kDays, 1},
    {"working_days", TypeKind::kDuration, DurationKind::kWorkingDays, 1},
    {"weeks", TypeKind::kDuration, DurationKind::kDays, 7},
    {"months", TypeKind::kDuration, DurationKind::kMonths, 1},
    {"years", TypeKind::kDuration, DurationKind::kMonths, 12},
    {"date", TypeKind::kDate},
    {"timestamp", TypeKind::kTimestamp},
    {"person", TypeKind::kPerson},
    {"role", TypeKind::kRole},
    {"unit", TypeKind::kUnit},
    {"file", TypeKind::kFile},
    {"yes_no", TypeKind::kYesNo},
});

const BuiltInType* find_type(std::string_view id) {
    const auto* const found = std::find_if(kTypes.begin(), kTypes.end(),
                                           [&](const BuiltInType& each) { return each.id == id; });
    return found == kTypes.end() ? nullptr : found;
}

Type named_type(Context& context, const ast::Name& name) {
    if (const BuiltInType* found = find_type(name.id)) {
        Type type = plain(found->kind);
        type.duration = found->duration;
        type.unit_amount = found->unit_amount;
        if (type.kind == TypeKind::kMoney &&
            context.model.rulebooks[context.rulebook()].currency.empty()) {
            context.report(DiagnosticKind::kCurrencyMissing, name.span, {name.text});
        }
        return type;
    }
    if (const Symbol* symbol = context.find(NameSpace::kTypes, name.id, name.span)) {
        return referring(symbol->kind == SymbolKind::kRecord ? TypeKind::kRecord : TypeKind::kEnum,
                         symbol->index);
    }
    std::vector<std::string> candidates = context.visible(NameSpace::kTypes);
    for (const BuiltInType& each : kTypes) {
        candidates.emplace_back(each.id);
    }
    context.report_unknown(DiagnosticKind::kUnknownType, name, candidates);
    return {};
}

}  // namespace

bool is_type_name(std::string_view id) { return find_type(id) != nullptr; }

Type list_of(Context& context, const Type& element) {
    auto& elements = context.model.list_elements;
    const auto found = std::find(elements.begin(), elements.end(), element);
    const auto index = static_cast<std::uint32_t>(found - elements.begin());
    if (found == elements.end()) {
        elements.push_back(element);
    }
    return referring(TypeKind::kList, index);
}

Type resolve_type(Context& context, const ast::TypeExpr& type, const std::string& owner) {
    switch (type.form) {
        case ast::TypeExpr::Form::kNamed:
            return type.names.empty() ? Type{} : named_type(context, type.names.front());
        case ast::TypeExpr::Form::kListOf:
            return type.names.empty() ? Type{}
                                      : list_of(context, named_type(context, type.names.front()));
        case ast::TypeExpr::Form::kOneOf:
            break;
    }
    model::Enum one;
    one.id = owner;
    for (const ast::Name& name : type.names) {
        if (std::find(one.values.begin(), one.values.end(), name.id) != one.values.end()) {
            context.report(DiagnosticKind::kValueListedTwice, name.span, {name.text});
            continue;
        }
        one.values.push_back(name.id);
        one.values_zh.push_back(context.shown(context.rulebook(), name.id).zh);
    }
    context.model.enums.push_back(std::move(one));
    const auto index = static_cast<std::uint32_t>(context.model.enums.size() - 1);
    return referring(TypeKind::kEnum, index);
}

bool agrees(const model::Model& model, const Type& a, const Type& b) {
    if (a.kind == TypeKind::kUnknown || b.kind == TypeKind::kUnknown || a == b) {
        return true;
    }
    if (a.kind != b.kind) {
        return false;
    }
    if (a.kind == TypeKind::kEnum) {
        return model.enums[a.ref].values == model.enums[b.ref].values;
    }
    if (a.kind == TypeKind::kList) {
        return agrees(model, model.list_elements[a.ref], model.list_elements[b.ref]);
    }
    return false;
}

bool is_ordered(TypeKind kind) {
    switch (kind) {
        case TypeKind::kUnknown:
        case TypeKind::kNumber:
        case TypeKind::kMoney:
        case TypeKind::kPercent:
        case TypeKind::kDuration:
        case TypeKind::kDate:
        case TypeKind::kTimestamp:
        case TypeKind::kTimeOfDay:
        case TypeKind::kEnum:
            return true;
        default:
            return false;
    }
}

}  // namespace onus::engine::checking
