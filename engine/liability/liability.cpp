// SPDX-License-Identifier: Apache-2.0
#include "engine/liability/liability.h"

#include <algorithm>

#include "engine/run/effects.h"

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
        const bool untraceable = proposed_.untraceable;
        draft_.emit(std::move(proposed_));
        if (untraceable) {
            Occasion occasion;
            occasion.declaration = info_.id;
            occasion.title = info_.title;
            occasion.rulebook = info_.rulebook;
            occasion.attempt = judged_.attempt;
            run_effects(draft_, view_, info_.untraceable, occasion);
        }
    }

  private:
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
            const bool moved = share.except_if != kNoCode && holds(draft_, view_, share.except_if);
            add(share.percent, person_of_share(moved ? share.except_by : share.by), line, moved);
        }
        note_duties();
    }

    /// Nobody is asked as of the traced action's time, in which the path was evaluated.
    std::string person_of_share(CodeId path) {
        const Value value = evaluate(draft_, view_, path);
        return person_of(draft_, view_, value);
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
        if (holds(draft, scene, info.trigger.condition)) {
            Proposal(draft, scene, info, judged).propose();
        }
    }
}

}  // namespace onus::engine
