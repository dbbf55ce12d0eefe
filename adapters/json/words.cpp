// SPDX-License-Identifier: Apache-2.0

#include "adapters/json/words.h"

#include <array>

namespace onus::adapters {
namespace {

template <class Enum, std::size_t N>
std::string_view pick(Enum value, const std::array<std::string_view, N>& words) {
    static_assert(static_cast<std::size_t>(last_of(Enum{})) + 1 == N);
    return words[static_cast<std::size_t>(value)];
}

}  // namespace

std::string_view word_of(engine::Level level) {
    return pick(level, std::to_array<std::string_view>(
                           {"pass", "shadow", "note", "warn", "hold", "block"}));
}

std::string_view word_of(engine::AttemptStatus status) {
    return pick(status, std::to_array<std::string_view>({"refused", "effective", "held", "released",
                                                         "rejected", "returned", "expired",
                                                         "withdrawn", "overtaken"}));
}

std::string_view word_of(engine::Discharge discharge) {
    return pick(discharge,
                std::to_array<std::string_view>({"none", "force", "decision", "observed"}));
}

std::string_view word_of(engine::Decision decision) {
    return pick(decision, std::to_array<std::string_view>({"approve", "reject", "return"}));
}

std::string_view word_of(engine::ViolationKind kind) {
    return pick(kind, std::to_array<std::string_view>({"direct", "not_performed", "breached",
                                                       "approved_knowingly", "unanswered"}));
}

std::string_view word_of(engine::PauseCause cause) {
    return pick(cause, std::to_array<std::string_view>({"clause", "process", "held", "nobody"}));
}

std::string_view word_of(engine::DutyChange change) {
    return pick(change, std::to_array<std::string_view>(
                            {"reminded",  "overdue",   "fulfilled",   "breached",    "excused",
                             "void",      "suspended", "resumed",     "extended",    "reassigned",
                             "claimed",   "delegated", "settled",     "returned",    "reversed",
                             "ban_ended", "moved",     "transferred", "pause_ended", "awaited"}));
}

std::string_view word_of(engine::MatterKind kind) {
    return pick(kind,
                std::to_array<std::string_view>({"hold", "review", "escalation", "conflict",
                                                 "vacancy", "misfit", "liability", "transfer"}));
}

std::string_view word_of(engine::MatterChange change) {
    return pick(change, std::to_array<std::string_view>({"decided", "climbed", "expired", "closed",
                                                         "alarm", "settled", "moved", "rests"}));
}

std::string_view word_of(engine::PublishedKind kind) {
    return pick(kind, std::to_array<std::string_view>({"rulebooks", "organisation", "calendar"}));
}

std::string_view word_of(engine::StepStatus status) {
    return pick(status, std::to_array<std::string_view>(
                            {"none", "open", "delivered", "skipped", "not_taken", "cancelled"}));
}

std::string_view word_of(engine::ProcessStatus status) {
    return pick(status,
                std::to_array<std::string_view>({"running", "suspended", "ended", "cancelled"}));
}

std::string_view word_of(engine::WatchRole role) {
    return pick(role, std::to_array<std::string_view>(
                          {"fulfil", "breach", "suspend", "resume", "extend", "cancel"}));
}

std::string_view word_of(engine::ValueKind kind) {
    return pick(kind,
                std::to_array<std::string_view>(
                    {"missing", "undetermined", "yes_no", "number", "money", "percent", "duration",
                     "date",    "timestamp",    "time",   "text",   "file",  "person",  "role",
                     "unit",    "enum",         "record", "value",  "list",  "duty"}));
}

std::string_view word_of(engine::DutyState state) {
    return pick(state,
                std::to_array<std::string_view>(
                    {"open", "overdue", "fulfilled_in_time", "fulfilled_late", "approved_in_time",
                     "rejected_in_time", "breached", "suspended", "excused", "void", "fulfilled"}));
}

}  // namespace onus::adapters
