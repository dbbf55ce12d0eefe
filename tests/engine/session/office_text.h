// SPDX-License-Identifier: Apache-2.0
//
// A small office with approvals, holds and duties, for tests of what happens to an attempt.

#pragma once

#include <string>

#include <catch2/catch.hpp>

namespace onus::test {

inline constexpr const char* kOffice = R"(
rulebook office "Office"
  level company
  effective 2025-01-01
  owner hr.head
  calendar cn_office
  currency CNY

role clerk       reports to team_leader
role team_leader reports to director
role director
role buyer       reports to team_leader
role finance     reports to director

record order
  number : text unique
  amount : money
  urgent : yes_no
  note   : text optional

action place_order (order) by clerk, team_leader
  creates order
action amend_order (order) by clerk
  changes order.amount
action pay_order (order) by clerk
action check_order (order) by finance
action start_hearing (order) by clerk
action end_hearing (order) by clerk
action allow_more_time (order) by team_leader
action drop_order (order) by clerk

rule small_amounts "Orders above 1000 need a reason"
  when place_order
  require order.amount at most 1000 yuan
  otherwise warn "{order.amount} is much."

rule urgent_orders "Urgent orders wait for the team leader"
  when place_order if order.urgent is yes
  require order.amount at most 10 yuan
  otherwise hold for actor.supervisor answer within 4 hours "Urgent."

rule large_orders "Large orders need two approvals"
  when place_order if order.amount more than 5000 yuan
  needs approval by actor.supervisor, finance.head as different persons within 1 day

rule paid_when_checked "An order is paid after it was checked"
  when pay_order
  require done check_order(order) in the last 30 days
  otherwise block "Have {order.number} checked first."

duty check_in_time "Finance checks every order within 2 days"
  when place_order if order.amount more than 100 yuan
  bearer finance
  must check_order(order)
  within 2 days
  remind 50%
  suspended from start_hearing until end_hearing
  extended 3 days when allow_more_time
  cancelled when drop_order
  may be delegated to buyer
  may be excused by hr.head
  overdue log check_missed against bearer -2 points "{order.number} was not checked."
          notify hr.head level red "Unchecked." "未核对。"
  fulfilled notify hr.head
)";

inline constexpr const char* kOfficePeople = R"(
organisation: office
fallback: boss
persons:
  boss: {name: Boss}
  dora: {name: Dora}
  tom:  {name: Tom}
  cleo: {name: Cleo}
  carl: {name: Carl}
  fred: {name: Fred}
  fran: {name: Fran}
  bill: {name: Bill}
  hana: {name: Hana}
units:
  company: {head: boss}
  team:    {parent: company, head: tom}
  finance: {parent: company, head: dora}
  hr:      {parent: company, head: hana}
posts:
  company: {director: dora}
  team: {team_leader: tom, clerk: [cleo, carl], buyer: bill}
  finance: {finance: [fred, fran]}
absences:
  - {person: hana, from: 2025-08-01, until: 2025-08-10}
  - {person: tom, from: 2025-08-01, until: 2025-08-10, delegate: bill}
systems: [erp]
)";

inline std::string order(const std::string& number, const std::string& amount,
                         const std::string& urgent = "no") {
    return R"({"order": {"number": ")" + number + R"(", "amount": )" + amount + R"(, "urgent": ")" +
           urgent + R"("}})";
}

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t found = text.find(from);
    REQUIRE(found != std::string::npos);
    return text.replace(found, from.size(), to);
}

/// The office with one more rule.
inline std::string with_rule(const std::string& rule) {
    return replaced(kOffice, "duty check_in_time", rule + "\nduty check_in_time");
}

}  // namespace onus::test
