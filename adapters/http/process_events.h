// SPDX-License-Identifier: Apache-2.0
//
// What an entry of the ledger tells of runs of processes, for those who take part in them: whoever
// waits for a step hears when it is his, though it was somebody else who acted.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapters/http/answers.h"

namespace onus::adapters {

/// One for each page of a stream: who takes part in a run is asked once.
class ProcessEvents {
  public:
    explicit ProcessEvents(const Call& call) : call_(call) {}

    /// One JSON text for each thing that happened in a run that the asker may see: it names the
    /// process, the key and, unless it is about the whole, the step. An error says that the view
    /// could not be noted.
    [[nodiscard]] tl::expected<std::vector<std::string>, HttpResponse> of(
        const engine::Reply& reply);

  private:
    [[nodiscard]] tl::expected<bool, HttpResponse> may_see(const engine::ProcessRow& row);

    const Call& call_;
    std::map<std::string, bool> seen_;  ///< by the key of the run
};

}  // namespace onus::adapters
