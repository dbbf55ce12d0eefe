// SPDX-License-Identifier: Apache-2.0
//
// Plays a scenario: each beat with what the trainer says, what happened, and whether it was
// expected.

#include <algorithm>
#include <istream>
#include <optional>
#include <ostream>
#include <string>

#include "adapters/app/process_runs.h"
#include "adapters/app/scenario.h"
#include "adapters/cli/commands.h"
#include "adapters/cli/opened.h"
#include "adapters/json/event_json.h"
#include "adapters/text/process_report.h"

namespace onus::adapters {
namespace {

class Player {
  public:
    Player(const Console& console, Opened& opened, const Source& source)
        : console_(console), opened_(opened), source_(source) {}

    [[nodiscard]] Exit play(const Scenario& scenario, bool step_by_step);

  private:
    /// "[rule] ", "【制度】"; nothing for a step that goes on with the part before it.
    [[nodiscard]] std::string_view heading(Beat beat) const;
    [[nodiscard]] std::string_view in(const engine::Bilingual& text) const {
        return console_.say(text.en, text.zh);
    }

    /// Everything that the step brought about: of the timers, then of the command.
    [[nodiscard]] Result<std::vector<engine::Reply>> carry_out(const ScenarioStep& step) const;
    void show(const std::vector<engine::Reply>& replies) const;
    /// Why the run is late that the expectation names, shown as `onus process why-late` does.
    [[nodiscard]] std::optional<engine::Delay> delay_for(const Expectation& expectation,
                                                         Instant at);
    void check(const ScenarioStep& step, const std::vector<engine::Reply>& replies);
    [[nodiscard]] Exit summary() const;

    const Console& console_;
    Opened& opened_;
    const Source& source_;
    std::uint32_t met_ = 0;
    std::uint32_t failed_ = 0;
    std::string told_of_;  ///< the run whose delay the step has shown
};

Result<std::vector<engine::Reply>> Player::carry_out(const ScenarioStep& step) const {
    Workspace& workspace = *opened_.workspace;
    if (!step.command) {
        return workspace.session().advance(step.at);
    }
    std::vector<engine::Reply> replies;
    Result<engine::Reply> reply = workspace.execute(*step.command, &replies);
    if (!reply) {
        return tl::make_unexpected(reply.error());
    }
    replies.push_back(std::move(*reply));
    return replies;
}

std::string_view Player::heading(Beat beat) const {
    switch (beat) {
        case Beat::kNone:
            return {};
        case Beat::kPain:
            return console_.say("[pain] ", "【痛点】");
        case Beat::kRule:
            return console_.say("[rule] ", "【制度】");
        case Beat::kAction:
            return console_.say("[action] ", "【行为】");
        case Beat::kFinding:
            return console_.say("[finding] ", "【认定】");
        case Beat::kReport:
            return console_.say("[report] ", "【报告】");
    }
    return {};
}

void Player::show(const std::vector<engine::Reply>& replies) const {
    for (const engine::Reply& reply : replies) {
        opened_.say(console_, reply);
    }
}

std::optional<engine::Delay> Player::delay_for(const Expectation& expectation, Instant at) {
    const auto detail = [&](const char* name) {
        const auto found = expectation.details.find(name);
        return found == expectation.details.end() ? std::string() : found->second;
    };
    const auto run = find_run(*opened_.workspace, detail("of"), detail("key"));
    if (!run) {
        Diagnostic diagnostic = run.error();
        diagnostic.source_name = source_.name;
        diagnostic.span = expectation.span;
        console_.report({diagnostic}, {source_});
        return std::nullopt;
    }
    auto delay = delay_at(opened_.workspace->session(), **run, at);
    const std::string about = detail("of") + " " + detail("key");
    if (delay && !console_.json && told_of_ != about) {
        const Narrator narrator = opened_.narrator(console_);
        console_.out << ProcessReport(narrator).why_late(*delay);
        told_of_ = about;
    }
    return delay;
}

void Player::check(const ScenarioStep& step, const std::vector<engine::Reply>& replies) {
    const engine::Session& session = opened_.workspace->session();
    StepOutcome outcome;
    outcome.replies = &replies;
    outcome.state = &session.state();
    outcome.program = session.world().program_at(step.at);
    outcome.zone = opened_.workspace->command_options().zone;
    told_of_.clear();
    for (const Expectation& expectation : step.expected) {
        const auto delay = expectation.kind == "delay" ? delay_for(expectation, step.at)
                                                       : std::optional<engine::Delay>();
        outcome.delay = delay ? &*delay : nullptr;
        if (is_met(expectation, outcome)) {
            ++met_;
            if (!console_.json) {
                console_.out << "  ✓ " << to_string(expectation) << '\n';
            }
            continue;
        }
        ++failed_;
        const std::uint32_t line = locate(source_.text, expectation.span.begin).line;
        std::ostream& out = console_.json ? console_.err : console_.out;
        out << "  ✗ " << console_.say("not as expected: ", "与预期不符：") << to_string(expectation)
            << "  " << source_.name << ":" << line << '\n';
    }
}

Exit Player::summary() const {
    if (console_.json) {
        engine::Data object = engine::object_data();
        engine::set_member(object, "met", engine::number_data(std::to_string(met_)));
        engine::set_member(object, "failed", engine::number_data(std::to_string(failed_)));
        console_.print(object);
    } else if (console_.language == Language::kEnglish) {
        console_.out << met_ << (met_ == 1 ? " expectation met, " : " expectations met, ")
                     << failed_ << " failed\n";
    } else {
        console_.out << met_ << "项预期实现，" << failed_ << "项未实现\n";
    }
    return failed_ == 0 ? Exit::kEffective : Exit::kTestsFailed;
}

Exit Player::play(const Scenario& scenario, bool step_by_step) {
    if (!console_.json && !in(scenario.title).empty()) {
        console_.out << "══ " << in(scenario.title) << " ══\n";
        if (!in(scenario.about).empty()) {
            console_.out << in(scenario.about) << '\n';
        }
    }
    std::size_t number = 0;
    for (const ScenarioStep& step : scenario.steps) {
        ++number;
        if (!console_.json) {
            console_.out << '\n' << number << ". " << heading(step.beat) << in(step.say) << '\n';
        }
        const Result<std::vector<engine::Reply>> replies = carry_out(step);
        if (!replies) {
            Diagnostic diagnostic = replies.error();
            diagnostic.source_name = source_.name;
            diagnostic.span = step.span;
            return console_.fail(diagnostic, {source_});
        }
        show(*replies);
        check(step, *replies);
        if (step_by_step && !console_.json) {
            console_.out << console_.say("— Enter —", "——回车继续——") << std::flush;
            std::string line;
            std::getline(console_.in, line);
        }
    }
    if (!console_.json) {
        console_.out << '\n';
    }
    return summary();
}

}  // namespace

Exit run_play(const Console& console, const Arguments& arguments) {
    const std::string& file = arguments.words.front();
    Result<std::string> text = policies::read_file(file, policies::ReadLimits{}.bytes_max);
    if (!text) {
        return console.fail(text.error());
    }
    const Source source{file, std::move(*text)};
    Opened opened = open_workspace(
        console, arguments, arguments.value("ledger") ? LedgerUse::kWrite : LedgerUse::kMemory);
    if (opened.workspace == nullptr) {
        return opened.exit;
    }
    const auto reading = read_scenario(source, opened.workspace->command_options());
    console.report(reading.diagnostics, {source});
    if (!reading.value) {
        return Exit::kUsage;
    }
    if (!reading.value->steps.empty() &&
        !opened.publish(console, reading.value->steps.front().at)) {
        return opened.exit;
    }
    return Player(console, opened, source).play(*reading.value, arguments.has("step"));
}

}  // namespace onus::adapters
