// SPDX-License-Identifier: Apache-2.0
#include "engine/compile/lower.h"

#include "engine/compile/lowering.h"
#include "engine/run/horizon.h"
#include "engine/run/program_check.h"
#include "grammar/base/check.h"

namespace onus::engine {

namespace {

/// Names that several declarations share are left out: they would mean the one that happens to come
/// first.
class NameIndex {
  public:
    explicit NameIndex(std::map<std::string, std::uint32_t, std::less<>>& map) : map_(map) {}

    void add_id(const std::string& id, std::uint32_t index) { map_.emplace(id, index); }
    void add_name(const std::string& name, const std::string& id, std::uint32_t index) {
        const auto [entry, is_new] = names_.emplace(name, std::pair(id, index));
        entry->second.second =
            is_new || entry->second.first == id ? entry->second.second : kNoIndex;
    }
    void finish() {
        for (const auto& [name, target] : names_) {
            if (target.second != kNoIndex) {
                map_.emplace(name, target.second);
            }
        }
    }

  private:
    std::map<std::string, std::uint32_t, std::less<>>& map_;
    std::map<std::string, std::pair<std::string, std::uint32_t>> names_;
};

/// "b" of "a.b".
std::string bare(const std::string& id) { return id.substr(id.find('.') + 1); }

}  // namespace

void Lowering::fill_lookup() {
    NameIndex actions(program_->action_by_name);
    for (std::uint32_t i = 0; i < program_->actions.size(); ++i) {
        actions.add_id(program_->actions[i].id, i);
        actions.add_name(program_->actions[i].name, program_->actions[i].id, i);
    }
    actions.finish();
    NameIndex duties(program_->duty_by_id);
    for (std::uint32_t i = 0; i < program_->duties.size(); ++i) {
        duties.add_id(program_->duties[i].id, i);
        duties.add_name(program_->duties[i].name, program_->duties[i].id, i);
    }
    duties.finish();
    NameIndex gates(program_->gate_by_id);
    for (std::uint32_t i = 0; i < program_->gates.size(); ++i) {
        gates.add_id(program_->gates[i].id, i);
        gates.add_name(bare(program_->gates[i].id), program_->gates[i].id, i);
    }
    gates.finish();
    NameIndex records(program_->record_by_id);
    for (std::uint32_t i = 0; i < program_->records.size(); ++i) {
        records.add_id(program_->records[i].id, i);
        records.add_name(program_->records[i].name, program_->records[i].id, i);
    }
    records.finish();
    for (std::uint32_t i = 0; i < program_->messages.size(); ++i) {
        const bool is_new = program_->message_by_id.emplace(program_->messages[i].id, i).second;
        ONUS_CHECK(is_new, "the id of a message is its own");
    }
}

void Lowering::fill_shown() {
    const auto show_all = [this](const auto& declarations) {
        for (const auto& declared : declarations) {
            program_->shown_by_id.emplace(declared.heading.id, title(declared.heading));
        }
    };
    show_all(model_.roles);
    // The organisation, and with it every grant, knows roles by their plain names.
    for (const auto& role : model_.roles) {
        program_->shown_by_id.emplace(role.heading.name, title(role.heading));
    }
    show_all(model_.actions);
    show_all(model_.parameters);
    show_all(model_.definitions);
    show_all(model_.tables);
    show_all(model_.permissions);
    show_all(model_.rules);
    show_all(model_.duties);
    show_all(model_.processes);
    show_all(model_.liabilities);
    for (const RecordInfo& record : program_->records) {
        program_->shown_by_id.emplace(record.id, record.shown);
    }
    for (const RulebookInfo& rulebook : program_->rulebooks) {
        program_->shown_by_id.emplace(rulebook.name, rulebook.title);
    }
}

std::shared_ptr<const Program> Lowering::run() {
    find_feeders();
    lower_types();
    lower_rulebooks();
    lower_actions();
    lower_definitions();
    lower_tables();
    lower_gates();
    lower_duties();
    lower_processes();
    lower_liabilities();
    lower_permissions();
    dispatch_gates();
    dispatch_events();
    set_time_reach(*program_);
    fill_lookup();
    fill_shown();
    program_->hash = semantic_hash(model_);
#ifndef NDEBUG
    ONUS_CHECK(find_flaw(*program_).empty(), "a lowered program is well-formed");
#endif
    return program_;
}

std::shared_ptr<const Program> lower(const model::Model& model) { return Lowering(model).run(); }

}  // namespace onus::engine
