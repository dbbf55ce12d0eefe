// SPDX-License-Identifier: Apache-2.0
//
// What is told of processes: their runs, their steps, and the ways that they take.
#include <array>

#include "adapters/text/event_words.h"

namespace onus::adapters {

std::string EventWords::step_title(std::string_view process, std::string_view step) const {
    const auto* info = program_ == nullptr ? nullptr : program_->find_process(process);
    if (info != nullptr) {
        for (const engine::StepInfo& each : info->steps) {
            if (each.name == step) {
                return engine::in(each.title, language_);
            }
        }
    }
    return std::string(step);
}

std::string EventWords::process_title(std::string_view process) const {
    const auto* info = program_ == nullptr ? nullptr : program_->find_process(process);
    return info == nullptr ? std::string(process) : engine::in(info->title, language_);
}

std::string EventWords::operator()(const engine::StepChanged& step) const {
    constexpr auto kEnglish =
        std::to_array<std::string_view>({"is to be done again", "is open", "is delivered",
                                         "is skipped", "is passed by", "is cancelled"});
    constexpr auto kChinese = std::to_array<std::string_view>(
        {"须重做", "已开始", "已交付", "已跳过", "未经过", "已取消"});
    const auto status = static_cast<std::size_t>(step.status);
    return std::string(kIndent) + "→ " +
           say("Step “{0}” of {1} {2}.", "{1}的环节“{0}”{2}。",
               {step_title(step.process, step.step), step.subject,
                std::string(language_ == Language::kEnglish ? kEnglish[status]
                                                            : kChinese[status])}) +
           "\n";
}

/// The step that is passed by says so itself.
std::string EventWords::operator()(const engine::PathClosed& /*path*/) const { return {}; }

std::string EventWords::operator()(const engine::StepReturned& returned) const {
    if (returned.count == 0) {
        return {};
    }
    return std::string(kIndent) + "↩ " +
           say("{1} goes back from step “{0}”, time {2}.", "{1}自环节“{0}”退回，第{2}次。",
               {step_title(returned.process, returned.step), returned.subject,
                std::to_string(returned.count)}) +
           "\n";
}

std::string EventWords::operator()(const engine::ProcessChanged& changed) const {
    constexpr auto kEnglish = std::to_array<std::string_view>(
        {"is under way", "is suspended", "is at its end", "is cancelled"});
    constexpr auto kChinese =
        std::to_array<std::string_view>({"进行中", "已暂停", "已结束", "已取消"});
    const auto status = static_cast<std::size_t>(changed.status);
    return std::string(kIndent) + "→ " +
           say("Process “{0}” of {1} {2}.", "{1}的流程“{0}”{2}。",
               {process_title(changed.process), changed.subject,
                std::string(language_ == Language::kEnglish ? kEnglish[status]
                                                            : kChinese[status])}) +
           "\n";
}

}  // namespace onus::adapters
