// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/export_choices.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "adapters/bpmn/outline_text.h"
#include "adapters/bpmn/wrapped_text.h"

namespace onus::bpmn {
namespace {

constexpr std::uint32_t kNameCells = 24;   // of a gateway's name
constexpr std::uint32_t kLabelCells = 34;  // of the words about an edge
constexpr std::size_t kLarge = 500;        // steps; what they exclude grows with their square
constexpr std::size_t kWays = 32;          // to a step; more are taken as one

bool are_apart(const std::set<std::string>& a, const std::set<std::string>& b) {
    return std::none_of(a.begin(), a.end(),
                        [&](const std::string& value) { return b.contains(value); });
}

std::string asked(const std::string& field, Language language) {
    return shortened(as_words(field), kNameCells) + (language == Language::kEnglish ? "?" : "？");
}

}  // namespace

std::optional<Choice> choice_in(const std::string& condition, Language language) {
    const bool zh = language == Language::kChinese;
    const std::string_view or_word = zh ? " 或 " : " or ";
    const std::string_view is_word = zh ? " 为 " : " is ";
    Choice choice;
    std::string_view rest = condition;
    while (!rest.empty()) {
        const std::size_t cut = rest.find(or_word);
        const std::string_view part = rest.substr(0, cut);
        rest =
            cut == std::string_view::npos ? std::string_view() : rest.substr(cut + or_word.size());
        const std::size_t is = part.find(is_word);
        if (is == std::string_view::npos) {
            return std::nullopt;
        }
        const std::string_view field = part.substr(0, is);
        const std::string_view value = part.substr(is + is_word.size());
        const bool plain =
            field.find(' ') == std::string_view::npos && value.find(' ') == std::string_view::npos;
        if (!plain || (!choice.field.empty() && choice.field != field)) {
            return std::nullopt;
        }
        choice.field = field;
        choice.values.emplace(value);
    }
    return choice.field.empty() ? std::nullopt : std::optional(std::move(choice));
}

Choices::Choices(const OutlineProcess& process, Language language)
    : process_(process), language_(language) {
    if (process.steps.size() <= kLarge) {
        find_ways();
    }
}

Choices::Ways Choices::ways_by(const Predecessor& before) const {
    Ways ways = ways_[before.step];
    if (const auto choice = choice_in(condition_text(before.condition, language_), language_)) {
        for (Answered& way : ways) {
            way[{before.step, choice->field}] = choice->values;
        }
    }
    return ways;
}

/// What holds on each of the ways.
Choices::Answered Choices::common(const Ways& ways) {
    Answered all = ways.front();
    for (const Answered& way : ways) {
        std::erase_if(all, [&](const auto& each) { return !way.contains(each.first); });
        for (auto& [key, values] : all) {
            const auto& others = way.at(key);
            values.insert(others.begin(), others.end());
        }
    }
    return all;
}

/// To a step that never starts no way leads.
void Choices::find_ways() {
    const std::size_t count = process_.steps.size();
    ways_.resize(count);
    std::vector<bool> done(count, false);
    for (bool progress = true; progress;) {
        progress = false;
        for (std::size_t step = 0; step < count; ++step) {
            const auto& after = process_.steps[step].after;
            if (done[step] || !std::all_of(after.begin(), after.end(),
                                           [&](const auto& before) { return done[before.step]; })) {
                continue;
            }
            Ways& here = ways_[step];
            for (const Predecessor& before : after) {
                const Ways ways = ways_by(before);
                here.insert(here.end(), ways.begin(), ways.end());
            }
            if (here.empty()) {
                here.emplace_back();
            } else if (here.size() > kWays) {
                here = {common(here)};
            }
            done[step] = progress = true;
        }
    }
}

NodeKind Choices::join_of(std::uint32_t step) const {
    if (ways_.empty()) {
        return NodeKind::kInclusive;
    }
    const auto& after = process_.steps[step].after;
    std::vector<Ways> all;
    std::transform(after.begin(), after.end(), std::back_inserter(all),
                   [&](const Predecessor& before) { return ways_by(before); });
    const auto exclude = [](const Answered& a, const Answered& b) {
        return std::any_of(a.begin(), a.end(), [&](const auto& each) {
            const auto other = b.find(each.first);
            return other != b.end() && are_apart(each.second, other->second);
        });
    };
    const auto exclude_all = [&](const Ways& a, const Ways& b) {
        return std::all_of(a.begin(), a.end(), [&](const Answered& one) {
            return std::all_of(b.begin(), b.end(),
                               [&](const Answered& other) { return exclude(one, other); });
        });
    };
    bool apart = true;
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            apart = apart && exclude_all(all[i], all[j]);
        }
    }
    if (apart) {
        return NodeKind::kExclusive;
    }
    const bool same =
        std::all_of(all.begin(), all.end(), [&](const Ways& ways) { return ways == all.front(); });
    const bool sure = std::all_of(after.begin(), after.end(),
                                  [](const auto& each) { return each.condition.always(); });
    return same && sure ? NodeKind::kParallel : NodeKind::kInclusive;
}

NodeKind Choices::split_of(const std::vector<std::string>& conditions) const {
    std::set<std::string> seen;
    const std::string question = question_of(conditions);
    for (const std::string& condition : conditions) {
        const auto choice = choice_in(condition, language_);
        if (!choice || !are_apart(choice->values, seen) ||
            question != asked(choice->field, language_)) {
            return NodeKind::kInclusive;
        }
        seen.insert(choice->values.begin(), choice->values.end());
    }
    return NodeKind::kExclusive;
}

std::string Choices::question_of(const std::vector<std::string>& conditions) const {
    const bool en = language_ == Language::kEnglish;
    std::string field;
    for (const std::string& condition : conditions) {
        const auto choice = choice_in(condition, language_);
        if (!choice || (!field.empty() && field != choice->field)) {
            return en ? "Which way?" : "走向？";
        }
        field = choice->field;
    }
    return asked(field, language_);
}

std::string Choices::answer_of(const std::string& condition, const std::string& question) const {
    const auto choice = choice_in(condition, language_);
    if (!choice || question != asked(choice->field, language_)) {
        return shortened(as_words(condition), kLabelCells);
    }
    std::string words;
    for (const std::string& value : choice->values) {
        words += (words.empty()                     ? ""
                  : language_ == Language::kEnglish ? ", "
                                                    : "、") +
                 as_words(value);
    }
    return shortened(words, kLabelCells);
}

}  // namespace onus::bpmn
