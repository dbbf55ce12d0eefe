// SPDX-License-Identifier: Apache-2.0
//
// What is told of the system itself: its clocks, its silence, its messages.
#include "adapters/text/event_words.h"

namespace onus::adapters {

std::string EventWords::operator()(const engine::ClockSet& /*clock*/) const { return {}; }

std::string EventWords::operator()(const engine::GapNoted& gap) const {
    return std::string(kIndent) +
           say("Nothing was recorded from {0} to {1}{2}.", "自{0}至{1}没有记录{2}。",
               {time(gap.from), time(gap.until),
                gap.source.empty() ? "" : say(" by {0}", "（{0}）", {gap.source})}) +
           "\n";
}

std::string EventWords::operator()(const engine::Reversed& reversed) const {
    return std::string(kIndent) +
           say("Entry {0} against {1} does not hold any more.", "第{0}条对{1}的记录不再成立。",
               {std::to_string(reversed.sequence), person(reversed.person)}) +
           "\n";
}

std::string EventWords::operator()(const engine::NoticeClosed& closed) const {
    const std::vector<std::string> which{std::to_string(closed.notice), person(closed.person)};
    return std::string(kIndent) +
           (closed.reached
                ? say("Message {0} came to {1}.", "第{0}号通知已送达{1}。", which)
                : say("Message {0} could not reach {1}.", "第{0}号通知未能送达{1}。", which)) +
           "\n";
}

std::string EventWords::operator()(const engine::ClockDoubted& doubt) const {
    return std::string(kIndent) +
           (doubt.suspect ? say("The clock is in doubt.", "时钟存疑。")
                          : say("The clock, in doubt from {0} on, is trusted again.",
                                "自{0}起存疑的时钟已恢复可信。", {time(doubt.since)})) +
           "\n";
}

std::string EventWords::operator()(const engine::DeliveryChanged& changed) const {
    return std::string(kIndent) +
           (changed.since
                ? say("Messages are delivered from now on; until one has come, no deadline "
                      "passes of which it tells.",
                      "自此投递通知；通知送达前，其所述期限不届满。")
                : say("Messages are no longer delivered.", "不再投递通知。")) +
           "\n";
}

}  // namespace onus::adapters
