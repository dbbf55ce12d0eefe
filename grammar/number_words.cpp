// SPDX-License-Identifier: Apache-2.0

#include "grammar/number_words.h"

#include <algorithm>
#include <array>

#include "grammar/keywords.h"

namespace onus::grammar {
namespace {

struct Word {
    std::string_view text;
    int value;
};

constexpr auto kDigits = std::to_array<Word>({{"零", 0},
                                              {"〇", 0},
                                              {"一", 1},
                                              {"二", 2},
                                              {"两", 2},
                                              {"三", 3},
                                              {"四", 4},
                                              {"五", 5},
                                              {"六", 6},
                                              {"七", 7},
                                              {"八", 8},
                                              {"九", 9}});
constexpr auto kPowers = std::to_array<Word>({{"十", 10}, {"百", 100}, {"千", 1000}});
constexpr auto kEnglish = std::to_array<Word>(
    {{"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},      {"five", 5},
     {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},      {"ten", 10},
     {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15},
     {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},
     {"thirty", 30},  {"forty", 40},     {"fifty", 50},    {"sixty", 60},    {"ninety", 90}});

/// Takes the word that the text begins with.
template <class Words>
std::optional<int> take(const Words& words, std::string_view& text) {
    for (const Word& word : words) {
        if (text.starts_with(word.text)) {
            text.remove_prefix(word.text.size());
            return word.value;
        }
    }
    return std::nullopt;
}

/// Takes a number in Chinese characters: 十五, 一百二十.
std::optional<int> take_number(std::string_view& text) {
    int sum = 0;
    int limit = 10'000;
    bool any = false;
    while (!text.empty()) {
        std::string_view rest = text;
        const auto digit = take(kDigits, rest);
        const auto power = take(kPowers, rest);
        const bool fits = power ? *power < limit && digit != 0 && (digit || *power == 10 || !any)
                                : digit && (limit > 1 || *digit == 0);
        if ((!digit && !power) || !fits) {
            break;
        }
        sum += digit.value_or(1) * power.value_or(1);
        limit = power ? *power : (*digit == 0 ? limit : 1);
        any = true;
        text = rest;
    }
    return any ? std::optional(sum) : std::nullopt;
}

bool is_unit(std::string_view word) {
    const auto keyword = keyword_of(word, Language::kChinese);
    return keyword && is_unit_word(*keyword);
}

}  // namespace

std::optional<std::string> in_digits(std::string_view word, Language language) {
    if (language == Language::kEnglish) {
        const auto* const found = std::find_if(kEnglish.begin(), kEnglish.end(),
                                               [&](const Word& each) { return each.text == word; });
        return found == kEnglish.end() ? std::nullopt : std::optional(std::to_string(found->value));
    }
    constexpr std::string_view kPercent = "百分之";
    const bool percent = word.starts_with(kPercent);
    if (percent) {
        word.remove_prefix(kPercent.size());
    }
    const auto number = take_number(word);
    if (!number || (percent && !word.empty()) || (!word.empty() && !is_unit(word))) {
        return std::nullopt;
    }
    return std::to_string(*number) + (percent ? "%" : std::string(word));
}

}  // namespace onus::grammar
