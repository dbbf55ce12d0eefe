// SPDX-License-Identifier: Apache-2.0

#include "policies/zone_data.h"

#include <algorithm>
#include <string>

#include <catch2/catch.hpp>

#include "policies/zone_loader.h"
#include "policies/zone_rule.h"
#include "tests/support/times.h"

namespace onus::policies {
namespace {

using engine::offset_minutes_at;
using engine::ZoneTransitions;
using test::date;
using test::utc;

std::string number(std::uint64_t value, int width) {
    std::string bytes;
    for (int i = width - 1; i >= 0; --i) {
        bytes.push_back(static_cast<char>(value >> (8 * static_cast<unsigned>(i)) & 0xFFU));
    }
    return bytes;
}

std::string header(char version, std::uint64_t times, std::uint64_t types) {
    return std::string("TZif") + version + std::string(15, '\0') + number(0, 4) + number(0, 4) +
           number(0, 4) + number(times, 4) + number(types, 4) + number(4, 4);
}

std::string type(std::int64_t offset) {
    return number(static_cast<std::uint64_t>(offset), 4) + std::string(2, '\0');
}

// UTC+1 that becomes +2 at second 1000, with a footer.
std::string sample(const std::string& footer) {
    const std::string names("ABC\0", 4);
    const std::string narrow = number(1000, 4) + '\1' + type(3600) + type(7200) + names;
    const std::string wide = number(1000, 8) + '\1' + type(3600) + type(7200) + names;
    return header('2', 1, 2) + narrow + header('2', 1, 2) + wide + '\n' + footer + '\n';
}

ZoneTransitions of(const std::string& name) {
    const auto zone = zones_in().find(name);
    INFO(name);
    REQUIRE(zone);
    return *zone;
}

TEST_CASE("zone data: reads transitions of all versions") {
    const ZoneTransitions expected = {{Instant{INT64_MIN}, 60}, {Instant{1'000'000}, 120}};
    const std::string names("ABC\0", 4);

    CHECK(parse_zone(sample("")) == expected);
    CHECK(parse_zone(sample("XYZ-2")) == expected);
    CHECK(parse_zone(header('\0', 1, 2) + number(1000, 4) + '\1' + type(3600) + type(7200) +
                     names) == expected);
}

TEST_CASE("zone data: the footer is written out to 2100") {
    const auto zone = parse_zone(sample("CET-1CEST,M3.5.0,M10.5.0/3"));

    REQUIRE(zone);
    CHECK(offset_minutes_at(*zone, Instant{utc("2099-03-29 01:00").ms - 1}) == 60);
    CHECK(offset_minutes_at(*zone, utc("2099-03-29 01:00")) == 120);
    CHECK(offset_minutes_at(*zone, utc("2100-10-31 01:00")) == 60);
    CHECK(zone->back().instant == utc("2100-10-31 01:00"));
}

TEST_CASE("zone data: damaged bytes are refused wherever they are cut or bent") {
    const std::string sound = sample("CET-1CEST,M3.5.0,M10.5.0/3");
    REQUIRE(parse_zone(sound));
    for (std::size_t length = 0; length < sound.size(); ++length) {
        CAPTURE(length);
        CHECK_FALSE(parse_zone(sound.substr(0, length)));
    }
    for (std::size_t at = 0; at < sound.size(); ++at) {
        std::string bent = sound;
        bent[at] = static_cast<char>(bent[at] ^ 0x5A);
        static_cast<void>(parse_zone(bent));  // any answer, but no fault
    }
    CHECK_FALSE(parse_zone(sample("CET-1CEST")));
    CHECK_FALSE(parse_zone(sample("CET")));
    CHECK_FALSE(parse_zone("not a zone"));
}

TEST_CASE("zone rule: the forms of dates") {
    const auto rule = parse_zone_rule("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0");
    REQUIRE(rule);
    CHECK(rule->standard == 37'800);
    CHECK(rule->summer == 39'600);
    CHECK(rule->begins.in_year(2026) == date("2026-10-04"));
    CHECK(rule->ends.in_year(2026) == date("2026-04-05"));

    const auto by_day = parse_zone_rule("AAA3BBB,J60/0,365/-1:30");
    REQUIRE(by_day);
    CHECK(by_day->standard == -10'800);
    CHECK(by_day->summer == -7'200);
    CHECK(by_day->begins.in_year(2024) == date("2024-03-01"));
    CHECK(by_day->begins.in_year(2025) == date("2025-03-01"));
    CHECK(by_day->ends.in_year(2024) == date("2024-12-31"));
    CHECK(by_day->ends.seconds == -5'400);
}

TEST_CASE("zone loader: knows the zones of this machine") {
    CHECK(of("Asia/Shanghai").back().offset_minutes == 480);
    CHECK(of("UTC") == ZoneTransitions{{Instant{INT64_MIN}, 0}});

    const ZoneTransitions new_york = of("America/New_York");
    CHECK(offset_minutes_at(new_york, Instant{utc("2026-03-08 07:00").ms - 1}) == -300);
    CHECK(offset_minutes_at(new_york, utc("2026-03-08 07:00")) == -240);
    CHECK(offset_minutes_at(new_york, utc("2026-11-01 06:00")) == -300);
    CHECK(offset_minutes_at(new_york, utc("2090-07-01 00:00")) == -240);

    const ZoneTransitions lord_howe = of("Australia/Lord_Howe");
    CHECK(offset_minutes_at(lord_howe, utc("2026-01-01 00:00")) == 660);
    CHECK(offset_minutes_at(lord_howe, utc("2026-07-01 00:00")) == 630);
}

TEST_CASE("zone loader: a name never leaves the folder") {
    const ZoneLookup zones = zones_in();

    CHECK_FALSE(zones.find("../../etc/passwd"));
    CHECK_FALSE(zones.find("/etc/localtime"));
    CHECK_FALSE(zones.find("Asia//Shanghai"));
    CHECK_FALSE(zones.find("Asia"));
    CHECK_FALSE(zones.find(""));
    CHECK_FALSE(zones.find("tzdata.zi"));
    CHECK_FALSE(zones_in("/no/such/folder").find("Asia/Shanghai"));
    CHECK(zones_in("/no/such/folder").names() == std::vector<std::string>{"UTC"});
    const auto names = zones.names();
    CHECK(std::find(names.begin(), names.end(), "Asia/Shanghai") != names.end());
}

}  // namespace
}  // namespace onus::policies
