// SPDX-License-Identifier: Apache-2.0

#include "grammar/literals/date_literal.h"

#include <random>

#include <catch2/catch.hpp>

#include "grammar/base/diagnostic_text.h"
#include "tests/grammar/literals/literal_checks.h"

namespace onus::grammar {
namespace {

std::string date(std::string_view text) {
    const Result<CivilDate> result = parse_date(text);
    return result ? to_string(*result) : failure_of(parse_date, text);
}

std::string time(std::string_view text) {
    const Result<TimeOfDay> result = parse_time(text);
    return result ? to_string(*result) : failure_of(parse_time, text);
}

std::string timestamp(std::string_view text) {
    const Result<TimestampLiteral> result = parse_timestamp(text);
    if (!result) {
        return failure_of(parse_timestamp, text);
    }
    std::string out = to_string(result->local.date) + " " + to_string(result->local.time);
    return result->offset_minutes ? out + " " + std::to_string(*result->offset_minutes) : out;
}

TEST_CASE("date literal: both forms of a date") {
    CHECK(date("2025-07-01") == "2025-07-01");
    CHECK(date("2025年7月1日") == "2025-07-01");
    CHECK(date("2025年07月01日") == "2025-07-01");
    CHECK(date("２０２５年７月１日") == "2025-07-01");
    CHECK(date("２０２５－０７－０１") == "2025-07-01");
    CHECK(date(" 2025-07-01 ") == "2025-07-01");
}

TEST_CASE("date literal: impossible dates say what is wrong") {
    CHECK(date("2024-02-29") == "2024-02-29");
    CHECK(date("2025-02-29") == "N0125 [29]");
    CHECK(date("2025年2月30日") == "N0125 [30]");
    CHECK(date("2025-04-31") == "N0125 [31]");
    CHECK(date("2025-01-00") == "N0125 [00]");
    CHECK(date("2025-12-31") == "2025-12-31");
    CHECK(date("2025-13-01") == "N0124 [13]");
    CHECK(date("2025-00-01") == "N0124 [00]");
    CHECK(date("1600-01-01") == "1600-01-01");
    CHECK(date("1599-12-31") == "N0123 [1599]");
    CHECK(date("9999-12-31") == "9999-12-31");

    const Diagnostic diagnostic = parse_date("2025-02-30").error();
    CHECK(message_of(diagnostic, Language::kEnglish) ==
          "there is no day 30 in 2025-02, which has 28 days");
    CHECK(message_of(diagnostic, Language::kChinese) == "2025-02只有28天，没有第30日");
}

TEST_CASE("date literal: a date in another dress is put right") {
    CHECK(date("2025-7-1") == "N0122 [2025-7-1] -> 2025-07-01");
    CHECK(date("2025/07/01") == "N0122 [2025/07/01] -> 2025-07-01");
    CHECK(date("2025.7.1") == "N0122 [2025.7.1] -> 2025-07-01");
    CHECK(date("01/07/2025") == "N0122 [01/07/2025]");
}

TEST_CASE("date literal: other texts are refused") {
    for (const char* text :
         {"", "2025", "2025-07", "20250701", "25-07-01", "12025-07-01", "2025-007-01", "2025年7月",
          "2025年7月1", "2025-07-01x", "July 1", "2025 -07-01", "99999999999999999999-01-01"}) {
        INFO(text);
        CHECK(date(text) == "N0122 [" + std::string(text) + "]");
    }
}

TEST_CASE("time literal: hours and minutes, perhaps seconds") {
    CHECK(time("9:00") == "09:00");
    CHECK(time("09：00") == "09:00");
    CHECK(time("０９：００") == "09:00");
    CHECK(time("09:05:01") == "09:05:01");
    CHECK(time("09:05:01.250") == "09:05:01.250");
    CHECK(time("09:05:01.5") == "09:05:01.500");
    CHECK(time("00:00") == "00:00");
    CHECK(time("23:59:59.999") == "23:59:59.999");
    CHECK(time("24:00") == "24:00");
    CHECK(time("24:00:00") == "24:00");
}

TEST_CASE("time literal: impossible times say what is wrong") {
    CHECK(time("24:01") == "N0127 [24:01]");
    CHECK(time("24:00:00.001") == "N0127 [24:00:00.001]");
    CHECK(time("25:00") == "N0127 [25:00]");
    CHECK(time("9:59") == "09:59");
    CHECK(time("9:60") == "N0127 [9:60]");
    CHECK(time("9:00:60") == "N0127 [9:00:60]");
    CHECK(message_of(parse_time("25:00").error(), Language::kEnglish) ==
          "no day has the time 25:00");
    CHECK(message_of(parse_time("25:00").error(), Language::kChinese) ==
          "一天之中没有25:00这个时刻");
}

TEST_CASE("time literal: other texts are refused") {
    for (const char* text : {"", "9", "9:5", "9:", ":30", "009:00", "9:000", "9:00:1", "9:00.5",
                             "9:00:00.1234", "9:00 pm", "9 : 00", "-9:00", "9点"}) {
        INFO(text);
        CHECK(time(text) == "N0126 [" + std::string(text) + "]");
    }
}

TEST_CASE("timestamp literal: a date, a time and perhaps an offset") {
    CHECK(timestamp("2025-07-10 09:05:01") == "2025-07-10 09:05:01");
    CHECK(timestamp("2025-07-10   9:05") == "2025-07-10 09:05");
    CHECK(timestamp("2025-07-10T09:05+08:00") == "2025-07-10 09:05 480");
    CHECK(timestamp("2025-07-10T09:05:00.250Z") == "2025-07-10 09:05:00.250 0");
    CHECK(timestamp("2025-07-10T09:05-03:30") == "2025-07-10 09:05 -210");
    CHECK(timestamp("2025年7月10日 09:05") == "2025-07-10 09:05");
    CHECK(timestamp("2025年7月10日09：05") == "2025-07-10 09:05");
    CHECK(timestamp("2025-07-10T24:00") == "2025-07-10 24:00");
}

TEST_CASE("timestamp literal: offsets end at -12:00 and +14:00") {
    CHECK(timestamp("2025-07-10T09:05+14:00") == "2025-07-10 09:05 840");
    CHECK(timestamp("2025-07-10T09:05+14:01") == "N0129 [+14:01]");
    CHECK(timestamp("2025-07-10T09:05-12:00") == "2025-07-10 09:05 -720");
    CHECK(timestamp("2025-07-10T09:05-12:01") == "N0129 [-12:01]");
    CHECK(timestamp("2025-07-10T09:05+08:60") == "N0129 [+08:60]");
    CHECK(timestamp("2025-07-10T09:05+8:00") == "N0129 [+8:00]");
    CHECK(timestamp("2025-07-10T09:05-00:00") == "2025-07-10 09:05 0");
}

TEST_CASE("timestamp literal: the part at fault is pointed at") {
    CHECK(timestamp("2025-02-30 09:05") == "N0125 [30]");
    CHECK(timestamp("2025年13月1日 09:05") == "N0124 [13]");
    CHECK(timestamp("2025-07-10 25:00") == "N0127 [25:00]");
    CHECK(timestamp("2025-7-10 09:05") == "N0122 [2025-7-10] -> 2025-07-10");
    CHECK(timestamp("2025-07-10 9:5") == "N0126 [9:5]");
    for (const char* text : {"", "2025-07-10", "09:05", "2025-07-10 09", "2025-07-10T09:05 +08:00",
                             "2025-07-10T09:05z", "2025-07-10T09:05+0800", "2025-07-10, 09:05"}) {
        INFO(text);
        CHECK(timestamp(text) == "N0128 [" + std::string(text) + "]");
    }
}

TEST_CASE("date literal: what is printed reads back as the same date and time") {
    std::mt19937_64 random(1600);
    const std::int32_t first = make_date({1600, 1, 1})->days;
    const std::int32_t last = make_date({9999, 12, 31})->days;
    for (int i = 0; i < 5'000; ++i) {
        const auto days = static_cast<std::uint64_t>(last - first + 1);
        const CivilDate day{first + static_cast<std::int32_t>(random() % days)};
        const TimeOfDay moment{static_cast<std::int32_t>(random() % 86'400'001)};
        const auto offset = static_cast<std::int32_t>(random() % 1561) - 720;
        const YearMonthDay ymd = split(day);
        CHECK(parse_date(to_string(day)) == day);
        CHECK(parse_date(std::to_string(ymd.year) + "年" + std::to_string(ymd.month) + "月" +
                         std::to_string(ymd.day) + "日") == day);
        CHECK(parse_time(to_string(moment)) == moment);
        const Instant instant = to_instant({day, moment}, offset);
        const auto read = parse_timestamp(to_string(instant, offset));
        if (to_local(instant, offset).date <= CivilDate{last}) {
            REQUIRE(read);
            CHECK(to_instant(read->local, read->offset_minutes.value()) == instant);
        }
    }
}

}  // namespace
}  // namespace onus::grammar
