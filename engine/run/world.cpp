// SPDX-License-Identifier: Apache-2.0
#include "engine/run/world.h"

#include <algorithm>

namespace onus::engine {

void World::set_epochs(std::vector<Epoch> epochs) {
    epochs_ = std::move(epochs);
    for (const Epoch& epoch : epochs_) {
        if (epoch.program) {
            programs_[epoch.program->hash] = epoch.program;
        }
    }
}

void World::add_organisation(Instant from, Organisation organisation) {
    const OrganisationData& data = organisation.data();
    organisation_changes_.clear();
    const auto add = [&](const Validity& validity) {
        organisation_changes_.push_back(validity.from);
        organisation_changes_.push_back(validity.until);
    };
    for (const PersonData& person : data.persons) {
        add(person.employed);
    }
    for (const PostData& post : data.posts) {
        add(post.held);
    }
    for (const HeadData& head : data.heads) {
        add(head.held);
    }
    std::sort(organisation_changes_.begin(), organisation_changes_.end());
    organisations_.emplace_back(from,
                                std::make_shared<const Organisation>(std::move(organisation)));
}

void World::add_calendar(Calendar calendar) {
    calendars_.insert_or_assign(calendar.data().id, std::move(calendar));
}

const Program* World::program_at(Instant at) const {
    const auto after =
        std::upper_bound(epochs_.begin(), epochs_.end(), at,
                         [](Instant instant, const Epoch& epoch) { return instant < epoch.from; });
    return after == epochs_.begin() ? nullptr : std::prev(after)->program.get();
}

const Program* World::program_by_hash(std::string_view hash) const {
    const auto found = programs_.find(hash);
    return found == programs_.end() ? nullptr : found->second.get();
}

const Organisation* World::organisation_at(Instant at) const {
    if (organisations_.empty()) {
        return nullptr;
    }
    const auto after = std::upper_bound(
        organisations_.begin(), organisations_.end(), at,
        [](Instant instant, const auto& version) { return instant < version.first; });
    // Before the first snapshot nothing else is known, and that one has the history.
    return after == organisations_.begin() ? organisations_.front().second.get()
                                           : std::prev(after)->second.get();
}

std::optional<Instant> World::next_organisation_change(Instant after) const {
    const auto next =
        std::upper_bound(organisation_changes_.begin(), organisation_changes_.end(), after);
    return next == organisation_changes_.end() || next->ms == INT64_MAX ? std::nullopt
                                                                        : std::optional(*next);
}

ChartAt World::chart_before(Instant at) const {
    if (organisations_.empty()) {
        return {};
    }
    const auto& [from, organisation] = organisations_.back();
    return {organisation.get(), std::max(from, Instant{at.ms - 1})};
}

std::vector<const ReportingLines*> World::reporting_lines() const {
    std::vector<const ReportingLines*> lines;
    for (const auto& [hash, program] : programs_) {
        const ReportingLines& own = program->lines;
        if (std::none_of(lines.begin(), lines.end(),
                         [&own](const ReportingLines* other) { return *other == own; })) {
            lines.push_back(&own);
        }
    }
    return lines;
}

const Calendar* World::calendar(std::string_view id) const {
    const auto found = calendars_.find(id);
    return found == calendars_.end() ? nullptr : &found->second;
}

}  // namespace onus::engine
