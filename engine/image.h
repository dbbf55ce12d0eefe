// SPDX-License-Identifier: Apache-2.0
//
// Everything that the entries of a ledger amount to, in memory: the state and the world. Grows
// entry by entry; the same entries give the same image.

#pragma once

#include <functional>
#include <string>

#include "engine/entry_content.h"
#include "engine/publication.h"
#include "engine/run/state.h"
#include "engine/run/world.h"
#include "grammar/base/diagnostic.h"

namespace onus::engine {

/// Gives a published text by its hash; an error if the ledger does not have it.
using BlobLookup = std::function<Result<std::string>(const Digest& hash)>;

/// Blobs of a store, which must outlive it.
[[nodiscard]] BlobLookup blobs_of(const LedgerStore& store);

class Image {
  public:
    State state;
    World world;

    /// Reads the state from the store's rows and puts everything in force again that was published.
    [[nodiscard]] Status load(const LedgerStore& store, const BlobLookup& blob);

    /// Puts a published text into the world. The diagnostics of rulebooks are added to `found`;
    /// null if nobody wants them. On an error nothing has changed.
    [[nodiscard]] Status install(const Published& published, const std::string& content,
                                 Linking linking, Diagnostics* found);

    /// What `link` says of the rulebooks that are in force at `at` and later.
    [[nodiscard]] Misfits link_again(Instant at) const {
        return publication_.link_again(at, world);
    }

    /// True if a matter of a rulebook's owner waits.
    [[nodiscard]] bool has_open_misfit() const;

    /// Says in the header of an entry by what it is judged.
    void judged_by(Instant at, EntryHeader& header) const;

    /// Takes one entry in. What it publishes has been installed.
    void absorb(std::uint64_t sequence, const EntryContent& content);

    /// Takes in an entry that was read from a ledger, installing what it publishes.
    [[nodiscard]] Status replay(std::uint64_t sequence, const EntryContent& content,
                                const BlobLookup& blob);

  private:
    void backfill();

    Publication publication_;
};

/// Tells two commands apart that bear the same id: SHA-256 of everything but the time of reception.
[[nodiscard]] std::string digest_of(const Command& command);

}  // namespace onus::engine
