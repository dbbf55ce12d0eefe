// SPDX-License-Identifier: Apache-2.0
#include "engine/redaction_rows.h"

#include <set>
#include <utility>

#include "engine/image.h"
#include "engine/replay.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {

namespace {

/// What is read of the entries once the plan is carried out.
Result<Redactions> redactions_after(const LedgerStore& store, const RedactionPlan& plan,
                                    std::uint64_t sequence, Instant received) {
    auto redactions = redactions_of(store);
    if (!redactions) {
        return redactions;
    }
    State folded;
    for (auto& [entry, row] : *redactions) {
        folded.redactions.edit(number_key(entry)) = row;
    }
    for (const Redacted& redacted : plan.events) {
        apply(folded, redacted, sequence, 0, received);
        (*redactions)[redacted.entry] = *folded.redactions.find(number_key(redacted.entry));
    }
    return redactions;
}

/// Rows of the store that are not those of `next`.
Result<std::vector<RowChange>> difference(const LedgerStore& store, State& next) {
    std::vector<RowChange> changes;
    std::set<std::pair<TableId, std::string>> kept;
    for (RowChange& row : next.collect_changes()) {
        const auto stored = store.row(row.table, row.key);
        if (!stored) {
            return tl::make_unexpected(stored.error());
        }
        kept.emplace(row.table, row.key);
        if (*stored != row.value) {
            changes.push_back(std::move(row));
        }
    }
    for (TableId table = 1; table <= kStateTableMax; ++table) {
        const Status read = store.each_row(table, {}, [&](std::string_view key, std::string_view) {
            if (!kept.contains({table, std::string(key)})) {
                changes.push_back({table, std::string(key), std::nullopt});
            }
            return true;
        });
        if (!read) {
            return tl::make_unexpected(read.error());
        }
    }
    return changes;
}

}  // namespace

Status check_authors(const World& world, const Authors& authors, Instant at) {
    const Organisation* organisation = world.organisation_at(at);
    for (const std::string& person : {authors.principal, authors.actor}) {
        const bool known = !person.empty() && (organisation == nullptr ||
                                               organisation->find_person(person).has_value());
        if (!known) {
            return failure(DiagnosticKind::kRedactionPerson, {person});
        }
    }
    return authors.principal == authors.actor ? failure(DiagnosticKind::kRedactionAlone) : Status();
}

Result<std::vector<RowChange>> rows_without(const LedgerStore& store, const RedactionPlan& plan,
                                            std::uint64_t sequence, const EntryContent& content) {
    const auto redactions = redactions_after(store, plan, sequence, content.command.received);
    if (!redactions) {
        return tl::make_unexpected(redactions.error());
    }
    Image image;
    if (Status folded = fold(store, *redactions, plan.rewritten, image); !folded) {
        return tl::make_unexpected(folded.error());
    }
    image.absorb(sequence, content);
    auto rows = difference(store, image.state);
    for (std::size_t i = 0; rows && i < rows->size(); ++i) {
        const RowChange& row = (*rows)[i];
        if (row.value && (holds_one(row.key, plan.texts) || holds_one(*row.value, plan.texts))) {
            return failure(DiagnosticKind::kRedactionFixed,
                           {std::to_string(sequence), std::to_string(row.table)});
        }
    }
    return rows;
}

}  // namespace onus::engine
