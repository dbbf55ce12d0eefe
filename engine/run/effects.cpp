// SPDX-License-Identifier: Apache-2.0
#include "engine/run/effects.h"

#include <algorithm>

#include "engine/matters/impartial.h"
#include "engine/run/attempt.h"
#include "engine/run/finding.h"
#include "engine/run/notice.h"
#include "engine/run/unknown.h"

namespace onus::engine {

namespace {

/// Of a matter: a message or an entry has nobody to go to.
constexpr std::string_view kUnreached = "unreached";

bool is_reported(Draft& draft, const Occasion& occasion) {
    const AttemptRow* attempt = occasion.attempt == 0 ? nullptr : draft.attempt(occasion.attempt);
    const auto is_same = [&](const MatterRow& matter) {
        return matter.open && matter.opened.kind == MatterKind::kVacancy &&
               matter.opened.finding_kind == kUnreached &&
               matter.opened.declaration == occasion.declaration &&
               matter.opened.duty == occasion.duty && matter.opened.attempt == occasion.attempt;
    };
    const bool before =
        attempt != nullptr &&
        std::any_of(attempt->matters.begin(), attempt->matters.end(),
                    [&](std::uint64_t each) { return is_same(*draft.matter(each)); });
    return before ||
           std::any_of(draft.events().begin(), draft.events().end(), [&](const Event& event) {
               const auto* opened = std::get_if<MatterOpened>(&event);
               return opened != nullptr && is_same(*draft.matter(opened->matter));
           });
}

/// A consequence that reaches nobody never changes the verdict; the owner of the rules is told,
/// once. `instead`: who was told in place of whoever was meant; empty: nobody.
void report_unreached(Draft& draft, const Scene& scene, const Occasion& occasion,
                      const std::string& instead) {
    if (is_reported(draft, occasion)) {
        return;
    }
    MatterOpened matter;
    matter.kind = MatterKind::kVacancy;
    matter.finding_kind = kUnreached;
    matter.declaration = occasion.declaration;
    matter.attempt = occasion.attempt;
    matter.duty = occasion.duty;
    matter.text = instead.empty() ? builtin_text("matter.reaches_nobody")
                                  : builtin_text("matter.told_instead", {stored_person(instead)});
    const std::string owner = owner_of(draft, scene, occasion.rulebook);
    open_matter(draft, scene, std::move(matter),
                decider_for(draft, scene, owner, std::string(), draft.now()), kOneWorkingDay);
}

/// An alarm is not lost with a vacant post: whoever stands above it hears of it, at last the person
/// who answers where the chart ends.
std::string told_instead(Draft& draft, const Scene& scene, CodeId path) {
    const Organisation* chart = draft.world().organisation_at(scene.context.as_of);
    const std::string above = person_above(draft, scene, path);
    return above.empty() && chart != nullptr ? chart->person(chart->fallback()).id : above;
}

class EffectRunner {
  public:
    EffectRunner(Draft& draft, const Scene& scene, const Occasion& occasion)
        : draft_(draft), scene_(scene), occasion_(occasion) {}

    void operator()(const LogEffect& effect) {
        const std::string person = person_of(draft_, scene_, effect.against);
        if (person.empty()) {
            report_vacancy();
            return;
        }
        Logged logged;
        logged.name = effect.name;
        logged.person = person;
        logged.declaration = occasion_.declaration;
        logged.points = effect.points;
        logged.text = text_of(draft_, scene_, effect.message);
        logged.attempt = occasion_.attempt;
        logged.duty = occasion_.duty;
        draft_.emit(std::move(logged));
    }

    void operator()(const NotifyEffect& effect) {
        for (const CodeId path : effect.to) {
            const std::string person = reached(draft_, scene_, path, occasion_);
            if (person.empty()) {
                continue;
            }
            Text text = effect.message == kNoIndex
                            ? builtin_text("notice.about", {stored_text(occasion_.title.en),
                                                            stored_text(occasion_.title.zh)})
                            : text_of(draft_, scene_, effect.message);
            tell(draft_, person, std::move(text),
                 {occasion_.declaration, occasion_.attempt, occasion_.duty, 0}, effect.level);
        }
    }

    void operator()(const EscalateEffect& effect) {
        const DutyRow* duty = occasion_.duty == 0 ? nullptr : draft_.duty(occasion_.duty);
        const std::string behind = duty != nullptr ? duty->bearer : std::string();
        const bool late = occasion_.kind == EventKind::kOverdue;
        std::string asked = person_or_fallback(draft_, scene_, effect.to);
        if (asked.empty()) {
            report_vacancy();
            asked = owner_of(draft_, scene_, occasion_.rulebook);
        }
        MatterOpened matter;
        matter.kind = MatterKind::kEscalation;
        matter.declaration = occasion_.declaration;
        matter.attempt = occasion_.attempt;
        matter.duty = occasion_.duty;
        matter.finding_kind = late ? "overdue" : "violated";
        matter.text = builtin_text(late ? "matter.missed" : "matter.breached",
                                   {stored_person(behind), stored_text(occasion_.title.en),
                                    stored_text(occasion_.title.zh)});
        open_matter(draft_, scene_, std::move(matter),
                    least_partial_decider(draft_, scene_, asked, {behind}),
                    period_of(draft_, scene_, effect.answer_within, occasion_.period));
    }

    void operator()(const DeemEffect& effect) {
        std::vector<std::pair<std::uint32_t, Value>> arguments;
        for (const auto& [parameter, code] : effect.arguments) {
            arguments.emplace_back(parameter, evaluate(draft_, scene_, code));
        }
        Instant at = draft_.now();
        if (effect.from != kNoCode) {
            const Value from = evaluate(draft_, scene_, effect.from);
            at = from.kind == ValueKind::kTimestamp ? Instant{int_of(from)} : at;
        }
        deem(draft_, *scene_.program, effect.action, arguments, at);
    }

  private:
    void report_vacancy() { report_unreached(draft_, scene_, occasion_, {}); }

    Draft& draft_;
    const Scene& scene_;
    const Occasion& occasion_;
};

}  // namespace

std::string person_told(Draft& draft, const Scene& scene, CodeId path) {
    const std::string person = person_or_fallback(draft, scene, path);
    return person.empty() ? told_instead(draft, scene, path) : person;
}

std::string reached(Draft& draft, const Scene& scene, CodeId path, const Occasion& occasion) {
    std::string person = person_or_fallback(draft, scene, path);
    if (person.empty()) {
        person = told_instead(draft, scene, path);
        report_unreached(draft, scene, occasion, person);
    }
    return person;
}

void run_effects(Draft& draft, const Scene& scene, const std::vector<EffectInfo>& effects,
                 const Occasion& occasion) {
    EffectRunner runner(draft, scene, occasion);
    for (const EffectInfo& effect : effects) {
        std::visit(runner, effect);
    }
}

bool holds(Draft& draft, const Scene& scene, CodeId condition, const Occasion& occasion) {
    if (condition == kNoCode) {
        return true;
    }
    const Value value = condition_of(draft, scene, condition);
    if (value.undetermined()) {
        report_undetermined(draft, scene, value, occasion);
    }
    return value.yes();
}

void report_undetermined(Draft& draft, const Scene& scene, const Value& cause,
                         const Occasion& occasion) {
    // A declaration with several conditions is one question to its owner.
    const auto is_reported = [&](const Event& event) {
        const auto* opened = std::get_if<MatterOpened>(&event);
        return opened != nullptr && opened->kind == MatterKind::kConflict &&
               opened->declaration == occasion.declaration && opened->attempt == occasion.attempt &&
               opened->duty == occasion.duty;
    };
    if (std::any_of(draft.events().begin(), draft.events().end(), is_reported)) {
        return;
    }
    Scene asking = empty_scene(draft, *scene.program, scene.context.at);
    asking.context = scene.context;
    use_calendar(draft, asking, occasion.rulebook);
    MatterOpened matter;
    matter.kind = MatterKind::kConflict;
    matter.declaration = occasion.declaration;
    matter.attempt = occasion.attempt;
    matter.duty = occasion.duty;
    matter.text = undetermined_text("matter.undetermined", cause);
    const std::string owner = owner_of(draft, asking, occasion.rulebook);
    open_matter(draft, asking, std::move(matter),
                decider_for(draft, asking, owner, std::string(), draft.now()), kOneWorkingDay);
}

Text until_text(std::string_view text, Instant due) {
    return builtin_text(text, {stored_deadline(due)});
}

std::optional<Deadline> due_from(const Scene& scene, Instant start, Duration period) {
    if (scene.context.calendar == nullptr) {
        return period.kind == DurationKind::kExact
                   ? std::optional(Deadline{Instant{start.ms + period.amount}, false, {}})
                   : std::nullopt;
    }
    return deadline_after(*scene.context.calendar, start, period);
}

void open_matter(Draft& draft, const Scene& scene, MatterOpened matter, const Decider& decider,
                 Duration period) {
    matter.matter = draft.next_matter();
    matter.decider = decider.person;
    matter.asked = decider.asked;
    matter.opened = draft.now();
    matter.period = period;
    if (const auto deadline = due_from(scene, draft.now(), period)) {
        matter.due = deadline->due;
        matter.provisional = deadline->provisional;
    }
    const MatterOpened kept = matter;
    draft.emit(std::move(matter));
    tell(draft, kept.decider, kept.text, about(kept));
    // Whoever is stood in for learns of it too.
    tell(draft, kept.asked, builtin_text("notice.stood_in", {stored_person(kept.decider)}),
         about(kept));
}

void close_matter(Draft& draft, std::uint64_t matter) {
    MatterChanged closed;
    closed.matter = matter;
    closed.change = MatterChange::kClosed;
    closed.at = draft.now();
    draft.emit(std::move(closed));
}

}  // namespace onus::engine
