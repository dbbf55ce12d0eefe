// SPDX-License-Identifier: Apache-2.0

#include "engine/compile/call_order.h"

#include <map>
#include <utility>
#include <vector>

#include "engine/compile/expression_walk.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::ExprId;

/// What a value needs: definitions, tables and parameters in one numbering.
struct Node {
    SymbolKind kind{};
    std::uint32_t index = kNone;

    friend bool operator<(const Node& a, const Node& b) {
        return std::pair(a.kind, a.index) < std::pair(b.kind, b.index);
    }
};

class CallOrder {
  public:
    explicit CallOrder(Context& context) : context_(context) {}

    void run() {
        const model::Model& model = context_.model;
        for (std::uint32_t i = 0; i < model.parameters.size(); ++i) {
            visit({SymbolKind::kParameter, i});
        }
        for (std::uint32_t i = 0; i < model.tables.size(); ++i) {
            visit({SymbolKind::kTable, i});
        }
        for (std::uint32_t i = 0; i < model.definitions.size(); ++i) {
            visit({SymbolKind::kDefinition, i});
        }
        renumber();
    }

  private:
    enum class State : std::uint8_t { kNew, kOpen, kDone };

    [[nodiscard]] const model::Heading& heading_of(const Node& node) const {
        switch (node.kind) {
            case SymbolKind::kDefinition:
                return context_.model.definitions[node.index].heading;
            case SymbolKind::kTable:
                return context_.model.tables[node.index].heading;
            default:
                return context_.model.parameters[node.index].heading;
        }
    }

    [[nodiscard]] std::vector<Node> needs_of(const Node& node) const {
        std::vector<ExprId> roots;
        const model::Model& model = context_.model;
        if (node.kind == SymbolKind::kDefinition) {
            const model::Definition& definition = model.definitions[node.index];
            roots.push_back(definition.value);
            for (const model::Exception& exception : definition.exceptions) {
                roots.insert(roots.end(), {exception.condition, exception.value});
            }
        } else if (node.kind == SymbolKind::kTable) {
            const model::Table& table = model.tables[node.index];
            roots = table.inputs;
            for (const model::TableRow& row : table.rows) {
                roots.insert(roots.end(), row.results.begin(), row.results.end());
                for (const model::Cell& cell : row.cells) {
                    roots.insert(roots.end(), cell.values.begin(), cell.values.end());
                    for (const model::CellLimit& limit : cell.limits) {
                        roots.push_back(limit.value);
                    }
                }
            }
        } else {
            // A parameter's range speaks of the parameter itself; its value must not.
            roots.push_back(model.parameters[node.index].value);
        }
        std::vector<Node> needs;
        for (const ExprId root : roots) {
            for_each_inside(model, root, [&](ExprId id) {
                const model::ExprNode& expr = model.exprs[id].node;
                if (const auto* call = std::get_if<model::CallExpr>(&expr)) {
                    needs.push_back({SymbolKind::kDefinition, call->definition});
                } else if (const auto* table = std::get_if<model::TableExpr>(&expr)) {
                    needs.push_back({SymbolKind::kTable, table->table});
                } else if (const auto* parameter = std::get_if<model::ParameterExpr>(&expr)) {
                    needs.push_back({SymbolKind::kParameter, parameter->parameter});
                }
            });
        }
        return needs;
    }

    void visit(const Node& node) {
        State& state = states_[node];
        if (state == State::kDone) {
            return;
        }
        if (state == State::kOpen) {
            const model::Heading& heading = heading_of(node);
            context_.enter(heading.rulebook, nullptr);
            context_.report(DiagnosticKind::kDefinitionCycle, heading.name_span,
                            {context_.written(heading.rulebook, heading.name)});
            return;
        }
        state = State::kOpen;
        for (const Node& need : needs_of(node)) {
            visit(need);
        }
        states_[node] = State::kDone;
        if (node.kind == SymbolKind::kDefinition) {
            order_.push_back(node.index);
        }
    }

    void renumber() {
        model::Model& model = context_.model;
        std::vector<std::uint32_t> place(order_.size(), kNone);
        std::vector<model::Definition> sorted;
        sorted.reserve(order_.size());
        for (std::uint32_t i = 0; i < order_.size(); ++i) {
            place[order_[i]] = i;
            sorted.push_back(std::move(model.definitions[order_[i]]));
        }
        model.definitions = std::move(sorted);
        for (model::Expr& expr : model.exprs) {
            if (auto* call = std::get_if<model::CallExpr>(&expr.node)) {
                call->definition = place[call->definition];
            }
        }
        for (Symbol* symbol : context_.symbols(NameSpace::kValues)) {
            if (symbol->kind == SymbolKind::kDefinition) {
                symbol->index = place[symbol->index];
            }
        }
    }

    Context& context_;
    std::map<Node, State> states_;
    std::vector<std::uint32_t> order_;
};

}  // namespace

void order_definitions(Context& context) { CallOrder(context).run(); }

}  // namespace onus::engine::checking
