// SPDX-License-Identifier: Apache-2.0
#include "adapters/http/process_events.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "adapters/http/run_access.h"
#include "adapters/json/json.h"
#include "engine/duties/change.h"
#include "engine/run/fold.h"

namespace onus::adapters {
namespace {

/// Something that happened in a run.
struct Happening {
    std::string process;
    std::string subject;
    std::string step;  ///< empty: the whole
    std::string_view what;
    std::uint64_t duty = 0;
};

std::string_view word_for(engine::StepStatus status) {
    switch (status) {
        case engine::StepStatus::kNone:
            return "step_to_do_again";
        case engine::StepStatus::kOpen:
            return "step_opened";
        case engine::StepStatus::kDelivered:
            return "step_delivered";
        case engine::StepStatus::kSkipped:
            return "step_skipped";
        case engine::StepStatus::kNotTaken:
            return "step_passed_by";
        case engine::StepStatus::kCancelled:
            return "step_cancelled";
    }
    return {};
}

class Reader {
  public:
    Reader(const engine::Session& session, const engine::Events& events)
        : world_(session.world()), state_(session.state()), events_(events) {}

    std::vector<Happening> run() {
        for (const engine::Event& event : events_) {
            if (const auto* step = std::get_if<engine::StepChanged>(&event)) {
                add({step->process, step->subject, step->step, word_for(step->status), step->duty});
            } else if (const auto* back = std::get_if<engine::StepReturned>(&event)) {
                if (back->count > 0) {
                    add({back->process, back->subject, back->step, "step_returned", 0});
                }
            } else if (const auto* whole = std::get_if<engine::ProcessChanged>(&event)) {
                add({whole->process, whole->subject, {}, word_of_whole(*whole), whole->duty});
            } else if (const auto* opened = std::get_if<engine::DutyOpened>(&event)) {
                add_duty(opened->duty, "", "hand_over");
            } else if (const auto* duty = std::get_if<engine::DutyChanged>(&event)) {
                add(*duty);
            }
        }
        return std::move(all_);
    }

  private:
    void add(Happening happening) { all_.push_back(std::move(happening)); }

    void add(const engine::DutyChanged& duty) {
        if (duty.change == engine::DutyChange::kOverdue) {
            add_duty(duty.duty, "step_overdue", "hand_over_overdue");
        } else if (duty.change == engine::DutyChange::kFulfilled) {
            add_duty(duty.duty, "", "hand_over_received");
        }
    }

    /// What became of the duty of a step, or of the one to acknowledge; empty: nothing to tell.
    void add_duty(std::uint64_t number, std::string_view of_step, std::string_view of_receipt) {
        const auto found = engine::step_of(world_, state_, number);
        if (!found) {
            return;
        }
        const std::string_view what = found->receipt ? of_receipt : of_step;
        if (what.empty()) {
            return;
        }
        const engine::ProcessChanged& run = found->run->last;
        if (found->step == engine::kNoIndex) {
            add({run.process, run.subject, {}, "run_overdue", number});
            return;
        }
        const auto* program = world_.program_by_hash(run.program);
        const auto* process = program == nullptr ? nullptr : program->find_process(run.process);
        if (process != nullptr) {
            add({run.process, run.subject, process->steps[found->step].name, what, number});
        }
    }

    [[nodiscard]] std::string_view word_of_whole(const engine::ProcessChanged& changed) const {
        switch (changed.status) {
            case engine::ProcessStatus::kRunning: {
                // The attempt that starts a run is in the same entry, or took effect with it.
                const bool starts =
                    std::any_of(events_.begin(), events_.end(), [&](const engine::Event& event) {
                        const auto* effect = std::get_if<engine::TookEffect>(&event);
                        return effect != nullptr && effect->attempt == changed.attempt;
                    });
                return starts ? "run_started" : "run_resumed";
            }
            case engine::ProcessStatus::kSuspended:
                return "run_suspended";
            case engine::ProcessStatus::kEnded:
                return "run_ended";
            case engine::ProcessStatus::kCancelled:
                return "run_cancelled";
        }
        return {};
    }

    const engine::World& world_;
    const engine::State& state_;
    const engine::Events& events_;
    std::vector<Happening> all_;
};

engine::Data to_data(const Call& call, const Happening& happening, const engine::ProcessRow& row,
                     const engine::Reply& reply) {
    const engine::Session& session = call.workspace.session();
    const engine::Program* program = session.world().program_by_hash(row.last.program);
    const engine::ProcessInfo* process =
        program == nullptr ? nullptr : program->find_process(row.last.process);
    const engine::RenderContext context = context_of(call, program, reply.received);
    const auto time = [&](Instant at) {
        return engine::text_data(to_string(
            at, context.calendar == nullptr ? 0 : context.calendar->offset_minutes_at(at)));
    };
    engine::Data data = engine::object_data();
    const auto add = [&](std::string_view name, std::string_view text) {
        if (!text.empty()) {
            engine::set_member(data, name, engine::text_data(text));
        }
    };
    engine::set_member(data, "sequence", engine::number_data(std::to_string(reply.sequence)));
    engine::set_member(data, "received", time(reply.received));
    add("what", happening.what);
    add("process", happening.process);
    add("process_en", process == nullptr ? "" : process->title.en);
    add("process_zh", process == nullptr ? "" : process->title.zh);
    add("key", happening.subject);
    add("step", happening.step);
    for (std::size_t i = 0; process != nullptr && i < process->steps.size(); ++i) {
        if (process->steps[i].name == happening.step) {
            add("step_en", process->steps[i].title.en);
            add("step_zh", process->steps[i].title.zh);
        }
    }
    const engine::DutyRow* duty =
        happening.duty == 0 ? nullptr : session.state().duty(happening.duty);
    if (duty != nullptr) {
        add("person", engine::answerable_for(*duty));
        if (duty->due) {
            engine::set_member(data, "due", time(*duty->due));
        }
    }
    return data;
}

}  // namespace

tl::expected<bool, HttpResponse> ProcessEvents::may_see(const engine::ProcessRow& row) {
    const std::string key = engine::process_key(row.last.process, row.last.subject);
    if (const auto known = seen_.find(key); known != seen_.end()) {
        return known->second;
    }
    const engine::Session& session = call_.workspace.session();
    const auto overview =
        engine::overview_of(session.world(), session.state(), row, call_.received);
    const bool seen = overview && may_see_run(call_, *overview);
    if (seen) {
        if (const auto noted = note_run(call_, *overview); !noted) {
            return noted;
        }
    }
    seen_.emplace(key, seen);
    return seen;
}

tl::expected<std::vector<std::string>, HttpResponse> ProcessEvents::of(const engine::Reply& reply) {
    const engine::Session& session = call_.workspace.session();
    std::vector<std::string> texts;
    for (const Happening& each : Reader(session, reply.events).run()) {
        const engine::ProcessRow* row =
            session.state().runs.find(engine::process_key(each.process, each.subject));
        if (row == nullptr) {
            continue;
        }
        const auto seen = may_see(*row);
        if (!seen) {
            return tl::make_unexpected(seen.error());
        }
        if (*seen) {
            texts.push_back(to_json(to_data(call_, each, *row, reply)));
        }
    }
    return texts;
}

}  // namespace onus::adapters
