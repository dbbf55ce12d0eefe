// SPDX-License-Identifier: Apache-2.0

#include "grammar/base/duration.h"

#include <catch2/catch.hpp>

#include "grammar/base/civil.h"

namespace onus {
namespace {

std::string english(DurationKind kind, std::int64_t amount) {
    return to_string({kind, amount}, Language::kEnglish);
}

std::string chinese(DurationKind kind, std::int64_t amount) {
    return to_string({kind, amount}, Language::kChinese);
}

TEST_CASE("duration: elapsed time is shown in the largest whole unit") {
    CHECK(english(DurationKind::kExact, 24 * kMsPerHour) == "24 hours");
    CHECK(english(DurationKind::kExact, kMsPerHour) == "1 hour");
    CHECK(english(DurationKind::kExact, 90 * kMsPerMinute) == "90 minutes");
    CHECK(english(DurationKind::kExact, kMsPerMinute) == "1 minute");
    CHECK(english(DurationKind::kExact, 61 * kMsPerSecond) == "61 seconds");
    CHECK(english(DurationKind::kExact, 1) == "0.001 seconds");
    CHECK(english(DurationKind::kExact, 0) == "0 hours");
    CHECK(chinese(DurationKind::kExact, 24 * kMsPerHour) == "24小时");
    CHECK(chinese(DurationKind::kExact, 30 * kMsPerMinute) == "30分钟");
    CHECK(chinese(DurationKind::kExact, 1500) == "1.5秒");
}

TEST_CASE("duration: days stay days, twelve months are a year") {
    CHECK(english(DurationKind::kDays, 1) == "1 day");
    CHECK(english(DurationKind::kDays, 14) == "14 days");
    CHECK(english(DurationKind::kMonths, 0) == "0 months");
    CHECK(english(DurationKind::kMonths, 1) == "1 month");
    CHECK(english(DurationKind::kMonths, 11) == "11 months");
    CHECK(english(DurationKind::kMonths, 12) == "1 year");
    CHECK(english(DurationKind::kMonths, 13) == "13 months");
    CHECK(english(DurationKind::kMonths, 24) == "2 years");
    CHECK(chinese(DurationKind::kDays, 3) == "3天");
    CHECK(chinese(DurationKind::kMonths, 2) == "2个月");
    CHECK(chinese(DurationKind::kMonths, 12) == "1年");
}

TEST_CASE("duration: working time names its calendar") {
    CHECK(english(DurationKind::kWorkingHours, 4 * kMsPerHour) == "4 working hours");
    CHECK(english(DurationKind::kWorkingHours, 90 * kMsPerMinute) == "90 working minutes");
    CHECK(english(DurationKind::kWorkingDays, 1) == "1 working day");
    CHECK(chinese(DurationKind::kWorkingHours, 4 * kMsPerHour) == "4个工作小时");
    CHECK(chinese(DurationKind::kWorkingDays, 2) == "2个工作日");
}

TEST_CASE("duration: a difference may be negative") {
    CHECK(english(DurationKind::kDays, -1) == "-1 day");
    CHECK(english(DurationKind::kDays, -3) == "-3 days");
    CHECK(chinese(DurationKind::kExact, -2 * kMsPerHour) == "-2小时");
}

}  // namespace
}  // namespace onus
