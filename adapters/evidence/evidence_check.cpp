// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <bit>
#include <charconv>
#include <initializer_list>
#include <set>

#include "adapters/evidence/base64.h"
#include "adapters/evidence/evidence.h"
#include "adapters/evidence/evidence_format.h"
#include "adapters/json/json.h"
#include "engine/ledger/entry.h"
#include "engine/ledger/hash.h"
#include "engine/ledger/proof.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

using engine::Data;
using engine::DataKind;
using engine::Digest;

std::optional<std::uint64_t> number_of(const Data& data) {
    std::uint64_t value = 0;
    const char* const end = data.text.data() + data.text.size();
    const auto [stop, error] = std::from_chars(data.text.data(), end, value);
    if (data.kind != DataKind::kNumber || error != std::errc() || stop != end ||
        std::to_string(value) != data.text) {
        return std::nullopt;
    }
    return value;
}

std::optional<Digest> hash_of(const Data& data) {
    // The reader of heads knows how a hash is spelt.
    const auto head = engine::parse_head("0:" + data.text);
    return data.kind == DataKind::kText && head ? std::optional(head->root) : std::nullopt;
}

std::optional<std::vector<Digest>> hashes_of(const Data& data) {
    std::vector<Digest> hashes;
    for (const Data& item : data.items) {
        const std::optional<Digest> hash = hash_of(item);
        if (!hash) {
            return std::nullopt;
        }
        hashes.push_back(*hash);
    }
    return data.kind == DataKind::kList ? std::optional(std::move(hashes)) : std::nullopt;
}

std::optional<std::string> bytes_of(const Data& data) {
    return data.kind == DataKind::kText ? from_base64(data.text) : std::nullopt;
}

class Check {
  public:
    Check(std::string_view text, const std::string& name, const SigningKey* key)
        : text_(text), name_(name), key_(key) {}

    Result<Evidence> run() {
        const std::optional<Data> first = next();
        if (first && is(*first, evidence_format::kProof)) {
            proof(*first);
            if (!text_.empty()) {
                ++line_;
                malformed();
            }
        } else if (first && is(*first, evidence_format::kExport)) {
            whole_export(*first);
        } else {
            malformed();
        }
        if (fault_) {
            return tl::make_unexpected(std::move(*fault_));
        }
        return std::move(found_);
    }

  private:
    void fail(Diagnostic reason) {
        if (!fault_) {
            fault_ = std::move(reason);
        }
    }
    void malformed() {
        fail(failure(DiagnosticKind::kProofMalformed, {name_, std::to_string(line_)}).value());
    }
    void wrong() {
        fail(failure(DiagnosticKind::kProofFails, {name_, std::to_string(line_)}).value());
    }

    /// The next line, which must be spelt as we spell it.
    std::optional<Data> next() {
        ++line_;
        const std::size_t end = text_.find('\n');
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        const std::string_view line = text_.substr(0, end);
        text_.remove_prefix(end + 1);
        JsonLimits limits;
        limits.bytes_max = line.size();
        Result<Data> data = parse_json(line, limits);
        if (!data || to_json(*data) != line) {
            return std::nullopt;
        }
        return std::move(*data);
    }

    static bool is(const Data& object, std::string_view format) {
        const Data* const member = object.member("format");
        return member != nullptr && *member == engine::text_data(format);
    }

    static bool has(const Data& object, std::initializer_list<std::string_view> names) {
        return std::equal(object.names.begin(), object.names.end(), names.begin(), names.end());
    }

    bool checkpoint(const Data& text) {
        if (text.kind != DataKind::kText) {
            malformed();
            return false;
        }
        Result<Checkpoint> parsed = parse_checkpoint(text.text, name_);
        if (!parsed) {
            fail(parsed.error());
            return false;
        }
        found_.checkpoint = std::move(*parsed);
        if (key_ != nullptr) {
            if (const Status status = check_signature(found_.checkpoint, *key_); !status) {
                fail(status.error());
                return false;
            }
        }
        return true;
    }

    /// The entry that stands at a number, of the checkpoint's ledger.
    std::optional<engine::Entry> entry(const Data& text, std::uint64_t sequence) {
        const std::optional<std::string> bytes = bytes_of(text);
        if (!bytes) {
            malformed();
            return std::nullopt;
        }
        Result<engine::Entry> entry = engine::decode_entry(*bytes);
        if (!entry) {
            wrong();
            return std::nullopt;
        }
        if (entry->header.sequence != sequence ||
            origin_of(entry->header) != found_.checkpoint.origin ||
            (entry->header.kind == engine::kGenesisKind) != (sequence == 1)) {
            wrong();
            return std::nullopt;
        }
        return std::move(*entry);
    }

    void proof(const Data& object) {
        if (!has(object, {"format", "sequence", "entry", "path", "checkpoint"})) {
            return malformed();
        }
        const auto sequence = number_of(object.items[1]);
        const auto path = hashes_of(object.items[3]);
        if (!sequence || !path) {
            return malformed();
        }
        if (!checkpoint(object.items[4])) {
            return;
        }
        const std::optional<engine::Entry> proved = entry(object.items[2], *sequence);
        const engine::Head& head = found_.checkpoint.head;
        if (proved && !engine::proves_inclusion(proved->header.hash, entry_leaf_hash(*proved),
                                                *sequence, head.size, *path, head.root)) {
            wrong();
        }
        found_.from = found_.to = *sequence;
    }

    void whole_export(const Data& object) {
        if (!has(object, {"format", "from", "to", "before", "after", "checkpoint"})) {
            return malformed();
        }
        const auto from = number_of(object.items[1]);
        const auto to = number_of(object.items[2]);
        auto before = hashes_of(object.items[3]);
        const auto after = hashes_of(object.items[4]);
        if (!from || !to || !before || !after || *from == 0 || *from > *to ||
            before->size() != static_cast<std::size_t>(std::popcount(*from - 1))) {
            return malformed();
        }
        if (!checkpoint(object.items[5])) {
            return;
        }
        found_.whole_export = true;
        found_.from = *from;
        found_.to = *to;
        engine::Frontier tree{*from - 1, std::move(*before), {}};
        std::set<Digest> texts;
        while (!fault_ && tree.size < *to) {
            exported_entry(tree, texts);
        }
        while (!fault_ && !texts.empty()) {
            exported_text(texts);
        }
        const engine::Head& head = found_.checkpoint.head;
        if (!fault_ &&
            !engine::proves_consistency(tree.hash, *to, root(tree), head.size, head.root, *after)) {
            line_ = 1;
            wrong();
        }
        if (!text_.empty()) {
            ++line_;
            malformed();
        }
    }

    void exported_entry(engine::Frontier& tree, std::set<Digest>& texts) {
        const std::optional<Data> line = next();
        if (!line || !has(*line, {"sequence", "leaf", "entry"})) {
            return malformed();
        }
        const std::optional<engine::Entry> read = entry(line->items[2], tree.size + 1);
        if (!read) {
            return;
        }
        // The checkpoint's origin has fixed it for all entries.
        tree.hash = read->header.hash;
        const Digest leaf = entry_leaf_hash(*read);
        if (number_of(line->items[0]) != tree.size + 1 || hash_of(line->items[1]) != leaf) {
            return wrong();
        }
        append(tree, leaf);
        for (const Digest& text : evidence_format::texts_of(*read)) {
            texts.insert(text);
        }
    }

    void exported_text(std::set<Digest>& texts) {
        const std::optional<Data> line = next();
        if (!line || !has(*line, {"text", "content"})) {
            return malformed();
        }
        const std::optional<std::string> content = bytes_of(line->items[1]);
        if (!content) {
            return malformed();
        }
        if (hash_of(line->items[0]) != *texts.begin() ||
            engine::sha256(*content) != *texts.begin()) {
            return wrong();
        }
        texts.erase(texts.begin());
        ++found_.texts;
    }

    std::string_view text_;
    const std::string& name_;
    const SigningKey* key_;
    Evidence found_;
    std::size_t line_ = 0;
    std::optional<Diagnostic> fault_;
};

}  // namespace

Result<Evidence> check_evidence(std::string_view text, const std::string& name,
                                const SigningKey* key) {
    return Check(text, name, key).run();
}

}  // namespace onus::adapters
