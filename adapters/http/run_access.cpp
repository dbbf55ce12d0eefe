// SPDX-License-Identifier: Apache-2.0
#include "adapters/http/run_access.h"

#include <algorithm>

#include "adapters/app/process_runs.h"
#include "adapters/json/process_json.h"

namespace onus::adapters {
namespace {

bool is_key_hidden(const Call& call, const engine::ProcessRow& row) {
    const engine::Session& session = call.workspace.session();
    const Viewer viewer(session.world(), session.state(), call.received, eyes_of(call));
    const engine::Event seen = viewer.see(engine::Event{row.last});
    return std::get<engine::ProcessChanged>(seen).subject != row.last.subject;
}

}  // namespace

bool may_see_run(const Call& call, const engine::Overview& overview) {
    const engine::State& state = call.workspace.session().state();
    const auto persons = engine::participants_of(state, overview);
    const bool takes_part =
        call.principal.may(Right::kReadAll) ||
        std::any_of(persons.begin(), persons.end(),
                    [&](const std::string& person) { return may_see(call, person); });
    return takes_part && !is_key_hidden(call, overview.course.row);
}

tl::expected<bool, HttpResponse> note_run(const Call& call, const engine::Overview& overview) {
    for (const engine::StepOverview& step : overview.steps) {
        if (step.duty == 0) {
            continue;
        }
        if (auto noted = look_at(call, step.person, true); !noted) {
            return noted;
        }
    }
    return true;
}

void add_position(const Call& call, std::uint64_t duty, engine::Data& told) {
    const auto position = position_of(call.workspace.session(), duty, call.received);
    if (!position || is_key_hidden(call, position->overview.course.row)) {
        return;
    }
    const engine::RenderContext context =
        context_of(call, position->overview.course.program, call.received);
    engine::set_member(
        told, "step",
        position_data(position->overview, position->step, position->receives, context));
}

}  // namespace onus::adapters
