// SPDX-License-Identifier: Apache-2.0
//
// Runs the tests that stand in rulebooks. Each has a ledger and a clock of its own, and the
// organisation and calendars that it is given.

#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/compile/model.h"
#include "engine/run/event.h"
#include "engine/session.h"
#include "engine/testing/prepared.h"
#include "grammar/base/diagnostic.h"

namespace onus::engine {

struct TestWorld {
    RulebookSet rulebooks;
    std::optional<OrganisationData> organisation;
    std::vector<CalendarData> calendars;

    /// Only tests of the first so many rulebooks are run.
    std::size_t own_rulebooks = SIZE_MAX;
};

/// The ledger of one test, kept so that what happened can be told.
struct TestBench {
    std::unique_ptr<LedgerStore> store;
    std::unique_ptr<Session> session;
};

struct TestFailure {
    std::string source_name;
    Span span;  ///< of the step

    /// The step could not be carried out: why. Otherwise an expectation was not met.
    std::optional<Diagnostic> reason;

    /// The verdict or the fired timers that the expectation was held against.
    std::optional<Reply> reply;

    /// The comparisons of a condition, in terms of `program`.
    std::vector<Reason> comparisons;
    std::shared_ptr<const Program> program;
};

struct TestResult {
    std::string rulebook;
    Bilingual name;
    std::vector<TestFailure> failures;
    std::shared_ptr<const TestBench> bench;

    [[nodiscard]] bool passed() const { return failures.empty(); }
};

/// What the tests that were run had to do with: rules that they broke, gates among them, and duties
/// that they started. Declarations of the tested rulebooks only.
struct TestCoverage {
    std::size_t rules = 0;
    std::size_t rules_broken = 0;
    std::size_t duties = 0;
    std::size_t duties_started = 0;

    /// S26, as infos: what was never broken, started, fulfilled, overdue or breached.
    Diagnostics untested;
};

struct TestRun {
    std::vector<TestResult> results;
    TestCoverage coverage;

    /// Of the rulebooks; with an error among them nothing was run.
    Diagnostics diagnostics;
};

/// `wanted` chooses tests by their names in both languages; null for all. `done` is told of each
/// test when it has run; null for nobody.
[[nodiscard]] TestRun run_tests(const TestWorld& world,
                                const std::function<bool(const Bilingual&)>& wanted = nullptr,
                                const std::function<void(const TestResult&)>& done = nullptr);

}  // namespace onus::engine
