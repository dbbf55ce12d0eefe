// SPDX-License-Identifier: Apache-2.0
//
// Where one answer decides whether another question is asked at all, a step is asked once: which of
// the outcomes it came to. Nobody has to answer what does not arise.

#include <algorithm>
#include <set>

#include "adapters/bpmn/outline_builder.h"

namespace onus::bpmn {
namespace {

constexpr std::size_t kOutcomes = 24;  // more no person reads

}  // namespace

/// All ends of the tree of questions that the paths make. False if they make none, as where two
/// questions are asked side by side.
bool OutlineBuilder::add_outcomes(const std::vector<const Path*>& paths, Path& way,
                                  std::vector<Path>& outcomes) const {
    const std::size_t depth = way.size();
    const auto ends = [&](const Path* path) { return path->size() == depth; };
    if (std::all_of(paths.begin(), paths.end(), ends)) {
        outcomes.push_back(way);
        return outcomes.size() <= kOutcomes;
    }
    if (std::any_of(paths.begin(), paths.end(), ends)) {
        return false;
    }
    const std::uint32_t question = (*paths.front())[depth].question;
    if (std::any_of(paths.begin(), paths.end(),
                    [&](const Path* path) { return (*path)[depth].question != question; })) {
        return false;
    }
    for (std::uint32_t answer = 0; answer < questions_[question].answers.size(); ++answer) {
        std::vector<const Path*> below;
        std::copy_if(paths.begin(), paths.end(), std::back_inserter(below),
                     [&](const Path* path) { return (*path)[depth].answer == answer; });
        way.push_back({question, answer});
        const bool good = add_outcomes(below, way, outcomes);
        way.pop_back();
        if (!good) {
            return false;
        }
    }
    return true;
}

/// The last answer names an outcome, with as many of those before it as tell it from others.
std::vector<std::string> OutlineBuilder::names_of(const std::vector<Path>& outcomes) const {
    const Language language = result_.outline.language;
    const auto called = [&](const Asked& asked) {
        const Question& question = questions_[asked.question];
        const Answer& answer = question.answers[asked.answer];
        if (!question.yes_no) {
            return answer.text;
        }
        if (language == Language::kChinese) {
            return question.text + " " + answer.text;
        }
        return (yes_or_no(answer.text) == 1 ? "" : "not ") + question.text;
    };
    const auto tail = [&](const Path& path, std::size_t length) {
        std::string text;
        for (std::size_t i = path.size() - length; i < path.size(); ++i) {
            text += (text.empty() ? "" : " ") + called(path[i]);
        }
        return text;
    };
    std::vector<std::string> names;
    Names taken;
    for (const Path& path : outcomes) {
        std::size_t length = 1;
        while (length < path.size() &&
               std::any_of(outcomes.begin(), outcomes.end(), [&](const Path& other) {
                   return &other != &path && other.size() >= length &&
                          tail(other, length) == tail(path, length);
               })) {
            ++length;
        }
        names.push_back(taken.take(name_from(tail(path, length), language, word("other", "其他"))));
    }
    return names;
}

/// True if the step is asked for its outcome, and all conditions are in terms of it.
bool OutlineBuilder::ask_once(StepPlace asked, const std::vector<Waiting>& all) {
    std::vector<const Path*> paths;
    for (const Waiting& waiting : all) {
        for (const Path& path : waiting.paths) {
            paths.push_back(&path);
        }
    }
    Path way;
    std::vector<Path> outcomes;
    if (!add_outcomes(paths, way, outcomes) ||
        std::all_of(outcomes.begin(), outcomes.end(),
                    [](const Path& outcome) { return outcome.size() < 2; })) {
        return false;
    }
    const auto nothing_hangs_on_it = [&](const Waiting& waiting) {
        const auto always = [](const Path& path) { return path.empty(); };
        return !waiting.only_asked && std::any_of(waiting.any.begin(), waiting.any.end(), always);
    };
    if (std::all_of(all.begin(), all.end(), nothing_hangs_on_it)) {
        return true;
    }
    OutlineStep& step = result_.outline.processes[asked.process].steps[asked.step];
    const std::vector<std::string> names = names_of(outcomes);
    Question question;
    question.field = field_names_[asked.process][asked.step].take(word("decision", "决定"));
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        std::string text;
        for (const Asked& each : outcomes[i]) {
            text += (text.empty() ? "" : word("; ", "；")) + questions_[each.question].text + " " +
                    questions_[each.question].answers[each.answer].text;
        }
        step.remarks.push_back(names[i] + word(": ", "：") + text);
        question.answers.push_back({names[i], text});
    }
    for (const Path& outcome : outcomes) {
        for (const Asked& each : outcome) {
            put_.insert(each.question);
        }
    }
    for (const Waiting& waiting : all) {
        if (waiting.only_asked) {
            continue;
        }
        std::vector<std::vector<Test>> any;
        for (std::uint32_t i = 0; i < outcomes.size(); ++i) {
            const auto holds = [&](const Path& path) {
                return std::all_of(path.begin(), path.end(), [&](const Asked& each) {
                    return std::find(outcomes[i].begin(), outcomes[i].end(), each) !=
                           outcomes[i].end();
                });
            };
            if (std::any_of(waiting.any.begin(), waiting.any.end(), holds)) {
                any.push_back({Test{question.field, i, names[i]}});
            }
        }
        if (any.size() < outcomes.size()) {
            condition_of(asked.process, waiting).any = std::move(any);
        }
    }
    step.questions.push_back(std::move(question));
    return true;
}

}  // namespace onus::bpmn
