// SPDX-License-Identifier: Apache-2.0

#include "adapters/json/event_json.h"

#include <string>

#include <catch2/catch.hpp>

#include "adapters/json/json.h"

namespace onus::adapters {
namespace {

const engine::RenderContext kBare;

TEST_CASE("event json: every kind of event is an object that names itself first") {
    const std::vector<engine::Event> events = {engine::Judged{},
                                               engine::TookEffect{},
                                               engine::AttemptChanged{},
                                               engine::Violation{},
                                               engine::Logged{},
                                               engine::Notified{},
                                               engine::DutyOpened{},
                                               engine::DutyChanged{},
                                               engine::MatterOpened{},
                                               engine::MatterChanged{},
                                               engine::LiabilityProposed{},
                                               engine::Published{},
                                               engine::Declined{},
                                               engine::ClockSet{},
                                               engine::GapNoted{},
                                               engine::StepChanged{},
                                               engine::Reversed{},
                                               engine::NoticeClosed{},
                                               engine::ClockDoubted{},
                                               engine::DeliveryChanged{},
                                               engine::Redacted{},
                                               engine::PathClosed{},
                                               engine::StepReturned{},
                                               engine::ProcessChanged{}};
    REQUIRE(events.size() == std::variant_size_v<engine::Event>);
    for (const engine::Event& event : events) {
        const engine::Data data = to_data(event, kBare);
        CHECK(data.names.at(0) == "event");
        CHECK(parse_json(to_json(data)));
    }
}

TEST_CASE("event json: a finding shows its level, its text and its operands") {
    engine::Stored seven;
    seven.kind = engine::ValueKind::kDuration;
    seven.duration = DurationKind::kDays;
    seven.number = Decimal::from_units(7);
    engine::Judged judged;
    judged.attempt = 5;
    judged.action = "submit_order";
    judged.verdict = engine::Level::kWarn;
    engine::Finding finding;
    finding.rule = "retail.return_window";
    finding.kind = "requirement";
    finding.level = engine::Level::kWarn;
    finding.text.id = "force_needs_reason";
    finding.reasons = {engine::Reason{0, seven, seven, false}};
    judged.findings = {finding};
    engine::Stored three = seven;
    three.number = Decimal::from_units(3);
    judged.remedy.emplace();
    judged.remedy->change = {{"order", "promised", seven, three, engine::Beyond::kOrLess}};
    judged.remedy->deciders = {"wang"};
    CHECK(to_json(to_data(engine::Event{judged}, kBare)) ==
          R"({"event":"judged","attempt":5,"action":"submit_order","actor":"","principal":"",)"
          R"("at":"1970-01-01T00:00:00+00:00","status":"refused","verdict":"warn","findings":[)"
          R"({"rule":"retail.return_window","kind":"requirement","level":"warn",)"
          R"("text":{"id":"force_needs_reason","en":"Forcing needs a reason.",)"
          R"("zh":"坚持办理须填写理由。"},"reasons":[{"left":{"kind":"duration","value":"7 days",)"
          R"("en":"7 days","zh":"7天"},"right":{"kind":"duration","value":"7 days","en":"7 days",)"
          R"("zh":"7天"},"holds":false}],"decider":"","discharge":"none"}],"reason":"",)"
          R"("observed":false,"payload":null,"program":"","source":"","remedy":{"change":[)"
          R"({"path":"order.promised","en":"order.promised","zh":"order.promised",)"
          R"("actual":{"kind":"duration","value":"7 days","en":"7 days","zh":"7天"},)"
          R"("allowed":{"kind":"duration","value":"3 days","en":"3 days","zh":"3天"},)"
          R"("beyond":"or_less"}],"acts":[],"deciders":["wang"]}})");
}

TEST_CASE("event json: whether an attempt takes effect") {
    engine::Judged judged;
    CHECK_FALSE(takes_effect({engine::GapNoted{}}));
    CHECK(takes_effect({judged}) == false);
    judged.status = engine::AttemptStatus::kHeld;
    CHECK(takes_effect({judged}) == false);
    judged.status = engine::AttemptStatus::kEffective;
    CHECK(takes_effect({judged}) == true);
    CHECK(takes_effect({engine::AttemptChanged{}, engine::TookEffect{}}) == true);
    CHECK(takes_effect({engine::Declined{}}) == false);
}

}  // namespace
}  // namespace onus::adapters
