// SPDX-License-Identifier: Apache-2.0

#include "engine/compile/analyse/cases.h"

#include <algorithm>
#include <utility>

#include "engine/compile/constant_fold.h"
#include "engine/compile/expression_walk.h"
#include "engine/compile/words.h"

namespace onus::engine::checking {
namespace {

using model::Constant;
using model::ExprId;
using model::TypeKind;

constexpr std::size_t kCasesMax = 20000;
constexpr int kDepthMax = 32;

std::string type_key(const model::Type& type) {
    return std::to_string(static_cast<int>(type.kind)) + "/" +
           (type.kind == TypeKind::kDuration ? std::to_string(static_cast<int>(type.duration))
                                             : std::string());
}

constexpr Int128 kDecimalStep = Decimal::kScale / 100;

bool by_the_clock(const Duration& duration) {
    return duration.kind == DurationKind::kExact || duration.kind == DurationKind::kWorkingHours;
}

/// The next value above (+1) or below (-1), in the smallest step that a person would write.
std::optional<Constant> neighbour(const Constant& value, int direction) {
    if (const auto* decimal = std::get_if<Decimal>(&value)) {
        // Amounts have cents; numbers and percentages are stepped by as much.
        return Decimal::from_units(decimal->units() + kDecimalStep * direction);
    }
    if (const auto* duration = std::get_if<Duration>(&value)) {
        const std::int64_t step = by_the_clock(*duration) ? kMsPerMinute : 1;
        const std::int64_t amount = duration->amount + step * direction;
        return amount < 0 ? std::nullopt
                          : std::optional<Constant>(Duration{duration->kind, amount});
    }
    if (const auto* date = std::get_if<CivilDate>(&value)) {
        return CivilDate{date->days + direction};
    }
    if (const auto* instant = std::get_if<Instant>(&value)) {
        return Instant{instant->ms + kMsPerMinute * direction};
    }
    if (const auto* time = std::get_if<TimeOfDay>(&value)) {
        const std::int64_t ms = time->ms + kMsPerMinute * direction;
        return ms < 0 || ms > kMsPerDay
                   ? std::nullopt
                   : std::optional<Constant>(TimeOfDay{static_cast<std::int32_t>(ms)});
    }
    return std::nullopt;
}

/// A value between two that are so near to each other that the neighbours of neither lie between.
std::optional<Constant> between(const Constant& low, const Constant& high) {
    if (const auto* a = std::get_if<Decimal>(&low)) {
        const Int128 gap = std::get<Decimal>(high).units() - a->units();
        return gap < 2 || gap > kDecimalStep
                   ? std::nullopt
                   : std::optional<Constant>(Decimal::from_units(a->units() + gap / 2));
    }
    const auto* a = std::get_if<Duration>(&low);
    if (a != nullptr && by_the_clock(*a) && a->kind == std::get<Duration>(high).kind) {
        const std::int64_t gap = std::get<Duration>(high).amount - a->amount;
        return gap < 2 || gap > kMsPerMinute
                   ? std::nullopt
                   : std::optional<Constant>(Duration{a->kind, a->amount + gap / 2});
    }
    return std::nullopt;
}

}  // namespace

void Cases::add_constant(const model::Type& type, const Constant& value) {
    std::vector<Constant>& known = constants_[type_key(type)];
    const auto add = [&](const Constant& each) {
        if (std::find(known.begin(), known.end(), each) == known.end()) {
            known.push_back(each);
        }
    };
    add(value);
    written_[type_key(type)].push_back(value);
    for (const int direction : {-1, 1}) {
        if (const auto next = neighbour(value, direction)) {
            add(*next);
        }
    }
}

void Cases::add(ExprId id) { collect(id, nullptr); }

void Cases::add_place(const std::string& key, const model::Type& type, Shown shown) {
    places_.try_emplace(key, Place{type, std::move(shown)});
}

/// The key of a place that is read, following parameters to the arguments of the call.
bool Cases::collect_place(ExprId id, const Frame* frame) {
    const model::Expr* expr = &model_.exprs[id];
    std::string tail;
    Shown shown_tail;
    const model::Type type = expr->type;
    while (true) {
        if (const auto* field = std::get_if<model::FieldExpr>(&expr->node)) {
            const model::Field& what = model_.fields[field->field];
            tail.insert(0, ".f" + std::to_string(field->field));
            shown_tail.en.insert(0, "." + what.name);
            shown_tail.zh.insert(0, "." + what.name_zh);
            expr = &model_.exprs[field->record];
            continue;
        }
        const auto* param = std::get_if<model::ParamExpr>(&expr->node);
        if (param == nullptr) {
            return false;
        }
        if (frame == nullptr) {
            const Shown head{expr->text_en, expr->text_zh};
            places_.try_emplace("p" + std::to_string(param->index) + tail,
                                Place{type, {head.en + shown_tail.en, head.zh + shown_tail.zh}});
            return true;
        }
        if (param->index >= frame->arguments->size()) {
            return false;
        }
        const ExprId argument = (*frame->arguments)[param->index];
        if (tail.empty()) {
            collect(argument, frame->outer);
            return true;
        }
        expr = &model_.exprs[argument];
        frame = frame->outer;
    }
}

void Cases::collect_call(const std::vector<ExprId>& inside, const std::vector<ExprId>& arguments,
                         const Frame* frame) {
    const Frame inner{&arguments, frame, frame == nullptr ? 1 : frame->depth + 1};
    for (const ExprId id : inside) {
        collect(id, &inner);
    }
}

void Cases::collect_binary(const model::BinaryExpr& binary, const Frame* frame) {
    const bool logical = binary.op == model::BinaryOp::kAnd || binary.op == model::BinaryOp::kOr;
    if (!logical) {
        const auto reads_place = [&](ExprId id) {
            const auto& node = model_.exprs[id].node;
            return std::holds_alternative<model::FieldExpr>(node) ||
                   std::holds_alternative<model::ParamExpr>(node);
        };
        const bool calculates =
            binary.op == model::BinaryOp::kAdd || binary.op == model::BinaryOp::kSubtract ||
            binary.op == model::BinaryOp::kMultiply || binary.op == model::BinaryOp::kDivide ||
            binary.op == model::BinaryOp::kHasRole;
        // Two values that both vary meet anywhere, not only at constants.
        if (calculates || (reads_place(binary.left) && reads_place(binary.right))) {
            exact_ = false;
        }
    }
    collect(binary.left, frame);
    collect(binary.right, frame);
}

void Cases::collect(ExprId id, const Frame* frame) {
    if (id == kNone) {
        return;
    }
    if (frame != nullptr && frame->depth > kDepthMax) {
        exact_ = false;
        return;
    }
    const model::Expr& expr = model_.exprs[id];
    if (const auto* constant = std::get_if<model::ConstantExpr>(&expr.node)) {
        add_constant(expr.type, constant->value);
        // Which instant it is depends on a calendar.
        exact_ = exact_ && !std::holds_alternative<LocalTime>(constant->value);
    } else if (const auto* parameter = std::get_if<model::ParameterExpr>(&expr.node)) {
        if (const auto value = fold(model_, model_.parameters[parameter->parameter].value)) {
            add_constant(expr.type, *value);
        } else {
            exact_ = false;
        }
    } else if (const auto* call = std::get_if<model::CallExpr>(&expr.node)) {
        const model::Definition& definition = model_.definitions[call->definition];
        std::vector<ExprId> inside = {definition.value};
        for (const model::Exception& exception : definition.exceptions) {
            inside.insert(inside.end(), {exception.condition, exception.value});
        }
        collect_call(inside, call->arguments, frame);
    } else if (const auto* table_call = std::get_if<model::TableExpr>(&expr.node)) {
        const model::Table& table = model_.tables[table_call->table];
        std::vector<ExprId> inside = table.inputs;
        for (const model::TableRow& row : table.rows) {
            inside.insert(inside.end(), row.results.begin(), row.results.end());
            for (const model::Cell& cell : row.cells) {
                inside.insert(inside.end(), cell.values.begin(), cell.values.end());
                for (const model::CellLimit& limit : cell.limits) {
                    inside.push_back(limit.value);
                }
            }
        }
        collect_call(inside, table_call->arguments, frame);
    } else if (const auto* binary = std::get_if<model::BinaryExpr>(&expr.node)) {
        collect_binary(*binary, frame);
    } else if (const auto* unary = std::get_if<model::UnaryExpr>(&expr.node)) {
        exact_ = exact_ && unary->op == model::UnaryOp::kNot;
        collect(unary->operand, frame);
    } else if (const auto* list = std::get_if<model::ListExpr>(&expr.node)) {
        for (const ExprId item : list->items) {
            collect(item, frame);
        }
    } else if (!collect_place(id, frame)) {
        exact_ = false;
    }
}

std::vector<std::string> Cases::places() const {
    std::vector<std::string> keys;
    for (const auto& [key, place] : places_) {
        keys.push_back(key);
    }
    return keys;
}

/// What else a name may be than the ones that are written.
std::vector<Constant> Cases::others_of(const model::Type& type) {
    switch (type.kind) {
        case TypeKind::kText:
        case TypeKind::kFile:
        case TypeKind::kPerson:
        case TypeKind::kRole:
        case TypeKind::kUnit:
            return {Constant(std::string("…"))};
        default:
            return {};
    }
}

std::vector<Constant> Cases::values_of(const Place& place) const {
    if (place.type.kind == TypeKind::kYesNo) {
        return {Constant(false), Constant(true)};
    }
    if (place.type.kind == TypeKind::kEnum) {
        std::vector<Constant> all;
        for (std::uint32_t i = 0; i < model_.enums[place.type.ref].values.size(); ++i) {
            all.emplace_back(i);
        }
        return all;
    }
    const auto found = constants_.find(type_key(place.type));
    if (found == constants_.end()) {
        return others_of(place.type);
    }
    const auto smaller = [](const Constant& a, const Constant& b) {
        return compare_constants(a, b).value_or(0) < 0;
    };
    std::vector<Constant> values = found->second;
    std::vector<Constant> written = written_.at(type_key(place.type));
    std::stable_sort(written.begin(), written.end(), smaller);
    // An amount of money has nothing below the cent.
    for (std::size_t i = 1; place.type.kind != TypeKind::kMoney && i < written.size(); ++i) {
        if (const auto middle = between(written[i - 1], written[i])) {
            values.push_back(*middle);
        }
    }
    std::stable_sort(values.begin(), values.end(), smaller);
    for (Constant& other : others_of(place.type)) {
        values.push_back(std::move(other));
    }
    return values;
}

bool Cases::try_all(const std::vector<std::string>& places, const Case& fixed,
                    const std::function<bool(const Case&)>& visit) const {
    std::vector<std::vector<Constant>> values;
    std::size_t count = 1;
    for (const std::string& key : places) {
        values.push_back(values_of(places_.at(key)));
        count *= std::max<std::size_t>(values.back().size(), 1);
        if (count > kCasesMax) {
            return false;
        }
    }
    for (std::size_t number = 0; number < count; ++number) {
        Case one = fixed;
        std::size_t rest = number;
        for (std::size_t i = places.size(); i-- > 0;) {
            if (!values[i].empty()) {
                one[places[i]] = values[i][rest % values[i].size()];
                rest /= values[i].size();
            }
        }
        if (!visit(one)) {
            return true;
        }
    }
    return true;
}

Shown Cases::text_of_case(const Case& one) const {
    Shown text;
    for (const auto& [key, value] : one) {
        const auto place = places_.find(key);
        if (place == places_.end()) {
            continue;
        }
        const Shown shown = constant_text(model_, place->second.type, value, "CNY");
        text.en += (text.en.empty() ? "" : ", ") + place->second.shown.en + " = " + shown.en;
        text.zh += (text.zh.empty() ? "" : "、") + place->second.shown.zh + " = " + shown.zh;
    }
    return text;
}

namespace {

/// True if some case answers the conditions with `wanted`: all of them with yes, or one with no.
std::optional<bool> is_possible(const model::Model& model, const std::vector<ExprId>& conditions,
                                bool wanted) {
    Cases cases(model);
    bool is_switch = false;
    for (const ExprId condition : conditions) {
        cases.add(condition);
        for_each_inside(model, condition, [&](ExprId id) {
            is_switch =
                is_switch || std::holds_alternative<model::ParameterExpr>(model.exprs[id].node);
        });
    }
    if (!cases.exact() || (is_switch && cases.places().empty())) {
        return std::nullopt;
    }
    bool found = false;
    bool known = true;
    const bool tried = cases.try_all(cases.places(), {}, [&](const Case& one) {
        const CaseReader reader(model, one);
        bool all = true;
        for (const ExprId condition : conditions) {
            const auto holds =
                condition == kNone ? std::optional(true) : reader.condition(condition);
            known = known && holds.has_value();
            all = all && holds.value_or(false);
        }
        found = found || all == wanted;
        return known && !found;
    });
    return found ? std::optional(true) : tried && known ? std::optional(false) : std::nullopt;
}

}  // namespace

std::optional<bool> can_hold(const model::Model& model, const std::vector<ExprId>& conditions) {
    return is_possible(model, conditions, true);
}

bool always_holds(const model::Model& model, ExprId condition) {
    return is_possible(model, {condition}, false) == false;
}

}  // namespace onus::engine::checking
