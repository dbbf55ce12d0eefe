// SPDX-License-Identifier: Apache-2.0
#include "engine/matters/delivery.h"

#include "engine/run/attempt.h"
#include "engine/run/finding.h"
#include "engine/run/notice.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {

namespace {

constexpr std::string_view kUnreached = "onus.notice.unreached";
constexpr std::int64_t kLevelsMax = 3;

/// How far a message has climbed already that tells of another that could not be delivered.
std::int64_t level_of(const Notified& notified) {
    return notified.text.id == kUnreached && notified.text.arguments.size() == 2
               ? static_cast<std::int64_t>(notified.text.arguments[1].number.units() /
                                           Decimal::kScale)
               : 0;
}

/// Empty if nobody is left.
std::string told_instead(Draft& draft, const std::string& person, std::int64_t level) {
    const Organisation* organisation = draft.world().organisation_at(draft.now());
    if (organisation == nullptr) {
        return {};
    }
    const std::string& last = organisation->person(organisation->fallback()).id;
    const Program* program = draft.world().program_at(draft.now());
    std::string next = last;
    if (level < kLevelsMax && program != nullptr) {
        const Scene scene = empty_scene(draft, *program, draft.now());
        const std::string above = supervisor_or_fallback(draft, *program, person, draft.now());
        next = decider_for(draft, scene, above, person, draft.now()).person;
    }
    return person == last || next == person ? std::string() : next;
}

}  // namespace

void judge_delivery(Draft& draft, const Delivered& delivered) {
    if (delivered.notice == 0 || delivered.notice > draft.state().header.notice_count) {
        decline(draft, DiagnosticKind::kNoticeUnknown, {std::to_string(delivered.notice)});
        return;
    }
    const std::optional<UnsentRow> row = draft.state().unsent_notice(delivered.notice);
    if (!row) {
        return;
    }
    const Notified& notified = row->notified;
    draft.emit(NoticeClosed{delivered.notice, delivered.reached, notified.person});
    if (delivered.reached) {
        return;
    }
    const std::int64_t level = level_of(notified);
    const std::string next = told_instead(draft, notified.person, level);
    const Stored unreached =
        level == 0 ? stored_person(notified.person) : notified.text.arguments.front();
    tell(draft, next,
         builtin_text("notice.unreached",
                      {unreached, store(decimal_value(ValueKind::kNumber, Decimal(level + 1)))}),
         {notified.declaration, notified.attempt, notified.duty, notified.matter}, notified.level);
}

}  // namespace onus::engine
