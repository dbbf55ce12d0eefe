// SPDX-License-Identifier: Apache-2.0
//
// Turns the YAML text of holiday tables and calendars into calendars of the engine.
//
// The format is described in policies/README.md. No files are opened here; all mistakes of a text
// are told at once.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/time/calendar.h"
#include "grammar/base/source.h"
#include "policies/reading.h"
#include "policies/zone_data.h"

namespace onus::policies {

/// Days that differ from the weekly pattern, shared by calendars.
struct HolidayTable {
    std::string id;

    /// The table is complete for these days, both ends included.
    CivilDate published_from;
    CivilDate published_until;

    std::map<CivilDate, engine::DayKind> days;
    std::vector<std::string> sources;  ///< where the days come from, for people

    friend bool operator==(const HolidayTable&, const HolidayTable&) = default;
};

/// Reads one file that begins with `holiday_table`.
[[nodiscard]] Reading<HolidayTable> read_holiday_table(const Source& source,
                                                       const ReadLimits& limits = {});

/// Reads one file that begins with `calendar`. `tables` are the holiday tables it may name.
[[nodiscard]] Reading<engine::CalendarData> read_calendar(const Source& source,
                                                          const std::vector<HolidayTable>& tables,
                                                          const ZoneLookup& zones,
                                                          const ReadLimits& limits = {});

/// Reads files of both kinds, in any order, and gives the calendars in the order of their files.
/// Two of one name are an error.
[[nodiscard]] Reading<std::vector<engine::CalendarData>> read_calendars(
    const std::vector<Source>& sources, const ZoneLookup& zones, const ReadLimits& limits = {});

}  // namespace onus::policies
