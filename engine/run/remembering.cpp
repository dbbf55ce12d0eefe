// SPDX-License-Identifier: Apache-2.0
#include "engine/run/remembering.h"

#include <optional>

namespace onus::engine {

namespace {

/// An event that the index may lack: nobody may be judged by its not being there.
Remembered hole_in(const HistoryIndex& index) {
    Remembered hole;
    hole.index = index.id;
    hole.day = Remembered::kNoDay;
    return hole;
}

}  // namespace

std::optional<Remembered> remembered_in(Draft& draft, const Scene& scene, const HistoryIndex& index,
                                        Instant at) {
    const Value wanted =
        index.filter == kNoCode ? yes_no(true) : evaluate(draft, scene, index.filter);
    if (!wanted.yes()) {
        return is_redacted(wanted) ? std::optional(hole_in(index)) : std::nullopt;
    }
    std::vector<Stored> keys;
    for (const CodeId code : index.keys) {
        const Value key = evaluate(draft, scene, code);
        if (key.undetermined() || key.missing()) {
            return is_redacted(key) ? std::optional(hole_in(index)) : std::nullopt;
        }
        keys.push_back(store(key));
    }
    Remembered remembered;
    remembered.index = index.id;
    remembered.key = values_key(keys);
    const Calendar* calendar = draft.world().calendar(index.calendar);
    remembered.day =
        calendar != nullptr ? calendar->to_local(at).date.days : to_local(at, 0).date.days;
    if (index.measured != kNoCode) {
        remembered.measured = store(evaluate(draft, scene, index.measured));
    }
    return remembered;
}

std::vector<Remembered> remembered_for(Draft& draft, const Scene& scene, HistorySubject subject,
                                       std::string_view target, Instant at) {
    std::vector<Remembered> all;
    const auto add = [&](const HistoryIndex& index) {
        if (auto remembered = remembered_in(draft, scene, index, at)) {
            all.push_back(std::move(*remembered));
        }
    };
    const std::vector<HistoryIndex>& indexes = scene.program->indexes;
    if (subject == HistorySubject::kAction) {
        for (const std::uint32_t index : scene.action->history) {
            add(indexes[index]);
        }
        return all;
    }
    const auto found = scene.program->history_of.find(target);
    if (found == scene.program->history_of.end()) {
        return all;
    }
    for (const std::uint32_t number : found->second) {
        const HistoryIndex& index = indexes[number];
        if (index.subject == subject &&
            (index.action == kNoIndex || index.action == scene.action_index)) {
            add(index);
        }
    }
    return all;
}

}  // namespace onus::engine
