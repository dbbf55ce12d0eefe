// SPDX-License-Identifier: Apache-2.0
//
// Prints declarations into the canonical text of a model, each into a line of its own. Internal to
// semantic_text.h.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/compile/model.h"
#include "engine/compile/semantic_text.h"
#include "engine/compile/semantic_words.h"

namespace onus::engine {

class DeclarationPrinter {
  public:
    explicit DeclarationPrinter(const model::Model& model) : model_(model), printer_(model) {}

    [[nodiscard]] std::string text();

  private:
    using Parameters = std::vector<model::Parameter>;

    void open(std::string_view kind, const std::string& id) {
        lines_.emplace_back(kind);
        lines_.back() += ' ';
        lines_.back() += id;
    }
    std::string& out() { return lines_.back(); }

    void word(std::string_view text) {
        out() += ' ';
        out() += text;
    }
    void number(std::int64_t value) {
        out() += ' ';
        append_number(out(), value);
    }
    /// Nothing for an expression that was not written.
    void labelled(std::string_view label, model::ExprId id) {
        if (id != model::kNone) {
            word(label);
            out() += ' ';
            printer_.expression(id, parameters_, out());
        }
    }
    void labelled(std::string_view label, const std::vector<model::ExprId>& ids) {
        for (const model::ExprId id : ids) {
            labelled(label, id);
        }
    }
    /// In terms of another action than that of the declaration at hand.
    void labelled_of(std::string_view label, model::ExprId id, std::uint32_t action) {
        const Parameters* context = std::exchange(parameters_, parameters_of(action));
        labelled(label, id);
        parameters_ = context;
    }
    void date(std::string_view label, const std::optional<CivilDate>& value) {
        if (value.has_value()) {
            word(label);
            word(to_string(*value));
        }
    }
    [[nodiscard]] const Parameters* parameters_of(std::uint32_t action) const {
        return action == model::kNone ? nullptr : &model_.actions[action].parameters;
    }

    void rulebook(const model::Rulebook& rulebook);
    void vocabulary();
    void action(const model::Action& action);
    void permission(const model::Permission& permission);
    void rule(const model::Rule& rule);
    void duty(const model::Duty& duty);
    void process(const model::Process& process);
    void liability(const model::Liability& liability);

    void event(std::string_view label, const model::Event& event);
    void repeated(const std::optional<model::Repeated>& repeated);
    void window(const model::Window& window);
    void outcome(const std::optional<model::Outcome>& outcome);
    void effects(std::string_view label, const std::vector<model::Effect>& effects);
    void acts(std::string_view label, const std::vector<model::Act>& acts);

    const model::Model& model_;
    SemanticPrinter printer_;
    std::vector<std::string> lines_;
    const Parameters* parameters_ = nullptr;  ///< of the declaration at hand
};

}  // namespace onus::engine
