// SPDX-License-Identifier: Apache-2.0
//
// A checked model against the organisation and the calendars: do the units, posts and calendars
// that it names exist, does somebody hold every duty, does an escalation end.
//
// check.h needs the rulebooks alone; link is asked again whenever rulebooks, the organisation or a
// calendar are published.

#pragma once

#include <map>
#include <string>

#include "engine/compile/model.h"
#include "engine/organisation/organisation.h"
#include "engine/time/calendar.h"
#include "grammar/base/diagnostic.h"

namespace onus::engine {

/// What rulebooks are held against. The pointers are not owned.
struct LinkWorld {
    /// Null: nothing is known of people, and nothing is said about them.
    const Organisation* organisation = nullptr;

    /// Null or empty: nothing is known of calendars.
    const std::map<std::string, Calendar, std::less<>>* calendars = nullptr;

    /// From when on the rulebooks are in force. A post that is vacant then but filled later, as far
    /// as the chart knows, is not vacant.
    Instant as_of;

    /// Also holds the persons of tests against the chart. Off where rulebooks are published: a
    /// rulebook of the law is tested with persons that no company has.
    bool tests = false;
};

/// In the order of the rulebooks and their text. Errors forbid to put the rulebooks in force.
/// REQUIRES: the model was checked without errors.
[[nodiscard]] Diagnostics link(const model::Model& model, const LinkWorld& world);

}  // namespace onus::engine
