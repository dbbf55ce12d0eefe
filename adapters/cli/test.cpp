// SPDX-License-Identifier: Apache-2.0
//
// Runs the tests of the workspace's rulebooks. One that fails shows what happened instead.

#include <algorithm>
#include <ostream>

#include "adapters/cli/commands.h"
#include "adapters/cli/opened.h"
#include "adapters/json/event_json.h"
#include "adapters/text/narrator.h"
#include "engine/testing/test_runner.h"
#include "grammar/base/diagnostic_text.h"

namespace onus::adapters {
namespace {

class TestReport {
  public:
    TestReport(const Console& console, const std::vector<Source>& sources)
        : console_(console), sources_(sources) {}

    void say(const engine::TestResult& result);
    /// `coverage`: null if only some tests were run.
    [[nodiscard]] Exit summary(std::size_t total, const engine::TestCoverage* coverage) const;

  private:
    [[nodiscard]] const Source* source(std::string_view name) const;
    void say_failure(const engine::TestFailure& failure, const engine::TestBench& bench) const;
    void say_json(const engine::TestResult& result) const;
    void say_coverage(const engine::TestCoverage& coverage) const;

    const Console& console_;
    const std::vector<Source>& sources_;
    std::size_t failed_ = 0;
};

const Source* TestReport::source(std::string_view name) const {
    const auto found = std::find_if(sources_.begin(), sources_.end(),
                                    [&](const Source& each) { return each.name == name; });
    return found == sources_.end() ? nullptr : &*found;
}

/// The line of the step, then what was found in its place.
void TestReport::say_failure(const engine::TestFailure& failure,
                             const engine::TestBench& bench) const {
    std::ostream& out = console_.out;
    out << "    " << failure.source_name;
    if (const Source* const text = source(failure.source_name)) {
        std::string line(line_at(text->text, failure.span.begin));
        line.erase(0, std::min(line.find_first_not_of(" \t"), line.size()));
        out << ":" << locate(text->text, failure.span.begin).line << "  " << line;
    }
    out << '\n';
    if (failure.reason) {
        out << "    " << message_of(*failure.reason, console_.language) << '\n';
        return;
    }
    NarratorOptions options;
    options.language = console_.language;
    options.colour = console_.colour;
    const Narrator narrator(bench.session->world(), bench.session->state(), options);
    if (!failure.comparisons.empty()) {
        const engine::RenderContext context =
            narrator.context(failure.program.get(), bench.session->state().header.now);
        for (const engine::Reason& reason : failure.comparisons) {
            const engine::ClauseInfo& clause = failure.program->clauses.at(reason.clause);
            out << "    └ " << console_.say(clause.text.en, clause.text.zh) << ": "
                << engine::render(context, reason.left, console_.language)
                << console_.say(" against ", " 对 ")
                << engine::render(context, reason.right, console_.language) << '\n';
        }
        return;
    }
    if (failure.reply) {
        out << console_.say("    what happened:\n", "    实际情况：\n")
            << narrator.reply(*failure.reply);
    }
}

void TestReport::say_json(const engine::TestResult& result) const {
    engine::Data object = engine::object_data();
    engine::set_member(object, "rulebook", engine::text_data(result.rulebook));
    engine::set_member(object, "test", engine::text_data(result.name.en));
    engine::set_member(object, "passed",
                       {engine::DataKind::kYesNo, result.passed() ? "true" : "false", {}, {}});
    engine::Data failures = engine::list_data();
    for (const engine::TestFailure& failure : result.failures) {
        engine::Data one = engine::object_data();
        engine::set_member(one, "file", engine::text_data(failure.source_name));
        if (const Source* const text = source(failure.source_name)) {
            const std::uint32_t line = locate(text->text, failure.span.begin).line;
            engine::set_member(one, "line", engine::number_data(std::to_string(line)));
        }
        failures.items.push_back(std::move(one));
    }
    engine::set_member(object, "failures", std::move(failures));
    console_.print(object);
}

void TestReport::say(const engine::TestResult& result) {
    failed_ += result.passed() ? 0U : 1U;
    if (console_.json) {
        say_json(result);
        return;
    }
    console_.out << (result.passed() ? "✓ " : "✗ ") << console_.say(result.name.en, result.name.zh)
                 << '\n';
    for (const engine::TestFailure& failure : result.failures) {
        say_failure(failure, *result.bench);
    }
}

void TestReport::say_coverage(const engine::TestCoverage& coverage) const {
    std::ostream& out = console_.out;
    if (console_.language == Language::kEnglish) {
        out << "tested: " << coverage.rules_broken << " of " << coverage.rules << " rules broken, "
            << coverage.duties_started << " of " << coverage.duties << " duties started\n";
    } else {
        out << "覆盖：" << coverage.rules << "条规则中违反过" << coverage.rules_broken << "条，"
            << coverage.duties << "项职责中产生过" << coverage.duties_started << "项\n";
    }
}

engine::Data json_of(const engine::TestCoverage& coverage) {
    engine::Data object = engine::object_data();
    const auto set = [&](const char* name, std::size_t count) {
        engine::set_member(object, name, engine::number_data(std::to_string(count)));
    };
    set("rules", coverage.rules);
    set("rules_broken", coverage.rules_broken);
    set("duties", coverage.duties);
    set("duties_started", coverage.duties_started);
    return object;
}

Exit TestReport::summary(std::size_t total, const engine::TestCoverage* coverage) const {
    if (console_.json) {
        engine::Data object = engine::object_data();
        engine::set_member(object, "tests", engine::number_data(std::to_string(total)));
        engine::set_member(object, "failed", engine::number_data(std::to_string(failed_)));
        if (coverage != nullptr) {
            engine::set_member(object, "coverage", json_of(*coverage));
        }
        console_.print(object);
    } else if (console_.language == Language::kEnglish) {
        console_.out << total << (total == 1 ? " test, " : " tests, ") << failed_ << " failed\n";
    } else {
        console_.out << total << "项测试，" << failed_ << "项未通过\n";
    }
    if (coverage != nullptr && !console_.json) {
        say_coverage(*coverage);
    }
    return failed_ == 0 ? Exit::kEffective : Exit::kTestsFailed;
}

}  // namespace

Exit run_test(const Console& console, const Arguments& arguments) {
    const Opened opened = open_workspace(console, arguments, LedgerUse::kMemory);
    if (opened.workspace == nullptr) {
        return opened.exit;
    }
    const policies::Pack& pack = opened.workspace->pack();
    engine::TestWorld world{pack.rulebooks, pack.organisation, pack.calendars, pack.own_rulebooks};
    const auto wanted = [&arguments](const engine::Bilingual& name) {
        return arguments.words.empty() ||
               std::any_of(arguments.words.begin(), arguments.words.end(),
                           [&](const std::string& word) {
                               return name.en.find(word) != std::string::npos ||
                                      name.zh.find(word) != std::string::npos;
                           });
    };
    TestReport report(console, opened.sources);
    const engine::TestRun run = engine::run_tests(
        world, wanted, [&report](const engine::TestResult& result) { report.say(result); });
    console.report(run.diagnostics, opened.sources);
    if (has_errors(run.diagnostics)) {
        return Exit::kRulebook;
    }
    // Some tests alone leave most of a rulebook out, and a rulebook without tests all of it.
    const bool all = arguments.words.empty() && !run.results.empty();
    if (all) {
        console.report(run.coverage.untested, opened.sources);
    }
    return report.summary(run.results.size(), all ? &run.coverage : nullptr);
}

}  // namespace onus::adapters
