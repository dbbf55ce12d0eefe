// SPDX-License-Identifier: Apache-2.0
//
// Deadline code is where rule engines break. Each known break of others is a test here.

#include "tests/rows/packs.h"

namespace onus::rows {
namespace {

const std::string kOffice =
    "organisation: office\nfallback: zhou\n"
    "persons: {zhou: Zhou, li: Li, wang: Wang}\n"
    "units:\n  hq: {head: zhou}\n  hr: {parent: hq, head: wang}\n"
    "posts:\n  hr: {clerk: li}\n";

/// A rulebook with one duty that starts with each report and is done by an answer.
std::string reports(const std::string& calendar, const std::string& clauses) {
    return "rulebook office\n  level company\n  effective 2023-01-01\n  owner hr.head\n"
           "  calendar " +
           calendar +
           "\nrole clerk\n"
           "record matter\n  number : number unique\n"
           "action report (matter) by clerk\n  creates matter\n"
           "action respond (matter) by clerk\n" +
           clauses;
}

std::string duty(const std::string& name, const std::string& clauses) {
    return "duty " + name + "\n  when report\n  bearer actor\n  must respond(matter)\n" + clauses;
}

std::string payload(int number) {
    return R"({"matter": {"number": )" + std::to_string(number) + "}}";
}

Instant due_of(const Workspace& office, std::uint64_t number) {
    const auto* row = office.session().state().duty(number);
    REQUIRE(row != nullptr);
    REQUIRE(row->due.has_value());
    return *row->due;
}

TEST_CASE("guard rail 7: a task that was returned reminds again, once", "[rows]") {
    Workspace office{
        {reports("cn_office", duty("answered",
                                   "  within 4 hours\n  remind 50%\n"
                                   "  overdue escalate to hr.head answer within 8 hours\n"))},
        kOffice};
    office.submit("li", "report", payload(1), "2026-03-02 09:00");
    CHECK(count(office.advance("2026-03-02 13:00:01"), "duty 1 reminded") == 1);
    office.decide("wang", 1, Decision::kReturn, "answer until three", "2026-03-02 14:00");

    const std::string second = office.advance("2026-03-02 17:59:59");
    CHECK(count(second, "duty 1 reminded") == 1);
    CHECK(count(second, "duty 1 overdue") == 0);
    CHECK(count(office.advance("2026-03-02 18:00:01"), "duty 1 overdue") == 1);
    CHECK(count(office.advance("2026-03-05 00:00"), "duty 1 reminded") == 0);
}

TEST_CASE("guard rail 7: with a calendar of one's own nothing is late when it begins", "[rows]") {
    Workspace office{{reports("plant_days", duty("answered",
                                                 "  within 4 working hours\n"
                                                 "  overdue notify hr.head level red\n"))},
                     kOffice};
    const std::string opened =
        outline(office.submit("li", "report", payload(1), "2026-03-02 22:00"));
    CHECK(has(opened, "duty answered li due 2026-03-03 12:00"));
    CHECK(count(opened, "overdue") == 0);
    CHECK(office.advance("2026-03-03 12:00") == "");
    CHECK(count(office.advance("2026-03-03 12:00:01"), "duty 1 overdue") == 1);
}

TEST_CASE("guard rail 7: a working day is not 24 working hours", "[rows]") {
    Workspace office{
        {reports("plant_days", duty("by_the_day", "  within 1 working day\n") +
                                   duty("by_the_hour", "  within 24 working hours\n"))},
        kOffice};
    // The plant works from 8:00 to 20:00, twelve hours a day.
    office.submit("li", "report", payload(1), "2026-03-02 10:00");
    CHECK(test::local(due_of(office, 1)) == "2026-03-03 20:00");
    CHECK(test::local(due_of(office, 2)) == "2026-03-04 10:00");
}

TEST_CASE("guard rail 7: a list of holidays is counted with, the days worked instead too",
          "[rows]") {
    Workspace office{{reports("cn_office", duty("answered", "  within 1 working day\n"))}, kOffice};
    const auto due = [&](int number, std::string_view when) {
        office.submit("li", "report", payload(number), when);
        return test::local(due_of(office, static_cast<std::uint64_t>(number)));
    };
    CHECK(due(1, "2026-09-29 09:00") == "2026-10-01 00:00");  // a Wednesday before the holidays
    CHECK(due(2, "2026-09-30 09:00") == "2026-10-09 00:00");  // over seven days off
    CHECK(due(3, "2026-10-09 09:00") == "2026-10-11 00:00");  // a Saturday that is worked
    CHECK(due(4, "2026-10-10 09:00") == "2026-10-13 00:00");  // an ordinary Sunday is not
}

TEST_CASE("guard rail 7: thousands of deadlines at one instant fire once each", "[rows]") {
    constexpr int kMany = 3000;
    Workspace office{{reports("cn_office", duty("answered",
                                                "  within 4 hours\n  remind 50%\n"
                                                "  overdue notify hr.head level red\n"))},
                     kOffice};
    for (int number = 1; number <= kMany; ++number) {
        office.submit("li", "report", payload(number), "2026-03-02 09:00");
    }
    std::string fired = office.advance("2026-03-02 13:00");
    CHECK(count(fired, " reminded") == kMany);
    CHECK(count(fired, " overdue") == 0);
    fired = office.advance("2026-03-02 13:00:01");
    CHECK(count(fired, " overdue") == kMany);
    CHECK(count(fired, "notify wang red") == kMany);
    CHECK(office.advance("2026-03-09 09:00") == "");
}

TEST_CASE("guard rail 7: ten days and twenty days hold from every date", "[rows]") {
    Workspace office{{reports("plant_shifts", duty("ten", "  within 240 hours\n") +
                                                  duty("twenty", "  within 480 hours\n") +
                                                  duty("ten_dates", "  within 10 days\n") +
                                                  duty("twenty_dates", "  within 20 days\n"))},
                     kOffice};
    // Three years with a leap day, at the last second of each day.
    const Instant first = test::at("2025-06-01 23:59:59");
    std::uint64_t duty = 0;
    for (int day = 0; day < 1096; ++day) {
        const Instant start{first.ms + day * kMsPerDay};
        CAPTURE(day);
        office.submit("li", "report", payload(day), test::local(start));
        const auto passed = [&](std::uint64_t number) {
            return due_of(office, number).ms - start.ms;
        };
        CHECK(passed(duty + 1) == 10 * kMsPerDay);
        CHECK(passed(duty + 3) == 20 * kMsPerDay);
        // A period of days ends with its last day; one second of the first was left.
        CHECK(passed(duty + 2) == 10 * kMsPerDay + 1000);
        CHECK(passed(duty + 4) == 20 * kMsPerDay + 1000);
        duty += 4;
    }
}

}  // namespace
}  // namespace onus::rows
