// SPDX-License-Identifier: Apache-2.0
//
// Questions to history. Equal indexes are made once; their ids are canonical texts, so that two
// versions of a rulebook that ask the same share what was counted.
#include <algorithm>

#include "engine/compile/lowering.h"
#include "engine/compile/semantic_words.h"
#include "grammar/base/check.h"

namespace onus::engine {

namespace {

HistorySubject subject_of(model::HistorySubject subject) {
    switch (subject) {
        case model::HistorySubject::kAction:
            return HistorySubject::kAction;
        case model::HistorySubject::kForced:
            return HistorySubject::kForced;
        case model::HistorySubject::kOverdue:
            return HistorySubject::kOverdue;
        case model::HistorySubject::kViolated:
            return HistorySubject::kViolated;
    }
    return HistorySubject::kAction;
}

HistoryOp op_of(model::HistoryOp op) {
    switch (op) {
        case model::HistoryOp::kDone:
            return HistoryOp::kDone;
        case model::HistoryOp::kCount:
            return HistoryOp::kCount;
        case model::HistoryOp::kSum:
            return HistoryOp::kSum;
        case model::HistoryOp::kMax:
            return HistoryOp::kMax;
        case model::HistoryOp::kLatest:
            return HistoryOp::kLatest;
    }
    return HistoryOp::kDone;
}

std::string_view subject_word(HistorySubject subject) {
    switch (subject) {
        case HistorySubject::kAction:
            return "done ";
        case HistorySubject::kForced:
            return "forced ";
        case HistorySubject::kOverdue:
            return "overdue ";
        case HistorySubject::kViolated:
            return "violated ";
        case HistorySubject::kFulfilled:
            return "fulfilled ";
    }
    return "";
}

}  // namespace

void Lowering::emit_history(const model::HistoryExpr& node, const model::Type& type,
                            const Scope& scope, std::vector<Instruction>& out) {
    IndexPlan plan;
    plan.subject = subject_of(node.subject);
    plan.rulebook = scope.rulebook;
    if (node.subject == model::HistorySubject::kAction) {
        plan.action = node.target;
    } else if (node.subject_is_duty) {
        const model::Duty& duty = model_.duties[node.target];
        plan.action = context_action(model_, duty);
        plan.target = duty.heading.id;
    } else {
        const model::Rule& rule = model_.rules[node.target];
        plan.action = rule.action;
        plan.target = rule.heading.id;
    }
    for (const model::HistoryExpr::Match& match : node.matches) {
        plan.keys.push_back({match.parameter, model::kNone, std::nullopt});
        emit(match.value, scope, out);
    }
    if (node.by != model::kNone) {
        // A missed or breached duty is its bearer's.
        const Special who = node.subject_is_duty ? Special::kBearer : Special::kActor;
        plan.keys.push_back({kNoIndex, model::kNone, who});
        emit(node.by, scope, out);
    }
    for (const model::HistoryExpr::PastMatch& match : node.past_matches) {
        plan.keys.push_back({kNoIndex, match.past, std::nullopt});
        emit(match.value, scope, out);
    }
    // The latest of all is asked whether it satisfies the condition; a filter would change which
    // one is the latest.
    const bool latest = node.op == model::HistoryOp::kLatest;
    plan.filter = latest ? model::kNone : node.filter;
    plan.measured = latest ? node.filter : node.measured;
    emit_question(op_of(node.op), index_of({plan}), static_cast<std::uint32_t>(plan.keys.size()),
                  node.window, value_type(type), scope, out);
}

void Lowering::emit_act(const model::Act& act, const Scope& scope, std::vector<Instruction>& out) {
    IndexPlan plan;
    plan.subject = HistorySubject::kAction;
    plan.action = act.action;
    plan.rulebook = scope.rulebook;
    for (const model::Act::Match& match : act.matches) {
        plan.keys.push_back({match.parameter, model::kNone, std::nullopt});
        emit(match.value, scope, out);
    }
    plan.keys.push_back({kNoIndex, model::kNone, Special::kActor});
    out.push_back({Op::kSpecial, static_cast<std::uint8_t>(Special::kActor), 0, 0});
    plan.filter = act.filter;
    ValueType yes_no_type;
    yes_no_type.kind = ValueKind::kYesNo;
    emit_question(HistoryOp::kDone, index_of({plan}), static_cast<std::uint32_t>(plan.keys.size()),
                  act.window, yes_no_type, scope, out);
}

void Lowering::emit_question(HistoryOp op, std::uint32_t index, std::uint32_t key_count,
                             const std::optional<model::Window>& window, ValueType result,
                             const Scope& scope, std::vector<Instruction>& out) {
    HistoryQuestion question;
    question.index = index;
    question.op = op;
    question.key_count = key_count;
    question.result = result;
    if (window.has_value()) {
        question.has_window = true;
        question.window = window->kind;
        question.has_length = window->length != model::kNone;
        if (question.has_length) {
            emit(window->length, scope, out);
        }
    }
    out.push_back({Op::kHistory, 0, 0, pool_.question(question)});
}

RepeatedInfo Lowering::repeated(const model::Repeated& repeated,
                                const std::vector<model::Event>& events, const Scope& scope) {
    RepeatedInfo info;
    info.count = repeated.count;
    info.by = code(repeated.by, scope);
    info.length = code(repeated.window.length, scope);
    info.question.op = HistoryOp::kCount;
    info.question.has_window = true;
    info.question.window = repeated.window.kind;
    info.question.has_length = repeated.window.length != model::kNone;
    info.question.key_count = repeated.by == model::kNone ? 0 : 1;
    info.question.result.kind = ValueKind::kNumber;
    std::vector<IndexPlan> plans;
    for (const model::Event& event : events) {
        if (event.kind == model::EventKind::kClock) {
            continue;
        }
        IndexPlan plan;
        plan.action = event.action;
        plan.rulebook = scope.rulebook;
        switch (event.kind) {
            case model::EventKind::kForced:
                plan.subject = HistorySubject::kForced;
                break;
            case model::EventKind::kOverdue:
                plan.subject = HistorySubject::kOverdue;
                break;
            case model::EventKind::kViolated:
                plan.subject = HistorySubject::kViolated;
                break;
            case model::EventKind::kFulfilled:
                plan.subject = HistorySubject::kFulfilled;
                break;
            default:
                plan.subject = HistorySubject::kAction;
                break;
        }
        if (event.rule != model::kNone) {
            plan.target = model_.rules[event.rule].heading.id;
        } else if (event.duty != model::kNone) {
            plan.target = model_.duties[event.duty].heading.id;
        }
        if (repeated.by != model::kNone) {
            plan.keys.push_back({kNoIndex, repeated.by, std::nullopt});
        }
        // Only such events count as the rule is about, as far as the past event alone can tell.
        plan.filter = event.condition != model::kNone && is_timeless(event.condition)
                          ? event.condition
                          : model::kNone;
        plans.push_back(std::move(plan));
    }
    if (!plans.empty()) {
        info.question.index = index_of(plans);
    }
    return info;
}

std::string Lowering::index_id(const IndexPlan& plan) const {
    const std::vector<model::Parameter>* past =
        plan.action == kNoIndex ? nullptr : &model_.actions[plan.action].parameters;
    std::string id(subject_word(plan.subject));
    id += plan.subject == HistorySubject::kAction ? model_.actions[plan.action].heading.id
                                                  : plan.target;
    for (const IndexPlan::Key& key : plan.keys) {
        id += " key ";
        if (key.special.has_value()) {
            id += *key.special == Special::kActor ? "actor" : "bearer";
        } else if (key.expr != model::kNone) {
            printer_.expression(key.expr, past, id);
        } else if (past != nullptr) {
            id += '$' + (*past)[key.parameter].name;
        }
    }
    if (plan.filter != model::kNone) {
        id += " where ";
        printer_.expression(plan.filter, past, id);
    }
    if (plan.measured != model::kNone) {
        id += " of ";
        printer_.expression(plan.measured, past, id);
    }
    const std::string& calendar = model_.rulebooks[plan.rulebook].calendar;
    return calendar.empty() ? id : id + " calendar " + calendar;
}

std::uint32_t Lowering::index_of(const std::vector<IndexPlan>& plans) {
    std::string id;
    for (const IndexPlan& plan : plans) {
        id += id.empty() ? "" : " + ";
        id += index_id(plan);
    }
    const auto [entry, is_new] =
        index_by_id_.emplace(id, static_cast<std::uint32_t>(program_->indexes.size()));
    const std::uint32_t index = entry->second;
    if (is_new) {
        for (const IndexPlan& plan : plans) {
            Scope scope;
            scope.rulebook = plan.rulebook;
            if (plan.action != kNoIndex) {
                scope.parameters = &model_.actions[plan.action].parameters;
            }
            add_index(plan, id, plan.action, scope);
            add_feeders(plan, id);
        }
    }
    return index;
}

void Lowering::add_index(const IndexPlan& plan, const std::string& id, std::uint32_t fed_by,
                         const Scope& scope) {
    HistoryIndex index;
    index.id = id;
    index.subject = plan.subject;
    index.action = fed_by;
    index.target = plan.target;
    index.calendar = model_.rulebooks[plan.rulebook].calendar;
    for (const IndexPlan::Key& key : plan.keys) {
        if (key.special.has_value()) {
            index.keys.push_back(
                pool_.code({{Op::kSpecial, static_cast<std::uint8_t>(*key.special), 0, 0}}));
        } else if (key.expr != model::kNone) {
            index.keys.push_back(code(key.expr, scope));
        } else {
            std::vector<Instruction> read;
            emit_parameter(key.parameter, model::kNone, scope, read);
            index.keys.push_back(pool_.code(std::move(read)));
        }
    }
    index.filter = code(plan.filter, scope);
    index.measured = code(plan.measured, scope);
    program_->indexes.push_back(std::move(index));
}

void Lowering::find_feeders() {
    actions_that_are_.resize(model_.actions.size());
    for (std::uint32_t i = 0; i < model_.actions.size(); ++i) {
        for (const model::Action::Binding& binding : model_.actions[i].is) {
            actions_that_are_[binding.action].push_back({i, &binding.places});
        }
    }
    for (const model::Rule& rule : model_.rules) {
        actions_of_target_[rule.heading.id].push_back(rule.action);
    }
    for (const model::Duty& duty : model_.duties) {
        actions_of_target_[duty.heading.id].push_back(context_action(model_, duty));
    }
}

void Lowering::add_feeders(const IndexPlan& plan, const std::string& id) {
    Scope scope;
    scope.rulebook = plan.rulebook;
    if (plan.subject == HistorySubject::kAction) {
        for (const Feeder& feeder : actions_that_are_[plan.action]) {
            scope.parameters = &model_.actions[feeder.action].parameters;
            scope.places = feeder.places;
            add_index(plan, id, feeder.action, scope);
        }
        return;
    }
    // A declaration about an upper-layer action became one for each action that is it. Its
    // parameters are read where the action has them.
    const bool reads_parameters =
        plan.filter != model::kNone || plan.measured != model::kNone ||
        std::any_of(plan.keys.begin(), plan.keys.end(),
                    [](const IndexPlan::Key& key) { return !key.special.has_value(); });
    const auto places_in = [&](std::uint32_t action) {
        const std::vector<Feeder>* feeders =
            plan.action == kNoIndex ? nullptr : &actions_that_are_[plan.action];
        for (std::size_t i = 0; feeders != nullptr && i < feeders->size(); ++i) {
            if ((*feeders)[i].action == action) {
                return (*feeders)[i].places;
            }
        }
        return static_cast<decltype(Feeder::places)>(nullptr);
    };
    for (const std::uint32_t action : actions_of_target_[plan.target]) {
        scope.places = places_in(action);
        if (action == plan.action || (reads_parameters && scope.places == nullptr)) {
            continue;
        }
        scope.parameters = action == model::kNone ? nullptr : &model_.actions[action].parameters;
        add_index(plan, id, action, scope);
    }
}

bool Lowering::is_timeless(ExprId id) const {
    if (id == model::kNone) {
        return true;
    }
    const auto all = [this](const std::vector<ExprId>& ids) {
        return std::all_of(ids.begin(), ids.end(),
                           [this](ExprId item) { return is_timeless(item); });
    };
    const model::ExprNode& node = model_.expr(id).node;
    if (const auto* field = std::get_if<model::FieldExpr>(&node)) {
        return is_timeless(field->record);
    }
    if (const auto* person = std::get_if<model::PersonExpr>(&node)) {
        return is_timeless(person->of);
    }
    if (const auto* date = std::get_if<model::DatePartExpr>(&node)) {
        return is_timeless(date->of);
    }
    if (const auto* unary = std::get_if<model::UnaryExpr>(&node)) {
        return is_timeless(unary->operand);
    }
    if (const auto* binary = std::get_if<model::BinaryExpr>(&node)) {
        return is_timeless(binary->left) && is_timeless(binary->right);
    }
    if (const auto* list = std::get_if<model::ListExpr>(&node)) {
        return all(list->items);
    }
    if (const auto* highest = std::get_if<model::MaxExpr>(&node)) {
        return all(highest->items);
    }
    if (const auto* quantifier = std::get_if<model::QuantifierExpr>(&node)) {
        return is_timeless(quantifier->list) && is_timeless(quantifier->condition);
    }
    if (const auto* special = std::get_if<model::SpecialExpr>(&node)) {
        return special->special == Special::kActor || special->special == Special::kAt;
    }
    return std::holds_alternative<model::ConstantExpr>(node) ||
           std::holds_alternative<model::ParamExpr>(node) ||
           std::holds_alternative<model::VariableExpr>(node) ||
           std::holds_alternative<model::HolderExpr>(node) ||
           std::holds_alternative<model::ParameterExpr>(node);
}

}  // namespace onus::engine
