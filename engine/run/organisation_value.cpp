// SPDX-License-Identifier: Apache-2.0
#include "engine/run/organisation_value.h"

#include <array>

namespace onus::engine {

namespace {

Value person_value(const Organisation& organisation, std::optional<PersonIndex> person) {
    return person ? textual(ValueKind::kPerson, organisation.person(*person).id) : Value{};
}

Value unit_value(const Organisation& organisation, std::optional<UnitIndex> unit) {
    return unit ? textual(ValueKind::kUnit, organisation.unit(*unit).id) : Value{};
}

Value unit_attribute(const Chart& chart, std::string_view id, PersonAttribute attribute) {
    const Organisation& organisation = *chart.organisation;
    const auto unit = organisation.find_unit(id);
    if (!unit) {
        return {};
    }
    switch (attribute) {
        case PersonAttribute::kHead:
            return person_value(organisation, organisation.head_of(*unit, chart.as_of));
        case PersonAttribute::kParent:
            return unit_value(organisation, organisation.parent_of(*unit));
        default:
            return unit_value(organisation, unit);
    }
}

}  // namespace

Value person_attribute(const Chart& chart, const Value& of, PersonAttribute attribute,
                       Arena& arena) {
    if (of.undetermined() || of.missing() || chart.organisation == nullptr) {
        return of.undetermined() ? of : Value{};
    }
    if (of.kind == ValueKind::kUnit) {
        return unit_attribute(chart, of.text, attribute);
    }
    const Organisation& organisation = *chart.organisation;
    const auto person = organisation.find_person(of.text);
    if (!person) {
        return {};
    }
    switch (attribute) {
        case PersonAttribute::kSupervisor:
            return person_value(organisation,
                                organisation.supervisor_of(*person, chart.as_of, *chart.lines));
        case PersonAttribute::kSupervisors: {
            const auto chain = organisation.supervisors_of(*person, chart.as_of, *chart.lines);
            Value list;
            Value* items = arena.values(chain.size());
            for (std::size_t i = 0; i < chain.size(); ++i) {
                items[i] = person_value(organisation, chain[i]);
            }
            list.kind = ValueKind::kList;
            list.items = items;
            list.aux = static_cast<std::uint32_t>(chain.size());
            return list;
        }
        case PersonAttribute::kDepartment:
            return unit_value(organisation, organisation.unit_of(*person, chart.as_of));
        case PersonAttribute::kHead: {
            const auto unit = organisation.unit_of(*person, chart.as_of);
            return unit ? person_value(organisation, organisation.head_of(*unit, chart.as_of))
                        : Value{};
        }
        case PersonAttribute::kDeputy:
            return person_value(organisation, organisation.deputy_of(*person, chart.as_of));
        case PersonAttribute::kService: {
            if (chart.calendar == nullptr) {
                return undetermined(UndeterminedCause::kNoCalendar);
            }
            const auto years =
                organisation.years_of_service(*person, chart.calendar->to_local(chart.as_of).date);
            return years ? duration_value({DurationKind::kMonths, *years * 12}) : Value{};
        }
        case PersonAttribute::kHired: {
            const auto& hired = organisation.person(*person).hired;
            return hired ? numeric(ValueKind::kDate, hired->days) : Value{};
        }
        case PersonAttribute::kParent:
            break;
    }
    return {};
}

Value holder_value(const Organisation* organisation, std::string_view role, Instant as_of) {
    if (organisation == nullptr) {
        return {};
    }
    const auto holders = organisation->holders(role, as_of);
    return holders.size() == 1 ? person_value(*organisation, holders.front()) : Value{};
}

bool has_role(const Organisation* organisation, const Value& person, std::string_view role,
              Instant as_of) {
    if (organisation == nullptr) {
        return false;
    }
    const auto index = organisation->find_person(person.text);
    return index && organisation->has_role(*index, role, as_of);
}

std::string_view duty_state_id(DutyState state) {
    static constexpr std::array<std::string_view, 11> kIds = {
        "open",           "overdue",          "fulfilled_in_time",
        "fulfilled_late", "approved_in_time", "rejected_in_time",
        "breached",       "suspended",        "excused",
        "void",           "fulfilled"};
    return kIds[static_cast<std::size_t>(state)];
}

}  // namespace onus::engine
