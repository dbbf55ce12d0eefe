// SPDX-License-Identifier: Apache-2.0
//
// A workspace at work: its files, its ledger and the session that judges. What `cli` and later
// `http` stand on.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/json/command_json.h"
#include "engine/ledger/ledger_store.h"
#include "engine/session.h"
#include "grammar/base/diagnostic.h"
#include "policies/pack_loader.h"

namespace onus::adapters {

class SqliteStore;

struct WorkspaceOptions {
    std::string folder = ".";

    /// File of the ledger; nothing: where the pack keeps it.
    std::optional<std::string> ledger;

    /// No file: the ledger is gone when the workspace is closed.
    bool in_memory = false;

    /// For a new ledger; nothing: SHA-256. An old one must have it. Fixed for good.
    std::optional<engine::HashAlgorithm> hash;

    /// Makes the ledger's file if it is not there; otherwise an empty ledger in memory stands for
    /// it.
    bool create = true;

    /// For a server: time moves by itself, and commits wait for a `sync` (adapters/app/service.h).
    bool service = false;

    /// Folder of the time zone database.
    std::string zones = "/usr/share/zoneinfo";
};

/// What was put in force, and what stood in the way.
struct PublishReport {
    /// One for each thing that was new: calendar, organisation, rulebooks.
    std::vector<engine::Reply> replies;

    /// Of the rulebooks, also where only the organisation or a calendar is new.
    Diagnostics diagnostics;

    /// There are new rulebooks, and they have an error: the old ones stay in force.
    bool refused = false;
};

class Workspace {
  public:
    /// Loads the files and opens the ledger, which is made if it is not there. `diagnostics`
    /// receives everything that is to be said; without a workspace one of them is an error.
    /// `sources` are the texts that they speak of.
    [[nodiscard]] static std::unique_ptr<Workspace> open(const WorkspaceOptions& options,
                                                         Diagnostics& diagnostics,
                                                         std::vector<Source>& sources);

    /// Files by their names, over an empty ledger in memory.
    [[nodiscard]] static std::unique_ptr<Workspace> open_files(const policies::FileSet& files,
                                                               Diagnostics& diagnostics,
                                                               std::vector<Source>& sources);

    /// Where the ledger of a folder lies, whether or not its other files can be read.
    [[nodiscard]] static std::string ledger_path_of(const std::string& folder);

    /// The same files over another, empty ledger in memory.
    [[nodiscard]] Result<std::unique_ptr<Workspace>> in_memory_twin() const;

    /// As the ledger had come to stand at `until`, in memory: later entries are not there.
    [[nodiscard]] Status go_back(Instant until);

    [[nodiscard]] const policies::Pack& pack() const { return pack_; }
    [[nodiscard]] engine::Session& session() { return *session_; }
    [[nodiscard]] const engine::Session& session() const { return *session_; }
    [[nodiscard]] engine::LedgerStore& store() { return *store_; }
    [[nodiscard]] bool in_memory() const { return in_memory_; }

    /// The store, if it is a file.
    [[nodiscard]] SqliteStore* sqlite() { return sqlite_; }

    /// Reads the state again from the store; for when the store has forgotten something.
    [[nodiscard]] Status open_session();

    /// In whose zone times without an offset are read; null if nothing was published yet.
    [[nodiscard]] const engine::Calendar* first_calendar() const;
    [[nodiscard]] const std::string& ledger_path() const { return ledger_path_; }

    /// What is in force of this kind was not taken from the files, and they do not replace it.
    void keep(engine::PublishedKind kind) { kept_.push_back(kind); }

    /// Puts what differs from the files in force from `at` on, or from the ledger's own time on if
    /// that is later. Errors of the store only.
    [[nodiscard]] Result<PublishReport> publish(Instant at);

    /// Carries a command out. Without a `received` of its own it is received when it happened or,
    /// if the ledger has come further, then.
    [[nodiscard]] Result<engine::Reply> execute(const WireCommand& wire,
                                                std::vector<engine::Reply>* fired);

    /// How commands are read here: in the zone of the first calendar.
    [[nodiscard]] CommandOptions command_options() const;

    /// A point in time as a person writes it on the command line; "now" is the machine's clock.
    [[nodiscard]] Result<Instant> parse_instant(const std::string& text) const;

  private:
    Workspace() = default;
    [[nodiscard]] Status open_store(const WorkspaceOptions& options);

    policies::Pack pack_;
    std::string ledger_path_;
    std::unique_ptr<engine::LedgerStore> store_;
    std::unique_ptr<engine::Session> session_;
    SqliteStore* sqlite_ = nullptr;
    bool in_memory_ = false;
    bool service_ = false;
    std::optional<engine::HashAlgorithm> hash_;
    std::vector<engine::PublishedKind> kept_;
};

}  // namespace onus::adapters
