// SPDX-License-Identifier: Apache-2.0
//
// Declarations about an action of an upper layer: what every action that is one feeds and starts.
#include <catch2/catch.hpp>

#include "engine/replay.h"
#include "tests/engine/session/office_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

constexpr const char* kLaw = R"(
rulebook law_book "Law"
  level law
  effective 2014-03-15
  owner hr.head
  calendar cn_office
role judge
action sale (channel: one of (store, online), promised: days) by anyone
rule long_promises "Nobody promises more than a month"
  when sale
  require promised at most 30 days
  otherwise warn "{promised} is long."
duty keep_record "A long promise is written down"
  when sale if promised more than 20 days
  bearer finance.head
  must write_down(channel)
  within 2 days
action write_down (channel: one of (store, online)) by anyone
)";

constexpr const char* kShop = R"(
rulebook shop "Shop"
  level company
  effective 2025-01-01
  owner hr.head
  calendar cn_office
  currency CNY
  use law_book
role clerk       reports to team_leader
role team_leader reports to director
role director
record order
  number   : text unique
  channel  : one of store, online
  promised : days
record parcel
  number   : text unique
  channel  : one of store, online
  promised : days
action sell (order) by clerk
  is sale
action send (parcel) by clerk
  is sale
action hold_talk (with: person) by anyone

rule forced_often "Long promises are rare"
  when hold_talk
  require count of forced long_promises by actor in the last 30 days less than 2
  otherwise note "Often."
rule forced_online "Long promises online are rarer"
  when hold_talk
  require count of forced long_promises where (channel is online) in the last 30 days less than 2
  otherwise note "Often online."
rule missed "Long promises are written down"
  when hold_talk
  require count of overdue keep_record in the last 30 days less than 2
  otherwise note "Not written down."
duty talk "Whoever forces a long promise is talked to"
  when forced long_promises
  bearer actor.supervisor
  must hold_talk(actor)
  within 5 days
)";

std::string goods(const std::string& kind, const std::string& number, const std::string& channel) {
    return R"({")" + kind + R"(": {"number": ")" + number + R"(", "channel": ")" + channel +
           R"(", "promised": 40}})";
}

TEST_CASE("layer: every action that is one of the law's feeds what is asked about its rule",
          "[engine][layer]") {
    Workspace shop({kLaw, kShop}, kOfficePeople);
    const auto talk = [&](std::string_view when) {
        return outline(shop.submit("cleo", "hold_talk", R"({"with": "carl"})", when));
    };
    const std::string sold = outline(
        shop.force("cleo", "sell", goods("order", "N1", "online"), "a", "2025-07-01 09:00"));
    INFO(sold);
    CHECK(sold.find("duty") != std::string::npos);
    CHECK(sold.find("talk tom") != std::string::npos);
    CHECK(talk("2025-07-01 10:00").find("forced_often") == std::string::npos);
    shop.force("cleo", "send", goods("parcel", "P1", "store"), "b", "2025-07-01 11:00");
    const std::string both = talk("2025-07-01 12:00");
    INFO(both);
    CHECK(both.find("forced_often note") != std::string::npos);
    CHECK(both.find("forced_online") == std::string::npos);
    shop.force("cleo", "send", goods("parcel", "P2", "online"), "c", "2025-07-01 13:00");
    CHECK(talk("2025-07-01 14:00").find("forced_online note") != std::string::npos);
    CHECK(talk("2025-07-01 14:01").find("missed") == std::string::npos);
    CHECK(talk("2025-07-04 14:00").find("missed note") != std::string::npos);
    const auto again = engine::rejudge(shop.store());
    REQUIRE(again.has_value());
    CHECK(again->same());
}

}  // namespace
}  // namespace onus::test
