// SPDX-License-Identifier: Apache-2.0
//
// check, test and play, on the packs that ship and on broken ones.

#include <fstream>
#include <iterator>
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
    const std::string pack =
        GENERATE(as<std::string>(), "law-cn", "retail", "procurement", "manufacturing",
                 "product_launch", "order_approval", "complaint_handling");
    const Ran ran = run_onus({"-C", kPolicies + pack, "check"});
    INFO(pack << "\n" << ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK(ran.says(" 0 errors"));
}

TEST_CASE("command line test: the tests of the packs that ship pass") {
    const std::string pack =
        GENERATE(as<std::string>(), "law-cn", "retail", "procurement", "manufacturing",
                 "product_launch", "order_approval", "complaint_handling");
    const Ran ran = run_onus({"-C", kPolicies + pack, "test"});
    INFO(pack << "\n" << ran.out << ran.err);
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

TEST_CASE("command line check: files can be held against an organisation and calendars") {
    const FileTree files;
    files.write("shop.onus", kRulebook);
    files.write("shop.yaml",
                "organisation: shop\nfallback: an\npersons: {an: An}\nunits:\n  hq: {head: an}\n");
    const std::string book = files.file("shop.onus");
    CHECK(run_onus({"check", book}).code == 0);

    const Ran held = run_onus({"check", book, "--organisation", files.file("shop.yaml")});
    INFO(held.out << held.err);
    CHECK(held.says("N067"));
    CHECK(held.says("shop.onus:"));

    const Ran calendars = run_onus(
        {"check", book, "--calendars", kPolicies + "calendars", "--organisation", "none.yaml"});
    CHECK(calendars.code == 2);
    CHECK(calendars.says("none.yaml"));
    CHECK(run_onus({"check", book, "--calendars", kPolicies + "calendars"}).code == 0);
    CHECK(run_onus({"check", "--organisation", files.file("shop.yaml")}).code == 2);
}

std::string read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST_CASE("command line check: the matrix lists what each power carries and each duty needs") {
    const Ran english = run_onus({"-C", kPolicies + "procurement", "check", "--matrix"});
    INFO(english.out << english.err);
    CHECK(english.code == 0);
    CHECK(
        english.says("  Whoever selects a supplier answers for its certificate  [buyer]\n"
                     "    may   select_supplier\n"
                     "    duty  No supplier without a look at the certificate\n"));
    CHECK(
        english.says("  Whoever approves budgets answers for rejecting the excess  "
                     "[finance, finance_manager]\n"
                     "    may   approve_budget\n"
                     "    may   reject_budget\n"
                     "    duty  A request above the budget is rejected within two working days"));
    CHECK(
        english.says("    must  reject_budget  by permission: Whoever approves budgets answers "
                     "for rejecting the excess\n"));
    CHECK(english.says("    must  view_certificate  needs no permission\n"));
    const Ran chinese =
        run_onus({"-C", kPolicies + "procurement", "check", "--matrix"}, "", Language::kChinese);
    INFO(chinese.out);
    CHECK(
        chinese.says("  谁选供应商，谁对证书负责【采购员】\n    可以  选择供应商\n"
                     "    职责  未看证书，不得选用供应商\n"));
    CHECK(chinese.says("谁批预算，谁负责驳回超支"));
    CHECK(run_onus({"-C", kPolicies + "procurement", "check", "--matrix", "--json"})
              .says(R"({"permission":"procurement.choose_suppliers",)"
                    R"("may_perform":["procurement.select_supplier"],)"
                    R"("carries":["procurement.see_certificate_first"]})"));
    const FileTree files;
    files.write("shop.onus", kRulebook + "rule a \"A\"\n");
    CHECK_FALSE(run_onus({"-C", files.path(), "check", "--matrix"}).says("Permissions"));
}

TEST_CASE("command line fmt: a broken file is told and left as it is") {
    const FileTree files;
    const std::string broken =
        kRulebook + "rule a \"A\"\n  when buy\n  forbidd order.amount is 3\n";
    files.write("shop.onus", broken);
    for (const auto& more :
         {std::vector<std::string>{}, {"--write"}, {"--check"}, {"--to", "zh"}}) {
        std::vector<std::string> words{"fmt", files.file("shop.onus")};
        words.insert(words.end(), more.begin(), more.end());
        const Ran ran = run_onus(words);
        INFO(ran.out << ran.err);
        CHECK(ran.code == 3);
        CHECK(ran.out.empty());
        CHECK(ran.says("shop.onus:16:"));
        CHECK(ran.says("N0955"));
        CHECK(read(files.file("shop.onus")) == broken);
    }
}

TEST_CASE("command line fmt: one form, and translating there and back gives it again") {
    const FileTree files;
    files.write("shop.onus",
                "rulebook   shop \"Shop\"\n level company\n  effective 2025-01-01\n"
                "  owner boss\n# a remark\nrole boss\n");
    files.write("shop.names.tsv", "shop\t商店\nboss\t老板\n");
    CHECK(run_onus({"fmt", files.file("shop.onus"), "--check"}).code == 1);
    CHECK(run_onus({"fmt", files.file("shop.onus"), "--write"}).code == 0);
    const std::string formatted = read(files.file("shop.onus"));
    CHECK(formatted.find("# a remark") != std::string::npos);
    CHECK(run_onus({"fmt", files.file("shop.onus"), "--check"}).code == 0);
    CHECK(run_onus({"fmt", files.file("shop.onus")}).out == formatted);

    CHECK(run_onus({"fmt", files.file("shop.onus"), "--to", "zh", "--write"}).code == 0);
    const std::string chinese = read(files.file("shop.zh.onus"));
    CHECK(chinese.find("规章 商店") != std::string::npos);
    files.write("shop.zh.names.tsv", "shop\t商店\nboss\t老板\n");
    CHECK(run_onus({"fmt", files.file("shop.zh.onus"), "--to", "en"}).out == formatted);
    CHECK(run_onus({"fmt", files.file("nowhere.onus")}).code == 2);
}

TEST_CASE("command line check: a task may be called as the first word of a phrase") {
    const FileTree files;
    files.write("shop.onus", kRulebook +
                                 "action answer (order) by anyone\n"
                                 "duty reply \"Every order is answered\"\n"
                                 "  when    buy\n  bearer  actor\n"
                                 "  must    answer(order)\n  within  72 hours\n"
                                 "  overdue log late against bearer\n"
                                 "duty again \"Every order is answered again\"\n"
                                 "  when    buy\n  bearer  actor\n"
                                 "  must    answer\n  within  72 hours\n"
                                 "  overdue log late against bearer\n");
    const Ran ran = run_onus({"-C", files.path(), "check"});
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
}

TEST_CASE("command line check: a word of the language as a name is quoted by the fix") {
    const FileTree files;
    files.write("shop.onus", kRulebook +
                                 "action move (order, at: text) by anyone\n"
                                 "rule a \"A\"\n  when move\n  require at is \"x\"\n"
                                 "  otherwise warn \"no\"\n");
    const Ran ran = run_onus({"-C", files.path(), "check"});
    INFO(ran.out << ran.err);
    CHECK(ran.says("as a name it stands in quotes: `at`"));
    CHECK(ran.says("write “`at`” here"));
}

TEST_CASE("command line check: names that grant or delete are known in both languages") {
    const FileTree files;
    const std::string chinese =
        "规章 商店 “商店”\n  级别 公司\n  生效 2025-01-01\n  主责人 老板\n岗位 老板\n"
        "表单 订单\n  编号：文本 唯一\n事项 下单（订单）由 任何人\n  新建 订单\n"
        "事项 删除订单（订单）由 老板\n事项 同意退货（订单）由 老板\n"
        "权限 清理 “清理订单”\n  授予 老板\n  可以 办理 删除订单\n  不附带职责 “试用”\n";
    files.write("shop.onus", chinese);
    const Ran ran = run_onus({"-C", files.path(), "check"}, "", Language::kChinese);
    INFO(ran.out << ran.err);
    CHECK(ran.says("“删除订单”会使表单消失"));
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
                "  - at: 2025-03-03T09:00Z\n    beat: rul\n    expect: [{verdit: warn}]\n"
                "  - at: someday\n    say: nothing\n");
    const Ran ran = run_onus({"-C", files.path(), "play", files.file("s.yaml")});
    INFO(ran.out << ran.err);
    CHECK(ran.code == 2);
    CHECK(ran.says("s.yaml:5:5"));
    CHECK(ran.says("N0721"));
    CHECK(ran.says("N0612"));
    CHECK(ran.says("N0730"));
    CHECK(ran.says("N0953"));
    CHECK(ran.says("pain, rule, action, finding, report"));
    files.write("t.yaml", "steps: [\n");
    CHECK(run_onus({"-C", files.path(), "play", files.file("t.yaml")}).code == 2);
}

}  // namespace
}  // namespace onus::tests
