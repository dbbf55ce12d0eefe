// SPDX-License-Identifier: Apache-2.0

#include <cstdint>
#include <string>

#include <catch2/catch.hpp>

#include "grammar/base/diagnostic_text.h"
#include "policies/calendar_reader.h"
#include "policies/organisation_reader.h"
#include "policies/zone_loader.h"

namespace onus::policies {
namespace {

const std::string kCalendar =
    "calendar: c\nzone: Asia/Shanghai\nworking_days: [monday to friday, sunday]\n"
    "hours: {monday to friday: \"08:00-12:00, 13:00-17:00\", sunday: 09:00-12:00}\n"
    "published: 2026-01-01 to 2026-12-31\nlast_day_moves_over: rest_days\nholidays:\n"
    "  - name: 春节\n    public_holidays: &days 2026-02-16 to 2026-02-19\n    days_off: *days\n";

const std::string kOrganisation =
    "organisation: o\nfallback: a\npersons: {a: 甲, b: {name: B, hired: 2020-02-29}}\n"
    "units: {u: {head: a}, v: {parent: u, head: [{person: b, from: 2026-01-01}]}}\n"
    "posts:\n  v:\n    r: [a, {holder: b, until: 2026-06-30 18:00, acting: yes}]\n"
    "absences:\n  - {person: b, from: 2026-07-01, delegate: a}\nsystems: [s]\n";

// A fixed sequence, so that a failure can be repeated.
class Sequence {
  public:
    std::size_t below(std::size_t bound) {
        state_ = state_ * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        return (state_ >> 33U) % bound;
    }

  private:
    std::uint64_t state_ = 20'261'124;
};

// Changes, deletes, doubles or moves a few bytes.
std::string broken(std::string text, Sequence& sequence) {
    const std::string signs = ":-{}[],&*!|>'\"#%@?~ \n\t09azA_\xE4\xFF";
    for (std::size_t i = 0; i <= sequence.below(3); ++i) {
        const std::size_t at = sequence.below(text.size());
        switch (sequence.below(4)) {
            case 0:
                text[at] = signs[sequence.below(signs.size())];
                break;
            case 1:
                text.erase(at, 1 + sequence.below(6));
                break;
            case 2:
                text.insert(at, 1, signs[sequence.below(signs.size())]);
                break;
            default:
                text.insert(at, text.substr(sequence.below(text.size()), sequence.below(30)));
                break;
        }
        text += text.empty() ? "a" : "";
    }
    return text;
}

// Either a value or an error; every diagnostic can be shown.
template <class Value>
void check(const Reading<Value>& reading, const Source& source) {
    CAPTURE(source.text);
    REQUIRE(reading.value.has_value() == !has_errors(reading.diagnostics));
    for (const Diagnostic& diagnostic : reading.diagnostics) {
        REQUIRE(diagnostic.span.begin <= diagnostic.span.end);
        REQUIRE(diagnostic.span.end <= source.text.size());
        const auto lookup = [&](std::string_view) { return &source; };
        for (const Language language : {Language::kEnglish, Language::kChinese}) {
            const std::string shown = render(diagnostic, language, lookup);
            REQUIRE(shown.find("yaml-cpp") == std::string::npos);
            REQUIRE_FALSE(shown.empty());
        }
    }
}

TEST_CASE("readers: no broken file breaks them") {
    ZoneLookup zones;
    zones.find = [](std::string_view name) {
        return name == "Asia/Shanghai"
                   ? std::optional(engine::ZoneTransitions{{Instant{INT64_MIN}, 480}})
                   : std::nullopt;
    };
    zones.names = [] { return std::vector<std::string>{"Asia/Shanghai"}; };
    Sequence sequence;
    for (int i = 0; i < 4000; ++i) {
        const Source calendar{"calendar.yaml", broken(kCalendar, sequence)};
        const auto read = read_calendar(calendar, {}, zones);
        check(read, calendar);
        const Source organisation{"organisation.yaml", broken(kOrganisation, sequence)};
        const auto chart = read_organisation(organisation, zones);
        check(chart, organisation);
        if (chart.value) {
            // Whatever is accepted satisfies what the engine requires.
            const engine::Organisation asked(*chart.value);
            REQUIRE(asked.fallback() < asked.data().persons.size());
        }
    }
}

}  // namespace
}  // namespace onus::policies
