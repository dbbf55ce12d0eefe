// SPDX-License-Identifier: Apache-2.0
//
// The stored form of organisations and calendars: what the ledger keeps of what was published.

#pragma once

#include "engine/ledger/struct_codec.h"
#include "engine/organisation/organisation.h"
#include "engine/time/calendar.h"

namespace onus::engine {

constexpr DayKind last_of(DayKind) { return DayKind::kPublicHoliday; }

template <>
struct FieldsOf<Validity> {
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("from", self.from);
        visit("until", self.until);
    }
};
template <>
struct FieldsOf<PersonData> {
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("id", self.id);
        visit("name_en", self.name_en);
        visit("name_zh", self.name_zh);
        visit("hired", self.hired);
        visit("employed", self.employed);
    }
};
template <>
struct FieldsOf<UnitData> {
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("id", self.id);
        visit("name_en", self.name_en);
        visit("name_zh", self.name_zh);
        visit("parent", self.parent);
    }
};
template <>
struct FieldsOf<PostData> {
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("role", self.role);
        visit("unit", self.unit);
        visit("holder", self.holder);
        visit("supervisor", self.supervisor);
        visit("deputy", self.deputy);
        visit("acting", self.acting);
        visit("held", self.held);
    }
};
template <>
struct FieldsOf<HeadData> {
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("unit", self.unit);
        visit("person", self.person);
        visit("held", self.held);
    }
};
template <>
struct FieldsOf<AbsenceData> {
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("person", self.person);
        visit("delegate", self.delegate);
        visit("away", self.away);
    }
};
template <>
struct FieldsOf<OrganisationData> {
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("id", self.id);
        visit("fallback", self.fallback);
        visit("persons", self.persons);
        visit("units", self.units);
        visit("posts", self.posts);
        visit("heads", self.heads);
        visit("absences", self.absences);
        visit("systems", self.systems);
    }
};
template <>
struct FieldsOf<ZoneTransition> {
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("instant", self.instant);
        visit("offset_minutes", self.offset_minutes);
    }
};
template <>
struct FieldsOf<OpenInterval> {
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("from", self.from);
        visit("until", self.until);
    }
};
template <>
struct FieldsOf<CalendarData> {
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("id", self.id);
        visit("zone", self.zone);
        visit("transitions", self.transitions);
        for (std::size_t day = 0; day < 7; ++day) {
            visit("works", self.works_on_weekday[day]);
            visit("hours", self.open_hours[day]);
        }
        visit("make_up_hours", self.make_up_hours);
        visit("has_business_hours", self.has_business_hours);
        visit("last_day_moves_over_rest_days", self.last_day_moves_over_rest_days);
        visit("exceptions", self.exceptions);
        visit("covered_from", self.covered_from);
        visit("covered_until", self.covered_until);
    }
};

}  // namespace onus::engine
