// SPDX-License-Identifier: Apache-2.0
#include "engine/duties/reassignment.h"

#include <algorithm>
#include <optional>

#include "engine/duties/opening.h"
#include "engine/duties/transition.h"
#include "engine/matters/answer_due.h"
#include "engine/run/effects.h"
#include "engine/run/finding.h"
#include "engine/run/notice.h"

namespace onus::engine {

namespace {

/// The head of the unit in which somebody worked who has left his post.
std::string former_head(Draft& draft, const ChartAt& before, const std::string& person,
                        Instant at) {
    const Organisation* now = draft.world().organisation_at(at);
    const auto left = before.chart == nullptr ? std::nullopt : before.chart->find_person(person);
    const auto unit = left ? before.chart->unit_of(*left, before.at) : std::nullopt;
    const auto still = unit ? now->find_unit(before.chart->unit(*unit).id) : std::nullopt;
    const auto head = still ? now->head_of(*still, at) : std::nullopt;
    return head && now->person(*head).id != person ? now->person(*head).id : std::string();
}

void pass_to(Draft& draft, std::uint64_t number, const DutyRow& row, const std::string& person,
             Instant at) {
    change_duty(draft, number, DutyChange::kReassigned, {person, at, 0, {}, {}});
    tell(draft, person, builtin_text("notice.passed", {stored_person(row.bearer)}),
         about(row.opened));
}

/// Nobody holds the post: the unit's head keeps the duty, its clock stands, the owner of the rules
/// is told.
void leave_vacant(Draft& draft, const ChartAt& before, std::uint64_t number, const Scene& scene,
                  const DutyInfo& info, Instant at) {
    const DutyRow row = *draft.duty(number);
    if (is_paused(row, {PauseCause::kNobody, 0})) {
        if (!row.resumes) {
            return;
        }
        // Its bearer was absent and will not come back.
        resume(draft, number, at, {PauseCause::kNobody, 0});
    }
    if (const std::string head = former_head(draft, before, row.bearer, at); !head.empty()) {
        pass_to(draft, number, row, head, at);
    }
    suspend(draft, number, at, {PauseCause::kNobody, 0});
    report_vacancy(draft, scene, info, number, row.opened.attempt);
}

/// True if the path to the bearer had led to somebody else before already: then it is not this
/// change that takes the duty from whoever bears it.
bool strayed(Draft& draft, const ChartAt& before, std::uint64_t number, const DutyRow& row,
             const DutyInfo& info) {
    return info.bearer_role.empty() && before.chart != nullptr &&
           bearer_now(draft, duty_scene(draft, number, row, before.at), info) != row.bearer;
}

/// Open duties that the change may concern, by number. `changed`: nothing if it may concern all.
std::vector<std::uint64_t> concerned(const State& state,
                                     const std::optional<ChartDifference>& changed) {
    if (!changed) {
        return state.open_duties();
    }
    std::vector<std::uint64_t> numbers = state.stopped_duties();
    const auto add = [&](const std::vector<std::uint64_t>& more) {
        numbers.insert(numbers.end(), more.begin(), more.end());
    };
    for (const std::string& person : changed->persons) {
        add(state.duties_of(person));
    }
    for (const std::string& role : changed->roles) {
        add(state.duties_of_pool(role));
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

/// In place of a stand-in who has left: the one for whom he stood in, if he is back.
std::string next_stand_in(Draft& draft, const Scene& scene, const DutyInfo& info,
                          const DutyRow& row, Instant at) {
    const std::string& principal = row.opened.stand_in_for;
    const Organisation* organisation = draft.world().organisation_at(at);
    const auto found = organisation ? organisation->find_person(principal) : std::nullopt;
    const bool back = found && organisation->is_employed(*found, at) &&
                      !organisation->absence_of(*found, at).absent;
    return back ? principal : stand_in_for(draft, scene, info, principal, at);
}

/// The miss stays with whoever has left; what is still to be done goes to somebody who is there.
void pass_on_overdue(Draft& draft, const ChartAt& before, std::uint64_t number, const Scene& scene,
                     const DutyInfo& info, Instant at) {
    const DutyRow row = *draft.duty(number);
    const Organisation* organisation = draft.world().organisation_at(at);
    const auto bearer = organisation ? organisation->find_person(row.bearer) : std::nullopt;
    std::string next = bearer_now(draft, scene, info);
    if (next.empty() && bearer && organisation->is_employed(*bearer, at)) {
        return;
    }
    next = next.empty() ? former_head(draft, before, row.bearer, at) : next;
    next = next.empty() ? owner_of(draft, scene, info.rulebook) : next;
    if (next != row.bearer) {
        pass_to(draft, number, row, next, at);
    }
}

}  // namespace

void reassign_duties(Draft& draft, const ChartAt& before, Instant at) {
    const ChartAt chart{draft.world().organisation_at(at), at};
    std::optional<ChartDifference> changed;
    if (before.chart != nullptr && chart.chart != nullptr) {
        changed = difference(before, chart, draft.world().reporting_lines());
        pass_questions(draft, before, changed->persons, at);
    }
    for (const std::uint64_t number : concerned(draft.state(), changed)) {
        const DutyRow row = *draft.duty(number);
        if (row.done) {
            continue;
        }
        const Scene scene = duty_scene(draft, number, row, at);
        const DutyInfo& info = duty_info(scene, row);
        const Organisation* organisation = chart.chart;
        const auto bearer = organisation ? organisation->find_person(row.bearer) : std::nullopt;
        const bool employed = bearer && organisation->is_employed(*bearer, at);
        if (!row.opened.stand_in_for.empty() && (employed || !row.overdue_at)) {
            if (!employed) {
                pass_to(draft, number, row, next_stand_in(draft, scene, info, row, at), at);
            }
            continue;
        }
        // What was overdue before stays with the earlier person as long as he is there.
        if (row.overdue_at) {
            const bool kept = row.bearer != row.overdue_bearer && !row.transferred;
            if (!employed || kept) {
                pass_on_overdue(draft, before, number, scene, info, at);
            }
            continue;
        }
        const bool stays = employed && (info.bearer_role.empty() || !row.pool_role.empty() ||
                                        organisation->has_role(*bearer, info.bearer_role, at));
        // Taken over from whoever held the post, it follows the post no more.
        if (row.transferred && employed) {
            continue;
        }
        const bool stopped = waits_for_bearer(draft, number, row);
        if (stays && !stopped && strayed(draft, before, number, row, info)) {
            continue;
        }
        const std::string now =
            info.every_holder && stays ? row.bearer : bearer_now(draft, scene, info);
        if (now.empty()) {
            leave_vacant(draft, before, number, scene, info, at);
            continue;
        }
        if (now != row.bearer && !(stays && !info.bearer_role.empty())) {
            pass_to(draft, number, row, now, at);
        }
        if (stopped) {
            resume(draft, number, at, {PauseCause::kNobody, 0});
        }
    }
}

bool waits_for_bearer(Draft& draft, std::uint64_t number, const DutyRow& row) {
    if (row.done || row.resumes || !is_paused(row, {PauseCause::kNobody, 0})) {
        return false;
    }
    // Another pause may have begun before, when somebody was there.
    const bool kept = !row.unattended.empty() && !row.unattended.back().until;
    const Scene scene =
        duty_scene(draft, number, row, kept ? row.unattended.back().from : *row.suspended_at);
    return bearer_now(draft, scene, duty_info(scene, row)).empty();
}

}  // namespace onus::engine
