// SPDX-License-Identifier: Apache-2.0
//
// Which fields of records a value was made of: followed through the flat code, through definitions,
// tables and history. For whoever must not be shown a value because of one of them.

#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "engine/run/program.h"

namespace onus::engine {

/// Indices in Program::fields, ascending, each once.
using FieldSet = std::vector<std::uint32_t>;

struct ClauseReads {
    FieldSet left;
    FieldSet right;
};

class Reads {
  public:
    /// `action`: whose parameters the codes read; null for what a clock started. REQUIRES: both
    /// outlive it.
    Reads(const Program& program, const ActionInfo* action) : program_(program), action_(action) {}

    /// Never too few: what cannot be followed counts as read.
    [[nodiscard]] FieldSet of(CodeId code);

    /// Both sides of a comparison in what is judged when the action is attempted; null if the
    /// clause belongs to something else.
    [[nodiscard]] const ClauseReads* clause(std::uint32_t clause);

  private:
    friend class ReadsWalk;

    const Program& program_;
    const ActionInfo* action_;
    std::map<std::pair<std::uint32_t, std::vector<FieldSet>>, FieldSet> definitions_;
    std::map<std::uint32_t, ClauseReads> clauses_;
    bool clauses_known_ = false;
};

}  // namespace onus::engine
