// SPDX-License-Identifier: Apache-2.0
//
// What the language knows of persons, units, dates and the present action without a declaration.
// Internal to engine/compile.

#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/compile/model.h"

namespace onus::engine::checking {

using model::TypeKind;

struct Attribute {
    std::string_view id;
    PersonAttribute attribute{};
    TypeKind type{};
};

inline constexpr auto kPersonAttributes = std::to_array<Attribute>({
    {"supervisor", PersonAttribute::kSupervisor, TypeKind::kPerson},
    {"supervisors", PersonAttribute::kSupervisors, TypeKind::kList},
    {"department", PersonAttribute::kDepartment, TypeKind::kUnit},
    {"unit", PersonAttribute::kDepartment, TypeKind::kUnit},
    {"head", PersonAttribute::kHead, TypeKind::kPerson},
    {"deputy", PersonAttribute::kDeputy, TypeKind::kPerson},
    {"service", PersonAttribute::kService, TypeKind::kDuration},
    {"hired", PersonAttribute::kHired, TypeKind::kDate},
});

inline constexpr auto kUnitAttributes = std::to_array<Attribute>({
    {"head", PersonAttribute::kHead, TypeKind::kPerson},
    {"parent", PersonAttribute::kParent, TypeKind::kUnit},
    {"department", PersonAttribute::kParent, TypeKind::kUnit},
});

struct Part {
    std::string_view id;
    DatePart part{};
    TypeKind type{};
    model::BuiltinEnum values{};
};

inline constexpr auto kDateParts = std::to_array<Part>({
    {"year", DatePart::kYear, TypeKind::kNumber, {}},
    {"month", DatePart::kMonth, TypeKind::kNumber, {}},
    {"year_month", DatePart::kYearMonth, TypeKind::kNumber, {}},
    {"day", DatePart::kDay, TypeKind::kNumber, {}},
    {"date", DatePart::kDate, TypeKind::kDate, {}},
    {"weekday", DatePart::kWeekday, TypeKind::kEnum, model::BuiltinEnum::kWeekday},
    {"day_kind", DatePart::kDayKind, TypeKind::kEnum, model::BuiltinEnum::kDayKind},
});

/// The entry with this id; null if there is none.
template <class List>
auto find_by_id(const List& list, std::string_view id) -> decltype(list.data()) {
    for (const auto& each : list) {
        if (each.id == id) {
            return &each;
        }
    }
    return nullptr;
}

template <class List>
std::vector<std::string> ids_of(const List& list) {
    std::vector<std::string> ids;
    for (const auto& each : list) {
        ids.emplace_back(each.id);
    }
    return ids;
}

struct SpecialName {
    std::string_view id;
    Special special{};
    TypeKind type{};
};

inline constexpr auto kActorSpecials = std::to_array<SpecialName>({
    {"actor", Special::kActor, TypeKind::kPerson},
    {"principal", Special::kPrincipal, TypeKind::kPerson},
    {"reason", Special::kReason, TypeKind::kText},
});
inline constexpr auto kTimeSpecials = std::to_array<SpecialName>({
    {"now", Special::kNow, TypeKind::kTimestamp},
    {"today", Special::kToday, TypeKind::kDate},
    {"at", Special::kAt, TypeKind::kTimestamp},
});

}  // namespace onus::engine::checking
