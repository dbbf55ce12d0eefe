// SPDX-License-Identifier: Apache-2.0
//
// The state of one lowering, shared by the lower_*.cpp files; included by nothing else.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/compile/code_pool.h"
#include "engine/compile/model.h"
#include "engine/compile/semantic_text.h"
#include "engine/run/program.h"

namespace onus::engine {

/// What an expression is about.
struct Scope {
    std::uint32_t rulebook = kNoIndex;  ///< gives the calendar and the currency

    /// Parameters that the codes read; null where there are none.
    const std::vector<model::Parameter>* parameters = nullptr;

    /// True if the parameters are the submitted values of the judged action.
    bool submitted = false;

    /// Where the parameters of an upper-layer action lie in the one that is lowered instead.
    const std::vector<model::Action::Binding::Place>* places = nullptr;
};

class Lowering {
  public:
    explicit Lowering(const model::Model& checked)
        : model_(checked),
          printer_(checked, SemanticPrinter::Calls::kExpanded),
          program_(std::make_shared<Program>()),
          pool_(*program_) {}

    /// Everything. Called once.
    [[nodiscard]] std::shared_ptr<const Program> run();

  private:
    using ExprId = model::ExprId;

    // ---- lower_expression.cpp
    void emit(ExprId id, const Scope& scope, std::vector<Instruction>& out);
    /// kNoCode for kNone.
    [[nodiscard]] CodeId code(ExprId id, const Scope& scope);
    [[nodiscard]] std::vector<CodeId> codes(const std::vector<ExprId>& ids, const Scope& scope);
    /// The code of a value that is assigned to `type`: computed money is rounded.
    [[nodiscard]] CodeId assigned_code(ExprId id, const model::Type& type, const Scope& scope);
    /// Pushes a parameter, or a field of it, wherever the scope places it.
    void emit_parameter(std::uint32_t parameter, std::uint32_t field, const Scope& scope,
                        std::vector<Instruction>& out);

    /// A submitted value that an expression is, without any computation.
    struct DirectRead {
        std::uint32_t parameter = kNoIndex;
        std::uint32_t slot = kNoIndex;
    };
    [[nodiscard]] std::optional<DirectRead> direct_read(ExprId id) const;

    struct Emitter;

    // ---- lower_history.cpp
    void emit_history(const model::HistoryExpr& node, const model::Type& type, const Scope& scope,
                      std::vector<Instruction>& out);
    /// `done ACT` of a gate, by the actor.
    void emit_act(const model::Act& act, const Scope& scope, std::vector<Instruction>& out);
    [[nodiscard]] RepeatedInfo repeated(const model::Repeated& repeated,
                                        const std::vector<model::Event>& events,
                                        const Scope& scope);

    /// An index as the model says it, before its codes are made.
    struct IndexPlan {
        HistorySubject subject{};
        std::uint32_t action = kNoIndex;    ///< whose parameters `keys`, `filter`, `measured` read
        std::string target;                 ///< id of a rule or duty
        std::uint32_t rulebook = kNoIndex;  ///< of the one who asks

        struct Key {
            std::uint32_t parameter = kNoIndex;  ///< a parameter, or
            ExprId expr = model::kNone;          ///< an expression, or
            std::optional<Special> special;      ///< who did it
        };
        std::vector<Key> keys;
        ExprId filter = model::kNone;
        ExprId measured = model::kNone;
    };
    /// The index that all the plans feed together.
    [[nodiscard]] std::uint32_t index_of(const std::vector<IndexPlan>& plans);
    [[nodiscard]] std::string index_id(const IndexPlan& plan) const;
    void add_index(const IndexPlan& plan, const std::string& id, std::uint32_t fed_by,
                   const Scope& scope);
    void add_feeders(const IndexPlan& plan, const std::string& id);
    void find_feeders();
    void emit_question(HistoryOp op, std::uint32_t index, std::uint32_t key_count,
                       const std::optional<model::Window>& window, ValueType result,
                       const Scope& scope, std::vector<Instruction>& out);
    /// True if the expression asks neither history nor duties nor the present.
    [[nodiscard]] bool is_timeless(ExprId id) const;

    // ---- lower_vocabulary.cpp
    void lower_types();
    void lower_rulebooks();
    void lower_actions();
    void lower_definitions();
    void lower_tables();
    [[nodiscard]] ValueType value_type(const model::Type& type) const;

    // ---- lower_message.cpp
    /// kNoIndex for an empty message. `id` is "<declaration>#<what>".
    [[nodiscard]] std::uint32_t message(const model::Message& message, const std::string& id,
                                        const Scope& scope);
    [[nodiscard]] std::vector<EffectInfo> effects(const std::vector<model::Effect>& effects,
                                                  const std::string& id, const Scope& scope);
    [[nodiscard]] std::optional<OutcomeInfo> outcome(const std::optional<model::Outcome>& outcome,
                                                     const std::string& id, const Scope& scope);
    [[nodiscard]] static std::optional<Level> stage_level(
        const std::optional<model::OutcomeLevel>& level);
    /// The title in both languages, else the name.
    [[nodiscard]] static Bilingual title(const model::Heading& heading);
    [[nodiscard]] static Bilingual shown(const std::string& name, const std::string& name_zh);
    [[nodiscard]] static Bilingual cited(const model::Cite& cite);
    [[nodiscard]] static Bilingual cited(const std::vector<model::Cite>& cites);
    /// "retail.onus:30"
    [[nodiscard]] std::string place(const model::Heading& heading) const;

    // ---- lower_rule.cpp
    void lower_gates();
    [[nodiscard]] Gate rule_gate(const model::Rule& rule, const std::string& id);
    [[nodiscard]] Gate duty_gate(const model::Duty& duty, const std::string& id);
    [[nodiscard]] Scope action_scope(std::uint32_t rulebook, std::uint32_t action) const;

    /// In terms of the action that delivers the step.
    [[nodiscard]] Scope delivery_scope(const model::Process& process,
                                       const model::Step& step) const;

    // ---- lower_duty.cpp
    void lower_duties();
    void lower_processes();
    void lower_liabilities();
    [[nodiscard]] DutyInfo duty(const model::Duty& duty, const std::string& id);
    [[nodiscard]] TriggerInfo trigger(const model::Event& event, std::uint32_t rulebook);
    [[nodiscard]] std::vector<ActInfo> acts(const std::vector<model::Act>& acts,
                                            const Scope& scope);
    [[nodiscard]] Scope duty_scope(const model::Duty& duty) const;

    // ---- lower_permission.cpp
    void lower_permissions();
    void lower_grant(const model::Grant& grant, std::uint32_t permission, PermissionInfo& info);

    // ---- lower_dispatch.cpp
    /// Appends the equality tests that must hold for `condition` to hold.
    void collect_tests(ExprId condition, std::uint32_t action,
                       std::vector<Discriminator>& tests) const;
    void dispatch_gates();
    /// Gives the gates that test `place` to a new branch; returns the others.
    [[nodiscard]] std::vector<std::uint32_t> add_branch(
        std::uint32_t action, std::pair<std::uint32_t, std::uint32_t> place,
        const std::vector<std::uint32_t>& gates);
    void dispatch_events();
    void sort_dispatch();

    // ---- lower.cpp
    void fill_lookup();
    void fill_shown();

    const model::Model& model_;
    SemanticPrinter printer_;
    std::shared_ptr<Program> program_;
    CodePool pool_;
    std::unordered_map<std::string, std::uint32_t> index_by_id_;

    /// By upper-layer action: the actions that are it.
    struct Feeder {
        std::uint32_t action = kNoIndex;
        const std::vector<model::Action::Binding::Place>* places = nullptr;
    };
    std::vector<std::vector<Feeder>> actions_that_are_;

    /// By id of a rule or duty: the actions that it is about.
    std::unordered_map<std::string, std::vector<std::uint32_t>> actions_of_target_;

    /// By gate: what its condition tests, before dispatch chooses.
    std::vector<std::vector<Discriminator>> gate_tests_;
};

/// The action whose parameters a duty's expressions read; kNone if a clock starts it.
[[nodiscard]] std::uint32_t context_action(const model::Model& checked, const model::Duty& duty);

/// Ids of declarations that became several (one for each action) get the action behind them, so
/// that what is made from them keeps a name of its own.
class UniqueIds {
  public:
    void count(const std::string& id) { ++counts_[id]; }
    [[nodiscard]] std::string of(const std::string& id, const std::string& action_id) const {
        const auto found = counts_.find(id);
        return found != counts_.end() && found->second > 1 ? id + "[" + action_id + "]" : id;
    }

  private:
    std::unordered_map<std::string, std::uint32_t> counts_;
};

}  // namespace onus::engine
