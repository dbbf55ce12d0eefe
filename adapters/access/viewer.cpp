// SPDX-License-Identifier: Apache-2.0
#include "adapters/access/viewer.h"

#include <algorithm>

#include "adapters/access/mask.h"

namespace onus::adapters {
namespace {

/// Some field of some record is not for everybody.
bool guards(const engine::Program* program) {
    return program != nullptr &&
           std::any_of(program->field_grants.begin(), program->field_grants.end(),
                       [](const engine::FieldGrant& grant) { return !grant.write; });
}

bool lists_everything(const Eyes& eyes) {
    return std::find(eyes.fields.begin(), eyes.fields.end(), "*") != eyes.fields.end();
}

}  // namespace

Viewer::Viewer(const engine::World& world, const engine::State& state, Instant now, Eyes eyes)
    : world_(world),
      state_(state),
      now_(now),
      eyes_(std::move(eyes)),
      program_(world.program_at(now)) {
    // A rulebook that ended may have guarded what nobody guards now, and the other way round: both
    // count for what was recorded under it.
    const bool guarded = std::any_of(world.epochs().begin(), world.epochs().end(),
                                     [](const auto& epoch) { return guards(epoch.program.get()); });
    everything_ = lists_everything(eyes_) || !guarded;
}

Viewer::~Viewer() = default;

engine::Events Viewer::see(engine::Events events) const {
    if (everything_) {
        return events;
    }
    const engine::Events whole = events;
    Mask mask(world_, state_, now_, eyes_, program_, &whole);
    for (engine::Event& event : events) {
        std::visit(mask, event);
    }
    return events;
}

engine::Event Viewer::see(engine::Event event) const {
    engine::Events one = see(engine::Events{std::move(event)});
    return std::move(one.front());
}

engine::Reply Viewer::see(engine::Reply reply) const {
    if (everything_) {
        return reply;
    }
    reply.events = see(std::move(reply.events));
    Mask mask(world_, state_, now_, eyes_, program_, nullptr);
    if (auto* const submit = std::get_if<engine::Submit>(&reply.command.body)) {
        mask.payload(submit->action, reply.command.at, submit->payload);
    } else if (auto* const observe = std::get_if<engine::Observe>(&reply.command.body)) {
        mask.payload(observe->action, reply.command.at, observe->payload);
    }
    return reply;
}

engine::Preview Viewer::see(engine::Preview preview) const {
    preview.events = see(std::move(preview.events));
    return preview;
}

engine::DutyRow Viewer::see(engine::DutyRow duty) const {
    engine::Events one = see(engine::Events{std::move(duty.opened)});
    duty.opened = std::get<engine::DutyOpened>(std::move(one.front()));
    return duty;
}

engine::MatterRow Viewer::see(engine::MatterRow matter) const {
    engine::Events one = see(engine::Events{std::move(matter.opened)});
    matter.opened = std::get<engine::MatterOpened>(std::move(one.front()));
    return matter;
}

engine::AttemptRow Viewer::see(engine::AttemptRow attempt) const {
    engine::Events one = see(engine::Events{std::move(attempt.judged)});
    attempt.judged = std::get<engine::Judged>(std::move(one.front()));
    return attempt;
}

}  // namespace onus::adapters
