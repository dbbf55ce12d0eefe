// SPDX-License-Identifier: Apache-2.0
//
// What one command is bringing about: the events so far, and the rows that they change, seen as if
// they were applied already. The state itself is not touched.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/run/event.h"
#include "engine/run/state.h"
#include "engine/run/world.h"

namespace onus::engine {

class Draft {
  public:
    /// `now`: when the command was received, or the timer fired. REQUIRES: both outlive the draft.
    Draft(const State& state, const World& world, Instant now);

    [[nodiscard]] const State& state() const { return state_; }
    [[nodiscard]] const World& world() const { return world_; }
    [[nodiscard]] Instant now() const { return now_; }
    [[nodiscard]] Arena& arena() { return arena_; }

    /// Adds an event. A message, log entry or violation that is there already with the same
    /// declaration, person and occasion is merged: one person in two roles gets one message.
    void emit(Event event);

    [[nodiscard]] Events take() { return std::move(events_); }
    [[nodiscard]] const Events& events() const { return events_; }

    [[nodiscard]] std::uint64_t next_attempt() { return ++attempt_count_; }
    [[nodiscard]] std::uint64_t next_duty() { return ++duty_count_; }
    [[nodiscard]] std::uint64_t next_matter() { return ++matter_count_; }
    [[nodiscard]] std::uint64_t next_notice() { return ++notice_count_; }

    /// Rows as they will be. Null if there is none.
    [[nodiscard]] const DutyRow* duty(std::uint64_t number) const;
    [[nodiscard]] const MatterRow* matter(std::uint64_t number) const;
    [[nodiscard]] const AttemptRow* attempt(std::uint64_t number) const;
    [[nodiscard]] const StepRow* step(const std::string& key) const;
    [[nodiscard]] const ProcessRow* run(const std::string& key) const;

  private:
    /// False if it is there already with the same occasion.
    template <class T>
    [[nodiscard]] bool is_new(const T& event);

    [[nodiscard]] StepRow& step_for_change(const std::string& key);

    /// The duty that a matter is about knows of it.
    void note(const MatterRow& matter);

    const State& state_;
    const World& world_;
    Instant now_;
    Arena arena_;
    Events events_;
    std::uint64_t attempt_count_;
    std::uint64_t duty_count_;
    std::uint64_t matter_count_;
    std::uint64_t notice_count_;
    /// Where messages, log entries and violations stand among the events, by what they are about.
    std::multimap<std::array<std::uint64_t, 3>, std::size_t> occasions_;
    std::map<std::uint64_t, DutyRow> duties_;
    std::map<std::uint64_t, MatterRow> matters_;
    std::map<std::uint64_t, AttemptRow> attempts_;
    std::map<std::string, StepRow> steps_;
    std::map<std::string, ProcessRow> runs_;
};

}  // namespace onus::engine
