// SPDX-License-Identifier: Apache-2.0

#include "policies/zone_rule.h"

#include <cstddef>

namespace onus::policies {
namespace {

// Reads a rule from left to right. After a failure every further step fails too.
class RuleText {
  public:
    explicit RuleText(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }

    bool take(char c) {
        if (failed_ || rest_.empty() || rest_.front() != c) {
            return false;
        }
        rest_.remove_prefix(1);
        return true;
    }

    void expect(char c) { failed_ = !take(c) || failed_; }

    // "CET" or "<+0330>"
    void name() {
        if (take('<')) {
            const std::size_t end = rest_.find('>');
            failed_ = failed_ || end == std::string_view::npos || end == 0;
            rest_.remove_prefix(failed_ ? rest_.size() : end + 1);
            return;
        }
        std::size_t length = 0;
        while (length < rest_.size() && is_letter(rest_[length])) {
            ++length;
        }
        failed_ = failed_ || length < 3;
        rest_.remove_prefix(length);
    }

    int number(int most) {
        int value = 0;
        std::size_t length = 0;
        while (length < rest_.size() && length < 4 && rest_[length] >= '0' &&
               rest_[length] <= '9') {
            value = value * 10 + (rest_[length] - '0');
            ++length;
        }
        failed_ = failed_ || length == 0 || value > most;
        rest_.remove_prefix(length);
        return value;
    }

    // "[+-]hh[:mm[:ss]]" in seconds
    std::int64_t time() {
        const bool negative = take('-');
        if (!negative) {
            take('+');
        }
        std::int64_t seconds = std::int64_t{3600} * number(167);
        if (take(':')) {
            seconds += std::int64_t{60} * number(59);
            if (take(':')) {
                seconds += number(59);
            }
        }
        return negative ? -seconds : seconds;
    }

    ZoneRuleDate date() {
        ZoneRuleDate result;
        if (take('M')) {
            result.month = number(12);
            expect('.');
            result.week = number(5);
            expect('.');
            result.day = number(6);
            failed_ = failed_ || result.month < 1 || result.week < 1;
        } else if (take('J')) {
            result.form = ZoneRuleDate::Form::kDayWithoutLeap;
            result.day = number(365);
            failed_ = failed_ || result.day < 1;
        } else {
            result.form = ZoneRuleDate::Form::kDayFromZero;
            result.day = number(365);
        }
        if (take('/')) {
            result.seconds = time();
        }
        return result;
    }

  private:
    static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

    std::string_view rest_;
    bool failed_ = false;
};

}  // namespace

CivilDate ZoneRuleDate::in_year(std::int32_t year) const {
    const CivilDate new_year = *make_date({year, 1, 1});
    switch (form) {
        case Form::kMonthWeekDay: {
            const CivilDate first = *make_date({year, month, 1});
            // weekday_of counts from Monday, the rule from Sunday.
            const int first_weekday = (weekday_of(first) + 1) % 7;
            int offset = (day - first_weekday + 7) % 7 + (week - 1) * 7;
            if (offset >= days_in_month(year, month)) {
                offset -= 7;
            }
            return {first.days + offset};
        }
        case Form::kDayWithoutLeap: {
            const bool has_passed_leap_day = days_in_month(year, 2) == 29 && day >= 60;
            return {new_year.days + day - 1 + (has_passed_leap_day ? 1 : 0)};
        }
        case Form::kDayFromZero:
            return {new_year.days + day};
    }
    return new_year;
}

std::optional<ZoneRule> parse_zone_rule(std::string_view text) {
    RuleText rest(text);
    ZoneRule rule;
    rest.name();
    // POSIX counts offsets westwards.
    rule.standard = -rest.time();
    if (!rest.failed() && !rest.at_end()) {
        rule.has_summer = true;
        rest.name();
        const bool is_usual = rest.take(',');
        rule.summer = is_usual ? rule.standard + 3600 : -rest.time();
        if (!is_usual) {
            rest.expect(',');
        }
        rule.begins = rest.date();
        rest.expect(',');
        rule.ends = rest.date();
    }
    if (rest.failed() || !rest.at_end()) {
        return std::nullopt;
    }
    return rule;
}

}  // namespace onus::policies
