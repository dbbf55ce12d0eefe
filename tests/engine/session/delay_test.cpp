// SPDX-License-Identifier: Apache-2.0
//
// Why a run came to its end later than planned: what each thing that happened added, and who
// answers for it.
#include "engine/process/delay.h"

#include <numeric>
#include <random>

#include <catch2/catch.hpp>

#include "engine/run/fold.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

using engine::Contribution;
using engine::Decision;
using engine::Delay;
using engine::DelayCause;

const std::string kHead = R"(
rulebook works "Works"
  level company
  effective 2025-01-01
  owner office.head
  calendar cn_office

role lead
role marketer
role designer
role builder
role seller

define outcome one of good, bad

record item
  code : text unique
  size : number

action begin (item) by lead
  creates item
)";

/// Four stages, one after the other.
const std::string kChain = kHead + R"(
process launch "A product is launched" "产品上市"
  owner   lead
  when    begin
  within  30 days

  step research "Research" "调研"
    owner    marketer
    within   5 days
    deliver  report : text
    require  item.size at least 0
    otherwise hold for office.head answer within 9 days "Look at it."

  step design "Design" "设计"
    after    research
    owner    designer
    within   3 days
    deliver  result : outcome
    returns  to research at most 3 times if result is bad

  step build "Build" "开发"
    after    design
    owner    builder
    within   10 days
    deliver  place : text
    handed   to seller within 1 day

  step sell "Sell" "推广"
    after    build
    owner    seller
    within   2 days
    deliver  place : text
)";

/// Two ways beside each other, one of them through another process.
const std::string kFork = kHead + R"(
process launch "A product is launched" "产品上市"
  owner  lead
  when   begin

  step research "Research" "调研"
    owner    marketer
    within   2 days
    deliver  report : text

  step design "Design" "设计"
    after    research
    owner    designer
    within   3 days
    deliver  place : text

  step build "Build" "开发"
    after    research
    owner    builder
    within   20 days
    run      making

  step sell "Sell" "推广"
    after    design, build
    owner    seller
    within   2 days
    deliver  place : text

process making "Making" "制造"
  step cut "Cut" "切割"
    owner    builder
    within   4 days
    deliver  place : text
  step join "Join" "装配"
    after    cut
    owner    builder
    within   6 days
    deliver  place : text
)";

constexpr const char* kPeople = R"(
organisation: works
fallback: boss
persons:
  boss: {name: Boss}
  lena: {name: Lena}
  mark: {name: Mark}
  mia:  {name: Mia}
  dora: {name: Dora}
  bill: {name: Bill}
  sid:  {name: Sid}
units:
  office: {head: boss}
  marketing: {head: boss}
  shop: {head: boss}
posts:
  office: {lead: lena}
  marketing: {marketer: mark}
  shop: {designer: dora, builder: bill, seller: sid}
)";

/// "+3d", "-6h", "0".
std::string words(std::int64_t ms) {
    if (ms == 0) {
        return "0";
    }
    const std::string sign = ms < 0 ? "-" : "+";
    std::int64_t left = ms < 0 ? -ms : ms;
    std::string text;
    for (const auto& [unit, name] : {std::pair<std::int64_t, const char*>{86'400'000, "d"},
                                     {3'600'000, "h"},
                                     {60'000, "m"},
                                     {1, "ms"}}) {
        text += left / unit == 0 ? "" : std::to_string(left / unit) + name;
        left %= unit;
    }
    return sign + text;
}

std::string cause(DelayCause cause) {
    constexpr const char* kNames[] = {"delivered", "open",      "begun",   "returned", "withdrawn",
                                      "held",      "suspended", "awaited", "moved",    "handed"};
    return kNames[static_cast<std::size_t>(cause)];
}

class Launch : public Workspace {
  public:
    explicit Launch(const std::string& rulebook = kChain, const std::string& begin = "09:00",
                    const std::string& day = "2025-07-01")
        : Workspace({rulebook}, kPeople) {
        submit("lena", "begin", R"({"item": {"code": "P1", "size": 1}})", day + " " + begin);
    }

    void act(const std::string& actor, const std::string& step, const std::string& more,
             const std::string& when) {
        const std::string payload = R"({"item": "P1")" + (more.empty() ? "" : ", " + more) + "}";
        const std::string told = outline(submit(actor, "launch." + step, payload, when));
        INFO(told);
        const bool held = told.find(" held ") != std::string::npos;
        CHECK((held || told.find(" effective ") != std::string::npos));
    }
    void research(const std::string& when) { act("mark", "research", R"("report": "r")", when); }
    void design(const std::string& result, const std::string& when) {
        act("dora", "design", R"("result": ")" + result + "\"", when);
    }
    void place(const std::string& actor, const std::string& step, const std::string& when) {
        act(actor, step, R"("place": "p")", when);
    }
    void control(const std::string& what, const std::string& when, const std::string& more = "") {
        act("lena", what, R"("reason": "so")" + more, when);
    }

    [[nodiscard]] Delay delay(const std::string& as_of) const {
        const engine::ProcessRow* row =
            session().state().runs.find(engine::process_key("works.launch", "P1"));
        REQUIRE(row != nullptr);
        auto found =
            engine::delay_of(session().world(), session().state(), *row, at(as_of),
                             [this](std::uint64_t sequence) -> std::optional<engine::Events> {
                                 const auto reply = session().reply_of(sequence);
                                 return reply ? std::optional(reply->events) : std::nullopt;
                             });
        REQUIRE(found.has_value());
        const std::int64_t sum = std::accumulate(
            found->parts.begin(), found->parts.end(), std::int64_t{0},
            [](std::int64_t all, const Contribution& part) { return all + part.added_ms; });
        CHECK(sum == found->total_ms());
        return *found;
    }

    /// A line for each part: "delivered research mark/marketing +3d".
    [[nodiscard]] std::string told(const std::string& as_of) const {
        const Delay found = delay(as_of);
        std::string lines;
        for (std::size_t i = 0; i < found.parts.size(); ++i) {
            const Contribution& part = found.parts[i];
            lines += cause(part.cause);
            if (part.step != engine::kNoIndex) {
                lines += " " + found.course.process->steps[part.step].name;
            }
            lines += part.round > 1 ? "#" + std::to_string(part.round) : "";
            lines += part.person.empty() ? "" : " " + part.person + "/" + part.department;
            lines += part.sent_back_by.empty() ? "" : " by " + part.sent_back_by;
            lines += " " + words(part.added_ms) + (found.root == i ? " root\n" : "\n");
        }
        return lines + "total " + words(found.total_ms()) + "\n";
    }
};

TEST_CASE("delay: each step's own lateness, and the sum is the whole") {
    Launch launch;
    CHECK(local(launch.delay("2025-07-01 09:00").planned_end) == "2025-07-22 00:00");
    launch.research("2025-07-09 17:00");        // due 07-06
    launch.design("good", "2025-07-13 16:00");  // begun three days late, and a day late by itself
    launch.place("bill", "build", "2025-07-23 10:00");
    launch.act("sid", "build.receive", "", "2025-07-23 11:00");
    launch.place("sid", "sell", "2025-07-26 00:00");
    CHECK(launch.told("2025-08-01 00:00") ==
          "delivered research mark/marketing +3d root\n"
          "delivered design dora/shop +1d\n"
          "delivered build bill/shop 0\n"
          "handed build sid/shop 0\n"
          "delivered sell sid/shop 0\n"
          "total +4d\n");
    const Delay delay = launch.delay("2025-08-01 00:00");
    const Contribution& design = delay.parts[1];
    CHECK(design.allowed == Duration{DurationKind::kDays, 3});
    CHECK(design.taken == Duration{DurationKind::kDays, 4});
    CHECK(words(design.own_late_ms) == "+16h");
    CHECK(words(design.inherited_ms) == "+2d17h");
    CHECK(local(*delay.due) == "2025-08-01 00:00");
    CHECK(delay.owner == "lena");
    CHECK(delay.over);
    // What is known by then, and no more.
    CHECK(launch.told("2025-07-12 00:00") ==
          "delivered research mark/marketing +3d root\ntotal +3d\n");
}

TEST_CASE("delay: on plan, or early, there is no root") {
    Launch launch;
    launch.research("2025-07-04 10:00");
    launch.design("good", "2025-07-07 20:00");
    CHECK(launch.told("2025-07-08 00:00") ==
          "delivered research mark/marketing -2d\n"
          "delivered design dora/shop 0\n"
          "total -2d\n");
    CHECK_FALSE(launch.delay("2025-07-08 00:00").root.has_value());
}

TEST_CASE("delay: what is still open is late so far") {
    Launch launch;
    CHECK(launch.told("2025-07-07 00:00") == "total 0\n");
    CHECK(launch.told("2025-07-08 12:00") == "open research mark/marketing +2d root\ntotal +2d\n");
    CHECK_FALSE(launch.delay("2025-07-08 12:00").over);
    CHECK(launch.delay("2025-07-08 12:00").parts[0].own_late_ms == 36 * 3'600'000);
}

TEST_CASE("delay: a round of rework counts at the step that is done anew, with who sent it back") {
    Launch launch;
    launch.research("2025-07-06 10:00");
    launch.design("bad", "2025-07-09 10:00");
    launch.research("2025-07-15 10:00");  // due 07-14
    launch.design("good", "2025-07-18 10:00");
    CHECK(launch.told("2025-07-18 12:00") ==
          "delivered research mark/marketing 0\n"
          "delivered design dora/shop 0\n"
          "returned research#2 mark/marketing by dora +8d root\n"
          "delivered research#2 mark/marketing +1d\n"
          "delivered design#2 dora/shop 0\n"
          "total +9d\n");
    const Delay delay = launch.delay("2025-07-18 12:00");
    CHECK(delay.course.process->steps[delay.parts[2].sent_back_from].name == "design");
    SECTION("sent back by the owner of the process") {
        launch.control("send_back", "2025-07-19 09:00", R"(, "step": "design")");
        const std::string told = launch.told("2025-07-19 12:00");
        INFO(told);
        CHECK(told.find("returned design#3 dora/shop by lena +4d\n") != std::string::npos);
    }
}

TEST_CASE("delay: what is withdrawn is done again in the time that it had") {
    Launch launch;
    launch.research("2025-07-06 10:00");
    launch.act("mark", "withdraw", R"("step": "research", "reason": "a page is missing")",
               "2025-07-06 12:00");
    launch.research("2025-07-08 10:00");  // due 07-06
    CHECK(launch.told("2025-07-08 12:00") ==
          "delivered research mark/marketing 0\n"
          "withdrawn research#2 mark/marketing 0\n"
          "delivered research#2 mark/marketing +2d root\n"
          "total +2d\n");
}

TEST_CASE("delay: the time that a decision takes is the decider's") {
    std::string held = kChain;
    held.replace(held.find("at least 0"), 10, "at least 5");
    Launch launch(held);
    launch.research("2025-07-06 10:00");
    SECTION("approved") {
        CHECK(launch.told("2025-07-08 10:00") ==
              "delivered research mark/marketing 0\nheld research boss/office +2d root\n"
              "total +2d\n");
        launch.decide("boss", 1, Decision::kApprove, "fine", "2025-07-10 10:00");
        CHECK(local(launch.delay("2025-07-10 10:00").course.rounds[1].due) == "2025-07-14 00:00");
        launch.design("good", "2025-07-13 20:00");
        for (const engine::Reply& fired : launch.fired()) {
            CHECK(outline(fired).find("overdue dora") == std::string::npos);
        }
        CHECK(launch.told("2025-07-14 00:00") ==
              "delivered research mark/marketing 0\n"
              "held research boss/office +4d root\n"
              "delivered design dora/shop 0\n"
              "total +4d\n");
    }
    SECTION("nobody answers") {
        launch.advance("2025-07-16 09:00");
        launch.research("2025-07-16 10:00");
        launch.decide("boss", 2, Decision::kApprove, "fine", "2025-07-16 11:00");
        CHECK(launch.told("2025-07-16 11:00") ==
              "held research boss/office +10d root\n"
              "delivered research mark/marketing 0\ntotal +10d\n");
    }
    SECTION("taken back by whoever had delivered: the clock stood meanwhile") {
        engine::Command withdraw;
        withdraw.actor = "mark";
        withdraw.at = withdraw.received = at("2025-07-09 10:00");
        withdraw.body = engine::Withdraw{2, {}};
        launch.run(withdraw);
        launch.research("2025-07-10 10:00");
        launch.decide("boss", 2, Decision::kApprove, "fine", "2025-07-10 10:00");
        CHECK(launch.told("2025-07-10 12:00") ==
              "held research boss/office +3d root\n"
              "delivered research mark/marketing +1d\ntotal +4d\n");
    }
    SECTION("rejected: what was left is left again") {
        launch.decide("boss", 1, Decision::kReject, "no", "2025-07-09 10:00");
        CHECK(launch.told("2025-07-09 12:00") == "held research boss/office +3d root\ntotal +3d\n");
        launch.research("2025-07-10 10:00");
        launch.decide("boss", 2, Decision::kApprove, "fine", "2025-07-10 11:00");
        CHECK(launch.told("2025-07-10 12:00") ==
              "held research boss/office +3d root\n"
              "delivered research mark/marketing +1d\ntotal +4d\n");
    }
}

TEST_CASE(
    "delay: the owner of the process answers for a suspension, not for what was late before") {
    Launch launch;
    SECTION("in time until then") {
        launch.control("suspend", "2025-07-03 10:00");
        CHECK(launch.told("2025-07-04 10:00") == "suspended lena/office +1d root\ntotal +1d\n");
        launch.control("resume", "2025-07-13 10:00");
        launch.research("2025-07-17 09:00");
        CHECK(launch.told("2025-07-17 09:00") ==
              "suspended lena/office +10d root\n"
              "delivered research mark/marketing +1d\ntotal +11d\n");
        CHECK(launch.delay("2025-07-17 09:00").parts[1].taken == Duration{DurationKind::kDays, 6});
    }
    SECTION("late by then") {
        launch.control("suspend", "2025-07-08 10:00");
        launch.control("resume", "2025-07-18 10:00");
        launch.research("2025-07-18 23:00");
        CHECK(launch.told("2025-07-19 00:00") ==
              "open research mark/marketing +2d\n"
              "suspended lena/office +10d root\n"
              "delivered research mark/marketing 0\ntotal +12d\n");
    }
    SECTION("cancelled") {
        launch.control("cancel", "2025-07-08 10:00");
        CHECK(launch.told("2025-09-01 00:00") ==
              "open research mark/marketing +2d root\ntotal +2d\n");
    }
}

TEST_CASE("delay: a step beside the longest way adds nothing; one of another process does") {
    Launch launch(kFork);
    CHECK(local(launch.delay("2025-07-01 09:00").planned_end) == "2025-07-16 00:00");
    launch.research("2025-07-03 10:00");
    launch.place("dora", "design", "2025-07-09 10:00");      // three days late, and nobody waits
    launch.place("bill", "build.cut", "2025-07-09 11:00");   // two days late
    launch.place("bill", "build.join", "2025-07-14 10:00");  // a day early
    CHECK(launch.told("2025-07-14 12:00") ==
          "delivered research mark/marketing 0\n"
          "delivered design dora/shop 0\n"
          "delivered build.cut bill/shop +2d root\n"
          "delivered build.join bill/shop -1d\n"
          "total +1d\n");
    CHECK(words(launch.delay("2025-07-14 12:00").parts[1].own_late_ms) == "+2d10h");
}

TEST_CASE("delay: working days over a long holiday sum exactly") {
    std::string working = kChain;
    for (const char* const days : {"5 days", "3 days", "10 days", "2 days\n    deliver"}) {
        const std::size_t place = working.find(days);
        REQUIRE(place != std::string::npos);
        working.insert(working.find(" days", place) + 1, "working ");
    }
    Launch launch(working, "09:00", "2025-09-23");
    launch.research("2025-10-10 15:00");  // due 2025-09-29, then 09-30, 10-09 and 10-10
    launch.design("good", "2025-10-15 09:00");
    CHECK(launch.told("2025-10-15 10:00") ==
          "delivered research mark/marketing +3d root\n"
          "delivered design dora/shop +1d\n"
          "total +4d\n");
}

TEST_CASE("delay: whoever held the post then answers, not who holds it now") {
    Launch launch;
    launch.advance("2025-07-08 00:00");
    std::string changed = kPeople;
    changed.replace(changed.find("marketer: mark"), 14, "marketer: mia");
    launch.publish_organisation(changed, "2025-07-08 09:00");
    launch.act("mark", "research", R"("report": "r")", "2025-07-09 17:00");
    CHECK(launch.told("2025-07-09 18:00") ==
          "delivered research mark/marketing +3d root\ntotal +3d\n");
}

TEST_CASE("delay: whatever happens, the parts are the whole") {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const auto chance = [&](unsigned of) { return random() % of == 0; };
        std::string rulebook = kChain;
        if (chance(2)) {
            rulebook.replace(rulebook.find("at least 0"), 10, "at least 5");
        }
        Launch launch(rulebook);
        std::int64_t minute = at("2025-07-01 09:00").ms / 60'000;
        const auto later = [&] {
            minute += 1 + static_cast<std::int64_t>(random() % 7000);
            return local(Instant{minute * 60'000});
        };
        std::uint64_t matter = 0;
        for (int i = 0; i < 14; ++i) {
            const auto* row =
                launch.session().state().runs.find(engine::process_key("works.launch", "P1"));
            if (row->ended) {
                break;
            }
            if (chance(6)) {
                launch.control("suspend", later());
                launch.control("resume", later());
            }
            const auto is_open = [&](const char* step) {
                const auto* found = launch.session().state().steps.find(
                    engine::step_key("works.launch", "P1", step));
                return found != nullptr && found->status == engine::StepStatus::kOpen;
            };
            if (is_open("research")) {
                launch.research(later());
                for (const std::uint64_t open : launch.session().state().open_matters()) {
                    matter = open;
                    launch.decide("boss", matter,
                                  chance(3) ? Decision::kReject : Decision::kApprove, "so",
                                  later());
                }
            } else if (is_open("design")) {
                launch.design(chance(3) ? "bad" : "good", later());
            } else if (is_open("build")) {
                launch.place("bill", "build", later());
            } else if (is_open("sell")) {
                launch.place("sid", "sell", later());
            }
            CHECK_FALSE(launch.told(later()).empty());
        }
        const auto* row =
            launch.session().state().runs.find(engine::process_key("works.launch", "P1"));
        if (row->ended) {
            CHECK(launch.delay("2027-01-01 00:00").end == *row->ended);
        }
    }
}

}  // namespace
}  // namespace onus::test
