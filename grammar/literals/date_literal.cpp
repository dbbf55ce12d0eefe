// SPDX-License-Identifier: Apache-2.0

#include "grammar/literals/date_literal.h"

#include "grammar/base/diagnostic_kind.h"
#include "grammar/literals/literal_rules.inc.h"
#include "grammar/literals/literal_text.h"

namespace onus::grammar {
namespace {

struct DateDigits {
    std::string_view year, month, day;
    std::string_view first_separator, second_separator;  ///< empty in the Chinese form
};

/// The dots and strokes are read for the sake of a fix: only "-" is right.
auto date_shape(DateDigits& parts) {
    const auto separator = x3::char_("-/.");
    const auto iso = capture(kDigits, parts.year) >> capture(separator, parts.first_separator) >>
                     capture(kDigits, parts.month) >> capture(separator, parts.second_separator) >>
                     capture(kDigits, parts.day);
    const auto chinese = capture(kDigits, parts.year) >> "年" >> capture(kDigits, parts.month) >>
                         "月" >> capture(kDigits, parts.day) >> "日";
    return iso | chinese;
}

struct TimeDigits {
    std::string_view hours, minutes;
    std::string_view seconds, fraction;  ///< empty if not written
};

auto time_shape(TimeDigits& parts) {
    return capture(kDigits, parts.hours) >> ':' >> capture(kDigits, parts.minutes) >>
           -(x3::lit(':') >> capture(kDigits, parts.seconds) >>
             -(x3::lit('.') >> capture(kDigits, parts.fraction)));
}

struct OffsetDigits {
    std::string_view sign, hours, minutes;  ///< empty for "Z"
};

auto offset_shape(OffsetDigits& parts) {
    return x3::lit('Z') | (capture(x3::char_("+-"), parts.sign) >> capture(kDigits, parts.hours) >>
                           ':' >> capture(kDigits, parts.minutes));
}

/// Up to four digits, so that the number fits; REQUIRES: digits only.
std::int32_t number_of(std::string_view text) {
    std::int32_t value = 0;
    for (const char c : text) {
        value = value * 10 + (c - '0');
    }
    return value;
}

bool is_short(std::string_view number) { return number.size() <= 2; }

/// `part` is the whole date, of which `parts` are the parts.
Result<CivilDate> date_of(const LiteralText& literal, std::string_view part,
                          const DateDigits& parts) {
    if (parts.year.size() != 4 || !is_short(parts.month) || !is_short(parts.day)) {
        return literal.error(DiagnosticKind::kMalformedDate, part);
    }
    const YearMonthDay ymd{number_of(parts.year), number_of(parts.month), number_of(parts.day)};
    if (ymd.year < 1600) {
        return literal.error(DiagnosticKind::kYearOutOfRange, parts.year);
    }
    if (ymd.month < 1 || ymd.month > 12) {
        return literal.error(DiagnosticKind::kNoSuchMonth, parts.month);
    }
    const std::optional<CivilDate> date = make_date(ymd);
    if (!date) {
        const std::string first = to_string(make_date({ymd.year, ymd.month, 1}).value());
        return literal.error(DiagnosticKind::kNoSuchDay, parts.day,
                             {std::to_string(ymd.day), first.substr(0, 7),
                              std::to_string(days_in_month(ymd.year, ymd.month))});
    }
    const bool iso = !parts.first_separator.empty();
    if (iso && (parts.first_separator != "-" || parts.second_separator != "-" ||
                parts.month.size() != 2 || parts.day.size() != 2)) {
        return literal.error_with_fix(DiagnosticKind::kMalformedDate, part, to_string(*date));
    }
    return *date;
}

/// `part` is the whole time, of which `parts` are the parts.
Result<TimeOfDay> time_of(const LiteralText& literal, std::string_view part,
                          const TimeDigits& parts) {
    const auto& [hours, minutes, seconds, fraction] = parts;
    if (!is_short(hours) || minutes.size() != 2 || (!seconds.empty() && seconds.size() != 2) ||
        fraction.size() > 3) {
        return literal.error(DiagnosticKind::kMalformedTime, part);
    }
    const std::string thousandths = std::string(fraction) + std::string(3 - fraction.size(), '0');
    const std::int64_t ms = number_of(hours) * kMsPerHour + number_of(minutes) * kMsPerMinute +
                            number_of(seconds) * kMsPerSecond + number_of(thousandths);
    if (number_of(minutes) > 59 || number_of(seconds) > 59 || ms > kMsPerDay) {
        return literal.error(DiagnosticKind::kNoSuchTime, part);
    }
    return TimeOfDay{static_cast<std::int32_t>(ms)};
}

/// `part` is the whole offset, of which `parts` are the parts.
Result<std::int32_t> offset_of(const LiteralText& literal, std::string_view part,
                               const OffsetDigits& parts) {
    constexpr std::int32_t kEast = 14 * 60;
    constexpr std::int32_t kWest = 12 * 60;
    if (parts.sign.empty()) {
        return 0;
    }
    if (parts.hours.size() != 2 || parts.minutes.size() != 2 || number_of(parts.minutes) > 59) {
        return literal.error(DiagnosticKind::kNoSuchOffset, part);
    }
    const std::int32_t distance = number_of(parts.hours) * 60 + number_of(parts.minutes);
    const bool west = parts.sign == "-";
    if (distance > (west ? kWest : kEast)) {
        return literal.error(DiagnosticKind::kNoSuchOffset, part);
    }
    return west ? -distance : distance;
}

}  // namespace

Result<CivilDate> parse_date(std::string_view text) {
    const LiteralText literal(text);
    DateDigits parts;
    if (!matches(literal.folded(), date_shape(parts))) {
        return literal.error(DiagnosticKind::kMalformedDate, literal.folded());
    }
    return date_of(literal, literal.folded(), parts);
}

Result<TimeOfDay> parse_time(std::string_view text) {
    const LiteralText literal(text);
    TimeDigits parts;
    if (!matches(literal.folded(), time_shape(parts))) {
        return literal.error(DiagnosticKind::kMalformedTime, literal.folded());
    }
    return time_of(literal, literal.folded(), parts);
}

Result<TimestampLiteral> parse_timestamp(std::string_view text) {
    const LiteralText literal(text);
    DateDigits date_parts;
    TimeDigits time_parts;
    OffsetDigits offset_parts;
    std::string_view date_part;
    std::string_view time_part;
    std::string_view offset_part;
    if (!matches(literal.folded(), capture(date_shape(date_parts), date_part) >> -x3::char_(" T") >>
                                       capture(time_shape(time_parts), time_part) >>
                                       -capture(offset_shape(offset_parts), offset_part))) {
        return literal.error(DiagnosticKind::kMalformedTimestamp, literal.folded());
    }
    const Result<CivilDate> date = date_of(literal, date_part, date_parts);
    if (!date) {
        return tl::make_unexpected(date.error());
    }
    const Result<TimeOfDay> time = time_of(literal, time_part, time_parts);
    if (!time) {
        return tl::make_unexpected(time.error());
    }
    TimestampLiteral timestamp{{*date, *time}, std::nullopt};
    if (!offset_part.empty()) {
        const Result<std::int32_t> offset = offset_of(literal, offset_part, offset_parts);
        if (!offset) {
            return tl::make_unexpected(offset.error());
        }
        timestamp.offset_minutes = *offset;
    }
    return timestamp;
}

}  // namespace onus::grammar
