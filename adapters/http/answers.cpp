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

HttpResponse nothing_here(const Call& call) {
    return problem(failure(DiagnosticKind::kHttpNothingHere, {call.request.path}).value());
}

}  // namespace onus::adapters
