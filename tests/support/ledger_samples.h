// SPDX-License-Identifier: Apache-2.0
//
// Made-up ledger entries, and commits that continue a store correctly.

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/ledger/entry.h"
#include "engine/ledger/flat_codec.h"
#include "engine/ledger/ledger_store.h"

namespace onus::engine::samples {

inline LedgerId ledger_id() {
    LedgerId id{};
    for (std::size_t i = 0; i < id.size(); ++i) {
        id[i] = static_cast<std::uint8_t>(i);
    }
    return id;
}

inline SaltSeed seed(std::uint64_t sequence) { return sha256("seed " + std::to_string(sequence)); }

/// A genesis for 1, else an entry of about 25 fields, as a submitted order gives.
inline Entry entry(std::uint64_t sequence) {
    const Instant received{1'752'109'500'000 + static_cast<std::int64_t>(sequence)};
    if (sequence == 1) {
        return make_genesis(ledger_id(), Genesis{TimeMode::kSimulated}, received, seed(1));
    }
    Entry entry;
    entry.header.ledger = ledger_id();
    entry.header.sequence = sequence;
    entry.header.received = received;
    entry.header.kind = 1;
    entry.header.program = sha256("program");
    entry.header.organisation = sha256("organisation");
    entry.header.calendars = sha256("calendars");
    entry.salts = seed(sequence);
    const std::string number = std::to_string(sequence);
    flatten("command.id", "till-7/" + number, entry.fields);
    flatten("command.source", std::string("till-7"), entry.fields);
    flatten("command.action", std::string("promise_return"), entry.fields);
    flatten("command.actor", std::string("li.wei"), entry.fields);
    flatten("command.at", received, entry.fields);
    for (const char* const field :
         {"amount", "channel", "customer", "item", "number", "promised"}) {
        flatten(std::string("command.payload.order.") + field, std::string(field) + number,
                entry.fields);
    }
    flatten("verdict.level", std::uint8_t{2}, entry.fields);
    flatten("verdict.finding", std::uint64_t{2}, entry.fields);
    for (const char* const index : {"0", "1"}) {
        const std::string path = std::string("verdict.finding.") + index;
        flatten(path + ".rule", std::string("returns.window"), entry.fields);
        flatten(path + ".limit", Decimal(3), entry.fields);
        flatten(path + ".found", Decimal(7), entry.fields);
    }
    flatten("event", std::uint64_t{1}, entry.fields);
    flatten("event.0", std::uint64_t{4}, entry.fields);
    flatten("event.0.duty", sequence, entry.fields);
    flatten("event.0.person", std::string("zhang.min"), entry.fields);
    flatten("event.0.due", Instant{received.ms + kMsPerDay}, entry.fields);
    flatten("event.0.subject", "order/" + number, entry.fields);
    return entry;
}

/// Continues the frontier by `count` entries.
inline Commit commit(const Frontier& before, std::size_t count = 1) {
    Commit commit;
    commit.first_sequence = before.size + 1;
    commit.frontier = before;
    for (std::size_t i = 0; i < count; ++i) {
        const Entry next = entry(commit.frontier.size + 1);
        commit.entries.push_back(encode_entry(next));
        append(commit.frontier, entry_leaf_hash(next));
    }
    return commit;
}

/// Adds `count` entries to a store, one commit for all.
inline Status fill(LedgerStore& store, std::size_t count) {
    return store.commit(commit(store.frontier(), count));
}

/// The rows of a table below a prefix, in the order in which the store gives them.
inline std::vector<std::pair<std::string, std::string>> rows(const LedgerStore& store,
                                                             TableId table,
                                                             std::string_view prefix = {}) {
    std::vector<std::pair<std::string, std::string>> found;
    const Status status =
        store.each_row(table, prefix, [&](std::string_view key, std::string_view value) {
            found.emplace_back(key, value);
            return true;
        });
    return status ? found : std::vector<std::pair<std::string, std::string>>{{"failed", ""}};
}

}  // namespace onus::engine::samples
