// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/outline_text.h"

#include <algorithm>
#include <set>

#include "adapters/bpmn/naming.h"
#include "adapters/bpmn/words_of_xml.h"

namespace onus::bpmn {
namespace {

/// Keyword and value of a clause; the value begins in the column of its neighbours.
class Writer {
  public:
    explicit Writer(const Outline& outline)
        : outline_(outline), zh_(outline.language == Language::kChinese) {}

    [[nodiscard]] std::string run(const std::vector<InventoryEntry>& inventory) {
        if (outline_.preamble.empty()) {
            heading();
        } else {
            out_ += outline_.preamble;
            out_ += '\n';
            added_roles();
        }
        for (const OutlineProcess& process : outline_.processes) {
            const bool has_start =
                std::any_of(process.clauses.begin(), process.clauses.end(),
                            [](const Note& note) { return note.kind == "when"; });
            if (!has_start && !process.is_part) {
                start(process);
            }
            write(process);
        }
        left_out(inventory);
        return std::move(out_);
    }

  private:
    [[nodiscard]] std::string word(std::string_view en, std::string_view zh) const {
        return std::string(zh_ ? zh : en);
    }
    [[nodiscard]] std::string quoted(std::string_view text) const {
        return zh_ ? "“" + quotable(text) + "”" : "\"" + quotable(text) + "\"";
    }
    [[nodiscard]] std::string title(const std::string& text, const std::string& twin) const {
        return " " + quoted(text) + (twin.empty() ? "" : " " + quoted(twin));
    }
    void line(int indent, std::string_view en, std::string_view zh, const std::string& value) {
        constexpr std::size_t kColumn = 11;  // of the value, in English
        constexpr std::size_t kWide = 4;     // signs of a keyword, in Chinese
        out_.append(static_cast<std::size_t>(indent), ' ');
        if (zh_) {
            out_ += zh;
            const std::size_t signs = zh.size() / 3;
            out_.append(signs < kWide ? (kWide - signs) * 2 : 1, ' ');
        } else {
            out_ += en;
            out_.append(en.size() < kColumn ? kColumn - en.size() : 1, ' ');
        }
        out_ += value + "\n";
    }
    void remark(int indent, const std::string& text) {
        const std::string shown = one_line(text);  // ids, too, may hold anything
        if (!shown.empty()) {
            out_.append(static_cast<std::size_t>(indent), ' ');
            out_ += "# " + shown + "\n";
        }
    }

    void heading() {
        out_ += word("rulebook ", "规章 ") + outline_.name + title(outline_.title, {}) + "\n";
        line(2, "level", "级别", word("company", "公司"));
        line(2, "effective", "生效", "2026-01-01");
        const auto first =
            std::find_if(outline_.processes.begin(), outline_.processes.end(),
                         [](const OutlineProcess& process) { return !process.owner.empty(); });
        const std::string owner = first == outline_.processes.end() ? "hr.head" : first->owner;
        line(2, "owner", "主责人", owner);
        line(2, "calendar", "日历", word("cn_office", "中国办公"));
        out_ += '\n';
        remark(0, word("BPMN says nothing of this: the time for steps that have none of their own.",
                       "BPMN未作规定：没有自身期限的环节所用的时间。"));
        out_ += word("parameter default_step_time : working_days is " + std::to_string(kUsualDays) +
                         " working days ",
                     "参数 默认环节时间：工作日数 为 " + std::to_string(kUsualDays) + "个工作日 ") +
                quoted(word("Time for a step", "环节的时间")) + "\n\n";
        for (const OutlineRole& role : outline_.roles) {
            out_ += word("role ", "岗位 ") + role.name + "\n";
        }
    }

    /// Those of lanes that somebody drew into an export.
    void added_roles() {
        std::set<std::string_view> used;
        for (const OutlineProcess& process : outline_.processes) {
            used.insert(process.owner);
            used.insert(process.started_by.begin(), process.started_by.end());
            for (const OutlineStep& step : process.steps) {
                used.insert(step.owner);
                used.insert(step.alarm_to);
            }
        }
        std::string roles;
        for (const OutlineRole& role : outline_.roles) {
            roles += used.contains(role.name) ? word("role ", "岗位 ") + role.name + "\n" : "";
        }
        out_ += roles.empty() ? "" : "\n" + roles;
    }

    /// What an instance is about, and the action that starts it.
    void start(const OutlineProcess& process) {
        out_ += "\n" + word("record ", "表单 ") + process.record + "\n";
        out_ += word("  number : text  unique\n", "  编号 ：文本  唯一\n");
        std::string by;
        for (const std::string& role : process.started_by) {
            by += (by.empty() ? "" : word(", ", "、")) + role;
        }
        by = by.empty() ? word("anyone", "任何人") : by;
        const std::string title_text =
            process.action_title.empty() ? std::string() : title(process.action_title, {});
        out_ += "\n" + word("action ", "事项 ") + process.action + word(" (", "（") +
                process.record + word(") by ", "）由 ") + by + title_text + "\n";
        line(2, "creates", "新建", process.record);
    }

    void write(const OutlineProcess& process) {
        out_ += '\n';
        for (const std::string& text : process.remarks) {
            remark(0, text);
        }
        out_ +=
            word("process ", "流程 ") + process.name + title(process.title, process.twin) + "\n";
        for (const Note& note : process.clauses) {
            if (note.kind == "cite") {
                out_ += note.text + "\n";
            }
        }
        if (!process.owner.empty()) {
            line(2, "owner", "主责人", process.owner);
        }
        const auto when = std::find_if(process.clauses.begin(), process.clauses.end(),
                                       [](const Note& note) { return note.kind == "when"; });
        if (!process.is_part) {
            line(2, "when", "当", when == process.clauses.end() ? process.action : when->text);
        }
        if (!process.within.empty()) {
            line(2, "within", "时限", process.within);
        }
        for (const Note& note : process.clauses) {
            if (note.kind == "clause") {
                out_ += note.text + "\n";
            }
        }
        for (const OutlineStep& step : process.steps) {
            out_ += '\n';
            write(step, process);
        }
    }

    void write(const OutlineStep& step, const OutlineProcess& process) {
        for (const std::string& text : step.remarks) {
            remark(2, text);
        }
        for (const Question& question : step.questions) {
            if (!question.text.empty()) {
                remark(2, question.field + ": " + question.text);
            }
        }
        out_ += "  " + word("step ", "环节 ") + step.name + title(step.title, step.twin) + "\n";
        std::string after;
        for (const Predecessor& before : step.after) {
            after += (after.empty() ? "" : word(", ", "、")) + process.steps[before.step].name;
            if (!before.condition.always()) {
                after += word(" if ", " 若 ") + condition_text(before.condition, outline_.language);
            }
        }
        if (!after.empty()) {
            line(4, "after", "前置", after);
        }
        clauses(step, "before");
        line(4, "owner", "主责人", step.owner);
        line(4, "within", "时限", step.within.empty() ? usual_time() : step.within);
        clauses(step, "timing");
        deliver(step);
        clauses(step, "clause");
        for (const Return& back : step.returns) {
            line(4, "returns to", "退回至", return_text(back, process));
        }
        clauses(step, "handed");
        if (!step.runs.empty()) {
            line(4, "run", "子流程", step.runs);
        }
        clauses(step, "behind");
        if (!step.alarm_to.empty()) {
            line(4, "overdue", "逾期",
                 word("notify ", "通知 ") + step.alarm_to + word(" level red ", " 级别 红色 ") +
                     quoted_late(process));
        }
    }

    /// The one text with an insertion.
    [[nodiscard]] std::string quoted_late(const OutlineProcess& process) const {
        if (process.record.empty()) {
            return zh_ ? "“{环节}已逾期。”" : "\"{step} is late.\"";
        }
        return zh_ ? "“{" + process.record + ".编号}：{环节}已逾期。”"
                   : "\"{" + process.record + ".number}: {step} is late.\"";
    }

    [[nodiscard]] std::string return_text(const Return& back, const OutlineProcess& process) const {
        const std::string times = std::to_string(back.times);
        return process.steps[back.step].name +
               word(" at most " + times + (back.times == 1 ? " time if " : " times if "),
                    " 不超过 " + times + "次 若 ") +
               condition_text(back.condition, outline_.language);
    }

    /// The heading of another rulebook need not have the parameter of ours.
    [[nodiscard]] std::string usual_time() const {
        std::string name = word("default_step_time", "默认环节时间");
        const bool known =
            outline_.preamble.empty() || outline_.preamble.find(name) != std::string::npos;
        const std::string days = std::to_string(kUsualDays);
        return known ? name : word(days + " working days", days + "个工作日");
    }

    void deliver(const OutlineStep& step) {
        const std::string between = word(" : ", "：");
        for (const Deliverable& each : step.deliverables) {
            line(4, "deliver", "交付", each.name + between + each.type);
        }
        for (const Question& question : step.questions) {
            line(4, "deliver", "交付",
                 question.field + between + type_of(question, outline_.language));
        }
        if (!step.runs.empty()) {
            return;
        }
        if (step.deliverables.empty() && step.questions.empty()) {
            line(4, "deliver", "交付", word("result", "办理结果") + between + word("text", "文本"));
        }
    }

    void clauses(const OutlineStep& step, std::string_view kind) {
        for (const Note& note : step.clauses) {
            if (note.kind == kind) {
                out_ += note.text + "\n";
            }
        }
    }

    void left_out(const std::vector<InventoryEntry>& inventory) {
        bool first = true;
        for (const InventoryEntry& entry : inventory) {
            if (entry.fate != Fate::kListed) {
                continue;
            }
            if (first) {
                out_ += '\n';
                remark(0, word("Not carried over from the diagram:", "流程图中未导入的内容："));
                first = false;
            }
            remark(0, entry.kind + " " + entry.id +
                          (entry.name.empty() ? "" : " (" + entry.name + ")") + ": " +
                          std::string(words_of(entry.reason, outline_.language)));
        }
    }

    const Outline& outline_;
    bool zh_;
    std::string out_;
};

}  // namespace

std::string rulebook_text(const Outline& outline, const std::vector<InventoryEntry>& inventory) {
    return Writer(outline).run(inventory);
}

std::string condition_text(const Condition& condition, Language language) {
    if (!condition.written.empty()) {
        return condition.written;
    }
    const bool zh = language == Language::kChinese;
    std::vector<std::string> any;
    for (const auto& tests : condition.any) {
        std::vector<std::string> all;
        for (const Test& test : tests) {
            const std::string value = !test.name.empty() ? test.name
                                      : test.answer == 0 ? (zh ? "是" : "yes")
                                                         : (zh ? "否" : "no");
            all.push_back(test.field + (zh ? " 为 " : " is ") + value);
        }
        any.push_back(joined(all, Connective::kAnd, language));
    }
    return joined(any, Connective::kOr, language);
}

std::string negated(const std::string& condition, Language language) {
    return language == Language::kChinese ? "非（" + condition + "）" : "not (" + condition + ")";
}

namespace {

constexpr std::size_t kFlat = 32;  // conditions that stand in one row
constexpr std::size_t kGroup = 8;  // otherwise so many in parentheses: expressions nest 100 deep

std::string in_a_row(const std::vector<std::string>& conditions, Connective connective,
                     Language language);

std::vector<std::string> grouped(const std::vector<std::string>& conditions, Connective connective,
                                 Language language) {
    std::vector<std::string> groups;
    for (std::size_t at = 0; at < conditions.size(); at += kGroup) {
        const auto begin = conditions.begin() + static_cast<std::ptrdiff_t>(at);
        const auto end = conditions.begin() +
                         static_cast<std::ptrdiff_t>(std::min(at + kGroup, conditions.size()));
        const std::string row = in_a_row({begin, end}, connective, language);
        groups.push_back(end - begin == 1                 ? row
                         : language == Language::kChinese ? "（" + row + "）"
                                                          : "(" + row + ")");
    }
    return groups.size() > kFlat ? grouped(groups, connective, language) : groups;
}

std::string in_a_row(const std::vector<std::string>& conditions, Connective connective,
                     Language language) {
    const bool zh = language == Language::kChinese;
    const auto word_of = [&](bool all) {
        return all ? (zh ? " 且 " : " and ") : (zh ? " 或 " : " or ");
    };
    const std::string word = word_of(connective == Connective::kAnd);
    const std::string_view other = word_of(connective != Connective::kAnd);
    std::string text;
    for (const std::string& each : conditions) {
        const bool mixed = conditions.size() > 1 && each.find(other) != std::string::npos;
        const std::string part = !mixed ? each : zh ? "（" + each + "）" : "(" + each + ")";
        // A Chinese bracket brings its own space behind it.
        text += text.empty() ? "" : text.ends_with("）") ? word.substr(1) : word;
        text += part;
    }
    return text;
}

}  // namespace

std::string joined(const std::vector<std::string>& conditions, Connective connective,
                   Language language) {
    return conditions.size() > kFlat
               ? in_a_row(grouped(conditions, connective, language), connective, language)
               : in_a_row(conditions, connective, language);
}

std::string type_of(const Question& question, Language language) {
    const bool zh = language == Language::kChinese;
    if (question.yes_no) {
        return zh ? "是否" : "yes_no";
    }
    std::string values;
    for (const Answer& answer : question.answers) {
        values += (values.empty() ? "" : zh ? "、" : ", ") + answer.name;
    }
    return (zh ? "选项 " : "one of ") + values;
}

}  // namespace onus::bpmn
