// SPDX-License-Identifier: Apache-2.0

#include "engine/testing/link_tests.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "engine/compile/link.h"

namespace onus::engine {

void link_tests(const TestWorld& world, const Prepared& prepared, const std::set<std::string>& own,
                Diagnostics& diagnostics) {
    if (!world.organisation) {
        return;
    }
    const Organisation organisation(*world.organisation);
    std::map<std::string, Calendar, std::less<>> calendars;
    for (const CalendarData& calendar : world.calendars) {
        calendars.emplace(calendar.id, Calendar(calendar));
    }
    LinkWorld linked;
    linked.organisation = &organisation;
    linked.calendars = &calendars;
    linked.tests = true;
    for (const model::Rulebook& rulebook : prepared.model().rulebooks) {
        const LocalTime midnight{rulebook.effective_from, TimeOfDay{0}};
        const auto calendar = calendars.find(rulebook.calendar);
        linked.as_of = std::max(linked.as_of, calendar == calendars.end()
                                                  ? to_instant(midnight, 0)
                                                  : calendar->second.to_instant(midnight));
    }
    for (Diagnostic& diagnostic : link(prepared.model(), linked)) {
        const Severity severity = severity_of(diagnostic.kind);
        if (severity == Severity::kError ||
            (severity == Severity::kWarning && own.contains(diagnostic.source_name))) {
            diagnostics.push_back(std::move(diagnostic));
        }
    }
}

}  // namespace onus::engine
