// SPDX-License-Identifier: Apache-2.0

#include "adapters/evidence/evidence.h"

#include <algorithm>
#include <set>

#include "adapters/evidence/base64.h"
#include "adapters/evidence/evidence_format.h"
#include "engine/ledger/entry.h"
#include "engine/ledger/hash.h"
#include "engine/ledger/proof.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

using engine::Data;
using engine::Digest;
using engine::LedgerStore;

Data hashes_data(const std::vector<Digest>& hashes) {
    Data list = engine::list_data();
    for (const Digest& hash : hashes) {
        list.items.push_back(engine::text_data(engine::to_hex(hash)));
    }
    return list;
}

Data number(std::uint64_t value) { return engine::number_data(std::to_string(value)); }

Status check_range(const LedgerStore& store, std::uint64_t from, std::uint64_t to) {
    const std::uint64_t count = store.entry_count();
    if (from >= 1 && from <= to && to <= count) {
        return {};
    }
    return failure(
        DiagnosticKind::kLedgerRangeImpossible,
        {from == to ? std::to_string(from) : std::to_string(from) + "-" + std::to_string(to),
         std::to_string(count)});
}

/// No proof leaves the house that would not hold outside: the kept hashes may be damaged.
Diagnostic hashes_damaged(const LedgerStore& store) {
    return failure(DiagnosticKind::kLedgerNodeChanged, {"1", std::to_string(store.entry_count())})
        .value();
}

Result<std::string> checkpoint_of(const LedgerStore& store, const SigningKey* key) {
    const Result<std::string> origin = origin_of(store);
    if (!origin) {
        return tl::make_unexpected(origin.error());
    }
    return make_checkpoint(*origin, engine::head_of(store.frontier()), key);
}

class Export {
  public:
    Export(const LedgerStore& store, const std::function<void(const Data&)>& line)
        : store_(store), line_(line) {}

    Status head(std::uint64_t from, std::uint64_t to, const SigningKey* key) {
        const std::uint64_t size = store_.entry_count();
        Result<engine::Frontier> before = engine::frontier_at(store_, from - 1);
        const Result<engine::Frontier> at_end = engine::frontier_at(store_, to);
        const auto after = engine::consistency_proof(store_, to, size);
        const Result<std::string> checkpoint = checkpoint_of(store_, key);
        if (!before || !at_end) {
            return tl::make_unexpected(!before ? before.error() : at_end.error());
        }
        if (!after || !checkpoint) {
            return tl::make_unexpected(!after ? after.error() : checkpoint.error());
        }
        if (!engine::proves_consistency(at_end->hash, to, root(*at_end), size,
                                        root(store_.frontier()), *after)) {
            return tl::make_unexpected(hashes_damaged(store_));
        }
        end_ = *at_end;
        tree_ = std::move(*before);
        Data object = engine::object_data();
        set_member(object, "format", engine::text_data(evidence_format::kExport));
        set_member(object, "from", number(from));
        set_member(object, "to", number(to));
        set_member(object, "before", hashes_data(tree_.peaks));
        set_member(object, "after", hashes_data(*after));
        set_member(object, "checkpoint", engine::text_data(*checkpoint));
        line_(object);
        return {};
    }

    Status entry(std::uint64_t sequence) {
        const Result<std::string> bytes = store_.entry(sequence);
        if (!bytes) {
            return tl::make_unexpected(bytes.error());
        }
        const Result<engine::Entry> decoded = engine::decode_entry(*bytes);
        if (!decoded) {
            return tl::make_unexpected(decoded.error());
        }
        const Digest leaf = entry_leaf_hash(*decoded);
        append(tree_, leaf);
        for (const Digest& text : evidence_format::texts_of(*decoded)) {
            texts_.insert(text);
        }
        Data object = engine::object_data();
        set_member(object, "sequence", number(sequence));
        set_member(object, "leaf", engine::text_data(engine::to_hex(leaf)));
        set_member(object, "entry", engine::text_data(to_base64(*bytes)));
        line_(object);
        return {};
    }

    Status texts() {
        for (const Digest& hash : texts_) {
            const Result<std::optional<std::string>> content = store_.blob(hash);
            if (!content) {
                return tl::make_unexpected(content.error());
            }
            if (!*content) {
                return failure(DiagnosticKind::kBlobMissing);
            }
            Data object = engine::object_data();
            set_member(object, "text", engine::text_data(engine::to_hex(hash)));
            set_member(object, "content", engine::text_data(to_base64(**content)));
            line_(object);
        }
        return tree_ == end_ ? Status() : tl::make_unexpected(hashes_damaged(store_));
    }

  private:
    const LedgerStore& store_;
    const std::function<void(const Data&)>& line_;
    engine::Frontier tree_;
    engine::Frontier end_;
    std::set<Digest> texts_;
};

}  // namespace

Result<Data> prove_entry(const LedgerStore& store, std::uint64_t sequence, const SigningKey* key) {
    if (Status status = check_range(store, sequence, sequence); !status) {
        return tl::make_unexpected(std::move(status.error()));
    }
    const Result<std::string> checkpoint = checkpoint_of(store, key);
    if (!checkpoint) {
        return tl::make_unexpected(checkpoint.error());
    }
    return prove_entry(store, sequence, engine::head_of(store.frontier()), *checkpoint);
}

Result<Data> prove_entry(const LedgerStore& store, std::uint64_t sequence, const engine::Head& head,
                         const std::string& checkpoint) {
    if (sequence < 1 || sequence > head.size || head.size > store.entry_count()) {
        return failure(
            DiagnosticKind::kLedgerRangeImpossible,
            {std::to_string(sequence), std::to_string(std::min(head.size, store.entry_count()))});
    }
    // The present head is kept for itself; an earlier one comes from the hashes of subtrees.
    const Result<engine::Frontier> tree = head.size == store.entry_count()
                                              ? Result<engine::Frontier>(store.frontier())
                                              : engine::frontier_at(store, head.size);
    if (!tree) {
        return tl::make_unexpected(tree.error());
    }
    if (root(*tree) != head.root) {
        return failure(
            DiagnosticKind::kLedgerHeadMismatch,
            {std::to_string(head.size), engine::to_hex(head.root), engine::to_hex(root(*tree))});
    }
    const Result<std::string> bytes = store.entry(sequence);
    if (!bytes) {
        return tl::make_unexpected(bytes.error());
    }
    const Result<engine::SealedHeader> sealed = engine::seal_of(*bytes);
    const auto path = engine::inclusion_proof(store, sequence, head.size);
    if (!sealed || !path) {
        return tl::make_unexpected(!sealed ? sealed.error() : path.error());
    }
    if (!engine::proves_inclusion(tree->hash, sealed->leaf, sequence, head.size, *path,
                                  head.root)) {
        return tl::make_unexpected(hashes_damaged(store));
    }
    Data object = engine::object_data();
    set_member(object, "format", engine::text_data(evidence_format::kProof));
    set_member(object, "sequence", number(sequence));
    set_member(object, "entry", engine::text_data(to_base64(*bytes)));
    set_member(object, "path", hashes_data(*path));
    set_member(object, "checkpoint", engine::text_data(checkpoint));
    return object;
}

Result<Data> prove_entry(const LedgerStore& store, std::uint64_t sequence, const SigningKey* key,
                         const std::function<bool(std::string_view name)>& keep) {
    Result<Data> proof = prove_entry(store, sequence, key);
    const Result<std::string> bytes = store.entry(sequence);
    if (!proof || !bytes) {
        return proof ? tl::make_unexpected(bytes.error()) : proof;
    }
    Result<engine::Entry> entry = engine::decode_entry(*bytes);
    if (!entry) {
        return tl::make_unexpected(entry.error());
    }
    for (std::size_t i = 0; i < entry->fields.size(); ++i) {
        if (!keep(entry->fields[i].name) && !entry->fields[i].redacted) {
            engine::redact(*entry, i);
        }
    }
    set_member(*proof, "entry", engine::text_data(to_base64(engine::encode_entry(*entry))));
    return proof;
}

Status export_entries(const LedgerStore& store, std::uint64_t from, std::uint64_t to,
                      const SigningKey* key, const std::function<void(const Data&)>& line) {
    if (Status status = check_range(store, from, to); !status) {
        return status;
    }
    Export written(store, line);
    Status status = written.head(from, to, key);
    for (std::uint64_t sequence = from; status && sequence <= to; ++sequence) {
        status = written.entry(sequence);
    }
    return status ? written.texts() : status;
}

}  // namespace onus::adapters
