// SPDX-License-Identifier: Apache-2.0
#include "engine/run/logic.h"

#include <algorithm>

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

bool is_equality(Comparison comparison) {
    return comparison == Comparison::kEqual || comparison == Comparison::kNotEqual;
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
        return a.undetermined() ? a : b;
    }
    if ((a.missing() || b.missing()) && !is_equality(comparison)) {
        return undetermined(UndeterminedCause::kMissingValue);
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
    return yes_no(found != negated);
}

}  // namespace onus::engine
