// SPDX-License-Identifier: Apache-2.0

#include "adapters/app/workspace.h"

#include <algorithm>
#include <filesystem>

#include "adapters/clock/clock.h"
#include "adapters/clock/random.h"
#include "adapters/logging/logging.h"
#include "adapters/storage/sqlite_store.h"
#include "engine/ledger/memory_store.h"
#include "engine/replay.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/literals/date_literal.h"
#include "policies/zone_loader.h"

namespace onus::adapters {

namespace {

/// Of a service: a command is answered in time however many timers are due at once, and however
/// many commands share its transaction.
constexpr std::uint32_t kTimersBeforeCommand = 4;

}  // namespace

namespace fs = std::filesystem;

Status Workspace::open_store(const WorkspaceOptions& options) {
    if (options.in_memory) {
        store_ = std::make_unique<engine::MemoryStore>();
        in_memory_ = true;
        return {};
    }
    ledger_path_ = options.ledger.value_or(pack_.ledger);
    std::error_code error;
    if (!options.create && !options.ledger && !fs::exists(ledger_path_, error)) {
        store_ = std::make_unique<engine::MemoryStore>();
        in_memory_ = true;
        return {};
    }
    if (!options.ledger) {
        fs::create_directories(fs::path(ledger_path_).parent_path(), error);
    }
    SqliteOptions sqlite;
    sqlite.durability = options.service ? Durability::kGrouped : Durability::kFull;
    auto store = fs::exists(ledger_path_, error) ? open_sqlite_store(ledger_path_, sqlite)
                                                 : create_sqlite_store(ledger_path_, sqlite);
    if (!store) {
        return tl::make_unexpected(store.error());
    }
    sqlite_ = store->get();
    store_ = std::move(*store);
    log_info("ledger " + ledger_path_ + ": " + std::to_string(store_->entry_count()) + " entries");
    return {};
}

Status Workspace::open_session() {
    engine::SessionOptions options;
    options.mode = service_ ? engine::TimeMode::kService : engine::TimeMode::kSimulated;
    options.hash = hash_.value_or(options.hash);
    if (hash_ && store_->entry_count() > 0 && store_->frontier().hash != *hash_) {
        const bool sm3 = *hash_ == engine::HashAlgorithm::kSm3;
        return failure(DiagnosticKind::kUsageValueImpossible,
                       {sm3 ? "sm3" : "sha256", "--hash", sm3 ? "sha256" : "sm3"});
    }
    if (service_) {
        options.timers_max = kTimersBeforeCommand;
    }
    if (!in_memory_) {
        options.salt_seed = random_bytes;
        const engine::SaltSeed id = random_bytes();
        std::copy_n(id.begin(), options.ledger.size(), options.ledger.begin());
    }
    auto session = engine::Session::open(*store_, std::move(options));
    if (!session) {
        return tl::make_unexpected(session.error());
    }
    session_ = std::move(*session);
    return {};
}

std::unique_ptr<Workspace> Workspace::open(const WorkspaceOptions& options,
                                           Diagnostics& diagnostics, std::vector<Source>& sources) {
    policies::LoadResult loaded =
        policies::load_pack(options.folder, policies::zones_in(options.zones));
    diagnostics.insert(diagnostics.end(), loaded.diagnostics.begin(), loaded.diagnostics.end());
    sources = std::move(loaded.sources);
    if (!loaded.pack) {
        return nullptr;
    }
    log_info("workspace " + options.folder + ": " +
             std::to_string(loaded.pack->rulebooks.rulebooks.size()) + " rulebooks");
    std::unique_ptr<Workspace> workspace(new Workspace());
    workspace->pack_ = std::move(*loaded.pack);
    workspace->service_ = options.service;
    workspace->hash_ = options.hash;
    Status status = workspace->open_store(options);
    if (status) {
        status = workspace->open_session();
    }
    if (!status) {
        diagnostics.push_back(status.error());
        return nullptr;
    }
    return workspace;
}

std::unique_ptr<Workspace> Workspace::open_files(const policies::FileSet& files,
                                                 Diagnostics& diagnostics,
                                                 std::vector<Source>& sources) {
    policies::LoadResult loaded = policies::load_files(files, policies::zones_in());
    diagnostics.insert(diagnostics.end(), loaded.diagnostics.begin(), loaded.diagnostics.end());
    sources = std::move(loaded.sources);
    if (!loaded.pack) {
        return nullptr;
    }
    std::unique_ptr<Workspace> workspace(new Workspace());
    workspace->pack_ = std::move(*loaded.pack);
    workspace->store_ = std::make_unique<engine::MemoryStore>();
    workspace->in_memory_ = true;
    if (const Status status = workspace->open_session(); !status) {
        diagnostics.push_back(status.error());
        return nullptr;
    }
    return workspace;
}

std::string Workspace::ledger_path_of(const std::string& folder) {
    const policies::LoadResult loaded = policies::load_pack(folder, policies::zones_in());
    return loaded.pack ? loaded.pack->ledger
                       : (fs::path(folder) / policies::kDefaultLedger).string();
}

Result<std::unique_ptr<Workspace>> Workspace::in_memory_twin() const {
    std::unique_ptr<Workspace> twin(new Workspace());
    twin->pack_ = pack_;
    twin->store_ = std::make_unique<engine::MemoryStore>();
    twin->in_memory_ = true;
    if (const Status status = twin->open_session(); !status) {
        return tl::make_unexpected(status.error());
    }
    return twin;
}

Status Workspace::go_back(Instant until) {
    auto copy = std::make_unique<engine::MemoryStore>();
    if (const Status copied = engine::copy_until(*store_, until, *copy); !copied) {
        return copied;
    }
    session_.reset();
    store_ = std::move(copy);
    sqlite_ = nullptr;
    in_memory_ = true;
    return open_session();
}

Result<PublishReport> Workspace::publish(Instant at) {
    PublishReport report;
    const Instant from = std::max(at, session_->state().header.now);
    const auto keep = [&report](Result<engine::Reply> reply) -> Status {
        if (!reply) {
            return tl::make_unexpected(reply.error());
        }
        if (reply->sequence != 0) {
            report.replies.push_back(std::move(*reply));
        }
        return {};
    };
    const auto is_kept = [this](engine::PublishedKind kind) {
        return std::find(kept_.begin(), kept_.end(), kind) != kept_.end();
    };
    // The rulebooks last: they are linked with what they speak of.
    for (const engine::CalendarData& calendar : pack_.calendars) {
        if (const Status status = keep(session_->publish(calendar, from)); !status) {
            return tl::make_unexpected(status.error());
        }
    }
    if (pack_.organisation && !is_kept(engine::PublishedKind::kOrganisation)) {
        if (const Status status = keep(session_->publish(*pack_.organisation, from)); !status) {
            return tl::make_unexpected(status.error());
        }
    }
    if (is_kept(engine::PublishedKind::kRulebooks)) {
        report.diagnostics = session_->link_again(from);
        return report;
    }
    auto rulebooks = session_->publish(pack_.rulebooks, from, &report.diagnostics);
    report.refused = !rulebooks && has_errors(report.diagnostics);
    if (report.refused) {
        return report;
    }
    if (rulebooks && rulebooks->sequence == 0 && !report.replies.empty()) {
        report.diagnostics = session_->link_again(from);
    }
    if (const Status status = keep(std::move(rulebooks)); !status) {
        return tl::make_unexpected(status.error());
    }
    return report;
}

Result<engine::Reply> Workspace::execute(const WireCommand& wire,
                                         std::vector<engine::Reply>* fired) {
    engine::Command command = wire.command;
    if (session_->mode() == engine::TimeMode::kService) {
        command.received = std::max(system_now(), session_->state().header.now);
    } else if (!wire.received_given) {
        command.received = std::max(command.at, session_->state().header.now);
    }
    return session_->execute(std::move(command), fired);
}

const engine::Calendar* Workspace::first_calendar() const {
    return pack_.calendars.empty() ? nullptr
                                   : session_->world().calendar(pack_.calendars.front().id);
}

CommandOptions Workspace::command_options() const {
    CommandOptions options;
    if (!pack_.calendars.empty()) {
        options.zone = pack_.calendars.front().transitions;
    }
    return options;
}

Result<Instant> Workspace::parse_instant(const std::string& text) const {
    if (text == "now" || text == "现在") {
        return system_now();
    }
    const auto literal = grammar::parse_timestamp(text);
    if (!literal) {
        return tl::make_unexpected(literal.error());
    }
    if (literal->offset_minutes) {
        return to_instant(literal->local, *literal->offset_minutes);
    }
    const engine::ZoneTransitions zone = command_options().zone;
    return zone.empty() ? to_instant(literal->local, 0) : engine::to_instant(zone, literal->local);
}

}  // namespace onus::adapters
