// SPDX-License-Identifier: Apache-2.0

#include "engine/organisation/difference.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/support/times.h"

namespace onus::engine {
namespace {

using test::utc;
using Ids = std::vector<std::string>;

Instant now() { return utc("2026-06-01 00:00"); }

PostData post(std::string role, std::string unit, std::string holder) {
    PostData data;
    data.role = std::move(role);
    data.unit = std::move(unit);
    data.holder = std::move(holder);
    return data;
}

// Two shops in one area; li and chen sell in the first, zhou in the second.
OrganisationData shops() {
    OrganisationData data;
    data.id = "shops";
    data.fallback = "gao";
    for (const char* id : {"gao", "sun", "wang", "wu", "li", "chen", "zhou"}) {
        PersonData person;
        person.id = id;
        data.persons.push_back(person);
    }
    for (const auto& [id, parent] :
         {std::pair("hq", ""), {"area", "hq"}, {"first", "area"}, {"second", "area"}}) {
        UnitData unit;
        unit.id = id;
        unit.parent = parent;
        data.units.push_back(unit);
    }
    data.posts = {post("manager", "first", "wang"), post("manager", "second", "wu"),
                  post("clerk", "first", "li"), post("clerk", "first", "chen"),
                  post("clerk", "second", "zhou")};
    data.heads = {
        {"hq", "gao", {}}, {"area", "sun", {}}, {"first", "wang", {}}, {"second", "wu", {}}};
    return data;
}

ChartDifference after(const OrganisationData& changed) {
    const Organisation before(shops());
    const Organisation then(changed);
    const ReportingLines lines{{"clerk", "manager"}};
    return difference({&before, now()}, {&then, now()}, {&lines});
}

TEST_CASE("difference: the same chart differs in nobody") {
    CHECK(after(shops()).persons == Ids{});
    CHECK(after(shops()).roles == Ids{});
}

TEST_CASE("difference: who moves has left his post, who stays above him has left nothing") {
    OrganisationData changed = shops();
    changed.posts[2].unit = "second";
    CHECK(after(changed).persons == Ids{"li"});
    // The same persons hold the role, in the order of the file.
    CHECK(after(changed).roles == Ids{});
}

TEST_CASE("difference: a manager who is replaced, and his role") {
    OrganisationData changed = shops();
    changed.posts[0].holder = "chen";
    changed.posts.erase(changed.posts.begin() + 3);
    changed.heads[2].person = "chen";
    CHECK(after(changed).persons == Ids{"chen", "li", "wang", "wu", "zhou"});
    CHECK(after(changed).roles == Ids{"clerk", "manager"});
}

TEST_CASE("difference: who leaves the company leaves what he held") {
    OrganisationData changed = shops();
    changed.persons[4].employed.until = now();
    CHECK(after(changed).persons == Ids{"chen", "li", "zhou"});
    CHECK(after(changed).roles == Ids{"clerk"});
}

TEST_CASE("difference: one chart at two instants") {
    OrganisationData data = shops();
    data.heads[1].held.until = now();
    data.heads.push_back({"area", "wu", {now(), Instant{INT64_MAX}}});
    const Organisation chart(data);
    const ChartAt before{&chart, Instant{now().ms - 1}};
    CHECK(difference(before, {&chart, now()}, {}).persons == Ids{"sun"});
    CHECK(difference(before, before, {}).persons == Ids{});
}

TEST_CASE("difference: a supervisor named anew, while everybody stays where he is") {
    OrganisationData changed = shops();
    changed.posts[2].supervisor = "sun";
    CHECK(after(changed).persons == Ids{"wang"});
}

TEST_CASE("difference: a unit under another one leaves the heads above it") {
    OrganisationData changed = shops();
    changed.units[3].parent = "hq";
    // wu answers to gao now, and no more to sun.
    CHECK(after(changed).persons == Ids{"gao", "sun"});
}

TEST_CASE("difference: another fallback") {
    OrganisationData changed = shops();
    changed.fallback = "sun";
    CHECK(after(changed).persons == Ids{"gao"});
}

}  // namespace
}  // namespace onus::engine
