// SPDX-License-Identifier: Apache-2.0
#include "adapters/clock/clock_watch.h"

#include <catch2/catch.hpp>

namespace onus::adapters {
namespace {

TEST_CASE("clock watch: a clock that goes is trusted, also when it is corrected slowly") {
    ClockWatch watch(false);
    for (std::int64_t second = 0; second < 100'000; ++second) {
        // Half a millisecond a second, for more than a day: a minute in the end.
        REQUIRE(watch.look({second * 1000 + second / 2}, {second * 1000}) == std::nullopt);
    }
}

TEST_CASE("clock watch: a jump of more than two seconds is a doubt, for a minute") {
    const std::int64_t jump = GENERATE(-3'600'000, -2001, 2001, 157'680'000'000);
    ClockWatch watch(false);
    CHECK(watch.look({0}, {0}) == std::nullopt);
    CHECK(watch.look({1000 + jump}, {1000}) == std::optional(true));
    CHECK(watch.look({60'999 + jump}, {60'999}) == std::nullopt);
    SECTION("and then trusted again") {
        CHECK(watch.look({61'000 + jump}, {61'000}) == std::optional(false));
        CHECK(watch.look({62'000 + jump}, {62'000}) == std::nullopt);
    }
    SECTION("unless it jumps again") {
        CHECK(watch.look({61'000}, {61'000}) == std::nullopt);
        CHECK(watch.look({120'999}, {120'999}) == std::nullopt);
        CHECK(watch.look({121'000}, {121'000}) == std::optional(false));
    }
}

TEST_CASE("clock watch: two seconds are none") {
    ClockWatch watch(false);
    CHECK(watch.look({0}, {0}) == std::nullopt);
    CHECK(watch.look({3000}, {1000}) == std::nullopt);
    CHECK(watch.look({2000}, {2000}) == std::nullopt);
}

TEST_CASE("clock watch: a doubt from before the start lasts a minute of agreement") {
    ClockWatch watch(true);
    CHECK(watch.look({0}, {0}) == std::nullopt);
    CHECK(watch.look({59'999}, {59'999}) == std::nullopt);
    CHECK(watch.look({60'000}, {60'000}) == std::optional(false));
}

}  // namespace
}  // namespace onus::adapters
