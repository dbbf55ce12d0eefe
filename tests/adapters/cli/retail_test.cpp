// SPDX-License-Identifier: Apache-2.0
//
// The retail case on the pack that ships, by the command line.

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/adapters/cli/command_line.h"
#include "tests/support/file_tree.h"

namespace onus::tests {
namespace {

using Words = std::vector<std::string>;

const std::string kPack = std::string(ONUS_SOURCE_DIR) + "/policies/retail";

std::string order(const std::string& id, const std::string& at, const std::string& more = "",
                  const std::string& channel = "store", const std::string& number = "A1",
                  const std::string& promised = "7 days") {
    return R"({"id":")" + id + R"(","by":"li","at":")" + at + R"(","action":"submit_order",)" +
           more + R"("data":{"order":{"number":")" + number + R"(","seller":"li","channel":")" +
           channel + R"(","promised":")" + promised + R"("}}})";
}
const std::string kForce = R"("force":true,"reason":"loyal customer",)";

/// The shop with a ledger of its own.
struct Shop {
    FileTree files;

    [[nodiscard]] Ran operator()(Words words, const std::string& input = "") const {
        words.insert(words.begin(), {"-C", kPack, "--ledger", files.file("ledger.sqlite")});
        return run_onus(words, input);
    }
};

TEST_CASE("retail by the command line: seven days in a shop that allows three") {
    const Shop onus;

    const Ran warned = onus({"submit", order("c1", "2026-03-02T09:00")});
    INFO(warned.out << warned.err);
    CHECK(warned.code == 1);
    CHECK(warned.says(
        "Put in force from 2026-03-02 09:00: organisation demo_shops, rulebooks of retail"));
    CHECK(warned.says("WARN  A clerk may not promise a longer return period than the company"));
    CHECK(warned.says("retail_returns.en.onus:"));
    CHECK(warned.says("Retail Manual 4.2"));
    CHECK(warned.says("Order A1 promises 7 days; the limit is 3 days."));
    CHECK(warned.says("order.promised = 7 days"));
    CHECK(warned.says("return_limit(order) = 3 days"));
    CHECK(warned.says("To pass: set order.promised to 3 days or less (now 7 days)."));
    CHECK(warned.says("To proceed: Li (li) confirms with a reason."));
    CHECK(warned.says("Attempt 1 does not take effect."));
    CHECK(warned.says("Head "));

    CHECK(onus({"submit", order("c2", "2026-03-02T09:03")}).code == 1);

    const Ran forced = onus({"submit", order("c3", "2026-03-02T09:05", kForce)});
    INFO(forced.out << forced.err);
    CHECK(forced.code == 0);
    CHECK(forced.says("Reason: “loyal customer”"));
    CHECK(
        forced.says("DUTY 1 for Wang (wang): The supervisor decides every forced order within "
                    "24 hours — until 2026-03-03 09:05"));
    CHECK(forced.says("MATTER 1 for Wang (wang)"));

    CHECK(onus({"duties", "--of", "wang"}).says("until 2026-03-03 09:05"));
    CHECK(onus({"duties", "--of", "li"}).says("No duty is open."));
    CHECK(onus({"matters", "--of", "wang"}).says("1. Wang (wang)"));
    CHECK(onus({"matters", "--of", "nobody"}).code == 2);

    CHECK_FALSE(onus({"advance", "--to", "2026-03-03T09:05"}).says("not_decided_in_time"));
    const Ran late = onus({"advance", "--to", "2026-03-03T09:05:01"});
    CHECK(late.code == 0);
    CHECK(count(late.out, "LOG not_decided_in_time against Wang (wang)") == 1);
    CHECK(late.says("Guo (guo)"));
    CHECK_FALSE(onus({"advance", "--to", "2026-03-03T12:00"}).says("not_decided_in_time"));

    const Ran rest =
        onus({"submit", "-"},
             R"({"id":"c4","by":"wang","at":"2026-03-04T10:00","decide":)"
             R"({"duty":"decide_forced_order","decision":"reject","opinion":"too long"}})"
             "\n"
             R"({"id":"c5","by":"chen","at":"2026-03-12T10:00","action":"file_complaint",)"
             R"("data":{"order":"A1","topic":"return_promise"}})"
             "\n");
    INFO(rest.out << rest.err);
    CHECK(rest.code == 0);
    CHECK(rest.says("70%  Li (li)"));
    CHECK(rest.says("30%  Wang (wang)"));
    CHECK(rest.says("2 commands: 2 carried out, 0 without effect, 0 broken"));

    const Ran trace = onus({"trace", "order", "A1"});
    INFO(trace.out << trace.err);
    CHECK(trace.code == 0);
    CHECK(trace.says("2026-03-02 09:05  Li (li)"));
    CHECK(trace.says("loyal customer"));
    CHECK(trace.says("not_decided_in_time"));
    CHECK(trace.says("70%  Li (li)"));
    CHECK(onus({"trace", "4"}).says("70%  Li (li)"));
    CHECK(onus({"trace", "order", "A9"}).code == 2);
    CHECK(onus({"why", "1"}).says("the limit is 3 days"));
    CHECK(onus({"why", "1", "--lang", "zh"}).says("订单A1承诺7天，上限为3天。"));
    CHECK(onus({"why", "99"}).code == 2);
    CHECK(onus({"ledger", "verify"}).code == 0);
}

TEST_CASE(
    "retail by the command line: online, seven days are the law, and validating writes nothing") {
    const Shop onus;
    CHECK(onus({"submit", order("c1", "2026-03-02T09:00", "", "store", "A1", "3 days")}).code == 0);
    const std::string head = onus({"ledger", "head"}).out;
    const Ran online = onus({"validate", order("c2", "2026-03-02T10:00", "", "online", "W1")});
    INFO(online.out << online.err);
    CHECK(online.code == 0);
    CHECK(onus({"validate", order("c3", "2026-03-02T10:00", "", "online", "W1", "6 days")}).code ==
          1);
    CHECK(onus({"validate", R"({"id":"c4","by":"li","at":"2026-03-02T10:00","claim":{"duty":1}})"})
              .says("N0946"));
    CHECK(onus({"ledger", "head"}).out == head);
}

TEST_CASE("retail by the command line: what is shown as a remedy was judged again") {
    const Shop onus;
    const std::string promise = order("c1", "2026-03-02T09:00");
    CHECK(onus({"validate", promise}).says("To pass: set order.promised to 3 days or less"));
    const Ran chinese = onus({"validate", promise, "--lang", "zh"});
    INFO(chinese.out);
    CHECK(chinese.says("如需通过：将订单.承诺退货期改为3天或以下（现为7天）。"));
    const Ran json = onus({"validate", promise, "--json"});
    CHECK(json.says(R"("remedy":{"change":[{"path":"order.promised","en":"order.promised")"));
    CHECK(json.says(R"("allowed":{"kind":"duration","value":"3 days")"));

    // The law wants at least seven days online, the shop allows at most seven: only seven will do.
    const Ran online =
        onus({"validate", order("c2", "2026-03-02T10:00", "", "online", "W1", "6 days")});
    INFO(online.out);
    CHECK(online.says("To pass: set order.promised to 7 days (now 6 days)."));

    // What happened since changes nothing of why it was refused then.
    CHECK(onus({"submit", promise}).code == 1);
    CHECK(onus({"submit", order("c3", "2026-03-02T09:05", kForce)}).code == 0);
    CHECK(onus({"why", "1"}).says("To pass: set order.promised to 3 days or less (now 7 days)."));
    CHECK_FALSE(onus({"why", "2"}).says("To pass"));
    CHECK(onus({"why", "1", "--json"}).says(R"("remedy":{"change":[{"path":"order.promised")"));

    // No value of a clerk's makes him a manager.
    const Ran notice =
        onus({"validate", R"({"id":"c4","by":"li","at":"2026-03-02T10:00",)"
                          R"("action":"put_up_notice",)"
                          R"("data":{"wording":"No returns","cuts_rights":false}})"});
    INFO(notice.out);
    CHECK(notice.code == 1);
    CHECK_FALSE(notice.says("To pass"));
}

TEST_CASE("retail by the command line: an answer in Chinese has no English name in it") {
    const Shop onus;
    const Ran warned = onus({"submit", order("c1", "2026-03-02T09:00"), "--lang", "zh"});
    INFO(warned.out << warned.err);
    CHECK(warned.says("[订单：编号 A1，经办人 小李，渠道 门店，承诺退货期 7天]"));
    CHECK(warned.says("订单.渠道 = 门店"));
    CHECK_FALSE(warned.says("线上 = "));
    const Ran forced = onus({"submit", order("c3", "2026-03-02T09:05", kForce), "--lang", "zh"});
    INFO(forced.out);
    CHECK(forced.says("订单 A1：经办人 小李；渠道 门店；承诺退货期 7天"));
    const Ran late = onus({"advance", "--to", "2026-03-03T09:05:01", "--lang", "zh"});
    CHECK(late.says("登记“逾期未审批”计入王店长"));
    CHECK(onus({"submit", order("c4", "2026-03-04T09:00"), "--lang", "zh"}).code == 1);
}

TEST_CASE("retail by the command line: a trace follows what climbed to the next level") {
    const Shop onus;
    CHECK(onus({"submit", order("c1", "2026-03-02T09:05", kForce)}).code == 0);
    CHECK(onus({"submit", order("c2", "2026-03-02T09:06", kForce, "store", "B2")}).code == 0);
    CHECK(onus({"advance", "--to", "2026-03-20T09:00"}).code == 0);
    const Ran trace = onus({"trace", "order", "A1"});
    INFO(trace.out << trace.err);
    CHECK(count(trace.out, "is overdue") == 1);
    CHECK(trace.says("goes one level up, to Zhou (zhou)"));
    CHECK(trace.says("nobody answered at any level"));
    CHECK_FALSE(trace.says("% of the time has passed"));
    CHECK(onus({"trace", "order", "A1", "--lang", "zh"}).says("上报一级，由周总（zhou）决定"));
}

TEST_CASE("retail by the command line: nobody is told to force what is blocked") {
    const Shop onus;
    const std::string by_chen =
        R"({"id":"c1","by":"chen","at":"2026-03-02T09:00","action":"submit_order",)"
        R"("data":{"order":{"number":"A1","seller":"li","channel":"store","promised":"7 days"}}})";
    const Ran ran = onus({"validate", by_chen, "--lang", "zh"});
    INFO(ran.out);
    CHECK(ran.says("小陈无权办理此事项，该事项由店员办理。"));
    CHECK(ran.says("上限为3天"));
    CHECK_FALSE(ran.says("如需坚持"));
    CHECK_FALSE(ran.says("如需通过"));
}

TEST_CASE("retail by the command line: a value of any length is told in short") {
    const Shop onus;
    const std::string long_value(200'000, 'x');
    const std::string promise =
        order("c1", "2026-03-02T09:00", "", "store", "A1", long_value) + "\n";
    const Ran ran = onus({"validate", "-"}, promise);
    CHECK(ran.code == 1);
    CHECK(ran.out.size() < 4'000);
    const Ran broken = onus({"validate", "-"}, promise.substr(0, 100'000) + "\"]");
    CHECK(broken.code == 2);
    CHECK(broken.err.size() < 1'500);
}

TEST_CASE("retail by the command line: the engine's own findings are told in words") {
    const Shop onus;
    const auto validated = [&](const std::string& command, const std::string& language) {
        return onus({"validate", command, "--lang", language});
    };
    const std::string wrong = order("c1", "2026-03-02T09:00", "", "store", "A1", "3 hours");
    CHECK(validated(wrong, "en")
              .says("  BLOCK  order.promised: 3 hours was given; expected is a length of time in "
                    "days, such "
                    "as \"7 days\".\n"));
    CHECK(validated(wrong, "en").says("→ Would not take effect."));
    CHECK(validated(wrong, "zh")
              .says("  禁止  “订单.承诺退货期”填写了“3 hours”，应填写以天计的时长，例如“7天”。\n"));
    CHECK_FALSE(validated(wrong, "en").says("wrong_value"));

    CHECK(onus({"submit", order("c2", "2026-03-02T09:00", "", "store", "A1", "3 days")}).code == 0);
    const std::string again = order("c3", "2026-03-02T10:00", "", "store", "A1", "2 days");
    CHECK(validated(again, "en").says("order A1 exists already."));
    CHECK(validated(again, "zh").says("“订单”A1已存在。"));
    CHECK(validated(order("c4", "2026-03-02T10:00", kForce, "store", "A4"), "en")
              .says("→ Would take effect."));
}

TEST_CASE("retail by the command line: the same stream twice is carried out once") {
    const Shop onus;
    const std::string stream = order("c1", "2026-03-02T09:00", "", "store", "A1", "3 days") + "\n" +
                               order("c2", "2026-03-02T09:01", kForce, "store", "A2") + "\n" +
                               order("c3", "2026-03-02T09:02", "", "store", "A3") + "\n";
    const Ran first = onus({"submit", "-"}, stream);
    CHECK(first.code == 1);
    CHECK(first.says("3 commands: 2 carried out, 1 without effect, 0 broken"));
    const std::string head = onus({"ledger", "head"}).out;
    const Ran second = onus({"submit", "-"}, stream);
    CHECK(second.code == 1);
    CHECK(second.says("3 had been answered before"));
    CHECK(onus({"ledger", "head"}).out == head);
}

TEST_CASE("retail by the command line: a broken line is told with its place, the rest goes on") {
    const Shop onus;
    const std::string stream = order("c1", "2026-03-02T09:00", "", "store", "A1", "3 days") +
                               "\n\n{\"id\":\"c2\",}\n" +
                               order("c3", "2026-03-02T09:02", "", "store", "A3", "3 days") + "\n";
    onus.files.write("stream.jsonl", stream);
    const Ran ran = onus({"submit", onus.files.file("stream.jsonl")});
    INFO(ran.out << ran.err);
    CHECK(ran.code == 2);
    CHECK(ran.says("stream.jsonl:3:12"));
    CHECK(ran.says("N0702"));
    CHECK(ran.says("3 commands: 2 carried out, 0 without effect, 1 broken"));

    const Shop other;
    const Ran stopped = other({"submit", onus.files.file("stream.jsonl"), "--stop-on-error"});
    CHECK(stopped.code == 2);
    CHECK(stopped.says("2 commands: 1 carried out, 0 without effect, 1 broken"));
}

TEST_CASE(
    "retail by the command line: an id with another content is refused, nothing is recorded") {
    const Shop onus;
    CHECK(onus({"submit", order("c1", "2026-03-02T09:00", "", "store", "A1", "3 days")}).code == 0);
    const std::string head = onus({"ledger", "head"}).out;
    const Ran other =
        onus({"submit", order("c1", "2026-03-02T09:00", "", "store", "A1", "2 days")});
    CHECK(other.code == 2);
    CHECK(onus({"ledger", "head"}).out == head);
}

TEST_CASE("retail by the command line: JSON answers can be read line by line") {
    const Shop onus;
    const Ran ran = onus({"submit", "--json", order("c1", "2026-03-02T09:00")});
    CHECK(ran.code == 1);
    CHECK(ran.err.empty());
    CHECK(ran.says(R"("takes_effect":false)"));
    CHECK(ran.says(R"("en":"Order A1 promises 7 days; the limit is 3 days.")"));
    CHECK(ran.says(R"({"summary":{"commands":1,"take_effect":0,"do_not_take_effect":1)"));
}

TEST_CASE("retail by the command line: a ledger kept by somebody else is told, and left alone") {
    const Shop onus;
    onus.files.write("ledger.sqlite", "this is no ledger");
    const Ran ran = onus({"submit", order("c1", "2026-03-02T09:00")});
    CHECK(ran.code == 5);
    CHECK(ran.says("N08"));
}

TEST_CASE(
    "retail by the command line: a head from outside shows whether the ledger was rewritten") {
    const Shop onus;
    CHECK(onus({"submit", order("c1", "2026-03-02T09:00")}).code == 1);
    std::string head = onus({"ledger", "head"}).out;
    head.pop_back();
    CHECK(onus({"ledger", "verify", "--head", head}).code == 0);
    head.back() = head.back() == '0' ? '1' : '0';
    CHECK(onus({"ledger", "verify", "--head", head}).code == 1);
    CHECK(onus({"ledger", "verify", "--head", "nonsense"}).code == 2);
}

}  // namespace
}  // namespace onus::tests
