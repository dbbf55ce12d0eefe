// SPDX-License-Identifier: Apache-2.0
#include "adapters/http/answers.h"

#include <algorithm>

#include "adapters/http/problem.h"
#include "adapters/text/narrator.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {

engine::RenderContext context_of(const Call& call, const engine::Program* program, Instant at) {
    const engine::Session& session = call.workspace.session();
    return Narrator(session.world(), session.state(), {}).context(program, at);
}

Eyes eyes_of(const Call& call, const std::string& actor) {
    const bool acts_for = call.principal.role == Role::kSystem;
    return {acts_for ? actor : call.principal.person, call.principal.reads};
}

engine::Data shown_event(const Call& call, const engine::Events& events, std::size_t place,
                         const engine::Program* program, Instant at) {
    const engine::Session& session = call.workspace.session();
    const Viewer viewer(session.world(), session.state(), call.received, eyes_of(call));
    return to_data(viewer.see(events).at(place), context_of(call, program, at));
}

bool may_see(const Call& call, std::string_view person) {
    if (call.principal.may(Right::kReadAll) || call.principal.person == person) {
        return true;
    }
    const engine::World& world = call.workspace.session().world();
    const engine::Organisation* const organisation = world.organisation_at(call.received);
    const auto index = organisation == nullptr ? std::nullopt : organisation->find_person(person);
    if (!index) {
        return false;
    }
    const engine::Program* const program = world.program_at(call.received);
    const auto above = organisation->supervisors_of(
        *index, call.received, program == nullptr ? engine::ReportingLines{} : program->lines);
    return std::any_of(above.begin(), above.end(), [&](engine::PersonIndex supervisor) {
        return organisation->person(supervisor).id == call.principal.person;
    });
}

tl::expected<bool, HttpResponse> look_at(const Call& call, std::string_view person,
                                         bool has_reason) {
    const bool seen = has_reason || may_see(call, person);
    if (person.empty() || person == call.principal.person) {
        return seen;
    }
    const engine::Organisation* const organisation =
        call.workspace.session().world().organisation_at(call.received);
    if (organisation == nullptr || !organisation->find_person(person)) {
        return seen;
    }
    const View view{call.received, call.principal.id, std::string(person),
                    std::string(call.operation), seen};
    if (!call.desk.views.note(view)) {
        return tl::make_unexpected(
            problem(failure(DiagnosticKind::kViewNotNoted, {view.viewer, view.person}).value()));
    }
    return seen;
}

HttpResponse nothing_here(const Call& call) {
    return problem(failure(DiagnosticKind::kHttpNothingHere, {call.request.path}).value());
}

}  // namespace onus::adapters
