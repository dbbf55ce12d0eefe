// SPDX-License-Identifier: Apache-2.0
//
// A ledger at work: takes commands in order, fires what is due before each, judges, applies,
// commits. The one writer of its store.
//
// Deterministic: the same commands with the same `received` and salts give the same entries byte
// for byte. Not safe for concurrent use.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/ledger/entry.h"
#include "engine/ledger/ledger_store.h"
#include "engine/ledger/verify.h"
#include "engine/run/command.h"
#include "engine/run/event.h"
#include "engine/run/state.h"
#include "engine/run/world.h"
#include "grammar/base/diagnostic.h"

namespace onus::engine {

struct EntryContent;

/// An entry as a ledger has it, and what is read of it.
struct RecordedEntry;

struct SessionOptions {
    /// For a new ledger. Simulated: time moves by commands, and a timer fires at its due instant
    /// however late the command comes that reaches it. Service: it fires when it is told.
    TimeMode mode = TimeMode::kSimulated;
    LedgerId ledger{};
    HashAlgorithm hash = HashAlgorithm::kSha256;

    /// Called once for each entry. Null: seeds are derived from the sequence number, which hides
    /// nothing and is for simulations and tests only.
    std::function<SaltSeed()> salt_seed;

    /// Rulebooks are held against the organisation and the calendars when they are published. Off
    /// for tests in rulebooks, whose organisation is made up.
    bool link = true;

    /// Rulebooks of one publish, and how large each may be.
    std::uint32_t rulebook_count_max = 10'000;
    std::uint32_t rulebook_bytes_max = 64U << 20U;

    /// Timers that fire before one command; the others wait for the next command or for `advance`.
    /// What a command touches is made up for however long they wait (engine/run/timers.h), so that
    /// a server can answer in time while very many fall due at once.
    std::uint32_t timers_max = UINT32_MAX;

    /// Nesting of a payload.
    std::uint32_t payload_depth_max = 32;

    /// For judging a ledger again. Asked before an entry is written; what it gives is written
    /// instead. `read_redacted`: a value was asked for that is not there any more, so that the
    /// entry may rightly be another one. Null, or a null answer: nothing is replaced.
    std::function<const RecordedEntry*(std::uint64_t sequence, const std::string& judged,
                                       bool read_redacted)>
        recorded;
};

/// What one command brought about.
struct Reply {
    /// Number of the entry; 0 if nothing was written (validate, tick, declined).
    std::uint64_t sequence = 0;

    /// The id had been used before with the same content: this is the stored reply.
    bool repeated = false;
    Instant received;
    Command command;
    Events events;
};

/// Rulebooks that are put in force together.
struct RulebookSet {
    std::vector<RulebookText> rulebooks;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("rulebooks", self.rulebooks);
    }
    friend bool operator==(const RulebookSet&, const RulebookSet&) = default;
};

/// Who puts something in force; empty where the engine's own files do.
struct Authors {
    std::string source;     ///< client
    std::string actor;      ///< person who confirmed
    std::string principal;  ///< person who proposed it
};

/// A verdict without effect, and how long it holds.
struct Preview {
    Events events;
    Instant as_of;

    /// The earliest instant at which time alone could change the verdict: `as_of` itself if a rule
    /// looks at the moment. Nothing if it holds until somebody does something.
    std::optional<Instant> holds_until;
};

class Session {
  public:
    /// Opens a ledger: reads the state image, compiles what is in force. A store without entries
    /// becomes a new ledger with the first command. REQUIRES: `store` outlives the session.
    [[nodiscard]] static Result<std::unique_ptr<Session>> open(LedgerStore& store,
                                                               SessionOptions options);
    ~Session();

    /// Fires what is due before `command.received`, then carries the command out, in one
    /// transaction. `fired` receives the timers' replies, in order; null if nobody wants them.
    ///
    /// Errors leave nothing behind: an id that was used with another content, `received` before the
    /// last command, `at` after `received`, a full or locked store.
    [[nodiscard]] Result<Reply> execute(Command command, std::vector<Reply>* fired = nullptr);

    /// Puts rulebooks, the organisation or a calendar in force from `received` on. Rulebooks are
    /// checked and linked first: their diagnostics are returned and nothing changes if there is an
    /// error. Publishing what is in force already writes nothing.
    [[nodiscard]] Result<Reply> publish(const RulebookSet& rulebooks, Instant received,
                                        Diagnostics* diagnostics, const Authors& authors = {});
    [[nodiscard]] Result<Reply> publish(const OrganisationData& organisation, Instant received,
                                        const Authors& authors = {});
    [[nodiscard]] Result<Reply> publish(const CalendarData& calendar, Instant received);

    /// Takes the texts in some fields of an entry out of the whole ledger (engine/redaction.h), as
    /// an entry of its own, in one transaction. `authors`: its actor confirms what its principal
    /// asked for. The state is rebuilt from the entries that are left, so that the time grows with
    /// the ledger. Errors: kRedaction…, kLedgerRangeImpossible, those of `execute`.
    [[nodiscard]] Result<Reply> redact(const Redact& request, Instant received,
                                       const Authors& authors);

    /// Takes in an entry as it was recorded, without judging it, for re-judging.
    [[nodiscard]] Status adopt(const RecordedEntry& entry);

    /// What `link` says of the rulebooks in force at `at` and later. An organisation or a calendar
    /// is never refused for it: the world changes whether or not the rules are ready.
    [[nodiscard]] Diagnostics link_again(Instant at) const;

    /// Publishes what a recorded entry published, for re-judging: the same id and time again.
    [[nodiscard]] Status publish_again(PublishedKind kind, const EntryContent& recorded,
                                       const std::string& content);

    /// Judges without effect. `command.body` is a Submit or a Force.
    [[nodiscard]] Result<Preview> validate(const Command& command) const;

    /// Lets time pass: fires what is due before `to`, each at its own instant, `most` entries at
    /// most. What is due at `to` may still be done in time. Nothing fires while the clock is in
    /// doubt.
    [[nodiscard]] Result<std::vector<Reply>> advance(Instant to, std::uint32_t most = UINT32_MAX);

    /// When time alone next brings something about; nothing if nothing waits, or the clock is in
    /// doubt.
    [[nodiscard]] std::optional<Instant> next_due() const;

    /// What a command with this id brought about; nothing if there was none.
    [[nodiscard]] Result<std::optional<Reply>> reply_to(std::string_view source,
                                                        std::string_view id) const;

    /// Reads one entry of the ledger again.
    [[nodiscard]] Result<Reply> reply_of(std::uint64_t sequence) const;

    [[nodiscard]] const State& state() const;
    [[nodiscard]] const World& world() const;
    [[nodiscard]] Head head() const;
    [[nodiscard]] TimeMode mode() const;
    [[nodiscard]] const LedgerId& ledger() const;

  private:
    struct Impl;
    explicit Session(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace onus::engine
