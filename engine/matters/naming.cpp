// SPDX-License-Identifier: Apache-2.0
#include "engine/matters/naming.h"

#include <algorithm>

#include "engine/run/attempt.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {

namespace {

bool names(const std::string& declaration, const std::string& name) {
    return declaration == name ||
           (declaration.size() > name.size() && declaration.ends_with(name) &&
            declaration[declaration.size() - name.size() - 1] == '.');
}

bool is_about(const DutyRow& duty, const std::string& subject) {
    return subject.empty() ||
           std::any_of(duty.opened.subjects.begin(), duty.opened.subjects.end(),
                       [&](const Stored& stored) { return stored.text == subject; });
}

std::string shown(const MatterName& name) {
    if (name.number != 0) {
        return std::to_string(name.number);
    }
    return name.subject.empty() ? name.duty : name.duty + "(" + name.subject + ")";
}

std::optional<std::uint64_t> only(Draft& draft, const std::vector<std::uint64_t>& found,
                                  const MatterName& name, DiagnosticKind unknown) {
    if (found.empty()) {
        decline(draft, unknown, {shown(name)});
        return std::nullopt;
    }
    if (found.size() > 1) {
        std::string list;
        for (const std::uint64_t number : found) {
            list += (list.empty() ? "" : ", ") + std::to_string(number);
        }
        decline(draft, DiagnosticKind::kMatterAmbiguous, {shown(name), list});
        return std::nullopt;
    }
    return found.front();
}

}  // namespace

std::optional<std::uint64_t> find_matter(Draft& draft, const MatterName& name,
                                         const std::string& actor) {
    std::vector<std::uint64_t> found;
    if (name.number != 0) {
        if (draft.state().is_open_matter(name.number)) {
            found.push_back(name.number);
        }
        return only(draft, found, name, DiagnosticKind::kMatterUnknown);
    }
    for (const std::uint64_t number : draft.state().open_matters()) {
        const MatterRow* matter = draft.matter(number);
        const DutyRow* duty = matter->opened.duty == 0 ? nullptr : draft.duty(matter->opened.duty);
        if (names(matter->opened.declaration, name.duty) &&
            (duty == nullptr ? name.subject.empty() : is_about(*duty, name.subject))) {
            found.push_back(number);
        }
    }
    // A review and its escalation bear the same name: each decider means his own.
    if (found.size() > 1) {
        std::vector<std::uint64_t> own;
        std::copy_if(found.begin(), found.end(), std::back_inserter(own),
                     [&](std::uint64_t number) { return draft.matter(number)->decider == actor; });
        if (!own.empty()) {
            found = std::move(own);
        }
    }
    return only(draft, found, name, DiagnosticKind::kMatterUnknown);
}

std::optional<std::uint64_t> find_duty(Draft& draft, const MatterName& name) {
    std::vector<std::uint64_t> found;
    if (name.number != 0) {
        if (draft.state().is_open_duty(name.number) && !draft.duty(name.number)->done) {
            found.push_back(name.number);
        }
        return only(draft, found, name, DiagnosticKind::kDutyUnknown);
    }
    for (const std::uint64_t number : draft.state().open_duties()) {
        const DutyRow* duty = draft.duty(number);
        if (!duty->done && names(duty->opened.declaration, name.duty) &&
            is_about(*duty, name.subject)) {
            found.push_back(number);
        }
    }
    return only(draft, found, name, DiagnosticKind::kDutyUnknown);
}

}  // namespace onus::engine
