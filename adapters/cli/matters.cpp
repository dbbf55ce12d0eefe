// SPDX-License-Identifier: Apache-2.0

#include "adapters/cli/commands.h"
#include "adapters/cli/open_items.h"

namespace onus::adapters {

Exit run_matters(const Console& console, const Arguments& arguments) {
    using engine::MatterRow;
    OpenItems<MatterRow> items;
    items.rows = [](const engine::State& state) {
        std::vector<const MatterRow*> rows;
        for (const std::uint64_t number : state.open_matters()) {
            rows.push_back(state.matter(number));
        }
        return rows;
    };
    items.is_of = [](const MatterRow& row, const std::string& person) {
        return row.decider == person;
    };
    items.words = [](const Narrator& narrator, const MatterRow& row) {
        return narrator.matter(row);
    };
    items.nothing = console.say("Nothing waits for a decision.\n", "没有等待决定的事。\n");
    return list_open(console, arguments, items);
}

}  // namespace onus::adapters
