// SPDX-License-Identifier: Apache-2.0

#include "adapters/cli/commands.h"
#include "adapters/cli/open_items.h"

namespace onus::adapters {

Exit run_matters(const Console& console, const Arguments& arguments) {
    const Opened opened = open_workspace(console, arguments, LedgerUse::kRead);
    if (opened.workspace == nullptr) {
        return opened.exit;
    }
    const Result<std::string> person = person_asked_for(opened, arguments);
    if (!person) {
        return console.fail(person.error());
    }
    const engine::State& state = opened.workspace->session().state();
    std::vector<const engine::MatterRow*> rows;
    for (const std::uint64_t number : state.open_matters()) {
        const engine::MatterRow* const row = state.matter(number);
        if (row != nullptr && (person->empty() || row->decider == *person)) {
            rows.push_back(row);
        }
    }
    const Narrator narrator = opened.narrator(console);
    print_rows<engine::MatterRow>(
        console, narrator, std::move(rows),
        [&](const engine::MatterRow& row) { return narrator.matter(row); },
        console.say("Nothing waits for a decision.\n", "没有等待决定的事。\n"));
    return Exit::kEffective;
}

}  // namespace onus::adapters
