// SPDX-License-Identifier: Apache-2.0
//
// Replies and events as JSON. Every event is an object whose "event" tells its kind; members keep
// their order. Instants carry their offset, values stand in words and in the form that reads back.

#pragma once

#include "engine/run/data.h"
#include "engine/run/event.h"
#include "engine/run/render.h"
#include "engine/session.h"

namespace onus::adapters {

[[nodiscard]] engine::Data to_data(const engine::Event& event,
                                   const engine::RenderContext& context);

[[nodiscard]] engine::Data to_data(const engine::Reply& reply,
                                   const engine::RenderContext& context);

/// With `takes_effect`, `as_of` and, if there is one, `holds_until`.
/// Adds to a proposed liability what became of it since: "status", "decided_by", "matter". A reply
/// that is sent twice must not change, so only what reads the ledger back adds this.
void add_status(engine::Data& told, const engine::Event& event, const engine::State& state);

/// The same for all events of a reply.
void add_status(engine::Data& told, const engine::Reply& reply, const engine::State& state);

[[nodiscard]] engine::Data to_data(const engine::Preview& preview,
                                   const engine::RenderContext& context);

/// A row of the state: an open duty or matter.
[[nodiscard]] engine::Data to_data(const engine::DutyRow& duty,
                                   const engine::RenderContext& context);
[[nodiscard]] engine::Data to_data(const engine::MatterRow& matter,
                                   const engine::RenderContext& context);

/// Code, severity, message, place, help and fix, in both languages.
[[nodiscard]] engine::Data to_data(const Diagnostic& diagnostic, const Source* source);

/// True if the last word on an attempt among the events is that it takes effect; nothing if no
/// attempt is spoken of.
[[nodiscard]] std::optional<bool> takes_effect(const engine::Events& events);

}  // namespace onus::adapters
