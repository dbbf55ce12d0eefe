// SPDX-License-Identifier: Apache-2.0
//
// A model whose tests can be evaluated: what a test was given stands in the place of its names, and
// every expression of a test has code. Internal to the test runner.

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/compile/model.h"
#include "engine/run/data.h"
#include "engine/run/evaluate.h"
#include "engine/run/event.h"
#include "engine/run/program.h"
#include "grammar/base/diagnostic.h"

namespace onus::engine {

struct RulebookSet;

class Prepared {
  public:
    /// Parses and checks; nothing, and errors among the diagnostics, if that fails.
    [[nodiscard]] static std::optional<Prepared> make(const RulebookSet& rulebooks,
                                                      Diagnostics& diagnostics);

    [[nodiscard]] const model::Model& model() const { return model_; }
    [[nodiscard]] const std::shared_ptr<const Program>& program() const { return program_; }

    /// The value of an expression of a test. Comparisons go to `reasons`; null for none.
    [[nodiscard]] Stored value(model::ExprId id, const World& world, const State& state,
                               const Context& context, std::vector<Reason>* reasons) const;

    /// The record that an expression writes out; null if it does not.
    [[nodiscard]] const model::RecordExpr* record(model::ExprId id) const;

  private:
    void give_names_their_values(model::Test& test);
    void add_codes();

    model::Model model_;
    std::shared_ptr<const Program> program_;
    std::map<model::ExprId, std::uint32_t> definition_of_;
};

/// Every expression that a step speaks of.
[[nodiscard]] std::vector<model::ExprId> expressions_of(const model::TestStep& step);

}  // namespace onus::engine
