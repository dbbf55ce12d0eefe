// SPDX-License-Identifier: Apache-2.0
//
// The part of `onus ledger` that gives evidence out and checks what was given out.

#pragma once

#include <optional>
#include <string>

#include "adapters/cli/arguments.h"
#include "adapters/cli/console.h"
#include "adapters/evidence/checkpoint.h"

namespace onus::adapters {

/// checkpoint, prove, export, audit, key.
[[nodiscard]] bool is_evidence_command(const std::string& word);

/// REQUIRES: the first word is one of these.
[[nodiscard]] Exit run_evidence(const Console& console, const Arguments& arguments,
                                const std::string& ledger);

/// The checkpoint of --checkpoint, its signature checked by --public.
/// Errors: those of reading the files, kCheckpoint….
[[nodiscard]] Result<Checkpoint> given_checkpoint(const Console& console,
                                                  const Arguments& arguments);

/// The ends that a ledger must still have, by --head and --checkpoint.
struct KnownEnds {
    engine::VerifyOptions options{};
    std::optional<Checkpoint> checkpoint{};
};

/// Says what is wrong with what was given, and with which exit; kEffective if nothing is.
[[nodiscard]] Exit read_known_ends(const Console& console, const Arguments& arguments,
                                   KnownEnds& ends);

/// `verify` against the proof of --receipt, its signature checked by --public.
/// Errors: those of reading the files and of `verify_against`.
[[nodiscard]] Result<engine::VerifyReport> verify_by_receipt(const Console& console,
                                                             const Arguments& arguments,
                                                             const engine::LedgerStore& store);

/// Says what is wrong with evidence or a key: 1 if it does not hold, 2 if it cannot be read.
[[nodiscard]] Exit fail_evidence(const Console& console, const Diagnostic& reason);

}  // namespace onus::adapters
