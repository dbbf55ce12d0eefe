// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "tests/engine/compile/compiled.h"

namespace onus::engine::test {

TEST_CASE("lower: a field of a parameter is one read, a comparison names its clause") {
    const auto program = compiled_shop(R"(
rule limit
  when submit
  require order.promised at most 3 days
  otherwise note "Order {order.number}."
)");
    CHECK(listing(*program, "gate shop.limit on shop.submit") ==
          R"(gate shop.limit on shop.submit
  require
    param_field order.promised
    constant 3 days
    compare at most
  otherwise note
  message shop.limit#otherwise
  value
    param_field order.number
)");
    REQUIRE(program->clauses.size() == 1);
    const ClauseInfo& clause = program->clauses.front();
    CHECK(clause.left.en == "order.promised");
    CHECK(clause.comparison == Comparison::kLessEqual);
    CHECK(clause.left_parameter == 0);
    CHECK(clause.left_slot == 5);
    CHECK(clause.right_parameter == kNoIndex);
}

TEST_CASE("lower: and, or pass over a right side that cannot matter") {
    const auto program = compiled_shop(R"(
rule both
  when submit
  require order.urgent and (order.promised at most 3 days or order.channel is phone)
  otherwise note "Both."
)");
    CHECK(listing(*program, "gate shop.both on shop.submit") ==
          R"(gate shop.both on shop.submit
  require
    param_field order.urgent
    skip_if_no 9
    param_field order.promised
    constant 3 days
    compare at most
    skip_if_yes 4
    param_field order.channel
    constant 'phone
    compare is
    or
    and
  otherwise note
  message shop.both#otherwise
)");
}

TEST_CASE("lower: a field of a nested record is read from the record") {
    const auto program = compiled_shop(R"(
rule certified
  when submit
  require order.supplier.name in ("acme", "globe")
  otherwise note "Unknown supplier."
)");
    CHECK(listing(*program, "gate shop.certified on shop.submit") ==
          R"(gate shop.certified on shop.submit
  require
    param_field order.supplier
    field shop.supplier.name
    constant "acme"
    constant "globe"
    list 2
    in
  otherwise note
  message shop.certified#otherwise
)");
}

TEST_CASE("lower: money that was multiplied is rounded where it is assigned") {
    const auto program = compiled_shop(R"(
define deposit (order) : money is 30% * order.amount
define fee (order) : money is order.amount - ¥5
)");
    CHECK(listing(*program, "define shop.deposit") == R"(define shop.deposit
  value
    constant 30%
    param_field 0.4
    multiply
    money_round 2
)");
    CHECK(listing(*program, "define shop.fee").find("money_round") == std::string::npos);
}

TEST_CASE("lower: a parameter of a rulebook is a definition without arguments") {
    const auto program = compiled_shop(R"(
parameter longest : days is 7 days
rule limit
  when submit
  require order.promised at most longest
  otherwise note "Too long."
)");
    CHECK(listing(*program, "define shop.longest") == R"(define shop.longest
  value
    constant 7 days
)");
    CHECK(listing(*program, "gate shop.limit on shop.submit").find("call shop.longest") !=
          std::string::npos);
}

TEST_CASE("lower: exceptions keep their condition, value and what they beat") {
    const auto program = compiled_shop(R"(
define limit (order) : days is 3 days
  except online if order.channel is online then 7 days
  except hurry over online if order.urgent then 1 day
)");
    CHECK(listing(*program, "define shop.limit") == R"(define shop.limit
  value
    constant 3 days
  except online
  if
    param_field 0.3
    constant 'online
    compare is
  then
    constant 7 days
  except hurry over online
  if
    param_field 0.7
  then
    constant 1 day
)");
}

TEST_CASE("lower: equal codes and constants are kept once") {
    const auto one = compiled_shop(R"(
rule a
  when submit
  require order.promised at most 3 days
  otherwise note "A."
)");
    const auto two = compiled_shop(R"(
rule a
  when submit
  require order.promised at most 3 days
  otherwise note "A."
rule b
  when submit
  require order.promised at most 3 days
  otherwise note "B."
)");
    CHECK(one->code.size() == two->code.size());
    CHECK(one->constants.size() == two->constants.size());
    CHECK(one->clauses.size() == two->clauses.size());
}

}  // namespace onus::engine::test
