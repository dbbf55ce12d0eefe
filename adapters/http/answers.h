// SPDX-License-Identifier: Apache-2.0
//
// What the endpoints of the table answer, one function each, and what they have in common.

#pragma once

#include "adapters/access/viewer.h"
#include "adapters/http/endpoint.h"
#include "adapters/json/event_json.h"
#include "engine/run/render.h"

namespace onus::adapters {

[[nodiscard]] HttpResponse answer_validate(const Call& call);
[[nodiscard]] HttpResponse answer_command(const Call& call);

[[nodiscard]] HttpResponse answer_matters(const Call& call);
[[nodiscard]] HttpResponse answer_duties(const Call& call);
[[nodiscard]] HttpResponse answer_attempt(const Call& call);
[[nodiscard]] HttpResponse answer_entry(const Call& call);
[[nodiscard]] HttpResponse answer_records_of_person(const Call& call);
[[nodiscard]] HttpResponse answer_evaluation(const Call& call);
[[nodiscard]] HttpResponse answer_evaluations(const Call& call);

[[nodiscard]] HttpResponse answer_propose(const Call& call);
[[nodiscard]] HttpResponse answer_publications(const Call& call);
[[nodiscard]] HttpResponse answer_confirm(const Call& call);
[[nodiscard]] HttpResponse answer_drop(const Call& call);
[[nodiscard]] HttpResponse answer_organisation(const Call& call);
[[nodiscard]] HttpResponse answer_redact(const Call& call);

[[nodiscard]] HttpResponse answer_processes(const Call& call);
[[nodiscard]] HttpResponse answer_process(const Call& call);
[[nodiscard]] HttpResponse answer_why_late(const Call& call);

[[nodiscard]] HttpResponse answer_events(const Call& call);
[[nodiscard]] HttpResponse answer_trace(const Call& call);
[[nodiscard]] HttpResponse answer_views(const Call& call);
[[nodiscard]] HttpResponse answer_rulebooks(const Call& call);
[[nodiscard]] HttpResponse answer_head(const Call& call);
[[nodiscard]] HttpResponse answer_outbox(const Call& call);

/// Where a page begins and how long it is.
struct Page {
    std::uint64_t after = 0;
    std::size_t most = 0;
};

/// What `after` and `limit` ask for.
[[nodiscard]] tl::expected<Page, HttpResponse> page_of(const Call& call);

/// {"items": […], "next": N}: `next` is there if there is more.
[[nodiscard]] engine::Data page_data(engine::Data items, std::optional<std::uint64_t> next);

/// 400 for a parameter; `expected` reads the same in both languages.
[[nodiscard]] HttpResponse wrong_parameter(std::string_view name, std::string_view value,
                                           std::string expected);

/// How values are shown that `program` judged; null for what no rulebook judged.
[[nodiscard]] engine::RenderContext context_of(const Call& call, const engine::Program* program,
                                               Instant at);

/// Whose eyes an answer is for: the asker's; for a system that acts for somebody, his as well.
[[nodiscard]] Eyes eyes_of(const Call& call, const std::string& actor = {});

/// What comes from the engine, as JSON that the asker may see. Nothing else in this folder turns
/// events and rows into JSON.
template <class Thing>
[[nodiscard]] engine::Data shown(const Call& call, const Thing& thing,
                                 const engine::Program* program, Instant at,
                                 const std::string& actor = {}) {
    const engine::Session& session = call.workspace.session();
    const Viewer viewer(session.world(), session.state(), call.received, eyes_of(call, actor));
    return to_data(viewer.see(thing), context_of(call, program, at));
}

/// One of the events of an entry, by its place.
[[nodiscard]] engine::Data shown_event(const Call& call, const engine::Events& events,
                                       std::size_t place, const engine::Program* program,
                                       Instant at);

/// True if the asker may see what concerns the person: everything, himself, or whoever reports to
/// him, at whatever distance.
[[nodiscard]] bool may_see(const Call& call, std::string_view person);

/// Like may_see, and noted if the person is another: shown or refused. An error says that it could
/// not be noted; then nothing is shown.
[[nodiscard]] tl::expected<bool, HttpResponse> look_at(const Call& call, std::string_view person,
                                                       bool has_reason = false);

/// What is not there and what may not be seen look the same.
[[nodiscard]] HttpResponse nothing_here(const Call& call);

}  // namespace onus::adapters
