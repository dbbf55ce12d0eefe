// SPDX-License-Identifier: Apache-2.0
//
// Events: what one command brought about. The state is a fold over them; the ledger keeps them.
// They name declarations by their ids, persons and records by theirs, so that they outlive every
// program.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/run/attempt_event.h"
#include "engine/run/command.h"
#include "engine/run/duty_event.h"
#include "engine/run/matter_event.h"
#include "engine/run/message_event.h"
#include "engine/run/process_event.h"
#include "grammar/base/civil.h"

namespace onus::engine {

struct Published {
    PublishedKind kind{};
    std::string id;  ///< rulebook set, organisation or calendar
    std::array<std::uint8_t, 32> hash{};
    Instant from;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("kind", self.kind);
        visit("id", self.id);
        visit("hash", self.hash);
        visit("from", self.from);
    }
    friend bool operator==(const Published&, const Published&) = default;
};

/// The command could not be carried out; nothing else happened. `code` is a diagnostic's.
struct Declined {
    std::string code;
    std::vector<std::string> arguments;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("code", self.code);
        visit("arguments", self.arguments);
    }
    friend bool operator==(const Declined&, const Declined&) = default;
};

/// The next occurrence of a clock that starts duties; nothing if its duty is no longer in force.
struct ClockSet {
    std::string declaration;
    std::uint32_t trigger = 0;
    std::optional<Instant> next;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("declaration", self.declaration);
        visit("trigger", self.trigger);
        visit("next", self.next);
    }
    friend bool operator==(const ClockSet&, const ClockSet&) = default;
};

/// A time in which the system, or a source, did not run.
struct GapNoted {
    Instant from;
    Instant until;
    std::string source;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("from", self.from);
        visit("until", self.until);
        visit("source", self.source);
    }
    friend bool operator==(const GapNoted&, const GapNoted&) = default;
};

/// An earlier event against a person does not hold: a late fact, or a decision. The entry stays.
struct Reversed {
    std::uint64_t sequence = 0;
    std::uint32_t place = 0;
    std::string person;
    std::uint64_t duty = 0;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("sequence", self.sequence);
        visit("place", self.place);
        visit("person", self.person);
        visit("duty", self.duty);
    }
    friend bool operator==(const Reversed&, const Reversed&) = default;
};

/// The clock of the service is in doubt from now on, or is trusted again.
struct ClockDoubted {
    bool suspect = false;
    Instant since;  ///< when the doubt began
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("suspect", self.suspect);
        visit("since", self.since);
    }
    friend bool operator==(const ClockDoubted&, const ClockDoubted&) = default;
};

/// A field of an earlier entry was taken out: only its commitment is left there.
struct Redacted {
    std::uint64_t entry = 0;
    std::string field;  ///< its whole name

    /// What is read in its place: the value's bytes, without what was taken out. Empty: nothing.
    std::string instead;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("entry", self.entry);
        visit("field", self.field);
        visit("instead", self.instead);
    }
    friend bool operator==(const Redacted&, const Redacted&) = default;
};

/// The order is part of the stored format; new alternatives go to the end.
using Event =
    std::variant<Judged, TookEffect, AttemptChanged, Violation, Logged, Notified, DutyOpened,
                 DutyChanged, MatterOpened, MatterChanged, LiabilityProposed, Published, Declined,
                 ClockSet, GapNoted, StepChanged, Reversed, NoticeClosed, ClockDoubted,
                 DeliveryChanged, Redacted, PathClosed, StepReturned, ProcessChanged>;

using Events = std::vector<Event>;

}  // namespace onus::engine
