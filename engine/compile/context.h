// SPDX-License-Identifier: Apache-2.0
//
// What every part of the checker shares: the model under construction, who declared which name, and
// how mistakes are reported. Internal to engine/compile.

#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/compile/check.h"
#include "engine/compile/model.h"
#include "grammar/ast/file.h"
#include "grammar/base/diagnostic.h"

namespace onus::engine::checking {

using model::kNone;

/// A text in both languages.
struct Shown {
    std::string en;
    std::string zh;

    [[nodiscard]] const std::string& in(Language language) const {
        return language == Language::kEnglish ? en : zh;
    }
};

/// Names of one space differ; the same name may be used in several.
enum class NameSpace : std::uint8_t {
    kTypes,     ///< records, enums
    kValues,    ///< actions, definitions, tables, parameters, processes
    kFindings,  ///< rules, duties
    kRoles,
    kPermissions,
    kLiabilities,
};

enum class SymbolKind : std::uint8_t {
    kRecord,
    kEnum,
    kAction,
    kDefinition,
    kTable,
    kParameter,
    kProcess,
    kRule,
    kDuty,
    kRole,
    kPermission,
    kLiability,
};

/// A declared name. `index` is that of the model; rules and duties may have become several.
struct Symbol {
    SymbolKind kind{};
    std::string id;  ///< within its rulebook
    std::uint32_t rulebook = kNone;
    std::uint32_t index = kNone;
    std::vector<std::uint32_t> instances;  ///< kRule, kDuty
    const ast::Declaration* declaration = nullptr;
};

/// The places that a rule or duty about `view` reads when `action` happens; equal unless `action`
/// is declared to be `view`. Both kNone: nothing happened but the clock.
struct ActionView {
    std::uint32_t view = kNone;
    std::uint32_t action = kNone;
};

class Context {
  public:
    explicit Context(const std::vector<RulebookSource>& sources) : sources_(sources) {}

    model::Model model;
    Diagnostics diagnostics;

    // ---- where we are

    /// Enters a declaration: its file is the one that is reported about; broken ones are silent.
    void enter(std::uint32_t rulebook, const ast::Declaration* declaration);
    [[nodiscard]] std::uint32_t rulebook() const { return rulebook_; }
    [[nodiscard]] const ast::File& file() const { return *sources_[rulebook_].file; }
    [[nodiscard]] Language language() const { return file().language; }
    [[nodiscard]] const std::vector<RulebookSource>& sources() const { return sources_; }
    [[nodiscard]] const ast::File& file_of(std::uint32_t rulebook) const {
        return *sources_[rulebook].file;
    }

    // ---- mistakes

    /// Reports in the present file unless the present declaration is broken. The reference is good
    /// until the next report.
    Diagnostic& report(DiagnosticKind kind, Span span, std::vector<std::string> arguments = {});

    /// Reports that `name` is not known, and proposes the nearest of `candidates` (ids).
    void report_unknown(DiagnosticKind kind, const ast::Name& name,
                        const std::vector<std::string>& candidates,
                        std::vector<std::string> more = {});

    // ---- names

    /// Adds a symbol; reports a second one of its space. The reference stays good.
    Symbol& declare(NameSpace space, const Symbol& symbol);

    /// The symbol that `id` means in the present rulebook: its own, or the one of a rulebook in
    /// use. Null if there is none; two of two rulebooks are reported and the first is given.
    [[nodiscard]] Symbol* find(NameSpace space, std::string_view id, Span span);

    /// The symbol of a rulebook that is in use by its name, or the present one.
    [[nodiscard]] Symbol* find_in(NameSpace space, std::string_view rulebook, std::string_view id);
    [[nodiscard]] bool is_rulebook_in_use(std::string_view name) const;

    /// Every id of a space that is visible here.
    [[nodiscard]] std::vector<std::string> visible(NameSpace space) const;

    /// The symbol that a declaration made.
    [[nodiscard]] Symbol& symbol_of(const ast::Declaration& declaration) {
        return *symbol_of_.at(&declaration);
    }

    /// The rule or duty that a path names at `first`: `return_window`, `retail.return_window`, a
    /// step `launch.research` or `research`. `next`: the segment behind. Null if there is none.
    [[nodiscard]] Symbol* find_finding(const ast::Path& path, std::size_t& next);

    /// All symbols of a space, rulebook by rulebook, in the order of declaration.
    [[nodiscard]] std::vector<Symbol*> symbols(NameSpace space);

    /// How a name is written in both languages.
    [[nodiscard]] Shown shown(std::uint32_t rulebook, std::string_view id) const;
    /// How a name of `rulebook` is written in the language of the present file.
    [[nodiscard]] std::string written(std::uint32_t rulebook, std::string_view id) const;

    [[nodiscard]] model::Heading heading(const ast::Declaration& declaration,
                                         std::string_view name) const;

    // ---- expressions

    model::ExprId add(model::ExprNode node, model::Type type, Span span, Shown text);

    /// Stands for an expression with a mistake.
    model::ExprId unknown(Span span);

    /// A copy: expressions are added while one looks at a type.
    [[nodiscard]] model::Type type_of(model::ExprId id) const { return model.exprs[id].type; }

    void name_of_organisation(std::string id, model::OrganisationName::Kind kind, Span span);

    /// Beside Model::rules and Model::duties: what their declaration is about, and what happens.
    std::vector<ActionView> rule_views;
    std::vector<ActionView> duty_views;

    /// The action itself, and every action that is declared to be it.
    [[nodiscard]] std::vector<ActionView> views_of(std::uint32_t view) const;

    /// To be called when every `is` is known.
    void index_views();

  private:
    struct Names {
        std::map<std::string, Symbol, std::less<>> by_id;
        std::vector<std::string> order;
    };

    const std::vector<RulebookSource>& sources_;
    std::uint32_t rulebook_ = 0;
    bool silent_ = false;
    Diagnostic discarded_;
    std::map<std::pair<std::uint32_t, NameSpace>, Names> names_;
    std::map<const ast::Declaration*, Symbol*> symbol_of_;
    std::set<std::string> organisation_names_;
    std::map<std::uint32_t, std::vector<std::uint32_t>> actions_by_view_;
};

/// "launch.research": the ids of some segments.
[[nodiscard]] std::string joined_ids(const ast::Path& path, std::size_t begin, std::size_t end);

/// The candidate nearest to `name` by edit distance in code points; empty if none is near.
[[nodiscard]] std::string nearest(std::string_view name,
                                  const std::vector<std::string>& candidates);

}  // namespace onus::engine::checking
