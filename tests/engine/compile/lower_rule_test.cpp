// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "engine/run/disassemble.h"
#include "tests/engine/compile/compiled.h"

namespace onus::engine::test {

namespace {

const char* const kValues[] = {"store", "online", "phone"};

const ActionInfo& submit_of(const Program& program) {
    return program.actions[program.find_action("submit").value()];
}

std::string channel_rule(int number, const std::string& channel) {
    return "rule r" + std::to_string(number) + "\n  when submit if order.channel is " + channel +
           " and order.amount more than ¥" + std::to_string(number) +
           "\n  require order.promised at most 3 days\n  otherwise note \"N.\"\n";
}

}  // namespace

TEST_CASE("dispatch: rules that test one field share one branch") {
    std::string rules;
    for (int i = 0; i < 100; ++i) {
        rules += channel_rule(i, kValues[i % 3]);
    }
    rules +=
        "rule always\n  when submit\n  require order.promised at most 9 days\n"
        "  otherwise note \"N.\"\n";
    const auto program = compiled_shop(rules);
    const ActionInfo& submit = submit_of(*program);
    REQUIRE(submit.gates.size() == 1);
    CHECK(program->gates[submit.gates[0]].id == "shop.always");
    REQUIRE(submit.branches.size() == 1);
    const ActionInfo::Branch& branch = submit.branches[0];
    CHECK(branch.parameter == 0);
    CHECK(branch.slot == 3);
    CHECK(branch.gates.at("store").size() == 34);
    CHECK(branch.gates.at("online").size() == 33);
    CHECK(branch.gates.at("phone").size() == 33);
}

TEST_CASE("dispatch: a test under `or` or `not` does not discriminate") {
    const auto program = compiled_shop(R"(
rule either
  when submit if order.channel is online or order.urgent
  require order.promised at most 3 days
  otherwise note "N."
rule other
  when submit if order.channel is not online
  require order.promised at most 3 days
  otherwise note "N."
)");
    CHECK(submit_of(*program).gates.size() == 2);
    CHECK(submit_of(*program).branches.empty());
}

TEST_CASE("dispatch: the pair that most rules share is chosen, others get their own branch") {
    const auto program = compiled_shop(R"(
action ship (order, speed: one of (slow, fast)) by clerk
rule a
  when ship if order.channel is online and speed is fast
  require order.urgent
  otherwise note "N."
rule b
  when ship if speed is slow
  require order.urgent
  otherwise note "N."
rule c
  when ship if order.channel is store
  require order.urgent
  otherwise note "N."
rule d
  when ship if order.channel is store
  require order.urgent
  otherwise note "N."
)");
    const ActionInfo& ship = program->actions[program->find_action("ship").value()];
    REQUIRE(ship.branches.size() == 2);
    CHECK(ship.branches[0].slot == 3);
    CHECK(ship.branches[0].gates.size() == 2);
    CHECK(ship.branches[1].parameter == 1);
    CHECK(ship.branches[1].slot == kNoIndex);
    CHECK(ship.branches[1].gates.at("slow").size() == 1);
}

TEST_CASE("gates: a duty before an action asks whether the actor has done it") {
    const auto program = compiled_shop(R"(
duty look_first "No order without a look"
  before submit
  must view(order.supplier) in the last 30 days
  otherwise block "Read {order.supplier.name}'s certificate."
)");
    REQUIRE(program->gates.size() == 1);
    CHECK(program->gates[0].is_duty);
    CHECK(program->gates[0].title.en == "No order without a look");
    CHECK(listing(*program, "gate shop.look_first on shop.submit") ==
          R"(gate shop.look_first on shop.submit
  require
    param_field order.supplier
    special actor
    constant 30 days
    history done [done shop.view key $supplier key actor calendar cn_retail] in last
  otherwise block
  message shop.look_first#otherwise
  value
    param_field order.supplier
    field shop.supplier.name
)");
}

TEST_CASE("gates: they are sorted by id, however they were written") {
    const std::string a = channel_rule(1, "store");
    const std::string b = channel_rule(2, "online");
    const std::string c = channel_rule(3, "phone");
    const auto one = compiled_shop(a + b + c);
    const auto other = compiled_shop(c + a + b);
    CHECK(one->hash == other->hash);
    CHECK(disassemble(*one) == disassemble(*other));
    REQUIRE(other->gates.size() == 3);
    CHECK(other->gates[0].id == "shop.r1");
    CHECK(other->gates[2].id == "shop.r3");
}

TEST_CASE("gates: the place is the line where the rule is written") {
    const auto program = compiled_shop(channel_rule(1, "store"));
    CHECK(program->gates[0].place == "rules.onus:30");
}

TEST_CASE("messages: both languages share the values, each found once") {
    const auto program = compiled_shop(R"(
rule limit
  when submit
  require order.promised at most 3 days
  otherwise warn "{order.number}: {order.promised}, {order.number}."
                 "{order.promised}，{order.number}。"
)");
    REQUIRE(program->messages.size() == 1);
    const MessageInfo& message = program->messages[0];
    CHECK(message.id == "shop.limit#otherwise");
    CHECK(message.arguments.size() == 2);
    REQUIRE(message.en.size() == 6);
    CHECK(std::get<std::uint32_t>(message.en[0]) == 0);
    CHECK(std::get<std::uint32_t>(message.en[4]) == 0);
    CHECK(std::get<std::uint32_t>(message.zh[0]) == 1);
    CHECK(program->message_by_id.at("shop.limit#otherwise") == 0);
}

TEST_CASE("effects: each message has the place of its effect in its id") {
    const auto program = compiled_shop(R"(
duty close
  when submit
  bearer manager
  must approve(order)
  within 2 days
  overdue log late against bearer -2 points "Late."
          notify bearer.supervisor level red "Look."
)");
    CHECK(program->message_by_id.count("shop.close#overdue.0") == 1);
    CHECK(program->message_by_id.count("shop.close#overdue.1") == 1);
    const ActionInfo& submit = submit_of(*program);
    REQUIRE(submit.duties.size() == 1);
    CHECK(submit.duties[0] == std::pair<std::uint32_t, std::uint32_t>(0, 0));
}

TEST_CASE("permissions: grants lie at the action, field grants in one list") {
    const auto program = compiled_shop(R"(
permission sell
  granted to clerk
  may perform submit if order.amount at most ¥100
  cannot perform approve
  may write order.amount
  carries none "The manager answers."
)");
    const ActionInfo& submit = submit_of(*program);
    REQUIRE(submit.grants.size() == 1);
    CHECK(submit.grants[0].allowed);
    CHECK(submit.grants[0].condition != kNoCode);
    const ActionInfo& approve = program->actions[program->find_action("approve").value()];
    REQUIRE(approve.grants.size() == 1);
    CHECK_FALSE(approve.grants[0].allowed);
    REQUIRE(program->field_grants.size() == 1);
    CHECK(program->field_grants[0].write);
    REQUIRE(program->permissions.size() == 1);
    CHECK(program->permissions[0].actions.size() == 1);
}

TEST_CASE("names: a bare name leads to its declaration, a qualified one too") {
    const auto program = compiled_shop(channel_rule(1, "store"));
    CHECK(program->find_action("shop.submit") == program->find_action("submit"));
    CHECK(program->gate_by_id.at("r1") == program->gate_by_id.at("shop.r1"));
    CHECK(program->record_by_id.at("order") == program->record_by_id.at("shop.order"));
    CHECK(program->shown_by_id.at("shop.submit").en == "submit");
}

}  // namespace onus::engine::test
