// SPDX-License-Identifier: Apache-2.0
//
// Replies, duties, matters and cases in words that a trainer could show, in either language.
//
// Everything is taken from what the ledger keeps; texts are filled in on reading, so that an entry
// of last year reads in the language of today's reader.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/run/event.h"
#include "engine/run/render.h"
#include "engine/run/state.h"
#include "engine/run/world.h"
#include "engine/session.h"
#include "grammar/base/language.h"

namespace onus::adapters {

struct NarratorOptions {
    Language language = Language::kEnglish;

    /// Colours of a terminal. They are never the only signal.
    bool colour = false;

    /// Calendar in whose zone times are shown; empty: the first that a rulebook names.
    std::string calendar;
};

class Narrator {
  public:
    /// REQUIRES: world and state outlive the narrator.
    Narrator(const engine::World& world, const engine::State& state, NarratorOptions options)
        : world_(world), state_(state), options_(std::move(options)) {}

    /// What one command brought about, line by line; ends with a line break.
    [[nodiscard]] std::string reply(const engine::Reply& reply) const;

    /// A verdict without effect.
    [[nodiscard]] std::string preview(const engine::Preview& preview) const;

    /// One open duty: who, what, until when.
    [[nodiscard]] std::string duty(const engine::DutyRow& duty) const;

    /// How a duty stands or ended, with the decision on it or the lack of one.
    [[nodiscard]] std::string duty_in_the_end(const engine::DutyRow& duty) const;

    /// One open matter: who decides what, until when.
    [[nodiscard]] std::string matter(const engine::MatterRow& matter) const;

    /// The verdict on an attempt with all its reasons, and what would have made it pass.
    [[nodiscard]] std::string why(const engine::AttemptRow& attempt) const;

    /// One event as an indented line or block; `program` judged it.
    [[nodiscard]] std::string event(const engine::Event& event, const engine::Program* program,
                                    Instant received) const;

    /// What names, amounts and times are shown by; `program` may be null.
    [[nodiscard]] engine::RenderContext context(const engine::Program* program, Instant at) const;

    [[nodiscard]] Language language() const { return options_.language; }

  private:
    friend class EventWords;

    [[nodiscard]] std::string events(const engine::Events& events, Instant received,
                                     bool is_preview) const;

    const engine::World& world_;
    const engine::State& state_;
    NarratorOptions options_;
};

}  // namespace onus::adapters
