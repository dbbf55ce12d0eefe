// SPDX-License-Identifier: Apache-2.0

#include "engine/run/render.h"

#include <algorithm>
#include <array>

#include "engine/run/elapsed.h"

namespace onus::engine {
namespace {

struct BuiltIn {
    std::string_view id;
    std::string_view en;
    std::string_view zh;
};

constexpr auto kBuiltIns = std::to_array<BuiltIn>({
#define ONUS_TEXT(slug, en, zh) {slug, en, zh},
#include "engine/run/texts.def"
#undef ONUS_TEXT
});

/// Slugs of UndeterminedCause, in its order.
constexpr auto kCauses = std::to_array<std::string_view>({
    "cause.overflow",
    "cause.division_by_zero",
    "cause.no_calendar",
    "cause.uncovered_date",
    "cause.exceptions_conflict",
    "cause.no_table_row",
    "cause.several_table_rows",
    "cause.unknown_record",
    "cause.missing_value",
    "cause.step_limit",
    "cause.history_gap",
    "cause.redacted",
});

std::string_view built_in(std::string_view id, Language language) {
    constexpr std::string_view kPrefix = "onus.";
    if (id.starts_with(kPrefix)) {
        id.remove_prefix(kPrefix.size());
    }
    const auto* const found = std::find_if(kBuiltIns.begin(), kBuiltIns.end(),
                                           [&](const BuiltIn& each) { return each.id == id; });
    if (found == kBuiltIns.end()) {
        return {};
    }
    return language == Language::kEnglish ? found->en : found->zh;
}

std::string money(Decimal amount, std::string_view currency) {
    if (currency == "CNY") {
        const bool negative = amount < Decimal();
        const Decimal size = negative ? Decimal::from_units(-amount.units()) : amount;
        return std::string(negative ? "-" : "") + "¥" + size.to_grouped_string();
    }
    return (currency.empty() ? "" : std::string(currency) + " ") + amount.to_grouped_string();
}

/// What is stored has no index of its type any more: the label is looked for in every type that has
/// the value, and given if they agree.
std::string enum_name(const RenderContext& context, const Stored& value, Language language) {
    std::string found;
    const std::size_t count = context.program == nullptr ? 0 : context.program->enums.size();
    for (std::size_t k = 0; k < count; ++k) {
        const EnumInfo& info = context.program->enums[k];
        const auto place = std::find(info.values.begin(), info.values.end(), value.text);
        const auto i = static_cast<std::size_t>(place - info.values.begin());
        if (i >= info.names.size()) {
            continue;
        }
        const std::string& label = in(info.names[i], language);
        if (!found.empty() && label != found) {
            return value.text;
        }
        found = label;
    }
    return found.empty() ? value.text : found;
}

std::string unit_name(const RenderContext& context, std::string_view id, Language language) {
    const auto unit =
        context.organisation == nullptr ? std::nullopt : context.organisation->find_unit(id);
    if (!unit) {
        return std::string(id);
    }
    const UnitData& data = context.organisation->unit(*unit);
    const std::string& name = language == Language::kEnglish ? data.name_en : data.name_zh;
    return name.empty() ? std::string(id) : name;
}

std::string list(const RenderContext& context, const Stored& value, Language language) {
    std::string out;
    for (const Stored& item : value.items) {
        if (!out.empty()) {
            out += language == Language::kEnglish ? ", " : "、";
        }
        out += render(context, item, language);
    }
    return out;
}

LocalTime local(const RenderContext& context, Instant instant) {
    return context.calendar == nullptr ? to_local(instant, 0) : context.calendar->to_local(instant);
}

std::string words(LocalTime time) { return to_string(time.date) + " " + to_string(time.time); }

/// A built-in text may have a cause as its argument, by its slug.
std::string argument_words(const RenderContext& context, const Stored& value, Language language) {
    if (value.kind == ValueKind::kText) {
        const std::string_view cause = built_in("cause." + value.text, language);
        if (!cause.empty()) {
            return std::string(cause);
        }
    }
    return render(context, value, language);
}

std::string fill(const RenderContext& context, std::string_view pattern,
                 const std::vector<Stored>& arguments, Language language) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool is_place = i + 2 < pattern.size() && pattern[i] == '{' &&
                              pattern[i + 2] == '}' && pattern[i + 1] >= '0' &&
                              pattern[i + 1] <= '9';
        const auto index = is_place ? static_cast<std::size_t>(pattern[i + 1] - '0') : 0;
        if (is_place && index < arguments.size()) {
            out += argument_words(context, arguments[index], language);
            i += 2;
        } else {
            out += pattern[i];
        }
    }
    return out;
}

/// {step} is kept by its English title. Empty for any other text.
std::string step_title(const RenderContext& context, const Stored& value, Language language) {
    if (value.kind != ValueKind::kText) {
        return {};
    }
    for (const DutyInfo& duty : context.program->duties) {
        if (duty.step != kNoIndex && duty.title.en == value.text) {
            return in(duty.title, language);
        }
    }
    return {};
}

std::string numeric_words(const RenderContext& context, const Stored& value, Language language) {
    const auto whole = static_cast<std::int64_t>(value.number.units());
    switch (value.kind) {
        case ValueKind::kYesNo:
            return language == Language::kEnglish ? (whole != 0 ? "yes" : "no")
                                                  : (whole != 0 ? "是" : "否");
        case ValueKind::kMoney:
            return money(value.number, context.currency);
        case ValueKind::kPercent:
            return value.number.to_string() + "%";
        case ValueKind::kDuration:
            // A number of whole hours is most likely a period as somebody wrote it.
            return whole % kMsPerHour == 0
                       ? to_string(Duration{value.duration, whole}, language)
                       : elapsed_words({value.duration, whole}, context.calendar, language);
        case ValueKind::kDate:
            return to_string(CivilDate{static_cast<std::int32_t>(whole)});
        case ValueKind::kTimestamp:
            return value.aux == kIsDeadline ? render_deadline(context, Instant{whole})
                                            : render(context, Instant{whole});
        case ValueKind::kTimeOfDay:
            return to_string(TimeOfDay{static_cast<std::int32_t>(whole)});
        case ValueKind::kDuty:
            return (language == Language::kEnglish ? "duty " : "职责") + std::to_string(whole);
        default:
            return value.number.to_string();
    }
}

}  // namespace

const std::string& in(const Bilingual& text, Language language) {
    return language == Language::kEnglish || text.zh.empty() ? text.en : text.zh;
}

std::string render(const RenderContext& context, const Stored& value, Language language) {
    switch (value.kind) {
        case ValueKind::kMissing:
            if (is_hidden(value)) {
                return language == Language::kEnglish ? "(not shown)" : "（不予显示）";
            }
            return language == Language::kEnglish ? "nothing" : "无";
        case ValueKind::kUndetermined:
            if (holds_redacted(value)) {
                return language == Language::kEnglish ? "(redacted)" : "（已遮盖）";
            }
            return std::string(value.aux < kCauses.size() ? built_in(kCauses[value.aux], language)
                                                          : "?");
        case ValueKind::kText:
        case ValueKind::kFile:
        case ValueKind::kRecord:
            return value.text;
        case ValueKind::kPerson:
            return render_person(context, value.text, language);
        case ValueKind::kRole:
            return render_name(context, value.text, language);
        case ValueKind::kUnit:
            return unit_name(context, value.text, language);
        case ValueKind::kEnum:
            return enum_name(context, value, language);
        case ValueKind::kStruct:
        case ValueKind::kList:
            return list(context, value, language);
        default:
            return numeric_words(context, value, language);
    }
}

Stored hidden_value() {
    Stored value;
    value.text = kHiddenKey;
    return value;
}

bool is_hidden(const Stored& value) {
    return value.kind == ValueKind::kMissing && value.text == kHiddenKey;
}

Data hidden_data() {
    Data object = object_data();
    set_member(object, "hidden", Data{DataKind::kYesNo, "true", {}, {}});
    return object;
}

Data data_of(const Stored& value) {
    if (is_hidden(value)) {
        return hidden_data();
    }
    if (value.kind == ValueKind::kUndetermined && holds_redacted(value)) {
        return Data{DataKind::kRedacted, {}, {}, {}};
    }
    const auto whole = [&value] { return static_cast<std::int64_t>(value.number.units()); };
    switch (value.kind) {
        case ValueKind::kYesNo:
            return Data{DataKind::kYesNo, whole() != 0 ? "true" : "false", {}, {}};
        case ValueKind::kNumber:
        case ValueKind::kMoney:
        case ValueKind::kPercent:
            return number_data(value.number.to_string());
        case ValueKind::kDuration:
            return text_data(to_string(Duration{value.duration, whole()}, Language::kEnglish));
        case ValueKind::kDate:
            return text_data(to_string(CivilDate{static_cast<std::int32_t>(whole())}));
        case ValueKind::kTimestamp:
            return text_data(to_string(Instant{whole()}, 0));
        case ValueKind::kTimeOfDay:
            return text_data(to_string(TimeOfDay{static_cast<std::int32_t>(whole())}));
        case ValueKind::kDuty:
            return number_data(std::to_string(whole()));
        case ValueKind::kMissing:
        case ValueKind::kUndetermined:
            return Data{};
        default:
            break;
    }
    if (value.kind != ValueKind::kList && value.kind != ValueKind::kStruct) {
        return text_data(value.text);
    }
    Data list = list_data();
    for (const Stored& item : value.items) {
        list.items.push_back(data_of(item));
    }
    return list;
}

Bilingual words_of(UndeterminedCause cause) {
    const std::string_view id = kCauses[static_cast<std::size_t>(cause)];
    return {std::string(built_in(id, Language::kEnglish)),
            std::string(built_in(id, Language::kChinese))};
}

std::string render(const RenderContext& context, const Text& text, Language language) {
    if (const std::string_view pattern = built_in(text.id, language); !pattern.empty()) {
        return fill(context, pattern, text.arguments, language);
    }
    if (context.program == nullptr) {
        return text.id;
    }
    const auto found = context.program->message_by_id.find(text.id);
    if (found == context.program->message_by_id.end()) {
        return text.id;
    }
    const MessageInfo& message = context.program->messages[found->second];
    const bool english = language == Language::kEnglish || message.zh.empty();
    std::string out;
    for (const MessageInfo::Piece& piece :
         english && !message.en.empty() ? message.en : message.zh) {
        if (const auto* const words_piece = std::get_if<std::string>(&piece)) {
            out += *words_piece;
        } else if (std::get<std::uint32_t>(piece) < text.arguments.size()) {
            const Stored& argument = text.arguments[std::get<std::uint32_t>(piece)];
            const std::string step = step_title(context, argument, language);
            out += step.empty() ? render(context, argument, language) : step;
        }
    }
    return out;
}

std::string render(const RenderContext& context, Instant instant) {
    return words(local(context, instant));
}

std::string render_deadline(const RenderContext& context, Instant due) {
    LocalTime time = local(context, due);
    if (time.time.ms == 0) {
        --time.date.days;
        time.time.ms = static_cast<std::int32_t>(kMsPerDay);
    }
    return words(time);
}

std::string render_person(const RenderContext& context, std::string_view id, Language language) {
    const auto person =
        context.organisation == nullptr ? std::nullopt : context.organisation->find_person(id);
    if (!person) {
        return std::string(id);
    }
    const PersonData& data = context.organisation->person(*person);
    const std::string& name = language == Language::kEnglish ? data.name_en : data.name_zh;
    return name.empty() ? std::string(id) : name;
}

std::string render_name(const RenderContext& context, std::string_view id, Language language) {
    if (context.program != nullptr) {
        const auto found = context.program->shown_by_id.find(id);
        if (found != context.program->shown_by_id.end() && !in(found->second, language).empty()) {
            return in(found->second, language);
        }
        // Roles are known to the organisation by their plain names.
        std::string only;
        for (const auto& [known, shown] : context.program->shown_by_id) {
            const bool ends = known.size() > id.size() && known.ends_with(id) &&
                              known[known.size() - id.size() - 1] == '.';
            if (ends && !only.empty() && only != in(shown, language)) {
                return std::string(id);
            }
            only = ends ? in(shown, language) : only;
        }
        if (!only.empty()) {
            return only;
        }
    }
    return std::string(id);
}

}  // namespace onus::engine
