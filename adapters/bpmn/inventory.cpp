// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/inventory.h"

#include <numeric>

namespace onus::bpmn {
namespace {

struct Words {
    Reason reason;
    std::string_view en;
    std::string_view zh;
};

constexpr auto kWords = std::to_array<Words>({
    {Reason::kNoReason, "", ""},
    {Reason::kGatewayAsks, "the step before delivers which way to go", "由前一环节给出走向"},
    {Reason::kGatewayWaits, "became a step: its owner says how it goes on",
     "成为一个环节：由其主责人给出后续走向"},
    {Reason::kConditionAsked, "free text: the step before delivers the answer",
     "条件为自由文字：由前一环节给出答案"},
    {Reason::kEventAsked, "the step that it stands on delivers whether it happened",
     "由其所附的环节给出是否发生"},
    {Reason::kEventWaits, "became a step: its owner says that it happened",
     "成为一个环节：由其主责人确认已发生"},
    {Reason::kEventRemark, "told in a remark on the step; nothing is asked",
     "写作该环节的备注，不作询问"},
    {Reason::kThrowRemark, "told in a remark on the step before; nothing is sent",
     "写作前一环节的备注，不会自动发出"},
    {Reason::kEndRemark,
     "told in a remark on the last step; a process ends when all steps are done",
     "写作最后环节的备注；全部环节完成时流程结束"},
    {Reason::kStartRemark, "told in a remark; an instance is started by an action",
     "写作备注；流程实例由事项启动"},
    {Reason::kStartAsked, "the first step delivers how it started", "由最先的环节给出如何启动"},
    {Reason::kTimerRemark, "told in a remark: no single step has this deadline",
     "写作备注：不是某一环节的期限"},
    {Reason::kTimerLonger, "another timer on the step is shorter and is its deadline",
     "该环节另有更短的定时，以其为期限"},
    {Reason::kTimerWritten, "the rulebook that the file came from states the deadline of the step",
     "文件所出自的规章已写明该环节的期限"},
    {Reason::kTimerUnreadable, "no length of time that a deadline can have",
     "不是期限可用的时间长度"},
    {Reason::kMessageRemark, "told in a remark; the other process does not wait for it",
     "写作备注；另一流程不会等待"},
    {Reason::kReadRemark, "told in a remark: the step reads it, no step delivers it",
     "写作备注：环节读取它，没有环节交付它"},
    {Reason::kRemarkOnly, "stands as a remark", "写作备注"},
    {Reason::kFrameRemark, "a frame has no meaning; its name stands as a remark",
     "分组框没有含义，其名称写作备注"},
    {Reason::kReturnBound, "goes back without a bound: “at most 3 times” is the importer's",
     "退回且没有上限：“不超过 3次”由导入程序设定"},
    {Reason::kReturnAhead, "goes back to where no step was done before",
     "退回之处此前没有已完成的环节"},
    {Reason::kReturnSecond, "a step goes back to one step only; this is a second one",
     "一个环节只能退回至一个环节，此为第二处"},
    {Reason::kOtherParty, "another party: it has no process in the file",
     "外部单位：文件中没有其流程"},
    {Reason::kNoStep, "holds no step", "其中没有环节"},
    {Reason::kUnused, "nothing in a step refers to it", "没有环节引用它"},
    {Reason::kEventSubProcess, "starts whenever its event happens; a process cannot say that",
     "事件发生时随时启动，流程无法表达"},
    {Reason::kCompensation, "undoes what was done; a process cannot say that",
     "撤销已完成之事，流程无法表达"},
    {Reason::kTechnical, "concerns programs, nobody's duty", "供程序使用，不涉及任何人的职责"},
    {Reason::kTooTangled, "too many ways lead through it", "经过它的路径过多"},
    {Reason::kUnreachableMessage, "neither end is a step", "两端均不是环节"},
    {Reason::kSameWay, "no step depends on the answer, so nobody is asked",
     "没有环节取决于此，故不作询问"},
    {Reason::kCrosses,
     "crosses the edge of a sub-process: the sub-process as a whole is waited for, and asked",
     "穿越子流程的边界：以整个子流程为准等待，并向其询问"},
    {Reason::kBehindLeftOut, "only follows what is not carried", "仅接在未导入的内容之后"},
    {Reason::kNoText, "says nothing", "没有文字"},
});

}  // namespace

std::string_view words_of(Reason reason, Language language) {
    const Words& words = kWords[static_cast<std::size_t>(reason)];
    return language == Language::kEnglish ? words.en : words.zh;
}

std::string_view words_of(Fate fate, Language language) {
    constexpr auto kEn =
        std::to_array<std::string_view>({"carried", "as a question", "as a remark", "not carried"});
    constexpr auto kZh =
        std::to_array<std::string_view>({"已导入", "作为问题", "作为备注", "未导入"});
    const auto index = static_cast<std::size_t>(fate);
    return language == Language::kEnglish ? kEn[index] : kZh[index];
}

std::string_view id_of(Fate fate) {
    constexpr auto kIds =
        std::to_array<std::string_view>({"carried", "question", "remark", "listed"});
    return kIds[static_cast<std::size_t>(fate)];
}

std::size_t InventoryCount::total() const {
    return std::accumulate(by_fate.begin(), by_fate.end(), std::size_t{0});
}

InventoryCount count(const std::vector<InventoryEntry>& inventory) {
    InventoryCount result;
    for (const InventoryEntry& entry : inventory) {
        ++result.by_fate[static_cast<std::size_t>(entry.fate)];
    }
    return result;
}

}  // namespace onus::bpmn
