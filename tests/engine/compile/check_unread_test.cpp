// SPDX-License-Identifier: Apache-2.0
//
// S05 over enums, S14, S19 and S30: what is reported, and what is not.

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/engine/compile/checked.h"

namespace onus::engine {
namespace {

using Codes = std::vector<std::string>;

constexpr const char* kShop = R"(rulebook shop
  level company
  effective 2025-01-01
  owner office.head
  currency CNY
role clerk
role manager
record order
  number   : text unique
  channel  : one of store, online, telephone
  kind     : one of goods, service
  amount   : money
  received : date
record report
  samples : number
  scan    : file
record scans
  first  : file
  second : file
action submit (order) by clerk
  creates order
action approve (order) by manager
)";

Diagnostics all_reported(const std::string& declarations) {
    testing::Rulebooks books;
    books.add_text(std::string(kShop) + declarations);
    return books.check().diagnostics;
}

Codes reported(const std::string& declarations) {
    return testing::codes_of(all_reported(declarations));
}

// ---- S30

std::string with_points(const std::string& points, const std::string& more) {
    return "rule limit\n  when submit\n  require order.amount at most ¥500\n"
           "  otherwise warn \"No.\"\n  violated log too_much against actor " +
           points + "\n" + more;
}

std::string asks(const std::string& question) {
    return "rule ask\n  when approve\n  require count of " + question +
           " less than 3\n  otherwise warn \"No.\"\n";
}

TEST_CASE("check: points are read within a window") {
    const Codes unread = {"N0450"};
    CHECK(reported(with_points("-2 points", "")) == unread);
    CHECK(reported(with_points("", "")) == Codes{});
    CHECK(reported(with_points("-2 points", asks("violated limit by actor in the last 90 days"))) ==
          Codes{});
    CHECK(reported(with_points("-2 points", asks("forced limit by actor in this year"))) ==
          Codes{});
    // Without a window they would count for ever.
    CHECK(reported(with_points("-2 points", asks("forced limit by actor"))) == unread);
    CHECK(reported(with_points("-2 points", asks("submit in the last 90 days"))) == unread);
    const Diagnostics found = all_reported(with_points("-2 points", ""));
    CHECK(found.front().arguments ==
          std::vector<std::string>{"too_much", "count of violated limit"});
}

TEST_CASE("check: points of a duty and of a reward are read where these are counted") {
    const std::string duty =
        "duty review\n  when submit\n  bearer manager\n  must approve(order)\n  within 1 day\n"
        "  overdue log late against bearer -5 points\n";
    CHECK(reported(duty) == Codes{"N0450"});
    CHECK(reported(duty + asks("overdue review by actor in the last 90 days")) == Codes{});
    CHECK(reported(duty + "rule often\n  when submit\n  repeated 3 times in the last 30 days by "
                          "actor\n  then notify office.head\n") == Codes{"N0450"});
    const std::string reward =
        "rule reward\n  when submit\n  then log sold against actor +1 points\n";
    CHECK(reported(reward) == Codes{"N0450"});
    CHECK(reported(reward + asks("submit by actor in the last 30 days")) == Codes{});
}

// ---- S22

TEST_CASE("check: silence approves nothing, in either language") {
    const auto left = [](const std::string& deemed, const std::string& cited) {
        return reported("action permit_sale (order) by manager\n" + std::string("duty answer\n") +
                        cited +
                        "  when submit\n  bearer manager\n  must approve(order)\n"
                        "  within 1 day\n  overdue deem " +
                        deemed + "(order)\n");
    };
    CHECK(left("approve", "") == Codes{"N0421"});
    CHECK(left("permit_sale", "") == Codes{"N0421"});
    CHECK(left("approve", "  cite \"Licensing Law, Art. 50\"\n") == Codes{});
    CHECK(left("submit", "") == Codes{});

    const auto in_chinese = [](const std::string& deemed) {
        testing::Rulebooks books;
        books.add_text(
            "规章 门店\n  级别 公司\n  生效 2025-01-01\n  主责人 办公室.负责人\n岗位 店员\n岗位 "
            "店长\n"
            "表单 订单\n  编号 ：文本 唯一\n事项 提交（订单）由 店员\n  新建 订单\n事项 "
            "批准销售（订单）由 店长\n"
            "事项 退回（订单）由 店长\n职责 答复\n  当 提交\n  责任人 店长\n  必须 退回（订单）\n"
            "  时限 1天\n  逾期 视为 " +
            deemed + "（订单）\n");
        return testing::codes_of(books.check().diagnostics);
    };
    CHECK(in_chinese("批准销售") == Codes{"N0421"});
    CHECK(in_chinese("退回") == Codes{});
}

// ---- S19

std::string step(const std::string& lines) {
    return "process delivery \"Delivery\"\n  when approve\n  step pack \"Packed\"\n"
           "    owner clerk\n    within 1 day\n" +
           lines;
}

TEST_CASE("check: something is required of a deliverable") {
    const std::string required =
        "    require weight more than 0\n    otherwise hold for office.head \"Empty.\"\n";
    CHECK(reported(step("    deliver weight : number\n")) == Codes{"N0451"});
    CHECK(reported(step("    deliver weight : number\n" + required)) == Codes{});
    CHECK(reported(step("    deliver weight : number\n    deliver report : report\n" + required)) ==
          Codes{"N0451"});
    CHECK(reported(step("    deliver weight : number\n") +
                   "rule weighed\n  when delivery.pack\n  require weight more than 0\n"
                   "  otherwise warn \"Empty.\"\n") == Codes{});
    CHECK(reported(step("    deliver weight : number\n") +
                   "rule weighed\n  when delivery.pack\n  needs approval by office.head within 1 "
                   "day\n") == Codes{});
}

TEST_CASE("check: nothing can be required of a file") {
    CHECK(reported(step("    deliver photo : file\n")) == Codes{});
    CHECK(reported(step("    deliver photos : scans\n")) == Codes{});
    CHECK(reported(step("    deliver paper : report\n")) == Codes{"N0451"});
}

// ---- S05, enums

std::string table(const std::string& inputs, const std::vector<std::string>& cases) {
    std::string text = "table signer (order) : role\n  according to " + inputs + "\n";
    for (const std::string& each : cases) {
        text += "  case " + each + " then clerk\n";
    }
    return text;
}

TEST_CASE("check: a table over an enum has a case for each value") {
    CHECK(reported(table("order.channel", {"store", "online", "telephone"})) == Codes{});
    CHECK(reported(table("order.channel", {"store", "online or telephone"})) == Codes{});
    CHECK(reported(table("order.channel", {"any"})) == Codes{});
    const Diagnostics found = all_reported(table("order.channel", {"store"}));
    REQUIRE(testing::codes_of(found) == Codes{"N0452"});
    CHECK(found.front().arguments ==
          std::vector<std::string>{"signer", "online, telephone", "order.channel = online"});
}

TEST_CASE("check: a value without any case is told from a hole between cases") {
    const std::string both = "order.channel | order.kind";
    CHECK(reported(table(both, {"store | any", "online or telephone | goods or service"})) ==
          Codes{});
    CHECK(reported(table(both, {"store | any", "online | goods"})) == Codes{"N0442", "N0452"});
    CHECK(reported(table(both, {"store | goods", "online | service", "telephone | any"})) ==
          Codes{"N0442"});
    CHECK(reported(table(both, {"store | goods", "online | goods", "telephone | goods"})) ==
          Codes{"N0452"});
}

// ---- S14

std::string review(const std::string& name, const std::string& event, const std::string& lines) {
    return "duty " + name + "\n  when " + event + "\n  bearer manager\n  must approve(order)\n" +
           lines;
}

TEST_CASE("check: a period leaves time to act") {
    const Codes nothing = {"N0453"};
    const auto within = [](const std::string& period) {
        return reported(review("look", "submit", "  within " + period + "\n"));
    };
    CHECK(within("0 hours") == nothing);
    CHECK(within("0 working hours") == nothing);
    CHECK(within("0 days") == nothing);
    CHECK(within("1 minute") == Codes{});
    CHECK(within("1 working hour") == Codes{});
    CHECK(reported("rule limit\n  when submit\n  require order.amount at most ¥500\n"
                   "  otherwise hold for office.head answer within 0 hours \"No.\"\n") == nothing);
    CHECK(reported("rule limit\n  when submit\n  require order.amount at most ¥500\n"
                   "  otherwise hold for office.head answer within 1 hour \"No.\"\n") == Codes{});
    CHECK(reported("rule limit\n  when submit\n  needs approval by office.head within 0 working "
                   "days\n") == nothing);
    CHECK(reported(review("look", "submit",
                          "  within 1 day\n  overdue escalate to office.head answer within 0 "
                          "hours\n")) == nothing);
}

TEST_CASE("check: a deadline does not pass before its duty starts") {
    const Codes passed = {"N0454"};
    const auto until = [](const std::string& date) {
        return reported(review("look", "submit", "  until " + date + "\n"));
    };
    CHECK(until("2024-12-31") == passed);
    CHECK(until("2025-01-01") == Codes{});

    const auto chain = [](const std::string& first, const std::string& second) {
        return reported(review("first", "submit", "  " + first + "\n") +
                        review("second", "overdue first", "  " + second + "\n"));
    };
    CHECK(chain("until 2026-06-30", "until 2026-06-30") == passed);
    CHECK(chain("until 2026-06-30", "until 2026-05-31") == passed);
    CHECK(chain("until 2026-06-30", "until 2026-07-31") == Codes{});
    CHECK(chain("within 5 days from order.received", "within 5 days from order.received") ==
          passed);
    CHECK(chain("within 5 days from order.received", "within 6 days from order.received") ==
          Codes{});
    CHECK(chain("within 5 days", "within 2 days") == Codes{});
}

}  // namespace
}  // namespace onus::engine
