// SPDX-License-Identifier: Apache-2.0
//
// The tests that stand in the packs' rulebooks pass, in whichever language they are put in force.

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/testing/test_runner.h"
#include "policies/pack_loader.h"
#include "policies/zone_loader.h"

namespace onus::policies {
namespace {

TEST_CASE("pack run: the tests of every pack pass in both languages") {
    const std::string folder =
        GENERATE(as<std::string>(), "retail", "procurement", "manufacturing", "product_launch",
                 "attendance", "order_approval", "complaint_handling");
    const Language language = GENERATE(Language::kEnglish, Language::kChinese);
    LoadOptions options;
    options.language = language;
    LoadResult loaded =
        load_pack(std::string(ONUS_SOURCE_DIR) + "/policies/" + folder, zones_in(), options);
    REQUIRE(loaded.pack);
    engine::TestWorld world;
    world.rulebooks = loaded.pack->rulebooks;
    world.organisation = loaded.pack->organisation;
    world.calendars = loaded.pack->calendars;
    world.own_rulebooks = loaded.pack->own_rulebooks;

    const engine::TestRun run = engine::run_tests(world);

    CAPTURE(folder);
    CHECK(run.results.size() >= 5);
    CHECK(run.coverage.rules_broken == run.coverage.rules);
    CHECK(run.coverage.duties_started == run.coverage.duties);
    for (const engine::TestResult& result : run.results) {
        INFO(result.name.en);
        CHECK(result.passed());
    }
}

engine::TestCoverage coverage_of(const std::string& tests) {
    engine::TestWorld world;
    world.rulebooks.rulebooks.push_back({"shop.onus",
                                         R"(rulebook shop
  level company
  effective 2025-01-01
  owner office.head
  currency CNY
role clerk
role manager
record order
  number : text unique
  amount : money
action submit (order) by clerk
  creates order
action approve (order) by manager
action look (order) by manager
rule limit
  when submit
  require order.amount at most ¥500
  otherwise warn "Too much."
duty review
  when submit
  bearer manager
  must approve(order)
  within 24 hours
duty look_first
  before approve
  must look(order)
  otherwise block "Look first."
)" + tests,
                                         {}});
    return engine::run_tests(world).coverage;
}

std::vector<std::string> untested(const engine::TestCoverage& coverage) {
    std::vector<std::string> all;
    for (const Diagnostic& diagnostic : coverage.untested) {
        CHECK(diagnostic.span.begin < diagnostic.span.end);
        all.push_back(std::string(code_of(diagnostic.kind)) + " " + diagnostic.arguments.front());
    }
    return all;
}

const std::string kGiven = R"(test "t"
  given li is clerk
  given wang is manager
  given o1 is order(number: "A1", amount: ¥600)
  given o2 is order(number: "A2", amount: ¥600)
)";

TEST_CASE("pack run: what no test reaches is told, once for each declaration") {
    const auto with = [](const std::string& steps) { return coverage_of(kGiven + steps); };
    const engine::TestCoverage nothing = with("  at 2025-03-03 10:00\n");
    CHECK(untested(nothing) ==
          std::vector<std::string>{"N0696 review", "N0699 look_first", "N0695 limit"});
    CHECK(nothing.rules == 2);
    CHECK(nothing.rules_broken == 0);
    CHECK(nothing.duties == 1);
    CHECK(nothing.duties_started == 0);

    const engine::TestCoverage open =
        with("  when li forces submit(o1) \"why\" at 2025-03-03 10:00\n");
    CHECK(untested(open) ==
          std::vector<std::string>{"N0697 review", "N0698 review", "N0699 look_first"});
    CHECK(open.rules_broken == 1);
    CHECK(open.duties_started == 1);

    const engine::TestCoverage all = with(
        "  when wang performs approve(o2) at 2025-03-03 09:00\n"
        "  when li forces submit(o1) \"why\" at 2025-03-03 10:00\n  at 2025-03-10 10:00\n"
        "  when wang performs look(o1) at 2025-03-10 10:01\n"
        "  when wang performs approve(o1) at 2025-03-10 10:02\n");
    CHECK(untested(all) == std::vector<std::string>{});
    CHECK(all.rules_broken == 2);
}

TEST_CASE("pack run: a system performs what only systems may") {
    const std::string person = GENERATE("", "li");
    engine::TestWorld world;
    world.rulebooks.rulebooks.push_back({"gate.onus",
                                         R"(rulebook gate
  level company
  effective 2025-01-01
  owner office.head
role clerk
action note_lateness (who: person) by system
action ask_why (who: person) by clerk
duty talk
  when note_lateness
  bearer office.head
  must ask_why(who)
  within 1 day
test "t"
  given li is clerk
  when )" + (person.empty() ? "system" : person) +
                                             R"( performs note_lateness(li) at 2025-03-03 09:00
  expect duty talk(li) is open
)",
                                         {}});
    const engine::TestRun run = engine::run_tests(world);
    REQUIRE(run.results.size() == 1);
    CHECK(run.results.front().passed() == person.empty());
}

TEST_CASE("pack run: the law's own tests pass in a company's organisation") {
    const Language language = GENERATE(Language::kEnglish, Language::kChinese);
    LoadOptions options;
    options.language = language;
    LoadResult loaded =
        load_pack(std::string(ONUS_SOURCE_DIR) + "/policies/retail", zones_in(), options);
    REQUIRE(loaded.pack);
    engine::TestWorld world;
    world.rulebooks.rulebooks.assign(loaded.pack->rulebooks.rulebooks.begin() +
                                         static_cast<std::ptrdiff_t>(loaded.pack->own_rulebooks),
                                     loaded.pack->rulebooks.rulebooks.end());
    world.organisation = loaded.pack->organisation;
    world.calendars = loaded.pack->calendars;

    const engine::TestRun run = engine::run_tests(world);

    CHECK(run.results.size() == 4);
    for (const engine::TestResult& result : run.results) {
        INFO(result.name.en);
        CHECK(result.passed());
    }
}

}  // namespace
}  // namespace onus::policies
