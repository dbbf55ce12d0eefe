// SPDX-License-Identifier: Apache-2.0
#include "engine/run/date_part.h"

#include <array>
#include <string_view>

namespace onus::engine {

Value part_of(const Value& moment, DatePart part, const Calendar* calendar) {
    if (moment.undetermined() || moment.missing()) {
        return moment;
    }
    CivilDate date{static_cast<std::int32_t>(moment.number)};
    if (moment.kind == ValueKind::kTimestamp) {
        if (calendar == nullptr) {
            return undetermined(UndeterminedCause::kNoCalendar);
        }
        date = calendar->to_local(Instant{int_of(moment)}).date;
    }
    const YearMonthDay ymd = split(date);
    switch (part) {
        case DatePart::kYear:
            return decimal_value(ValueKind::kNumber, Decimal(ymd.year));
        case DatePart::kMonth:
            return decimal_value(ValueKind::kNumber, Decimal(ymd.month));
        case DatePart::kYearMonth:
            return decimal_value(ValueKind::kNumber, Decimal(ymd.year * 100LL + ymd.month));
        case DatePart::kDay:
            return decimal_value(ValueKind::kNumber, Decimal(ymd.day));
        case DatePart::kDate:
            return numeric(ValueKind::kDate, date.days);
        case DatePart::kWeekday:
        case DatePart::kDayKind:
            break;
    }
    static constexpr std::array<std::string_view, 7> kWeekdays = {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    static constexpr std::array<std::string_view, 3> kDayKinds = {"working_day", "rest_day",
                                                                  "public_holiday"};
    Value value;
    value.kind = ValueKind::kEnum;
    if (part == DatePart::kWeekday) {
        value.number = weekday_of(date);
        value.text = kWeekdays[static_cast<std::size_t>(weekday_of(date))];
        return value;
    }
    if (calendar == nullptr) {
        return undetermined(UndeterminedCause::kNoCalendar);
    }
    if (!calendar->covers(date)) {
        return undetermined(UndeterminedCause::kUncoveredDate);
    }
    value.number = static_cast<int>(calendar->day_kind(date));
    value.text = kDayKinds[static_cast<std::size_t>(calendar->day_kind(date))];
    return value;
}

}  // namespace onus::engine
