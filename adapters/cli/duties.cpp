// SPDX-License-Identifier: Apache-2.0

#include "adapters/app/process_runs.h"
#include "adapters/cli/commands.h"
#include "adapters/cli/open_items.h"
#include "adapters/json/process_json.h"
#include "adapters/text/process_report.h"

namespace onus::adapters {
namespace {

std::optional<Position> position_of_row(const Opened& opened, const engine::DutyRow& row) {
    const engine::Session& session = opened.workspace->session();
    return position_of(session, row.opened.duty, session.state().header.now);
}

}  // namespace

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
    items.more_words = [](const Opened& opened, const Narrator& narrator, const DutyRow& row) {
        const auto position = position_of_row(opened, row);
        return position ? ProcessReport(narrator).position(position->overview, position->step,
                                                           position->receives)
                        : std::string();
    };
    items.more_data = [](const Opened& opened, const Narrator& narrator, const DutyRow& row,
                         engine::Data& told) {
        if (const auto position = position_of_row(opened, row)) {
            const auto context =
                narrator.context(position->overview.course.program, position->overview.as_of);
            engine::set_member(
                told, "step",
                position_data(position->overview, position->step, position->receives, context));
        }
    };
    items.nothing = console.say("No duty is open.\n", "没有尚未了结的职责。\n");
    return list_open(console, arguments, items);
}

}  // namespace onus::adapters
