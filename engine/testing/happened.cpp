// SPDX-License-Identifier: Apache-2.0

#include "engine/testing/happened.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

#include "engine/compile/plain_words.h"

namespace onus::engine {

Bilingual name_of(const model::Test& test) {
    const std::string en = plain_words(test.heading.title.en);
    const std::string zh = plain_words(test.heading.title.zh);
    if (en.empty() && zh.empty()) {
        return {test.heading.name, test.heading.name};
    }
    return {en.empty() ? zh : en, zh.empty() ? en : zh};
}

bool has_finding(const Reply& reply, Level level, const std::string& from) {
    const auto fits = [&](const Finding& finding) {
        return finding.level == level && (from.empty() || finding.rule == from);
    };
    return std::any_of(reply.events.begin(), reply.events.end(), [&](const Event& event) {
        const auto* judged = std::get_if<Judged>(&event);
        const auto* changed = std::get_if<AttemptChanged>(&event);
        const std::vector<Finding>* findings = judged != nullptr    ? &judged->findings
                                               : changed != nullptr ? &changed->findings
                                                                    : nullptr;
        return findings != nullptr && std::any_of(findings->begin(), findings->end(), fits);
    });
}

std::vector<const Logged*> standing_logs(const std::vector<Reply>& replies,
                                         const std::string& name) {
    std::set<std::pair<std::uint64_t, std::uint32_t>> reversed;
    for (const Reply& reply : replies) {
        for (const Event& event : reply.events) {
            if (const auto* each = std::get_if<Reversed>(&event)) {
                reversed.emplace(each->sequence, each->place);
            }
        }
    }
    std::vector<const Logged*> logs;
    for (const Reply& reply : replies) {
        for (std::uint32_t place = 0; place < reply.events.size(); ++place) {
            const auto* logged = std::get_if<Logged>(&reply.events[place]);
            if (logged != nullptr && logged->name == name &&
                !reversed.contains({reply.sequence, place})) {
                logs.push_back(logged);
            }
        }
    }
    return logs;
}

const LiabilityProposed* latest_proposal(const std::vector<Reply>& replies) {
    const LiabilityProposed* latest = nullptr;
    for (const Reply& reply : replies) {
        for (const Event& event : reply.events) {
            if (const auto* proposed = std::get_if<LiabilityProposed>(&event)) {
                latest = proposed;
            }
        }
    }
    return latest;
}

}  // namespace onus::engine
