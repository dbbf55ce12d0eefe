// SPDX-License-Identifier: Apache-2.0
//
// check, test and play, on the packs that ship and on broken ones.

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/adapters/cli/command_line.h"
#include "tests/support/file_tree.h"

namespace onus::tests {
namespace {

const std::string kPolicies = std::string(ONUS_SOURCE_DIR) + "/policies/";

const std::string kRulebook =
    "rulebook shop \"Shop\"\n"
    "  level      company\n"
    "  effective  2025-01-01\n"
    "  owner      boss\n"
    "record order\n"
    "  number : text unique\n"
    "  amount : number\n"
    "action buy (order) by anyone\n"
    "  creates    order\n"
    "rule small_orders \"Orders are small\"\n"
    "  when       buy\n"
    "  require    order.amount at most 3\n"
    "  otherwise  warn \"{order.amount} is more than 3.\"\n";

TEST_CASE("command line check: the packs that ship are clean") {
    const std::string pack = GENERATE(as<std::string>(), "law-cn", "retail", "procurement",
                                      "manufacturing", "product_launch");
    const Ran ran = run_onus({"-C", kPolicies + pack, "check"});
    INFO(pack << "\n" << ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK(ran.says(" 0 errors"));
}

TEST_CASE("command line test: the tests of the packs that ship pass") {
    const std::string pack = GENERATE(as<std::string>(), "law-cn", "retail", "procurement",
                                      "manufacturing", "product_launch");
    const Ran ran = run_onus({"-C", kPolicies + pack, "test"});
    INFO(pack << "\n" << ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK(ran.says(" 0 failed"));
}

TEST_CASE("command line play: the scenarios that ship go as expected") {
    const std::string scenario =
        GENERATE(as<std::string>(), "retail/scenarios/seven_days_in_a_shop",
                 "retail/scenarios/on_leave", "retail/scenarios/seven_days_online",
                 "procurement/scenarios/over_budget", "procurement/scenarios/unseen_certificate",
                 "manufacturing/scenarios/night_shift", "product_launch/scenarios/late_research");
    const std::string pack = scenario.substr(0, scenario.find('/'));
    const Ran ran = run_onus({"-C", kPolicies + pack, "play", kPolicies + scenario + ".yaml"});
    INFO(scenario << "\n" << ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK(ran.says(" 0 failed"));
}

TEST_CASE("command line check: all mistakes of a rulebook are told, each at its line") {
    const FileTree files;
    files.write("shop.onus", kRulebook + "rule a \"A\"\n  when bye\n  forbid order.amont is 3\n");
    const Ran ran = run_onus({"-C", files.path(), "check"});
    INFO(ran.out << ran.err);
    CHECK(ran.code == 3);
    CHECK(ran.says("shop.onus:15:"));
    const Ran json = run_onus({"-C", files.path(), "check", "--json"});
    CHECK(json.code == 3);
    CHECK(json.says(R"("line":15)"));
    CHECK(run_onus({"check", files.file("shop.onus")}).code == 3);
}

TEST_CASE("command line test: a failing test shows its line and what happened") {
    const FileTree files;
    files.write("shop.onus", kRulebook +
                                 "test \"four are too many\"\n"
                                 "  given o1 is order(number: \"A1\", amount: 4)\n"
                                 "  when  li performs buy(o1) at 2025-03-03 10:00\n"
                                 "  expect warn from small_orders\n"
                                 "test \"two are too many\"\n"
                                 "  given o1 is order(number: \"A1\", amount: 2)\n"
                                 "  when  li performs buy(o1) at 2025-03-03 10:00\n"
                                 "  expect warn from small_orders\n");
    const Ran ran = run_onus({"-C", files.path(), "test"});
    INFO(ran.out << ran.err);
    CHECK(ran.code == 4);
    CHECK(ran.says("✓ four are too many"));
    CHECK(ran.says("✗ two are too many"));
    CHECK(ran.says("shop.onus:21  expect warn from small_orders"));
    CHECK(ran.says("2 tests, 1 failed"));
    CHECK(run_onus({"-C", files.path(), "test", "four"}).code == 0);
}

TEST_CASE("command line test: a test that fails names the nearest value that passes") {
    const FileTree files;
    files.write("shop.onus", kRulebook +
                                 "test \"four are fine\"\n"
                                 "  given o1 is order(number: \"A1\", amount: 4)\n"
                                 "  when  li performs buy(o1) at 2025-03-03 10:00\n"
                                 "  expect not warn from small_orders\n");
    const Ran ran = run_onus({"-C", files.path(), "test"});
    INFO(ran.out << ran.err);
    CHECK(ran.code == 4);
    CHECK(ran.says("To pass: set order.amount to 3 or less (now 4)."));
}

TEST_CASE("command line play: an expectation that fails is told with its line") {
    const FileTree files;
    files.write("shop.onus", kRulebook);
    files.write("organisation.yaml",
                "organisation: shop\nfallback: li\npersons:\n  li: Li\nunits:\n  shop: {head: "
                "li}\nposts:\n  shop: {boss: li}\n");
    files.write("s.yaml",
                "title: Buying\nsteps:\n"
                "  - at: 2025-03-03T10:00Z\n    by: li\n    action: buy\n"
                "    data: {order: {number: A1, amount: 4}}\n"
                "    expect:\n      - {verdict: warn, from: small_orders}\n"
                "      - {effective: yes}\n");
    const Ran ran = run_onus({"-C", files.path(), "play", files.file("s.yaml")});
    INFO(ran.out << ran.err);
    CHECK(ran.code == 4);
    CHECK(ran.says("✓ {verdict: warn, from: small_orders}"));
    CHECK(ran.says("✗ not as expected: {effective: yes}"));
    CHECK(ran.says("s.yaml:9"));
    CHECK(ran.says("1 expectation met, 1 failed"));
}

TEST_CASE("command line play: a broken scenario is told with all its mistakes") {
    const FileTree files;
    files.write("shop.onus", kRulebook);
    files.write("s.yaml",
                "title: Buying\nsteps:\n"
                "  - at: 2025-03-03T10:00Z\n    by: li\n    acton: buy\n    action: buy\n"
                "  - at: 2025-03-03T09:00Z\n    expect: [{verdit: warn}]\n"
                "  - at: someday\n    say: nothing\n");
    const Ran ran = run_onus({"-C", files.path(), "play", files.file("s.yaml")});
    INFO(ran.out << ran.err);
    CHECK(ran.code == 2);
    CHECK(ran.says("s.yaml:5:5"));
    CHECK(ran.says("N0721"));
    CHECK(ran.says("N0612"));
    CHECK(ran.says("N0730"));
    files.write("t.yaml", "steps: [\n");
    CHECK(run_onus({"-C", files.path(), "play", files.file("t.yaml")}).code == 2);
}

}  // namespace
}  // namespace onus::tests
