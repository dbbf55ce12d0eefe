// SPDX-License-Identifier: Apache-2.0
//
// The table under whose names a rulebook is read in the other language.

#include <algorithm>
#include <array>
#include <set>

#include "adapters/bpmn/outline_text.h"
#include "grammar/keywords.h"

namespace onus::bpmn {
namespace {

struct Pair {
    std::string_view en;
    std::string_view zh;
};
/// Names that an import writes by itself.
constexpr auto kOwn = std::to_array<Pair>({
    {"cn_office", "中国办公"},
    {"default_step_time", "默认环节时间"},
    {"number", "编号"},
    {"result", "办理结果"},
    {"decision", "决定"},
    {"again", "退回一次"},
    {"document", "文件"},
    {"message", "消息"},
    {"other", "其他"},
});

constexpr auto kOrdinary = grammar::NameSpace::kOrdinary;

class Table {
  public:
    explicit Table(const Outline& outline)
        : outline_(outline), zh_(outline.language == Language::kChinese) {}

    std::string run() {
        out_ =
            zh_ ? "# 左列为英文名称，右列为中文。左列由导入程序编号，请在启用前改为英文名称。\n"
                : "# English names and their Chinese ones. Write the Chinese word behind each name "
                  "that the diagram has only in English.\n";
        for (const Pair& pair : kOwn) {
            line(std::string(pair.en), std::string(pair.zh));
        }
        add(outline_.name, "rulebook");
        for (const OutlineRole& role : outline_.roles) {
            add(role.name, "role");
        }
        for (const OutlineProcess& process : outline_.processes) {
            add(process.record, "record");
            add(process.action, "start");
            add(process.name, "process");
            for (const OutlineStep& step : process.steps) {
                add(step.name, "step");
                for (const Deliverable& each : step.deliverables) {
                    add(each.name, "deliverable");
                }
                for (const Question& question : step.questions) {
                    add(question.field, "question");
                    for (const Answer& answer : question.answers) {
                        add(answer.name, "answer");
                    }
                }
            }
        }
        return std::move(out_);
    }

  private:
    void add(const std::string& name, std::string_view kind) {
        // Words of the language have both spellings already.
        if (name.empty() || (zh_ ? chinese_ : english_).contains(name) ||
            grammar::built_in_id(name, kOrdinary) || grammar::built_in_chinese(name, kOrdinary)) {
            return;
        }
        if (!zh_) {
            std::string shown = name;
            while (chinese_.contains(shown)) {
                shown += '_';
            }
            line(name, shown);
            return;
        }
        std::string id;
        do {
            id = std::string(kind) + "_" + std::to_string(++number_);
        } while (english_.contains(id) || chinese_.contains(id));
        line(id, name);
    }
    void line(const std::string& en, const std::string& zh) {
        english_.insert(en);
        chinese_.insert(zh);
        out_ += en + "\t" + zh + "\n";
    }

    const Outline& outline_;
    bool zh_;
    int number_ = 0;
    std::set<std::string, std::less<>> english_;
    std::set<std::string, std::less<>> chinese_;
    std::string out_;
};

}  // namespace

std::string names_text(const Outline& outline) {
    return outline.preamble.empty() ? Table(outline).run() : outline.names;
}

}  // namespace onus::bpmn
