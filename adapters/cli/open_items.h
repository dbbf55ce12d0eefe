// SPDX-License-Identifier: Apache-2.0
//
// Lists what is open, for everybody or for one person. Internal to `matters` and `duties`.

#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "adapters/cli/opened.h"
#include "adapters/json/event_json.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {

/// What one command lists.
template <class Row>
struct OpenItems {
    /// The open rows that wait for a person, or all of them.
    std::function<std::vector<const Row*>(const engine::State&,
                                          std::optional<std::string_view> person)>
        rows;

    std::function<std::string(const Narrator&, const Row&)> words;

    /// What is told besides, in words or as members of the row's JSON; null: nothing.
    std::function<std::string(const Opened&, const Narrator&, const Row&)> more_words{};
    std::function<void(const Opened&, const Narrator&, const Row&, engine::Data&)> more_data{};

    /// What is said if there is none.
    std::string_view nothing;
};

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

/// Prints the rows by their deadlines, those without one last.
template <class Row>
[[nodiscard]] Exit list_open(const Console& console, const Arguments& arguments,
                             const OpenItems<Row>& items) {
    const Opened opened = open_workspace(console, arguments, LedgerUse::kRead);
    if (opened.workspace == nullptr) {
        return opened.exit;
    }
    const Result<std::string> person = person_asked_for(opened, arguments);
    if (!person) {
        return console.fail(person.error());
    }
    std::vector<const Row*> rows =
        items.rows(opened.workspace->session().state(),
                   person->empty() ? std::nullopt : std::optional<std::string_view>(*person));
    std::stable_sort(rows.begin(), rows.end(), [](const Row* a, const Row* b) {
        return a->due.value_or(Instant{INT64_MAX}) < b->due.value_or(Instant{INT64_MAX});
    });
    const Narrator narrator = opened.narrator(console);
    for (const Row* row : rows) {
        if (console.json) {
            engine::Data told = to_data(*row, narrator.context(nullptr, row->opened.opened));
            if (items.more_data) {
                items.more_data(opened, narrator, *row, told);
            }
            console.print(told);
        } else {
            console.out << items.words(narrator, *row)
                        << (items.more_words ? items.more_words(opened, narrator, *row) : "");
        }
    }
    if (rows.empty() && !console.json) {
        console.out << items.nothing;
    }
    return Exit::kEffective;
}

}  // namespace onus::adapters
