// SPDX-License-Identifier: Apache-2.0
#include "engine/run/data_value.h"

#include <algorithm>
#include <array>

#include "grammar/base/text.h"
#include "grammar/literals/date_literal.h"
#include "grammar/literals/duration_literal.h"
#include "grammar/literals/money_literal.h"
#include "grammar/literals/number_literal.h"
#include "grammar/literals/percent_literal.h"

namespace onus::engine {

namespace {

bool is_text(const Data& data) { return data.kind == DataKind::kText; }
bool is_scalar(const Data& data) { return is_text(data) || data.kind == DataKind::kNumber; }

std::optional<Value> decimal(ValueKind kind, const Result<Decimal>& parsed) {
    return parsed ? std::optional(decimal_value(kind, *parsed)) : std::nullopt;
}

std::optional<Value> read_yes_no(const Data& data) {
    if (data.kind == DataKind::kYesNo) {
        return yes_no(data.text == "true");
    }
    if (is_text(data) && (data.text == "yes" || data.text == "是")) {
        return yes_no(true);
    }
    if (is_text(data) && (data.text == "no" || data.text == "否")) {
        return yes_no(false);
    }
    return std::nullopt;
}

/// The currency that a sign or a code stands for, in rulebooks of `currency`.
bool currency_agrees(std::string_view written, std::string_view currency) {
    if (written.empty() || written == currency) {
        return true;
    }
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kSigns = {
        {{"¥", "CNY"}, {"¥", "JPY"}, {"$", "USD"}, {"€", "EUR"}, {"£", "GBP"}}};
    return std::any_of(kSigns.begin(), kSigns.end(), [&](const auto& sign) {
        return sign.first == written && sign.second == currency;
    });
}

std::optional<Value> read_money(const DataReader& reader, const Data& data) {
    std::string written = data.text;
    if (data.kind == DataKind::kObject) {
        const Data* amount = data.member("amount");
        const Data* currency = data.member("currency");
        if (amount == nullptr || currency == nullptr || data.names.size() != 2 ||
            !is_scalar(*amount)) {
            return std::nullopt;
        }
        written = currency->text + " " + amount->text;
    } else if (!is_scalar(data)) {
        return std::nullopt;
    }
    const auto parsed = grammar::parse_money(written);
    if (!parsed || !currency_agrees(parsed->currency, reader.currency)) {
        return std::nullopt;
    }
    return decimal_value(ValueKind::kMoney, parsed->amount);
}

std::optional<Value> read_duration(const ValueType& type, const Data& data) {
    if (data.kind == DataKind::kNumber) {
        const auto count = grammar::parse_number(data.text);
        const auto amount = count ? multiply(*count, Decimal(type.unit_amount)) : std::nullopt;
        const auto whole = amount ? amount->to_int64() : std::nullopt;
        return whole && *whole >= 0 ? std::optional(duration_value({type.duration, *whole}))
                                    : std::nullopt;
    }
    if (!is_text(data)) {
        return std::nullopt;
    }
    const auto parsed = grammar::parse_duration(data.text);
    return parsed && parsed->kind == type.duration ? std::optional(duration_value(*parsed))
                                                   : std::nullopt;
}

std::optional<Value> read_timestamp(const DataReader& reader, const Data& data) {
    const auto parsed = grammar::parse_timestamp(data.text);
    if (!parsed) {
        return std::nullopt;
    }
    if (parsed->offset_minutes) {
        return numeric(ValueKind::kTimestamp,
                       to_instant(parsed->local, *parsed->offset_minutes).ms);
    }
    return reader.calendar == nullptr
               ? std::nullopt
               : std::optional(
                     numeric(ValueKind::kTimestamp, reader.calendar->to_instant(parsed->local).ms));
}

std::optional<Value> read_enum(const DataReader& reader, const ValueType& type, const Data& data) {
    const EnumInfo& info = reader.program->enums[type.ref];
    for (std::size_t i = 0; i < info.values.size(); ++i) {
        if (data.text == info.values[i] || data.text == info.names[i].zh) {
            Value value = numeric(ValueKind::kEnum, static_cast<Int128>(i));
            value.aux = type.ref;
            value.text = info.values[i];
            return value;
        }
    }
    return std::nullopt;
}

std::optional<Value> read_record(const DataReader& reader, const ValueType& type, const Data& data,
                                 Arena& arena) {
    const RecordInfo& record = reader.program->records[type.ref];
    const Data* key = &data;
    if (data.kind == DataKind::kObject && record.key_field != kNoIndex) {
        key = data.member(reader.program->fields[record.key_field].name);
    }
    if (key == nullptr || !is_scalar(*key) || key->text.empty()) {
        return std::nullopt;
    }
    Value value = textual(ValueKind::kRecord, arena.text(to_nfc(key->text)));
    value.aux = type.ref;
    return value;
}

std::optional<Value> read_text(ValueKind kind, const Data& data, Arena& arena) {
    if (!is_text(data)) {
        return std::nullopt;
    }
    return textual(kind, arena.text(to_nfc(data.text)));
}

}  // namespace

std::optional<Value> read_value(const DataReader& reader, const ValueType& type, const Data& data,
                                Arena& arena) {
    switch (type.kind) {
        case ValueKind::kYesNo:
            return read_yes_no(data);
        case ValueKind::kNumber:
            return is_scalar(data) ? decimal(type.kind, grammar::parse_number(data.text))
                                   : std::nullopt;
        case ValueKind::kMoney:
            return read_money(reader, data);
        case ValueKind::kPercent:
            if (data.kind == DataKind::kNumber) {
                return decimal(type.kind, grammar::parse_number(data.text));
            }
            return is_text(data) ? decimal(type.kind, grammar::parse_percent(data.text))
                                 : std::nullopt;
        case ValueKind::kDuration:
            return read_duration(type, data);
        case ValueKind::kDate: {
            const auto date = is_text(data) ? grammar::parse_date(data.text)
                                            : Result<CivilDate>(tl::unexpect, Diagnostic{});
            return date ? std::optional(numeric(type.kind, date->days)) : std::nullopt;
        }
        case ValueKind::kTimestamp:
            return is_text(data) ? read_timestamp(reader, data) : std::nullopt;
        case ValueKind::kTimeOfDay: {
            const auto time = is_text(data) ? grammar::parse_time(data.text)
                                            : Result<TimeOfDay>(tl::unexpect, Diagnostic{});
            return time ? std::optional(numeric(type.kind, time->ms)) : std::nullopt;
        }
        case ValueKind::kText:
        case ValueKind::kFile:
        case ValueKind::kPerson:
        case ValueKind::kRole:
        case ValueKind::kUnit:
            return read_text(type.kind, data, arena);
        case ValueKind::kEnum:
            return is_text(data) ? read_enum(reader, type, data) : std::nullopt;
        case ValueKind::kRecord:
            return read_record(reader, type, data, arena);
        case ValueKind::kMissing:
        case ValueKind::kUndetermined:
        case ValueKind::kStruct:
        case ValueKind::kList:
        case ValueKind::kDuty:
            break;
    }
    return std::nullopt;
}

Bilingual expectation(const Program& program, const ValueType& type) {
    switch (type.kind) {
        case ValueKind::kYesNo:
            return {"yes or no", "“是”或“否”"};
        case ValueKind::kNumber:
            return {"a number", "数字"};
        case ValueKind::kMoney:
            return {"an amount such as 500 or \"¥500.00\" in the rulebook's currency",
                    "金额，例如500或“¥500.00”（规章规定的币种）"};
        case ValueKind::kPercent:
            return {"a percentage such as \"70%\"", "百分比，例如“70%”"};
        case ValueKind::kDuration: {
            const Duration example{type.duration, type.unit_amount * 7};
            const std::string en = to_string(example, Language::kEnglish);
            const std::string zh = to_string(example, Language::kChinese);
            return {
                "a length of time in " + en.substr(en.find(' ') + 1) + ", such as \"" + en + "\"",
                "以" + zh.substr(zh.find_first_not_of("0123456789")) + "计的时长，例如“" + zh +
                    "”"};
        }
        case ValueKind::kDate:
            return {"a date such as \"2025-07-01\"", "日期，例如“2025-07-01”"};
        case ValueKind::kTimestamp:
            return {"a moment such as \"2025-07-01 09:00\"", "时刻，例如“2025-07-01 09:00”"};
        case ValueKind::kTimeOfDay:
            return {"a time of day such as \"09:00\"", "时间，例如“09:00”"};
        case ValueKind::kPerson:
            return {"the id of a person", "人员的标识"};
        case ValueKind::kRecord:
            return {"the key of a record", "单据的主键"};
        case ValueKind::kStruct:
            return {"an object with its fields", "包含各字段的对象"};
        case ValueKind::kList:
            return {"a list", "列表"};
        case ValueKind::kEnum: {
            Bilingual text;
            const EnumInfo& info = program.enums[type.ref];
            for (std::size_t i = 0; i < info.values.size(); ++i) {
                text.en += (i == 0 ? "one of " : ", ") + info.values[i];
                text.zh += (i == 0 ? "" : "、") + info.names[i].zh;
            }
            return text;
        }
        default:
            return {"a text", "文字"};
    }
}

}  // namespace onus::engine
