// SPDX-License-Identifier: Apache-2.0
#include "engine/run/hearing.h"

#include "engine/run/finding.h"
#include "engine/run/near_match.h"

namespace onus::engine {

namespace {

std::string deed_key_of(const Command& command, const std::string& action,
                        const std::string& business_key, std::uint64_t revision) {
    if (business_key.empty()) {
        return {};
    }
    return joined_key(joined_key(command.source, action),
                      joined_key(business_key, std::to_string(revision)));
}

Finding undeclared(const Program& program, const std::string& action) {
    NearMatch near(action);
    for (const ActionInfo& known : program.actions) {
        near.offer(known.name);
    }
    const Bilingual hint = suggestion(near.best());
    return builtin_finding("undeclared_action", Level::kBlock,
                           {stored_text(action), stored_text(hint.en), stored_text(hint.zh)});
}

}  // namespace

Judged new_attempt(Draft& draft, const Command& command, const std::string& action,
                   const Data& payload) {
    Judged judged;
    judged.attempt = draft.next_attempt();
    judged.action = action;
    judged.actor = command.actor;
    judged.principal = command.principal;
    judged.source = command.source;
    judged.at = command.at;
    judged.payload = payload;
    return judged;
}

std::string deed_key(const Command& command, const Submit& submit) {
    return deed_key_of(command, submit.action, submit.business_key, submit.revision);
}

std::string deed_key(const Command& command, const Observe& observe) {
    return deed_key_of(command, observe.action, observe.business_key, observe.revision);
}

Hearing hear(Draft& draft, Judged& judged, const std::string& deed) {
    Hearing hearing;
    const Program* program = draft.world().program_at(judged.at);
    if (program == nullptr) {
        judged.findings.push_back(builtin_finding("no_governing_policy", Level::kBlock));
        judged.verdict = Level::kBlock;
        return hearing;
    }
    judged.program = program->hash;
    hearing.scene = scene_of(draft, *program, judged, false);
    if (hearing.scene.action == nullptr) {
        judged.findings.push_back(undeclared(*program, judged.action));
        judged.verdict = Level::kBlock;
        return hearing;
    }
    judged.action = hearing.scene.action->id;
    hearing.assessment = assess(draft, hearing.scene, judged,
                                judged.observed ? ReportTime::kIgnored : ReportTime::kJudged);
    judged.findings = hearing.assessment.findings;
    if (const CommandRow* done = deed.empty() ? nullptr : draft.state().deeds.find(deed)) {
        judged.findings.push_back(builtin_finding("already_done", Level::kBlock,
                                                  {stored_text(std::to_string(done->sequence))}));
    }
    judged.verdict = verdict_of(judged.findings);
    return hearing;
}

}  // namespace onus::engine
