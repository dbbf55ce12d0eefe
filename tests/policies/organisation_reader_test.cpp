// SPDX-License-Identifier: Apache-2.0

#include "policies/organisation_reader.h"

#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/support/diagnostics.h"
#include "tests/support/times.h"

namespace onus::policies {
namespace {

using Lines = std::vector<std::string>;
using engine::Validity;
using test::date;
using test::utc;

// Two zones, so that these tests depend on no machine.
ZoneLookup zones() {
    ZoneLookup lookup;
    lookup.find = [](std::string_view name) -> std::optional<engine::ZoneTransitions> {
        if (name != "Asia/Shanghai" && name != "UTC") {
            return std::nullopt;
        }
        return engine::ZoneTransitions{{Instant{INT64_MIN}, name == "UTC" ? 0 : 480}};
    };
    lookup.names = [] { return std::vector<std::string>{"Asia/Shanghai", "UTC"}; };
    return lookup;
}

const std::string kShop =
    "organisation: shop\n"
    "fallback: zhao\n"
    "persons:\n"
    "  zhao: 赵总\n"
    "  wang: {name: Wang, name_zh: 王店长, hired: 2014-03-01, until: 2026-11-30}\n"
    "  li: {name: Li, from: 2020-01-01}\n"
    "  chen:\n"
    "units:\n"
    "  hq: {name: Headquarters, name_zh: 总部, head: zhao}\n"
    "  store: {parent: hq, head: [{person: wang, until: 2026-11-30}, "
    "{person: chen, from: 2026-12-01}]}\n"
    "posts:\n"
    "  hq:\n"
    "    director: zhao\n"
    "  store:\n"
    "    store_manager:\n"
    "      - {holder: wang, until: 2026-11-30, deputy: chen}\n"
    "      - {holder: chen, from: 2026-12-01T00:00+08:00, acting: yes}\n"
    "    clerk: [li, {holder: chen, until: 2026-06-30 18:00, supervisor: zhao}]\n"
    "    cashier: vacant\n"
    "absences:\n"
    "  - {person: wang, from: 2026-07-01, until: 2026-07-15, delegate: chen}\n"
    "  - {person: li, from: 2026-08-01 12:00}\n"
    "systems: [erp, till]\n";

engine::OrganisationData read(std::string text) {
    const Source source{"org.yaml", std::move(text)};
    const auto reading = read_organisation(source, zones());
    INFO(source.text);
    CHECK(test::summary(reading.diagnostics, source) == Lines{});
    REQUIRE(reading.value);
    return *reading.value;
}

Lines mistakes(std::string text) {
    const Source source{"org.yaml", std::move(text)};
    const auto reading = read_organisation(source, zones());
    CHECK_FALSE(reading.value);
    return test::summary(reading.diagnostics, source);
}

TEST_CASE("organisation reader: persons and units with names in both languages") {
    const auto data = read(kShop);

    CHECK(data.id == "shop");
    CHECK(data.fallback == "zhao");
    REQUIRE(data.persons.size() == 4);
    CHECK(data.persons[0].name_en == "zhao");
    CHECK(data.persons[0].name_zh == "赵总");
    CHECK(data.persons[1].name_en == "Wang");
    CHECK(data.persons[1].name_zh == "王店长");
    CHECK(data.persons[1].hired == date("2014-03-01"));
    CHECK(data.persons[2].name_zh == "Li");
    CHECK(data.persons[3].name_en == "chen");
    CHECK(data.persons[3].employed == Validity{});
    REQUIRE(data.units.size() == 2);
    CHECK(data.units[0].name_zh == "总部");
    CHECK(data.units[1].parent == "hq");
    CHECK(data.systems == Lines{"erp", "till"});
}

TEST_CASE("organisation reader: the day after until is the first that does not count") {
    const auto data = read(kShop);
    const Instant change = utc("2026-11-30 16:00");  // 2026-12-01 00:00 in Shanghai

    CHECK(data.persons[1].employed.until == change);
    REQUIRE(data.heads.size() == 3);
    CHECK(data.heads[1].person == "wang");
    CHECK(data.heads[1].held.until == change);
    CHECK(data.heads[2].held.from == change);
}

TEST_CASE("organisation reader: posts in the order of the file") {
    const auto data = read(kShop);

    REQUIRE(data.posts.size() == 6);
    CHECK(data.posts[0].role == "director");
    CHECK(data.posts[1].holder == "wang");
    CHECK(data.posts[1].deputy == "chen");
    CHECK_FALSE(data.posts[1].acting);
    CHECK(data.posts[2].acting);
    CHECK(data.posts[2].held.from == utc("2026-11-30 16:00"));
    CHECK(data.posts[3].holder == "li");
    CHECK(data.posts[3].unit == "store");
    CHECK(data.posts[4].supervisor == "zhao");
    CHECK(data.posts[4].held.until == utc("2026-06-30 10:00"));
    CHECK(data.posts[5].role == "cashier");
    CHECK(data.posts[5].holder.empty());
}

TEST_CASE("organisation reader: absences with and without a delegate") {
    const auto data = read(kShop);

    REQUIRE(data.absences.size() == 2);
    CHECK(data.absences[0].delegate == "chen");
    CHECK(data.absences[0].away == Validity{utc("2026-06-30 16:00"), utc("2026-07-15 16:00")});
    CHECK(data.absences[1].delegate.empty());
    CHECK(data.absences[1].away == Validity{utc("2026-08-01 04:00"), Instant{INT64_MAX}});
}

TEST_CASE("organisation reader: days are read in the organisation's zone") {
    const auto data = read(
        "organisation: o\nzone: UTC\nfallback: a\npersons: {a: , b: {from: 2026-01-01}}\n"
        "units: {u: }\n");

    CHECK(data.persons[1].employed.from == utc("2026-01-01 00:00"));
}

TEST_CASE("organisation reader: what is read can be asked") {
    const engine::Organisation organisation(read(kShop));
    const Instant before = utc("2026-11-30 15:59");
    const Instant after = utc("2026-11-30 16:00");
    const auto li = organisation.find_person("li");

    REQUIRE(li);
    CHECK(organisation.supervisor_of(*li, before, {}) == organisation.find_person("wang"));
    CHECK(organisation.supervisor_of(*li, after, {}) == organisation.find_person("chen"));
}

TEST_CASE("organisation reader: all mistakes at once") {
    CHECK(mistakes("organisation: my shop\n"
                   "zone: Asia/Shangai\n"
                   "fallback: zhou\n"
                   "persons:\n"
                   "  zhao: [1]\n"
                   "  li x: Li\n"
                   "  wang: {hired: soon, form: 2020-01-01}\n"
                   "  wang: Wang\n"
                   "units:\n"
                   "  hq: {parent: hw}\n"
                   "posts:\n"
                   "  stor: {clerk: {from: 2026-01-01}}\n"
                   "  hq: {clerk: {holder: wang, from: 2026-02-02, until: 2026-02-01, "
                   "acting: perhaps, supervisor: wang}}\n"
                   "absences:\n"
                   "  - {person: wang}\n"
                   "  - {from: tomorrow}\n"
                   "systems: [erp, wang]\n") ==
          Lines{"N0618 line 1 my shop", "N0631 line 2 Asia/Shangai", "N0651 line 3 zhou",
                "N0614 line 5 zhao", "N0618 line 6 li x", "N0621 line 7 soon", "N0612 line 7 form",
                "N0611 line 8 wang", "N0652 line 10 hw", "N0652 line 12 stor",
                "N0613 line 12 holder", "N0658 line 13", "N0617 line 13 acting",
                "N0660 line 13 wang", "N0613 line 15 from", "N0613 line 16 person",
                "N0661 line 16 tomorrow", "N0655 line 17 wang"});
}

TEST_CASE("organisation reader: near ids are offered as a fix") {
    const Source source{"org.yaml",
                        "organisation: o\nfallback: zhoa\npersons: {zhao: }\nunits: {store: }\n"
                        "posts: {stores: {clerk: unknown_person}}\n"};
    const auto reading = read_organisation(source, zones());

    REQUIRE(reading.diagnostics.size() == 3);
    REQUIRE(reading.diagnostics[0].fix);
    CHECK(reading.diagnostics[0].fix->replacement == "zhao");
    REQUIRE(reading.diagnostics[1].fix);
    CHECK(reading.diagnostics[1].fix->replacement == "store");
    CHECK_FALSE(reading.diagnostics[2].fix);
}

TEST_CASE("organisation reader: the fallback person is required and should stay") {
    CHECK(mistakes("organisation: o\npersons: {a: }\nunits: {u: }\n") == Lines{"N0653 line 1"});

    const Source source{"org.yaml",
                        "organisation: o\nfallback: a\npersons: {a: {until: 2026-01-01}}\n"
                        "units: {u: }\n"};
    const auto reading = read_organisation(source, zones());
    CHECK(reading.value);
    CHECK(test::summary(reading.diagnostics, source) == Lines{"N0654 line 2 a"});
}

TEST_CASE("organisation reader: a circle of units is told once") {
    const std::string head = "organisation: o\nfallback: a\npersons: {a: }\nunits:\n";

    CHECK(mistakes(head + "  u: {parent: u}\n") == Lines{"N0656 line 5 u"});
    CHECK(mistakes(
              head +
              "  t: \n  u: {parent: w}\n  v: {parent: u}\n  w: {parent: v}\n  x: {parent: w}\n") ==
          Lines{"N0656 line 6 u"});
}

TEST_CASE("organisation reader: units are at most sixteen levels deep") {
    const auto chain = [](int depth) {
        std::string text = "organisation: o\nfallback: a\npersons: {a: }\nunits:\n  u1:\n";
        for (int i = 2; i <= depth; ++i) {
            text += "  u" + std::to_string(i) + ": {parent: u" + std::to_string(i - 1) + "}\n";
        }
        return text;
    };

    CHECK(read(chain(16)).units.size() == 16);
    CHECK(mistakes(chain(17)) == Lines{"N0657 line 21 u17"});
    CHECK(mistakes(chain(40)) == Lines{"N0657 line 21 u17"});
}

TEST_CASE("organisation reader: a unit has one head at a time") {
    const auto with_heads = [](const std::string& first, const std::string& second) {
        return "organisation: o\nfallback: a\npersons: {a: , b: }\nunits:\n  u:\n    head:\n"
               "      - {person: a, until: " +
               first + "}\n      - {person: b, from: " + second + "}\n";
    };

    CHECK(read(with_heads("2026-01-31", "2026-02-01")).heads.size() == 2);
    CHECK(mistakes(with_heads("2026-01-31", "2026-01-31")) == Lines{"N0659 line 8 u"});
}

TEST_CASE("organisation reader: one day is a time, a moment is none") {
    const auto with_post = [](const std::string& from, const std::string& until) {
        return "organisation: o\nfallback: a\npersons: {a: }\nunits: {u: }\n"
               "posts: {u: {r: {holder: a, from: " +
               from + ", until: " + until + "}}}\n";
    };

    CHECK(read(with_post("2026-01-31", "2026-01-31")).posts.size() == 1);
    CHECK(mistakes(with_post("2026-01-31 08:00", "2026-01-31 08:00")) == Lines{"N0658 line 5"});
}

}  // namespace
}  // namespace onus::policies
