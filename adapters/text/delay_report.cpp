// SPDX-License-Identifier: Apache-2.0
//
// Why a run is late, as a table.
#include <algorithm>
#include <array>

#include "adapters/text/process_report.h"
#include "adapters/text/run_words.h"
#include "grammar/base/source.h"

namespace onus::adapters {
namespace {

using engine::Contribution;
using engine::Delay;
using engine::DelayCause;

constexpr std::size_t kColumns = 7;
using Row = std::array<std::string, kColumns>;

class Table {
  public:
    Table(const Narrator& narrator, const Delay& delay)
        : words_(narrator, delay.course, delay.as_of),
          delay_(delay),
          language_(narrator.language()) {}

    std::string text() const {
        const std::string name =
            words_.say("{0} — {1}", "{0}——{1}", {delay_.course.subject, words_.process()});
        std::string out = name + verdict() + ends();
        if (!delay_.parts.empty()) {
            out += "\n" + table();
        }
        return out + root();
    }

  private:
    std::string verdict() const {
        const std::int64_t late = delay_.total_ms();
        if (late > 0) {
            return words_.say(": late by {0}\n", "：晚{0}\n", {words_.elapsed(late)});
        }
        return late < 0 ? words_.say(": not late; gained {0}\n", "：未逾期，提前{0}\n",
                                     {words_.elapsed(-late)})
                        : words_.say(": not late\n", "：未逾期\n");
    }

    std::string ended() const {
        const engine::ProcessRow& row = delay_.course.row;
        if (row.ended && row.last.status == engine::ProcessStatus::kCancelled) {
            return words_.say("cancelled {0}, by then expected", "取消于{0}，当时预计",
                              {words_.time(*row.ended)});
        }
        return delay_.over ? words_.say("ended", "实际结束") : words_.say("now expected", "现预计");
    }

    std::string ends() const {
        std::string out =
            words_.say("  started {0}, planned end {1}, {2} {3}", "  始于{0}，计划结束{1}，{2}{3}",
                       {words_.time(delay_.course.started), words_.deadline(delay_.planned_end),
                        ended(), words_.deadline(delay_.end)});
        if (delay_.due && delay_.within) {
            out += words_.say("; for the whole {0}, until {1}", "；总时限{0}，至{1}",
                              {to_string(*delay_.within, language_), words_.deadline(*delay_.due)});
        }
        return out + words_.say("; {0} answers for the whole.\n", "；总负责人{0}。\n",
                                {words_.person(delay_.owner)});
    }

    std::string what(const Contribution& part) const {
        std::string step = part.step == engine::kNoIndex ? "" : words_.step(part.step);
        if (part.round > 1) {
            step += words_.say(" (round {0})", "（第{0}轮）", {std::to_string(part.round)});
        }
        switch (part.cause) {
            case DelayCause::kDelivered:
                return words_.say("{0}: delivered", "{0}：交付", {step});
            case DelayCause::kOpen:
                return words_.say("{0}: not delivered", "{0}：未交付", {step});
            case DelayCause::kBegun:
                return part.added_ms < 0 ? words_.say("{0}: begun earlier than expected",
                                                      "{0}：早于预计开始", {step})
                                         : words_.say("{0}: told late", "{0}：较晚才获知", {step});
            case DelayCause::kReturned:
                return words_.say("{0}: to do again, sent back by {1}", "{0}：由{1}退回重做",
                                  {step, words_.person(part.sent_back_by)});
            case DelayCause::kWithdrawn:
                return words_.say("{0}: taken back, to do again", "{0}：撤回重做", {step});
            case DelayCause::kHeld:
                return words_.say("{0}: waited for a decision", "{0}：等待决定", {step});
            case DelayCause::kSuspended:
                return words_.say("the process was suspended", "流程被暂停");
            case DelayCause::kAwaited:
                return words_.say("{0}: its clock stood by its clause", "{0}：依条款中止计时",
                                  {step});
            case DelayCause::kUnattended:
                return words_.say("{0}: nobody is there to do it", "{0}：无人承办", {step});
            case DelayCause::kMoved:
                return words_.say("{0}: its deadline was moved", "{0}：期限被顺延", {step});
            case DelayCause::kHandOver:
                return part.attempt == 0
                           ? words_.say("{0}: not taken over", "{0}：尚未接收移交", {step})
                           : words_.say("{0}: taken over", "{0}：接收移交", {step});
        }
        return step;
    }

    std::string added(std::int64_t ms) const {
        if (ms == 0) {
            return words_.say("nothing", "无");
        }
        return ms > 0 ? "+" + words_.elapsed(ms)
                      : words_.say("gained {0}", "提前{0}", {words_.elapsed(-ms)});
    }

    Row row(std::size_t number) const {
        const Contribution& part = delay_.parts[number];
        const std::string allowed = part.allowed ? to_string(*part.allowed, language_) : "–";
        const std::string taken = part.taken ? words_.taken(*part.taken) : "–";
        const bool inherits = part.step != engine::kNoIndex && part.inherited_ms > 0;
        return {words_.deadline(part.at),
                what(part),
                part.person.empty() ? std::string("–") : words_.who(part.person, part.department),
                allowed,
                taken,
                inherits ? words_.elapsed(part.inherited_ms) : "–",
                (delay_.root == number ? "▲ " : "") + added(part.added_ms)};
    }

    std::string table() const {
        std::vector<Row> rows{{words_.say("When", "时间"), words_.say("What happened", "情况"),
                               words_.say("Whose", "责任人"), words_.say("Time given", "给定时间"),
                               words_.say("Time taken", "实际用时"),
                               words_.say("Began late by", "起始延后"),
                               words_.say("Adds to the end", "对结束的影响")}};
        for (std::size_t i = 0; i < delay_.parts.size(); ++i) {
            rows.push_back(row(i));
        }
        std::array<std::uint32_t, kColumns> widths{};
        for (const Row& each : rows) {
            for (std::size_t column = 0; column < kColumns; ++column) {
                widths[column] = std::max(widths[column], display_width(each[column]));
            }
        }
        std::string out;
        for (const Row& each : rows) {
            out += "  ";
            for (std::size_t column = 0; column + 1 < kColumns; ++column) {
                out += each[column];
                out.append(widths[column] - display_width(each[column]) + 2, ' ');
            }
            out += each.back() + "\n";
        }
        return out + words_.say("  Sum: {0}\n", "  合计：{0}\n", {added(delay_.total_ms())});
    }

    /// Where the delay began, and where it is written who owed what.
    std::string root() const {
        if (!delay_.root || delay_.total_ms() <= 0) {
            return {};
        }
        const Contribution& part = delay_.parts[*delay_.root];
        std::string out = words_.say(
            "\n▲ Most of it: {0} ({1}). {2}", "\n▲主要来源：{0}（{1}）。{2}",
            {what(part), words_.elapsed(part.added_ms),
             part.person.empty() ? words_.say("Nobody answers for it.", "不归任何人负责。")
                                 : words_.say("It is the part of {0}.", "责任人：{0}。",
                                              {words_.who(part.person, part.department)})});
        const engine::Program& program = *delay_.course.program;
        const engine::ProcessInfo& process = *delay_.course.process;
        const engine::RulebookInfo& rulebook = program.rulebooks[process.rulebook];
        const std::string place = part.step == engine::kNoIndex
                                      ? std::string()
                                      : program.duties[process.steps[part.step].duty].place;
        out += words_.say("\n  Clause: {0}, in force from {1}", "\n  依据：{0}，自{1}起生效",
                          {words_.say("{0}", "《{0}》", {words_.in(rulebook.title)}),
                           to_string(rulebook.effective_from)});
        return out + (place.empty() ? "" : words_.say(" ({0})", "（{0}）", {place})) + "\n";
    }

    RunWords words_;
    const Delay& delay_;
    Language language_;
};

}  // namespace

std::string ProcessReport::why_late(const Delay& delay) const {
    return Table(narrator_, delay).text();
}

}  // namespace onus::adapters
