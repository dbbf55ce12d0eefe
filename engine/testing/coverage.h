// SPDX-License-Identifier: Apache-2.0
//
// Which rules and duties the tests of a rulebook had to do with. Internal to the test runner.

#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/compile/model.h"
#include "engine/run/event.h"
#include "engine/session.h"
#include "engine/testing/test_runner.h"

namespace onus::engine {

class Coverage {
  public:
    /// Adds what happened in one test: all its replies, in order.
    void see(const std::vector<Reply>& replies);

    /// Of the rulebooks whose sources are named in `own`.
    [[nodiscard]] TestCoverage of(const model::Model& model,
                                  const std::set<std::string>& own) const;

  private:
    std::set<std::string> found_;    ///< ids of rules, duties and permissions with a finding
    std::set<std::string> started_;  ///< ids of duties
    std::set<std::pair<std::string, DutyChange>> changed_;
};

}  // namespace onus::engine
