// SPDX-License-Identifier: Apache-2.0
#include "engine/run/logic.h"

#include <algorithm>

#include "engine/run/unknown.h"

namespace onus::engine {

namespace {

bool holds(Comparison comparison, const Value& a, const Value& b) {
    switch (comparison) {
        case Comparison::kEqual:
            return same(a, b);
        case Comparison::kNotEqual:
            return !same(a, b);
        case Comparison::kLess:
            return compare(a, b) < 0;
        case Comparison::kLessEqual:
            return compare(a, b) <= 0;
        case Comparison::kGreater:
            return compare(a, b) > 0;
        case Comparison::kGreaterEqual:
            return compare(a, b) >= 0;
    }
    return false;
}

/// What was redacted inside a value; null if nothing was.
const Value* redacted_part(const Value& value) {
    if (is_redacted(value)) {
        return &value;
    }
    const bool has_items = value.kind == ValueKind::kStruct || value.kind == ValueKind::kList;
    for (std::uint32_t i = 0; has_items && i < value.aux; ++i) {
        if (const Value* part = redacted_part(value.items[i])) {
            return part;
        }
    }
    return nullptr;
}

/// The comparison that says the same with its sides exchanged.
Comparison mirrored(Comparison comparison) {
    switch (comparison) {
        case Comparison::kLess:
            return Comparison::kGreater;
        case Comparison::kLessEqual:
            return Comparison::kGreaterEqual;
        case Comparison::kGreater:
            return Comparison::kLess;
        case Comparison::kGreaterEqual:
            return Comparison::kLessEqual;
        default:
            return comparison;
    }
}

bool is_equality(Comparison comparison) {
    return comparison == Comparison::kEqual || comparison == Comparison::kNotEqual;
}

/// One of them at least is undetermined. What was seen may settle it all the same: of three forced
/// orders, no gap in the records makes two.
Value compared_unknown(Comparison comparison, const Value& a, const Value& b) {
    const Value& unsure = a.undetermined() ? a : b;
    const Value* const least = at_least(unsure);
    const Value& other = a.undetermined() ? b : a;
    if (least == nullptr || other.undetermined() || other.kind != least->kind) {
        return unsure;
    }
    const bool beyond = compare(*least, other) > 0;
    const bool reached = compare(*least, other) >= 0;
    switch (a.undetermined() ? comparison : mirrored(comparison)) {
        case Comparison::kEqual:
            return beyond ? yes_no(false) : unsure;
        case Comparison::kNotEqual:
            return beyond ? yes_no(true) : unsure;
        case Comparison::kLess:
            return reached ? yes_no(false) : unsure;
        case Comparison::kLessEqual:
            return beyond ? yes_no(false) : unsure;
        case Comparison::kGreater:
            return beyond ? yes_no(true) : unsure;
        case Comparison::kGreaterEqual:
            return reached ? yes_no(true) : unsure;
    }
    return unsure;
}

}  // namespace

Value and_(const Value& a, const Value& b) {
    if ((!a.undetermined() && !a.yes()) || (!b.undetermined() && !b.yes())) {
        return yes_no(false);
    }
    return a.undetermined() ? a : b;
}

Value or_(const Value& a, const Value& b) {
    if (a.yes() || b.yes()) {
        return yes_no(true);
    }
    return a.undetermined() ? a : b;
}

Value compared(Comparison comparison, const Value& a, const Value& b) {
    if (a.undetermined() || b.undetermined()) {
        return compared_unknown(comparison, a, b);
    }
    if ((a.missing() || b.missing()) && !is_equality(comparison)) {
        return undetermined(UndeterminedCause::kMissingValue);
    }
    // What is left may differ already; what looks different may have been the same.
    if (const Value* part = redacted_part(a) == nullptr ? redacted_part(b) : redacted_part(a)) {
        return *part;
    }
    return yes_no(holds(comparison, a, b));
}

Value member(const Value& a, const Value& list, bool negated) {
    if (a.undetermined() || list.undetermined()) {
        return a.undetermined() ? a : list;
    }
    if (list.kind != ValueKind::kList) {
        return yes_no(negated);
    }
    const bool found = std::any_of(list.items, list.items + list.aux,
                                   [&](const Value& item) { return same(item, a); });
    const Value* part = found ? nullptr : redacted_part(list);
    part = found || part != nullptr ? part : redacted_part(a);
    return part != nullptr ? *part : yes_no(found != negated);
}

}  // namespace onus::engine
