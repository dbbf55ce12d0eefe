// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "tests/engine/compile/compiled.h"

namespace onus::engine::test {

TEST_CASE("history: questions with one key and filter share an index, whatever their window") {
    const auto program = compiled_shop(R"(
rule once
  when submit
  require count of submit by actor in the last 30 days less than 5
  otherwise note "Often."
rule month
  when submit
  require count of submit by actor in this month less than 9
  otherwise note "Very often."
)");
    REQUIRE(program->indexes.size() == 1);
    CHECK(program->indexes[0].id == "done shop.submit key actor calendar cn_retail");
    CHECK(program->questions.size() == 2);
    const std::uint32_t submit = program->find_action("submit").value();
    CHECK(program->actions[submit].history == std::vector<std::uint32_t>{0});
}

TEST_CASE("history: keys are pushed in the order of the index, then the length of the window") {
    const auto program = compiled_shop(R"(
rule seen
  when submit
  require done view(order.supplier) by actor in the last 30 days
  otherwise block "Look first."
)");
    CHECK(listing(*program, "gate shop.seen on shop.submit") ==
          R"(gate shop.seen on shop.submit
  require
    param_field order.supplier
    special actor
    constant 30 days
    history done [done shop.view key $supplier key actor calendar cn_retail] in last
  otherwise block
  message shop.seen#otherwise
)");
}

TEST_CASE("history: a sum is kept by what it measures, a filter by what it says") {
    const auto program = compiled_shop(R"(
rule total
  when submit
  require sum of submit.order.amount by actor where (order.channel is online) in this year
          + order.amount at most ¥9000
  otherwise note "Enough."
)");
    REQUIRE(program->indexes.size() == 1);
    CHECK(program->indexes[0].id ==
          "done shop.submit key actor where (= (field shop.order.channel $order) 'online) of "
          "(field shop.order.amount $order) calendar cn_retail");
    CHECK(program->indexes[0].filter != kNoCode);
    CHECK(program->indexes[0].measured != kNoCode);
}

TEST_CASE("history: the latest of all is asked, not the latest that fits") {
    const auto program = compiled_shop(R"(
action inspect (order, result: one of (pass, fail)) by clerk
rule passed
  when submit
  require latest inspect(order) has (result is pass)
  otherwise block "Not passed."
)");
    REQUIRE(program->indexes.size() == 1);
    CHECK(program->indexes[0].filter == kNoCode);
    CHECK(program->indexes[0].measured != kNoCode);
    CHECK(program->questions[0].op == HistoryOp::kLatest);
}

TEST_CASE("history: equal questions of two versions have one index id") {
    const std::string rule = R"(
rule often
  when submit
  require count of submit by actor in the last 30 days less than 5
  otherwise note "Often."
)";
    const auto first = compiled_shop(rule);
    const auto second = compiled_shop(R"(
action other (note: text) by clerk
rule first_of_all
  when other
  require count of other by actor in this week less than 3
  otherwise note "Other."
)" + rule);
    REQUIRE(first->indexes.size() == 1);
    REQUIRE(second->indexes.size() == 2);
    const auto has = [&](const std::string& id) {
        return second->indexes[0].id == id || second->indexes[1].id == id;
    };
    CHECK(has(first->indexes[0].id));
}

TEST_CASE("history: a limit that a filter depends on is part of the index") {
    const auto rule = [](const char* limit) {
        return std::string("parameter large : money is ") + limit + R"(
rule often
  when submit
  require count of submit by actor where (order.amount more than large) in this month less than 5
  otherwise note "Often."
)";
    };
    CHECK(compiled_shop(rule("¥100"))->indexes[0].id != compiled_shop(rule("¥200"))->indexes[0].id);
}

TEST_CASE("history: a recurrence counts the same events by the same path") {
    const auto program = compiled_shop(R"(
duty talk
  when submit if order.urgent
  repeated 3 times in the last 30 days by order.seller
  bearer manager
  must approve(order)
  within 3 working days
)");
    REQUIRE(program->duties.size() == 1);
    const RepeatedInfo& repeated = program->duties[0].repeated.value();
    CHECK(repeated.count == 3);
    CHECK(repeated.question.op == HistoryOp::kCount);
    CHECK(repeated.question.has_length);
    CHECK(repeated.length != kNoCode);
    CHECK(program->indexes[repeated.question.index].id ==
          "done shop.submit key (field shop.order.seller $order) where (field shop.order.urgent "
          "$order) calendar cn_retail");
}

TEST_CASE("history: forced rules count by the person who forced") {
    const auto program = compiled_shop(R"(
rule limit
  when submit
  require order.promised at most 3 days
  otherwise warn "Too long."
rule third
  when submit
  require count of forced limit by actor in the last 90 days less than 2
  otherwise hold "Third time."
)");
    REQUIRE(program->indexes.size() == 1);
    CHECK(program->indexes[0].subject == HistorySubject::kForced);
    CHECK(program->indexes[0].target == "shop.limit");
    CHECK(program->indexes[0].id == "forced shop.limit key actor calendar cn_retail");
}

}  // namespace onus::engine::test
