// SPDX-License-Identifier: Apache-2.0
#include "adapters/text/about_words.h"

namespace onus::adapters {
namespace {

using engine::Data;

/// "until 2026-03-05 18:00"; of something that is over, nothing.
std::string deadline_words(const engine::RenderContext& context, const engine::State& state,
                           const engine::Notified& notified, bool english) {
    const auto say = [&](const char* en, const char* zh, Instant due) {
        return (english ? en : zh) + render_deadline(context, due);
    };
    const engine::MatterRow* const matter = state.matter(notified.matter);
    if (matter != nullptr && matter->decided_at) {
        return {};
    }
    if (matter != nullptr && matter->due) {
        return say("answer until ", "答复期限至", *matter->due);
    }
    const engine::DutyRow* const duty = state.duty(notified.duty);
    if (duty == nullptr || duty->done || !duty->due || duty->suspended_at) {
        return {};
    }
    return duty->overdue_at ? say("it was due until ", "期限原至", *duty->due)
                            : say("until ", "期限至", *duty->due);
}

/// What the clause cites, else the rulebook that it stands in.
std::string source_words(const engine::World& world, const engine::State& state,
                         const engine::Notified& notified, const engine::RenderContext& context,
                         Language language) {
    const engine::Program* program = context.program;
    if (const engine::DutyRow* const duty = state.duty(notified.duty)) {
        const engine::Program* const own = world.program_by_hash(duty->opened.program);
        program = own == nullptr ? program : own;
    }
    if (program == nullptr) {
        return {};
    }
    const auto words = [&](const engine::Bilingual& cite, std::uint32_t rulebook) {
        if (const std::string& cited = in(cite, language); !cited.empty()) {
            return cited;
        }
        if (rulebook >= program->rulebooks.size()) {
            return std::string();
        }
        const std::string& title = in(program->rulebooks[rulebook].title, language);
        return language == Language::kEnglish || title.empty() ? title : "《" + title + "》";
    };
    const std::string& id = notified.declaration;
    if (const auto duty = program->duty_by_id.find(id); duty != program->duty_by_id.end()) {
        const engine::DutyInfo& info = program->duties[duty->second];
        return words(info.cite, info.rulebook);
    }
    if (const auto gate = program->gate_by_id.find(id); gate != program->gate_by_id.end()) {
        const engine::Gate& info = program->gates[gate->second];
        return words(info.cite, info.rulebook);
    }
    return {};
}

}  // namespace

std::optional<RecordName> record_of(const engine::World& world, const engine::Judged& judged) {
    const engine::Program* const program = world.program_by_hash(judged.program);
    const auto action = program == nullptr ? std::nullopt : program->find_action(judged.action);
    if (!action) {
        return std::nullopt;
    }
    for (const engine::ParameterInfo& parameter : program->actions[*action].parameters) {
        const Data* const given = judged.payload.member(parameter.name);
        if (given == nullptr || parameter.type.kind != engine::ValueKind::kRecord ||
            parameter.type.ref >= program->records.size()) {
            continue;
        }
        const engine::RecordInfo& record = program->records[parameter.type.ref];
        const Data* key = given;
        if (given->kind == engine::DataKind::kObject && record.key_field != engine::kNoIndex) {
            key = given->member(program->fields[record.key_field].name);
        }
        if (key != nullptr && !key->text.empty() && key->kind != engine::DataKind::kYesNo &&
            key->text != engine::kHiddenKey) {
            return RecordName{&record, key->text};
        }
    }
    return std::nullopt;
}

std::uint64_t attempt_behind(const engine::State& state, const engine::Notified& notified) {
    if (notified.attempt != 0) {
        return notified.attempt;
    }
    const engine::DutyRow* const duty = state.duty(notified.duty);
    return duty == nullptr ? 0 : duty->opened.attempt;
}

std::string words_of(const RecordName& record, Language language) {
    const std::string& name = in(record.record->shown, language);
    const bool english = language == Language::kEnglish;
    return (name.empty() ? record.record->name : name) + (english ? " " : "") + record.key;
}

std::vector<std::string> about_words(const engine::RenderContext& context,
                                     const engine::World& world, const engine::State& state,
                                     const engine::Notified& notified, const engine::Judged* judged,
                                     const std::string& said, Language language) {
    std::vector<std::string> all;
    const auto add = [&](std::string words, const std::string& core) {
        if (!words.empty() && said.find(core) == std::string::npos) {
            all.push_back(std::move(words));
        }
    };
    if (const auto record = judged == nullptr ? std::nullopt : record_of(world, *judged)) {
        add(words_of(*record, language), record->key);
    }
    const std::string deadline =
        deadline_words(context, state, notified, language == Language::kEnglish);
    // A text that tells a time of its own tells this one.
    add(deadline, deadline.substr(deadline.size() - std::min<std::size_t>(deadline.size(), 16)));
    const std::string source = source_words(world, state, notified, context, language);
    add(source, source);
    return all;
}

}  // namespace onus::adapters
