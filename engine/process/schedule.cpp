// SPDX-License-Identifier: Apache-2.0
#include "engine/process/schedule.h"

#include <algorithm>

#include "engine/duties/opening.h"
#include "engine/duties/remaining.h"
#include "engine/run/effects.h"

namespace onus::engine {

namespace {

/// What really happened at the same instant is later: its day counts anew.
bool is_later(const Moment& a, const Moment& b) {
    return b.at < a.at || (a.at == b.at && b.planned && !a.planned);
}

/// Finds each span from those that it hangs on, in as many rounds as it takes.
class Forecast {
  public:
    Forecast(const Schedule& schedule, const ProcessInfo& process,
             const std::vector<Progress>& progress, Instant start)
        : schedule_(schedule),
          steps_(process.steps),
          progress_(progress),
          start_(start),
          begins_(steps_.size()),
          ends_(steps_.size()),
          parents_(steps_.size(), false) {
        for (const StepInfo& step : steps_) {
            if (step.parent != kNoIndex) {
                parents_[step.parent] = true;
            }
        }
    }

    std::vector<Span> run() {
        for (bool changed = true; changed;) {
            changed = false;
            for (std::uint32_t step = 0; step < steps_.size(); ++step) {
                if (!begins_[step] && find_begin(step)) {
                    changed = true;
                }
                if (begins_[step] && !ends_[step] && find_end(step)) {
                    changed = true;
                }
            }
        }
        std::vector<Span> spans(steps_.size());
        for (std::uint32_t step = 0; step < steps_.size(); ++step) {
            spans[step].begin = begins_[step].value_or(Moment{start_, false});
            spans[step].end = ends_[step].value_or(spans[step].begin);
        }
        return spans;
    }

  private:
    bool find_begin(std::uint32_t step) {
        const StepInfo& info = steps_[step];
        const Progress& now = progress_[step];
        if (now.kind == Progress::Kind::kOpen || now.kind == Progress::Kind::kDone) {
            begins_[step] = Moment{now.begin, false};
            return true;
        }
        Moment begin{start_, false};
        if (info.parent != kNoIndex) {
            if (!begins_[info.parent]) {
                return false;
            }
            begin = *begins_[info.parent];
        }
        bool first = true;
        for (const StepInfo::After& edge : info.after) {
            if (!ends_[edge.step]) {
                return false;
            }
            begin = first || is_later(*ends_[edge.step], begin) ? *ends_[edge.step] : begin;
            first = false;
        }
        begins_[step] = begin;
        return true;
    }

    bool find_end(std::uint32_t step) {
        const Progress& now = progress_[step];
        const Moment begin = *begins_[step];
        if (now.kind == Progress::Kind::kPassed) {
            ends_[step] = begin;
            return true;
        }
        if (parents_[step]) {
            return find_end_of_all(step);
        }
        ends_[step] =
            now.kind == Progress::Kind::kAhead ? Moment{schedule_.due(step, begin), true} : now.end;
        return true;
    }

    bool find_end_of_all(std::uint32_t parent) {
        std::optional<Moment> last;
        for (std::uint32_t step = 0; step < steps_.size(); ++step) {
            if (steps_[step].parent != parent) {
                continue;
            }
            if (!ends_[step]) {
                return false;
            }
            last = !last || is_later(*ends_[step], *last) ? ends_[step] : last;
        }
        ends_[parent] = last;
        return last.has_value();
    }

    const Schedule& schedule_;
    const std::vector<StepInfo>& steps_;
    const std::vector<Progress>& progress_;
    Instant start_;
    std::vector<std::optional<Moment>> begins_;
    std::vector<std::optional<Moment>> ends_;
    std::vector<bool> parents_;
};

}  // namespace

Schedule::Schedule(Draft& draft, const Scene& scene, const ProcessInfo& process)
    : scene_(scene),
      process_(process),
      periods_(process.steps.size()),
      named_(process.steps.size()) {
    for (std::uint32_t step = 0; step < process.steps.size(); ++step) {
        const DutyInfo& duty = scene.program->duties[process.steps[step].duty];
        named_[step] = named_start(draft, scene, duty);
        if (duty.within == kNoCode) {
            continue;
        }
        const Value period = evaluate(draft, scene, duty.within);
        if (period.kind == ValueKind::kDuration) {
            periods_[step] = duration_of(period);
        }
    }
}

Instant Schedule::due(std::uint32_t step, Moment begin) const {
    const Moment from = named_[step] ? Moment{*named_[step], false} : begin;
    if (!periods_[step]) {
        return begin.at;
    }
    const auto deadline = from.planned ? due_after(scene_, from.at, *periods_[step])
                                       : due_from(scene_, from.at, *periods_[step]);
    return deadline ? std::max(deadline->due, begin.at) : begin.at;
}

std::vector<Span> Schedule::forecast(const std::vector<Progress>& progress, Instant start) const {
    return Forecast(*this, process_, progress, start).run();
}

Instant Schedule::end(const std::vector<Progress>& progress, Instant start) const {
    Instant last = start;
    for (const Span& span : forecast(progress, start)) {
        last = std::max(last, span.end.at);
    }
    return last;
}

}  // namespace onus::engine
