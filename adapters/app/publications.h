// SPDX-License-Identifier: Apache-2.0
//
// What takes two persons: rulebooks and organisations on their way into force, and what is to be
// taken out of the ledger. Proposed by one person, confirmed by another.
//
// A proposal of rulebooks is checked, linked and tested before it is taken, apart from the ledger
// at work. It is kept in a file beside the ledger, one line of JSON for each step, so that it
// outlives a restart; what comes of it stands in the ledger, with both persons.

#pragma once

#include <cstdint>
#include <fstream>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/organisation/organisation.h"
#include "engine/session.h"
#include "engine/time/calendar.h"
#include "grammar/base/diagnostic.h"
#include "grammar/base/source.h"

namespace onus::adapters {

class Workspace;

enum class ProposalState : std::uint8_t { kWaiting, kInForce, kDropped };
enum class ProposalKind : std::uint8_t { kRulebooks, kOrganisation, kRedaction };

struct Proposal {
    std::uint64_t number = 0;
    ProposalKind kind = ProposalKind::kRulebooks;
    Instant at;
    std::string client;
    std::string person;

    /// Everything that is to be in force, and which of it was sent.
    engine::RulebookSet rulebooks;
    std::vector<std::string> changed;

    /// Of an organisation: its text.
    std::string organisation;

    /// Of a redaction; it names no text.
    engine::Redact redaction;

    /// Of the rulebooks, or the organisation, in force that it was checked against, in hexadecimal;
    /// empty for a redaction.
    std::string base;

    ProposalState state = ProposalState::kWaiting;
    std::string closed_by;  ///< person
    std::optional<Instant> closed_at;
    std::uint64_t sequence = 0;  ///< of the entry that put it in force
    std::string hash;            ///< of what it put in force
};

/// What a proposal is held against.
struct ProposalWorld {
    std::optional<engine::OrganisationData> organisation;
    std::vector<engine::CalendarData> calendars;
};

/// Checks, links and runs the tests. Everything that is to be said; without an error it may be
/// proposed. Takes as long as it takes: not for the judging thread.
[[nodiscard]] Diagnostics try_rulebooks(const engine::RulebookSet& rulebooks,
                                        const ProposalWorld& world, Instant at);

/// What would not fit the organisation of `world`, which may be put in force all the same.
[[nodiscard]] Diagnostics find_misfits(const engine::RulebookSet& rulebooks,
                                       const ProposalWorld& world, Instant at);

/// Safe for use by several threads.
class Publications {
  public:
    /// Empty path: kept in memory alone.
    explicit Publications(const std::string& path = {});

    /// Gives the proposal its number. Errors: kPublicationTooMany, kPublicationNoPerson,
    /// kStoreFull.
    [[nodiscard]] Result<Proposal> propose(Proposal proposal);

    /// Those that wait and the latest of the others, newest first.
    [[nodiscard]] std::vector<Proposal> list() const;

    [[nodiscard]] std::optional<Proposal> find(std::uint64_t number) const;

    /// Whether `person` may confirm: errors kPublicationClosed, kPublicationSamePerson,
    /// kPublicationStale if `base` is not what it was checked against.
    [[nodiscard]] Status may_confirm(const Proposal& proposal, const std::string& person,
                                     const std::string& base) const;

    void close(std::uint64_t number, ProposalState state, const std::string& person, Instant at,
               std::uint64_t sequence, const std::string& hash);

    /// True if this was put in force here, so that files must not replace them.
    [[nodiscard]] bool put_in_force(const std::string& hash) const;

    static constexpr std::size_t kWaitingMax = 16;
    static constexpr std::size_t kListed = 100;

  private:
    void read_line(const std::string& line);
    [[nodiscard]] bool write(const std::string& line);

    mutable std::mutex mutex_;
    std::ofstream file_;
    bool has_file_ = false;
    std::string path_;
    std::vector<Proposal> proposals_;  ///< by number
    std::set<std::string> kept_;
    std::uint64_t last_ = 0;
};

[[nodiscard]] std::string_view word_of(ProposalState state);
[[nodiscard]] std::string_view word_of(ProposalKind kind);

/// What was put in force over HTTP stays when the workspace publishes its files, which do not know
/// of it.
void keep_what_was_published(const Publications& publications, Workspace& workspace);

}  // namespace onus::adapters
