// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/naming.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "grammar/base/text.h"
#include "grammar/keywords.h"

namespace onus::bpmn {
namespace {

constexpr std::size_t kLongest = 48;  // bytes; longer names nobody types

bool is_han(char32_t sign) { return sign >= 0x4E00 && sign <= 0x9FFF; }

struct Unit {
    char letter;
    bool of_day;  ///< behind the T
    std::string_view en;
    std::string_view singular;
    std::string_view zh;
    std::int64_t seconds;
};
constexpr std::int64_t kDay = 86400;

constexpr auto kUnits = std::to_array<Unit>({
    {'M', true, "minutes", "minute", "分钟", 60},
    {'H', true, "hours", "hour", "小时", 3600},
    {'D', false, "days", "day", "天", kDay},
    {'W', false, "weeks", "week", "周", 7 * kDay},
    {'M', false, "months", "month", "个月", 30 * kDay},
    {'Y', false, "years", "year", "年", 360 * kDay},
});

bool all_digits(std::string_view text) {
    return !text.empty() && text.size() <= 4 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// Words that mean something of their own where names stand: in conditions, as what the owner of a
/// process may do, and what an import declares itself.
bool is_taken(std::string_view name) {
    constexpr auto kOwn = std::to_array<std::string_view>({"step",
                                                           "owner",
                                                           "环节",
                                                           "主责人",
                                                           "cancel",
                                                           "suspend",
                                                           "resume",
                                                           "send_back",
                                                           "withdraw",
                                                           "receive",
                                                           "取消",
                                                           "暂停",
                                                           "恢复",
                                                           "退回",
                                                           "撤回",
                                                           "接收",
                                                           "default_step_time",
                                                           "默认环节时间",
                                                           "cn_office",
                                                           "中国办公"});
    const auto& built_in = grammar::built_in_names();
    return std::find(kOwn.begin(), kOwn.end(), name) != kOwn.end() ||
           std::any_of(built_in.begin(), built_in.end(), [&](const grammar::BuiltInName& each) {
               const bool special = each.kind == grammar::BuiltInKind::kActor ||
                                    each.kind == grammar::BuiltInKind::kEvent ||
                                    each.kind == grammar::BuiltInKind::kDutyField;
               return special && (each.id == name || each.chinese == name);
           });
}

/// Signs that mean something between quotation marks.
bool is_special(char32_t sign) {
    const char32_t narrow = narrow_width(sign);
    return narrow == U'"' || narrow == U'\\' || narrow == U'{' || narrow == U'}' || sign == U'“' ||
           sign == U'”';
}

bool is_plain(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const char32_t sign = next_code_point(text, at);
        if (is_special(sign) || sign == U'\n') {
            return false;
        }
    }
    return true;
}

/// Number and unit of "2 hours"; no unit if it is none that BPMN has.
std::pair<std::string_view, const Unit*> parts_of(std::string_view length) {
    std::size_t digits = 0;
    while (digits < length.size() && length[digits] >= '0' && length[digits] <= '9') {
        ++digits;
    }
    std::string_view word = length.substr(digits);
    word.remove_prefix(word.starts_with(' ') ? 1 : 0);
    for (const Unit& unit : kUnits) {
        if (word == unit.en || word == unit.singular || word == unit.zh) {
            return {length.substr(0, digits), &unit};
        }
    }
    return {{}, nullptr};
}

}  // namespace

std::string name_from(std::string_view text, Language language, std::string_view otherwise) {
    std::string name;
    bool gap = false;
    for (std::size_t at = 0; at < text.size() && name.size() < kLongest;) {
        const char32_t sign = narrow_width(next_code_point(text, at));
        const bool letter = sign < 0x80
                                ? (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') ||
                                      (sign >= '0' && sign <= '9')
                                : is_letter(sign);
        if (!letter) {
            gap = !name.empty();
            continue;
        }
        if (gap) {
            name += '_';
            gap = false;
        }
        append_utf8(name, sign >= 'A' && sign <= 'Z' ? sign - U'A' + U'a' : sign);
    }
    if (name.empty()) {
        name = otherwise;
    }
    if (name[0] >= '0' && name[0] <= '9') {
        name.insert(0, language == Language::kChinese ? "第" : "n");
    }
    name = to_nfc(name);
    if (grammar::keyword_of(name, language) || !grammar::phrases_from(name, language).empty() ||
        name == "年" || name == "月" || name == "日" || is_taken(name)) {
        name += language == Language::kChinese ? "项" : "_";
    }
    return name;
}

int yes_or_no(std::string_view text) {
    std::string low;
    for (const char sign : text) {
        low += sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
    }
    if (is_one_of(low, {"yes", "y", "ja", "oui", "si", "true", "是"})) {
        return 1;
    }
    return is_one_of(low, {"no", "n", "nein", "non", "false", "否"}) ? 0 : -1;
}

std::string Names::take(const std::string& name) {
    int& next = taken_[name];
    if (next == 0) {
        next = 2;
        return name;
    }
    std::string free;
    do {
        free = name + "_" + std::to_string(next++);
    } while (!taken_.emplace(free, 2).second);
    return free;
}

bool is_chinese(std::string_view text) {
    std::size_t letters = 0;
    std::size_t han = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t sign = next_code_point(text, at);
        letters += is_letter(sign) ? 1U : 0U;
        han += is_han(sign) ? 1U : 0U;
    }
    return han * 3 > letters;
}

std::string quotable(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t sign = next_code_point(text, at);
        if (sign == U'\n') {
            out += "\\n";
            continue;
        }
        if (sign == U'“') {  // one pair with nothing special in it belongs to the text
            const std::size_t close = text.find("”", at);
            if (close != std::string_view::npos && is_plain(text.substr(at, close - at))) {
                at = close + std::string_view("”").size();
                out += text.substr(begin, at - begin);
                continue;
            }
        }
        out += is_special(sign) ? "\\" : "";
        out += text.substr(begin, at - begin);
    }
    return to_nfc(out);
}

std::string unquoted(std::string_view quoted) {
    std::string out;
    for (std::size_t at = 0; at < quoted.size();) {
        const std::size_t begin = at;
        const char32_t sign = next_code_point(quoted, at);
        if (narrow_width(sign) != U'\\' || at == quoted.size()) {
            out += quoted.substr(begin, at - begin);
            continue;
        }
        const std::size_t escaped = at;
        out += next_code_point(quoted, at) == U'n' ? std::string_view("\n")
                                                   : quoted.substr(escaped, at - escaped);
    }
    return out;
}

std::string length_from(std::string_view iso, Language language) {
    if (!iso.starts_with('P') || iso.size() < 3) {
        return {};
    }
    const bool of_day = iso[1] == 'T';
    const std::string_view number = iso.substr(of_day ? 2 : 1, iso.size() - (of_day ? 3 : 2));
    const auto* const unit = std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& each) {
        return each.letter == iso.back() && each.of_day == of_day;
    });
    if (unit == kUnits.end() || !all_digits(number) ||
        number.find_first_not_of('0') == std::string_view::npos) {
        return {};
    }
    const std::string plain(number.substr(number.find_first_not_of('0')));
    if (language == Language::kChinese) {
        return plain + std::string(unit->zh);
    }
    return plain + " " + std::string(plain == "1" ? unit->singular : unit->en);
}

std::string iso_from(std::string_view length) {
    const auto [number, unit] = parts_of(length);
    return unit == nullptr
               ? std::string()
               : std::string(unit->of_day ? "PT" : "P") + std::string(number) + unit->letter;
}

std::int64_t seconds_from(std::string_view length) {
    const auto [number, unit] = parts_of(length);
    std::int64_t count = 0;
    if (unit != nullptr && number.size() <= 4) {
        std::from_chars(number.data(), number.data() + number.size(), count);
    }
    return unit == nullptr ? 0 : count * unit->seconds;
}

}  // namespace onus::bpmn
