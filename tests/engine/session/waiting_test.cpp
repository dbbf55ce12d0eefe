// SPDX-License-Identifier: Apache-2.0
//
// What waits for a person is found without looking at what waits for others.
#include <algorithm>

#include <catch2/catch.hpp>

#include "engine/replay.h"
#include "engine/run/render.h"
#include "tests/engine/session/office_text.h"
#include "tests/engine/session/retail_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

using Numbers = std::vector<std::uint64_t>;

Numbers duties_for(const engine::State& state, std::optional<std::string_view> person,
                   std::uint64_t after = 0) {
    Numbers numbers;
    state.each_open_duty(person, after, [&](std::uint64_t number) {
        numbers.push_back(number);
        return true;
    });
    return numbers;
}

Numbers matters_for(const engine::State& state, std::optional<std::string_view> person) {
    Numbers numbers;
    state.each_open_matter(person, 0, [&](std::uint64_t number) {
        numbers.push_back(number);
        return true;
    });
    return numbers;
}

/// The index holds what a look at everything finds.
void check_index(const Workspace& shop) {
    const engine::State& state = shop.session().state();
    CHECK(duties_for(state, std::nullopt) == state.open_duties());
    CHECK(matters_for(state, std::nullopt) == state.open_matters());
    for (const std::string person : {"gm", "zhao", "wang", "li", "chen", "sun", "nobody"}) {
        Numbers duties = state.open_duties();
        std::erase_if(duties, [&](std::uint64_t number) {
            const engine::DutyRow& row = *state.duty(number);
            return row.bearer != person && row.delegate != person &&
                   row.opened.stand_in_for != person;
        });
        CHECK(duties_for(state, person) == duties);
        Numbers matters = state.open_matters();
        std::erase_if(matters, [&](std::uint64_t number) {
            const engine::MatterRow& row = *state.matter(number);
            const engine::DutyRow* const reviewed = state.duty_reviewed_by(row);
            return row.decider != person && row.opened.asked != person &&
                   (reviewed == nullptr || reviewed->delegate != person);
        });
        CHECK(matters_for(state, person) == matters);
    }
}

void force(Workspace& shop, const std::string& number, std::string_view when) {
    shop.force("li", "submit_order", store_order(number, "7 days"), "loyal", when);
}

TEST_CASE("waiting: open, overdue, delegated and decided duties are found by person",
          "[engine][state]") {
    Workspace shop(
        {replaced(kRetail, "  in absence bearer.supervisor\n",
                  "  may be delegated to area_manager\n  in absence bearer.supervisor\n")},
        kShop);
    const engine::State& state = shop.session().state();
    force(shop, "A1", "2025-07-10 09:05");
    force(shop, "A2", "2025-07-10 09:06");
    force(shop, "A3", "2025-07-10 09:07");
    CHECK(duties_for(state, "wang") == Numbers{1, 2, 3});
    CHECK(duties_for(state, "wang", 1) == Numbers{2, 3});
    CHECK(duties_for(state, "wang", 3).empty());
    CHECK(duties_for(state, "wang", UINT64_MAX).empty());
    CHECK(matters_for(state, "wang") == Numbers{1, 2, 3});
    check_index(shop);

    engine::Command command;
    command.at = command.received = at("2025-07-10 10:00");
    command.actor = "wang";
    command.body = engine::Delegate{{2, {}, {}}, "zhao", std::nullopt};
    CHECK(outline(shop.run(std::move(command))).find("declined") == std::string::npos);
    CHECK(duties_for(state, "zhao") == Numbers{2});
    CHECK(matters_for(state, "zhao") == Numbers{2});
    check_index(shop);

    shop.decide("wang", 1, engine::Decision::kApprove, "fine", "2025-07-10 11:00");
    CHECK(duties_for(state, "wang") == Numbers{2, 3});
    check_index(shop);

    shop.advance("2025-07-11 10:00");
    CHECK(duties_for(state, "wang") == Numbers{2, 3});
    CHECK_FALSE(matters_for(state, "zhao").empty());
    check_index(shop);

    const std::string chart = replaced(kShop, "store_manager: wang", "store_manager: chen");
    shop.publish_organisation(chart, "2025-07-11 11:00");
    check_index(shop);
    force(shop, "A4", "2025-07-11 12:00");
    shop.publish_organisation(kShop, "2025-07-11 13:00");
    check_index(shop);

    shop.reopen();
    check_index(shop);
    CHECK(engine::rebuild(shop.store())->same());
    CHECK(engine::rejudge(shop.store())->same());
}

TEST_CASE("waiting: whoever is stood in for is told so, and not that he stands in",
          "[engine][state]") {
    const std::string away = std::string(kShop) +
                             "absences:\n  - {person: zhao, from: 2025-07-11, until: 2025-07-20, "
                             "delegate: sun}\n";
    Workspace shop({kRetail}, away);
    force(shop, "A1", "2025-07-10 09:05");
    shop.advance("2025-07-11 10:00");
    const engine::State& state = shop.session().state();
    const engine::MatterRow& row = *state.matter(2);
    CHECK(row.decider == "sun");
    CHECK(row.opened.asked == "zhao");
    CHECK(matters_for(state, "sun") == Numbers{2});
    CHECK(matters_for(state, "zhao") == Numbers{2});
    std::string told;
    for (std::uint64_t sequence = 2; sequence <= shop.store().entry_count(); ++sequence) {
        const auto reply = shop.session().reply_of(sequence);
        REQUIRE(reply.has_value());
        for (const engine::Event& event : reply->events) {
            const auto* const notified = std::get_if<engine::Notified>(&event);
            if (notified != nullptr && notified->person == "zhao") {
                told += engine::render({}, notified->text, Language::kEnglish) + "\n";
            }
        }
    }
    CHECK(told == "sun decides this in your place.\n");
    check_index(shop);
    CHECK(engine::rebuild(shop.store())->same());
}

}  // namespace
}  // namespace onus::test
