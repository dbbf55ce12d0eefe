// SPDX-License-Identifier: Apache-2.0
#include "engine/duties/opening.h"

#include <algorithm>

#include "engine/matters/impartial.h"
#include "engine/run/effects.h"
#include "engine/run/finding.h"
#include "engine/run/notice.h"
#include "engine/run/repeated.h"

namespace onus::engine {

namespace {

/// The last moment of a date that is in time: close of business, or 24:00.
Instant end_of(const Calendar& calendar, CivilDate date) {
    return calendar.to_instant({date, calendar.close_of_business(date)});
}

std::optional<Instant> moment_of(const Scene& scene, const Value& value, bool at_end) {
    if (value.kind == ValueKind::kTimestamp) {
        return Instant{int_of(value)};
    }
    const Calendar* calendar = scene.context.calendar;
    if (value.kind != ValueKind::kDate || calendar == nullptr) {
        return std::nullopt;
    }
    const CivilDate date{static_cast<std::int32_t>(value.number)};
    return at_end ? end_of(*calendar, date) : calendar->to_instant({date, TimeOfDay{0}});
}

class Opening {
  public:
    Opening(Draft& draft, const Scene& scene, std::uint32_t index, const Start& start)
        : draft_(draft),
          info_(scene.program->duties[index]),
          start_(start),
          scene_(copy_for(draft, scene, info_)) {}

    std::uint64_t open(CodeId condition) {
        if (!applies(condition)) {
            return 0;
        }
        // Rules are asked as of the deed; it is done by whoever holds the post when it begins.
        scene_.context.as_of = std::max(scene_.context.as_of, start_.at);
        std::uint64_t last = 0;
        for (const Bearer& bearer : bearers()) {
            last = open_for(bearer);
        }
        return last;
    }

  private:
    /// The duty's rulebook may have another calendar than the action's.
    static Scene copy_for(Draft& draft, const Scene& scene, const DutyInfo& info) {
        Scene copy;
        copy.program = scene.program;
        copy.action = scene.action;
        copy.action_index = scene.action_index;
        copy.context = scene.context;
        use_calendar(draft, copy, info.rulebook);
        return copy;
    }

    bool applies(CodeId condition) {
        Value result = yes_no(true);
        if (condition != kNoCode) {
            result = condition_of(draft_, scene_, condition);
        }
        if (result.yes() && info_.repeated) {
            result = repeated_enough(draft_, scene_, *info_.repeated);
        }
        if (result.yes() && info_.unless != kNoCode) {
            const Value unless = evaluate(draft_, scene_, info_.unless);
            result = unless.undetermined() ? unless : yes_no(!unless.yes());
        }
        if (result.undetermined()) {
            report_undetermined(draft_, scene_, result, occasion_of(info_, start_.attempt));
        }
        return result.yes();
    }

    struct Bearer {
        std::string person;
        std::string pool;
        bool stands_for_nobody = false;
    };

    std::vector<Bearer> bearers() {
        const Organisation* organisation = draft_.world().organisation_at(scene_.context.as_of);
        if (info_.every_holder && organisation != nullptr) {
            std::vector<Bearer> all;
            for (const PersonIndex person :
                 organisation->holders(info_.bearer_role, scene_.context.as_of)) {
                all.push_back({organisation->person(person).id, {}, false});
            }
            return all;
        }
        const std::string person = bearer_now(draft_, scene_, info_);
        if (person.empty()) {
            return {{owner_of(draft_, scene_, info_.rulebook), {}, true}};
        }
        const bool pool = !info_.bearer_role.empty() && organisation != nullptr &&
                          organisation->holders(info_.bearer_role, scene_.context.as_of).size() > 1;
        return {{person, pool ? info_.bearer_role : std::string(), false}};
    }

    std::uint64_t open_for(const Bearer& bearer) {
        DutyOpened opened;
        opened.duty = draft_.next_duty();
        opened.declaration = info_.id;
        opened.program = scene_.program->hash;
        opened.attempt = start_.attempt;
        opened.parent = start_.parent;
        opened.occasion = start_.occasion;
        opened.bearer = bearer.person;
        opened.pool_role = bearer.pool;
        opened.opened = draft_.now();
        opened.start = start_.at;
        scene_.context.bearer = textual(ValueKind::kPerson, draft_.arena().text(bearer.person));
        set_term(opened);
        // It waits with its clock stopped until the post is filled, or the owner of the rules takes
        // it himself.
        opened.suspended = bearer.stands_for_nobody;
        if (!bearer.stands_for_nobody) {
            settle_absence(opened);
        }
        if (info_.until != kNoCode && info_.must.empty()) {
            opened.ban_ends = moment_of(scene_, evaluate(draft_, scene_, info_.until), true);
        }
        set_watches(opened);
        for (std::size_t i = 0; scene_.action != nullptr && i < scene_.action->parameters.size();
             ++i) {
            opened.subjects.push_back(store(scene_.context.parameters[i]));
        }
        const std::uint64_t number = opened.duty;
        const bool decides = std::any_of(info_.must.begin(), info_.must.end(),
                                         [](const ActInfo& act) { return act.decide; });
        draft_.emit(std::move(opened));
        const DutyOpened& kept = draft_.duty(number)->opened;
        decides ? open_review(kept) : tell_bearer(kept);
        if (bearer.stands_for_nobody) {
            report_vacancy(draft_, scene_, info_, number, start_.attempt);
        }
        return number;
    }

    void set_term(DutyOpened& opened) {
        Instant from = named_start(draft_, scene_, info_).value_or(start_.at);
        Term term = term_of(draft_, scene_, info_, from);
        // Nobody inherits a deadline that had passed before he was told.
        if (term.due && *term.due <= draft_.now() && from < draft_.now() && term.period) {
            from = draft_.now();
            term = term_of(draft_, scene_, info_, from);
        }
        opened.start = from;
        opened.period = term.period;
        opened.due = term.due;
        opened.provisional = term.provisional;
        std::erase_if(term.reminders,
                      [&](const Reminder& reminder) { return reminder.due <= draft_.now(); });
        opened.reminders = std::move(term.reminders);
    }

    /// Silence on approved leave is counted against nobody: somebody stands in, or the clock waits.
    void settle_absence(DutyOpened& opened) {
        const Organisation* organisation = draft_.world().organisation_at(draft_.now());
        const auto bearer = organisation ? organisation->find_person(opened.bearer) : std::nullopt;
        const Absence absence =
            bearer ? organisation->absence_of(*bearer, draft_.now()) : Absence{};
        if (!absence.absent || !opened.pool_role.empty()) {
            return;
        }
        if (info_.absence_suspends) {
            opened.suspended = true;
            opened.resumes = absence.until;
            return;
        }
        opened.stand_in_for = opened.bearer;
        opened.bearer = stand_in_for(draft_, scene_, info_, opened.bearer, draft_.now());
    }

    void set_watches(DutyOpened& opened) {
        watch_acts(opened, info_.must, WatchRole::kFulfil);
        watch_acts(opened, info_.must_not, WatchRole::kBreach);
        watch_subject(opened, info_.suspended_from, WatchRole::kSuspend, 0);
        watch_subject(opened, info_.suspended_until, WatchRole::kResume, 0);
        watch_subject(opened, info_.extended_when, WatchRole::kExtend, 0);
        for (std::size_t i = 0; i < info_.cancelled.size(); ++i) {
            if (info_.cancelled[i].kind == EventKind::kAction) {
                watch_subject(opened, info_.cancelled[i].action, WatchRole::kCancel,
                              static_cast<std::uint32_t>(i));
            }
        }
    }

    void watch_acts(DutyOpened& opened, const std::vector<ActInfo>& acts, WatchRole role) {
        for (std::size_t i = 0; i < acts.size(); ++i) {
            if (acts[i].decide) {
                continue;
            }
            const ActionInfo& action = scene_.program->actions[acts[i].action];
            Watch watch{role, action.id, static_cast<std::uint32_t>(i), {}, {}};
            for (const ActInfo::Match& match : acts[i].matches) {
                watch.parameters.push_back(action.parameters[match.parameter].name);
                watch.values.push_back(store(evaluate(draft_, scene_, match.value)));
            }
            opened.watches.push_back(std::move(watch));
        }
    }

    /// An action that ends or stops a duty concerns the same record or person.
    void watch_subject(DutyOpened& opened, std::uint32_t index, WatchRole role,
                       std::uint32_t act) const {
        if (index == kNoIndex) {
            return;
        }
        const ActionInfo& action = scene_.program->actions[index];
        Watch watch{role, action.id, act, {}, {}};
        for (std::size_t i = 0; scene_.action != nullptr && i < scene_.action->parameters.size();
             ++i) {
            const ParameterInfo& mine = scene_.action->parameters[i];
            for (const ParameterInfo& theirs : action.parameters) {
                const bool subject =
                    mine.type.kind == ValueKind::kRecord || mine.type.kind == ValueKind::kPerson;
                if (subject && theirs.name == mine.name && theirs.type.kind == mine.type.kind &&
                    theirs.type.ref == mine.type.ref) {
                    watch.parameters.push_back(theirs.name);
                    watch.values.push_back(store(scene_.context.parameters[i]));
                }
            }
        }
        opened.watches.push_back(std::move(watch));
    }

    void open_review(const DutyOpened& opened) {
        MatterOpened matter;
        matter.kind = MatterKind::kReview;
        matter.declaration = info_.id;
        matter.attempt = start_.attempt;
        matter.duty = opened.duty;
        matter.matter = draft_.next_matter();
        matter.decider = opened.bearer;
        matter.asked = opened.stand_in_for;
        matter.opened = draft_.now();
        matter.text = builtin_text("matter.review", {store(scene_.context.reason)});
        const MatterOpened kept = matter;
        draft_.emit(std::move(matter));
        tell(draft_, kept.decider, kept.text, about(kept));
        tell_principal(opened);
    }

    void tell_bearer(const DutyOpened& opened) {
        std::vector<Stored> words{stored_text(info_.title.en), stored_text(info_.title.zh)};
        const bool stands_in = !opened.stand_in_for.empty();
        if (stands_in) {
            words.push_back(stored_person(opened.stand_in_for));
        }
        tell(draft_, opened.bearer,
             builtin_text(stands_in ? "notice.duty_of" : "notice.duty", std::move(words)),
             about(opened));
        tell_principal(opened);
    }

    void tell_principal(const DutyOpened& opened) {
        if (!opened.stand_in_for.empty()) {
            tell(draft_, opened.stand_in_for,
                 builtin_text("notice.stood_in_for", {stored_person(opened.bearer)}),
                 about(opened));
        }
    }

    Draft& draft_;
    const DutyInfo& info_;
    const Start& start_;
    Scene scene_;
};

}  // namespace

std::string stand_in_for(Draft& draft, const Scene& scene, const DutyInfo& duty,
                         const std::string& bearer, Instant at) {
    const Organisation* organisation = draft.world().organisation_at(at);
    const auto person = organisation ? organisation->find_person(bearer) : std::nullopt;
    const Absence absence = person ? organisation->absence_of(*person, at) : Absence{};
    if (absence.absent && absence.delegate &&
        organisation->person(*absence.delegate).id != scene.context.actor.text) {
        return organisation->person(*absence.delegate).id;
    }
    const std::string asked = person_of(draft, scene, duty.stand_in);
    return decider_for(draft, scene, asked.empty() ? bearer : asked, bearer, at).person;
}

void report_vacancy(Draft& draft, const Scene& scene, const DutyInfo& info, std::uint64_t duty,
                    std::uint64_t attempt) {
    MatterOpened matter;
    matter.kind = MatterKind::kVacancy;
    matter.declaration = info.id;
    matter.duty = duty;
    matter.attempt = attempt;
    matter.text =
        builtin_text("matter.vacant", {stored_text(info.title.en), stored_text(info.title.zh)});
    // Nobody is asked to take over what is to check his own deed.
    open_matter(draft, scene, std::move(matter),
                least_partial_decider(draft, scene, owner_of(draft, scene, info.rulebook),
                                      {std::string(scene.context.actor.text)}),
                kOneWorkingDay);
}

std::string bearer_now(Draft& draft, const Scene& scene, const DutyInfo& duty) {
    if (duty.bearer_role.empty()) {
        return person_there(draft, scene, person_of(draft, scene, duty.bearer));
    }
    const Organisation* organisation = draft.world().organisation_at(scene.context.as_of);
    if (organisation == nullptr) {
        return {};
    }
    const auto holders = organisation->holders(duty.bearer_role, scene.context.as_of);
    if (holders.empty()) {
        return {};
    }
    const PersonData& first = organisation->person(holders.front());
    if (holders.size() == 1) {
        return first.id;
    }
    // A pool is the unit head's until one of the post claims it.
    const auto unit = organisation->unit_of(holders.front(), scene.context.as_of);
    const auto head = unit ? organisation->head_of(*unit, scene.context.as_of) : std::nullopt;
    return head ? organisation->person(*head).id
                : supervisor_or_fallback(draft, *scene.program, first.id, scene.context.as_of);
}

std::optional<Instant> named_start(Draft& draft, const Scene& scene, const DutyInfo& duty) {
    return duty.within_from == kNoCode
               ? std::nullopt
               : moment_of(scene, evaluate(draft, scene, duty.within_from), false);
}

Term term_of(Draft& draft, const Scene& scene, const DutyInfo& duty, Instant from) {
    Term term;
    term.from = from;
    if (duty.within == kNoCode) {
        if (duty.until != kNoCode && !duty.must.empty()) {
            term.due = moment_of(scene, evaluate(draft, scene, duty.until), true);
        }
        return term;
    }
    const Value period = evaluate(draft, scene, duty.within);
    if (period.kind != ValueKind::kDuration) {
        return term;
    }
    term.period = duration_of(period);
    const auto deadline = due_from(scene, from, *term.period);
    if (!deadline) {
        return term;
    }
    term.due = deadline->due;
    term.provisional = deadline->provisional;
    for (const ReminderInfo& reminder : duty.reminders) {
        const auto at =
            scene.context.calendar == nullptr
                ? std::nullopt
                : share_of_period(*scene.context.calendar, from, *term.period, reminder.percent);
        if (at) {
            term.reminders.push_back({static_cast<std::uint32_t>(reminder.percent), *at});
        }
    }
    return term;
}

std::uint64_t open_duty(Draft& draft, const Scene& scene, std::uint32_t duty, CodeId condition,
                        const Start& start) {
    return Opening(draft, scene, duty, start).open(condition);
}

void open_duties(Draft& draft, const Scene& scene, const Start& start) {
    const Program& program = *scene.program;
    if (start.kind == EventKind::kAction) {
        for (const auto& [duty, trigger] : scene.action->duties) {
            open_duty(draft, scene, duty, program.duties[duty].triggers[trigger].condition, start);
        }
        return;
    }
    for (std::uint32_t duty = 0; duty < program.duties.size(); ++duty) {
        for (const TriggerInfo& trigger : program.duties[duty].triggers) {
            // A rule about several actions is one event for each; the context is this action's.
            const bool context_fits =
                trigger.action == kNoIndex || trigger.action == scene.action_index;
            if (trigger.kind == start.kind && trigger.target == start.target && context_fits) {
                open_duty(draft, scene, duty, trigger.condition, start);
            }
        }
    }
}

}  // namespace onus::engine
