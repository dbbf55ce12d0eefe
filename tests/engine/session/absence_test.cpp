// SPDX-License-Identifier: Apache-2.0
//
// What rests on something not having happened, when for a time nothing was recorded.
#include <catch2/catch.hpp>

#include "engine/replay.h"
#include "engine/run/render.h"
#include "tests/engine/session/office_text.h"
#include "tests/engine/session/retail_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

using engine::Decision;

void outage(Workspace& office, std::string_view from, std::string_view until) {
    engine::Command command;
    command.at = command.received = office.session().state().header.now < at(until)
                                        ? at(until)
                                        : office.session().state().header.now;
    command.body = engine::Outage{at(from), at(until), {}};
    REQUIRE(outline(office.run(std::move(command))) == "gap\n");
}

void check_replays(Workspace& office) {
    CHECK(engine::rebuild(office.store())->same());
    CHECK(engine::rejudge(office.store())->same());
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// The words of the one finding.
std::string words(const Workspace& office, const engine::Reply& reply, Language language) {
    const auto& judged = std::get<engine::Judged>(reply.events.front());
    REQUIRE(judged.findings.size() == 1);
    const engine::World& world = office.session().world();
    return engine::render({world.program_at(judged.at), nullptr, world.calendar("cn_office")},
                          judged.findings.front().text, language);
}

engine::Reply pay(Workspace& office, std::string_view when) {
    return office.submit("cleo", "pay_order", R"({"order": "N1"})", when);
}

TEST_CASE("absence: an outage that touches the window makes the finding undetermined",
          "[engine][absence]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "50"), "2025-06-01 09:00");

    SECTION("it ends where the window begins") {
        outage(office, "2025-06-30 20:00", "2025-07-01 00:00");
        CHECK(outline(pay(office, "2025-07-31 12:00")) ==
              "judged 2 refused block | paid_when_checked block\n");
    }
    SECTION("it ends a millisecond later") {
        outage(office, "2025-06-30 20:00", "2025-07-01 00:00:00.001");
        const engine::Reply reply = pay(office, "2025-07-31 12:00");
        CHECK(has(outline(reply), "judged 2 held hold | paid_when_checked hold undetermined"));
        CHECK(has(outline(reply), "hold paid_when_checked for hana"));
        CHECK(words(office, reply, Language::kEnglish) ==
              "This rule could not be evaluated: it asks for “check_order” since 2025-07-01 00:00, "
              "and nothing was recorded from 2025-06-30 20:00 to 2025-07-01 00:00:00.001. Its "
              "owner decides.");
        CHECK(words(office, reply, Language::kChinese) ==
              "此规则无法判定：它查询2025-07-01 00:00以来的“check_order”，而2025-06-30 20:00至"
              "2025-07-01 00:00:00.001期间没有记录，由主责人决定。");
        CHECK(has(outline(office.decide("hana", 1, Decision::kApprove, "I saw the check",
                                        "2025-07-31 13:00")),
                  "effect pay_order"));
    }
    SECTION("what was seen was seen") {
        office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-10 09:00");
        outage(office, "2025-07-11 08:00", "2025-07-11 10:00");
        CHECK(outline(pay(office, "2025-07-31 12:00")) ==
              "judged 3 effective pass\neffect pay_order\n");
    }
    check_replays(office);
}

TEST_CASE("absence: nobody does anything to a record before it exists", "[engine][absence]") {
    Workspace office({kOffice}, kOfficePeople);
    const bool after = GENERATE(false, true);
    office.submit("carl", "place_order", order("N0", "50"), "2025-07-09 09:00");
    if (!after) {
        outage(office, "2025-07-10 08:00", "2025-07-10 09:00");
    }
    office.submit("cleo", "place_order", order("N1", "50"), "2025-07-10 09:00");
    if (after) {
        outage(office, "2025-07-10 08:00", "2025-07-10 09:00:00.001");
    }
    CHECK(has(outline(pay(office, "2025-07-12 12:00")), "hold undetermined") == after);
    check_replays(office);
}

TEST_CASE("absence: a total that was seen is enough, or may be too small", "[engine][absence]") {
    struct Case {
        const char* required;
        const char* verdict;  ///< after two orders of 50, and an outage
        const char* without;  ///< without the outage
    };
    const Case each = GENERATE(values<Case>({
        // Broken by what was seen, whatever was missed.
        {"count of place_order by actor in the last 30 days less than 2", "block", "block"},
        {"count of place_order by actor in the last 30 days at most 1", "block", "block"},
        {"2 more than count of place_order by actor in the last 30 days", "block", "block"},
        {"count of place_order by actor in the last 30 days is 1", "block", "block"},
        {"count of place_order by actor in the last 30 days + 1 at most 2", "block", "block"},
        // Met by what was seen: nobody is held up for what nobody saw.
        {"count of place_order by actor in the last 30 days at most 2", "pass", "pass"},
        {"count of place_order by actor in the last 30 days at least 2", "pass", "pass"},
        {"count of place_order by actor in the last 30 days is not 1", "pass", "pass"},
        {"sum of place_order.order.amount by actor in the last 30 days at most 100 yuan", "pass",
         "pass"},
        // Broken, unless something was missed.
        {"count of place_order by actor in the last 30 days at least 3", "hold", "block"},
        {"count of place_order by actor in the last 30 days more than 2", "hold", "block"},
        {"3 at most count of place_order by actor in the last 30 days", "hold", "block"},
        {"count of place_order by actor in the last 30 days is 3", "hold", "block"},
        {"count of place_order by actor in the last 30 days + 1 at least 4", "hold", "block"},
        {"sum of place_order.order.amount by actor in the last 30 days at least 101 yuan", "hold",
         "block"},
        // A refund may have been missed.
        {"sum of place_order.order.amount by actor in the last 30 days at most 99 yuan", "hold",
         "block"},
    }));
    CAPTURE(each.required);
    const std::string rule = "\nrule total \"A total\"\n  when drop_order\n  require " +
                             std::string(each.required) + "\n  otherwise block \"No.\"\n";
    Workspace office({with_rule(rule)}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "50"), "2025-07-02 09:00");
    office.submit("cleo", "place_order", order("N2", "50"), "2025-07-02 10:00");
    const auto dropped = [&](std::string_view when) {
        return outline(office.submit("cleo", "drop_order", R"({"order": "N1"})", when));
    };
    CHECK(has(dropped("2025-07-10 09:00"), std::string(" ") + each.without));
    outage(office, "2025-07-05 08:00", "2025-07-05 09:00");
    CHECK(has(dropped("2025-07-10 10:00"), std::string(" ") + each.verdict));
    check_replays(office);
}

TEST_CASE("absence: what was observed in spite of it is no violation", "[engine][absence]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "50"), "2025-07-10 09:00");
    const bool missing = GENERATE(false, true);
    if (missing) {
        outage(office, "2025-07-10 10:00", "2025-07-10 11:00");
    }
    const std::string told = outline(office.observe("cleo", "pay_order", R"({"order": "N1"})",
                                                    "2025-07-10 12:00", "2025-07-10 12:00"));
    CHECK(has(told, "effect pay_order"));
    CHECK(has(told, "violation ") != missing);
    CHECK(has(told, "matter 1 conflict paid_when_checked for hana") == missing);
    check_replays(office);
}

TEST_CASE("absence: a permission that nobody can judge is nothing against the actor",
          "[engine][absence]") {
    Workspace office({with_rule(R"(
permission paying "Clerks pay what was checked"
  granted to clerk
  may perform pay_order if done check_order(order) in the last 30 days
  carries none "The rule is elsewhere."
)")},
                     kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "50"), "2025-07-10 09:00");
    CHECK(has(outline(pay(office, "2025-07-10 09:30")), "paying block permission_refused"));
    outage(office, "2025-07-10 10:00", "2025-07-10 11:00");
    const std::string told = outline(pay(office, "2025-07-10 12:00"));
    CHECK(has(told, "paying hold undetermined"));
    CHECK_FALSE(has(told, "permission_refused"));
    check_replays(office);
}

TEST_CASE("absence: a duty that may not be called for is a matter of the rulebook's owner",
          "[engine][absence]") {
    Workspace office({with_rule(R"(
duty look_again "What was not checked is looked at again"
  when pay_order if not done check_order(order) in the last 30 days
  bearer team_leader
  must allow_more_time(order)
  within 2 days

rule paid_anyway "Nothing is said here"
  when drop_order
  require order.amount at most 1000 yuan
  otherwise note "Much."
)")},
                     kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "50"), "2025-07-10 09:00");
    const bool missing = GENERATE(false, true);
    if (missing) {
        outage(office, "2025-07-10 10:00", "2025-07-10 11:00");
    }
    const std::string told = outline(office.observe("cleo", "pay_order", R"({"order": "N1"})",
                                                    "2025-07-10 12:00", "2025-07-10 12:00"));
    CHECK(has(told, "duty look_again") != missing);
    CHECK(has(told, "conflict look_again for hana") == missing);
    if (missing) {
        const engine::MatterRow* matter = office.session().state().matter(2);
        REQUIRE(matter != nullptr);
        CHECK(matter->opened.declaration == "office.look_again");
        CHECK(matter->opened.text.id == "onus.matter.undetermined.gap_since");
        CHECK(has(outline(office.decide("hana", 2, Decision::kApprove, "It was checked on paper",
                                        "2025-07-10 13:00")),
                  "matter 2 decided hana"));
    }
    check_replays(office);
}

TEST_CASE("absence: silence in a term with an outage moves no share, and is nobody's",
          "[engine][absence]") {
    Workspace shop({kRetail}, kShop);
    shop.force("li", "submit_order", store_order("A1", "7 days"), "loyal", "2025-07-10 09:05");
    const auto complain = [&] {
        return outline(shop.submit("chen", "file_complaint",
                                   R"({"order": "A1", "topic": "return_promise"})",
                                   "2025-07-20 10:00"));
    };
    SECTION("it ends when the term begins") {
        shop.advance("2025-07-12 09:00");
        outage(shop, "2025-07-10 08:05", "2025-07-10 09:05");
        CHECK(has(complain(), "liability over_promised_return | li 70% | wang 30%\n"));
    }
    SECTION("it ends a millisecond later") {
        shop.advance("2025-07-12 09:00");
        outage(shop, "2025-07-10 08:05", "2025-07-10 09:05:00.001");
        const std::string told = complain();
        CHECK(has(told, "liability over_promised_return | li 70% | unassigned 30%\n"));
        CHECK(has(told, "conflict over_promised_return for sun"));
    }
    SECTION("a decision in time was seen") {
        shop.decide("wang", "decide_forced_order", Decision::kReject, "too long",
                    "2025-07-10 12:00");
        outage(shop, "2025-07-10 13:00", "2025-07-10 14:00");
        CHECK(has(complain(), "liability over_promised_return | li 100%\n"));
    }
    check_replays(shop);
}

TEST_CASE("absence: a process, a step and a liability that may not begin are matters, too",
          "[engine][absence]") {
    Workspace office({with_rule(R"(
liability unchecked "Whoever had it placed bears it"
  when drop_order if not done check_order(order) in the last 30 days
  trace order through place_order
  share 100% by place_order.actor

process clearing "What was not checked is cleared up"
  when drop_order if not done check_order(order) in the last 30 days
  step clear "Cleared up"
    owner team_leader
    within 2 days
    deliver report : file

process looking "It is looked at"
  when drop_order
  step look "Looked at"
    unless done check_order(order) in the last 30 days
    owner team_leader
    within 2 days
    deliver findings : file
)")},
                     kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "50"), "2025-07-10 09:00");
    const bool checked = GENERATE(false, true);
    if (checked) {
        office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-10 09:30");
    }
    const bool missing = GENERATE(false, true);
    if (missing) {
        outage(office, "2025-07-10 10:00", "2025-07-10 11:00");
    }
    CAPTURE(checked, missing);
    const std::string told =
        outline(office.submit("cleo", "drop_order", R"({"order": "N1"})", "2025-07-10 12:00"));
    CHECK(has(told, "effective pass"));
    const bool unknown = missing && !checked;
    CHECK(has(told, "liability unchecked | cleo 100%") == (!missing && !checked));
    CHECK(has(told, "step clear open") == (!missing && !checked));
    CHECK(has(told, "step look skipped") == checked);
    CHECK(has(told, "step look open") != checked);
    CHECK(has(told, "conflict unchecked for hana") == unknown);
    CHECK(has(told, "conflict clearing for hana") == unknown);
    CHECK(has(told, "conflict looking for hana") == unknown);
    check_replays(office);
}

TEST_CASE("absence: a duty ends by nothing that nobody knows", "[engine][absence]") {
    Workspace office({replaced(kOffice, "cancelled when drop_order",
                               "cancelled when drop_order if not done pay_order(order) in the last "
                               "30 days")},
                     kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-10 09:00");
    const bool missing = GENERATE(false, true);
    if (missing) {
        outage(office, "2025-07-10 10:00", "2025-07-10 11:00");
    }
    const std::string told =
        outline(office.submit("cleo", "drop_order", R"({"order": "N1"})", "2025-07-10 12:00"));
    CHECK(has(told, "duty 1 void") != missing);
    CHECK(has(told, "conflict check_in_time for hana") == missing);
    check_replays(office);
}

}  // namespace
}  // namespace onus::test
