// SPDX-License-Identifier: Apache-2.0

#include "engine/testing/test_runner.h"

#include <algorithm>
#include <set>

#include "engine/compile/plain_words.h"
#include "engine/ledger/memory_store.h"
#include "engine/run/render.h"
#include "engine/testing/chart.h"
#include "engine/testing/coverage.h"
#include "engine/testing/happened.h"
#include "engine/testing/link_tests.h"

namespace onus::engine {
namespace {

/// One test on a ledger of its own.
class Runner {
  public:
    Runner(const TestWorld& world, const Prepared& prepared, const model::Test& test)
        : world_(world),
          prepared_(prepared),
          model_(prepared.model()),
          test_(test),
          rulebook_(prepared.model().rulebooks[test.heading.rulebook]) {}

    TestResult run();

    /// Everything that was answered, in order.
    [[nodiscard]] const std::vector<Reply>& replies() const { return replies_; }

  private:
    [[nodiscard]] const Session& session() const { return *bench_->session; }
    [[nodiscard]] Session& session() { return *bench_->session; }

    // ---- before the first command
    [[nodiscard]] Status open();
    [[nodiscard]] Status publish();
    [[nodiscard]] OrganisationData organisation();
    [[nodiscard]] std::optional<Instant> first_time() const;
    [[nodiscard]] Instant instant_of(const model::TestTime& time) const;

    // ---- steps
    void step(const model::TestStep& step);
    void operator_clock(const model::TestClock& clock, Span span);
    void command(const model::TestCommand& command, Span span);
    [[nodiscard]] CommandBody body_of(const model::TestCommand& command);
    [[nodiscard]] Data payload_of(const model::TestCommand& command);
    [[nodiscard]] Data data_at(model::ExprId id);
    [[nodiscard]] MatterName matter_of(const model::TestCommand& command);
    [[nodiscard]] std::uint64_t held_attempt_of(const model::TestCommand& command) const;
    [[nodiscard]] bool is_known(const model::RecordExpr& record);

    // ---- expectations
    void expect(const model::TestExpectation& expectation, Span span);
    [[nodiscard]] bool holds(const model::TestFinding& finding);
    [[nodiscard]] bool holds(const model::TestLog& log);
    [[nodiscard]] bool holds(const model::TestShare& share);
    [[nodiscard]] bool holds(const model::TestNotice& notice);
    [[nodiscard]] bool holds(const model::TestCondition& condition);

    [[nodiscard]] Stored value(model::ExprId id, std::vector<Reason>* reasons = nullptr) const;
    [[nodiscard]] std::string key_at(model::ExprId id);
    [[nodiscard]] bool is_person(model::ExprId id, const std::string& person) const;
    void keep(std::vector<Reply> replies);
    void fail(Span span, std::optional<Diagnostic> reason);

    const TestWorld& world_;
    const Prepared& prepared_;
    const model::Model& model_;
    const model::Test& test_;
    const model::Rulebook& rulebook_;
    std::shared_ptr<TestBench> bench_ = std::make_shared<TestBench>();
    TestResult result_;
    std::vector<Reply> replies_;
    std::optional<std::size_t> last_;  ///< place in `replies_` of the last command's
    std::vector<Reason> comparisons_;
    Instant now_;
    std::uint32_t command_count_ = 0;
};

Instant Runner::instant_of(const model::TestTime& time) const {
    if (time.offset_minutes) {
        return to_instant(time.local, *time.offset_minutes);
    }
    for (const CalendarData& calendar : world_.calendars) {
        if (calendar.id == rulebook_.calendar) {
            return to_instant(calendar.transitions, time.local);
        }
    }
    return to_instant(time.local, 0);
}

std::optional<Instant> Runner::first_time() const {
    std::optional<Instant> first;
    for (const model::TestStep& step : test_.steps) {
        std::optional<Instant> at;
        if (const auto* command = std::get_if<model::TestCommand>(&step.node)) {
            at = instant_of(command->at);
        } else if (const auto* clock = std::get_if<model::TestClock>(&step.node)) {
            at = instant_of(clock->at);
        }
        if (at && (!first || *at < *first)) {
            first = at;
        }
    }
    return first;
}

OrganisationData Runner::organisation() {
    TestChart chart =
        world_.organisation ? TestChart(*world_.organisation) : TestChart::invent(model_, test_);
    const CivilDate today = to_local(now_, 0).date;
    for (const model::TestStep& step : test_.steps) {
        if (const auto* role = std::get_if<model::TestRole>(&step.node)) {
            chart.give_role(role->person, role->role);
        } else if (const auto* given = std::get_if<model::TestAttribute>(&step.node)) {
            chart.give_attribute(given->person, given->attribute, value(given->value), today);
        }
    }
    return chart.data();
}

Status Runner::open() {
    bench_->store = std::make_unique<MemoryStore>();
    SessionOptions options;
    options.link = false;
    Result<std::unique_ptr<Session>> session = Session::open(*bench_->store, std::move(options));
    if (!session) {
        return tl::make_unexpected(session.error());
    }
    bench_->session = std::move(*session);
    return {};
}

Status Runner::publish() {
    for (const CalendarData& calendar : world_.calendars) {
        if (const auto reply = session().publish(calendar, now_); !reply) {
            return tl::make_unexpected(reply.error());
        }
    }
    if (const auto reply = session().publish(organisation(), now_); !reply) {
        return tl::make_unexpected(reply.error());
    }
    Diagnostics diagnostics;
    if (const auto reply = session().publish(world_.rulebooks, now_, &diagnostics); !reply) {
        return tl::make_unexpected(has_errors(diagnostics) ? diagnostics.front() : reply.error());
    }
    return {};
}

Stored Runner::value(model::ExprId id, std::vector<Reason>* reasons) const {
    Context context;
    context.at = now_;
    context.now = now_;
    context.as_of = now_;
    context.calendar = session().world().calendar(rulebook_.calendar);
    context.attempt = session().state().header.attempt_count;
    return prepared_.value(id, session().world(), session().state(), context, reasons);
}

std::string Runner::key_at(model::ExprId id) {
    if (const model::RecordExpr* record = prepared_.record(id)) {
        const std::uint32_t key = model_.records[record->record].key_field;
        for (const auto& [field, field_value] : record->fields) {
            if (field == key) {
                return data_of(value(field_value)).text;
            }
        }
    }
    return data_of(value(id)).text;
}

bool Runner::is_person(model::ExprId id, const std::string& person) const {
    const Stored found = value(id);
    if (found.kind == ValueKind::kRole) {
        const Organisation* chart = session().world().organisation_at(now_);
        const auto index = chart == nullptr ? std::nullopt : chart->find_person(person);
        return index && chart->has_role(*index, found.text, now_);
    }
    return found.text == person ||
           std::any_of(found.items.begin(), found.items.end(),
                       [&](const Stored& item) { return item.text == person; });
}

bool Runner::is_known(const model::RecordExpr& record) {
    const model::Record& type = model_.records[record.record];
    for (const auto& [field, field_value] : record.fields) {
        if (field == type.key_field) {
            return session().state().records.find(
                       joined_key(type.id, data_of(value(field_value)).text)) != nullptr;
        }
    }
    return false;
}

Data Runner::data_at(model::ExprId id) {
    const model::RecordExpr* record = prepared_.record(id);
    if (record == nullptr) {
        return data_of(value(id));
    }
    Data object = object_data();
    for (const auto& [field, field_value] : record->fields) {
        set_member(object, model_.fields[field].name, data_at(field_value));
    }
    return object;
}

/// What an action writes is sent whole; a record that it only speaks of is named by its key, once
/// it is known.
Data Runner::payload_of(const model::TestCommand& command) {
    Data payload = object_data();
    const model::Action& action = model_.actions[command.action];
    for (const auto& [parameter, argument] : command.arguments) {
        const model::RecordExpr* record = prepared_.record(argument);
        const auto index = parameter;
        const bool writes =
            std::find(action.creates.begin(), action.creates.end(), index) !=
                action.creates.end() ||
            std::any_of(action.changes.begin(), action.changes.end(),
                        [&](const auto& change) { return change.parameter == index; });
        const bool by_key = record != nullptr && !writes && is_known(*record);
        set_member(payload, action.parameters[parameter].name,
                   by_key ? text_data(key_at(argument)) : data_at(argument));
    }
    return payload;
}

/// A duty is named by its id; a rule or an action by the open matter that it led to.
MatterName Runner::matter_of(const model::TestCommand& command) {
    MatterName name;
    if (command.subject != model::kNone) {
        name.subject = key_at(command.subject);
    }
    if (command.target.kind == model::TestTarget::Kind::kDuty) {
        name.duty = command.target.id;
        return name;
    }
    for (const std::uint64_t number : session().state().open_matters()) {
        const MatterRow* matter = session().state().matter(number);
        const AttemptRow* attempt =
            matter == nullptr ? nullptr : session().state().attempt(matter->opened.attempt);
        const bool meant = matter != nullptr &&
                           (command.target.kind == model::TestTarget::Kind::kNothing ||
                            matter->opened.declaration == command.target.id ||
                            (attempt != nullptr && attempt->judged.action == command.target.id));
        if (meant && (name.number == 0 || matter->decider == command.actor)) {
            name.number = number;
        }
    }
    if (name.number == 0) {
        name.duty = command.target.id;
    }
    return name;
}

std::uint64_t Runner::held_attempt_of(const model::TestCommand& command) const {
    const std::string& action = model_.actions[command.action].heading.id;
    for (std::uint64_t number = session().state().header.attempt_count; number > 0; --number) {
        const AttemptRow* attempt = session().state().attempt(number);
        if (attempt != nullptr && attempt->judged.status == AttemptStatus::kHeld &&
            attempt->judged.action == action && attempt->judged.actor == command.actor) {
            return number;
        }
    }
    return 0;
}

CommandBody Runner::body_of(const model::TestCommand& command) {
    using Kind = model::TestCommand::Kind;
    const std::string action =
        command.action == model::kNone ? "" : model_.actions[command.action].heading.id;
    switch (command.kind) {
        case Kind::kSubmit:
            return Submit{action, payload_of(command), false, {}, {}, 0};
        case Kind::kForce:
            return Submit{action, payload_of(command), true, command.reason, {}, 0};
        case Kind::kObserve:
            return Observe{action, payload_of(command), {}, 0};
        case Kind::kDecide:
            return Decide{matter_of(command), static_cast<Decision>(command.decision),
                          command.reason};
        case Kind::kClaim:
            return Claim{matter_of(command)};
        case Kind::kDelegate: {
            std::optional<Instant> until;
            if (command.until != model::kNone) {
                const Stored moment = value(command.until);
                const auto whole = static_cast<std::int64_t>(moment.number.units());
                until = moment.kind == ValueKind::kDate
                            ? instant_of({{CivilDate{static_cast<std::int32_t>(whole)}, {}}, {}})
                            : Instant{whole};
            }
            return Delegate{matter_of(command), command.to, until};
        }
        case Kind::kTransfer:
            return Transfer{matter_of(command), command.to, command.reason};
        case Kind::kWithdraw:
            return Withdraw{held_attempt_of(command), {}};
    }
    return Tick{};
}

void Runner::keep(std::vector<Reply> replies) {
    for (Reply& reply : replies) {
        replies_.push_back(std::move(reply));
    }
}

void Runner::fail(Span span, std::optional<Diagnostic> reason) {
    TestFailure failure;
    failure.source_name = rulebook_.source_name;
    failure.span = span;
    failure.reason = std::move(reason);
    if (last_) {
        failure.reply = replies_[*last_];
    }
    failure.comparisons = comparisons_;
    failure.program = prepared_.program();
    result_.failures.push_back(std::move(failure));
}

void Runner::command(const model::TestCommand& command, Span span) {
    Command sent;
    sent.id = "test-" + std::to_string(++command_count_);
    sent.source = "test";
    sent.actor = command.actor;
    sent.at = instant_of(command.at);
    sent.received = std::max(sent.at, now_);
    now_ = sent.received;
    // What is due by then comes first, so that the command finds its duties and matters.
    Result<std::vector<Reply>> fired = session().advance(now_);
    if (!fired) {
        return fail(span, fired.error());
    }
    keep(std::move(*fired));
    sent.body = body_of(command);
    std::vector<Reply> late;
    Result<Reply> reply = session().execute(std::move(sent), &late);
    keep(std::move(late));
    if (!reply) {
        return fail(span, reply.error());
    }
    replies_.push_back(std::move(*reply));
    last_ = replies_.size() - 1;
    for (const Event& event : replies_.back().events) {
        if (std::holds_alternative<Declined>(event)) {
            fail(span, std::nullopt);
        }
    }
}

void Runner::operator_clock(const model::TestClock& clock, Span span) {
    now_ = std::max(instant_of(clock.at), now_);
    Result<std::vector<Reply>> fired = session().advance(now_);
    if (!fired) {
        return fail(span, fired.error());
    }
    keep(std::move(*fired));
}

bool Runner::holds(const model::TestFinding& expected) {
    const bool any = expected.from.kind == model::TestTarget::Kind::kNothing ||
                     expected.from.kind == model::TestTarget::Kind::kAction;
    return last_ && has_finding(replies_[*last_], level_of(expected.level),
                                any ? std::string() : expected.from.id);
}

bool Runner::holds(const model::TestLog& expected) {
    const std::vector<const Logged*> logs = standing_logs(replies_, expected.name);
    return std::any_of(logs.begin(), logs.end(), [&](const Logged* logged) {
        return expected.against == model::kNone || is_person(expected.against, logged->person);
    });
}

/// The latest proposal counts.
bool Runner::holds(const model::TestShare& expected) {
    const LiabilityProposed* const latest = latest_proposal(replies_);
    return latest != nullptr && std::any_of(latest->shares.begin(), latest->shares.end(),
                                            [&](const AssignedShare& share) {
                                                return share.percent == expected.percent &&
                                                       is_person(expected.by, share.person);
                                            });
}

bool Runner::holds(const model::TestNotice& expected) {
    for (const Reply& reply : replies_) {
        for (const Event& event : reply.events) {
            const auto* notified = std::get_if<Notified>(&event);
            if (notified != nullptr && is_person(expected.to, notified->person)) {
                return true;
            }
        }
    }
    return false;
}

bool Runner::holds(const model::TestCondition& expected) {
    const Stored found = value(expected.condition, &comparisons_);
    return found.kind == ValueKind::kYesNo && found.number != Decimal();
}

void Runner::expect(const model::TestExpectation& expectation, Span span) {
    comparisons_.clear();
    const bool met =
        std::visit([this](const auto& expected) { return holds(expected); }, expectation.expected);
    if (met == expectation.negated) {
        fail(span, std::nullopt);
    }
    comparisons_.clear();
}

void Runner::step(const model::TestStep& step) {
    if (const auto* sent = std::get_if<model::TestCommand>(&step.node)) {
        command(*sent, step.span);
    } else if (const auto* clock = std::get_if<model::TestClock>(&step.node)) {
        operator_clock(*clock, step.span);
    } else if (const auto* expectation = std::get_if<model::TestExpectation>(&step.node)) {
        expect(*expectation, step.span);
    }
}

TestResult Runner::run() {
    result_.rulebook = rulebook_.name;
    result_.name = name_of(test_);
    result_.bench = bench_;
    now_ = first_time().value_or(Instant{});
    Status ready = open();
    if (ready) {
        ready = publish();
    }
    if (!ready) {
        fail(test_.heading.span, ready.error());
        return std::move(result_);
    }
    for (const model::TestStep& each : test_.steps) {
        step(each);
    }
    return std::move(result_);
}

}  // namespace

TestRun run_tests(const TestWorld& world, const std::function<bool(const Bilingual&)>& wanted,
                  const std::function<void(const TestResult&)>& done) {
    TestRun run;
    const std::optional<Prepared> prepared = Prepared::make(world.rulebooks, run.diagnostics);
    if (!prepared) {
        return run;
    }
    std::set<std::string> own;
    for (std::size_t i = 0; i < world.rulebooks.rulebooks.size() && i < world.own_rulebooks; ++i) {
        own.insert(world.rulebooks.rulebooks[i].source_name);
    }
    link_tests(world, *prepared, own, run.diagnostics);
    if (has_errors(run.diagnostics)) {
        return run;
    }
    Coverage coverage;
    for (const model::Test& test : prepared->model().tests) {
        const model::Rulebook& rulebook = prepared->model().rulebooks[test.heading.rulebook];
        if (!own.contains(rulebook.source_name) || (wanted && !wanted(name_of(test)))) {
            continue;
        }
        Runner runner(world, *prepared, test);
        run.results.push_back(runner.run());
        coverage.see(runner.replies());
        if (done) {
            done(run.results.back());
        }
    }
    run.coverage = coverage.of(prepared->model(), own);
    return run;
}

}  // namespace onus::engine
