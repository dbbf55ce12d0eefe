// SPDX-License-Identifier: Apache-2.0

#include "adapters/evidence/kept_proof.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <vector>

#include "adapters/evidence/base64.h"
#include "adapters/evidence/evidence.h"
#include "adapters/json/json.h"
#include "engine/ledger/entry.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

using engine::Digest;
using engine::VerifyReport;

/// Entries `from` to `to`, and the root over them.
struct Part {
    std::uint64_t from = 0;
    std::uint64_t to = 0;
    Digest root{};
};

/// The entry of a proof and the subtrees beside it, in order: together all entries of its tree.
/// REQUIRES: `check_evidence` accepted the text.
std::vector<Part> parts_of(std::string_view text, const Evidence& evidence) {
    const auto object = parse_json(text);
    std::vector<Digest> path;
    for (const engine::Data& hash : object->member("path")->items) {
        path.push_back(engine::parse_head("0:" + hash.text)->root);
    }
    const auto entry = engine::decode_entry(*from_base64(object->member("entry")->text));
    std::vector<Part> parts{{evidence.from, evidence.from, entry_leaf_hash(*entry)}};
    // From the root down, as RFC 9162 section 2.1.3.1 defines the path.
    std::uint64_t from = 1;
    std::uint64_t to = evidence.checkpoint.head.size;
    while (from < to) {
        const std::uint64_t half = std::bit_ceil(to - from + 1) / 2;
        if (evidence.from < from + half) {
            parts.push_back({from + half, to, path.back()});
            to = from + half - 1;
        } else {
            parts.push_back({from, from + half - 1, path.back()});
            from += half;
        }
        path.pop_back();
    }
    std::sort(parts.begin(), parts.end(),
              [](const Part& left, const Part& right) { return left.from < right.from; });
    return parts;
}

/// Whether the ledger's own entries give the root of the part.
bool holds(const engine::LedgerStore& store, const Part& part) {
    engine::Frontier tree = store.frontier();
    tree.size = 0;
    tree.peaks.clear();
    for (std::uint64_t sequence = part.from; sequence <= part.to; ++sequence) {
        const auto stored = store.stored_entry(sequence);
        if (!stored || !*stored) {
            return false;
        }
        const auto sealed = engine::seal_of((*stored)->bytes);
        if (!sealed) {
            return false;
        }
        append(tree, sealed->leaf);
    }
    return root(tree) == part.root;
}

/// The last entry of what the ledger by itself says is bad; nothing if it only differs from what
/// was kept.
std::optional<std::uint64_t> last_named(const VerifyReport& report) {
    if (report.first_bad || report.reason->kind != DiagnosticKind::kLedgerRangeChanged) {
        return report.first_bad;
    }
    return std::stoull(report.reason->arguments.at(1));
}

}  // namespace

Result<VerifyReport> verify_against(const engine::LedgerStore& store, std::string_view text,
                                    const std::string& name, const SigningKey* key) {
    const Result<Evidence> evidence = check_evidence(text, name, key);
    if (!evidence) {
        return tl::make_unexpected(evidence.error());
    }
    if (evidence->whole_export) {
        return failure(DiagnosticKind::kProofMalformed, {name, "1"});
    }
    engine::VerifyOptions options;
    options.heads = {evidence->checkpoint.head};
    VerifyReport report = engine::verify(store, options);
    if (report.ok()) {
        return report;
    }
    // A first entry that cannot be read was named.
    const Result<std::string> origin = origin_of(store);
    if (origin && *origin != evidence->checkpoint.origin) {
        return failure(DiagnosticKind::kCheckpointForeign, {evidence->checkpoint.origin, *origin});
    }
    const std::optional<std::uint64_t> named = last_named(report);
    for (const Part& part : parts_of(text, *evidence)) {
        if (named && *named <= part.to) {
            break;
        }
        if (!holds(store, part)) {
            report.first_bad = part.from == part.to ? std::optional(part.from) : std::nullopt;
            report.reason = failure(DiagnosticKind::kLedgerRangeChanged,
                                    {std::to_string(part.from), std::to_string(part.to)})
                                .value();
            report.entries = std::min(report.entries, part.from - 1);
            break;
        }
    }
    return report;
}

}  // namespace onus::adapters
