// SPDX-License-Identifier: Apache-2.0
//
// Signed checkpoints: the text of C2SP tlog-checkpoint in a C2SP signed-note.
//
//     onus/ledger/000102…            the ledger, by its identity; of an SM3 ledger with /sm3 behind
//     12                             entries
//     XcnaeacGWamplVW…=              root, base64
//
//     — onus/ledger/000102… SGFzaA…  a line for each signature
//
// A signature covers the three lines. Its base64 holds 4 bytes of key hash, then the signature.
// Key hash: the first bytes of SHA-256(name, line feed, type, public key). Type 0x01 is Ed25519;
// 0xff “onus/sm2-with-sm3” is SM2. A ledger's own key bears the name of the ledger.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/evidence/signing_key.h"
#include "engine/ledger/entry.h"
#include "engine/ledger/ledger_store.h"
#include "engine/ledger/verify.h"

namespace onus::adapters {

struct NoteSignature {
    std::string name;
    std::string key_hash;  ///< 4 bytes
    std::string signature;
};

struct Checkpoint {
    std::string origin;
    engine::Head head;
    std::vector<NoteSignature> signatures;  ///< may be none
};

/// The name of a ledger whose entries have this header.
[[nodiscard]] std::string origin_of(const engine::EntryHeader& header);

/// The name of a ledger. Errors: kLedgerRangeImpossible for an empty one; those of reading entry 1.
[[nodiscard]] Result<std::string> origin_of(const engine::LedgerStore& store);

/// The three lines.
[[nodiscard]] std::string checkpoint_text(const std::string& origin, const engine::Head& head);

/// The three lines with a signature; without a key the three lines alone.
[[nodiscard]] std::string make_checkpoint(const std::string& origin, const engine::Head& head,
                                          const SigningKey* key);

/// Errors: kCheckpointMalformed with `name`. Signatures are not checked.
[[nodiscard]] Result<Checkpoint> parse_checkpoint(std::string_view text, const std::string& name);

/// Errors: kCheckpointUnsigned if no signature names the key, kCheckpointForged.
[[nodiscard]] Status check_signature(const Checkpoint& checkpoint, const SigningKey& key);

}  // namespace onus::adapters
