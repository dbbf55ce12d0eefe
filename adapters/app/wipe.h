// SPDX-License-Identifier: Apache-2.0
//
// Writes the file of a ledger anew after a redaction: its pages keep in their gaps what was taken
// out.

#pragma once

#include "adapters/app/service.h"

namespace onus::adapters {

/// One step, which holds everybody up for as long as the file is long. If it fails, the log says so
/// and the next start does it.
class Wipe final : public Chore {
  public:
    [[nodiscard]] std::optional<std::int64_t> step(Workspace& workspace) override;
};

}  // namespace onus::adapters
