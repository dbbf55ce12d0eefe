// SPDX-License-Identifier: Apache-2.0
//
// One ledger entry: a header that is always in clear and ordered fields, each under a salted
// commitment of its own. The bytes and the hashes are specified in engine/ledger/FORMAT.md.
//
// A field can be redacted later: its value and salt go, its name and commitment stay, and the hash
// of the entry is the same as before. Nothing here makes randomness: the caller hands a seed in,
// the entry keeps it, and judging again uses the recorded one.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/ledger/merkle.h"
#include "grammar/base/civil.h"
#include "grammar/base/diagnostic.h"

namespace onus::engine {

using LedgerId = std::array<std::uint8_t, 16>;
using Salt = std::array<std::uint8_t, 16>;

/// The salts of an entry's fields are derived from it; see `salt_of`.
using SaltSeed = std::array<std::uint8_t, 32>;

/// The kind of the first entry of every ledger, and of no other. Kinds of commands start at 1.
inline constexpr std::uint16_t kGenesisKind = 0;

struct EntryHeader {
    HashAlgorithm hash = HashAlgorithm::kSha256;
    LedgerId ledger{};
    std::uint64_t sequence = 0;  ///< 1 for the first entry
    Instant received;
    std::uint16_t kind = kGenesisKind;

    /// Version of the commands and events whose fields the body holds.
    std::uint32_t schema = 1;

    /// What the command was judged by: semantic hash of the program, of organisation, calendars.
    Digest program{};
    Digest organisation{};
    Digest calendars{};

    friend bool operator==(const EntryHeader&, const EntryHeader&) = default;
};

struct EntryField {
    /// Dotted path, e.g. "command.payload.order.promised". At most kNameMax bytes.
    std::string name;

    /// Canonical bytes of the value; empty if redacted.
    std::string value;

    /// The commitment that stands for a redacted value.
    std::optional<Digest> redacted;

    static constexpr std::size_t kNameMax = 4096;

    friend bool operator==(const EntryField&, const EntryField&) = default;
};

struct Entry {
    EntryHeader header;

    /// A seed, or one salt for each field; the salt of a redacted field is all zeros.
    /// INVARIANT: no field is redacted while the seed, which would give its salt back, is there.
    std::variant<SaltSeed, std::vector<Salt>> salts;
    std::vector<EntryField> fields;

    friend bool operator==(const Entry&, const Entry&) = default;
};

/// The salt of field `index` under a seed.
[[nodiscard]] Salt salt_of(const SaltSeed& seed, std::size_t index,
                           HashAlgorithm hash = HashAlgorithm::kSha256);

[[nodiscard]] std::string encode_entry(const Entry& entry);

/// Errors: kLedgerEntryDamaged; kLedgerDataNewer, kLedgerHashUnknown for what a later program
/// wrote.
[[nodiscard]] Result<Entry> decode_entry(std::string_view bytes);

/// The header alone, which is never redacted. Errors as for `decode_entry`.
[[nodiscard]] Result<EntryHeader> header_of(std::string_view bytes);

/// The leaf of the entry in the Merkle tree.
[[nodiscard]] Digest entry_leaf_hash(const Entry& entry);

/// Header and leaf of an encoded entry, without building its fields.
struct SealedHeader {
    EntryHeader header;
    Digest leaf{};
};

/// Errors as for `decode_entry`.
[[nodiscard]] Result<SealedHeader> seal_of(std::string_view bytes);

/// Takes value and salt of one field out. The leaf hash stays the same. REQUIRES: index is valid.
void redact(Entry& entry, std::size_t index);

/// Whether time moves by commands alone or also by the clock of a running service.
enum class TimeMode : std::uint8_t { kSimulated, kService };
[[nodiscard]] constexpr TimeMode last_of(TimeMode) { return TimeMode::kService; }

/// What the first entry fixes, beside ledger id and hash algorithm in its header.
struct Genesis {
    TimeMode time_mode = TimeMode::kSimulated;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("time_mode", self.time_mode);
    }
};

[[nodiscard]] Entry make_genesis(const LedgerId& ledger, const Genesis& genesis, Instant received,
                                 const SaltSeed& seed);

/// Errors: kLedgerGenesisMissing if the entry is no genesis; those of reading its fields.
[[nodiscard]] Result<Genesis> read_genesis(const Entry& entry);

}  // namespace onus::engine
