// SPDX-License-Identifier: Apache-2.0

#include "grammar/ast/print.h"

#include <array>
#include <string_view>

#include "grammar/ast/print_expressions.h"

namespace onus::ast {
namespace {

constexpr auto kOutcomeWords = std::to_array<std::string_view>({"note", "warn", "hold", "block"});
constexpr auto kEventWords =
    std::to_array<std::string_view>({"", "forced ", "overdue ", "violated ", "fulfilled "});
constexpr auto kEveryWords = std::to_array<std::string_view>({"day", "week", "month"});
constexpr auto kRightWords = std::to_array<std::string_view>({"perform", "read", "write"});
constexpr auto kLimitWords = std::to_array<std::string_view>({"<=", ">=", ">", "<"});
constexpr auto kPresenceWords = std::to_array<std::string_view>({"", " optional", " unique"});

template <class Words, class Enum>
std::string word(const Words& words, Enum value) {
    return std::string(words[static_cast<std::size_t>(value)]);
}

std::string optional_id(const std::optional<Name>& name) { return name ? name->id : "-"; }

std::string type_of(const TypeExpr& type) {
    switch (type.form) {
        case TypeExpr::Form::kListOf:
            return "list of " + ids_of(type.names);
        case TypeExpr::Form::kOneOf:
            return "one of " + ids_of(type.names);
        default:
            return ids_of(type.names);
    }
}

class Printer {
  public:
    Printer(const File& file, PrintTexts texts) : file_(file), in_(file, texts) {}

    std::string run() {
        line("rulebook " + file_.name.id + " " + in_.message(file_.message));
        clauses(file_.header);
        for (const Declaration& declaration : file_.declarations) {
            indent_ = 0;
            std::visit([&](const auto& node) { heading(node, declaration); }, declaration.node);
            if (declaration.broken) {
                line("broken");
            }
        }
        return std::move(out_);
    }

  private:
    void line(const std::string& text) { out_ += std::string(indent_, ' ') + text + "\n"; }

    void open(const std::string& keyword, const Declaration& declaration) {
        line(keyword + " " + declaration.name.id + " " + in_.message(declaration.message));
        indent_ = 2;
        clauses(declaration.clauses);
    }

    void clauses(const std::vector<Clause>& all) {
        indent_ += 2;
        for (const Clause& one : all) {
            std::visit([&](const auto& node) { clause(node); }, one.node);
        }
        indent_ -= 2;
    }

    // ---- headings

    void heading(const RecordDecl& record, const Declaration& declaration) {
        open("record", declaration);
        for (const Field& field : record.fields) {
            line(field.name.id + ": " + type_of(field.type) + word(kPresenceWords, field.presence) +
                 " " + in_.message(field.message));
        }
    }
    void heading(const RoleDecl& role, const Declaration& declaration) {
        open("role", declaration);
        line("reports to " + optional_id(role.reports_to));
    }
    void heading(const ActionDecl& action, const Declaration& declaration) {
        open("action", declaration);
        parameters(action.parameters);
        line("by " + ids_of(action.by));
    }
    void heading(const EnumDecl& values, const Declaration& declaration) {
        open("enum", declaration);
        line(ids_of(values.values));
    }
    void heading(const DefinitionDecl& definition, const Declaration& declaration) {
        open("define", declaration);
        parameters(definition.parameters);
        line(type_of(definition.type) + " is " + in_.expr(definition.value) + " cite " +
             in_.message(definition.cite));
        for (const Exception& exception : definition.exceptions) {
            line("except " + exception.name.id + " over " + in_.expr(exception.over) + " if " +
                 in_.expr(exception.condition) + " then " + in_.expr(exception.value) + " cite " +
                 in_.message(exception.cite));
        }
    }
    void heading(const ParameterDecl& parameter, const Declaration& declaration) {
        open("parameter", declaration);
        line(optional_id(parameter.rulebook) + " " +
             (parameter.type ? type_of(*parameter.type) : "-") + " is " +
             in_.expr(parameter.value) + " ranges " + in_.exprs(parameter.ranges));
    }
    void heading(const TableDecl& table, const Declaration& declaration) {
        open("table", declaration);
        parameters(table.parameters);
        for (const TableColumn& column : table.columns) {
            line("column " + optional_id(column.name) + ": " + type_of(column.type));
        }
    }
    void heading(const PermissionDecl&, const Declaration& declaration) {
        open("permission", declaration);
    }
    void heading(const RuleDecl&, const Declaration& declaration) { open("rule", declaration); }
    void heading(const DutyDecl&, const Declaration& declaration) { open("duty", declaration); }
    void heading(const LiabilityDecl&, const Declaration& declaration) {
        open("liability", declaration);
    }
    void heading(const TestDecl&, const Declaration& declaration) { open("test", declaration); }
    void heading(const ProcessDecl& process, const Declaration& declaration) {
        open("process", declaration);
        for (const Step& step : process.steps) {
            line("step " + step.name.id + " " + in_.message(step.message));
            for (const Step::Deliverable& one : step.deliverables) {
                line("  deliver " + one.name.id + ": " + type_of(one.type));
            }
            clauses(step.clauses);
        }
    }
    void parameters(const std::vector<Parameter>& all) {
        for (const Parameter& parameter : all) {
            line("(" + parameter.name.id + ": " +
                 (parameter.type ? type_of(*parameter.type) : "-") +
                 (parameter.optional ? " optional" : "") + ")");
        }
    }

    // ---- clauses

    void clause(const CiteClause& node) { line("cite " + in_.message(node.message)); }
    void clause(const EffectiveClause& node) {
        line("effective " + to_string(node.from) + " until " +
             (node.until ? to_string(*node.until) : "-") + " level " + optional_id(node.level));
    }
    void clause(const WhenClause& node) { line("when " + event(node.event)); }
    void clause(const RepeatedClause& node) {
        line("repeated " + std::to_string(node.count) + " " + in_.window(node.window) + " by " +
             in_.expr(node.by));
    }
    void clause(const UnlessClause& node) { line("unless " + in_.expr(node.condition)); }
    void clause(const RequireClause& node) { line("require " + in_.expr(node.condition)); }
    void clause(const OtherwiseClause& node) {
        line("otherwise " + word(kOutcomeWords, node.level) + " for " + in_.expr(node.decider) +
             " within " + in_.expr(node.answer_within) + " " + in_.message(node.message));
    }
    void clause(const WithinClause& node) {
        line("within " + in_.expr(node.period) + " from " + in_.expr(node.from));
    }
    void clause(const OwnerClause& node) { line("owner " + in_.expr(node.path)); }
    void clause(const DelegatedClause& node) { line("delegated " + in_.exprs(node.paths)); }
    void clause(const TransferredClause& node) { line("transferred " + in_.exprs(node.paths)); }
    void clause(const OverdueClause& node) { effects("overdue", node.effects); }
    void clause(const ViolatedClause& node) { effects("violated", node.effects); }
    void clause(const FulfilledClause& node) { effects("fulfilled", node.effects); }
    void clause(const ThenClause& node) { effects("then", node.effects); }
    void clause(const UntraceableClause& node) { effects("untraceable", node.effects); }
    void clause(const LayerClause& node) { line("level " + node.layer.id); }
    void clause(const CalendarClause& node) { line("calendar " + node.calendar.id); }
    void clause(const CurrencyClause& node) { line("currency " + node.currency.id); }
    void clause(const UseClause& node) { line("use " + ids_of(node.names)); }
    void clause(const CreatesClause& node) { line("creates " + in_.exprs(node.paths)); }
    void clause(const ChangesClause& node) { line("changes " + in_.exprs(node.paths)); }
    void clause(const IsClause& node) { line("is " + node.action.id); }
    void clause(const AccordingToClause& node) { line("according " + in_.exprs(node.inputs)); }
    void clause(const CaseClause& node) {
        std::string text = "case";
        for (const Cell& cell : node.cells) {
            text += cell.any ? " [any]" : " [" + in_.exprs(cell.values);
            for (const CellLimit& limit : cell.limits) {
                const auto offset = static_cast<std::size_t>(limit.op) -
                                    static_cast<std::size_t>(BinaryOperator::kAtMost);
                text += std::string(kLimitWords[offset]) + in_.expr(limit.value) + ";";
            }
            text += cell.any ? "" : "]";
        }
        line(text + " then " + in_.exprs(node.results));
    }
    void clause(const GrantedToClause& node) { line("granted to " + ids_of(node.roles)); }
    void clause(const MayClause& node) { grant("may", node.grant, node.condition); }
    void clause(const CannotClause& node) { grant("cannot", node.grant, node.condition); }
    void clause(const CarriesClause& node) { line("carries " + ids_of(node.duties)); }
    void clause(const CarriesNoneClause& node) { line("carries none " + in_.message(node.reason)); }
    void clause(const ForbidClause& node) { line("forbid " + in_.expr(node.condition)); }
    void clause(const GuaranteeClause& node) { line("guarantee " + in_.expr(node.condition)); }
    void clause(const NeedsApprovalClause& node) {
        line("approval " + in_.exprs(node.approvers) +
             (node.as_different_persons ? " different" : "") + " within " + in_.expr(node.within) +
             " " + in_.message(node.message));
    }
    void clause(const BearerClause& node) {
        line(std::string("bearer ") + (node.every ? "every " : "") + in_.expr(node.path));
    }
    void clause(const BeforeClause& node) { line("before " + in_.expr(node.action)); }
    void clause(const MustClause& node) { acts("must", node.acts); }
    void clause(const MustNotClause& node) { acts("must not", node.acts); }
    void clause(const UntilClause& node) { line("until " + in_.expr(node.moment)); }
    void clause(const RemindClause& node) {
        std::string text = "remind";
        for (const Decimal& percent : node.percents) {
            text += " " + percent.to_string() + "%";
        }
        line(text + (node.also.empty() ? "" : " and notify " + in_.exprs(node.also)));
    }
    void clause(const SuspendedClause& node) {
        line("suspended " + in_.expr(node.from) + " until " + in_.expr(node.until));
    }
    void clause(const ExtendedClause& node) {
        line("extended " + in_.expr(node.period) + " when " + in_.expr(node.when));
    }
    void clause(const CancelledClause& node) { line("cancelled " + event(node.event)); }
    void clause(const ExcusedClause& node) { line("excused by " + in_.expr(node.by)); }
    void clause(const AbsenceClause& node) { line("absence " + in_.expr(node.stand_in)); }
    void clause(const AfterClause& node) {
        for (const Predecessor& one : node.predecessors) {
            line("after " + one.step.id + " if " + in_.expr(one.condition));
        }
    }
    void clause(const ReturnsClause& node) {
        line("returns to " + node.step.id + " at most " + std::to_string(node.count) + " if " +
             in_.expr(node.condition));
    }
    void clause(const HandedClause& node) {
        line("handed to " + in_.expr(node.to) + " within " + in_.expr(node.within));
    }
    void clause(const RunClause& node) { line("run " + node.process.id); }
    void clause(const TraceClause& node) {
        line("trace " + in_.expr(node.subject) + " through " + in_.exprs(node.actions));
    }
    void clause(const ShareClause& node) {
        line("share " + node.percent.to_string() + "% by " + in_.expr(node.by) + " except if " +
             in_.expr(node.except_if) + " by " + in_.expr(node.except_by));
    }
    void clause(const GivenIsClause& node) {
        line("given " + in_.expr(node.path) + " is " + in_.expr(node.value));
    }
    void clause(const GivenDoneClause& node) {
        line("given done " + in_.expr(node.action) + " by " + in_.expr(node.by) + " at " +
             printed(node.at));
    }
    void clause(const PerformClause& node) {
        line(in_.expr(node.actor) + (node.forces ? " forces " : " performs ") +
             in_.expr(node.action) + " " + (node.reason ? in_.text(*node.reason) : "-") + " at " +
             printed(node.at));
    }
    void clause(const AtClause& node) { line("at " + printed(node.at)); }
    void clause(const ExpectClause& node) {
        line(std::string("expect ") + (node.negated ? "not " : "") +
             std::visit([&](const auto& what) { return expected(what); }, node.expected));
    }

    // ---- parts

    [[nodiscard]] std::string expected(const ExpectedOutcome& what) const {
        return word(kOutcomeWords, what.level) + " from " + in_.expr(what.from);
    }
    [[nodiscard]] std::string expected(const ExpectedLog& what) const {
        return "log " + what.name.id + " against " + in_.expr(what.against);
    }
    [[nodiscard]] std::string expected(const ExpectedShare& what) const {
        return "share " + what.percent.to_string() + "% by " + in_.expr(what.by);
    }
    [[nodiscard]] std::string expected(const ExpectedNotice& what) const {
        return "notify " + in_.expr(what.to);
    }
    [[nodiscard]] std::string expected(ExprId what) const { return in_.expr(what); }

    [[nodiscard]] std::string event(const EventPattern& event) const {
        std::string text = word(kEventWords, event.qualifier) + in_.expr(event.path);
        if (event.clock) {
            const Clock& clock = *event.clock;
            text = "every " + word(kEveryWords, clock.every) + " " + optional_id(clock.weekday) +
                   " " + std::to_string(clock.day_of_month.value_or(0)) + " at " +
                   to_string(clock.time);
        }
        return text + " if " + in_.expr(event.condition);
    }
    void grant(const std::string& keyword, const Grant& grant, ExprId condition) {
        line(keyword + " " + word(kRightWords, grant.right) + " " + ids_of(grant.actions) +
             in_.exprs(grant.paths) + " if " + in_.expr(condition));
    }
    void acts(const std::string& keyword, const std::vector<Act>& all) {
        std::string text = keyword;
        for (const Act& act : all) {
            text += " " + act.action.id + (act.has_arguments ? in_.arguments(act.arguments) : "") +
                    " where " + in_.expr(act.where) + " " + in_.window(act.window) + ";";
        }
        line(text);
    }
    void effects(const std::string& keyword, const std::vector<Effect>& all) {
        line(keyword);
        for (const Effect& one : all) {
            line("  " + std::visit([&](const auto& node) { return effect(node); }, one.node));
        }
    }
    [[nodiscard]] std::string effect(const LogEffect& node) const {
        return "log " + node.name.id + " against " + in_.expr(node.against) + " points " +
               (node.points ? node.points->to_string() : "-") + " " + in_.message(node.message);
    }
    [[nodiscard]] std::string effect(const NotifyEffect& node) const {
        return "notify " + in_.exprs(node.paths) + " level " + optional_id(node.level) + " " +
               in_.message(node.message);
    }
    [[nodiscard]] std::string effect(const EscalateEffect& node) const {
        return "escalate " + in_.expr(node.path) + " within " + in_.expr(node.answer_within);
    }
    [[nodiscard]] std::string effect(const DeemEffect& node) const {
        return "deem " + in_.expr(node.path) + " from " + in_.expr(node.from);
    }

    const File& file_;
    ExpressionPrinter in_;
    std::size_t indent_ = 0;
    std::string out_;
};

}  // namespace

std::string print(const File& file, PrintTexts texts) { return Printer(file, texts).run(); }

}  // namespace onus::ast
