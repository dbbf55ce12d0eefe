// SPDX-License-Identifier: Apache-2.0
#include "adapters/json/process_json.h"

#include <array>

#include "adapters/json/words.h"

namespace onus::adapters {
namespace {

using engine::Bilingual;
using engine::Contribution;
using engine::Data;
using engine::Delay;
using engine::Overview;
using engine::Party;
using engine::StepOverview;
using engine::StepStatus;

std::string_view word_of_cause(engine::DelayCause cause) {
    constexpr auto kWords = std::to_array<std::string_view>(
        {"delivered", "open", "told_late", "returned", "withdrawn", "held", "suspended", "awaited",
         "moved", "hand_over", "unattended"});
    static_assert(static_cast<std::size_t>(last_of(engine::DelayCause{})) + 1 == kWords.size());
    return kWords[static_cast<std::size_t>(cause)];
}

/// An object that is filled member by member; what is empty is left out.
class Object {
  public:
    explicit Object(const engine::RenderContext& context) : context_(context) {}

    Object& text(std::string_view name, std::string_view value) {
        if (!value.empty()) {
            engine::set_member(data_, name, engine::text_data(value));
        }
        return *this;
    }
    Object& number(std::string_view name, std::int64_t value) {
        engine::set_member(data_, name, engine::number_data(std::to_string(value)));
        return *this;
    }
    Object& yes_no(std::string_view name, bool value) {
        engine::set_member(data_, name,
                           {engine::DataKind::kYesNo, value ? "true" : "false", {}, {}});
        return *this;
    }
    Object& time(std::string_view name, const std::optional<Instant>& at) {
        if (at) {
            const std::int32_t offset =
                context_.calendar == nullptr ? 0 : context_.calendar->offset_minutes_at(*at);
            text(name, to_string(*at, offset));
        }
        return *this;
    }
    Object& period(std::string_view name, const std::optional<Duration>& value) {
        return value ? text(name, to_string(*value, Language::kEnglish)) : *this;
    }
    Object& words(const std::string& name, const Bilingual& value) {
        return text(name + "_en", value.en).text(name + "_zh", value.zh);
    }
    Object& all(std::string_view name, const std::vector<Bilingual>& values) {
        Data list = engine::list_data();
        for (const Bilingual& value : values) {
            list.items.push_back(Object(context_).text("en", value.en).text("zh", value.zh).take());
        }
        return member(name, std::move(list));
    }
    Object& member(std::string_view name, Data value) {
        engine::set_member(data_, name, std::move(value));
        return *this;
    }
    Data take() { return std::move(data_); }

  private:
    const engine::RenderContext& context_;
    Data data_ = engine::object_data();
};

Object run_object(const engine::Course& course, const Delay& delay,
                  const engine::RenderContext& context) {
    Object object(context);
    object.text("process", course.process->id)
        .words("title", course.process->title)
        .text("key", course.subject)
        .text("state", word_of(course.row.last.status))
        .text("owner", delay.owner)
        .time("started", course.started)
        .time("due", delay.due)
        .time("planned_end", delay.planned_end)
        .time(delay.over ? "ended" : "expected_end", delay.end)
        .number("late_ms", delay.total_ms());
    return object;
}

Object step_object(const Overview& overview, const StepOverview& step,
                   const engine::RenderContext& context) {
    const engine::StepInfo& info = overview.course.process->steps[step.step];
    Object object(context);
    object.text("step", info.name).words("title", info.title);
    if (step.place != 0) {
        object.number("place", step.place);
    }
    object.text("status", step.status == StepStatus::kNone ? "to_come" : word_of(step.status))
        .text("person", step.person)
        .text("department", step.department);
    if (step.round != 0) {
        object.number("round", step.round)
            .number("duty", static_cast<std::int64_t>(step.duty))
            .time("opened", step.opened)
            .time("due", step.due)
            .time("stands_since", step.stands_since)
            .time("delivered", step.delivered)
            .number("late_ms", step.late_ms);
        if (step.excused) {
            object.yes_no("excused", true);
        }
    }
    return object;
}

Data parties(const Overview& overview, const std::vector<Party>& all,
             const engine::RenderContext& context) {
    Data list = engine::list_data();
    for (const Party& party : all) {
        Object object(context);
        if (party.step != engine::kNoIndex) {
            const engine::StepInfo& info = overview.course.process->steps[party.step];
            object.text("step", info.name).words("title", info.title);
        }
        object.text("person", party.person);
        if (party.receives) {
            object.yes_no("receives", true);
        }
        list.items.push_back(object.take());
    }
    return list;
}

/// What it delivers, to which standard, and who comes before and behind it.
void add_work(Object& object, const Overview& overview, const StepOverview& step,
              const engine::RenderContext& context) {
    const engine::Course& course = overview.course;
    const engine::StepInfo& info = course.process->steps[step.step];
    if (step.place != 0) {
        object.all("delivers", engine::deliverables_of(*course.program, info))
            .all("standard", engine::standard_of(*course.program, info));
    }
    object.text("sent_back_by", step.sent_back_by)
        .member("before", parties(overview, step.before, context))
        .member("next", parties(overview, step.next, context));
}

/// Where it is written what was owed.
Data clause(const engine::Course& course, std::uint32_t step,
            const engine::RenderContext& context) {
    const engine::RulebookInfo& rulebook = course.program->rulebooks[course.process->rulebook];
    Object object(context);
    object.text("rulebook", rulebook.name)
        .text("effective_from", to_string(rulebook.effective_from))
        .text("program", course.program->hash);
    if (step != engine::kNoIndex) {
        object.text("place", course.program->duties[course.process->steps[step].duty].place);
    }
    return object.take();
}

Data part(const engine::Course& course, const Contribution& each,
          const engine::RenderContext& context) {
    Object object(context);
    object.time("at", each.at).text("cause", word_of_cause(each.cause));
    if (each.step != engine::kNoIndex) {
        const engine::StepInfo& info = course.process->steps[each.step];
        object.text("step", info.name)
            .words("title", info.title)
            .number("round", each.round)
            .period("allowed", each.allowed)
            .period("taken", each.taken)
            .time("begun", each.begin)
            .time("due", each.due)
            .number("own_late_ms", each.own_late_ms)
            .number("inherited_ms", each.inherited_ms);
    }
    object.text("person", each.person)
        .text("department", each.department)
        .text("sent_back_by", each.sent_back_by);
    if (each.sent_back_from != engine::kNoIndex) {
        object.text("sent_back_from", course.process->steps[each.sent_back_from].name);
    }
    if (each.duty != 0) {
        object.number("duty", static_cast<std::int64_t>(each.duty));
    }
    if (each.attempt != 0) {
        object.number("attempt", static_cast<std::int64_t>(each.attempt));
    }
    object.number("adds_ms", each.added_ms).member("clause", clause(course, each.step, context));
    return object.take();
}

}  // namespace

Data run_data(const Overview& overview, const Delay& delay, const engine::RenderContext& context) {
    Object object = run_object(overview.course, delay, context);
    Data active = engine::list_data();
    for (const StepOverview& step : overview.steps) {
        if (step.status == StepStatus::kOpen && step.place != 0) {
            active.items.push_back(step_object(overview, step, context).take());
        }
    }
    object.member("active", std::move(active));
    return object.take();
}

Data steps_data(const Overview& overview, const Delay& delay,
                const engine::RenderContext& context) {
    Object object = run_object(overview.course, delay, context);
    Data steps = engine::list_data();
    for (const StepOverview& step : overview.steps) {
        Object one = step_object(overview, step, context);
        add_work(one, overview, step, context);
        steps.items.push_back(one.take());
    }
    object.member("steps", std::move(steps));
    return object.take();
}

Data delay_data(const Delay& delay, const engine::RenderContext& context) {
    Object object = run_object(delay.course, delay, context);
    object.yes_no("late", delay.total_ms() > 0)
        .time("as_of", delay.as_of)
        .period("within", delay.within);
    Data parts = engine::list_data();
    for (const Contribution& each : delay.parts) {
        parts.items.push_back(part(delay.course, each, context));
    }
    object.member("parts", std::move(parts));
    if (delay.root && delay.total_ms() > 0) {
        object.member("root", part(delay.course, delay.parts[*delay.root], context));
    }
    return object.take();
}

Data position_data(const Overview& overview, std::uint32_t step, bool receives,
                   const engine::RenderContext& context) {
    const StepOverview& at = overview.steps[step];
    const engine::StepInfo& info = overview.course.process->steps[step];
    Object object(context);
    object.text("process", overview.course.process->id)
        .words("process_title", overview.course.process->title)
        .text("key", overview.course.subject)
        .text("step", info.name)
        .words("title", info.title);
    if (at.place != 0) {
        object.number("place", at.place).number("places", overview.place_count);
    }
    if (receives) {
        object.text("receives_from", at.person);
        return object.take();
    }
    object.time("due", at.due).time("stands_since", at.stands_since);
    add_work(object, overview, at, context);
    return object.take();
}

}  // namespace onus::adapters
