// SPDX-License-Identifier: Apache-2.0
#include "engine/matters/impartial.h"

#include <algorithm>

#include "engine/run/effects.h"
#include "engine/run/notice.h"

namespace onus::engine {

namespace {

class Search {
  public:
    Search(const Organisation& organisation, const ReportingLines& lines,
           const std::vector<std::string>& bearers, Instant at)
        : organisation_(organisation), lines_(lines), bearers_(bearers), at_(at) {}

    [[nodiscard]] bool bears(const std::string& person) const {
        return std::find(bearers_.begin(), bearers_.end(), person) != bearers_.end();
    }

    /// Empty if there is nobody.
    [[nodiscard]] std::string above() const {
        for (const std::string& bearer : bearers_) {
            const auto index = organisation_.find_person(bearer);
            if (!index) {
                continue;
            }
            for (const PersonIndex supervisor : organisation_.supervisors_of(*index, at_, lines_)) {
                if (fits(supervisor)) {
                    return organisation_.person(supervisor).id;
                }
            }
        }
        return {};
    }

    [[nodiscard]] std::string any_head() const {
        const std::vector<UnitData>& units = organisation_.data().units;
        for (UnitIndex unit = 0; unit < units.size(); ++unit) {
            const auto head = organisation_.head_of(unit, at_);
            if (head && fits(*head)) {
                return organisation_.person(*head).id;
            }
        }
        return {};
    }

  private:
    [[nodiscard]] bool fits(PersonIndex person) const {
        return !bears(organisation_.person(person).id) && organisation_.is_employed(person, at_) &&
               !organisation_.absence_of(person, at_).absent;
    }

    const Organisation& organisation_;
    const ReportingLines& lines_;
    const std::vector<std::string>& bearers_;
    Instant at_;
};

/// Null if the matter is about nothing that still has rules.
const Program* program_of(Draft& draft, const MatterRow& matter) {
    const AttemptRow* const attempt = draft.attempt(matter.opened.attempt);
    return attempt == nullptr ? nullptr : draft.world().program_by_hash(attempt->judged.program);
}

}  // namespace

Decider impartial_decider(Draft& draft, const Scene& scene, const std::string& asked,
                          const std::vector<std::string>& bearers) {
    const Organisation* const organisation = draft.world().organisation_at(draft.now());
    const Decider usual = decider_for(draft, scene, asked, bearers, draft.now());
    if (organisation == nullptr) {
        return usual;
    }
    const Search search(*organisation, scene.program->lines, bearers, draft.now());
    if (!search.bears(usual.person)) {
        return usual;
    }
    const std::string above = search.above();
    return {above.empty() ? search.any_head() : above, {}};
}

Decider least_partial_decider(Draft& draft, const Scene& scene, const std::string& asked,
                              const std::vector<std::string>& concerned) {
    Decider decider = impartial_decider(draft, scene, asked, concerned);
    return decider.person.empty() ? decider_for(draft, scene, asked, concerned, draft.now())
                                  : decider;
}

void ask_again(Draft& draft) {
    for (const std::uint64_t number : draft.state().matters_of_nobody()) {
        const MatterRow matter = *draft.matter(number);
        const Program* const program = program_of(draft, matter);
        if (program == nullptr || !matter.open || matter.opened.bearers.empty()) {
            continue;
        }
        const auto liability = std::find_if(
            program->liabilities.begin(), program->liabilities.end(),
            [&](const LiabilityInfo& info) { return info.id == matter.opened.declaration; });
        if (liability == program->liabilities.end()) {
            continue;
        }
        Scene scene = empty_scene(draft, *program, draft.now());
        use_calendar(draft, scene, liability->rulebook);
        const std::string owner = owner_of(draft, scene, liability->rulebook);
        const Decider decider = impartial_decider(draft, scene, owner, matter.opened.bearers);
        if (decider.person.empty()) {
            continue;
        }
        MatterChanged found;
        found.matter = number;
        found.change = MatterChange::kClimbed;
        found.at = draft.now();
        found.person = decider.person;
        found.level = matter.level;
        if (const auto due =
                due_from(scene, draft.now(), matter.opened.period.value_or(kOneWorkingDay))) {
            found.due = due->due;
            found.provisional = due->provisional;
        }
        draft.emit(std::move(found));
        tell(draft, decider.person, matter.opened.text, about(matter.opened));
    }
}

}  // namespace onus::engine
