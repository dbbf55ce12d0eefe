// SPDX-License-Identifier: Apache-2.0
//
// What people read: messages, titles, places; and the effects that carry them.
#include <algorithm>

#include "engine/compile/lowering.h"
#include "engine/compile/plain_words.h"

namespace onus::engine {

std::uint32_t Lowering::message(const model::Message& message, const std::string& id,
                                const Scope& scope) {
    if (message.empty()) {
        return kNoIndex;
    }
    MessageInfo info;
    info.id = id;
    const auto lower_text = [&](const model::Template& text) {
        std::vector<MessageInfo::Piece> pieces;
        for (const auto& piece : text.pieces) {
            if (const auto* part = std::get_if<std::string>(&piece)) {
                pieces.emplace_back(*part);
                continue;
            }
            // Equal expressions have one code, so that each value is found and recorded once.
            const CodeId argument = code(std::get<ExprId>(piece), scope);
            const auto known = std::find(info.arguments.begin(), info.arguments.end(), argument);
            pieces.emplace_back(static_cast<std::uint32_t>(known - info.arguments.begin()));
            if (known == info.arguments.end()) {
                info.arguments.push_back(argument);
            }
        }
        return pieces;
    };
    info.en = lower_text(message.en);
    info.zh = lower_text(message.zh);
    if (info.en.empty()) {
        info.en = info.zh;
    } else if (info.zh.empty()) {
        info.zh = info.en;
    }
    program_->messages.push_back(std::move(info));
    return static_cast<std::uint32_t>(program_->messages.size() - 1);
}

std::vector<EffectInfo> Lowering::effects(const std::vector<model::Effect>& effects,
                                          const std::string& id, const Scope& scope) {
    std::vector<EffectInfo> lowered;
    for (std::size_t i = 0; i < effects.size(); ++i) {
        const std::string message_id = id + "." + std::to_string(i);
        const auto& node = effects[i].node;
        if (const auto* log = std::get_if<model::LogEffect>(&node)) {
            LogEffect info;
            info.name = log->name;
            info.shown = {log->name, log->name_zh.empty() ? log->name : log->name_zh};
            info.against = code(log->against, scope);
            info.points = log->points;
            info.message = message(log->message, message_id, scope);
            lowered.emplace_back(std::move(info));
        } else if (const auto* notify = std::get_if<model::NotifyEffect>(&node)) {
            NotifyEffect info;
            info.to = codes(notify->to, scope);
            info.level = notify->level;
            info.message = message(notify->message, message_id, scope);
            lowered.emplace_back(std::move(info));
        } else if (const auto* escalate = std::get_if<model::EscalateEffect>(&node)) {
            lowered.emplace_back(
                EscalateEffect{code(escalate->to, scope), code(escalate->answer_within, scope)});
        } else if (const auto* deem = std::get_if<model::DeemEffect>(&node)) {
            DeemEffect info;
            info.action = deem->action;
            for (const auto& [parameter, value] : deem->arguments) {
                info.arguments.emplace_back(parameter, code(value, scope));
            }
            info.from = code(deem->from, scope);
            lowered.emplace_back(std::move(info));
        }
    }
    return lowered;
}

std::optional<OutcomeInfo> Lowering::outcome(const std::optional<model::Outcome>& outcome,
                                             const std::string& id, const Scope& scope) {
    if (!outcome.has_value()) {
        return std::nullopt;
    }
    OutcomeInfo info;
    info.level = level_of(outcome->level);
    info.decider = code(outcome->decider, scope);
    info.answer_within = code(outcome->answer_within, scope);
    info.message = message(outcome->message, id, scope);
    return info;
}

std::optional<Level> Lowering::stage_level(const std::optional<model::OutcomeLevel>& level) {
    return level.has_value() ? std::optional(level_of(*level)) : std::nullopt;
}

Bilingual Lowering::title(const model::Heading& heading) {
    const std::string en = plain_words(heading.title.en);
    const std::string zh = plain_words(heading.title.zh);
    if (en.empty() && zh.empty()) {
        return shown(heading.name, heading.name_zh);
    }
    return {en.empty() ? zh : en, zh.empty() ? en : zh};
}

Bilingual Lowering::shown(const std::string& name, const std::string& name_zh) {
    return {name, name_zh.empty() ? name : name_zh};
}

Bilingual Lowering::cited(const model::Cite& cite) {
    return {cite.en.empty() ? cite.zh : cite.en, cite.zh.empty() ? cite.en : cite.zh};
}

Bilingual Lowering::cited(const std::vector<model::Cite>& cites) {
    Bilingual all;
    for (const model::Cite& cite : cites) {
        const Bilingual one = cited(cite);
        all.en += (all.en.empty() ? "" : "; ") + one.en;
        all.zh += (all.zh.empty() ? "" : "；") + one.zh;
    }
    return all;
}

std::string Lowering::place(const model::Heading& heading) const {
    const model::Rulebook& rulebook = model_.rulebooks[heading.rulebook];
    const std::vector<std::uint32_t>& lines = rulebook.line_starts;
    if (lines.empty()) {
        return rulebook.source_name;
    }
    const auto behind = std::upper_bound(lines.begin(), lines.end(), heading.span.begin);
    return rulebook.source_name + ":" + std::to_string(behind - lines.begin());
}

}  // namespace onus::engine
