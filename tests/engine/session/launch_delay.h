// SPDX-License-Identifier: Apache-2.0
//
// A launch in four stages, and what is told of its delay, for tests of what delays a run.

#pragma once

#include <numeric>
#include <string>

#include <catch2/catch.hpp>

#include "engine/process/delay.h"
#include "engine/run/fold.h"
#include "tests/support/workspace.h"

namespace onus::test {

using engine::Contribution;
using engine::Decision;
using engine::Delay;
using engine::DelayCause;

inline const std::string kHead = R"(
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
inline const std::string kChain = kHead + R"(
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

/// The same; the first delivery waits for a decision.
inline std::string held_chain() {
    std::string held = kChain;
    return held.replace(held.find("at least 0"), 10, "at least 5");
}

/// Two ways beside each other, one of them through another process.
inline const std::string kFork = kHead + R"(
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

inline constexpr const char* kPeople = R"(
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
inline std::string words(std::int64_t ms) {
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

inline std::string cause(DelayCause cause) {
    constexpr const char* kNames[] = {"delivered", "open",   "begun",     "returned",
                                      "withdrawn", "held",   "suspended", "awaited",
                                      "moved",     "handed", "unattended"};
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

}  // namespace onus::test
