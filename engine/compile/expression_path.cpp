// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <utility>

#include "engine/compile/built_in_members.h"
#include "engine/compile/expression.h"
#include "engine/compile/types.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/number_words.h"

namespace onus::engine::checking {

using model::ExprId;
using model::Type;
using model::TypeKind;

namespace {

bool denotes_people(TypeKind kind) {
    return kind == TypeKind::kPerson || kind == TypeKind::kRole || kind == TypeKind::kUnit;
}

}  // namespace

const ast::Name* ExpressionChecker::bare_name(ast::ExprId id) const {
    if (id == ast::kNoExpr) {
        return nullptr;
    }
    const auto* path = std::get_if<ast::Path>(&at(id).node);
    const bool bare =
        path != nullptr && path->segments.size() == 1 && !path->segments.front().has_arguments;
    return bare ? &path->segments.front().name : nullptr;
}

bool ExpressionChecker::is_known(const ast::Name& name) {
    if (scope_.find(name.id) != nullptr) {
        return true;
    }
    const std::vector<std::string> specials = scope_.specials();
    if (std::find(specials.begin(), specials.end(), name.id) != specials.end()) {
        return true;
    }
    const Symbol* symbol = context_.find(NameSpace::kValues, name.id, name.span);
    return symbol != nullptr && symbol->kind == SymbolKind::kParameter;
}

ExprId ExpressionChecker::use(Place place, Span span) {
    if (!place.optional || scope_.given.contains(key_of(context_.model, place.id))) {
        return place.id;
    }
    const auto kind =
        in_message_ ? DiagnosticKind::kMessageUnguarded : DiagnosticKind::kOptionalUnguarded;
    context_.report(kind, span, {text_of(context_.model, place.id).in(context_.language())});
    return place.id;
}

ExpressionChecker::Place ExpressionChecker::path(const ast::Path& path, Span span,
                                                 const Type& hint) {
    if (path.segments.empty()) {
        return {context_.unknown(span), false};
    }
    const std::optional<Head> head = head_of(path, 0, span, hint);
    if (!head) {
        return {context_.unknown(span), false};
    }
    Place place = head->place;
    for (std::size_t i = head->next; i < path.segments.size(); ++i) {
        place.id =
            use(place, cover(path.segments.front().name.span, path.segments[i - 1].name.span));
        place.optional = false;
        place = member(place, path.segments[i]);
    }
    return place;
}

std::optional<ExpressionChecker::Head> ExpressionChecker::head_of(const ast::Path& path,
                                                                  std::size_t first, Span span,
                                                                  const Type& hint) {
    const ast::PathSegment& segment = path.segments[first];
    const ast::Name& name = segment.name;
    const bool alone = path.segments.size() == first + 1 && !segment.has_arguments;
    if (alone && hint.kind == TypeKind::kEnum) {
        const std::vector<std::string>& values = context_.model.enums[hint.ref].values;
        const auto found = std::find(values.begin(), values.end(), name.id);
        if (found != values.end()) {
            const auto ordinal = static_cast<std::uint32_t>(found - values.begin());
            return Head{{enum_value(hint.ref, ordinal, name.span), false}, first + 1};
        }
    }
    if (!segment.has_arguments) {
        if (auto found = local(path, first)) {
            return found;
        }
        if (auto found = traced(path, first)) {
            return found;
        }
        if (auto found = special(path, first)) {
            return found;
        }
    }
    if (auto found = symbol(path, first, span)) {
        return found;
    }
    if (alone && scope_.is_test && hint.kind == TypeKind::kRecord) {
        if (const auto key = key_reference(hint.ref, name)) {
            return Head{{*key, false}, first + 1};
        }
    }
    if (!segment.has_arguments && (denotes_people(hint.kind) || scope_.is_test)) {
        if (auto found = organisation(path, first, hint)) {
            return found;
        }
    }
    report_unknown_head(name, hint);
    return std::nullopt;
}

std::optional<ExpressionChecker::Head> ExpressionChecker::local(const ast::Path& path,
                                                                std::size_t first) {
    const ast::Name& name = path.segments[first].name;
    const Scope::Entry* entry = scope_.find(name.id);
    if (entry == nullptr) {
        return std::nullopt;
    }
    ExprId id = kNone;
    switch (entry->kind) {
        case Scope::Entry::Kind::kVariable:
            id = context_.add(model::VariableExpr{entry->index}, entry->type, name.span,
                              entry->shown);
            break;
        case Scope::Entry::Kind::kParameter:
            id = context_.add(model::ParamExpr{entry->index}, entry->type, name.span, entry->shown);
            break;
        case Scope::Entry::Kind::kField: {
            const model::Field& field = context_.model.fields[entry->field];
            const ExprId record = context_.add(model::ParamExpr{entry->index},
                                               referring(TypeKind::kRecord, field.record),
                                               name.span, entry->record_shown);
            id = context_.add(model::FieldExpr{record, entry->field}, entry->type, name.span,
                              entry->shown);
            break;
        }
    }
    return Head{{id, entry->optional}, first + 1};
}

std::optional<ExpressionChecker::Head> ExpressionChecker::special(const ast::Path& path,
                                                                  std::size_t first) {
    const ast::Name& name = path.segments[first].name;
    const Shown shown = context_.shown(kNone, name.id);
    const auto make = [&](Special special, TypeKind type, std::size_t length) {
        return Head{
            {context_.add(model::SpecialExpr{special}, plain(type), name.span, shown), false},
            first + length};
    };
    if (const auto* found = find_by_id(kActorSpecials, name.id); found && scope_.has_actor) {
        return make(found->special, found->type, 1);
    }
    if (const auto* found = find_by_id(kTimeSpecials, name.id); found && scope_.has_time) {
        return make(found->special, found->type, 1);
    }
    if (name.id == "bearer" && scope_.has_bearer) {
        return make(scope_.bearer_is_actor ? Special::kActor : Special::kBearer, TypeKind::kPerson,
                    1);
    }
    if (name.id == "lateness" && scope_.has_bearer) {
        Head head = make(Special::kLateness, TypeKind::kDuration, 1);
        return head;
    }
    const bool has_next = path.segments.size() > first + 1;
    if (scope_.has_step && name.id == "step") {
        const bool owner = has_next && path.segments[first + 1].name.id == "owner";
        return make(owner ? Special::kOwner : Special::kStep,
                    owner ? TypeKind::kPerson : TypeKind::kText, owner ? 2 : 1);
    }
    if (scope_.has_step && name.id == "owner") {
        return make(Special::kOwner, TypeKind::kPerson, 1);
    }
    if (scope_.has_actor && has_next && name.id == "this") {
        return head_of(path, first + 1, path.segments[first + 1].name.span, {});
    }
    if (scope_.has_actor && has_next && name.id == "previous") {
        ast::Path rest;
        rest.segments.assign(path.segments.begin() + static_cast<std::ptrdiff_t>(first) + 1,
                             path.segments.end());
        const Place place = this->path(rest, name.span, {});
        const auto* field = std::get_if<model::FieldExpr>(&context_.model.exprs[place.id].node);
        if (field == nullptr) {
            if (type_of(place.id).kind != TypeKind::kUnknown) {
                context_.report(DiagnosticKind::kPreviousNeedsField, name.span);
            }
            return Head{{context_.unknown(name.span), false}, path.segments.size()};
        }
        const model::PreviousExpr previous{field->record, field->field};
        const Type type = type_of(place.id);
        const Shown text = dotted(shown, text_of(context_.model, place.id));
        return Head{{context_.add(previous, type, name.span, text), false}, path.segments.size()};
    }
    return std::nullopt;
}

std::optional<ExpressionChecker::Head> ExpressionChecker::traced(const ast::Path& path,
                                                                 std::size_t first) {
    if (scope_.trace == nullptr || path.segments.size() < first + 2) {
        return std::nullopt;
    }
    const ast::Name& name = path.segments[first].name;
    const Symbol* symbol = context_.find(NameSpace::kValues, name.id, name.span);
    const bool is_step = symbol != nullptr && symbol->kind == SymbolKind::kProcess;
    if (symbol == nullptr || (symbol->kind != SymbolKind::kAction && !is_step)) {
        return std::nullopt;
    }
    // A step is named in full; what is asked of it stands behind.
    const std::size_t last = is_step ? path.segments.size() - 1 : first + 1;
    std::uint32_t action = symbol->index;
    if (is_step) {
        ast::Path step;
        step.segments.assign(path.segments.begin() + static_cast<std::ptrdiff_t>(first),
                             path.segments.begin() + static_cast<std::ptrdiff_t>(last));
        action = action_of(step).action;
        if (action == kNone) {
            return Head{{context_.unknown(name.span), false}, path.segments.size()};
        }
    }
    const auto found = std::find(scope_.trace->begin(), scope_.trace->end(), action);
    if (found == scope_.trace->end()) {
        context_.report(DiagnosticKind::kActionNotTraced, name.span,
                        {is_step ? context_.model.actions[action].heading.name : name.text});
        return Head{{context_.unknown(name.span), false}, path.segments.size()};
    }
    const ast::Name& what = path.segments[last].name;
    const auto* actor = find_by_id(kActorSpecials, what.id);
    const auto* time = find_by_id(kTimeSpecials, what.id);
    if (actor == nullptr && (time == nullptr || time->special != Special::kAt)) {
        context_.report_unknown(DiagnosticKind::kUnknownTracedValue, what,
                                {"actor", "principal", "reason", "at"}, {name.text});
        return Head{{context_.unknown(what.span), false}, path.segments.size()};
    }
    const SpecialName& special = actor != nullptr ? *actor : *time;
    const auto link = static_cast<std::uint32_t>(found - scope_.trace->begin());
    const model::Heading& heading = context_.model.actions[action].heading;
    const Shown shown = is_step ? Shown{heading.name, heading.name_zh}
                                : context_.shown(symbol->rulebook, symbol->id);
    const Shown text = dotted(shown, context_.shown(kNone, what.id));
    return Head{{context_.add(model::TracedExpr{link, special.special}, plain(special.type),
                              cover(name.span, what.span), text),
                 false},
                last + 1};
}

std::optional<ExpressionChecker::Head> ExpressionChecker::symbol(const ast::Path& path,
                                                                 std::size_t first, Span span) {
    const ast::Name& name = path.segments[first].name;
    if (path.segments.size() > first + 1 && !path.segments[first].has_arguments &&
        context_.is_rulebook_in_use(name.id)) {
        const ast::Name& inner = path.segments[first + 1].name;
        const Symbol* found = context_.find_in(NameSpace::kValues, name.id, inner.id);
        if (found != nullptr) {
            return call(*found, path, first + 1, span);
        }
    }
    if (const Symbol* found = context_.find(NameSpace::kValues, name.id, name.span)) {
        return call(*found, path, first, span);
    }
    const Symbol* type = path.segments[first].has_arguments
                             ? context_.find(NameSpace::kTypes, name.id, name.span)
                             : nullptr;
    if (type != nullptr && type->kind == SymbolKind::kRecord) {
        return Head{{record(type->index, path.segments[first], span), false}, first + 1};
    }
    return std::nullopt;
}

void ExpressionChecker::report_unknown_head(const ast::Name& name, const Type& hint) {
    const auto* special_actor = find_by_id(kActorSpecials, name.id);
    if (special_actor != nullptr || name.id == "bearer" || name.id == "owner" ||
        name.id == "step" || name.id == "this" || name.id == "previous" || name.id == "now" ||
        name.id == "today" || name.id == "at") {
        context_.report(DiagnosticKind::kNameMeansNothingHere, name.span, {name.text});
        return;
    }
    if (hint.kind == TypeKind::kEnum) {
        context_.report_unknown(DiagnosticKind::kUnknownValue, name,
                                context_.model.enums[hint.ref].values, {type_text(context_, hint)});
        return;
    }
    if (const auto right = grammar::in_digits(name.text, context_.language())) {
        context_
            .report(DiagnosticKind::kNumberInWords, name.span,
                    {name.text, context_.file().name.text})
            .fix = Fix{name.span, *right};
        return;
    }
    std::vector<std::string> candidates = scope_.names();
    for (const std::vector<std::string>& more :
         {scope_.specials(), context_.visible(NameSpace::kValues)}) {
        candidates.insert(candidates.end(), more.begin(), more.end());
    }
    const std::size_t before = context_.diagnostics.size();
    context_.report_unknown(DiagnosticKind::kUnknownName, name, candidates);
    // 意见 为 同意: a text without its quotes. In a broken declaration nothing is reported.
    if (hint.kind == TypeKind::kText && !name.quoted && context_.diagnostics.size() > before &&
        !context_.diagnostics.back().fix) {
        context_.diagnostics.back().fix =
            Fix{name.span, context_.language() == Language::kEnglish ? "\"" + name.text + "\""
                                                                     : "“" + name.text + "”"};
    }
}

ExpressionChecker::Place ExpressionChecker::field_of(Place of, const ast::Name& name) {
    const std::uint32_t index = type_of(of.id).ref;
    const model::Record& record = context_.model.records[index];
    std::vector<std::string> candidates;
    for (const std::uint32_t each : record.fields) {
        const model::Field& field = context_.model.fields[each];
        if (field.name == name.id) {
            const Shown text = dotted(text_of(context_.model, of.id), {field.name, field.name_zh});
            const bool optional = field.optional;
            const Span span = cover(context_.model.exprs[of.id].span, name.span);
            return {context_.add(model::FieldExpr{of.id, each}, field.type, span, text), optional};
        }
        candidates.push_back(field.name);
    }
    context_.report_unknown(
        DiagnosticKind::kUnknownField, name, candidates,
        {context_.language() == Language::kEnglish ? record.name : record.name_zh});
    return {context_.unknown(name.span), false};
}

ExpressionChecker::Place ExpressionChecker::member(Place of, const ast::PathSegment& segment) {
    const ast::Name& name = segment.name;
    const Type type = type_of(of.id);
    const Span span = cover(context_.model.exprs[of.id].span, name.span);
    const Shown text = dotted(text_of(context_.model, of.id), context_.shown(kNone, name.id));
    if (type.kind == TypeKind::kUnknown) {
        return {context_.unknown(span), false};
    }
    if (segment.has_arguments) {
        context_.report(DiagnosticKind::kNotCallable, name.span, {name.text});
        return {context_.unknown(span), false};
    }
    if (type.kind == TypeKind::kRecord) {
        return field_of(of, name);
    }
    std::vector<std::string> candidates;
    if (type.kind == TypeKind::kPerson || type.kind == TypeKind::kUnit) {
        const bool person = type.kind == TypeKind::kPerson;
        const Attribute* found =
            person ? find_by_id(kPersonAttributes, name.id) : find_by_id(kUnitAttributes, name.id);
        if (found != nullptr) {
            Type result = plain(found->type);
            if (found->type == TypeKind::kList) {
                result = list_of(context_, plain(TypeKind::kPerson));
            } else if (found->type == TypeKind::kDuration) {
                result = duration_type(DurationKind::kMonths);
            }
            return {context_.add(model::PersonExpr{of.id, found->attribute}, result, span, text),
                    false};
        }
        candidates = person ? ids_of(kPersonAttributes) : ids_of(kUnitAttributes);
    } else if (type.kind == TypeKind::kDate || type.kind == TypeKind::kTimestamp) {
        if (const Part* found = find_by_id(kDateParts, name.id)) {
            const Type result =
                found->type == TypeKind::kEnum ? built_in_enum(found->values) : plain(found->type);
            return {context_.add(model::DatePartExpr{of.id, found->part}, result, span, text),
                    false};
        }
        candidates = ids_of(kDateParts);
    } else if (type.kind == TypeKind::kDuty) {
        if (name.id == "due" || name.id == "bearer") {
            const bool due = name.id == "due";
            return {context_.add(
                        model::DutyFieldExpr{of.id, due ? DutyField::kDue : DutyField::kBearer},
                        plain(due ? TypeKind::kTimestamp : TypeKind::kPerson), span, text),
                    false};
        }
        candidates = {"due", "bearer"};
    }
    context_.report_unknown(DiagnosticKind::kUnknownField, name, candidates,
                            {type_text(context_, type)});
    return {context_.unknown(span), false};
}

}  // namespace onus::engine::checking
