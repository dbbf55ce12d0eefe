// SPDX-License-Identifier: Apache-2.0
#include "engine/run/judge.h"

#include "engine/duties/handing_on.h"
#include "engine/duties/opening.h"
#include "engine/duties/reassignment.h"
#include "engine/duties/transition.h"
#include "engine/matters/answer_due.h"
#include "engine/matters/delivery.h"
#include "engine/matters/impartial.h"
#include "engine/matters/matter.h"
#include "engine/run/attempt.h"
#include "engine/run/finding.h"
#include "engine/run/timers.h"
#include "grammar/base/check.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {

namespace {

class Judge {
  public:
    Judge(Draft& draft, const Command& command) : draft_(draft), command_(command) {}

    void operator()(const Submit& body) { judge_attempt(draft_, command_, body); }
    void operator()(const Observe& body) { judge_attempt(draft_, command_, body); }
    void operator()(const Force& body) { judge_force(draft_, command_, body); }
    void operator()(const Decide& body) { judge_decision(draft_, command_, body); }
    void operator()(const Withdraw& body) { judge_withdrawal(draft_, command_, body); }
    void operator()(const Claim& body) { judge_claim(draft_, command_, body); }
    void operator()(const Delegate& body) { judge_delegation(draft_, command_, body); }
    void operator()(const Transfer& body) { judge_transfer(draft_, command_, body); }
    void operator()(const Excuse& body) { judge_excuse(draft_, command_, body); }
    void operator()(const Tick&) {}
    void operator()(const Publish& body) {
        draft_.emit(Published{body.kind, {}, body.hash, command_.received});
    }
    /// Looks at the whole ledger, which a verdict does not: see Session::redact.
    void operator()(const Redact&) {}
    void operator()(const Delivered& body) { judge_delivery(draft_, body); }
    void operator()(const Outage& body) {
        if (body.from < body.until && body.until <= draft_.now()) {
            draft_.emit(GapNoted{body.from, body.until, body.source});
        } else {
            decline(draft_, DiagnosticKind::kOutageBackwards);
        }
    }
    void operator()(const ClockSuspect& body) {
        const std::optional<Instant> since = draft_.state().header.doubted_since;
        if (body.suspect != since.has_value()) {
            draft_.emit(ClockDoubted{body.suspect, since.value_or(draft_.now())});
        }
    }
    void operator()(const Delivery& body) {
        if (body.since != draft_.state().header.delivers_since) {
            draft_.emit(DeliveryChanged{body.since});
        }
    }

  private:
    Draft& draft_;
    const Command& command_;
};

/// Clocks of a program that do not run yet.
void start_clocks(Draft& draft, const Program& program) {
    for (const auto& [duty, part] : program.clock_duties) {
        const DutyInfo& info = program.duties[duty];
        const Calendar* calendar =
            draft.world().calendar(program.rulebooks[info.rulebook].calendar);
        const std::string key = joined_key(info.id, std::to_string(part));
        const ClockRow* row = draft.state().clocks.find(key);
        if (calendar != nullptr && (row == nullptr || row->next <= draft.now())) {
            draft.emit(ClockSet{
                info.id, part, next_occurrence(info.triggers[part].clock, *calendar, draft.now())});
        }
    }
}

}  // namespace

Events judge(const State& state, const World& world, const Command& command) {
    Draft draft(state, world, command.received);
    Judge judge(draft, command);
    std::visit(judge, command.body);
    return draft.take();
}

Events fire(const State& state, const World& world, const Timer& timer, Instant now) {
    Draft draft(state, world, now);
    strike(draft, timer);
    return draft.take();
}

Events change_organisation(const State& state, const World& world, const ChartAt& before,
                           Instant at) {
    Draft draft(state, world, at);
    reassign_duties(draft, before, at);
    ask_again(draft);
    return draft.take();
}

Events follow_publication(const State& state, const World& world, const PublicationChange& change) {
    const Instant at = change.published.from;
    Draft draft(state, world, at);
    switch (change.published.kind) {
        case PublishedKind::kRulebooks:
            if (const Program* program = world.program_at(at)) {
                start_clocks(draft, *program);
            }
            break;
        case PublishedKind::kOrganisation:
            reassign_duties(draft, change.chart, at);
            ask_again(draft);
            break;
        case PublishedKind::kCalendar:
            settle_duties(draft, change.published.id);
            settle_answers(draft, change.published.id);
            break;
    }
    tell_misfits(draft, change.before, change.after);
    return draft.take();
}

}  // namespace onus::engine
