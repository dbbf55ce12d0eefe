// SPDX-License-Identifier: Apache-2.0

#include "adapters/app/remedy.h"

#include <algorithm>

#include "engine/replay.h"
#include "engine/run/judge.h"

namespace onus::adapters {
namespace {

/// Entries that are folded again for the sake of an explanation; more would keep a person waiting.
constexpr std::uint64_t kFoldedMax = 20'000;

bool waits(engine::AttemptStatus status) {
    return status == engine::AttemptStatus::kRefused || status == engine::AttemptStatus::kHeld;
}

/// True if the same rules speak at the same levels.
bool same_verdict(const engine::Judged& a, const engine::Judged& b) {
    return a.program == b.program &&
           std::equal(a.findings.begin(), a.findings.end(), b.findings.begin(), b.findings.end(),
                      [](const engine::Finding& x, const engine::Finding& y) {
                          return x.rule == y.rule && x.kind == y.kind && x.level == y.level;
                      });
}

bool is_judged_alike(const engine::Session& session, const engine::Command& command,
                     const engine::Judged& then) {
    const engine::Events events = engine::judge(session.state(), session.world(), command);
    return std::any_of(events.begin(), events.end(), [&](const engine::Event& event) {
        const auto* const judged = std::get_if<engine::Judged>(&event);
        return judged != nullptr && same_verdict(*judged, then);
    });
}

}  // namespace

std::optional<engine::Remedy> remedy_of(const engine::Session& session,
                                        const engine::Command& command,
                                        const engine::Events& events) {
    const bool asked = std::holds_alternative<engine::Submit>(command.body) &&
                       std::any_of(events.begin(), events.end(), [](const engine::Event& event) {
                           const auto* const judged = std::get_if<engine::Judged>(&event);
                           return judged != nullptr && waits(judged->status);
                       });
    if (!asked) {
        return std::nullopt;
    }
    return engine::remedy_for(session.state(), session.world(), command);
}

std::optional<engine::Remedy> remedy_of_the_past(const engine::Session& session,
                                                 const engine::LedgerStore& store,
                                                 const engine::AttemptRow& attempt) {
    if (!waits(attempt.judged.status)) {
        return std::nullopt;
    }
    const Result<engine::Reply> reply = session.reply_of(attempt.sequence);
    if (!reply || !std::holds_alternative<engine::Submit>(reply->command.body)) {
        return std::nullopt;
    }
    if (is_judged_alike(session, reply->command, attempt.judged)) {
        return engine::remedy_for(session.state(), session.world(), reply->command);
    }
    if (attempt.sequence > kFoldedMax) {
        return std::nullopt;
    }
    const auto image = engine::image_before(store, attempt.sequence);
    if (!image) {
        return std::nullopt;
    }
    return engine::remedy_for((*image)->state, (*image)->world, reply->command);
}

}  // namespace onus::adapters
