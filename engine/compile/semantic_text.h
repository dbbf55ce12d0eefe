// SPDX-License-Identifier: Apache-2.0
//
// What a checked model means, as canonical text: ids instead of spellings, no positions, no texts
// for people, declarations in the order of their ids. Two sets of rulebooks with equal texts judge
// alike; the ledger names a program by the hash of this text.

#pragma once

#include <string>
#include <vector>

#include "engine/compile/model.h"

namespace onus::engine {

/// Prints expressions structurally.
class SemanticPrinter {
  public:
    enum class Calls : std::uint8_t {
        kById,      ///< a call is the id of what it calls
        kExpanded,  ///< a call also carries the text of what it calls, so that it stands alone
    };

    explicit SemanticPrinter(const model::Model& checked, Calls calls = Calls::kById)
        : model_(checked), calls_(calls) {}

    /// Appends the expression; `-` for kNone. `parameters` are those of its context; null if it has
    /// none.
    void expression(model::ExprId id, const std::vector<model::Parameter>* parameters,
                    std::string& out) const;

    void type(const model::Type& type, std::string& out) const;

    /// `(name type, …)`
    void parameter_list(const std::vector<model::Parameter>& parameters, std::string& out) const;

    void definition(const model::Definition& definition, std::string& out) const;
    void table(const model::Table& table, std::string& out) const;
    void parameter(const model::ParameterDeclaration& parameter, std::string& out) const;

  private:
    struct Visitor;

    const model::Model& model_;
    Calls calls_;
};

/// One line for each declaration, ascending.
[[nodiscard]] std::string semantic_text(const model::Model& model);

/// SHA-256 of `semantic_text`, 64 hexadecimal digits.
[[nodiscard]] std::string semantic_hash(const model::Model& model);

}  // namespace onus::engine
