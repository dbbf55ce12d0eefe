// SPDX-License-Identifier: Apache-2.0
//
// What the endpoints of the table answer, one function each, and what they have in common.

#pragma once

#include "adapters/http/endpoint.h"
#include "engine/run/render.h"

namespace onus::adapters {

[[nodiscard]] HttpResponse answer_validate(const Call& call);
[[nodiscard]] HttpResponse answer_command(const Call& call);

[[nodiscard]] HttpResponse answer_matters(const Call& call);
[[nodiscard]] HttpResponse answer_duties(const Call& call);
[[nodiscard]] HttpResponse answer_attempt(const Call& call);
[[nodiscard]] HttpResponse answer_entry(const Call& call);
[[nodiscard]] HttpResponse answer_records_of_person(const Call& call);
[[nodiscard]] HttpResponse answer_rulebooks(const Call& call);
[[nodiscard]] HttpResponse answer_head(const Call& call);

/// How values are shown that `program` judged; null for what no rulebook judged.
[[nodiscard]] engine::RenderContext context_of(const Call& call, const engine::Program* program,
                                               Instant at);

/// True if the asker may see what concerns the person: everything, himself, or whoever reports to
/// him, at whatever distance.
[[nodiscard]] bool may_see(const Call& call, std::string_view person);

/// What is not there and what may not be seen look the same.
[[nodiscard]] HttpResponse nothing_here(const Call& call);

}  // namespace onus::adapters
