// SPDX-License-Identifier: Apache-2.0
//
// Publishing: rulebooks that do not fit are refused, an organisation never is.

#include "engine/replay.h"
#include "tests/engine/compile/linked.h"

namespace onus::engine::testing {
namespace {

const std::string kBook = kTeamBook;
const std::string kChart = kTeamChart;
const std::string kRule =
    "rule small\n  when report\n  require number at most {limit}\n  otherwise block \"No.\"\n";

struct Tried {
    bool published = false;
    std::string codes;
};

Tried publish(test::Workspace& office, const std::string& text, const std::string& when) {
    Diagnostics diagnostics;
    const auto reply = office.session().publish(RulebookSet{{{"team.onus", text, {}}}},
                                                test::at(when), &diagnostics);
    Tried tried;
    tried.published = reply.has_value();
    for (const Diagnostic& diagnostic : diagnostics) {
        tried.codes += std::string(code_of(diagnostic.kind)) + " ";
    }
    return tried;
}

std::string verdict(test::Workspace& office, const std::string& number, const std::string& when) {
    return test::outline(office.submit("li", "report", R"({"number": )" + number + "}", when));
}

TEST_CASE("publish: rulebooks that do not fit the organisation leave the old ones", "[link]") {
    test::Workspace office({kBook + with(kRule, "{limit}", "5")}, kChart);

    const Tried tried =
        publish(office, with(kBook, "hr.head", "hrr.head") + with(kRule, "{limit}", "9"),
                "2026-03-02 09:00");
    CHECK_FALSE(tried.published);
    CHECK(tried.codes == "N0670 ");
    CHECK(has(verdict(office, "7", "2026-03-02 10:00"), "refused block"));

    const Tried mended = publish(office, kBook + with(kRule, "{limit}", "9"), "2026-03-02 11:00");
    CHECK(mended.published);
    CHECK(mended.codes == "");
    CHECK(has(verdict(office, "7", "2026-03-02 12:00"), "effective pass"));
    CHECK(has(verdict(office, "10", "2026-03-02 12:01"), "refused block"));
}

TEST_CASE("publish: what was refused is not what is published next", "[link]") {
    test::Workspace office({kBook + with(kRule, "{limit}", "5")}, kChart);
    // Fits at once and no longer in May: one combination of versions passes, the other does not.
    const std::string law =
        "rulebook later\n  level law\n  effective 2026-05-01\n  owner hrr.head\n";
    Diagnostics diagnostics;
    const std::string nine = kBook + with(kRule, "{limit}", "9");
    const auto refused =
        office.session().publish(RulebookSet{{{"team.onus", nine, {}}, {"later.onus", law, {}}}},
                                 test::at("2026-03-02 09:00"), &diagnostics);
    CHECK_FALSE(refused.has_value());

    CHECK(publish(office, kBook + with(kRule, "{limit}", "3"), "2026-03-02 10:00").published);
    CHECK(has(verdict(office, "4", "2026-03-02 11:00"), "refused block"));
}

TEST_CASE("publish: an organisation is never refused, and what no longer fits is said", "[link]") {
    test::Workspace office({kBook}, kChart);
    CHECK(office.session().link_again(test::at("2026-03-02 09:00")).empty());

    const std::string without =
        with(with(kChart, "  hr: {parent: hq, head: sun}\n", ""), "  hr: {auditor: qian}\n", "");
    office.publish_organisation(with(without, "chief: zhou", "chief: zhou, auditor: qian"),
                                "2026-03-02 09:00");

    const Diagnostics found = office.session().link_again(test::at("2026-03-02 09:00"));
    REQUIRE(found.size() == 1);
    CHECK(code_of(found.front().kind) == "N0670");
    CHECK(has(verdict(office, "7", "2026-03-02 10:00"), "effective pass"));
    office.reopen();
    CHECK(has(verdict(office, "7", "2026-03-02 11:00"), "effective pass"));
}

/// Open matters, with what they say.
std::string open_matters(const test::Workspace& office) {
    const State& state = office.session().state();
    std::string lines;
    for (const std::uint64_t number : state.open_matters()) {
        const MatterRow* matter = state.matter(number);
        lines += matter->decider + " " + matter->opened.declaration + ": " +
                 matter->opened.text.arguments.at(1).text + "\n";
    }
    return lines;
}

const std::string kApproved = kBook +
                              "rule seen\n  when report\n"
                              "  needs approval by crew.head within 1 working day\n";

/// The crew has another name now.
std::string renamed_chart() {
    return with(with(kChart, "  crew: {parent", "  gang: {parent"), "  crew: {leader",
                "  gang: {leader");
}

TEST_CASE("publish: what no longer fits is a matter of the rulebook's owner, once", "[link]") {
    test::Workspace office({kApproved}, kChart);
    CHECK(open_matters(office) == "");

    office.publish_organisation(renamed_chart(), "2026-03-02 09:00");
    const std::string told = open_matters(office);
    CHECK(told == "sun team: the organisation has no unit “crew”\n");

    // The same again, of another organisation, is nothing new.
    office.publish_organisation(with(renamed_chart(), "hua: Hua", "hua: Hua, tan: Tan"),
                                "2026-03-02 10:00");
    CHECK(open_matters(office) == told);

    // Mended: nothing waits any more.
    office.publish_organisation(kChart, "2026-03-02 11:00");
    CHECK(open_matters(office) == "");
}

TEST_CASE("publish: a misfit is closed by the rulebook that fits, and climbs if nobody cares",
          "[link]") {
    test::Workspace office({kApproved}, kChart);
    office.publish_organisation(renamed_chart(), "2026-03-02 09:00");
    CHECK(has(open_matters(office), "sun team: "));

    // One working day without an answer: the next level is asked.
    const std::string fired = office.advance("2026-03-04 09:00");
    CHECK(has(open_matters(office), "zhou team: "));
    CHECK(has(fired, "zhou"));

    office.publish({with(kApproved, "crew.head", "gang.head")}, "2026-03-04 10:00");
    CHECK(open_matters(office) == "");
    CHECK(rejudge(office.store())->first_difference == 0);
}

TEST_CASE("publish: versions follow each other without gap or overlap", "[link]") {
    const auto dated = [](const std::string& dates) {
        return with(kBook, "effective 2026-01-01", "effective " + dates);
    };
    const auto second = [&](const std::string& first, const std::string& next) {
        test::Workspace office({dated(first)}, kChart);
        return publish(office, dated(next), "2026-03-02 09:00").codes;
    };
    CHECK(second("2026-01-01 until 2026-06-30", "2026-08-01") == "N0693 ");
    CHECK(second("2026-01-01 until 2026-06-30", "2026-07-02") == "N0693 ");
    CHECK(second("2026-01-01 until 2026-06-30", "2026-07-01") == "");
    CHECK(second("2026-01-01 until 2026-06-30", "2026-06-30") == "N0694 ");
    CHECK(second("2026-01-01 until 2026-06-30", "2026-05-01") == "N0694 ");
    CHECK(second("2026-01-01", "2026-08-01") == "");
}

}  // namespace
}  // namespace onus::engine::testing
