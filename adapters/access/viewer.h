// SPDX-License-Identifier: Apache-2.0
//
// What a reader may see: the one filter through which everything passes that is answered, sent or
// logged. Values of record fields that he has no grant for are replaced, wherever they stand: in
// payloads, before and after, in the arguments of messages, in reasons and in what would help.
//
// A field is hidden from whoever lacks the `may read` of a permission in force now, if some
// permission in force grants reading the record. What was computed from hidden fields is hidden
// too. Texts that people wrote themselves are shown as they are.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/run/event.h"
#include "engine/run/rows.h"
#include "engine/run/state.h"
#include "engine/run/world.h"
#include "engine/session.h"

namespace onus::adapters {

/// Whose rights count.
struct Eyes {
    /// Sees what the grants of his posts allow; empty: nobody.
    std::string person;

    /// Seen besides: "order.amount", "order" for the whole record, "*" for everything. Records by
    /// their id or plain name.
    std::vector<std::string> fields;
};

class Viewer {
  public:
    /// Rights are those at `now`. REQUIRES: world and state outlive the viewer.
    Viewer(const engine::World& world, const engine::State& state, Instant now, Eyes eyes);
    ~Viewer();
    Viewer(const Viewer&) = delete;
    Viewer& operator=(const Viewer&) = delete;

    /// True if nothing is hidden from these eyes for sure: no record is guarded, or all is listed.
    [[nodiscard]] bool sees_everything() const { return everything_; }

    /// Events of one entry together: later ones speak of the attempt of the first.
    [[nodiscard]] engine::Events see(engine::Events events) const;
    [[nodiscard]] engine::Event see(engine::Event event) const;
    [[nodiscard]] engine::Reply see(engine::Reply reply) const;
    [[nodiscard]] engine::Preview see(engine::Preview preview) const;
    [[nodiscard]] engine::DutyRow see(engine::DutyRow duty) const;
    [[nodiscard]] engine::MatterRow see(engine::MatterRow matter) const;
    [[nodiscard]] engine::AttemptRow see(engine::AttemptRow attempt) const;

  private:
    friend class Mask;

    const engine::World& world_;
    const engine::State& state_;
    Instant now_;
    Eyes eyes_;
    const engine::Program* program_;
    const engine::Organisation* organisation_;
    bool everything_;
};

}  // namespace onus::adapters
