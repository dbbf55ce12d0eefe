// SPDX-License-Identifier: Apache-2.0
//
// What a diagram leaves open becomes questions, which the steps before answer.

#include <algorithm>

#include "adapters/bpmn/outline_builder.h"
#include "adapters/bpmn/outline_text.h"

namespace onus::bpmn {
namespace {

constexpr std::size_t kWaysToAStep = 256;  // more are not made simpler

}  // namespace

std::uint32_t OutlineBuilder::add_question(Question question) {
    Names names;
    for (Answer& answer : question.answers) {
        answer.name =
            names.take(name_from(answer.text, result_.outline.language, word("other", "其他")));
    }
    questions_.push_back(std::move(question));
    return static_cast<std::uint32_t>(questions_.size() - 1);
}

std::string OutlineBuilder::text_of_flow(std::uint32_t flow) const {
    const Flow& here = diagram_.flows[flow];
    if (!here.name.empty()) {
        return here.name;
    }
    if (!here.condition.empty()) {
        return here.condition;
    }
    std::uint32_t node = here.to;  // the next thing with a name tells the way, too
    for (int hops = 0; hops < 8; ++hops) {
        const Node& to = diagram_.nodes[node];
        if (!to.name.empty()) {
            return to.name;
        }
        if (to.outgoing.size() != 1) {
            break;
        }
        node = diagram_.flows[to.outgoing[0]].to;
    }
    return word("other", "其他");
}

std::uint32_t OutlineBuilder::gateway_question(std::uint32_t gateway) {
    const auto [found, fresh] = question_of_.try_emplace(key_of(kOfGateway, gateway), 0);
    if (!fresh) {
        return found->second;
    }
    const Node& here = diagram_.nodes[gateway];
    Question question;
    question.text = here.name.empty() ? word("Which way?", "走向") : here.name;
    for (const std::uint32_t flow : here.outgoing) {
        question.answers.push_back({{}, text_of_flow(flow)});
    }
    if (question.answers.size() == 2) {
        for (const std::size_t one : {0U, 1U}) {  // a way without a word is the other one
            const Flow& other = diagram_.flows[here.outgoing[1 - one]];
            const int said = yes_or_no(question.answers[one].text);
            if (said >= 0 && other.name.empty() && other.condition.empty()) {
                question.answers[1 - one].text = said == 1 ? word("no", "否") : word("yes", "是");
            }
        }
        const int first = yes_or_no(question.answers[0].text);
        const int second = yes_or_no(question.answers[1].text);
        question.yes_no = first >= 0 && second >= 0 && first != second;
    }
    const std::uint32_t number = add_question(std::move(question));
    question_of_[key_of(kOfGateway, gateway)] = number;
    return number;
}

std::uint32_t OutlineBuilder::flow_question(std::uint32_t flow) {
    const auto [found, fresh] = question_of_.try_emplace(key_of(kOfFlow, flow), 0);
    if (fresh) {
        Question question;
        question.text = text_of_flow(flow);
        question.yes_no = true;
        question.answers = {{{}, word("yes", "是")}, {{}, word("no", "否")}};
        question_of_[key_of(kOfFlow, flow)] = add_question(std::move(question));
    }
    return question_of_[key_of(kOfFlow, flow)];
}

/// How an activity ended: by itself, or by one of the events that end it.
std::uint32_t OutlineBuilder::outcome_question(std::uint32_t activity) {
    const auto [found, fresh] = question_of_.try_emplace(key_of(kOfActivity, activity), 0);
    if (fresh) {
        Question question;
        question.text = word("How it ended", "结束方式");
        question.answers.push_back({{}, word("completed", "正常完成")});
        for (const std::uint32_t event : boundary_[activity]) {
            if (diagram_.nodes[event].interrupting && !diagram_.nodes[event].outgoing.empty() &&
                !is_left_out(event)) {
                question.answers.push_back(
                    {{}, called(diagram_.nodes[event], word("event", "事件"))});
            }
        }
        question_of_[key_of(kOfActivity, activity)] = add_question(std::move(question));
    }
    return question_of_[key_of(kOfActivity, activity)];
}

std::uint32_t OutlineBuilder::event_question(std::uint32_t event) {
    const auto [found, fresh] = question_of_.try_emplace(key_of(kOfEvent, event), 0);
    if (fresh) {
        Question question;
        question.text = called(diagram_.nodes[event], word("event", "事件"));
        question.yes_no = true;
        question.answers = {{{}, word("yes", "是")}, {{}, word("no", "否")}};
        question_of_[key_of(kOfEvent, event)] = add_question(std::move(question));
    }
    return question_of_[key_of(kOfEvent, event)];
}

/// Which of the events that start a process did.
std::uint32_t OutlineBuilder::start_question(std::uint32_t unit) {
    const auto [found, fresh] = question_of_.try_emplace(key_of(kOfStart, unit), 0);
    if (fresh) {
        Question question;
        question.text = word("How it started", "如何启动");
        for (const std::uint32_t event : starts_[unit]) {
            const Node& start = diagram_.nodes[event];
            const std::string name = called(start, start.timer.text);
            question.answers.push_back(
                {{},
                 !name.empty() || start.outgoing.empty() ? name : text_of_flow(start.outgoing[0])});
        }
        question_of_[key_of(kOfStart, unit)] = add_question(std::move(question));
    }
    return question_of_[key_of(kOfStart, unit)];
}

bool OutlineBuilder::is_asked(std::uint64_t key) const {
    const auto found = question_of_.find(key);
    return found != question_of_.end() && put_.contains(found->second);
}

/// Where all answers to a question lead the same way, nobody needs to ask it.
void OutlineBuilder::simplify(std::vector<std::vector<Asked>>& any) const {
    for (auto& all : any) {
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
    }
    std::sort(any.begin(), any.end());
    any.erase(std::unique(any.begin(), any.end()), any.end());
    const auto others_hold = [&](const Path& all, std::size_t place) {
        const std::size_t answers = questions_[all[place].question].answers.size();
        if (answers > any.size()) {
            return false;
        }
        Path other = all;
        for (std::uint32_t answer = 0; answer < answers; ++answer) {
            other[place].answer = answer;
            if (!std::binary_search(any.begin(), any.end(), other)) {
                return false;
            }
        }
        return true;
    };
    for (bool again = any.size() > 1 && any.size() <= kWaysToAStep; again;) {
        again = false;
        for (std::size_t i = 0; i < any.size() && !again; ++i) {
            Path rest = any[i];
            for (std::size_t place = 0; place < rest.size() && !again; ++place) {
                if (!others_hold(rest, place)) {
                    continue;
                }
                const std::uint32_t question = rest[place].question;
                rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(place));
                std::erase_if(any, [&](Path each) {
                    if (each.size() != rest.size() + 1 || each[place].question != question) {
                        return false;
                    }
                    each.erase(each.begin() + static_cast<std::ptrdiff_t>(place));
                    return each == rest;
                });
                if (!std::binary_search(any.begin(), any.end(), rest)) {
                    any.insert(std::lower_bound(any.begin(), any.end(), rest), rest);
                }
                again = any.size() > 1;
                break;
            }
        }
    }
}

/// The answer as the step is asked for it; it is asked once for each question.
Test OutlineBuilder::test_of(StepPlace asked, const Asked& each) {
    put_.insert(each.question);
    OutlineStep& step = result_.outline.processes[asked.process].steps[asked.step];
    Fields& fields = fields_[asked.process][asked.step];
    const Question& question = questions_[each.question];
    auto found = fields.find(each.question);
    if (found == fields.end()) {
        Question own = question;
        own.field = field_names_[asked.process][asked.step].take(
            name_from(own.text, result_.outline.language, word("decision", "决定")));
        if (own.yes_no && yes_or_no(own.answers[0].text) == 0) {
            std::swap(own.answers[0], own.answers[1]);
        }
        found = fields.emplace(each.question, own.field).first;
        step.questions.push_back(std::move(own));
    }
    const Answer& answer = question.answers[each.answer];
    Test test{found->second, each.answer, question.yes_no ? std::string() : answer.name};
    if (question.yes_no) {
        test.answer = yes_or_no(answer.text) == 1 ? 0 : 1;
    }
    return test;
}

/// In words of a rulebook at once; what is asked of a step waits until all of it is known.
void OutlineBuilder::set_condition(StepPlace asked, Waiting waiting, std::vector<Way> ways,
                                   Condition& condition) {
    for (const Way& way : ways) {
        if (way.asked.empty() && way.written.empty()) {
            return;
        }
    }
    const Language language = result_.outline.language;
    const bool is_written =
        std::any_of(ways.begin(), ways.end(), [](const Way& way) { return !way.written.empty(); });
    std::vector<std::string> written;
    for (Way& way : ways) {
        if (!is_written) {
            waiting.paths.emplace_back(way.asked.rbegin(), way.asked.rend());
            waiting.any.push_back(std::move(way.asked));
            continue;
        }
        for (auto each = way.asked.rbegin(); each != way.asked.rend(); ++each) {
            Condition one;
            one.any = {{test_of(asked, *each)}};
            way.written.push_back(condition_text(one, language));
        }
        std::string all = joined(way.written, Connective::kAnd, language);
        if (std::find(written.begin(), written.end(), all) == written.end()) {
            written.push_back(std::move(all));
        }
    }
    condition.written = joined(written, Connective::kOr, language);
    if (!is_written) {
        simplify(waiting.any);
        waiting_[asked.step].push_back(std::move(waiting));
    }
}

Condition& OutlineBuilder::condition_of(std::uint32_t outline, const Waiting& waiting) {
    OutlineStep& step = result_.outline.processes[outline].steps[waiting.step];
    return waiting.back ? step.returns[waiting.place].condition
                        : step.after[waiting.place].condition;
}

void OutlineBuilder::ask_steps(std::uint32_t outline) {
    for (const auto& [step, all] : waiting_) {
        if (ask_once({outline, step}, all)) {
            continue;
        }
        for (const Waiting& waiting : all) {
            if (waiting.only_asked) {
                for (const Asked& each : waiting.paths.front()) {
                    static_cast<void>(test_of({outline, step}, each));
                }
                continue;
            }
            if (std::any_of(waiting.any.begin(), waiting.any.end(),
                            [](const Path& path) { return path.empty(); })) {
                continue;
            }
            for (const Path& path : waiting.any) {
                std::vector<Test> tests;
                for (const Asked& each : path) {
                    tests.push_back(test_of({outline, step}, each));
                }
                condition_of(outline, waiting).any.push_back(std::move(tests));
            }
        }
    }
    waiting_.clear();
}

}  // namespace onus::bpmn
