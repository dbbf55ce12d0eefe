// SPDX-License-Identifier: Apache-2.0
//
// Runs of processes in words: where they stand, and why they are late.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/text/narrator.h"
#include "engine/process/delay.h"
#include "engine/process/overview.h"

namespace onus::adapters {

class ProcessReport {
  public:
    /// REQUIRES: the narrator outlives the report.
    explicit ProcessReport(const Narrator& narrator) : narrator_(narrator) {}

    /// The run in one line, and one for each step that is open.
    [[nodiscard]] std::string run(const engine::Overview& overview,
                                  const engine::Delay& delay) const;

    /// The run with all its steps.
    [[nodiscard]] std::string steps(const engine::Overview& overview,
                                    const engine::Delay& delay) const;

    /// A table of what added to the end of the run, and where that began.
    [[nodiscard]] std::string why_late(const engine::Delay& delay) const;

    /// Where in its process a step stands, for whoever has it: lines below that of his duty.
    /// `receives`: he has to acknowledge what it handed over.
    [[nodiscard]] std::string position(const engine::Overview& overview, std::uint32_t step,
                                       bool receives) const;

  private:
    const Narrator& narrator_;
};

}  // namespace onus::adapters
