// SPDX-License-Identifier: Apache-2.0
//
// Both sides of each limit that the checker draws.

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/engine/compile/checked.h"

namespace onus::engine {
namespace {

using Codes = std::vector<std::string>;

constexpr const char* kLaw = R"(rulebook law_book
  level law
  effective 2014-03-15
  owner legal.head
action sale (channel: one of (store, online), promised: days) by anyone
rule seven_days
  cite "Art. 25"
  when sale if channel is online
  guarantee promised at least 7 days
)";

constexpr const char* kShop = R"(rulebook shop
  level company
  effective 2025-01-01
  owner office.head
  currency CNY
  use law_book
role clerk
role manager
record order
  number   : text unique
  channel  : one of store, online, telephone
  promised : days
  amount   : money
  paid     : money optional
  seller   : person
action submit (order) by clerk
  is sale
action approve (order) by manager
)";

/// What is reported about the shop with these declarations.
Codes reported(const std::string& declarations) {
    testing::Rulebooks books;
    books.add_text(kLaw);
    books.add_text(std::string(kShop) + declarations);
    return testing::codes_of(books.check().diagnostics);
}

Codes for_requirement(const std::string& requirement, const std::string& condition = {}) {
    return reported("rule r\n  when submit " + condition + "\n  require " + requirement +
                    "\n  otherwise warn \"No.\"\n");
}

TEST_CASE("check: a company's limit may not undercut what the law guarantees") {
    CHECK(for_requirement("order.promised at most 7 days") == Codes{});
    CHECK(for_requirement("order.promised at most 6 days") == Codes{"N0514"});
    CHECK(for_requirement("order.promised at most 3 days") == Codes{"N0514"});
    CHECK(for_requirement("order.promised at most 3 days", "if order.channel is store") == Codes{});
    CHECK(for_requirement("order.promised at most 3 days", "if order.channel is online") ==
          Codes{"N0514"});
    CHECK(for_requirement("order.promised at most 3 days or order.channel is online") == Codes{});
    // Who acts is not known before: nothing is claimed, and a reader is told.
    CHECK(for_requirement("order.promised at most 3 days", "if order.seller is actor") ==
          Codes{"N0515"});
}

TEST_CASE("check: an undercut names the law and shows a case") {
    testing::Rulebooks books;
    books.add_text(kLaw);
    books.add_text(std::string(kShop) +
                   "rule flat\n  when submit\n  require order.promised at most 3 days\n"
                   "  otherwise warn \"No.\"\n");
    const Diagnostics diagnostics = books.check().diagnostics;
    REQUIRE(diagnostics.size() == 1);
    CHECK(diagnostics.front().arguments ==
          std::vector<std::string>{"flat", "Art. 25", "order.promised at least 7 days",
                                   "order.channel = online, order.promised = 7 days"});
    CHECK(diagnostics.front().related.size() == 1);
}

TEST_CASE("check: optional values are used only where they are given") {
    const Codes unguarded = {"N0307"};
    CHECK(for_requirement("order.paid more than ¥5") == unguarded);
    CHECK(for_requirement("order.paid is given and order.paid more than ¥5") == Codes{});
    CHECK(for_requirement("order.paid more than ¥5 and order.paid is given") == unguarded);
    CHECK(for_requirement("order.paid is missing or order.paid more than ¥5") == Codes{});
    CHECK(for_requirement("order.paid is given or order.paid more than ¥5") == unguarded);
    CHECK(for_requirement("not (order.paid is missing) and order.paid more than ¥5") == Codes{});
    CHECK(for_requirement("order.paid more than ¥5", "if order.paid is given") == Codes{});
    CHECK(for_requirement("order.paid more than ¥5", "if order.paid is missing") == unguarded);
    CHECK(for_requirement("order.paid more than ¥5",
                          "if order.paid is given or order.amount more than ¥5") == unguarded);
}

TEST_CASE("check: kinds of time do not mix") {
    const std::string in_store = "if order.channel is store";
    CHECK(for_requirement("order.promised at most 8 weeks") == Codes{});
    CHECK(for_requirement("order.promised at most 2 months") == Codes{"N0304"});
    CHECK(for_requirement("order.promised at most 100 hours") == Codes{"N0304"});
    CHECK(for_requirement("order.promised at most 10 working days") == Codes{"N0304"});
    CHECK(for_requirement("order.promised / 1 day at most 7", in_store) == Codes{});
    CHECK(for_requirement("order.promised * 2 at most 14 days", in_store) == Codes{});
    CHECK(for_requirement("10% * order.amount at most ¥5") == Codes{});
    CHECK(for_requirement("order.amount * order.amount at most ¥5") == Codes{"N0305"});
}

TEST_CASE("check: windows in hours end at 72 hours") {
    const auto in_window = [](const std::string& window) {
        return for_requirement("count of submit in the last " + window + " less than 5");
    };
    CHECK(in_window("72 hours") == Codes{});
    CHECK(in_window("73 hours") == Codes{"N0317"});
    CHECK(in_window("3 days") == Codes{});
    CHECK(in_window("3 working days") == Codes{"N0316"});
    CHECK(in_window("1 month") == Codes{"N0316"});
}

TEST_CASE("check: shares total exactly 100%") {
    const auto with_share = [](const std::string& percent) {
        return reported(
            "liability l\n  when approve\n  trace order through submit\n"
            "  share 30% by submit.actor\n  share " +
            percent + " by submit.actor.supervisor\n");
    };
    CHECK(with_share("70%") == Codes{});
    CHECK(with_share("69.99%") == Codes{"N0416"});
    CHECK(with_share("70.01%") == Codes{"N0416"});
}

TEST_CASE("check: a trace names actions, and steps of a process behind its name") {
    const auto trace = [](const std::string& through) {
        return reported(
            "process making \"Making\"\n  owner manager\n  when approve\n"
            "  step pack \"Pack\"\n    owner clerk\n    within 1 day\n    deliver note : text\n"
            "process idle \"Idle\"\n  owner manager\n  when approve\n"
            "  step rest \"Rest\"\n    owner clerk\n    within 1 day\n    deliver note : text\n"
            "liability l\n  when approve\n  trace order through " +
            through + "\n  share 100% by submit.actor\n");
    };
    const Codes plain = {"N0451", "N0451"};  // nothing is required of the notes
    CHECK(trace("submit") == plain);
    CHECK(trace("submit, making.pack, idle.rest") == plain);
    CHECK(trace("submit, `making`.`pack` or idle.rest") == plain);
    CHECK(trace("submit, `making.pack`") == plain);
    CHECK(trace("submit, making.paint") == Codes{"N0208"});
    CHECK(trace("submit, making.pack.note") == Codes{"N0204"});
    CHECK(trace("submit, making") == Codes{"N0204"});
    CHECK(trace("submit, submit.order") == Codes{"N0204"});
    CHECK(trace("submit, maker.pack") == Codes{"N0204"});
}

TEST_CASE("check: reminders come between 1% and 99%") {
    const auto remind = [](const std::string& percent) {
        return reported(
            "duty d\n  when submit\n  bearer manager\n  must approve(order)\n"
            "  within 1 day\n  remind " +
            percent + "\n");
    };
    CHECK(remind("1%, 99%") == Codes{});
    CHECK(remind("0%") == Codes{"N0414"});
    CHECK(remind("100%") == Codes{"N0414"});
    CHECK(remind("50.5%") == Codes{"N0414"});
}

TEST_CASE("check: a reminder notifies persons and posts that there are") {
    const auto remind = [](const std::string& also) {
        return reported(
            "duty d\n  when submit\n  bearer manager\n  must approve(order)\n"
            "  within 1 day\n  remind 50%\n  remind 75% and notify " +
            also + "\n");
    };
    CHECK(remind("bearer.supervisor, manager, office.head") == Codes{});
    CHECK(remind("bearer.supervisr") == Codes{"N0203"});
    CHECK(remind("order.amount") == Codes{"N0310"});
    CHECK(remind("order.nothing") == Codes{"N0203"});
    // What a process says is looked at once, even if every step speaks for itself.
    const auto process = [](const std::string& of_process) {
        return reported("process making \"Making\"\n  owner manager\n  when approve\n  remind " +
                        of_process +
                        "\n  step pack \"Pack\"\n    owner clerk\n    within 1 day\n"
                        "    remind 50%\n    deliver note : text\n");
    };
    CHECK(process("75% and notify step.owner.supervisor") == Codes{"N0451"});
    CHECK(process("75% and notify step.owner.supervisr") == Codes{"N0203"});
    CHECK(process("0%") == Codes{"N0414"});
}

TEST_CASE("check: power comes with responsibility, and the other way round") {
    const std::string duty =
        "duty d\n  when submit\n  bearer manager\n  must approve(order)\n"
        "  within 1 day\n";
    const std::string may = "permission p\n  granted to manager\n  may perform approve\n";
    CHECK(reported(duty + may + "  carries d\n") == Codes{});
    CHECK(reported(duty + may + "  carries none \"The duty is elsewhere.\"\n") == Codes{});
    CHECK(reported(duty + may) == Codes{"N0509"});
    CHECK(reported("duty d\n  when submit\n  bearer clerk\n  must approve(order)\n"
                   "  within 1 day\n") == Codes{"N0516"});
    CHECK(reported(duty + "permission p\n  granted to clerk\n  may perform approve\n"
                          "  carries d\n") == Codes{"N0516"});
}

TEST_CASE("check: tables have neither gaps nor overlaps") {
    const auto table = [](const std::string& first, const std::string& second) {
        return reported("table t (order) : role\n  according to order.amount\n  case " + first +
                        " then clerk\n  case " + second + " then manager\n");
    };
    CHECK(table("at most ¥500", "more than ¥500") == Codes{});
    CHECK(table("less than ¥500", "more than ¥500") == Codes{"N0442"});
    CHECK(table("at most ¥500", "at least ¥500") == Codes{"N0443"});
    CHECK(table("at most ¥500", "any") == Codes{"N0443"});
}

TEST_CASE("check: two rules that nothing can satisfy contradict each other") {
    const auto with = [](const std::string& when, const std::string& requirement) {
        return reported(
            "rule a\n  when approve if order.channel is store\n"
            "  require order.promised at least 5 days\n  otherwise warn \"No.\"\n"
            "rule b\n  when approve " +
            when + "\n  require " + requirement + "\n  otherwise warn \"No.\"\n");
    };
    CHECK(with("", "order.promised at most 5 days") == Codes{});
    CHECK(with("", "order.promised at most 4 days") == Codes{"N0447"});
    CHECK(with("if order.channel is online", "order.promised at most 4 days") == Codes{});
    // No contradiction, but nothing is left for the first rule to say.
    CHECK(with("", "not (order.channel is store)") == Codes{"N0449"});
    CHECK(with("if order.seller is actor", "order.promised at most 4 days") == Codes{});
}

TEST_CASE("check: says where it stops comparing rules in pairs") {
    const auto rules = [](int count) {
        std::string text;
        for (int i = 0; i < count; ++i) {
            text += "rule r" + std::to_string(i) +
                    "\n  when approve\n  require order.promised at most " + std::to_string(i) +
                    " days or order.amount at most ¥" + std::to_string(count - i) +
                    "\n  otherwise warn \"No.\"\n";
        }
        return reported(text);
    };
    CHECK(rules(20) == Codes{});
    CHECK(rules(300) == Codes{"N0457", "N0456"});
}

TEST_CASE("check: every step has one owner") {
    const auto step = [](const std::string& owners) {
        return reported("process p\n  when submit\n  step one \"One\"\n" + owners +
                        "    within 1 day\n    deliver report : file\n");
    };
    CHECK(step("    owner clerk\n") == Codes{});
    CHECK(step("") == Codes{"N0429"});
    CHECK(step("    owner clerk\n    owner manager\n") == Codes{"N0151"});
}

TEST_CASE("check: the parts of a date have Chinese names") {
    testing::Rulebooks books;
    books.add_text(R"(规章 日程
  级别 公司
  生效 2025-01-01
  主责人 办公室.负责人
岗位 店员
表单 订单
  编号 ：文本 唯一
  交货 ：日期
事项 提交（订单）由 店员
规则 工作日交货
  当 提交
  要求 订单.交货.年份 不少于 2025 且 订单.交货.月份 不超过 12 且 订单.交货.日 不超过 31
  要求 订单.交货.星期 不为 周日 且 订单.交货.日期类别 为 工作日
  要求 订单.交货 为 工作日
  否则 警示 “须在工作日交货。”
)");
    CHECK(testing::codes_of(books.check().diagnostics) == Codes{});
}

TEST_CASE("check: a mistake in one rule hides none in another") {
    CHECK(reported("rule a\n  when submitt\n  require order.amont more than ¥5\n"
                   "  otherwise warn \"No.\"\n"
                   "rule b\n  when submit\n  require order.amount more than 5\n"
                   "  otherwise warn \"No.\"\n") == Codes{"N0204", "N0303"});
}

}  // namespace
}  // namespace onus::engine
