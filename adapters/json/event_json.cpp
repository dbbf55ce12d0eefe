// SPDX-License-Identifier: Apache-2.0

#include "adapters/json/event_json.h"

#include <algorithm>
#include <array>

#include "adapters/json/command_json.h"
#include "adapters/json/json.h"
#include "adapters/json/words.h"
#include "engine/liability/liability.h"
#include "engine/run/explain.h"
#include "grammar/base/check.h"
#include "grammar/base/diagnostic_text.h"

namespace onus::adapters {
namespace {

using engine::Data;
using engine::DataKind;
using engine::list_data;
using engine::number_data;
using engine::object_data;
using engine::Stored;
using engine::text_data;

Data yes_no_data(bool yes) { return Data{DataKind::kYesNo, yes ? "true" : "false", {}, {}}; }
void add(Data& object, std::string_view name, Data value) {
    object.names.emplace_back(name);
    object.items.push_back(std::move(value));
}

/// Left out: what only the engine reads, and bytes that are no text.
bool is_internal(std::string_view name) {
    constexpr auto kInternal = std::to_array<std::string_view>(
        {"remembered", "watches", "seen", "deed", "aux", "instead"});
    return std::find(kInternal.begin(), kInternal.end(), name) != kInternal.end();
}

/// Turns a described struct into an object, member by member.
class ToData {
  public:
    /// `action`: of the attempt that is told, whose values a remedy names.
    explicit ToData(const engine::RenderContext& context, std::string action = {})
        : context_(context), action_(std::move(action)) {}

    Data operator()(const std::string& value) const { return text_data(value); }
    Data operator()(bool value) const { return yes_no_data(value); }
    Data operator()(std::uint64_t value) const { return number_data(std::to_string(value)); }
    Data operator()(std::uint32_t value) const { return number_data(std::to_string(value)); }
    Data operator()(std::int32_t value) const { return number_data(std::to_string(value)); }
    Data operator()(Decimal value) const { return number_data(value.to_string()); }
    Data operator()(Duration value) const {
        return text_data(to_string(value, Language::kEnglish));
    }
    Data operator()(Instant value) const {
        const std::int32_t offset =
            context_.calendar == nullptr ? 0 : context_.calendar->offset_minutes_at(value);
        return text_data(to_string(value, offset));
    }
    Data operator()(const Data& value) const { return value; }
    Data operator()(const std::array<std::uint8_t, 32>& hash) const;
    Data operator()(const Stored& value) const;
    Data operator()(const engine::Text& text) const;
    Data operator()(const engine::Reason& reason) const;
    Data operator()(const engine::ChangedValue& change) const;

    template <class Enum>
    requires std::is_enum_v<Enum> Data operator()(Enum value) const {
        return text_data(word_of(value));
    }
    template <class T>
    Data operator()(const std::optional<T>& value) const {
        return value ? (*this)(*value) : Data{};
    }
    template <class T>
    Data operator()(const std::vector<T>& values) const {
        Data list = list_data();
        for (const T& value : values) {
            list.items.push_back((*this)(value));
        }
        return list;
    }
    template <class T>
    requires requires(const T& value, const ToData& visit) { T::fields(value, visit); }
    Data operator()(const T& value) const {
        Data object = object_data();
        add_members(object, value);
        return object;
    }

    template <class T>
    void add_members(Data& object, const T& value) const {
        auto visit = [&](std::string_view name, const auto& member, auto... /*since*/) {
            if (!is_internal(name)) {
                add(object, name, (*this)(member));
            }
        };
        T::fields(value, visit);
    }

  private:
    const engine::RenderContext& context_;
    std::string action_;
};

Data ToData::operator()(const std::array<std::uint8_t, 32>& hash) const {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : hash) {
        text += kHex[byte >> 4U];
        text += kHex[byte & 0xFU];
    }
    return text_data(text);
}

Data ToData::operator()(const Stored& value) const {
    Data object = object_data();
    add(object, "kind", text_data(engine::is_hidden(value) ? "hidden" : word_of(value.kind)));
    add(object, "value", engine::data_of(value));
    add(object, "en", text_data(render(context_, value, Language::kEnglish)));
    add(object, "zh", text_data(render(context_, value, Language::kChinese)));
    return object;
}

Data ToData::operator()(const engine::Text& text) const {
    if (text.id.empty()) {
        return Data{};
    }
    Data object = object_data();
    add(object, "id", text_data(text.id));
    add(object, "en", text_data(render(context_, text, Language::kEnglish)));
    add(object, "zh", text_data(render(context_, text, Language::kChinese)));
    return object;
}

Data ToData::operator()(const engine::Reason& reason) const {
    Data object = object_data();
    if (context_.program != nullptr && reason.clause < context_.program->clauses.size()) {
        const engine::ClauseInfo& clause = context_.program->clauses[reason.clause];
        add(object, "en", text_data(clause.text.en));
        add(object, "zh", text_data(clause.text.zh));
        add(object, "left_name", text_data(clause.left.en));
        add(object, "right_name", text_data(clause.right.en));
    }
    add(object, "left", (*this)(reason.left));
    add(object, "right", (*this)(reason.right));
    add(object, "holds", yes_no_data(reason.holds));
    return object;
}

Data ToData::operator()(const engine::ChangedValue& change) const {
    constexpr auto kBeyond = std::to_array<std::string_view>({"", "or_less", "or_more"});
    const engine::Bilingual name = name_of(context_.program, action_, change);
    Data object = object_data();
    add(object, "path", text_data(name.en));
    add(object, "en", text_data(name.en));
    add(object, "zh", text_data(name.zh));
    add(object, "actual", (*this)(change.from));
    add(object, "allowed", (*this)(change.to));
    if (change.beyond != engine::Beyond::kUnknown) {
        add(object, "beyond", text_data(kBeyond[static_cast<std::size_t>(change.beyond)]));
    }
    return object;
}

constexpr auto kEventNames = std::to_array<std::string_view>(
    {"judged",        "took_effect",    "attempt_changed",    "violation",
     "logged",        "notified",       "duty_opened",        "duty_changed",
     "matter_opened", "matter_changed", "liability_proposed", "published",
     "declined",      "clock_set",      "gap_noted",          "step_changed",
     "reversed",      "notice_closed",  "clock_doubted",      "delivery_changed",
     "redacted",      "path_closed",    "step_returned",      "process_changed"});
static_assert(kEventNames.size() == std::variant_size_v<engine::Event>);

}  // namespace

engine::Data to_data(const engine::Event& event, const engine::RenderContext& context) {
    Data object = object_data();
    add(object, "event", text_data(kEventNames[event.index()]));
    const auto* const judged = std::get_if<engine::Judged>(&event);
    const ToData to(context, judged == nullptr ? std::string() : judged->action);
    std::visit([&](const auto& each) { to.add_members(object, each); }, event);
    return object;
}

engine::Data to_data(const engine::Reply& reply, const engine::RenderContext& context) {
    const ToData to(context);
    Data object = object_data();
    add(object, "sequence", to(reply.sequence));
    add(object, "repeated", to(reply.repeated));
    add(object, "received", to(reply.received));
    if (const auto effect = takes_effect(reply.events)) {
        add(object, "takes_effect", to(*effect));
    }
    add(object, "command",
        to_data(reply.command, context.calendar == nullptr ? engine::ZoneTransitions{}
                                                           : context.calendar->data().transitions));
    Data events = list_data();
    for (const engine::Event& event : reply.events) {
        events.items.push_back(to_data(event, context));
    }
    add(object, "events", std::move(events));
    return object;
}

void add_status(Data& told, const engine::Event& event, const engine::State& state) {
    const auto* const proposed = std::get_if<engine::LiabilityProposed>(&event);
    if (proposed == nullptr || proposed->untraceable) {
        return;
    }
    const engine::MatterRow* const matter = matter_of(state, *proposed);
    const bool decided = matter != nullptr && matter->decision.has_value();
    const std::string_view status = !decided                                          ? "proposed"
                                    : *matter->decision == engine::Decision::kApprove ? "confirmed"
                                                                                      : "dismissed";
    add(told, "status", text_data(status));
    add(told, "decided_by", decided ? text_data(matter->decided_by) : Data{});
    add(told, "matter",
        matter == nullptr ? Data{} : number_data(std::to_string(matter->opened.matter)));
}

void add_status(Data& told, const engine::Reply& reply, const engine::State& state) {
    const auto found = std::find(told.names.begin(), told.names.end(), "events");
    ONUS_CHECK(found != told.names.end(), "a reply tells its events");
    Data& events = told.items.at(static_cast<std::size_t>(found - told.names.begin()));
    for (std::size_t i = 0; i < reply.events.size(); ++i) {
        add_status(events.items.at(i), reply.events[i], state);
    }
}

engine::Data to_data(const engine::DutyRow& duty, const engine::RenderContext& context) {
    Data object = ToData(context)(duty.opened);
    const ToData to(context);
    engine::set_member(object, "state", to(duty.state));
    engine::set_member(object, "bearer", to(duty.bearer));
    engine::set_member(object, "delegate", to(duty.delegate));
    engine::set_member(object, "due", to(duty.due));
    engine::set_member(object, "provisional", to(duty.provisional));
    engine::set_member(object, "overdue_at", to(duty.overdue_at));
    engine::set_member(object, "closed_at", to(duty.closed_at));
    return object;
}

engine::Data to_data(const engine::MatterRow& matter, const engine::RenderContext& context) {
    Data object = ToData(context)(matter.opened);
    const ToData to(context);
    engine::set_member(object, "open", to(matter.open));
    engine::set_member(object, "decider", to(matter.decider));
    engine::set_member(object, "due", to(matter.due));
    engine::set_member(object, "level", to(matter.level));
    engine::set_member(object, "decision", to(matter.decision));
    engine::set_member(object, "opinion", to(matter.opinion));
    engine::set_member(object, "alarm", to(matter.alarm));
    return object;
}

engine::Data to_data(const engine::Preview& preview, const engine::RenderContext& context) {
    const ToData data(context);
    Data object = object_data();
    add(object, "takes_effect", data(takes_effect(preview.events).value_or(false)));
    add(object, "as_of", data(preview.as_of));
    if (preview.holds_until) {
        add(object, "holds_until", data(*preview.holds_until));
    }
    Data events = list_data();
    for (const engine::Event& event : preview.events) {
        events.items.push_back(to_data(event, context));
    }
    add(object, "events", std::move(events));
    return object;
}

engine::Data to_data(const Diagnostic& diagnostic, const Source* source) {
    constexpr std::array<std::string_view, 3> kSeverity = {"note", "warning", "error"};
    Data object = object_data();
    add(object, "code", text_data(code_of(diagnostic.kind)));
    add(object, "severity",
        text_data(kSeverity[static_cast<std::size_t>(severity_of(diagnostic.kind))]));
    add(object, "en", text_data(message_of(diagnostic, Language::kEnglish)));
    add(object, "zh", text_data(message_of(diagnostic, Language::kChinese)));
    if (!diagnostic.source_name.empty()) {
        add(object, "file", text_data(diagnostic.source_name));
    }
    if (source != nullptr) {
        const auto [line, column] = locate(source->text, diagnostic.span.begin);
        add(object, "line", number_data(std::to_string(line)));
        add(object, "column", number_data(std::to_string(column)));
    }
    if (const std::string help = help_of(diagnostic, Language::kEnglish); !help.empty()) {
        add(object, "help_en", text_data(help));
        add(object, "help_zh", text_data(help_of(diagnostic, Language::kChinese)));
    }
    if (diagnostic.fix) {
        add(object, "fix", text_data(diagnostic.fix->replacement));
    }
    return object;
}

std::optional<bool> takes_effect(const engine::Events& events) {
    std::optional<bool> effect;
    for (const engine::Event& event : events) {
        if (const auto* const judged = std::get_if<engine::Judged>(&event)) {
            effect = judged->status == engine::AttemptStatus::kEffective;
        } else if (std::holds_alternative<engine::TookEffect>(event)) {
            effect = true;
        } else if (std::holds_alternative<engine::Declined>(event)) {
            effect = false;
        }
    }
    return effect;
}

}  // namespace onus::adapters
