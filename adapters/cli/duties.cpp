// SPDX-License-Identifier: Apache-2.0

#include "adapters/cli/commands.h"
#include "adapters/cli/open_items.h"

namespace onus::adapters {

Exit run_duties(const Console& console, const Arguments& arguments) {
    using engine::DutyRow;
    OpenItems<DutyRow> items;
    items.rows = [](const engine::State& state) {
        std::vector<const DutyRow*> rows;
        for (const std::uint64_t number : state.open_duties()) {
            rows.push_back(state.duty(number));
        }
        return rows;
    };
    items.is_of = [](const DutyRow& row, const std::string& person) {
        return row.bearer == person || row.delegate == person;
    };
    items.words = [](const Narrator& narrator, const DutyRow& row) { return narrator.duty(row); };
    items.nothing = console.say("No duty is open.\n", "没有尚未了结的职责。\n");
    return list_open(console, arguments, items);
}

}  // namespace onus::adapters
