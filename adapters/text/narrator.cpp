// SPDX-License-Identifier: Apache-2.0

#include "adapters/text/narrator.h"

#include "adapters/text/about_words.h"
#include "adapters/text/event_words.h"
#include "engine/duties/change.h"

namespace onus::adapters {
namespace {

/// The program that the events of one entry are about.
const engine::Program* program_of(const engine::World& world, const engine::Event& event,
                                  Instant received) {
    std::string_view hash;
    if (const auto* const judged = std::get_if<engine::Judged>(&event)) {
        hash = judged->program;
    } else if (const auto* const opened = std::get_if<engine::DutyOpened>(&event)) {
        hash = opened->program;
    }
    const engine::Program* const found = hash.empty() ? nullptr : world.program_by_hash(hash);
    return found != nullptr ? found : world.program_at(received);
}

}  // namespace

engine::RenderContext Narrator::context(const engine::Program* program, Instant at) const {
    engine::RenderContext context;
    context.program = program;
    context.organisation = world_.organisation_at(at);
    context.calendar = world_.calendar(options_.calendar);
    if (program != nullptr) {
        for (const engine::RulebookInfo& rulebook : program->rulebooks) {
            if (context.calendar == nullptr) {
                context.calendar = world_.calendar(rulebook.calendar);
            }
            if (context.currency.empty()) {
                context.currency = rulebook.currency;
            }
        }
    }
    if (context.calendar == nullptr && !world_.calendars().empty()) {
        context.calendar = &world_.calendars().begin()->second;
    }
    return context;
}

std::string Narrator::event(const engine::Event& event, const engine::Program* program,
                            Instant received) const {
    return std::visit(EventWords(*this, program, received), event);
}

std::string Narrator::events(const engine::Events& events, Instant received,
                             bool is_preview) const {
    std::string out;
    std::uint64_t told = 0;
    for (const engine::Event& each : events) {
        EventWords words(*this, program_of(world_, each, received), received);
        words.set_told(told);
        words.set_preview(is_preview);
        out += std::visit(words, each);
        if (const auto* const judged = std::get_if<engine::Judged>(&each)) {
            told = judged->attempt;
        }
    }
    return out;
}

std::string Narrator::reply(const engine::Reply& reply) const {
    std::string out;
    const bool judged =
        !reply.events.empty() && std::holds_alternative<engine::Judged>(reply.events.front());
    const EventWords words(*this, world_.program_at(reply.received), reply.received);
    if (!judged && !reply.events.empty()) {
        out += words.time(reply.received);
        if (!reply.command.actor.empty()) {
            out += "  " + words.person(reply.command.actor);
        }
        out += "\n";
    }
    out += events(reply.events, reply.received, false);
    if (reply.repeated) {
        out += "  " +
               words.say("(answered before, as entry {0}; nothing was done again)",
                         "（此前已答复，见第{0}条记录，未重复执行）",
                         {std::to_string(reply.sequence)}) +
               "\n";
    }
    return out;
}

std::string Narrator::preview(const engine::Preview& preview) const {
    std::string out = events(preview.events, preview.as_of, true);
    const EventWords words(*this, world_.program_at(preview.as_of), preview.as_of);
    if (preview.holds_until && preview.as_of < *preview.holds_until) {
        out += "  " +
               words.say("As of {0}; time alone changes nothing before {1}.",
                         "截至{0}；仅凭时间经过，{1}之前结论不变。",
                         {words.time(preview.as_of), words.time(*preview.holds_until)}) +
               "\n";
    }
    return out;
}

std::string Narrator::duty(const engine::DutyRow& duty) const {
    const engine::Program* program = world_.program_by_hash(duty.opened.program);
    const EventWords words(*this, program, duty.opened.opened);
    std::string out = words.say("{0}. {1}: {2}", "{0}. {1}：{2}",
                                {std::to_string(duty.opened.duty), words.person(duty.bearer),
                                 words.title(duty.opened.declaration)});
    const engine::AttemptRow* const attempt = state_.attempt(duty.opened.attempt);
    if (const auto record =
            attempt == nullptr ? std::nullopt : record_of(world_, attempt->judged)) {
        out += words.say(" — {0}", "——{0}", {words_of(*record, options_.language)});
    }
    if (duty.due) {
        out += words.say("  until {0}", "  期限至{0}", {words.deadline(*duty.due)});
    }
    if (duty.overdue_at) {
        out += words.say("  ▲ OVERDUE", "  ▲逾期");
    }
    if (duty.suspended_at) {
        out += words.say("  (suspended)", "  （中止计时）");
    }
    if (duty.provisional) {
        out += words.say("  (provisional)", "  （暂定）");
    }
    if (!duty.pool_role.empty()) {
        out +=
            words.say("  [may be claimed by {0}]", "  【{0}可认领】", {words.name(duty.pool_role)});
    }
    if (!duty.delegate.empty()) {
        out += words.say("  delegated to {0}", "  已委托{0}", {words.person(duty.delegate)});
    }
    return out + "\n";
}

std::string Narrator::duty_in_the_end(const engine::DutyRow& duty) const {
    const engine::Program* program = world_.program_by_hash(duty.opened.program);
    const EventWords words(*this, program, duty.opened.opened);
    const std::string bearer = engine::answerable_for(duty);
    std::string out = words.say("Duty {0} of {1}: {2} — {3}", "职责{0} 责任人{1}：{2}——{3}",
                                {std::to_string(duty.opened.duty), words.person(bearer),
                                 words.title(duty.opened.declaration), words.state(duty.state)});
    if (duty.due) {
        out += words.say(", due {0}", "，期限{0}", {words.deadline(*duty.due)});
    }
    out += "\n";
    const engine::MatterRow* const matter = words.matter_of(duty);
    if (matter == nullptr) {
        return out;
    }
    if (matter->decision && matter->decided_at) {
        return out + "  " +
               words.say("{0} decided at {1}: {2} — “{3}”", "{0}于{1}决定：{2}——“{3}”",
                         {words.person(matter->decided_by), words.time(*matter->decided_at),
                          std::string(words.decision(*matter->decision)), matter->opinion}) +
               (matter->in_time ? "" : words.say(" (late)", "（逾期）")) + "\n";
    }
    return out + "  " + words.say("No decision is on record.", "没有决定记录。") + "\n";
}

std::string Narrator::matter(const engine::MatterRow& matter) const {
    const engine::Program* program = world_.program_at(matter.opened.opened);
    const engine::AttemptRow* const attempt = state_.attempt(matter.opened.attempt);
    if (attempt != nullptr && world_.program_by_hash(attempt->judged.program) != nullptr) {
        program = world_.program_by_hash(attempt->judged.program);
    }
    const EventWords words(*this, program, matter.opened.opened);
    std::string out =
        words.say("{0}. {1}: {2}", "{0}. {1}：{2}",
                  {std::to_string(matter.opened.matter), words.decider(matter.decider),
                   words.title(matter.opened.declaration)});
    if (const std::string text = words.text(matter.opened.text); !text.empty()) {
        out += words.say(" — {0}", "——{0}", {text});
    }
    if (attempt != nullptr) {
        out += "  [" + words.person(attempt->judged.actor) + " " +
               words.action(attempt->judged.action) + ": " +
               words.payload(attempt->judged.action, attempt->judged.payload) + "]";
    }
    if (matter.due) {
        out += words.say("  answer until {0}", "  答复期限至{0}", {words.deadline(*matter.due)});
    }
    if (matter.level > 0) {
        out += words.say("  level {0}", "  第{0}级", {std::to_string(matter.level)});
    }
    if (matter.alarm) {
        out += words.say("  ▲ RED", "  ▲红色");
    }
    return out + "\n";
}

std::string Narrator::why(const engine::AttemptRow& attempt) const {
    const engine::Program* const program = world_.program_by_hash(attempt.judged.program);
    const EventWords words(*this,
                           program != nullptr ? program : world_.program_at(attempt.received),
                           attempt.received);
    std::string out = words(attempt.judged);
    for (const std::uint64_t number : attempt.matters) {
        const engine::MatterRow* const matter = state_.matter(number);
        if (matter != nullptr && matter->opened.kind == engine::MatterKind::kLiability) {
            out +=
                "  § " + words.title(matter->opened.declaration) + "\n" + words.settlement(matter);
        }
    }
    return out;
}

}  // namespace onus::adapters
