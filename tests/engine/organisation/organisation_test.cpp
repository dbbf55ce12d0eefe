// SPDX-License-Identifier: Apache-2.0

#include "engine/organisation/organisation.h"

#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/support/times.h"

namespace onus::engine {
namespace {

using test::date;
using test::utc;
using Ids = std::vector<std::string>;

Instant now() { return utc("2026-06-01 00:00"); }

Instant change() { return utc("2026-12-01 00:00"); }

Instant just_before(Instant instant) { return {instant.ms - 1}; }

PersonData person(std::string id, Validity employed = {}) {
    PersonData data;
    data.id = std::move(id);
    data.employed = employed;
    return data;
}

UnitData unit(std::string id, std::string parent = "") {
    UnitData data;
    data.id = std::move(id);
    data.parent = std::move(parent);
    return data;
}

PostData post(std::string role, std::string unit, std::string holder, Validity held = {}) {
    PostData data;
    data.role = std::move(role);
    data.unit = std::move(unit);
    data.holder = std::move(holder);
    data.held = held;
    return data;
}

// A shop in an area under headquarters; zhao heads all, sun the area, wang the shop.
OrganisationData shop() {
    OrganisationData data;
    data.id = "shop";
    data.fallback = "zhao";
    for (const char* id : {"zhao", "sun", "wang", "li", "chen", "zhou"}) {
        data.persons.push_back(person(id));
    }
    data.units = {unit("hq"), unit("area", "hq"), unit("store", "area"), unit("office", "hq")};
    data.posts = {post("director", "hq", "zhao"), post("area_manager", "area", "sun"),
                  post("store_manager", "store", "wang"), post("clerk", "store", "li"),
                  post("clerk", "store", "chen")};
    data.heads = {{"hq", "zhao", {}}, {"area", "sun", {}}, {"store", "wang", {}}};
    data.systems = {"erp"};
    return data;
}

// Asks the chart in ids, so that expectations read as words.
class Chart {
  public:
    explicit Chart(OrganisationData data) : organisation_(std::move(data)) {}

    [[nodiscard]] const Organisation& get() const { return organisation_; }

    [[nodiscard]] PersonIndex index(const std::string& id) const {
        const auto found = organisation_.find_person(id);
        INFO(id);
        REQUIRE(found);
        return *found;
    }
    [[nodiscard]] UnitIndex unit(const std::string& id) const {
        const auto found = organisation_.find_unit(id);
        INFO(id);
        REQUIRE(found);
        return *found;
    }
    [[nodiscard]] std::string id(std::optional<PersonIndex> person) const {
        return person ? organisation_.person(*person).id : "nobody";
    }
    [[nodiscard]] Ids ids(const std::vector<PersonIndex>& persons) const {
        Ids result;
        for (const PersonIndex person : persons) {
            result.push_back(id(person));
        }
        return result;
    }
    [[nodiscard]] std::string supervisor(const std::string& of, Instant at = now(),
                                         const ReportingLines& lines = {}) const {
        return id(organisation_.supervisor_of(index(of), at, lines));
    }

  private:
    Organisation organisation_;
};

TEST_CASE("organisation: finds by id and knows systems and roles") {
    const Chart chart(shop());

    CHECK(chart.id(chart.get().fallback()) == "zhao");
    CHECK_FALSE(chart.get().find_person("nobody_here"));
    CHECK_FALSE(chart.get().find_unit("li"));
    CHECK(chart.get().is_system("erp"));
    CHECK_FALSE(chart.get().is_system("li"));
    CHECK(chart.get().knows_role("clerk"));
    CHECK_FALSE(chart.get().knows_role("pilot"));
}

TEST_CASE("organisation: a post changes hands at its very millisecond") {
    OrganisationData data = shop();
    data.posts[2].held.until = change();
    data.posts.push_back(post("store_manager", "store", "zhou", {change(), {INT64_MAX}}));
    data.heads[2].held.until = change();
    data.heads.push_back({"store", "zhou", {change(), {INT64_MAX}}});
    const Chart chart(std::move(data));

    CHECK(chart.ids(chart.get().holders("store_manager", just_before(change()))) == Ids{"wang"});
    CHECK(chart.ids(chart.get().holders("store_manager", change())) == Ids{"zhou"});
    CHECK(chart.supervisor("li", just_before(change())) == "wang");
    CHECK(chart.supervisor("li", change()) == "zhou");
    CHECK(chart.get().has_role(chart.index("wang"), "store_manager", just_before(change())));
    CHECK_FALSE(chart.get().has_role(chart.index("wang"), "store_manager", change()));
}

TEST_CASE("organisation: the supervisor is the head, and a head's the head above") {
    const Chart chart(shop());

    CHECK(chart.supervisor("li") == "wang");
    CHECK(chart.supervisor("wang") == "sun");
    CHECK(chart.supervisor("sun") == "zhao");
    CHECK(chart.supervisor("zhao") == "nobody");
    CHECK(chart.supervisor("zhou") == "nobody");
    CHECK(chart.ids(chart.get().supervisors_of(chart.index("li"), now(), {})) ==
          Ids{"wang", "sun", "zhao"});
}

TEST_CASE("organisation: a unit without a head answers through the one above") {
    OrganisationData data = shop();
    data.heads.pop_back();
    data.posts.push_back(post("secretary", "office", "zhou"));
    const Chart chart(std::move(data));

    CHECK(chart.supervisor("li") == "sun");
    CHECK(chart.supervisor("zhou") == "zhao");
}

TEST_CASE("organisation: reporting lines find the nearest holder of the role") {
    OrganisationData data = shop();
    data.units.push_back(unit("other_store", "area"));
    data.posts.push_back(post("store_manager", "other_store", "zhou"));
    data.heads.clear();
    const Chart chart(std::move(data));
    const ReportingLines lines = {{"clerk", "store_manager"}, {"store_manager", "area_manager"}};

    CHECK(chart.supervisor("li", now(), lines) == "wang");
    CHECK(chart.supervisor("wang", now(), lines) == "sun");
    CHECK(chart.supervisor("zhou", now(), lines) == "sun");
    CHECK(chart.supervisor("sun", now(), lines) == "nobody");
    CHECK(chart.ids(chart.get().holders_near("store_manager", chart.unit("other_store"), now())) ==
          Ids{"zhou"});
    CHECK(chart.ids(chart.get().holders_near("area_manager", chart.unit("store"), now())) ==
          Ids{"sun"});
    CHECK(chart.get().holders_near("store_manager", chart.unit("hq"), now()).empty());
}

TEST_CASE("organisation: over a vacant post the line goes on to the next role") {
    OrganisationData data = shop();
    data.posts[2].holder.clear();
    data.heads.clear();
    const Chart chart(std::move(data));
    const ReportingLines lines = {{"clerk", "store_manager"}, {"store_manager", "area_manager"}};

    CHECK(chart.get().holders("store_manager", now()).empty());
    CHECK(chart.get().knows_role("store_manager"));
    CHECK(chart.supervisor("li", now(), lines) == "sun");
}

TEST_CASE("organisation: several holders of the line's role leave it to the head") {
    OrganisationData data = shop();
    data.posts.push_back(post("store_manager", "store", "zhou"));
    const Chart chart(std::move(data));

    CHECK(chart.supervisor("li", now(), {{"clerk", "store_manager"}}) == "wang");
    CHECK(chart.supervisor("wang", now(), {{"store_manager", "store_manager"}}) == "zhou");
}

TEST_CASE("organisation: a supervisor named at the post comes first") {
    OrganisationData data = shop();
    data.posts[3].supervisor = "zhou";
    const Chart chart(std::move(data));

    CHECK(chart.supervisor("li", now(), {{"clerk", "store_manager"}}) == "zhou");
}

TEST_CASE("organisation: named supervisors in a circle end the chain") {
    OrganisationData data = shop();
    data.posts[2].supervisor = "li";
    data.posts[3].supervisor = "wang";
    const Chart chart(std::move(data));

    CHECK(chart.ids(chart.get().supervisors_of(chart.index("li"), now(), {})) == Ids{"wang"});
    CHECK(chart.ids(chart.get().supervisors_of(chart.index("chen"), now(), {})) ==
          Ids{"wang", "li"});
}

TEST_CASE("organisation: somebody who left holds and supervises nothing") {
    OrganisationData data = shop();
    data.persons[2].employed.until = change();  // wang; the chart still lists his post
    data.posts[4].supervisor = "wang";
    const Chart chart(std::move(data));

    CHECK(chart.get().is_employed(chart.index("wang"), just_before(change())));
    CHECK_FALSE(chart.get().is_employed(chart.index("wang"), change()));
    CHECK(chart.supervisor("chen", just_before(change())) == "wang");
    CHECK(chart.supervisor("chen", change()) == "sun");
    CHECK(chart.supervisor("li", change()) == "sun");
    CHECK(chart.get().holders("store_manager", change()).empty());
    CHECK(chart.get().roles_of(chart.index("wang"), change()).empty());
    CHECK_FALSE(chart.get().head_of(chart.unit("store"), change()));
    CHECK_FALSE(chart.get().unit_of(chart.index("wang"), change()));
}

TEST_CASE("organisation: an acting holder counts until the post is filled") {
    OrganisationData data = shop();
    data.posts[2].held.from = change();
    data.posts.push_back(post("store_manager", "store", "zhou"));
    data.posts.back().acting = true;
    const Chart chart(std::move(data));

    CHECK(chart.ids(chart.get().holders("store_manager", just_before(change()))) == Ids{"zhou"});
    CHECK(chart.ids(chart.get().holders("store_manager", change())) == Ids{"wang"});
    CHECK_FALSE(chart.get().has_role(chart.index("zhou"), "store_manager", change()));
}

TEST_CASE("organisation: with two posts the first one gives unit and supervisor") {
    OrganisationData data = shop();
    data.posts.push_back(post("auditor", "office", "li"));
    data.posts.push_back(post("clerk", "office", "li"));
    const Chart chart(std::move(data));
    const PersonIndex li = chart.index("li");

    CHECK(chart.get().roles_of(li, now()) == std::vector<std::string_view>{"clerk", "auditor"});
    CHECK(chart.get().unit_of(li, now()) == chart.unit("store"));
    CHECK(chart.ids(chart.get().holders("clerk", now())) == Ids{"li", "chen"});
    CHECK(chart.supervisor("li") == "wang");
}

TEST_CASE("organisation: an absence with and without a delegate") {
    OrganisationData data = shop();
    const Instant back = utc("2026-07-01 00:00");
    data.absences = {{"wang", "", {now(), back}}, {"sun", "zhou", {now(), back}}};
    const Chart chart(std::move(data));
    const auto absence = [&](const std::string& id, Instant at) {
        return chart.get().absence_of(chart.index(id), at);
    };

    CHECK_FALSE(absence("wang", just_before(now())).absent);
    CHECK(absence("wang", now()) == Absence{true, std::nullopt, back});
    CHECK(absence("wang", just_before(back)).absent);
    CHECK_FALSE(absence("wang", back).absent);
    CHECK(absence("sun", now()) == Absence{true, chart.index("zhou"), back});
}

TEST_CASE("organisation: a delegate who has left does not stand in") {
    OrganisationData data = shop();
    data.persons[5].employed.until = now();
    data.absences = {{"sun", "zhou", {}}};
    const Chart chart(std::move(data));

    CHECK(chart.get().absence_of(chart.index("sun"), now()).absent);
    CHECK_FALSE(chart.get().absence_of(chart.index("sun"), now()).delegate);
}

TEST_CASE("organisation: of two absences at once the one with a delegate counts") {
    OrganisationData data = shop();
    data.absences = {{"sun", "", {}}, {"sun", "zhou", {now(), change()}}};
    const Chart chart(std::move(data));

    CHECK(chart.get().absence_of(chart.index("sun"), now()) ==
          Absence{true, chart.index("zhou"), change()});
}

TEST_CASE("organisation: the deputy of the post, if employed") {
    OrganisationData data = shop();
    data.posts[2].deputy = "zhou";
    data.persons[5].employed.until = change();
    const Chart chart(std::move(data));

    CHECK(chart.id(chart.get().deputy_of(chart.index("wang"), now())) == "zhou");
    CHECK(chart.id(chart.get().deputy_of(chart.index("wang"), change())) == "nobody");
    CHECK(chart.id(chart.get().deputy_of(chart.index("li"), now())) == "nobody");
}

TEST_CASE("organisation: a head without a post belongs to the unit") {
    OrganisationData data = shop();
    data.heads.push_back({"office", "zhou", {}});
    const Chart chart(std::move(data));

    CHECK(chart.get().unit_of(chart.index("zhou"), now()) == chart.unit("office"));
    CHECK(chart.supervisor("zhou") == "zhao");
}

TEST_CASE("organisation: years of service are whole years, leap days included") {
    OrganisationData data = shop();
    data.persons[3].hired = date("2014-03-01");
    data.persons[4].hired = date("2024-02-29");
    const Chart chart(std::move(data));
    const auto years = [&](const std::string& id, const std::string& on) {
        return chart.get().years_of_service(chart.index(id), date(on));
    };

    CHECK(years("li", "2026-02-28") == 11);
    CHECK(years("li", "2026-03-01") == 12);
    CHECK(years("li", "2014-03-01") == 0);
    CHECK_FALSE(years("li", "2014-02-28"));
    CHECK(years("chen", "2025-02-27") == 0);
    CHECK(years("chen", "2025-02-28") == 1);
    CHECK(years("chen", "2028-02-28") == 3);
    CHECK(years("chen", "2028-02-29") == 4);
    CHECK_FALSE(years("wang", "2026-01-01"));
}

}  // namespace
}  // namespace onus::engine
