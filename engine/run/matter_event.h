// SPDX-License-Identifier: Apache-2.0
//
// Events of what waits for a person, and of the shares that are proposed to one.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/ledger/since.h"
#include "engine/run/command.h"
#include "engine/run/message_event.h"
#include "engine/run/value.h"

namespace onus::engine {

enum class MatterKind : std::uint8_t {
    kHold = 0,        ///< an attempt waits
    kReview = 1,      ///< a forced action, decided by a duty's bearer
    kEscalation = 2,  ///< an overdue duty
    kConflict = 3,    ///< rules that cannot be evaluated
    kVacancy = 4,     ///< a consequence without a bearer
    kMisfit = 5,      ///< a rulebook does not fit the organisation or a calendar any more
    kLiability = 6,   ///< proposed shares, which nobody owes before they are confirmed
    kTransfer = 7,    ///< a duty that its bearer asks somebody to take over
};
constexpr MatterKind last_of(MatterKind) { return MatterKind::kTransfer; }

struct MatterOpened {
    static constexpr std::uint32_t kVersion = 2;

    std::uint64_t matter = 0;
    MatterKind kind{};
    std::string declaration;   ///< the rule or duty it is about
    std::string finding_kind;  ///< of the held finding; else what sets it apart from
                               ///< others of its kind: "overdue", "violated", "unreached"
    std::uint64_t attempt = 0;
    std::uint64_t duty = 0;
    std::string decider;
    std::string asked;  ///< whom the rule named, if a stand-in decides for him
    Instant opened;
    std::optional<Duration> period;
    std::optional<Instant> due;
    std::uint32_t level = 0;
    Text text;
    std::string seen;                  ///< digest of the values that the held finding read
    bool provisional = false;          ///< `due` lies in a year whose calendar is not published
    std::vector<std::string> bearers;  ///< of the proposed shares: none of them decides

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("matter", self.matter);
        visit("kind", self.kind);
        visit("declaration", self.declaration);
        visit("finding_kind", self.finding_kind);
        visit("attempt", self.attempt);
        visit("duty", self.duty);
        visit("decider", self.decider);
        visit("asked", self.asked);
        visit("opened", self.opened);
        visit("period", self.period);
        visit("due", self.due);
        visit("level", self.level);
        visit("text", self.text);
        visit("seen", self.seen);
        visit("provisional", self.provisional);
        visit("bearers", self.bearers, Since{2});
    }
    friend bool operator==(const MatterOpened&, const MatterOpened&) = default;
};

enum class MatterChange : std::uint8_t {
    kDecided = 0,
    kClimbed = 1,
    kExpired = 2,
    kClosed = 3,
    kAlarm = 4,
    kSettled = 5,  ///< the calendar that its `due` waited for was published
    kMoved = 6,    ///< its `due` fell into a time in which the system did not run
    kRests = 7,    ///< nobody answered: it stays open, and nothing follows from that
};
constexpr MatterChange last_of(MatterChange) { return MatterChange::kRests; }

struct MatterChanged {
    std::uint64_t matter = 0;
    MatterChange change{};
    Instant at;
    std::string person;  ///< who decided, or who must decide now
    std::string principal;
    std::optional<Decision> decision;
    std::string opinion;
    bool in_time = true;
    std::uint32_t level = 0;
    std::optional<Instant> due;
    bool provisional = false;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("matter", self.matter);
        visit("change", self.change);
        visit("at", self.at);
        visit("person", self.person);
        visit("principal", self.principal);
        visit("decision", self.decision);
        visit("opinion", self.opinion);
        visit("in_time", self.in_time);
        visit("level", self.level);
        visit("due", self.due);
        visit("provisional", self.provisional);
    }
    friend bool operator==(const MatterChanged&, const MatterChanged&) = default;
};

struct ChainLink {
    std::string action;
    std::uint64_t attempt = 0;  ///< 0: there is none
    std::string actor;
    Instant at;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("action", self.action);
        visit("attempt", self.attempt);
        visit("actor", self.actor);
        visit("at", self.at);
    }
    friend bool operator==(const ChainLink&, const ChainLink&) = default;
};

struct AssignedShare {
    Decimal percent;
    std::string person;                ///< empty: unassigned, never redistributed
    std::vector<std::uint32_t> lines;  ///< which `share` lines it is made of
    std::vector<std::uint32_t> moved;  ///< those among them moved by their `except`
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("percent", self.percent);
        visit("person", self.person);
        visit("lines", self.lines);
        visit("moved", self.moved);
    }
    friend bool operator==(const AssignedShare&, const AssignedShare&) = default;
};

/// A proposal, until a person confirms it.
struct LiabilityProposed {
    std::string declaration;
    std::uint64_t attempt = 0;  ///< what set it off
    std::string subject;
    std::vector<ChainLink> chain;
    std::vector<std::uint64_t> duties;  ///< that the shares asked about
    std::vector<AssignedShare> shares;
    bool untraceable = false;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("declaration", self.declaration);
        visit("attempt", self.attempt);
        visit("subject", self.subject);
        visit("chain", self.chain);
        visit("duties", self.duties);
        visit("shares", self.shares);
        visit("untraceable", self.untraceable);
    }
    friend bool operator==(const LiabilityProposed&, const LiabilityProposed&) = default;
};

}  // namespace onus::engine
