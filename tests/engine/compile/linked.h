// SPDX-License-Identifier: Apache-2.0
//
// A rulebook and an organisation as texts, linked, for tests of the link stage.

#pragma once

#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "engine/compile/link.h"
#include "policies/organisation_reader.h"
#include "policies/zone_loader.h"
#include "tests/engine/compile/checked.h"
#include "tests/support/workspace.h"

namespace onus::engine::testing {

/// A working calendar of Monday to Friday, 09:00 to 17:00, published for 2026.
inline Calendar office_calendar() {
    CalendarData data;
    data.id = "cn_office";
    data.zone = "Asia/Shanghai";
    data.transitions = {{Instant{INT64_MIN}, 480}};
    for (std::size_t weekday = 0; weekday < 5; ++weekday) {
        data.open_hours[weekday] = {{TimeOfDay{9 * kMsPerHour}, TimeOfDay{17 * kMsPerHour}}};
    }
    data.has_business_hours = true;
    data.covered_from = *make_date({2026, 1, 1});
    data.covered_until = *make_date({2026, 12, 31});
    return Calendar(std::move(data));
}

/// What link says, one line each: "N0670 the organisation has no unit “hrr” / nearest: hr".
inline std::string linked(const std::string& rulebook, const std::string& organisation,
                          const std::string& as_of = "2026-03-02 09:00",
                          Language language = Language::kEnglish, bool tests = false) {
    Rulebooks books;
    books.add_text(rulebook);
    const CheckResult checked = books.check();
    INFO(books.report(checked.diagnostics, Language::kEnglish));
    REQUIRE(!has_errors(checked.diagnostics));
    const Source yaml{"organisation.yaml", organisation};
    const auto read = policies::read_organisation(yaml, policies::zones_in());
    REQUIRE(read.value.has_value());
    const Organisation chart(*read.value);
    std::map<std::string, Calendar, std::less<>> calendars;
    calendars.emplace("cn_office", office_calendar());
    const LinkWorld world{&chart, &calendars, test::at(as_of), tests};
    std::string all;
    for (const Diagnostic& diagnostic : link(checked.model, world)) {
        const std::string help = help_of(diagnostic, language);
        all += std::string(code_of(diagnostic.kind)) + " " + message_of(diagnostic, language) +
               (help.empty() ? "" : " / " + help) +
               (diagnostic.fix ? " → " + diagnostic.fix->replacement : "") + "\n";
    }
    return all;
}

inline bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// `text` with the one place of `from` changed. REQUIRES: it is there.
inline std::string with(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

inline constexpr const char* kTeamBook = R"(rulebook team
  level company
  effective 2026-01-01
  owner hr.head
  calendar cn_office
role clerk  reports to leader
role leader reports to chief
role chief
role auditor
action report (number: number) by clerk, leader
action answer (number: number) by clerk, leader
action audit (number: number) by auditor
)";

/// hr and the team have heads; two clerks, one leader, one chief, one auditor.
inline constexpr const char* kTeamChart = R"(organisation: team
fallback: zhou
persons: {zhou: Zhou, wang: Wang, li: Li, hua: Hua, sun: Sun, qian: Qian}
units:
  hq: {head: zhou}
  hr: {parent: hq, head: sun}
  crew: {parent: hq, head: wang}
posts:
  hq: {chief: zhou}
  hr: {auditor: qian}
  crew: {leader: wang, clerk: [li, hua]}
)";

}  // namespace onus::engine::testing
