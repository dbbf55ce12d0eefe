// SPDX-License-Identifier: Apache-2.0
//
// Commands: whatever influences a later verdict enters the engine as one of these, and nowhere
// else.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/run/data.h"
#include "grammar/base/civil.h"

namespace onus::engine {

/// An attempted action. `force` confirms its warnings at once, with `reason`.
struct Submit {
    std::string action;
    Data payload;
    bool force = false;
    std::string reason;

    /// Identity of the deed at its source. Set: a second effective action with the same (source,
    /// action, business key, revision) is refused.
    std::string business_key;
    std::uint64_t revision = 0;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("action", self.action);
        visit("payload", self.payload);
        visit("force", self.force);
        visit("reason", self.reason);
        visit("business_key", self.business_key);
        visit("revision", self.revision);
    }
    friend bool operator==(const Submit&, const Submit&) = default;
};

/// Reports what has already happened: the same evaluation, always effective.
struct Observe {
    std::string action;
    Data payload;
    std::string business_key;
    std::uint64_t revision = 0;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("action", self.action);
        visit("payload", self.payload);
        visit("business_key", self.business_key);
        visit("revision", self.revision);
    }
    friend bool operator==(const Observe&, const Observe&) = default;
};

/// Confirms the warnings of an earlier attempt. `attempt` is its number.
struct Force {
    std::uint64_t attempt = 0;
    std::string reason;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("attempt", self.attempt);
        visit("reason", self.reason);
    }
    friend bool operator==(const Force&, const Force&) = default;
};

enum class Decision : std::uint8_t { kApprove = 0, kReject = 1, kReturn = 2 };
constexpr Decision last_of(Decision) { return Decision::kReturn; }

/// Names a matter by its number or by the duty that it belongs to. `subject`: the key of a record
/// or a person, where one duty has several open instances.
struct MatterName {
    std::uint64_t number = 0;
    std::string duty;
    std::string subject;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("number", self.number);
        visit("duty", self.duty);
        visit("subject", self.subject);
    }
    friend bool operator==(const MatterName&, const MatterName&) = default;
};

struct Decide {
    MatterName matter;
    Decision decision{};
    std::string opinion;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("matter", self.matter);
        visit("decision", self.decision);
        visit("opinion", self.opinion);
    }
    friend bool operator==(const Decide&, const Decide&) = default;
};

/// Takes back a held attempt.
struct Withdraw {
    std::uint64_t attempt = 0;
    std::string reason;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("attempt", self.attempt);
        visit("reason", self.reason);
    }
    friend bool operator==(const Withdraw&, const Withdraw&) = default;
};

/// Takes a duty out of the pool of its post.
struct Claim {
    MatterName duty;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("duty", self.duty);
    }
    friend bool operator==(const Claim&, const Claim&) = default;
};

/// Lets somebody else perform one's duty; the delegator stays liable.
struct Delegate {
    MatterName duty;
    std::string to;
    std::optional<Instant> until;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("duty", self.duty);
        visit("to", self.to);
        visit("until", self.until);
    }
    friend bool operator==(const Delegate&, const Delegate&) = default;
};

/// Asks somebody to take over one's duty. Nothing changes before he accepts.
struct Transfer {
    MatterName duty;
    std::string to;
    std::string reason;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("duty", self.duty);
        visit("to", self.to);
        visit("reason", self.reason);
    }
    friend bool operator==(const Transfer&, const Transfer&) = default;
};

/// Frees a duty's bearer, with a reason.
struct Excuse {
    MatterName duty;
    std::string reason;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("duty", self.duty);
        visit("reason", self.reason);
    }
    friend bool operator==(const Excuse&, const Excuse&) = default;
};

/// Time has passed. Writes nothing of its own.
struct Tick {
    template <class Self, class V>
    static void fields(Self&, V&) {}
    friend bool operator==(const Tick&, const Tick&) = default;
};

enum class PublishedKind : std::uint8_t { kRulebooks = 0, kOrganisation = 1, kCalendar = 2 };
constexpr PublishedKind last_of(PublishedKind) { return PublishedKind::kCalendar; }

/// One rulebook text with its name table.
struct RulebookText {
    std::string source_name;
    std::string text;
    std::string names;  ///< content of the .names.tsv; empty if none

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("source_name", self.source_name);
        visit("text", self.text);
        visit("names", self.names);
    }
    friend bool operator==(const RulebookText&, const RulebookText&) = default;
};

/// Puts rulebooks, the organisation or a calendar in force. `content` is the canonical encoding of
/// RulebookSet, OrganisationData or CalendarData; the ledger keeps it as a blob under its hash.
struct Publish {
    PublishedKind kind{};
    std::array<std::uint8_t, 32> hash{};

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("kind", self.kind);
        visit("hash", self.hash);
    }
    friend bool operator==(const Publish&, const Publish&) = default;
};

/// A notice reached its receiver, or cannot.
struct Delivered {
    std::uint64_t notice = 0;
    bool reached = true;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("notice", self.notice);
        visit("reached", self.reached);
    }
    friend bool operator==(const Delivered&, const Delivered&) = default;
};

/// The system, or a source (`source`), did not run between two instants.
struct Outage {
    Instant from;
    Instant until;
    std::string source;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("from", self.from);
        visit("until", self.until);
        visit("source", self.source);
    }
    friend bool operator==(const Outage&, const Outage&) = default;
};

struct ClockSuspect {
    bool suspect = false;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("suspect", self.suspect);
    }
    friend bool operator==(const ClockSuspect&, const ClockSuspect&) = default;
};

/// From now on messages are delivered and it is told whether they came, or they are not any more.
struct Delivery {
    std::optional<Instant> since;  ///< older messages are not delivered; nothing: none are

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("since", self.since);
    }
    friend bool operator==(const Delivery&, const Delivery&) = default;
};

/// Takes the texts that stand in some fields of an entry out of the whole ledger. The command's
/// actor confirmed what its principal asked for. The texts themselves are not named.
struct Redact {
    std::uint64_t entry = 0;
    std::vector<std::string> names;  ///< whole names of the fields
    std::string reason;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("entry", self.entry);
        visit("names", self.names);
        visit("reason", self.reason);
    }
    friend bool operator==(const Redact&, const Redact&) = default;
};

/// The order is part of the stored format; new alternatives go to the end.
using CommandBody =
    std::variant<Submit, Observe, Force, Decide, Withdraw, Claim, Delegate, Excuse, Tick, Publish,
                 Delivered, Outage, ClockSuspect, Delivery, Redact, Transfer>;

struct Command {
    /// Unique per source for ever. The same id with the same content gets the stored reply.
    std::string id;

    /// The client that sent it: authenticated by whoever runs the engine.
    std::string source;

    /// Who acts: a person, or a client system.
    std::string actor;

    /// On whose behalf; empty for himself.
    std::string principal;

    /// When it happened, as the source claims.
    Instant at;

    /// When the engine received it; the only `now`. Never less than that of the command before.
    Instant received;

    CommandBody body;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("id", self.id);
        visit("source", self.source);
        visit("actor", self.actor);
        visit("principal", self.principal);
        visit("at", self.at);
        visit("received", self.received);
        visit("body", self.body);
    }
    friend bool operator==(const Command&, const Command&) = default;
};

}  // namespace onus::engine
