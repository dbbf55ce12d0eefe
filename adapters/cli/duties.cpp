// SPDX-License-Identifier: Apache-2.0

#include "adapters/cli/commands.h"
#include "adapters/cli/open_items.h"

namespace onus::adapters {

Exit run_duties(const Console& console, const Arguments& arguments) {
    const Opened opened = open_workspace(console, arguments, LedgerUse::kRead);
    if (opened.workspace == nullptr) {
        return opened.exit;
    }
    const Result<std::string> person = person_asked_for(opened, arguments);
    if (!person) {
        return console.fail(person.error());
    }
    const engine::State& state = opened.workspace->session().state();
    std::vector<const engine::DutyRow*> rows;
    for (const std::uint64_t number : state.open_duties()) {
        const engine::DutyRow* const row = state.duty(number);
        if (row != nullptr &&
            (person->empty() || row->bearer == *person || row->delegate == *person)) {
            rows.push_back(row);
        }
    }
    const Narrator narrator = opened.narrator(console);
    print_rows<engine::DutyRow>(
        console, narrator, std::move(rows),
        [&](const engine::DutyRow& row) { return narrator.duty(row); },
        console.say("No duty is open.\n", "没有尚未了结的职责。\n"));
    return Exit::kEffective;
}

}  // namespace onus::adapters
