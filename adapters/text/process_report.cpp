// SPDX-License-Identifier: Apache-2.0
#include "adapters/text/process_report.h"

#include <array>

#include "adapters/text/run_words.h"

namespace onus::adapters {
namespace {

using engine::Delay;
using engine::Overview;
using engine::Party;
using engine::StepOverview;
using engine::StepStatus;

/// "P1 — From market research to rollout: under way, ▲ late by 3 d"
std::string heading(const RunWords& words, const Overview& overview, const Delay& delay) {
    const engine::Course& course = overview.course;
    std::string line =
        words.say("{0} — {1}: {2}", "{0}——{1}：{2}",
                  {course.subject, words.process(), words.status(course.row.last.status)});
    if (delay.total_ms() > 0) {
        line += words.say(", ▲ late by {0}", "，▲晚{0}", {words.elapsed(delay.total_ms())});
    }
    return line + words.say("  [{0}]\n", "【{0}】\n", {course.process->id});
}

std::string lateness(const RunWords& words, const StepOverview& step) {
    if (step.excused) {
        return step.delivered
                   ? words.say("  excused", "  已免除")
                   : words.say("  excused; it may still be delivered", "  已免除，仍可交付");
    }
    return step.late_ms > 0
               ? words.say("  ▲ late by {0}", "  ▲逾期{0}", {words.elapsed(step.late_ms)})
               : "";
}

std::string state_of(const RunWords& words, const StepOverview& step) {
    switch (step.status) {
        case StepStatus::kNone:
            return words.say("· to come", "·未开始");
        case StepStatus::kOpen:
            return words.say("▶ open", "▶进行中");
        case StepStatus::kDelivered:
            return words.say("✔ delivered", "✔已交付");
        case StepStatus::kSkipped:
            return words.say("– skipped", "–已跳过");
        case StepStatus::kNotTaken:
            return words.say("– passed by", "–未经过");
        case StepStatus::kCancelled:
            return words.say("✘ cancelled", "✘已取消");
    }
    return {};
}

std::string parties(const RunWords& words, const std::vector<Party>& all,
                    const std::string& nowhere) {
    std::string line;
    for (const Party& party : all) {
        line += line.empty() ? "" : words.say("; ", "；");
        const std::string person = words.person(party.person);
        if (party.receives) {
            line += words.say("handed over to {0}", "移交给{0}", {person});
        } else if (party.step == engine::kNoIndex) {
            line += words.say("{0} {1}", "{0}{1}", {nowhere, person});
        } else {
            line += words.say("{0}, by {1}", "{0}，由{1}负责", {words.step(party.step), person});
        }
    }
    return line;
}

std::string next_line(const RunWords& words, const StepOverview& step) {
    return words.say(
        "next: {0}", "下一环节：{0}",
        {parties(words, step.next, words.say("the end, answered for by", "结束，负责人："))});
}

std::string standard_line(const RunWords& words, const engine::Course& course, std::uint32_t step) {
    const engine::StepInfo& info = course.process->steps[step];
    const std::string what = words.list(engine::deliverables_of(*course.program, info));
    const std::string standard = words.list(engine::standard_of(*course.program, info));
    return standard.empty() ? words.say("delivers: {0}; nothing more is required of it",
                                        "交付：{0}；无其他要求", {what})
                            : words.say("delivers: {0}; standard: {1}", "交付：{0}；标准：{1}",
                                        {what, standard});
}

std::string place_of(const RunWords& words, const Overview& overview, const StepOverview& step) {
    return words.say("step {0} of {1}", "第{0}环节，共{1}环节",
                     {std::to_string(step.place), std::to_string(overview.place_count)});
}

std::string step_lines(const RunWords& words, const Overview& overview, const StepOverview& step) {
    std::string out = "  " + state_of(words, step) + "  ";
    if (step.place != 0) {
        out += std::to_string(step.place) + "/" + std::to_string(overview.place_count) + "  ";
    }
    out += words.step(step.step);
    if (step.round > 1) {
        out += words.say(" (round {0})", "（第{0}轮）", {std::to_string(step.round)});
    }
    if (step.status == StepStatus::kSkipped || step.status == StepStatus::kNotTaken) {
        return out + "\n";
    }
    out += words.say(" — {0}", "——{0}", {words.who(step.person, step.department)});
    if (step.opened) {
        out += words.say("\n      opened {0}", "\n      开始于{0}", {words.time(*step.opened)});
    }
    if (step.stands_since) {
        out += words.say(", its clock stands since {0}", "，自{0}起中止计时",
                         {words.time(*step.stands_since)});
    } else if (step.due) {
        out += words.say(", due {0}", "，期限{0}", {words.deadline(*step.due)});
    }
    if (step.delivered) {
        out += words.say(", delivered {0}", "，交付于{0}", {words.time(*step.delivered)});
    }
    out += lateness(words, step);
    if (step.place == 0) {
        return out + "\n";
    }
    out += "\n      " + standard_line(words, overview.course, step.step);
    return out + "\n      " + next_line(words, step) + "\n";
}

}  // namespace

std::string ProcessReport::run(const Overview& overview, const Delay& delay) const {
    const RunWords words(narrator_, overview.course, overview.as_of);
    std::string out = heading(words, overview, delay);
    for (const StepOverview& step : overview.steps) {
        if (step.status != StepStatus::kOpen || step.place == 0) {
            continue;
        }
        out += words.say("    {0} — {1}", "    {0}——{1}",
                         {words.step(step.step), words.who(step.person, step.department)});
        if (step.stands_since) {
            out += words.say("  its clock stands since {0}", "  自{0}起中止计时",
                             {words.time(*step.stands_since)});
        } else if (step.due) {
            out += words.say("  until {0}", "  期限至{0}", {words.deadline(*step.due)});
        }
        out += lateness(words, step) + "\n";
    }
    return out;
}

std::string ProcessReport::steps(const Overview& overview, const Delay& delay) const {
    const RunWords words(narrator_, overview.course, overview.as_of);
    std::string out = heading(words, overview, delay);
    out += words.say("  since {0}; {1} answers for the whole", "  始于{0}；总负责人{1}",
                     {words.time(overview.course.started), words.person(overview.owner)});
    if (delay.due) {
        out += words.say(", until {0}", "，总期限{0}", {words.deadline(*delay.due)});
    }
    const engine::ProcessRow& row = overview.course.row;
    const bool cancelled = delay.over && row.last.status == engine::ProcessStatus::kCancelled;
    out += words.say(". Planned end {0}, {1} {2}.\n", "。计划结束{0}，{1}{2}。\n",
                     {words.deadline(delay.planned_end),
                      cancelled    ? words.say("cancelled", "取消于")
                      : delay.over ? words.say("ended", "实际结束")
                                   : words.say("now expected", "现预计"),
                      cancelled ? words.time(*row.ended) : words.deadline(delay.end)});
    for (const StepOverview& step : overview.steps) {
        out += step_lines(words, overview, step);
    }
    return out;
}

std::string ProcessReport::position(const Overview& overview, std::uint32_t step,
                                    bool receives) const {
    const RunWords words(narrator_, overview.course, overview.as_of);
    const StepOverview& at = overview.steps[step];
    std::string out = "      " + overview.course.subject + words.say(", ", "，") + words.process();
    if (at.place != 0) {
        out += words.say(", ", "，") + place_of(words, overview, at);
    }
    out += words.say(": “{0}”\n", "：“{0}”\n", {words.step(step)});
    if (receives) {
        return out + "      " +
               words.say("acknowledge what {0} handed over\n", "确认接收{0}移交的成果\n",
                         {words.person(at.person)});
    }
    if (at.place != 0) {
        out += "      " + standard_line(words, overview.course, step) + "\n";
    }
    const std::string from =
        at.sent_back_by.empty()
            ? parties(words, at.before, words.say("started by", "发起人："))
            : words.say("sent back by {0}", "由{0}退回", {words.person(at.sent_back_by)});
    out += "      " + words.say("before: {0}\n", "上一环节：{0}\n", {from});
    return out + "      " + next_line(words, at) + "\n";
}

}  // namespace onus::adapters
