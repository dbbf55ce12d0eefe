// SPDX-License-Identifier: Apache-2.0
#include "engine/replay.h"

#include <algorithm>

#include "engine/ledger/memory_store.h"
#include "engine/session.h"

namespace onus::engine {

namespace {

/// Every entry up to `last`, decoded, in order. Stops at the first error.
template <class Visit>
Status each_entry(const LedgerStore& store, std::uint64_t last, const Visit& visit) {
    for (std::uint64_t sequence = 1; sequence <= last; ++sequence) {
        const auto bytes = store.entry(sequence);
        if (!bytes) {
            return tl::make_unexpected(bytes.error());
        }
        const auto entry = decode_entry(*bytes);
        if (!entry) {
            return tl::make_unexpected(entry.error());
        }
        if (auto done = visit(sequence, *entry, *bytes); !done) {
            return done;
        }
    }
    return {};
}

/// Carries a recorded command out again.
Status repeat(Session& session, const EntryContent& content, const BlobLookup& blob) {
    const Command& command = content.command;
    if (const auto* publish = std::get_if<Publish>(&command.body)) {
        const auto text = blob(publish->hash);
        if (!text) {
            return tl::make_unexpected(text.error());
        }
        const auto done = session.publish_again(publish->kind, content, *text);
        return done ? Status() : tl::make_unexpected(done.error());
    }
    const auto done = session.execute(command);
    return done ? Status() : tl::make_unexpected(done.error());
}

/// Takes in every entry up to `last`.
Status fold(const LedgerStore& store, std::uint64_t last, Image& image) {
    const BlobLookup blob = blobs_of(store);
    return each_entry(
        store, last, [&](std::uint64_t sequence, const Entry& entry, const std::string&) -> Status {
            if (entry.header.kind == kGenesisKind) {
                return {};
            }
            const auto content = read_content(entry);
            return content ? image.replay(sequence, *content, blob)
                           : tl::make_unexpected(content.error());
        });
}

}  // namespace

Result<ReplayReport> rebuild(const LedgerStore& store) {
    Image image;
    if (const Status folded = fold(store, store.entry_count(), image); !folded) {
        return tl::make_unexpected(folded.error());
    }
    ReplayReport report;
    for (const RowChange& row : image.state.collect_changes()) {
        const auto stored = store.row(row.table, row.key);
        if (!stored) {
            return tl::make_unexpected(stored.error());
        }
        ++report.compared;
        if (*stored != row.value) {
            report.row = "table " + std::to_string(row.table) + ", key " + row.key;
            return report;
        }
    }
    return report;
}

Result<ReplayReport> rejudge(const LedgerStore& store) {
    MemoryStore again;
    SessionOptions options;
    std::vector<SaltSeed> seeds;
    std::size_t next_seed = 0;
    options.salt_seed = [&] { return seeds[next_seed++]; };
    std::unique_ptr<Session> session;
    ReplayReport report;
    const BlobLookup blob = blobs_of(store);
    // An entry may bring timers' entries before it, whose seeds are needed when it is repeated.
    const Status read =
        each_entry(store, store.entry_count(),
                   [&](std::uint64_t, const Entry& entry, const std::string&) -> Status {
                       const auto* seed = std::get_if<SaltSeed>(&entry.salts);
                       seeds.push_back(seed != nullptr ? *seed : SaltSeed{});
                       return {};
                   });
    if (!read) {
        return tl::make_unexpected(read.error());
    }
    const Status done = each_entry(
        store, store.entry_count(),
        [&](std::uint64_t sequence, const Entry& entry, const std::string& bytes) -> Status {
            if (entry.header.kind == kGenesisKind) {
                const auto genesis = read_genesis(entry);
                if (!genesis) {
                    return tl::make_unexpected(genesis.error());
                }
                options.mode = genesis->time_mode;
                options.ledger = entry.header.ledger;
                auto opened = Session::open(again, options);
                if (!opened) {
                    return tl::make_unexpected(opened.error());
                }
                session = std::move(*opened);
                return {};
            }
            const auto content = read_content(entry);
            if (!content) {
                return tl::make_unexpected(content.error());
            }
            if (again.entry_count() < sequence) {
                const bool timer = entry.header.kind == kTimerKindOfEntry;
                const Instant behind{entry.header.received.ms + 1};
                const Status repeated = timer ? session->advance(behind).map([](const auto&) {})
                                              : repeat(*session, *content, blob);
                if (!repeated) {
                    return repeated;
                }
            }
            ++report.compared;
            const auto other = again.entry_count() < sequence ? Result<std::string>(std::string())
                                                              : again.entry(sequence);
            if (other.value_or(std::string()) != bytes && report.first_difference == 0) {
                report.first_difference = sequence;
            }
            return {};
        });
    if (!done) {
        return tl::make_unexpected(done.error());
    }
    return report;
}

Result<std::unique_ptr<Image>> image_before(const LedgerStore& store, std::uint64_t sequence) {
    auto image = std::make_unique<Image>();
    const std::uint64_t last = std::min(sequence, store.entry_count() + 1) - 1;
    if (const Status folded = fold(store, last, *image); !folded) {
        return tl::make_unexpected(folded.error());
    }
    return image;
}

}  // namespace onus::engine
