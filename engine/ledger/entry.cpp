// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/entry.h"

#include <algorithm>

#include "engine/ledger/codec.h"
#include "engine/ledger/entry_format.h"
#include "engine/ledger/flat_codec.h"
#include "engine/ledger/hash.h"
#include "grammar/base/check.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {
namespace {

constexpr std::size_t kDigestSize = sizeof(Digest);

template <class Array>
Array to_array(std::string_view bytes) {
    Array array{};
    std::copy(bytes.begin(), bytes.end(), array.begin());
    return array;
}

Digest commitment_of(HashAlgorithm hash, const Salt& salt, std::string_view name,
                     std::string_view value) {
    Writer size;
    size.unsigned_number(name.size());
    const std::array parts{kCommitmentDomain, as_bytes(salt), std::string_view(size.view()), name,
                           value};
    return hash_of(hash, parts);
}

/// The name stands beside the commitment, so that it is still proved once the salt is gone.
void add_to_leaf(Writer& leaf, std::string_view name, const Digest& commitment) {
    leaf.bytes(name);
    leaf.raw(as_bytes(commitment));
}

/// Gives the salts of a seed in ascending order; one hash yields two.
class SaltSequence {
  public:
    SaltSequence(HashAlgorithm hash, const SaltSeed& seed) : hash_(hash), seed_(seed) {}

    [[nodiscard]] Salt at(std::size_t index) {
        if (const std::size_t pair = index / 2; pair != pair_ || !filled_) {
            fill(pair);
        }
        const std::size_t half = (index % 2) * sizeof(Salt);
        return to_array<Salt>(as_bytes(block_).substr(half, sizeof(Salt)));
    }

  private:
    void fill(std::size_t pair) {
        Writer number;
        number.unsigned_number(pair);
        const std::array parts{kSaltDomain, as_bytes(seed_), std::string_view(number.view())};
        block_ = hash_of(hash_, parts);
        pair_ = pair;
        filled_ = true;
    }

    HashAlgorithm hash_;
    SaltSeed seed_;
    Digest block_{};
    std::size_t pair_ = 0;
    bool filled_ = false;
};

void write_header(Writer& writer, const EntryHeader& header) {
    writer.unsigned_number(kEntryFormatVersion);
    writer.unsigned_number(static_cast<std::uint8_t>(header.hash));
    writer.raw(as_bytes(header.ledger));
    writer.unsigned_number(header.sequence);
    writer.signed_number(header.received.ms);
    writer.unsigned_number(header.kind);
    writer.unsigned_number(header.schema);
    writer.raw(as_bytes(header.program));
    writer.raw(as_bytes(header.organisation));
    writer.raw(as_bytes(header.calendars));
}

Result<EntryHeader> read_header(Reader& reader) {
    const std::uint64_t version = reader.unsigned_number();
    if (version > kEntryFormatVersion) {
        reader.fail_newer(version, kEntryFormatVersion);
    } else if (version == 0) {
        reader.fail_damaged();
    }
    const std::uint64_t algorithm = reader.unsigned_number();
    if (reader.ok() && algorithm != static_cast<std::uint8_t>(HashAlgorithm::kSha256) &&
        algorithm != static_cast<std::uint8_t>(HashAlgorithm::kSm3)) {
        return failure(DiagnosticKind::kLedgerHashUnknown, {std::to_string(algorithm)});
    }
    EntryHeader header;
    header.hash = static_cast<HashAlgorithm>(algorithm);
    header.ledger = to_array<LedgerId>(reader.raw(sizeof(LedgerId)));
    header.sequence = reader.unsigned_number();
    header.received.ms = reader.signed_number();
    header.kind = static_cast<std::uint16_t>(reader.unsigned_number_to(UINT16_MAX));
    header.schema = static_cast<std::uint32_t>(reader.unsigned_number_to(UINT32_MAX));
    header.program = to_array<Digest>(reader.raw(kDigestSize));
    header.organisation = to_array<Digest>(reader.raw(kDigestSize));
    header.calendars = to_array<Digest>(reader.raw(kDigestSize));
    if (Status status = reader.status(); !status) {
        return tl::make_unexpected(std::move(status.error()));
    }
    return header;
}

std::size_t shared_prefix(std::string_view a, std::string_view b) {
    const auto ends = std::mismatch(
        a.begin(), a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())),
        b.begin());
    return static_cast<std::size_t>(ends.first - a.begin());
}

/// Walks the fields behind a header. `name` holds the current field's name.
class FieldWalk {
  public:
    explicit FieldWalk(Reader& reader) : reader_(reader), left_(reader.count()) {
        per_field_ = reader_.unsigned_number_to(kSaltsPerField) == kSaltsPerField;
        if (!per_field_) {
            seed_ = to_array<SaltSeed>(reader_.raw(sizeof(SaltSeed)));
        }
    }

    /// Moves to the next field. False behind the last one and after a fault.
    [[nodiscard]] bool next() {
        if (left_ == 0 || !reader_.ok()) {
            return false;
        }
        --left_;
        redacted_ = reader_.unsigned_number_to(per_field_ ? kFieldRedacted : kFieldClear) != 0;
        read_name();
        if (redacted_) {
            value_ = {};
            commitment_ = to_array<Digest>(reader_.raw(kDigestSize));
        } else {
            salt_ = per_field_ ? to_array<Salt>(reader_.raw(sizeof(Salt))) : Salt{};
            value_ = reader_.bytes();
        }
        return reader_.ok();
    }

    [[nodiscard]] bool per_field() const { return per_field_; }
    [[nodiscard]] const SaltSeed& seed() const { return seed_; }
    [[nodiscard]] bool redacted() const { return redacted_; }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::string_view value() const { return value_; }
    [[nodiscard]] const Digest& commitment() const { return commitment_; }

    /// The salt that the entry spells out; zeros if the field is redacted or there is a seed.
    [[nodiscard]] Salt salt() const { return redacted_ ? Salt{} : salt_; }

  private:
    /// A name is spelt by how much of the one before it shares, at most, and the rest.
    void read_name() {
        const std::uint64_t shared = reader_.unsigned_number_to(name_.size());
        const std::string_view rest = reader_.bytes();
        const bool could_share_more =
            shared < name_.size() && !rest.empty() && name_[shared] == rest.front();
        if (could_share_more || shared + rest.size() > EntryField::kNameMax) {
            reader_.fail_damaged();
            return;
        }
        name_.resize(shared);
        name_ += rest;
    }

    Reader& reader_;
    std::size_t left_;
    bool per_field_ = false;
    SaltSeed seed_{};
    bool redacted_ = false;
    std::string name_;
    std::string_view value_;
    Salt salt_{};
    Digest commitment_{};
};

}  // namespace

Salt salt_of(const SaltSeed& seed, std::size_t index, HashAlgorithm hash) {
    return SaltSequence(hash, seed).at(index);
}

std::string encode_entry(const Entry& entry) {
    const auto* const seed = std::get_if<SaltSeed>(&entry.salts);
    const auto* const salts = std::get_if<std::vector<Salt>>(&entry.salts);
    ONUS_CHECK(salts == nullptr || salts->size() == entry.fields.size(), "each field has a salt");
    Writer writer;
    writer.reserve(256 + 32 * entry.fields.size());
    write_header(writer, entry.header);
    writer.unsigned_number(entry.fields.size());
    writer.unsigned_number(seed != nullptr ? kSaltsFromSeed : kSaltsPerField);
    if (seed != nullptr) {
        writer.raw(as_bytes(*seed));
    }
    std::string_view before;
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const EntryField& field = entry.fields[i];
        ONUS_CHECK(field.name.size() <= EntryField::kNameMax, "paths of fields are short");
        ONUS_CHECK(!field.redacted || seed == nullptr, "a seed would give redacted salts back");
        const std::size_t shared = shared_prefix(before, field.name);
        writer.unsigned_number(field.redacted ? kFieldRedacted : kFieldClear);
        writer.unsigned_number(shared);
        writer.bytes(std::string_view(field.name).substr(shared));
        if (field.redacted) {
            writer.raw(as_bytes(*field.redacted));
        } else {
            if (salts != nullptr) {
                writer.raw(as_bytes((*salts)[i]));
            }
            writer.bytes(field.value);
        }
        before = field.name;
    }
    return writer.take();
}

Result<Entry> decode_entry(std::string_view bytes) {
    Reader reader(bytes);
    Result<EntryHeader> header = read_header(reader);
    if (!header) {
        return tl::make_unexpected(std::move(header.error()));
    }
    Entry entry;
    entry.header = *header;
    FieldWalk walk(reader);
    std::vector<Salt> salts;
    while (walk.next()) {
        EntryField& field = entry.fields.emplace_back();
        field.name = walk.name();
        field.value = walk.value();
        if (walk.redacted()) {
            field.redacted = walk.commitment();
        }
        if (walk.per_field()) {
            salts.push_back(walk.salt());
        }
    }
    if (Status status = reader.finish(); !status) {
        return tl::make_unexpected(std::move(status.error()));
    }
    if (walk.per_field()) {
        entry.salts = std::move(salts);
    } else {
        entry.salts = walk.seed();
    }
    return entry;
}

Result<EntryHeader> header_of(std::string_view bytes) {
    Reader reader(bytes);
    return read_header(reader);
}

Digest entry_leaf_hash(const Entry& entry) {
    const HashAlgorithm hash = entry.header.hash;
    const auto* const seed = std::get_if<SaltSeed>(&entry.salts);
    const auto* const salts = std::get_if<std::vector<Salt>>(&entry.salts);
    SaltSequence derived(hash, seed != nullptr ? *seed : SaltSeed{});
    Writer leaf;
    leaf.reserve(256 + 2 * kDigestSize * entry.fields.size());
    write_header(leaf, entry.header);
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const EntryField& field = entry.fields[i];
        add_to_leaf(leaf, field.name,
                    field.redacted
                        ? *field.redacted
                        : commitment_of(hash, seed != nullptr ? derived.at(i) : (*salts)[i],
                                        field.name, field.value));
    }
    return leaf_hash(hash, leaf.view());
}

Result<SealedHeader> seal_of(std::string_view bytes) {
    Reader reader(bytes);
    Result<EntryHeader> header = read_header(reader);
    if (!header) {
        return tl::make_unexpected(std::move(header.error()));
    }
    Writer leaf;
    leaf.reserve(2 * bytes.size());
    leaf.raw(bytes.substr(0, reader.offset()));
    FieldWalk walk(reader);
    SaltSequence derived(header->hash, walk.seed());
    for (std::size_t index = 0; walk.next(); ++index) {
        add_to_leaf(
            leaf, walk.name(),
            walk.redacted()
                ? walk.commitment()
                : commitment_of(header->hash, walk.per_field() ? walk.salt() : derived.at(index),
                                walk.name(), walk.value()));
    }
    if (Status status = reader.finish(); !status) {
        return tl::make_unexpected(std::move(status.error()));
    }
    return SealedHeader{*header, leaf_hash(header->hash, leaf.view())};
}

void redact(Entry& entry, std::size_t index) {
    ONUS_CHECK(index < entry.fields.size(), "the field to redact exists");
    if (const auto* const seed = std::get_if<SaltSeed>(&entry.salts)) {
        SaltSequence derived(entry.header.hash, *seed);
        std::vector<Salt> salts;
        for (std::size_t i = 0; i < entry.fields.size(); ++i) {
            salts.push_back(derived.at(i));
        }
        entry.salts = std::move(salts);
    }
    EntryField& field = entry.fields[index];
    Salt& salt = std::get<std::vector<Salt>>(entry.salts)[index];
    if (!field.redacted) {
        field.redacted = commitment_of(entry.header.hash, salt, field.name, field.value);
    }
    field.value.clear();
    salt = Salt{};
}

Entry make_genesis(const LedgerId& ledger, const Genesis& genesis, Instant received,
                   const SaltSeed& seed) {
    Entry entry;
    entry.header.ledger = ledger;
    entry.header.sequence = 1;
    entry.header.received = received;
    entry.header.kind = kGenesisKind;
    entry.salts = seed;
    flatten("genesis", genesis, entry.fields);
    return entry;
}

Result<Genesis> read_genesis(const Entry& entry) {
    if (entry.header.kind != kGenesisKind || entry.header.sequence != 1) {
        return failure(DiagnosticKind::kLedgerGenesisMissing);
    }
    Genesis genesis;
    FlatReader reader(entry.fields);
    reader.read("genesis", genesis);
    if (Status status = reader.finish(); !status) {
        return tl::make_unexpected(std::move(status.error()));
    }
    return genesis;
}

}  // namespace onus::engine
