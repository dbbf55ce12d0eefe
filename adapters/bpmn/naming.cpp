// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/naming.h"

#include <algorithm>
#include <array>

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
};
constexpr auto kUnits = std::to_array<Unit>({
    {'M', true, "minutes", "minute", "分钟"},
    {'H', true, "hours", "hour", "小时"},
    {'D', false, "days", "day", "天"},
    {'W', false, "weeks", "week", "周"},
    {'M', false, "months", "month", "个月"},
    {'Y', false, "years", "year", "年"},
});

bool all_digits(std::string_view text) {
    return !text.empty() && text.size() <= 4 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
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
        name == "年" || name == "月" || name == "日") {
        name += language == Language::kChinese ? "项" : "_";
    }
    return name;
}

std::string Names::take(std::string name) {
    std::string free = name;
    for (int number = 2; !taken_.insert(free).second; ++number) {
        free = name + "_" + std::to_string(number);
    }
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
        const char32_t sign = next_code_point(text, at);
        switch (sign) {
            case '"':
            case U'“':
            case U'”':
            case '\\':
                append_utf8(out, '\'');
                break;
            case '{':
            case U'｛':
                append_utf8(out, '(');
                break;
            case '}':
            case U'｝':
                append_utf8(out, ')');
                break;
            default:
                append_utf8(out, sign);
        }
    }
    return to_nfc(out);
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
    std::size_t digits = 0;
    while (digits < length.size() && length[digits] >= '0' && length[digits] <= '9') {
        ++digits;
    }
    std::string_view word = length.substr(digits);
    word.remove_prefix(word.starts_with(' ') ? 1 : 0);
    for (const Unit& unit : kUnits) {
        if (word == unit.en || word == unit.singular || word == unit.zh) {
            return std::string(unit.of_day ? "PT" : "P") + std::string(length.substr(0, digits)) +
                   unit.letter;
        }
    }
    return {};
}

}  // namespace onus::bpmn
