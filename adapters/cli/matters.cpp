// SPDX-License-Identifier: Apache-2.0

#include "adapters/cli/commands.h"
#include "adapters/cli/open_items.h"

namespace onus::adapters {

Exit run_matters(const Console& console, const Arguments& arguments) {
    using engine::MatterRow;
    OpenItems<MatterRow> items;
    items.rows = [](const engine::State& state, std::optional<std::string_view> person) {
        std::vector<const MatterRow*> rows;
        state.each_open_matter(person, 0, [&](std::uint64_t number) {
            rows.push_back(state.matter(number));
            return true;
        });
        return rows;
    };
    items.words = [](const Narrator& narrator, const MatterRow& row) {
        return narrator.matter(row);
    };
    items.nothing = console.say("Nothing waits for a decision.\n", "没有待办。\n");
    return list_open(console, arguments, items);
}

}  // namespace onus::adapters
