// SPDX-License-Identifier: Apache-2.0
#include "engine/run/fold.h"

#include <algorithm>

#include "engine/run/state.h"

namespace onus::engine {

namespace {

DutyState fulfilled_state(const DutyChanged& changed) {
    if (changed.in_time && changed.decision) {
        return *changed.decision == Decision::kReject ? DutyState::kRejectedInTime
                                                      : DutyState::kApprovedInTime;
    }
    return changed.in_time ? DutyState::kFulfilledInTime : DutyState::kFulfilledLate;
}

/// Nobody is there from `at` on.
void leave(DutyRow& row, const std::optional<Pause>& pause, Instant at) {
    if (pause && pause->cause == PauseCause::kNobody) {
        row.unattended.push_back({at, {}});
    }
}

/// Somebody is, or nobody need be.
void attend(DutyRow& row, Instant at) {
    if (!row.unattended.empty() && !row.unattended.back().until) {
        row.unattended.back().until = std::max(at, row.unattended.back().from);
    }
}

void close(DutyRow& row, const DutyChanged& changed, DutyState state) {
    row.state = state;
    row.done = true;
    row.closed_at = changed.at;
    row.deed = changed.attempt;
    row.suspended_at.reset();
    // What was handed in and waits for a decision goes on waiting, also where nothing is owed now.
    std::erase_if(row.pauses, [](const Pause& pause) { return pause.cause != PauseCause::kHeld; });
    row.resumes.reset();
    row.reminders.clear();
    attend(row, changed.at);
}

DutyState running_state(const DutyRow& row) {
    return row.overdue_at ? DutyState::kOverdue : DutyState::kOpen;
}

/// A decision does not stop a clock that has run out.
bool stops(const DutyRow& row) {
    return std::any_of(row.pauses.begin(), row.pauses.end(), [&](const Pause& pause) {
        return !row.overdue_at || pause.cause != PauseCause::kHeld;
    });
}

/// A new deadline in place of the old one.
void set_due(DutyRow& row, const DutyChanged& changed) {
    row.due = changed.due;
    row.provisional = changed.provisional;
    row.reminders = changed.reminders;
    if (changed.period) {
        row.counted = {changed.counted_from, {*changed.period}};
    }
}

}  // namespace

DutyRow open_row(const DutyOpened& opened) {
    DutyRow row;
    row.counted.from = opened.start;
    if (opened.period) {
        row.counted.periods = {*opened.period};
    }
    row.opened = opened;
    row.state = opened.suspended ? DutyState::kSuspended : DutyState::kOpen;
    row.bearer = opened.bearer;
    row.pool_role = opened.pool_role;
    row.due = opened.due;
    row.provisional = opened.provisional;
    row.reminders = opened.reminders;
    row.resumes = opened.resumes;
    row.done = !opened.due && opened.watches.empty();
    row.telling.due = true;
    if (opened.suspended) {
        row.suspended_at = opened.opened;
        row.pauses = {{PauseCause::kNobody, 0}};
        leave(row, row.pauses.front(), opened.opened);
    }
    row.ban_open = std::any_of(opened.watches.begin(), opened.watches.end(),
                               [](const Watch& w) { return w.role == WatchRole::kBreach; });
    // A duty that only forbids has nothing to be done: its other half is closed from the start.
    if (std::none_of(opened.watches.begin(), opened.watches.end(),
                     [](const Watch& w) { return w.role == WatchRole::kFulfil; }) &&
        row.ban_open) {
        row.done = true;
    }
    return row;
}

void fold(DutyRow& row, const DutyChanged& changed) {
    switch (changed.change) {
        case DutyChange::kReminded:
            std::erase_if(row.reminders, [&](const Reminder& reminder) {
                return reminder.percent == changed.percent;
            });
            return;
        case DutyChange::kOverdue:
            row.state = DutyState::kOverdue;
            row.overdue_at = changed.at;
            row.overdue_bearer = changed.person;
            row.reminders.clear();
            return;
        case DutyChange::kFulfilled:
            close(row, changed, fulfilled_state(changed));
            // Once the task is done, the forbidden alternative no longer binds unless it has an end
            // of its own.
            row.ban_open = row.ban_open && row.opened.ban_ends.has_value();
            return;
        case DutyChange::kBreached:
            row.ban_open = false;
            row.state = DutyState::kBreached;
            return;
        case DutyChange::kExcused:
            close(row, changed, DutyState::kExcused);
            row.ban_open = false;
            return;
        case DutyChange::kVoid:
            close(row, changed, DutyState::kVoid);
            row.ban_open = false;
            return;
        case DutyChange::kSuspended:
            row.state = DutyState::kSuspended;
            row.suspended_at = row.suspended_at.value_or(changed.at);
            row.pauses.push_back(changed.pause.value_or(Pause{}));
            leave(row, changed.pause, changed.at);
            if (changed.due) {
                row.resumes = changed.due;
            }
            return;
        case DutyChange::kAwaited:
            row.pauses.push_back(changed.pause.value_or(Pause{}));
            return;
        case DutyChange::kResumed:
            row.state = running_state(row);
            row.suspended_at.reset();
            std::erase(row.pauses, changed.pause.value_or(Pause{}));
            row.resumes.reset();
            set_due(row, changed);
            attend(row, changed.at);
            return;
        case DutyChange::kPauseEnded:
            std::erase(row.pauses, changed.pause.value_or(Pause{}));
            if (changed.pause && changed.pause->cause == PauseCause::kNobody) {
                row.resumes.reset();
                attend(row, changed.at);
            }
            if (!stops(row)) {
                row.suspended_at.reset();
                row.state = row.done ? row.state : running_state(row);
            }
            return;
        case DutyChange::kExtended: {
            const std::vector<Duration> before = row.counted.periods;
            const Instant from = row.counted.from;
            set_due(row, changed);
            if (!before.empty() && changed.period) {
                row.counted = {from, before};
                row.counted.periods.push_back(*changed.period);
            }
            return;
        }
        case DutyChange::kSettled:
            set_due(row, changed);
            row.counted.from = changed.counted_from;
            return;
        case DutyChange::kReturned:
            row.state = DutyState::kOpen;
            set_due(row, changed);
            row.overdue_at.reset();
            // The miss stays what it was, whatever becomes of the new deadline.
            for (Consequence& each : row.consequences) {
                each.stands = true;
            }
            row.remembered.clear();
            row.returned = true;
            ++row.generation;
            if (stops(row)) {
                row.state = DutyState::kSuspended;
                row.suspended_at = changed.at;
            }
            return;
        case DutyChange::kReassigned:
            row.bearer = changed.person;
            row.transferred = false;
            row.telling = {true, 0, false};
            if (changed.due) {
                set_due(row, changed);
                ++row.generation;
            }
            return;
        case DutyChange::kClaimed:
            row.bearer = changed.person;
            // Of what is overdue already nothing follows the post any more.
            row.transferred = row.transferred || row.overdue_at.has_value();
            row.telling = {};
            row.pool_role.clear();
            return;
        case DutyChange::kTransferred:
            row.bearer = changed.person;
            row.telling = {};
            row.pool_role.clear();
            row.delegate.clear();
            row.delegate_until.reset();
            row.transferred = true;
            return;
        case DutyChange::kDelegated:
            row.delegate = changed.person;
            row.delegate_until = changed.due;
            return;
        case DutyChange::kReversed:
            row.overdue_at.reset();
            row.overdue_bearer.clear();
            std::erase_if(row.consequences, [](const Consequence& each) { return !each.stands; });
            row.remembered.clear();
            row.state = DutyState::kOpen;
            return;
        case DutyChange::kMoved:
            row.due = changed.due;
            return;
        case DutyChange::kBanEnded:
            row.ban_open = false;
            if (row.done && row.state == DutyState::kOpen) {
                row.state = DutyState::kFulfilledInTime;
                row.closed_at = changed.at;
            }
            return;
    }
}

void fold(DutyRow& row, const MatterRow& matter) {
    const std::uint64_t number = matter.opened.matter;
    const auto keep = [&](std::uint64_t& asked) {
        if (matter.open) {
            asked = number;
        } else if (asked == number) {
            asked = 0;
        }
    };
    switch (matter.opened.kind) {
        case MatterKind::kEscalation:
            row.escalation = number;
            if (matter.open && matter.opened.finding_kind == "overdue") {
                row.escalations.push_back(number);
            } else if (!matter.open) {
                std::erase(row.escalations, number);
            }
            return;
        case MatterKind::kReview:
            row.matter = number;
            return;
        case MatterKind::kTransfer:
            keep(row.transfer);
            return;
        case MatterKind::kVacancy:
            // That a message reached nobody is another question than who does the duty.
            if (matter.opened.finding_kind.empty()) {
                keep(row.vacancy);
            }
            return;
        case MatterKind::kHold:
        case MatterKind::kConflict:
        case MatterKind::kMisfit:
        case MatterKind::kLiability:
            return;
    }
}

MatterRow open_row(const MatterOpened& opened) {
    MatterRow row;
    row.opened = opened;
    row.decider = opened.decider;
    row.due = opened.due;
    row.provisional = opened.provisional;
    row.counted_from = opened.opened;
    row.level = opened.level;
    row.seen = opened.seen;
    row.telling.due = true;
    return row;
}

void fold(MatterRow& row, const MatterChanged& changed) {
    switch (changed.change) {
        case MatterChange::kDecided:
            row.open = false;
            row.decision = changed.decision;
            row.opinion = changed.opinion;
            row.decided_by = changed.person;
            row.decided_at = changed.at;
            row.in_time = changed.in_time;
            return;
        case MatterChange::kClimbed:
            row.earlier.push_back({row.decider, changed.at});
            row.decider = changed.person;
            row.telling = {true, 0, false};
            row.level = changed.level;
            row.due = changed.due;
            row.provisional = changed.provisional;
            row.counted_from = changed.at;
            return;
        case MatterChange::kExpired:
        case MatterChange::kClosed:
            row.open = false;
            row.ended = changed.at;
            return;
        case MatterChange::kAlarm:
            row.alarm = true;
            row.decider = changed.person;
            return;
        case MatterChange::kSettled:
            row.due = changed.due;
            row.provisional = false;
            return;
        case MatterChange::kRests:
            row.due.reset();
            row.provisional = false;
            return;
        case MatterChange::kMoved:
            row.due = changed.due;
            return;
    }
}

AttemptRow open_row(const Judged& judged) {
    AttemptRow row;
    row.judged = judged;
    return row;
}

void fold(AttemptRow& row, const AttemptChanged& changed, Instant received) {
    row.judged.status = changed.status;
    if (changed.status != AttemptStatus::kHeld) {
        row.settled = received;
    } else if (!changed.reason.empty()) {
        row.forced = received;
    }
    if (!changed.findings.empty()) {
        row.judged.findings = changed.findings;
    }
    if (!changed.reason.empty()) {
        row.judged.reason = changed.reason;
    }
}

void fold(StepRow& row, const StepChanged& changed) {
    if (row.duty != 0 && row.duty != changed.duty) {
        row.earlier.push_back(row.duty);
    }
    row.status = changed.status;
    row.duty = changed.duty;
    row.attempt = changed.attempt;
    if (changed.status == StepStatus::kNone) {
        row.closed.clear();
    }
}

void fold(StepRow& row, const PathClosed& path) { row.closed.push_back(path.from); }
void fold(StepRow& row, const StepReturned& returned) { row.returned = returned.count; }

void fold(ProcessRow& row, const ProcessChanged& changed) {
    const bool over = changed.status >= ProcessStatus::kEnded;
    if (row.last.attempt != changed.attempt) {
        row.started = changed.at;
    }
    row.last = changed;
    row.ended = over ? std::optional(changed.at) : std::nullopt;
}

std::string process_key(std::string_view process, std::string_view subject) {
    return joined_key(process, subject, {});
}

std::string step_key(std::string_view process, std::string_view subject, std::string_view step) {
    return joined_key(process, subject, step);
}

}  // namespace onus::engine
