// SPDX-License-Identifier: Apache-2.0

#include "engine/compile/context.h"

#include <algorithm>
#include <utility>

#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"

namespace onus::engine::checking {
namespace {

std::uint32_t code_points_of(std::string_view text) {
    std::uint32_t count = 0;
    for (std::size_t offset = 0; offset < text.size(); ++count) {
        (void)next_code_point(text, offset);
    }
    return count;
}

}  // namespace

std::string nearest(std::string_view name, const std::vector<std::string>& candidates) {
    const std::uint32_t length = code_points_of(name);
    const std::uint32_t limit = std::min(3U, length / 3 + (length == 2 ? 1U : 0U));
    std::string best;
    std::uint32_t best_distance = limit + 1;
    for (const std::string& candidate : candidates) {
        const std::uint32_t distance = edit_distance(name, candidate, limit + 1);
        const bool shares_something = distance < code_points_of(candidate);
        if (distance < best_distance && distance > 0 && shares_something) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

void Context::enter(std::uint32_t rulebook, const ast::Declaration* declaration) {
    rulebook_ = rulebook;
    silent_ = declaration != nullptr && declaration->broken;
}

Diagnostic& Context::report(DiagnosticKind kind, Span span, std::vector<std::string> arguments) {
    Diagnostic diagnostic;
    diagnostic.kind = kind;
    diagnostic.source_name = file().source_name;
    diagnostic.span = span;
    diagnostic.arguments = std::move(arguments);
    if (silent_) {
        discarded_ = std::move(diagnostic);
        return discarded_;
    }
    diagnostics.push_back(std::move(diagnostic));
    return diagnostics.back();
}

void Context::report_unknown(DiagnosticKind kind, const ast::Name& name,
                             const std::vector<std::string>& candidates,
                             std::vector<std::string> more) {
    std::vector<std::string> spelled;
    spelled.reserve(candidates.size());
    for (const std::string& id : candidates) {
        spelled.push_back(written(rulebook_, id));
    }
    more.insert(more.begin(), name.text);
    Diagnostic& diagnostic = report(kind, name.span, std::move(more));
    if (std::string near = nearest(name.text, spelled); !near.empty()) {
        diagnostic.fix = Fix{name.span, std::move(near)};
    }
}

Symbol& Context::declare(NameSpace space, const Symbol& symbol) {
    Names& names = names_[{symbol.rulebook, space}];
    const ast::Declaration& declaration = *symbol.declaration;
    const std::string id = symbol.id;
    auto [found, is_new] = names.by_id.try_emplace(id, symbol);
    if (is_new) {
        symbol_of_.try_emplace(&declaration, &found->second);
        names.order.push_back(id);
        return found->second;
    }
    const Symbol& first = found->second;
    report(DiagnosticKind::kNameDeclaredTwice, declaration.name.span, {declaration.name.text})
        .related.push_back({file_of(first.rulebook).source_name, first.declaration->name.span});
    // Kept under a name that nobody can write, so that its own mistakes are found too.
    const std::string hidden = id + "#" + std::to_string(declaration.span.begin);
    Symbol& second = names.by_id.try_emplace(hidden, symbol).first->second;
    names.order.push_back(hidden);
    symbol_of_.try_emplace(&declaration, &second);
    return second;
}

std::string joined_ids(const ast::Path& path, std::size_t begin, std::size_t end) {
    std::string joined;
    for (std::size_t each = begin; each < end; ++each) {
        joined += (joined.empty() ? "" : ".") + path.segments[each].name.id;
    }
    return joined;
}

Symbol* Context::find_finding(const ast::Path& path, std::size_t& next) {
    if (path.segments.empty()) {
        return nullptr;
    }
    const ast::Name& first = path.segments.front().name;
    // The duty of a process has the name of the process, and a step may be a process: longest
    // first.
    for (next = path.segments.size(); next > 0; --next) {
        if (Symbol* found = find(NameSpace::kFindings, joined_ids(path, 0, next), first.span)) {
            return found;
        }
    }
    if (path.segments.size() > 1 && is_rulebook_in_use(first.id)) {
        for (next = path.segments.size(); next > 1; --next) {
            if (Symbol* found =
                    find_in(NameSpace::kFindings, first.id, joined_ids(path, 1, next))) {
                return found;
            }
        }
    }
    next = 1;
    if (path.segments.size() > 1) {
        return nullptr;
    }
    const std::string suffix = "." + first.id;
    for (const std::string& id : visible(NameSpace::kFindings)) {
        if (id.size() > suffix.size() &&
            id.compare(id.size() - suffix.size(), suffix.size(), suffix) == 0) {
            return find(NameSpace::kFindings, id, first.span);
        }
    }
    return nullptr;
}

Symbol* Context::find_in(NameSpace space, std::string_view rulebook, std::string_view id) {
    for (std::uint32_t index = 0; index < sources_.size(); ++index) {
        if (file_of(index).name.id == rulebook) {
            Names& names = names_[{index, space}];
            const auto found = names.by_id.find(id);
            return found == names.by_id.end() ? nullptr : &found->second;
        }
    }
    return nullptr;
}

Symbol* Context::find(NameSpace space, std::string_view id, Span span) {
    if (Symbol* own = find_in(space, file().name.id, id)) {
        return own;
    }
    Symbol* first = nullptr;
    for (const std::string& used : model.rulebooks[rulebook_].uses) {
        Symbol* symbol = find_in(space, used, id);
        if (symbol == nullptr || symbol == first) {
            continue;
        }
        if (first != nullptr) {
            report(DiagnosticKind::kNameAmbiguous, span,
                   {written(rulebook_, id), written(rulebook_, file_of(first->rulebook).name.id),
                    written(rulebook_, used)});
            return first;
        }
        first = symbol;
    }
    return first;
}

bool Context::is_rulebook_in_use(std::string_view name) const {
    const std::vector<std::string>& uses = model.rulebooks[rulebook_].uses;
    return name == file().name.id || std::find(uses.begin(), uses.end(), name) != uses.end();
}

std::vector<std::string> Context::visible(NameSpace space) const {
    std::vector<std::string> ids;
    for (std::uint32_t index = 0; index < sources_.size(); ++index) {
        const auto found = names_.find({index, space});
        if (is_rulebook_in_use(file_of(index).name.id) && found != names_.end()) {
            ids.insert(ids.end(), found->second.order.begin(), found->second.order.end());
        }
    }
    return ids;
}

std::vector<Symbol*> Context::symbols(NameSpace space) {
    std::vector<Symbol*> all;
    for (std::uint32_t index = 0; index < sources_.size(); ++index) {
        Names& names = names_[{index, space}];
        for (const std::string& id : names.order) {
            all.push_back(&names.by_id.find(id)->second);
        }
    }
    return all;
}

Shown Context::shown(std::uint32_t rulebook, std::string_view id) const {
    const auto look_up = [&](std::uint32_t index) -> std::optional<std::string_view> {
        const grammar::NameTable* table = sources_[index].names;
        return table == nullptr ? std::nullopt : table->chinese_of(id);
    };
    if (rulebook < sources_.size()) {
        if (const auto chinese = look_up(rulebook)) {
            return {std::string(id), std::string(*chinese)};
        }
    }
    return {std::string(id), std::string(built_in_chinese(id).value_or(id))};
}

std::string Context::written(std::uint32_t rulebook, std::string_view id) const {
    return shown(rulebook, id).in(language());
}

model::Heading Context::heading(const ast::Declaration& declaration, std::string_view name) const {
    model::Heading heading;
    heading.id = file().name.id + "." + std::string(name);
    heading.name = name;
    heading.name_zh = shown(rulebook_, name).zh;
    heading.rulebook = rulebook_;
    heading.span = declaration.span;
    heading.name_span = declaration.name.span;
    return heading;
}

model::ExprId Context::add(model::ExprNode node, model::Type type, Span span, Shown text) {
    model.exprs.push_back({std::move(node), type, span, std::move(text.en), std::move(text.zh)});
    return static_cast<model::ExprId>(model.exprs.size() - 1);
}

model::ExprId Context::unknown(Span span) {
    return add(model::ConstantExpr{false}, model::Type{}, span, {"?", "？"});
}

void Context::name_of_organisation(std::string id, model::OrganisationName::Kind kind, Span span) {
    const std::string key =
        std::to_string(rulebook_) + "/" + std::to_string(static_cast<int>(kind)) + "/" + id;
    if (!silent_ && organisation_names_.insert(key).second) {
        model.organisation_names.push_back({std::move(id), kind, rulebook_, span});
    }
}

void Context::index_views() {
    for (std::uint32_t action = 0; action < model.actions.size(); ++action) {
        for (const model::Action::Binding& binding : model.actions[action].is) {
            actions_by_view_[binding.action].push_back(action);
        }
    }
}

std::vector<ActionView> Context::views_of(std::uint32_t view) const {
    std::vector<ActionView> views = {{view, view}};
    if (const auto found = actions_by_view_.find(view); found != actions_by_view_.end()) {
        for (const std::uint32_t action : found->second) {
            views.push_back({view, action});
        }
    }
    return views;
}

}  // namespace onus::engine::checking
