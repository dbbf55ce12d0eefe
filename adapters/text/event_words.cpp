// SPDX-License-Identifier: Apache-2.0

#include "adapters/text/event_words.h"

#include <array>

#include "adapters/text/about_words.h"
#include "grammar/base/diagnostic_text.h"

namespace onus::adapters {

namespace {

/// What is declined is kept by its code and ids. Which of them are persons, from the second on.
struct DeclinedPersons {
    std::string_view code;
    std::size_t persons = 1;
};
constexpr auto kDeclinedPersons = std::to_array<DeclinedPersons>({{"N0751"},
                                                                  {"N0756", 2},
                                                                  {"N0758"},
                                                                  {"N0759"},
                                                                  {"N0760"},
                                                                  {"N0769"},
                                                                  {"N0770"},
                                                                  {"N0772"},
                                                                  {"N0773", 2},
                                                                  {"N0774"},
                                                                  {"N0778"},
                                                                  {"N0780"}});

}  // namespace

EventWords::EventWords(const Narrator& narrator, const engine::Program* program, Instant received)
    : narrator_(narrator),
      program_(program),
      context_(narrator.context(program, received)),
      language_(narrator.language()) {}

std::string EventWords::say(std::string_view en, std::string_view zh,
                            const std::vector<std::string>& arguments) const {
    const std::string_view pattern = language_ == Language::kEnglish ? en : zh;
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}') {
            out += arguments.at(static_cast<std::size_t>(pattern[i + 1] - '0'));
            i += 2;
        } else {
            out += pattern[i];
        }
    }
    return out;
}

std::string EventWords::painted(std::string_view text, std::string_view code) const {
    if (!narrator_.options_.colour) {
        return std::string(text);
    }
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

std::string EventWords::decider(std::string_view id) const {
    return id.empty() ? say("nobody who may decide", "（暂无可决定之人）") : person(id);
}

std::string EventWords::person(std::string_view id) const {
    if (id.empty()) {
        return say("nobody", "无人");
    }
    const std::string shown = render_person(context_, id, language_);
    return shown == id ? shown : say("{0} ({1})", "{0}（{1}）", {shown, std::string(id)});
}

std::string EventWords::action(std::string_view id) const {
    if (program_ != nullptr) {
        if (const auto index = program_->find_action(id)) {
            const engine::Bilingual& shown = program_->actions[*index].shown;
            return language_ == Language::kEnglish || shown.zh.empty() ? shown.en : shown.zh;
        }
    }
    return std::string(id);
}

std::string EventWords::level(engine::Level level) const {
    switch (level) {
        case engine::Level::kPass:
            return painted(say("PASS", "通过"), "32");
        case engine::Level::kShadow:
        case engine::Level::kNote:
            return painted(say("NOTE", "提示"), "36");
        case engine::Level::kWarn:
            return painted(say("WARN", "警示"), "33");
        case engine::Level::kHold:
            return painted(say("HOLD", "暂缓"), "35");
        case engine::Level::kBlock:
            return painted(say("BLOCK", "禁止"), "31");
    }
    return {};
}

std::string EventWords::status(engine::AttemptStatus status) const {
    switch (status) {
        case engine::AttemptStatus::kRefused:
            return say("does not take effect", "未生效");
        case engine::AttemptStatus::kEffective:
            return say("takes effect", "生效");
        case engine::AttemptStatus::kHeld:
            return say("is held", "暂缓");
        case engine::AttemptStatus::kReleased:
            return say("is released and takes effect", "获准并生效");
        case engine::AttemptStatus::kRejected:
            return say("is rejected", "被驳回");
        case engine::AttemptStatus::kReturned:
            return say("is returned", "被退回");
        case engine::AttemptStatus::kExpired:
            return say("has expired", "已失效");
        case engine::AttemptStatus::kWithdrawn:
            return say("is withdrawn", "已撤回");
        case engine::AttemptStatus::kOvertaken:
            return say("is overtaken", "已无须处理");
    }
    return {};
}

std::string_view EventWords::decision(engine::Decision decision) const {
    constexpr auto kEnglish = std::to_array<std::string_view>({"approve", "reject", "return"});
    constexpr auto kChinese = std::to_array<std::string_view>({"批准", "驳回", "退回"});
    const auto index = static_cast<std::size_t>(decision);
    return language_ == Language::kEnglish ? kEnglish[index] : kChinese[index];
}

std::string EventWords::state(engine::DutyState state) const {
    switch (state) {
        case engine::DutyState::kOpen:
            return say("open", "未了结");
        case engine::DutyState::kOverdue:
            return painted(say("▲ overdue", "▲逾期"), "31");
        case engine::DutyState::kFulfilled:
        case engine::DutyState::kFulfilledInTime:
            return say("fulfilled in time", "按时履行");
        case engine::DutyState::kFulfilledLate:
            return say("fulfilled late", "逾期履行");
        case engine::DutyState::kApprovedInTime:
            return say("approved in time", "按时批准");
        case engine::DutyState::kRejectedInTime:
            return say("rejected in time", "按时驳回");
        case engine::DutyState::kBreached:
            return painted(say("▲ breached", "▲违反"), "31");
        case engine::DutyState::kSuspended:
            return say("suspended", "中止计时");
        case engine::DutyState::kExcused:
            return say("excused", "已免除");
        case engine::DutyState::kVoid:
            return say("void", "已作废");
    }
    return {};
}

std::string EventWords::duty_title(std::uint64_t number) const {
    const engine::DutyRow* const row = narrator_.state_.duty(number);
    return row == nullptr ? "" : title(row->opened.declaration);
}

std::string EventWords::matter_title(std::uint64_t number) const {
    const engine::MatterRow* const row = narrator_.state_.matter(number);
    return row == nullptr ? "" : title(row->opened.declaration);
}

const engine::MatterRow* EventWords::matter_of(const engine::DutyRow& duty) const {
    const engine::AttemptRow* const attempt = narrator_.state_.attempt(duty.opened.attempt);
    if (attempt != nullptr) {
        for (const std::uint64_t number : attempt->matters) {
            const engine::MatterRow* const matter = narrator_.state_.matter(number);
            if (matter != nullptr && matter->opened.duty == duty.opened.duty &&
                matter->opened.kind == engine::MatterKind::kReview) {
                return matter;
            }
        }
    }
    return narrator_.state_.matter(duty.matter);
}

std::string EventWords::operator()(const engine::TookEffect& effect) const {
    std::string out;
    if (effect.attempt != told_) {
        out = std::string(kIndent) +
              say("Attempt {0} takes effect: {1}.", "第{0}号事项生效：{1}。",
                  {std::to_string(effect.attempt), action(effect.action)}) +
              "\n";
    }
    return out + written(effect.written);
}

std::string EventWords::operator()(const engine::AttemptChanged& changed) const {
    std::string out =
        std::string(kIndent) + say("Attempt {0} {1}.", "第{0}号事项{1}。",
                                   {std::to_string(changed.attempt), status(changed.status)});
    if (!changed.reason.empty()) {
        out += " " + say("Reason: {0}", "理由：{0}", {changed.reason});
    }
    out += "\n";
    for (const engine::Finding& each : changed.findings) {
        if (each.discharge == engine::Discharge::kNone) {
            out += finding(each, {});
        }
    }
    return out;
}

std::string EventWords::operator()(const engine::Violation& violation) const {
    constexpr auto kEnglish = std::to_array<std::string_view>(
        {"did what a rule flags", "did not perform a duty in time", "did what a duty forbids",
         "let a forced action stand", "left a matter undecided"});
    constexpr auto kChinese = std::to_array<std::string_view>(
        {"行为违规", "未按时履行职责", "违反禁止性职责", "明知违规仍予批准", "待办未答复"});
    const auto kind = static_cast<std::size_t>(violation.kind);
    std::string out =
        painted("■ ", "31") +
        say("RECORD against {0}: {1}", "记录 计入{0}：{1}",
            {person(violation.person),
             std::string(language_ == Language::kEnglish ? kEnglish[kind] : kChinese[kind])});
    if (!violation.rule.empty()) {
        out += say(" — {0}", "——{0}", {title(violation.rule)});
    }
    if (violation.observed) {
        out += say(" (observed)", "（事后登记）");
    }
    return std::string(kIndent) + out + "\n";
}

/// The label of a log entry: "逾期未审批" for not_decided_in_time.
std::string EventWords::log_name(std::string_view name) const {
    const auto look = [&](const std::vector<engine::EffectInfo>& effects) -> std::string {
        for (const engine::EffectInfo& effect : effects) {
            const auto* const log = std::get_if<engine::LogEffect>(&effect);
            if (log != nullptr && log->name == name) {
                return language_ == Language::kEnglish || log->shown.zh.empty() ? log->name
                                                                                : log->shown.zh;
            }
        }
        return {};
    };
    std::string found;
    if (program_ != nullptr) {
        for (const engine::DutyInfo& duty : program_->duties) {
            for (const auto* effects : {&duty.overdue, &duty.violated, &duty.fulfilled}) {
                found = found.empty() ? look(*effects) : found;
            }
        }
        for (const engine::Gate& gate : program_->gates) {
            for (const auto* effects : {&gate.then, &gate.violated}) {
                found = found.empty() ? look(*effects) : found;
            }
        }
    }
    return found.empty() ? std::string(name) : found;
}

std::string EventWords::operator()(const engine::Logged& logged) const {
    std::string out = say("LOG {0} against {1}", "登记“{0}”计入{1}",
                          {log_name(logged.name), person(logged.person)});
    if (logged.points) {
        const std::string points =
            (*logged.points > Decimal() ? "+" : "") + logged.points->to_string();
        out += say(" ({0} points)", "（{0}分）", {points});
    }
    if (const std::string words = text(logged.text); !words.empty()) {
        out += say(": ", "：") + words;
    }
    return std::string(kIndent) + out + "\n";
}

std::string EventWords::operator()(const engine::Notified& notified) const {
    std::string mark = "✉ ";
    if (notified.level == "red") {
        mark = painted(say("▲ RED ", "▲红色 "), "31");
    } else if (notified.level == "orange") {
        mark = painted(say("▲ ORANGE ", "▲橙色 "), "33");
    } else if (notified.level == "yellow") {
        mark = painted(say("▲ YELLOW ", "▲黄色 "), "33");
    }
    std::string about = text(notified.text);
    std::string notes;
    if (about.empty()) {
        about = title(notified.declaration);
    } else if (!notified.declaration.empty() &&
               about.find(title(notified.declaration)) == std::string::npos) {
        notes = title(notified.declaration);
    }
    const engine::AttemptRow* const attempt =
        narrator_.state_.attempt(attempt_behind(narrator_.state_, notified));
    for (const std::string& note :
         about_words(context_, narrator_.world_, narrator_.state_, notified,
                     attempt == nullptr ? nullptr : &attempt->judged, about, language_)) {
        notes += (notes.empty() ? "" : say(", ", "，")) + note;
    }
    about += notes.empty() ? "" : say(" ({0})", "（{0}）", {notes});
    return std::string(kIndent) + mark +
           say("NOTICE to {0}: {1}", "通知{0}：{1}", {person(notified.person), about}) + "\n";
}

std::string EventWords::operator()(const engine::DutyOpened& opened) const {
    const std::string bearer = opened.pool_role.empty()
                                   ? person(opened.bearer)
                                   : say("{0} for the post of {1}", "{0}（岗位：{1}）",
                                         {person(opened.bearer), name(opened.pool_role)});
    std::string out = say("DUTY {0} for {1}: {2}", "职责{0} 责任人{1}：{2}",
                          {std::to_string(opened.duty), bearer, title(opened.declaration)});
    if (opened.due) {
        out += say(" — until {0}", "——期限至{0}", {deadline(*opened.due)});
    }
    if (opened.provisional) {
        out += say(" (provisional)", "（暂定）");
    }
    if (opened.suspended) {
        out += say(" (its clock stands)", "（中止计时）");
    }
    if (!opened.stand_in_for.empty()) {
        out += say("; stands in for {0}", "；代{0}履行", {person(opened.stand_in_for)});
    }
    return std::string(kIndent) + painted("● ", "34") + out + "\n";
}

std::string EventWords::operator()(const engine::DutyChanged& changed) const {
    struct Words {
        std::string_view en;
        std::string_view zh;
    };
    constexpr auto kWords = std::to_array<Words>({
        {"{1}% of the time has passed", "期限已过去{1}%"},
        {"is overdue", "已逾期"},
        {"is fulfilled by {0}", "由{0}履行"},
        {"is breached by {0}", "被{0}违反"},
        {"is excused", "已免除"},
        {"is void", "已作废"},
        {"is suspended", "中止计时"},
        {"runs again", "恢复计时"},
        {"is extended", "已延期"},
        {"passes to {0}", "转由{0}承担"},
        {"is claimed by {0}", "由{0}认领"},
        {"is delegated to {0}", "委托给{0}"},
        {"has its deadline settled", "期限已确定"},
        {"is returned with a new deadline", "被退回并重新计期"},
        {"was done in time after all", "事后查明已按时履行"},
        {"forbids nothing any more", "禁止期已结束"},
        {"has its deadline moved: the system was not available", "期限顺延：系统一度不可用"},
        {"is taken over by {0}", "由{0}接手"},
        {"waits for one thing less", "一项等待事由已消除"},
        {"waits for a decision; its time is over", "等待决定（期限已过）"},
    });
    static_assert(kWords.size() == static_cast<std::size_t>(last_of(engine::DutyChange{})) + 1);
    const Words& words = kWords[static_cast<std::size_t>(changed.change)];
    const bool overdue = changed.change == engine::DutyChange::kOverdue;
    std::string out =
        say("DUTY {0} ", "职责{0} ", {std::to_string(changed.duty)}) +
        say(words.en, words.zh, {person(changed.person), std::to_string(changed.percent)});
    if (changed.change == engine::DutyChange::kFulfilled) {
        out += changed.in_time ? say(" in time", "（按时）") : say(" late", "（逾期）");
        if (changed.decision) {
            out += say(": {0}", "：{0}", {std::string(decision(*changed.decision))});
        }
    }
    if (changed.due && !overdue) {
        out += say(", until {0}", "，期限至{0}", {deadline(*changed.due)});
    }
    if (!changed.reason.empty()) {
        out += say(" — {0}", "——{0}", {changed.reason});
    }
    if (const std::string about = duty_title(changed.duty); !about.empty()) {
        out += say(": {0}", "：{0}", {about});
    }
    return std::string(kIndent) + painted(overdue ? "▲ " : "● ", overdue ? "31" : "34") + out +
           "\n";
}

std::string EventWords::operator()(const engine::MatterOpened& opened) const {
    std::string out = say("MATTER {0} for {1}", "待办{0} 决定人{1}",
                          {std::to_string(opened.matter), decider(opened.decider)});
    if (!opened.declaration.empty()) {
        out += say(": {0}", "：{0}", {title(opened.declaration)});
    }
    if (const std::string words = text(opened.text); !words.empty()) {
        out += say(" — {0}", "——{0}", {words});
    }
    if (opened.due) {
        out += say(" Answer until {0}.", " 答复期限至{0}。", {deadline(*opened.due)});
    }
    if (!opened.asked.empty() && opened.asked != opened.decider) {
        out += say(" (for {0})", "（原由{0}决定）", {person(opened.asked)});
    }
    return std::string(kIndent) + painted("◆ ", "35") + out + "\n";
}

std::string EventWords::operator()(const engine::MatterChanged& changed) const {
    const std::string number = std::to_string(changed.matter);
    std::string out;
    switch (changed.change) {
        case engine::MatterChange::kDecided:
            out = say(
                "{0} decided matter {1}: {2}", "{0}对待办{1}作出决定：{2}",
                {person(changed.person), number,
                 std::string(changed.decision ? decision(*changed.decision) : std::string_view())});
            out += changed.in_time ? "" : say(" (late)", "（逾期）");
            if (!changed.opinion.empty()) {
                out += say(" — “{0}”", "——“{0}”", {changed.opinion});
            }
            break;
        case engine::MatterChange::kClimbed:
            // Asked at the same level, somebody takes the place of whoever has left.
            out = changed.level == 0
                      ? say("Matter {0} passes to {1}", "待办{0}转由{1}决定",
                            {number, person(changed.person)})
                      : say("Matter {0} goes one level up, to {1}", "待办{0}上报一级，由{1}决定",
                            {number, person(changed.person)});
            break;
        case engine::MatterChange::kExpired:
            out = say("Matter {0} has expired", "待办{0}已失效", {number});
            break;
        case engine::MatterChange::kClosed:
            out = say("Matter {0} is closed", "待办{0}已了结", {number});
            break;
        case engine::MatterChange::kAlarm:
            out =
                painted(say("▲ RED ", "▲红色 "), "31") +
                say("Matter {0}: nobody answered at any level", "待办{0}：各级均未答复", {number});
            break;
        case engine::MatterChange::kSettled:
            out = say("Matter {0} has its deadline settled", "待办{0}的答复期限已确定", {number});
            break;
        case engine::MatterChange::kRests:
            out = say("Matter {0} is unanswered and stays open", "待办{0}无人答复，继续保留",
                      {number});
            break;
        case engine::MatterChange::kMoved:
            out = say("Matter {0} has its deadline moved: the system was not available",
                      "待办{0}的答复期限顺延：系统一度不可用", {number});
            break;
    }
    if (changed.due) {
        out += say(", answer until {0}", "，答复期限至{0}", {deadline(*changed.due)});
    }
    if (const std::string about = matter_title(changed.matter); !about.empty()) {
        out += say(": {0}", "：{0}", {about});
    }
    return std::string(kIndent) + painted("◆ ", "35") + out + "\n";
}

std::string EventWords::operator()(const engine::Published& published) const {
    constexpr auto kEnglish =
        std::to_array<std::string_view>({"rulebooks", "organisation", "calendar"});
    constexpr auto kChinese = std::to_array<std::string_view>({"规章", "组织", "日历"});
    const auto kind = static_cast<std::size_t>(published.kind);
    std::string what(language_ == Language::kEnglish ? kEnglish[kind] : kChinese[kind]);
    // Rulebooks are put in force together and have no id in common: their titles stand for them.
    std::string names = published.id;
    if (names.empty() && program_ != nullptr) {
        for (const engine::RulebookInfo& rulebook : program_->rulebooks) {
            const std::string& title = language_ == Language::kEnglish || rulebook.title.zh.empty()
                                           ? rulebook.title.en
                                           : rulebook.title.zh;
            names += (names.empty() ? "" : say(", ", "、")) + say("“{0}”", "“{0}”", {title});
        }
    }
    what += (names.empty() ? "" : say(" ", "")) + names;
    return std::string(kIndent) +
           say("Put in force: {0}, from {1}.", "生效：{0}，自{1}起。",
               {what, time(published.from)}) +
           "\n";
}

std::string EventWords::operator()(const engine::Declined& declined) const {
    Diagnostic diagnostic;
    diagnostic.arguments = declined.arguments;
    for (const DeclinedPersons& each : kDeclinedPersons) {
        for (std::size_t i = 1; each.code == declined.code && i <= each.persons; ++i) {
            if (i < diagnostic.arguments.size()) {
                diagnostic.arguments[i] = person(diagnostic.arguments[i]);
            }
        }
    }
    const std::size_t count = diagnostic_codes().size();
    for (std::size_t i = 0; i < count; ++i) {
        const auto kind = static_cast<DiagnosticKind>(i);
        if (code_of(kind) == declined.code) {
            diagnostic.kind = kind;
            return std::string(kIndent) + painted("✗ ", "31") + say("Declined", "不予受理") + "[" +
                   declined.code + "] " + message_of(diagnostic, language_) + "\n";
        }
    }
    return std::string(kIndent) + painted("✗ ", "31") + say("Declined", "不予受理") + "[" +
           declined.code + "]\n";
}

}  // namespace onus::adapters
