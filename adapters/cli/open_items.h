// SPDX-License-Identifier: Apache-2.0
//
// Lists what is open, for everybody or for one person. Internal to `matters` and `duties`.

#pragma once

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "adapters/cli/opened.h"
#include "adapters/json/event_json.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {

/// The person asked for with --of. An error if the organisation does not know him.
[[nodiscard]] inline Result<std::string> person_asked_for(const Opened& opened,
                                                          const Arguments& arguments) {
    const std::string person = arguments.value("of").value_or("");
    const engine::Session& session = opened.workspace->session();
    const engine::Organisation* const organisation =
        session.world().organisation_at(session.state().header.now);
    if (!person.empty() && organisation != nullptr && !organisation->find_person(person)) {
        return failure(DiagnosticKind::kPersonUnknown, {person});
    }
    return person;
}

/// Prints rows by their deadlines, those without one last.
template <class Row>
void print_rows(const Console& console, const Narrator& narrator, std::vector<const Row*> rows,
                const std::function<std::string(const Row&)>& words, std::string_view nothing) {
    std::stable_sort(rows.begin(), rows.end(), [](const Row* a, const Row* b) {
        return a->due.value_or(Instant{INT64_MAX}) < b->due.value_or(Instant{INT64_MAX});
    });
    for (const Row* row : rows) {
        if (console.json) {
            console.print(to_data(*row, narrator.context(nullptr, row->opened.opened)));
        } else {
            console.out << words(*row);
        }
    }
    if (rows.empty() && !console.json) {
        console.out << nothing;
    }
}

}  // namespace onus::adapters
