// SPDX-License-Identifier: Apache-2.0
#include "engine/run/scene.h"

#include <algorithm>

#include "engine/run/finding.h"
#include "engine/run/unknown.h"
#include "grammar/base/check.h"

namespace onus::engine {

namespace {

constexpr int kLevelsMax = 16;

Value person_or_nobody(std::string_view id) {
    return id.empty() ? Value{} : textual(ValueKind::kPerson, id);
}

}  // namespace

Scene scene_of(Draft& draft, const Program& program, const Judged& judged, bool again) {
    Scene scene;
    scene.program = &program;
    Context& context = scene.context;
    context.at = judged.at;
    context.as_of = judged.at;
    context.now = draft.now();
    context.actor = person_or_nobody(draft.arena().text(judged.actor));
    context.principal = person_or_nobody(draft.arena().text(judged.principal));
    context.attempt = judged.attempt;
    if (judged.reason.find(kRedactedMark) != std::string::npos) {
        ++draft.state().redacted_reads;
        context.reason = undetermined(UndeterminedCause::kRedacted);
    } else if (!judged.reason.empty()) {
        context.reason = textual(ValueKind::kText, draft.arena().text(judged.reason));
    }
    const auto index = program.find_action(judged.action);
    if (!index) {
        return scene;
    }
    scene.action_index = *index;
    scene.action = &program.actions[*index];
    use_calendar(draft, scene, scene.action->rulebook);
    BindInput input;
    input.program = &program;
    input.action = scene.action;
    input.payload = &judged.payload;
    input.state = &draft.state();
    input.organisation = draft.world().organisation_at(judged.at);
    input.calendar = context.calendar;
    input.at = judged.at;
    input.again = again;
    scene.bound = bind(input, draft.arena());
    context.action = scene.action;
    context.parameters = scene.bound.parameters;
    context.records = scene.bound.records.data();
    return scene;
}

Scene empty_scene(Draft& draft, const Program& program, Instant at) {
    Scene scene;
    scene.program = &program;
    scene.context.at = at;
    scene.context.as_of = at;
    scene.context.now = draft.now();
    return scene;
}

const Program& program_of(const Draft& draft, const DutyRow& duty) {
    const Program* program = draft.world().program_by_hash(duty.opened.program);
    ONUS_CHECK(program != nullptr, "versions under which duties live stay in the world");
    return *program;
}

Scene scene_of(Draft& draft, std::uint64_t number, const DutyRow& duty) {
    const Program* program = &program_of(draft, duty);
    const AttemptRow* attempt =
        duty.opened.attempt == 0 ? nullptr : draft.attempt(duty.opened.attempt);
    Scene scene = attempt == nullptr ? empty_scene(draft, *program, duty.opened.start)
                                     : scene_of(draft, *program, attempt->judged, true);
    scene.context.duty = number;
    scene.context.bearer = person_or_nobody(draft.arena().text(duty.bearer));
    scene.context.owner = scene.context.bearer;
    const auto info = program->duty_by_id.find(duty.opened.declaration);
    if (info != program->duty_by_id.end()) {
        const DutyInfo& declared = program->duties[info->second];
        use_calendar(draft, scene, declared.rulebook);
        if (declared.step != kNoIndex) {
            // What was handed over is another duty than the step, and says so.
            scene.context.step = textual(ValueKind::kText, declared.title.en);
        }
    }
    if (duty.due && !duty.provisional && duty.closed_at && *duty.due < *duty.closed_at) {
        scene.context.lateness =
            duration_value({DurationKind::kExact, duty.closed_at->ms - duty.due->ms});
    }
    return scene;
}

void use_calendar(Draft& draft, Scene& scene, std::uint32_t rulebook) {
    scene.context.calendar = draft.world().calendar(scene.program->rulebooks[rulebook].calendar);
}

Value evaluate(Draft& draft, const Scene& scene, CodeId code, std::vector<Atom>* atoms) {
    Evaluator evaluator(draft.world(), draft.state(), *scene.program, draft.arena());
    return evaluator.evaluate(code, scene.context, atoms);
}

Value condition_of(Draft& draft, const Scene& scene, CodeId code) {
    Evaluator evaluator(draft.world(), draft.state(), *scene.program, draft.arena());
    const Value value = evaluator.evaluate(code, scene.context);
    if (!is_unknown(value)) {
        return value;
    }
    evaluator.as_seen = true;
    const Value seen = evaluator.evaluate(code, scene.context);
    return seen.undetermined() || seen.yes() ? value : seen;
}

std::string person_of(Draft& draft, const Scene& scene, const Value& value) {
    const Organisation* organisation = draft.world().organisation_at(scene.context.as_of);
    if (organisation == nullptr) {
        return value.kind == ValueKind::kPerson ? std::string(value.text) : std::string();
    }
    if (value.kind == ValueKind::kPerson) {
        return std::string(value.text);
    }
    if (value.kind == ValueKind::kRole) {
        const auto holders = organisation->holders(value.text, scene.context.as_of);
        return holders.size() == 1 ? organisation->person(holders.front()).id : std::string();
    }
    if (value.kind == ValueKind::kUnit) {
        const auto unit = organisation->find_unit(value.text);
        const auto head = unit ? organisation->head_of(*unit, scene.context.as_of) : std::nullopt;
        return head ? organisation->person(*head).id : std::string();
    }
    return {};
}

std::string person_there(Draft& draft, const Scene& scene, const std::string& person) {
    const Organisation* organisation = draft.world().organisation_at(scene.context.as_of);
    const auto found = organisation ? organisation->find_person(person) : std::nullopt;
    return found && !organisation->is_employed(*found, scene.context.as_of) ? std::string()
                                                                            : person;
}

std::string person_of(Draft& draft, const Scene& scene, CodeId code) {
    return code == kNoCode ? std::string() : person_of(draft, scene, evaluate(draft, scene, code));
}

std::string person_or_fallback(Draft& draft, const Scene& scene, CodeId path) {
    if (path == kNoCode) {
        return {};
    }
    Evaluator evaluator(draft.world(), draft.state(), *scene.program, draft.arena());
    evaluator.fallback_on_top = true;
    return person_there(draft, scene,
                        person_of(draft, scene, evaluator.evaluate(path, scene.context)));
}

namespace {

std::string above_post(const Organisation& organisation, const ReportingLines& lines,
                       std::string_view role, Instant at) {
    for (int level = 0; level < kLevelsMax; ++level) {
        const auto holders = organisation.holders(role, at);
        if (!holders.empty()) {
            return holders.size() == 1 ? organisation.person(holders.front()).id : std::string();
        }
        const auto line = lines.find(role);
        if (line == lines.end()) {
            break;
        }
        role = line->second;
    }
    return {};
}

std::string above_unit(const Organisation& organisation, std::string_view id, Instant at) {
    for (auto unit = organisation.find_unit(id); unit; unit = organisation.parent_of(*unit)) {
        if (const auto head = organisation.head_of(*unit, at)) {
            return organisation.person(*head).id;
        }
    }
    return {};
}

}  // namespace

std::string person_above(Draft& draft, const Scene& scene, CodeId path) {
    const Organisation* organisation = draft.world().organisation_at(scene.context.as_of);
    if (path == kNoCode || organisation == nullptr) {
        return {};
    }
    const Program& program = *scene.program;
    const Instruction& first = program.code[program.code_begin[path]];
    if (first.op == Op::kHolder) {
        return above_post(*organisation, program.lines, program.names[first.c],
                          scene.context.as_of);
    }
    if (first.op != Op::kConstant) {
        return {};
    }
    const Value& named = program.constants[first.c];
    return named.kind == ValueKind::kRole
               ? above_post(*organisation, program.lines, named.text, scene.context.as_of)
           : named.kind == ValueKind::kUnit
               ? above_unit(*organisation, named.text, scene.context.as_of)
               : std::string();
}

std::string supervisor_or_fallback(Draft& draft, const Program& program, const std::string& person,
                                   Instant at) {
    const Organisation* organisation = draft.world().organisation_at(at);
    if (organisation == nullptr) {
        return {};
    }
    const auto index = organisation->find_person(person);
    const auto above =
        index ? organisation->supervisor_of(*index, at, program.lines) : std::nullopt;
    return organisation->person(above.value_or(organisation->fallback())).id;
}

Decider decider_for(Draft& draft, const Scene& scene, const std::string& asked,
                    const std::string& excluded, Instant at) {
    return decider_for(draft, scene, asked, std::vector<std::string>{excluded}, at);
}

Decider decider_for(Draft& draft, const Scene& scene, const std::string& asked,
                    const std::vector<std::string>& excluded, Instant at) {
    const auto may = [&](const std::string& person) {
        return std::find(excluded.begin(), excluded.end(), person) == excluded.end();
    };
    const Organisation* organisation = draft.world().organisation_at(at);
    if (organisation == nullptr) {
        return {asked, {}};
    }
    std::string candidate = asked;
    for (int level = 0; level < kLevelsMax; ++level) {
        const auto index = organisation->find_person(candidate);
        if (!index) {
            break;
        }
        const Absence absence = organisation->absence_of(*index, at);
        if (may(candidate) && organisation->is_employed(*index, at)) {
            if (!absence.absent) {
                return {candidate, candidate == asked ? std::string() : asked};
            }
            if (absence.delegate && may(organisation->person(*absence.delegate).id)) {
                return {organisation->person(*absence.delegate).id, asked};
            }
        }
        const auto above = organisation->supervisor_of(*index, at, scene.program->lines);
        if (!above) {
            break;
        }
        candidate = organisation->person(*above).id;
    }
    return {organisation->person(organisation->fallback()).id, asked};
}

std::string owner_of(Draft& draft, const Scene& scene, std::uint32_t rulebook) {
    const CodeId owner = scene.program->rulebooks[rulebook].owner;
    const std::string person = person_of(draft, scene, owner);
    const Organisation* organisation = draft.world().organisation_at(scene.context.as_of);
    return person.empty() && organisation != nullptr
               ? organisation->person(organisation->fallback()).id
               : person;
}

Text text_of(Draft& draft, const Scene& scene, std::uint32_t message) {
    if (message == kNoIndex) {
        return {};
    }
    const MessageInfo& info = scene.program->messages[message];
    Text text{info.id, {}};
    for (const CodeId argument : info.arguments) {
        text.arguments.push_back(store(evaluate(draft, scene, argument)));
    }
    return text;
}

Duration period_of(Draft& draft, const Scene& scene, CodeId code, Duration otherwise) {
    if (code == kNoCode) {
        return otherwise;
    }
    const Value period = evaluate(draft, scene, code);
    return period.kind == ValueKind::kDuration ? duration_of(period) : otherwise;
}

std::string department_of(Draft& draft, const std::string& person, Instant at) {
    const Organisation* organisation = draft.world().organisation_at(at);
    const auto index = organisation ? organisation->find_person(person) : std::nullopt;
    const auto unit = index ? organisation->unit_of(*index, at) : std::nullopt;
    return unit ? organisation->unit(*unit).id : std::string();
}

}  // namespace onus::engine
