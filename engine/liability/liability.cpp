// SPDX-License-Identifier: Apache-2.0
#include "engine/liability/liability.h"

#include <algorithm>

#include "engine/matters/impartial.h"
#include "engine/run/effects.h"
#include "engine/run/finding.h"

namespace onus::engine {

namespace {

class Proposal {
  public:
    Proposal(Draft& draft, const Scene& scene, const LiabilityInfo& info, const Judged& judged)
        : draft_(draft), info_(info), judged_(judged), scene_(scene) {
        use_calendar_of(draft);
    }

    void propose() {
        const Value subject = evaluate(draft_, view_, info_.subject);
        proposed_.declaration = info_.id;
        proposed_.attempt = judged_.attempt;
        proposed_.subject = std::string(subject.text);
        trace(subject);
        if (!proposed_.untraceable) {
            view_.context.traced = &links_;
            assign();
        }
        const LiabilityProposed kept = proposed_;
        draft_.emit(std::move(proposed_));
        if (kept.untraceable) {
            run_effects(draft_, view_, info_.untraceable, occasion_of(info_, judged_.attempt));
        } else {
            ask_owner(kept);
        }
    }

  private:
    /// Whoever bears a share does not judge it.
    void ask_owner(const LiabilityProposed& proposed) {
        MatterOpened matter;
        matter.kind = MatterKind::kLiability;
        matter.declaration = info_.id;
        matter.attempt = judged_.attempt;
        matter.text = builtin_text("matter.liability");
        for (const AssignedShare& share : proposed.shares) {
            if (!share.person.empty()) {
                matter.bearers.push_back(share.person);
            }
        }
        const std::string owner = owner_of(draft_, view_, info_.rulebook);
        const std::string decider = impartial_decider(draft_, view_, owner, matter.bearers).person;
        open_matter(draft_, view_, std::move(matter), {decider, {}}, kOneWorkingDay);
    }

    void use_calendar_of(Draft& draft) {
        view_.program = scene_.program;
        view_.action = scene_.action;
        view_.action_index = scene_.action_index;
        view_.context = scene_.context;
        use_calendar(draft, view_, info_.rulebook);
    }

    /// For each action, from the last to the first, the latest one on the subject that happened
    /// before the link behind it.
    void trace(const Value& subject) {
        links_.resize(info_.trace.size());
        proposed_.chain.resize(info_.trace.size());
        std::vector<TrailEntry> trail;
        if (subject.kind == ValueKind::kRecord) {
            trail = draft_.state().trail(scene_.program->records[subject.aux].id, subject.text);
        }
        Instant before = judged_.at;
        for (std::size_t i = info_.trace.size(); i-- > 0;) {
            const std::string& action = scene_.program->actions[info_.trace[i]].id;
            const TrailEntry* latest = nullptr;
            for (const TrailEntry& entry : trail) {
                if (entry.action == action && entry.at <= before &&
                    (latest == nullptr || latest->at <= entry.at)) {
                    latest = &entry;
                }
            }
            ChainLink& link = proposed_.chain[i];
            link.action = action;
            if (latest == nullptr) {
                proposed_.untraceable = true;
                continue;
            }
            link.attempt = latest->attempt;
            link.actor = latest->actor;
            link.at = latest->at;
            links_[i].attempt = latest->attempt;
            links_[i].actor = textual(ValueKind::kPerson, link.actor);
            links_[i].at = latest->at;
            before = latest->at;
        }
    }

    void assign() {
        for (std::uint32_t line = 0; line < info_.shares.size(); ++line) {
            const ShareInfo& share = info_.shares[line];
            const Value moves = share.except_if == kNoCode
                                    ? yes_no(false)
                                    : evaluate(draft_, view_, share.except_if);
            // Whose it is cannot be told: nobody's, and its owner is asked.
            const std::string person =
                moves.undetermined() ? unassigned(moves)
                                     : person_of_share(moves.yes() ? share.except_by : share.by);
            add(share.percent, person, line, moves.yes());
        }
        note_duties();
    }

    /// Nobody is asked as of the traced action's time, in which the path was evaluated.
    std::string person_of_share(CodeId path) {
        const Value value = evaluate(draft_, view_, path);
        return value.undetermined() ? unassigned(value) : person_of(draft_, view_, value);
    }

    std::string unassigned(const Value& cause) {
        report_undetermined(draft_, view_, cause, occasion_of(info_, judged_.attempt));
        return {};
    }

    void add(Decimal percent, const std::string& person, std::uint32_t line, bool moved) {
        auto found =
            std::find_if(proposed_.shares.begin(), proposed_.shares.end(),
                         [&](const AssignedShare& share) { return share.person == person; });
        if (found == proposed_.shares.end()) {
            found = proposed_.shares.insert(found, AssignedShare{Decimal{}, person, {}, {}});
        }
        found->percent = sum(found->percent, percent);
        found->lines.push_back(line);
        if (moved) {
            found->moved.push_back(line);
        }
    }

    static Decimal sum(Decimal a, Decimal b) {
        return onus::add(a, b).value_or(a);  // Shares total 100, as the checker made sure.
    }

    /// The duties that the chain's actions started: what a reader must see to believe the shares.
    void note_duties() {
        for (const TracedLink& link : links_) {
            const AttemptRow* attempt = draft_.attempt(link.attempt);
            if (attempt != nullptr) {
                proposed_.duties.insert(proposed_.duties.end(), attempt->duties.begin(),
                                        attempt->duties.end());
            }
        }
    }

    Draft& draft_;
    const LiabilityInfo& info_;
    const Judged& judged_;
    const Scene& scene_;
    Scene view_;
    std::vector<TracedLink> links_;
    LiabilityProposed proposed_;
};

}  // namespace

void propose_liabilities(Draft& draft, const Scene& scene, const Judged& judged) {
    for (const std::uint32_t index : scene.action->liabilities) {
        const LiabilityInfo& info = scene.program->liabilities[index];
        if (holds(draft, scene, info.trigger.condition, occasion_of(info, judged.attempt))) {
            Proposal(draft, scene, info, judged).propose();
        }
    }
}

const MatterRow* matter_of(const State& state, const LiabilityProposed& proposed) {
    const AttemptRow* attempt = state.attempt(proposed.attempt);
    if (attempt == nullptr) {
        return nullptr;
    }
    for (const std::uint64_t number : attempt->matters) {
        const MatterRow* matter = state.matter(number);
        if (matter != nullptr && matter->opened.kind == MatterKind::kLiability &&
            matter->opened.declaration == proposed.declaration) {
            return matter;
        }
    }
    return nullptr;
}

}  // namespace onus::engine
