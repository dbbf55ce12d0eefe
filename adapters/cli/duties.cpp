// SPDX-License-Identifier: Apache-2.0

#include "adapters/cli/commands.h"
#include "adapters/cli/open_items.h"

namespace onus::adapters {

Exit run_duties(const Console& console, const Arguments& arguments) {
    using engine::DutyRow;
    OpenItems<DutyRow> items;
    items.rows = [](const engine::State& state, std::optional<std::string_view> person) {
        std::vector<const DutyRow*> rows;
        state.each_open_duty(person, 0, [&](std::uint64_t number) {
            rows.push_back(state.duty(number));
            return true;
        });
        return rows;
    };
    items.words = [](const Narrator& narrator, const DutyRow& row) { return narrator.duty(row); };
    items.nothing = console.say("No duty is open.\n", "没有尚未了结的职责。\n");
    return list_open(console, arguments, items);
}

}  // namespace onus::adapters
