// SPDX-License-Identifier: Apache-2.0
//
// Tests in the language: what is given, who does what and when, and what is expected.

#include <algorithm>
#include <set>
#include <utility>

#include "engine/compile/declarations.h"
#include "engine/compile/types.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::ExprId;
using model::TestCommand;
using model::TypeKind;

model::TestTime time_of(const ast::TimestampLiteral& literal) {
    return {literal.local, literal.offset_minutes};
}

/// Names of the entries that some rule or duty may write.
std::set<std::string> log_names_of(const model::Model& model) {
    std::set<std::string> names;
    const auto collect = [&](const std::vector<model::Effect>& effects) {
        for (const model::Effect& effect : effects) {
            if (const auto* log = std::get_if<model::LogEffect>(&effect.node)) {
                names.insert(log->name);
            }
        }
    };
    for (const model::Rule& rule : model.rules) {
        collect(rule.then);
        collect(rule.violated);
    }
    for (const model::Duty& duty : model.duties) {
        collect(duty.overdue);
        collect(duty.violated);
        collect(duty.fulfilled);
    }
    for (const model::Liability& liability : model.liabilities) {
        collect(liability.untraceable);
    }
    return names;
}

class TestChecker {
  public:
    TestChecker(Context& context, const ast::Declaration& declaration,
                const std::set<std::string>& log_names)
        : context_(context),
          declaration_(declaration),
          log_names_(log_names),
          checker_(context, scope_) {
        scope_.is_test = true;
        scope_.has_time = false;
        scope_.next_slot = &slots_;
    }

    void run() {
        model::Test test;
        test.heading.rulebook = context_.rulebook();
        test.heading.span = declaration_.span;
        test.heading.name_span = declaration_.keyword;
        fill_heading(context_, declaration_, test.heading);
        if (declaration_.message) {
            test.heading.name = words_of(declaration_.message->text);
            test.heading.id = context_.file().name.id + "." + test.heading.name;
        }
        for (const ast::Clause& clause : declaration_.clauses) {
            std::visit([&](const auto& node) { add(test, node, clause.span); }, clause.node);
        }
        context_.model.tests.push_back(std::move(test));
    }

  private:
    template <class Node>
    void add(model::Test& /*test*/, const Node& /*node*/, Span /*span*/) {}

    template <class Node>
    static void push(model::Test& test, Node node, Span span) {
        test.steps.push_back({std::move(node), span});
    }

    [[nodiscard]] const ast::Path* path_at(ast::ExprId id) const {
        return id == ast::kNoExpr ? nullptr
                                  : std::get_if<ast::Path>(&context_.file().expr(id).node);
    }

    [[nodiscard]] const ast::Name* bare(ast::ExprId id) const {
        const ast::Path* path = path_at(id);
        const bool one =
            path != nullptr && path->segments.size() == 1 && !path->segments.front().has_arguments;
        return one ? &path->segments.front().name : nullptr;
    }

    /// Who acts: a person, a client system, or `system`.
    std::string actor_at(ast::ExprId id) {
        const ast::Name* name = bare(id);
        if (name == nullptr) {
            context_.report(DiagnosticKind::kTestActor, context_.file().expr(id).span);
            return {};
        }
        if (name->id != "system") {
            context_.name_of_organisation(name->id, model::OrganisationName::Kind::kActor,
                                          name->span);
        }
        return name->id;
    }

    std::string person_at(ast::ExprId id) {
        const ast::Name* name = bare(id);
        if (name == nullptr) {
            context_.report(DiagnosticKind::kTestActor, context_.file().expr(id).span);
            return {};
        }
        (void)checker_.named(TypeKind::kPerson, *name);
        return name->id;
    }

    // ---- given

    void add(model::Test& test, const ast::GivenIsClause& given, Span span) {
        const ast::Path* path = path_at(given.path);
        if (path == nullptr || path->segments.empty()) {
            return;
        }
        const ast::Name& head = path->segments.front().name;
        if (path->segments.size() == 2 && scope_.find(head.id) == nullptr) {
            add_attribute(test, given, span);
            return;
        }
        if (path->segments.size() != 1) {
            context_.report(DiagnosticKind::kTestGiven, context_.file().expr(given.path).span);
            return;
        }
        const ast::Name* role = bare(given.value);
        if (role != nullptr && context_.find(NameSpace::kRoles, role->id, role->span) != nullptr) {
            (void)checker_.named(TypeKind::kPerson, head);
            push(test, model::TestRole{head.id, role->id}, span);
            return;
        }
        model::TestVariable variable;
        variable.value = checker_.infer(given.value);
        variable.name = head.id;
        const Shown shown = context_.shown(context_.rulebook(), head.id);
        variable.name_zh = shown.zh;
        variable.slot = slots_++;
        Scope::Entry entry;
        entry.name = head.id;
        entry.kind = Scope::Entry::Kind::kVariable;
        entry.type = context_.type_of(variable.value);
        entry.index = variable.slot;
        entry.shown = shown;
        scope_.entries.push_back(std::move(entry));
        push(test, std::move(variable), span);
    }

    void add_attribute(model::Test& test, const ast::GivenIsClause& given, Span span) {
        const ExprId place = checker_.infer(given.path);
        const auto* attribute = std::get_if<model::PersonExpr>(&context_.model.exprs[place].node);
        if (attribute == nullptr) {
            if (context_.type_of(place).kind != TypeKind::kUnknown) {
                context_.report(DiagnosticKind::kTestGiven, context_.file().expr(given.path).span);
            }
            return;
        }
        model::TestAttribute result;
        result.person = path_at(given.path)->segments.front().name.id;
        result.attribute = attribute->attribute;
        result.value = checker_.value(given.value, context_.type_of(place));
        push(test, std::move(result), span);
    }

    void add(model::Test& test, const ast::GivenDoneClause& given, Span span) {
        TestCommand command;
        command.kind = TestCommand::Kind::kObserve;
        command.given_done = true;
        command.actor = actor_at(given.by);
        command.at = time_of(given.at);
        if (const ast::Path* path = path_at(given.action)) {
            set_action(command, *path);
        }
        push(test, std::move(command), span);
    }

    // ---- commands

    void set_action(TestCommand& command, const ast::Path& path) {
        const auto reference = checker_.action_of(path);
        if (reference.action == kNone) {
            return;
        }
        command.action = reference.action;
        const model::Action action = context_.model.actions[reference.action];
        const ast::PathSegment& segment = path.segments[reference.segment];
        command.arguments = checker_.arguments(segment.arguments, segment.name.span,
                                               {action.heading.name, action.heading.name_zh},
                                               action.heading.rulebook, action.parameters);
    }

    static const ast::Argument* argument(const ast::PathSegment& call, std::size_t position,
                                         std::string_view name) {
        for (const ast::Argument& each : call.arguments) {
            if (each.name && each.name->id == name) {
                return &each;
            }
        }
        // Names of built-in arguments exist in English only; elsewhere the place tells.
        static const std::set<std::string> kNames = {"matter", "decision", "opinion", "action",
                                                     "to",     "until",    "subject"};
        const bool there =
            position < call.arguments.size() &&
            (!call.arguments[position].name || !kNames.contains(call.arguments[position].name->id));
        return there ? &call.arguments[position] : nullptr;
    }

    /// A rule, duty, step or action that a test names.
    model::TestTarget target_at(ast::ExprId id, ExprId* subject) {
        model::TestTarget target;
        const ast::Path* path = path_at(id);
        if (path == nullptr || path->segments.empty()) {
            return target;
        }
        std::size_t next = 1;
        const Symbol* symbol = context_.find_finding(*path, next);
        const ast::Name& first = path->segments.front().name;
        if (symbol == nullptr) {
            const Symbol* action = context_.find(NameSpace::kValues, first.id, first.span);
            if (action != nullptr && action->kind == SymbolKind::kAction) {
                const model::Action& found = context_.model.actions[action->index];
                return {model::TestTarget::Kind::kAction, action->index, found.heading.id};
            }
            if (const Symbol* permission =
                    context_.find(NameSpace::kPermissions, first.id, first.span)) {
                const model::Permission& found = context_.model.permissions[permission->index];
                return {model::TestTarget::Kind::kPermission, permission->index, found.heading.id};
            }
            context_.report_unknown(DiagnosticKind::kUnknownRuleOrDuty, path->segments.back().name,
                                    context_.visible(NameSpace::kFindings));
            return target;
        }
        if (symbol->instances.empty()) {
            return target;
        }
        const std::uint32_t index = symbol->instances.front();
        std::uint32_t action = kNone;
        if (symbol->kind == SymbolKind::kRule) {
            const model::Rule& rule = context_.model.rules[index];
            target = {model::TestTarget::Kind::kRule, index, rule.heading.id};
            action = rule.action;
        } else {
            const model::Duty& duty = context_.model.duties[index];
            target = {model::TestTarget::Kind::kDuty, index, duty.heading.id};
            action = trigger_of(context_.model, duty);
        }
        const ast::PathSegment& call = path->segments[next - 1];
        if (subject != nullptr && !call.arguments.empty() && action != kNone) {
            const Arguments found = checker_.matches(call.arguments, action);
            *subject = found.empty() ? kNone : found.front().second;
        }
        return target;
    }

    bool built_in(TestCommand& command, const ast::PathSegment& call) {
        const std::string& name = call.name.id;
        if (name == "observe") {
            command.kind = TestCommand::Kind::kObserve;
            set_inner_action(command, call);
        } else if (name == "withdraw") {
            command.kind = TestCommand::Kind::kWithdraw;
            set_inner_action(command, call);
        } else if (name == "decide") {
            command.kind = TestCommand::Kind::kDecide;
            decide(command, call);
        } else if (name == "claim") {
            command.kind = TestCommand::Kind::kClaim;
            set_target(command, call);
            if (const auto* subject = argument(call, 1, "subject")) {
                command.subject = checker_.infer(subject->value);
            }
        } else if (name == "delegate") {
            command.kind = TestCommand::Kind::kDelegate;
            set_target(command, call);
            set_receiver(command, call);
            if (const auto* until = argument(call, 2, "until")) {
                command.until = checker_.moment(until->value);
            }
        } else if (name == "transfer") {
            command.kind = TestCommand::Kind::kTransfer;
            set_target(command, call);
            set_receiver(command, call);
            if (const auto* reason = argument(call, 2, "reason")) {
                command.reason = text_at(reason->value);
            }
        } else {
            return false;
        }
        return true;
    }

    void set_target(TestCommand& command, const ast::PathSegment& call) {
        const ast::Argument* target = argument(call, 0, "matter");
        if (target == nullptr) {
            context_.report(DiagnosticKind::kTestCommandIncomplete, call.name.span,
                            {call.name.text});
            return;
        }
        command.target = target_at(target->value, &command.subject);
    }

    void set_inner_action(TestCommand& command, const ast::PathSegment& call) {
        const ast::Argument* inner = argument(call, 0, "action");
        const ast::Path* path = inner == nullptr ? nullptr : path_at(inner->value);
        if (path == nullptr || path->segments.empty()) {
            context_.report(DiagnosticKind::kTestCommandIncomplete, call.name.span,
                            {call.name.text});
            return;
        }
        set_action(command, *path);
    }

    void decide(TestCommand& command, const ast::PathSegment& call) {
        set_target(command, call);
        const ast::Argument* decision = argument(call, 1, "decision");
        const ast::Argument* opinion = argument(call, 2, "opinion");
        const ast::Name* name = decision == nullptr ? nullptr : bare(decision->value);
        if (name == nullptr) {
            context_.report(DiagnosticKind::kTestCommandIncomplete, call.name.span,
                            {call.name.text});
            return;
        }
        const auto& values = built_in_values(model::BuiltinEnum::kDecision);
        const auto found = std::find(values.begin(), values.end(), name->id);
        if (found == values.end()) {
            context_.report_unknown(DiagnosticKind::kUnknownDecision, *name, values);
        } else {
            command.decision = static_cast<std::uint32_t>(found - values.begin());
        }
        if (opinion != nullptr) {
            command.reason = text_at(opinion->value);
        }
    }

    void set_receiver(TestCommand& command, const ast::PathSegment& call) {
        const ast::Argument* to = argument(call, 1, "to");
        if (to == nullptr) {
            context_.report(DiagnosticKind::kTestCommandIncomplete, call.name.span,
                            {call.name.text});
            return;
        }
        command.to = person_at(to->value);
    }

    std::string text_at(ast::ExprId id) {
        const ExprId found = checker_.value(id, plain(TypeKind::kText));
        const auto* constant = std::get_if<model::ConstantExpr>(&context_.model.exprs[found].node);
        const auto* text =
            constant == nullptr ? nullptr : std::get_if<std::string>(&constant->value);
        return text == nullptr ? std::string() : *text;
    }

    void add(model::Test& test, const ast::PerformClause& written, Span span) {
        TestCommand command;
        command.kind = written.forces ? TestCommand::Kind::kForce : TestCommand::Kind::kSubmit;
        command.actor = actor_at(written.actor);
        command.at = time_of(written.at);
        if (written.reason) {
            command.reason = words_of(*written.reason);
        } else if (written.forces) {
            context_.report(DiagnosticKind::kTestForceWithoutReason, span);
        }
        const ast::Path* path = path_at(written.action);
        if (path == nullptr || path->segments.empty()) {
            return;
        }
        const ast::PathSegment& call = path->segments.front();
        const bool declared =
            context_.find(NameSpace::kValues, call.name.id, call.name.span) != nullptr;
        if (declared || path->segments.size() > 1 || !built_in(command, call)) {
            set_action(command, *path);
        }
        push(test, std::move(command), span);
    }

    void add(model::Test& test, const ast::AtClause& clock, Span span) {
        push(test, model::TestClock{time_of(clock.at)}, span);
    }

    // ---- expectations

    void add(model::Test& test, const ast::ExpectClause& written, Span span) {
        model::TestExpectation expectation;
        expectation.negated = written.negated;
        std::visit([&](const auto& node) { expectation.expected = expected(node); },
                   written.expected);
        push(test, std::move(expectation), span);
    }

    using Expected = decltype(model::TestExpectation::expected);

    Expected expected(const ast::ExpectedOutcome& written) {
        return model::TestFinding{level_of(written.level), target_at(written.from, nullptr)};
    }
    Expected expected(const ast::ExpectedLog& written) {
        const ast::Name& name = written.name;
        if (!log_names_.contains(name.id)) {
            context_.report_unknown(DiagnosticKind::kUnknownLog, name,
                                    {log_names_.begin(), log_names_.end()});
        }
        return model::TestLog{name.id, checker_.person(written.against)};
    }
    Expected expected(const ast::ExpectedShare& written) {
        return model::TestShare{written.percent, checker_.person(written.by)};
    }
    Expected expected(const ast::ExpectedNotice& written) {
        return model::TestNotice{checker_.person(written.to)};
    }
    Expected expected(ast::ExprId written) {
        return model::TestCondition{checker_.condition(written)};
    }

    Context& context_;
    const ast::Declaration& declaration_;
    const std::set<std::string>& log_names_;
    std::uint32_t slots_ = 0;
    Scope scope_;
    ExpressionChecker checker_;
};

}  // namespace

void check_tests(Context& context) {
    const std::set<std::string> log_names = log_names_of(context.model);
    for_each<ast::TestDecl>(context, [&](const auto& declaration, const auto& /*node*/) {
        TestChecker(context, declaration, log_names).run();
    });
}

}  // namespace onus::engine::checking
