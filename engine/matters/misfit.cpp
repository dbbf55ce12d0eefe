// SPDX-License-Identifier: Apache-2.0
#include "engine/matters/misfit.h"

#include <algorithm>
#include <set>

#include "engine/run/effects.h"
#include "engine/run/finding.h"
#include "engine/run/scene.h"
#include "grammar/base/diagnostic_text.h"

namespace onus::engine {

namespace {

/// The first ones tell what is wrong; `onus check` lists all.
constexpr std::size_t kShownMax = 5;

/// Without the places, which move with every edit.
std::vector<std::string> messages(const Misfits& misfits, const std::string& rulebook,
                                  Language language) {
    std::vector<std::string> found;
    if (const auto own = misfits.find(rulebook); own != misfits.end()) {
        for (const Diagnostic& diagnostic : own->second) {
            std::string message = message_of(diagnostic, language);
            if (severity_of(diagnostic.kind) == Severity::kError &&
                std::find(found.begin(), found.end(), message) == found.end()) {
                found.push_back(std::move(message));
            }
        }
    }
    return found;
}

std::string listed(const std::vector<std::string>& messages, std::string_view comma) {
    std::string text;
    for (std::size_t i = 0; i < messages.size() && i < kShownMax; ++i) {
        text += (i == 0 ? "" : std::string(comma)) + messages[i];
    }
    return messages.size() > kShownMax ? text + std::string(comma) + "…" : text;
}

void close_earlier(Draft& draft, const std::string& rulebook) {
    for (const std::uint64_t number : draft.state().open_matters()) {
        const MatterRow* matter = draft.matter(number);
        if (matter->opened.kind == MatterKind::kMisfit && matter->opened.declaration == rulebook) {
            close_matter(draft, number);
        }
    }
}

void open(Draft& draft, const Program& program, std::uint32_t rulebook, const Misfits& after) {
    const std::string& name = program.rulebooks[rulebook].name;
    Scene scene = empty_scene(draft, program, draft.now());
    use_calendar(draft, scene, rulebook);
    MatterOpened matter;
    matter.kind = MatterKind::kMisfit;
    matter.declaration = name;
    matter.text = builtin_text(
        "matter.misfit",
        {stored_text(name), stored_text(listed(messages(after, name, Language::kEnglish), "; ")),
         stored_text(listed(messages(after, name, Language::kChinese), "；"))});
    open_matter(draft, scene, std::move(matter), {owner_of(draft, scene, rulebook), {}},
                kOneWorkingDay);
}

}  // namespace

void tell_misfits(Draft& draft, const Misfits& before, const Misfits& after) {
    std::set<std::string> rulebooks;
    for (const Misfits* misfits : {&before, &after}) {
        for (const auto& [rulebook, diagnostics] : *misfits) {
            rulebooks.insert(rulebook);
        }
    }
    const Program* program = draft.world().program_at(draft.now());
    for (const std::string& name : rulebooks) {
        const auto now = messages(after, name, Language::kEnglish);
        if (now == messages(before, name, Language::kEnglish)) {
            continue;
        }
        close_earlier(draft, name);
        if (program == nullptr || now.empty()) {
            continue;
        }
        const auto known =
            std::find_if(program->rulebooks.begin(), program->rulebooks.end(),
                         [&](const RulebookInfo& rulebook) { return rulebook.name == name; });
        if (known != program->rulebooks.end()) {
            open(draft, *program, static_cast<std::uint32_t>(known - program->rulebooks.begin()),
                 after);
        }
    }
}

}  // namespace onus::engine
