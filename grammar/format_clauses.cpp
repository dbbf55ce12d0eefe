// SPDX-License-Identifier: Apache-2.0

#include "grammar/format_clauses.h"

#include <algorithm>
#include <array>

namespace onus::grammar {
namespace {

constexpr auto kOutcomeWords = std::to_array<TokenKind>(
    {TokenKind::kNote, TokenKind::kWarn, TokenKind::kHold, TokenKind::kBlock});
constexpr auto kEventWords =
    std::to_array<TokenKind>({TokenKind::kEnd, TokenKind::kForced, TokenKind::kOverdue,
                              TokenKind::kViolated, TokenKind::kFulfilled});
constexpr auto kRightWords =
    std::to_array<TokenKind>({TokenKind::kPerform, TokenKind::kRead, TokenKind::kWrite});

/// Keyword and sign of a limit, indexed from `kAtMost`.
constexpr auto kLimitWords = std::to_array<TokenKind>(
    {TokenKind::kAtMost, TokenKind::kAtLeast, TokenKind::kMoreThan, TokenKind::kLessThan});
constexpr auto kLimitSigns = std::to_array<std::string_view>({"<=", ">=", ">", "<"});

template <class Enum>
constexpr std::size_t index(Enum value) {
    return static_cast<std::size_t>(value);
}

}  // namespace

struct ClauseWriter {
    const ClauseFormatter& out;
    const FormatWords& words;
    const ExpressionFormatter& in;

    [[nodiscard]] Lines line(TokenKind keyword, const std::string& content) const {
        return {words.label(keyword) + content};
    }
    [[nodiscard]] std::string word(TokenKind keyword) const { return words.word(keyword); }

    Lines operator()(const ast::CiteClause& node) const {
        return line(TokenKind::kCite, in.message(node.message));
    }
    Lines operator()(const ast::EffectiveClause& node) const {
        std::string until;
        if (node.until) {
            until = word(TokenKind::kUntil) + " " + to_string(*node.until);
        }
        std::string level;
        if (node.level) {
            level = word(TokenKind::kLevel) + " " + words.name(*node.level);
        }
        return line(TokenKind::kEffective, words.join({to_string(node.from), until, level}));
    }
    Lines operator()(const ast::WhenClause& node) const {
        return line(TokenKind::kOn, out.event(node.event));
    }
    Lines operator()(const ast::RepeatedClause& node) const {
        std::string times = in.amount(Decimal(node.count), TokenKind::kOccasions);
        std::string window = in.window(node.window);
        return line(TokenKind::kRepeated, words.join({std::move(times), std::move(window),
                                                      in.with(TokenKind::kBy, node.by)}));
    }
    Lines operator()(const ast::UnlessClause& node) const {
        return line(TokenKind::kUnless, in.expr(node.condition));
    }
    Lines operator()(const ast::RequireClause& node) const {
        return line(TokenKind::kRequire, in.expr(node.condition));
    }
    Lines operator()(const ast::ForbidClause& node) const {
        return line(TokenKind::kForbid, in.expr(node.condition));
    }
    Lines operator()(const ast::GuaranteeClause& node) const {
        return line(TokenKind::kGuarantee, in.expr(node.condition));
    }
    Lines operator()(const ast::OtherwiseClause& node) const {
        std::string decider = in.with(TokenKind::kFor, node.decider);
        std::string answer = in.with(TokenKind::kAnswerWithin, node.answer_within);
        return line(TokenKind::kOtherwise,
                    words.join({word(kOutcomeWords[index(node.level)]), std::move(decider),
                                std::move(answer), in.message(node.message)}));
    }
    Lines operator()(const ast::WithinClause& node) const {
        std::string period = in.expr(node.period);
        return line(TokenKind::kWithin,
                    words.join({std::move(period), in.with(TokenKind::kFrom, node.from)}));
    }
    Lines operator()(const ast::OwnerClause& node) const {
        return line(TokenKind::kOwner, in.expr(node.path));
    }
    Lines operator()(const ast::DelegatedClause& node) const {
        return line(TokenKind::kDelegated, in.paths(node.paths));
    }
    Lines operator()(const ast::TransferredClause& node) const {
        return line(TokenKind::kTransferred, in.paths(node.paths));
    }
    Lines operator()(const ast::OverdueClause& node) const {
        return out.effects(TokenKind::kOverdue, node.effects);
    }
    Lines operator()(const ast::ViolatedClause& node) const {
        return out.effects(TokenKind::kViolated, node.effects);
    }
    Lines operator()(const ast::FulfilledClause& node) const {
        return out.effects(TokenKind::kFulfilled, node.effects);
    }
    Lines operator()(const ast::ThenClause& node) const {
        return out.effects(TokenKind::kThen, node.effects);
    }
    Lines operator()(const ast::UntraceableClause& node) const {
        return out.effects(TokenKind::kUntraceable, node.effects);
    }
    Lines operator()(const ast::LayerClause& node) const {
        return line(TokenKind::kLevel, words.name(node.layer));
    }
    Lines operator()(const ast::CalendarClause& node) const {
        return line(TokenKind::kCalendar, words.name(node.calendar));
    }
    Lines operator()(const ast::CurrencyClause& node) const {
        return line(TokenKind::kCurrency, words.name(node.currency));
    }
    Lines operator()(const ast::UseClause& node) const {
        return line(TokenKind::kUse, words.names(node.names));
    }
    Lines operator()(const ast::CreatesClause& node) const {
        return line(TokenKind::kCreates, in.paths(node.paths));
    }
    Lines operator()(const ast::ChangesClause& node) const {
        return line(TokenKind::kChanges, in.paths(node.paths));
    }
    Lines operator()(const ast::IsClause& node) const {
        return line(TokenKind::kIs, words.name(node.action));
    }
    Lines operator()(const ast::AccordingToClause& node) const {
        std::string all;
        for (const ast::ExprId input : node.inputs) {
            all += (all.empty() ? "" : " | ") + in.expr(input);
        }
        return line(TokenKind::kAccordingTo, all);
    }
    Lines operator()(const ast::CaseClause& node) const { return out.cases({&node}); }
    Lines operator()(const ast::GrantedToClause& node) const {
        return line(TokenKind::kHolder, words.names(node.roles));
    }
    Lines operator()(const ast::MayClause& node) const {
        return line(TokenKind::kMay, out.grant(node.grant, node.condition));
    }
    Lines operator()(const ast::CannotClause& node) const {
        return line(TokenKind::kMayNot, out.grant(node.grant, node.condition));
    }
    Lines operator()(const ast::CarriesClause& node) const {
        return line(TokenKind::kCarries, words.names(node.duties));
    }
    Lines operator()(const ast::CarriesNoneClause& node) const {
        return line(TokenKind::kCarriesNone, in.message(node.reason));
    }
    Lines operator()(const ast::NeedsApprovalClause& node) const {
        std::string approvers = word(TokenKind::kBy) + " " + in.paths(node.approvers);
        std::string different = node.as_different_persons ? word(TokenKind::kAsDifferent) : "";
        std::string within = in.with(TokenKind::kWithin, node.within);
        return line(TokenKind::kNeedsApproval,
                    words.join({std::move(approvers), std::move(different), std::move(within),
                                in.message(node.message)}));
    }
    Lines operator()(const ast::BearerClause& node) const {
        return line(TokenKind::kBearer,
                    (node.every ? word(TokenKind::kEvery) + " " : "") + in.expr(node.path));
    }
    Lines operator()(const ast::BeforeClause& node) const {
        return line(TokenKind::kBefore, in.expr(node.action));
    }
    Lines operator()(const ast::MustClause& node) const {
        return line(TokenKind::kMust, out.acts(node.acts));
    }
    Lines operator()(const ast::MustNotClause& node) const {
        return line(TokenKind::kMustNot, out.acts(node.acts));
    }
    Lines operator()(const ast::UntilClause& node) const {
        return line(TokenKind::kUntil, in.expr(node.moment));
    }
    Lines operator()(const ast::RemindClause& node) const {
        std::string all;
        for (const Decimal& percent : node.percents) {
            all += all.empty() ? "" : words.list_comma();
            all += in.percent(percent);
        }
        std::string also = node.also.empty()
                               ? std::string()
                               : word(TokenKind::kAndNotify) + " " + in.paths(node.also);
        return line(TokenKind::kRemind, words.join({std::move(all), std::move(also)}));
    }
    Lines operator()(const ast::SuspendedClause& node) const {
        std::string from = in.with(TokenKind::kFrom, node.from);
        return line(TokenKind::kSuspended,
                    words.join({std::move(from), in.with(TokenKind::kUntil, node.until)}));
    }
    Lines operator()(const ast::ExtendedClause& node) const {
        std::string period = in.expr(node.period);
        return line(TokenKind::kExtended,
                    words.join({std::move(period), in.with(TokenKind::kOn, node.when)}));
    }
    Lines operator()(const ast::CancelledClause& node) const {
        return line(TokenKind::kCancelled, word(TokenKind::kOn) + " " + out.event(node.event));
    }
    Lines operator()(const ast::ExcusedClause& node) const {
        return line(TokenKind::kExcused, in.with(TokenKind::kBy, node.by));
    }
    Lines operator()(const ast::AbsenceClause& node) const {
        return line(TokenKind::kAbsent, node.stand_in == ast::kNoExpr ? word(TokenKind::kSuspended)
                                                                      : in.expr(node.stand_in));
    }
    Lines operator()(const ast::AfterClause& node) const {
        std::string all;
        for (const ast::Predecessor& one : node.predecessors) {
            all += std::string(all.empty() ? "" : words.list_comma()) +
                   words.join({words.name(one.step), in.with(TokenKind::kIf, one.condition)});
        }
        return line(TokenKind::kAfter, all);
    }
    Lines operator()(const ast::ReturnsClause& node) const {
        std::string most =
            word(TokenKind::kAtMost) + " " + in.amount(Decimal(node.count), TokenKind::kOccasions);
        return line(TokenKind::kReturnsTo, words.join({words.name(node.step), std::move(most),
                                                       in.with(TokenKind::kIf, node.condition)}));
    }
    Lines operator()(const ast::HandedClause& node) const {
        std::string to = in.expr(node.to);
        return line(TokenKind::kHandedTo,
                    words.join({std::move(to), in.with(TokenKind::kWithin, node.within)}));
    }
    Lines operator()(const ast::RunClause& node) const {
        return line(TokenKind::kRun, words.name(node.process));
    }
    Lines operator()(const ast::TraceClause& node) const {
        std::string subject = in.expr(node.subject);
        return line(TokenKind::kTrace,
                    words.join({std::move(subject),
                                word(TokenKind::kThrough) + " " + in.paths(node.actions)}));
    }
    Lines operator()(const ast::ShareClause& node) const {
        const std::string label = words.label(TokenKind::kShare);
        Lines lines = {label + in.percent(node.percent) + " " + in.with(TokenKind::kBy, node.by)};
        if (node.except_if != ast::kNoExpr) {
            std::string condition = in.with(TokenKind::kIf, node.except_if);
            lines.push_back(
                std::string(width_of(label), ' ') +
                words.join({word(TokenKind::kExcept), std::move(condition), word(TokenKind::kThen),
                            in.with(TokenKind::kBy, node.except_by)}));
        }
        return lines;
    }
    Lines operator()(const ast::GivenIsClause& node) const {
        std::string path = in.expr(node.path);
        return line(TokenKind::kGiven, words.join({std::move(path), word(TokenKind::kIs)}) + " " +
                                           in.expr(node.value));
    }
    Lines operator()(const ast::GivenDoneClause& node) const {
        std::string action = in.with(TokenKind::kDone, node.action);
        std::string by = in.with(TokenKind::kBy, node.by);
        return line(TokenKind::kGiven, words.join({std::move(action), std::move(by),
                                                   word(TokenKind::kAt), in.timestamp(node.at)}));
    }
    Lines operator()(const ast::PerformClause& node) const {
        std::string actor = in.expr(node.actor);
        const TokenKind verb = node.forces ? TokenKind::kForces : TokenKind::kPerform;
        // "li performs …", but "may perform …".
        std::string verb_word(
            words.english() && !node.forces
                ? spellings(verb, Language::kEnglish)[1]
                : spelling(verb, words.english() ? Language::kEnglish : Language::kChinese));
        std::string action = in.expr(node.action);
        std::string reason = node.reason ? in.text(*node.reason) : "";
        return line(TokenKind::kOn, words.join({std::move(actor), std::move(verb_word),
                                                words.join({std::move(action), std::move(reason)}),
                                                word(TokenKind::kAt), in.timestamp(node.at)}));
    }
    Lines operator()(const ast::AtClause& node) const {
        return line(TokenKind::kAt, in.timestamp(node.at));
    }
    Lines operator()(const ast::ExpectClause& node) const {
        return line(TokenKind::kExpect, out.expected(node));
    }
};

Lines ClauseFormatter::lines(const ast::Clause& clause) const {
    return std::visit(ClauseWriter{*this, words_, in_}, clause.node);
}

Lines ClauseFormatter::effects(TokenKind keyword, const std::vector<ast::Effect>& effects) const {
    const std::string label = words_.label(keyword);
    Lines lines;
    for (const ast::Effect& one : effects) {
        lines.push_back((lines.empty() ? label : std::string(width_of(label), ' ')) + effect(one));
    }
    return lines;
}

std::string ClauseFormatter::effect(const ast::Effect& effect) const {
    if (const auto* log = std::get_if<ast::LogEffect>(&effect.node)) {
        std::string name = words_.word(TokenKind::kLog) + " " + words_.name(log->name);
        std::string against = in_.with(TokenKind::kAgainst, log->against);
        std::string points;
        if (log->points) {
            const bool minus = *log->points < Decimal(0);
            const Decimal size = minus ? Decimal::from_units(-log->points->units()) : *log->points;
            points = (minus ? "-" : "+") + in_.amount(size, TokenKind::kPoints);
        }
        return words_.join(
            {std::move(name), std::move(against), std::move(points), in_.message(log->message)});
    }
    if (const auto* notify = std::get_if<ast::NotifyEffect>(&effect.node)) {
        std::string paths = words_.word(TokenKind::kNotify) + " " + in_.paths(notify->paths);
        std::string level;
        if (notify->level) {
            level = words_.word(TokenKind::kLevel) + " " + words_.name(*notify->level);
        }
        return words_.join({std::move(paths), std::move(level), in_.message(notify->message)});
    }
    if (const auto* escalate = std::get_if<ast::EscalateEffect>(&effect.node)) {
        std::string path = in_.with(TokenKind::kEscalate, escalate->path);
        return words_.join(
            {std::move(path), in_.with(TokenKind::kAnswerWithin, escalate->answer_within)});
    }
    const auto& deem = std::get<ast::DeemEffect>(effect.node);
    std::string path = in_.with(TokenKind::kDeem, deem.path);
    return words_.join({std::move(path), in_.with(TokenKind::kFrom, deem.from)});
}

std::string ClauseFormatter::event(const ast::EventPattern& event) const {
    std::string what;
    if (event.clock) {
        what = clock(*event.clock);
    } else {
        const TokenKind qualifier = kEventWords[index(event.qualifier)];
        what = (is_keyword(qualifier) ? words_.word(qualifier) + " " : "") + in_.expr(event.path);
    }
    return words_.join({std::move(what), in_.with(TokenKind::kIf, event.condition)});
}

std::string ClauseFormatter::clock(const ast::Clock& clock) const {
    std::string every;
    switch (clock.every) {
        case ast::Clock::Every::kWeek:
            every = words_.word(TokenKind::kEveryWeek) + " " + words_.name(*clock.weekday);
            break;
        case ast::Clock::Every::kMonth:
            every = words_.word(TokenKind::kEveryMonth) + " " +
                    std::to_string(clock.day_of_month.value_or(1));
            break;
        default:
            every = words_.word(TokenKind::kEveryDay);
            break;
    }
    return every + " " + words_.word(TokenKind::kAt) + " " + to_string(clock.time);
}

std::string ClauseFormatter::acts(const std::vector<ast::Act>& acts) const {
    std::vector<std::string> parts;
    for (const ast::Act& act : acts) {
        if (!parts.empty()) {
            parts.push_back(words_.word(TokenKind::kOr));
        }
        std::string call = words_.name(act.action);
        call += act.has_arguments ? in_.arguments(act.arguments) : "";
        std::string where = in_.where(act.where);
        parts.push_back(words_.join({std::move(call), std::move(where), in_.window(act.window)}));
    }
    return words_.join(parts);
}

std::string ClauseFormatter::grant(const ast::Grant& grant, ast::ExprId condition) const {
    std::string what = words_.word(kRightWords[index(grant.right)]) + " " +
                       (grant.right == ast::Right::kPerform ? words_.names(grant.actions)
                                                            : in_.paths(grant.paths));
    return words_.join({std::move(what), in_.with(TokenKind::kIf, condition)});
}

std::string ClauseFormatter::cell(const ast::Cell& cell) const {
    if (cell.any) {
        return words_.word(TokenKind::kAny);
    }
    std::vector<std::string> parts;
    for (const ast::CellLimit& limit : cell.limits) {
        if (!parts.empty()) {
            parts.push_back(words_.word(TokenKind::kAnd));
        }
        const std::size_t op = index(limit.op) - index(ast::BinaryOperator::kAtMost);
        parts.push_back(limit.symbolic ? std::string(kLimitSigns[op])
                                       : words_.word(kLimitWords[op]));
        parts.push_back(in_.expr(limit.value));
    }
    for (const ast::ExprId value : cell.values) {
        if (!parts.empty()) {
            parts.push_back(words_.word(TokenKind::kOr));
        }
        parts.push_back(in_.expr(value));
    }
    return words_.join(parts);
}

Lines ClauseFormatter::cases(const std::vector<const ast::CaseClause*>& cases) const {
    struct Row {
        std::vector<std::string> cells;
        std::vector<std::string> results;
    };
    std::vector<Row> rows;
    std::vector<std::size_t> cell_widths;
    std::vector<std::size_t> result_widths;
    const auto widen = [](std::vector<std::size_t>& widths, const std::vector<std::string>& row) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], width_of(row[i]));
        }
    };
    for (const ast::CaseClause* one : cases) {
        Row row;
        for (const ast::Cell& c : one->cells) {
            row.cells.push_back(cell(c));
        }
        for (const ast::ExprId result : one->results) {
            row.results.push_back(in_.expr(result));
        }
        widen(cell_widths, row.cells);
        widen(result_widths, row.results);
        rows.push_back(std::move(row));
    }
    Lines lines;
    for (const Row& row : rows) {
        std::string line = words_.label(TokenKind::kCase);
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            line += (i == 0 ? "" : " | ") + padded(row.cells[i], cell_widths[i]);
        }
        line += " " + words_.word(TokenKind::kThen) + " ";
        for (std::size_t i = 0; i < row.results.size(); ++i) {
            const bool last = i + 1 == row.results.size();
            line += (i == 0 ? "" : " | ");
            line += last ? row.results[i] : padded(row.results[i], result_widths[i]);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::string ClauseFormatter::expected(const ast::ExpectClause& expect) const {
    const std::string negation = expect.negated ? words_.word(TokenKind::kNot) + " " : "";
    if (const auto* outcome = std::get_if<ast::ExpectedOutcome>(&expect.expected)) {
        return negation + words_.word(kOutcomeWords[index(outcome->level)]) + " " +
               in_.with(TokenKind::kFrom, outcome->from);
    }
    if (const auto* log = std::get_if<ast::ExpectedLog>(&expect.expected)) {
        const std::string name = words_.word(TokenKind::kLog) + " " + words_.name(log->name);
        return negation + name + " " + in_.with(TokenKind::kAgainst, log->against);
    }
    if (const auto* share = std::get_if<ast::ExpectedShare>(&expect.expected)) {
        return negation + words_.word(TokenKind::kShare) + " " + in_.percent(share->percent) + " " +
               in_.with(TokenKind::kBy, share->by);
    }
    if (const auto* notice = std::get_if<ast::ExpectedNotice>(&expect.expected)) {
        return negation + in_.with(TokenKind::kNotify, notice->to);
    }
    return negation + in_.expr(std::get<ast::ExprId>(expect.expected));
}

}  // namespace onus::grammar
