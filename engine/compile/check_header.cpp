// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <utility>

#include "engine/compile/declarations.h"
#include "engine/compile/types.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

const std::vector<std::string>& layer_ids() {
    static const std::vector<std::string> kIds = {"law", "industry", "company", "department"};
    return kIds;
}

void check_header(Context& context, const ast::File& file, model::Rulebook& rulebook) {
    if (const auto* layer = ast::clause_of<ast::LayerClause>(file.header)) {
        const auto& ids = layer_ids();
        const auto found = std::find(ids.begin(), ids.end(), layer->layer.id);
        if (found == ids.end()) {
            context.report_unknown(DiagnosticKind::kUnknownLayer, layer->layer, ids);
        } else {
            rulebook.layer = static_cast<model::Layer>(found - ids.begin());
        }
    }
    if (const auto* effective = ast::clause_of<ast::EffectiveClause>(file.header)) {
        rulebook.effective_from = effective->from;
        rulebook.effective_until = effective->until;
        if (effective->until && *effective->until < effective->from) {
            context.report(DiagnosticKind::kEffectiveEndsBefore, file.name.span);
        }
    }
    if (const auto* calendar = ast::clause_of<ast::CalendarClause>(file.header)) {
        rulebook.calendar = calendar->calendar.id;
        rulebook.calendar_span = calendar->calendar.span;
    }
    if (const auto* currency = ast::clause_of<ast::CurrencyClause>(file.header)) {
        rulebook.currency = currency->currency.id;
    }
    for (const auto* cite : ast::clauses_of<ast::CiteClause>(file.header)) {
        rulebook.cites.push_back(cite_of(file.language, cite->message));
    }
}

void check_uses(Context& context, std::uint32_t index) {
    const ast::File& file = context.file_of(index);
    std::vector<std::string> known;
    for (const RulebookSource& source : context.sources()) {
        if (source.file != &file) {
            known.push_back(source.file->name.id);
        }
    }
    for (const auto* use : ast::clauses_of<ast::UseClause>(file.header)) {
        for (const ast::Name& name : use->names) {
            const auto found = std::find(known.begin(), known.end(), name.id);
            if (found == known.end()) {
                context.report_unknown(DiagnosticKind::kUnknownRulebook, name, known);
                continue;
            }
            context.model.rulebooks[index].uses.push_back(name.id);
            const auto used =
                std::find_if(context.model.rulebooks.begin(), context.model.rulebooks.end(),
                             [&](const model::Rulebook& each) { return each.name == name.id; });
            const std::string& own = context.model.rulebooks[index].currency;
            if (!own.empty() && !used->currency.empty() && own != used->currency) {
                context.report(DiagnosticKind::kCurrencyOfUsedDiffers, name.span,
                               {own, name.text, used->currency});
            }
        }
    }
}

}  // namespace

std::string words_of(const ast::Text& text) {
    std::string words;
    for (const auto& piece : text.pieces) {
        if (const auto* part = std::get_if<std::string>(&piece)) {
            words += *part;
        }
    }
    return words;
}

model::Cite cite_of(Language language, const ast::Message& message) {
    std::string own = words_of(message.text);
    std::string twin = message.twin ? words_of(*message.twin) : own;
    if (language == Language::kEnglish) {
        return {std::move(own), std::move(twin)};
    }
    return {std::move(twin), std::move(own)};
}

void check_headers(Context& context) {
    for (std::uint32_t index = 0; index < context.sources().size(); ++index) {
        const RulebookSource& source = context.sources()[index];
        const ast::File& file = *source.file;
        model::Rulebook rulebook;
        rulebook.name = file.name.id;
        rulebook.source_name = file.source_name;
        rulebook.language = file.language;
        rulebook.line_starts = file.line_starts;
        context.model.rulebooks.push_back(std::move(rulebook));
        context.enter(index, nullptr);
        check_header(context, file, context.model.rulebooks.back());
        for (std::uint32_t earlier = 0; earlier < index; ++earlier) {
            if (context.file_of(earlier).name.id == file.name.id) {
                context.report(DiagnosticKind::kRulebookTwice, file.name.span, {file.name.text})
                    .related.push_back(
                        {context.file_of(earlier).source_name, context.file_of(earlier).name.span});
            }
        }
    }
    for (std::uint32_t index = 0; index < context.sources().size(); ++index) {
        context.enter(index, nullptr);
        check_uses(context, index);
    }
}

void fill_heading(Context& context, const ast::Declaration& declaration, model::Heading& heading) {
    if (declaration.message) {
        Scope nothing;
        nothing.has_time = false;
        heading.title = ExpressionChecker(context, nothing).message(*declaration.message);
    }
    for (const auto* cite : ast::clauses_of<ast::CiteClause>(declaration.clauses)) {
        heading.cites.push_back(cite_of(context.language(), cite->message));
    }
}

}  // namespace onus::engine::checking
