// SPDX-License-Identifier: Apache-2.0
#include "engine/run/unknown.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/run/finding.h"
#include "engine/run/render.h"

namespace onus::engine {

namespace {

/// Marks an undetermined value that has parts.
constexpr std::string_view kMark = "unknown";

enum Part : std::size_t { kAtLeast, kAskedEn, kAskedZh, kFrom, kUntil, kSince, kPartCount };

Value with_parts(const Value* parts) {
    Value value = undetermined(UndeterminedCause::kHistoryGap);
    value.text = kMark;
    value.items = parts;
    return value;
}

Value timestamp(Instant at) { return numeric(ValueKind::kTimestamp, at.ms); }

}  // namespace

Value unknown(Arena& arena, const Unknown& what) {
    Value* parts = arena.values(kPartCount);
    parts[kAtLeast] = what.at_least;
    parts[kAskedEn] = textual(ValueKind::kText, arena.text(what.asked.en));
    parts[kAskedZh] = textual(ValueKind::kText, arena.text(what.asked.zh));
    parts[kFrom] = timestamp(what.gap.from);
    parts[kUntil] = timestamp(what.gap.until);
    if (what.since) {
        parts[kSince] = timestamp(*what.since);
    }
    return with_parts(parts);
}

bool is_unknown(const Value& value) { return value.undetermined() && value.text == kMark; }

const Value* at_least(const Value& value) {
    return is_unknown(value) && !value.items[kAtLeast].missing() ? &value.items[kAtLeast] : nullptr;
}

Value raised(Arena& arena, const Value& value, const Value& by) {
    Value* parts = arena.values(kPartCount);
    std::copy_n(value.items, static_cast<std::size_t>(kPartCount), parts);
    parts[kAtLeast] = by;
    return with_parts(parts);
}

Text undetermined_text(std::string_view prefix, const Value& value) {
    if (!is_unknown(value)) {
        const Bilingual cause = words_of(static_cast<UndeterminedCause>(value.aux));
        return builtin_text(prefix, {stored_text(cause.en), stored_text(cause.zh)});
    }
    std::vector<Stored> arguments;
    for (const Part part : {kAskedEn, kAskedZh, kFrom, kUntil}) {
        arguments.push_back(store(value.items[part]));
    }
    const bool since = !value.items[kSince].missing();
    if (since) {
        arguments.push_back(store(value.items[kSince]));
    }
    return builtin_text(std::string(prefix) + (since ? ".gap_since" : ".gap"),
                        std::move(arguments));
}

const GapNoted* last_gap(const State& state, std::optional<Instant> from, Instant until) {
    const GapNoted* last = nullptr;
    for (const GapNoted& gap : state.header.gaps) {
        if (gap.from <= until && (!from || *from < gap.until) &&
            (last == nullptr || last->from < gap.from)) {
            last = &gap;
        }
    }
    return last;
}

Bilingual words_of(const Program& program, const HistoryIndex& index) {
    const bool is_act = index.subject == HistorySubject::kAction && index.action != kNoIndex;
    return words_of(program, is_act ? program.actions[index.action].id : index.target);
}

Bilingual words_of(const Program& program, const std::string& declaration) {
    const auto shown = program.shown_by_id.find(declaration);
    Bilingual words = shown == program.shown_by_id.end() ? Bilingual{} : shown->second;
    words.en = words.en.empty() ? declaration : words.en;
    words.zh = words.zh.empty() ? words.en : words.zh;
    return words;
}

}  // namespace onus::engine
