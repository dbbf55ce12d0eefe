// SPDX-License-Identifier: Apache-2.0
//
// Names that the organisation and the calendars have to know.

#include "tests/engine/compile/linked.h"

namespace onus::engine::testing {
namespace {

const std::string kBook = kTeamBook;
const std::string kChart = kTeamChart;

std::string duty(const std::string& bearer) {
    return kBook + "duty answered\n  when report\n  bearer " + bearer +
           "\n  must answer(number)\n  within 2 working days\n";
}

TEST_CASE("link: a rulebook that fits its organisation says nothing", "[link]") {
    CHECK(linked(kBook, kChart) == "");
    CHECK(linked(duty("leader"), kChart) == "");
    CHECK(linked(duty("actor.supervisor"), kChart) == "");
    CHECK(linked(duty("crew.head"), kChart) == "");
}

TEST_CASE("link: an unknown unit is an error with near matches", "[link]") {
    CHECK(linked(with(kBook, "hr.head", "hrr.head"), kChart) ==
          "N0670 the organisation has no unit “hrr” / nearest: hr → hr\n");
    CHECK(linked(with(kBook, "hr.head", "purchasing.head"), kChart) ==
          "N0670 the organisation has no unit “purchasing” / nearest: hq, hr, crew\n");
    CHECK(linked(duty("crow.head"), kChart) ==
          "N0670 the organisation has no unit “crow” / nearest: crew → crew\n");
    CHECK(linked(with(kBook, "hr.head", "hrr.head"), kChart, "2026-03-02 09:00",
                 Language::kChinese) == "N0670 组织中没有部门“hrr” / 最接近的有：hr → hr\n");
}

TEST_CASE("link: an unknown post is an error with near matches", "[link]") {
    CHECK(linked(with(kBook, "owner hr.head", "owner storekeeper"), kChart) ==
          "N0671 the organisation has no post “storekeeper”, and no rulebook declares such a role "
          "/ nearest: leader, clerk, crew.head\n");
    CHECK(linked(with(kBook, "owner hr.head", "owner chieff"), kChart) ==
          "N0671 the organisation has no post “chieff”, and no rulebook declares such a role / "
          "nearest: chief → chief\n");
    // A role that no rulebook declares may stand in the organisation alone.
    CHECK(linked(with(kBook, "owner hr.head", "owner registrar"),
                 with(kChart, "chief: zhou", "chief: zhou, registrar: sun")) == "");
}

TEST_CASE("link: a unit or a person in the place of a post", "[link]") {
    CHECK(linked(with(kBook, "owner hr.head", "owner hr"), kChart) ==
          "N0672 “hr” is a unit of the organisation; a person or a post is expected here / name "
          "the head of the unit, or a post → .head\n");
    CHECK(linked(with(kBook, "owner hr.head", "owner zhou"), kChart) ==
          "N0673 “zhou” is a person of the organisation; a rulebook names posts / the person’s "
          "posts: hq.head, chief\n");
    CHECK(linked(with(kBook, "owner hr.head", "owner chief"), kChart) == "");
}

TEST_CASE("link: a declared role without a post", "[link]") {
    CHECK(linked(kBook + "role courier\n", kChart) ==
          "N0675 no post of the organisation has the role “courier”\n");
    CHECK(linked(kBook + "role courier\n",
                 with(kChart, "chief: zhou", "chief: zhou, courrier: li")) ==
          "N0674 no post of the organisation has the role “courier”, but one that no rulebook "
          "declares is near: courrier / use the same name on both sides\n");
    CHECK(linked(kBook + "role courier\n",
                 with(kChart, "chief: zhou", "chief: zhou, courier: li")) == "");
    CHECK(linked(kBook + "role courier\n",
                 with(kChart, "chief: zhou", "chief: zhou, courier: vacant")) == "");
}

TEST_CASE("link: an unknown calendar", "[link]") {
    CHECK(linked(with(kBook, "calendar cn_office", "calendar cn_ofice"), kChart) ==
          "N0677 there is no calendar “cn_ofice” / nearest: cn_office → cn_office\n");
    CHECK(linked(with(kBook, "  calendar cn_office\n", ""), kChart) == "");
}

TEST_CASE("link: persons of tests are looked up where tests are run", "[link]") {
    const std::string test =
        kBook +
        "test \"a report\"\n  when {who} performs report(1) at 2026-03-02 10:00\n"
        "  expect not block from report\n";
    const auto said = [&](const std::string& who, bool tests) {
        return linked(with(test, "{who}", who), kChart, "2026-03-02 09:00", Language::kEnglish,
                      tests);
    };
    CHECK(said("lii", true) == "N0676 the organisation has no person “lii” / nearest: li → li\n");
    CHECK(said("lii", false) == "");
    CHECK(said("li", true) == "");
    CHECK(linked(with(with(test, "{who}", "lii"), "  when lii", "  given lii is clerk\n  when lii"),
                 kChart, "2026-03-02 09:00", Language::kEnglish, true) == "");
}

TEST_CASE("link: without an organisation and calendars nothing is said of them", "[link]") {
    Rulebooks books;
    books.add_text(with(kBook, "owner hr.head", "owner nobody_at_all"));
    CHECK(link(books.check().model, {}).empty());
}

}  // namespace
}  // namespace onus::engine::testing
