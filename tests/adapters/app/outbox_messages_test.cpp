// SPDX-License-Identifier: Apache-2.0
#include "adapters/app/outbox_messages.h"

#include <catch2/catch.hpp>

#include "adapters/json/json.h"
#include "tests/engine/session/office_text.h"
#include "tests/engine/session/retail_text.h"
#include "tests/support/workspace.h"

namespace onus::adapters {
namespace {

using test::kRetail;
using test::kShop;
using test::store_order;

DeliverySettings settings() {
    DeliverySettings made;
    made.usual = "robot";
    made.language = Language::kChinese;
    made.people["wang"] = {"mail", "wang@example.com", Language::kEnglish};
    made.people["li"] = {"", "13800000000", Language::kChinese};
    return made;
}

Addressed only_message(const test::Workspace& shop, std::uint64_t number) {
    const auto row = shop.session().state().unsent_notice(number);
    REQUIRE(row.has_value());
    return message_of(shop.session(), *row, settings());
}

engine::Data envelope(const Message& message) {
    const auto data = parse_json(std::string_view(message.envelope));
    REQUIRE(data.has_value());
    return *data;
}

TEST_CASE("outbox messages: go to the receiver's channel, in his language, as a part of the case") {
    test::Workspace shop({kRetail}, kShop, {}, engine::TimeMode::kService);
    shop.force("li", "submit_order", store_order("A1", "7 days"), "loyal", "2025-07-10 09:05");
    const Addressed told = only_message(shop, 1);
    CHECK(told.channel == "mail");
    CHECK(told.message.address == "wang@example.com");
    CHECK(told.message.text ==
          "Wang: Was forced with the reason: “loyal” (The supervisor decides every forced order "
          "within 24 hours, order A1, until 2025-07-11 09:05, Retail returns, matter 1, duty 1, "
          "attempt 1)");
    CHECK(told.message.subject.starts_with("Wang: Was forced with the reason: “loyal”"));
    CHECK(told.message.subject.ends_with(" … (cut)"));
    CHECK(told.message.personal);
    CHECK(told.message.lane.ends_with("order A1"));
    CHECK(told.message.since == test::at("2025-07-10 09:05"));
    CHECK(told.message.id.ends_with("-n1"));
    const engine::Data event = envelope(told.message);
    CHECK(event.member("specversion")->text == "1.0");
    CHECK(event.member("type")->text == "onus.notice.v1");
    CHECK(event.member("id")->text == told.message.id);
    CHECK(event.member("time")->text == "2025-07-10T01:05:00+00:00");
    CHECK(event.member("data")->member("person")->text == "wang");

    // The decision is told to the seller over the usual channel; it is about the same order.
    shop.decide("wang", "decide_forced_order", engine::Decision::kReject, "no", "2025-07-10 10:00");
    const Addressed decided = only_message(shop, 3);
    CHECK(decided.channel == "robot");
    CHECK(decided.message.address == "13800000000");
    CHECK(decided.message.text.starts_with("小李：王店长的决定：驳回。"));
    CHECK(decided.message.lane == told.message.lane);
}

std::string told(const test::Workspace& shop, std::uint64_t sequence,
                 const std::string& client = "") {
    SubscriberSettings subscriber;
    subscriber.client = client;
    const auto reply = shop.session().reply_of(sequence);
    REQUIRE(reply.has_value());
    std::string all;
    for (const Message& message : events_of(shop.session(), *reply, subscriber)) {
        const engine::Data event = envelope(message);
        all += event.member("type")->text + " " + event.member("subject")->text + "\n";
        CHECK(sequence_of(message.number) == sequence);
        CHECK(message.lane.empty());
    }
    return all;
}

TEST_CASE("outbox messages: a system is told what becomes of its attempts, and is asked to undo") {
    test::Workspace shop({kRetail}, kShop, {}, engine::TimeMode::kService);
    const auto forced =
        shop.force("li", "submit_order", store_order("A1", "7 days"), "loyal", "2025-07-10 09:05");
    const std::string expected =
        "onus.attempt.judged.v1 attempt/1\n"
        "onus.violation.recorded.v1 attempt/1\n";
    CHECK(told(shop, forced.sequence) == expected);
    CHECK(told(shop, forced.sequence, "test") == expected);
    CHECK(told(shop, forced.sequence, "another").empty());
    const auto fine =
        shop.submit("li", "submit_order", store_order("A2", "3 days"), "2025-07-10 09:06");
    CHECK(told(shop, fine.sequence).empty());
    const auto decided = shop.decide("wang", "decide_forced_order", engine::Decision::kReject, "no",
                                     "2025-07-10 10:00");
    CHECK(told(shop, decided.sequence, "test") == "onus.attempt.compensation.v1 attempt/1\n");
}

TEST_CASE("outbox messages: an event that is too large is told without its content") {
    test::Workspace shop({kRetail}, kShop, {}, engine::TimeMode::kService);
    const auto forced = shop.force("li", "submit_order", store_order("A1", "7 days"),
                                   std::string(80'000, 'x'), "2025-07-10 09:05");
    const auto messages = events_of(shop.session(), *shop.session().reply_of(forced.sequence), {});
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].envelope.size() < 1000);
    CHECK(envelope(messages[0]).member("data")->member("cut")->text == "true");
    CHECK(envelope(messages[1]).member("data")->member("cut") == nullptr);
    CHECK(only_message(shop, 1).message.subject.size() <= 120);
}

TEST_CASE("outbox messages: nobody is told a value that he may not read") {
    const std::string book = R"(
rulebook desk "Desk"
  level company
  effective 2025-01-01
  owner hr.head
  calendar cn_office
  currency CNY
role clerk
role buyer
role team_leader
record order
  number : text unique
  amount : money
action place_order (order) by clerk
  creates order
rule dear "Dear orders are told"
  when place_order
  require order.amount at most 100 yuan
  otherwise warn "Too much."
  violated notify buyer, team_leader "{order.number} costs {order.amount}."
permission reading "Reading"
  granted to team_leader
  may read order
  carries none "Reading harms nobody."
permission numbers "Numbers"
  granted to buyer
  may read order.number
  carries none "Reading harms nobody."
)";
    test::Workspace desk({book}, test::kOfficePeople, {}, engine::TimeMode::kService);
    const engine::Reply forced =
        desk.force("cleo", "place_order", R"({"order":{"number":"N1","amount":777}})", "needed",
                   "2025-07-10 09:05");
    std::string buyer;
    std::string leader;
    for (std::uint64_t number = 1; number <= 2; ++number) {
        const Addressed told = only_message(desk, number);
        const std::string all = told.message.text + told.message.envelope;
        (told.message.envelope.find("\"person\":\"bill\"") != std::string::npos ? buyer : leader) +=
            all;
    }
    INFO(buyer << "\n" << leader);
    CHECK(buyer.find("N1") != std::string::npos);
    CHECK(buyer.find("777") == std::string::npos);
    CHECK(leader.find("777") != std::string::npos);

    const auto sent = [&](std::vector<std::string> reads) {
        SubscriberSettings subscriber;
        subscriber.reads = std::move(reads);
        std::string all;
        for (const Message& message : events_of(desk.session(), forced, subscriber)) {
            all += message.envelope;
        }
        return all;
    };
    CHECK(sent({}).find("777") == std::string::npos);
    CHECK(sent({}).find("N1") == std::string::npos);
    CHECK(sent({"order.number"}).find("N1") != std::string::npos);
    CHECK(sent({"order"}).find("777") != std::string::npos);
}

}  // namespace
}  // namespace onus::adapters
