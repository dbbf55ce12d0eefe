// SPDX-License-Identifier: Apache-2.0

#include "grammar/literals/duration_literal.h"

#include <random>

#include <catch2/catch.hpp>

#include "grammar/base/civil.h"
#include "grammar/base/diagnostic_text.h"
#include "tests/grammar/literals/literal_checks.h"

namespace onus::grammar {
namespace {

std::string failed(std::string_view text) { return failure_of(parse_duration, text); }

Duration exact(std::int64_t ms) { return {DurationKind::kExact, ms}; }
Duration days(std::int64_t amount) { return {DurationKind::kDays, amount}; }
Duration months(std::int64_t amount) { return {DurationKind::kMonths, amount}; }
Duration working(std::int64_t ms) { return {DurationKind::kWorkingHours, ms}; }
Duration working_days(std::int64_t amount) { return {DurationKind::kWorkingDays, amount}; }

TEST_CASE("duration literal: English spellings") {
    CHECK(parse_duration("24 hours") == exact(24 * kMsPerHour));
    CHECK(parse_duration("1 hour") == exact(kMsPerHour));
    CHECK(parse_duration("30 minutes") == exact(30 * kMsPerMinute));
    CHECK(parse_duration("36hours") == exact(36 * kMsPerHour));
    CHECK(parse_duration("3 days") == days(3));
    CHECK(parse_duration("2 weeks") == days(14));
    CHECK(parse_duration("2 months") == months(2));
    CHECK(parse_duration("1 year") == months(12));
    CHECK(parse_duration("4 working hours") == working(4 * kMsPerHour));
    CHECK(parse_duration("2 working days") == working_days(2));
    CHECK(parse_duration("1 business day") == working_days(1));
    CHECK(parse_duration("  2   working \t days ") == working_days(2));
    CHECK(parse_duration("1_000 days") == days(1000));
    CHECK(parse_duration("0 days") == days(0));
}

TEST_CASE("duration literal: Chinese spellings") {
    CHECK(parse_duration("24小时") == exact(24 * kMsPerHour));
    CHECK(parse_duration("24个小时") == exact(24 * kMsPerHour));
    CHECK(parse_duration("24小时内") == exact(24 * kMsPerHour));
    CHECK(parse_duration("24个小时内") == exact(24 * kMsPerHour));
    CHECK(parse_duration("30分钟") == exact(30 * kMsPerMinute));
    CHECK(parse_duration("3天") == days(3));
    CHECK(parse_duration("3 天") == days(3));
    CHECK(parse_duration("３　天") == days(3));
    CHECK(parse_duration("7日内") == days(7));
    CHECK(parse_duration("2周") == days(14));
    CHECK(parse_duration("2个月") == months(2));
    CHECK(parse_duration("2月") == months(2));
    CHECK(parse_duration("1年内") == months(12));
    CHECK(parse_duration("4个工作小时") == working(4 * kMsPerHour));
    CHECK(parse_duration("4工作小时") == working(4 * kMsPerHour));
    CHECK(parse_duration("2个工作日") == working_days(2));
    CHECK(parse_duration("2个工作日内") == working_days(2));
    CHECK(parse_duration("２工作日") == working_days(2));
}

TEST_CASE("duration literal: only elapsed time has fractions, down to a millisecond") {
    CHECK(parse_duration("1.5 hours") == exact(90 * kMsPerMinute));
    CHECK(parse_duration("0.5个工作小时") == working(30 * kMsPerMinute));
    CHECK(parse_duration("0.001 seconds") == exact(1));
    CHECK(failed("0.0001 seconds") == "N0112 [0.0001 seconds]");
    CHECK(parse_duration("3.0 days") == days(3));
    CHECK(failed("1.5 days") == "N0112 [1.5 days]");
    CHECK(failed("1.5周") == "N0112 [1.5周]");
    CHECK(failed("0.5 years") == "N0112 [0.5 years]");
    CHECK(failed("1.5个工作日") == "N0112 [1.5个工作日]");
}

TEST_CASE("duration literal: ten thousand years are the limit") {
    CHECK(parse_duration("10000 years") == months(120'000));
    CHECK(failed("10001 years") == "N0113 [10001 years]");
    CHECK(parse_duration("3652425 days") == days(3'652'425));
    CHECK(failed("3652426 days") == "N0113 [3652426 days]");
    CHECK(failed("521776 weeks") == "N0113 [521776 weeks]");
    CHECK(parse_duration("87658200 hours") == exact(87'658'200 * kMsPerHour));
    CHECK(failed("87658200.001小时") == "N0113 [87658200.001小时]");
    CHECK(failed("999999999999999999 hours") == "N0113 [999999999999999999 hours]");
    CHECK(failed("1000000000000000000 hours") == "N0121 [1000000000000000000]");
    CHECK(failed("99999999999999999999999999999999999999999999 天") ==
          "N0121 [99999999999999999999999999999999999999999999]");
}

TEST_CASE("duration literal: a mistyped unit gets its spelling") {
    CHECK(failed("3 dyas") == "N0111 [dyas] -> days");
    CHECK(failed("24 Hours") == "N0111 [Hours] -> hours");
    CHECK(failed("2 work days") == "N0111 [work days] -> working days");
    CHECK(failed("２４小時") == "N0111 [小時] -> 小时");
    CHECK(failed("3 d") == "N0111 [d]");
    CHECK(failed("3 fortnights") == "N0111 [fortnights]");
    CHECK(failed("3 次") == "N0111 [次]");
}

TEST_CASE("duration literal: other texts are refused") {
    for (const char* text : {"", " ", "24", "hours", "-3 days", "1,000 days", "3 - days",
                             "1e3 days", "三天", "3\ndays", "\xFF"}) {
        INFO(text);
        CHECK(failed(text) != "no failure");
    }
    CHECK(failed("24") == "N0110 [24]");
    CHECK(failed("") == "N0110 []");
    CHECK(failed("  -3 days ") == "N0110 [-3 days]");
    CHECK(failed("10_00 days") == "N0119 [10_00]");
    CHECK(failed("5. days") == "N0118 [5.]");
    CHECK(failed("1.0000000001 hours") == "N0120 [1.0000000001]");
}

TEST_CASE("duration literal: failures read well in both languages, however long the text") {
    const Diagnostic diagnostic = parse_duration("２４小時").error();
    CHECK(message_of(diagnostic, Language::kEnglish) == "“小時” is not a unit of time");
    CHECK(message_of(diagnostic, Language::kChinese) == "“小時”不是时间单位");
    const std::string hundred_times = std::string(100, 'x');
    CHECK(message_of(parse_duration(hundred_times).error(), Language::kEnglish) ==
          "“" + std::string(40, 'x') + "…” is not a length of time");
}

TEST_CASE("duration literal: what is printed reads back as the same duration") {
    std::mt19937_64 random(20'250'710);
    const auto below = [&](std::uint64_t end) { return static_cast<std::int64_t>(random() % end); };
    for (int i = 0; i < 2'000; ++i) {
        const std::int64_t ms = below(87'658'200) * kMsPerHour / (i % 4 == 0 ? 1 : 7);
        for (const Duration duration :
             {exact(ms), working(ms), exact(below(100) * kMsPerMinute), days(below(3'652'426)),
              months(below(120'001)), working_days(below(1000))}) {
            const std::string english = to_string(duration, Language::kEnglish);
            const std::string chinese = to_string(duration, Language::kChinese);
            INFO(english << " " << chinese);
            CHECK(parse_duration(english) == duration);
            CHECK(parse_duration(chinese) == duration);
        }
    }
}

}  // namespace
}  // namespace onus::grammar
