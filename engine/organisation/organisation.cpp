// SPDX-License-Identifier: Apache-2.0

#include "engine/organisation/organisation.h"

#include <algorithm>
#include <utility>

#include "grammar/base/check.h"

namespace onus::engine {
namespace {

template <class Item>
void add_once(std::vector<Item>& items, Item item) {
    if (std::find(items.begin(), items.end(), item) == items.end()) {
        items.push_back(item);
    }
}

std::uint32_t to_index(std::size_t position) { return static_cast<std::uint32_t>(position); }

}  // namespace

Organisation::Organisation(OrganisationData data) : data_(std::move(data)) {
    for (std::size_t i = 0; i < data_.persons.size(); ++i) {
        person_by_id_.emplace(data_.persons[i].id, to_index(i));
    }
    for (std::size_t i = 0; i < data_.units.size(); ++i) {
        unit_by_id_.emplace(data_.units[i].id, to_index(i));
    }
    const auto person_named = [this](std::string_view id) {
        const std::optional<PersonIndex> found = find_person(id);
        ONUS_CHECK(found.has_value(), "every person mentioned is on the chart");
        return *found;
    };
    const auto unit_named = [this](std::string_view id) {
        const std::optional<UnitIndex> found = find_unit(id);
        ONUS_CHECK(found.has_value(), "every unit mentioned is on the chart");
        return *found;
    };

    fallback_ = person_named(data_.fallback);
    for (const UnitData& unit : data_.units) {
        parent_of_unit_.push_back(unit.parent.empty() ? std::nullopt
                                                      : std::optional(unit_named(unit.parent)));
    }
    posts_of_person_.resize(data_.persons.size());
    heads_of_person_.resize(data_.persons.size());
    absences_of_person_.resize(data_.persons.size());
    heads_of_unit_.resize(data_.units.size());
    for (std::size_t i = 0; i < data_.posts.size(); ++i) {
        const PostData& post = data_.posts[i];
        static_cast<void>(unit_named(post.unit));
        posts_of_role_[post.role].push_back(to_index(i));
        if (!post.holder.empty()) {
            posts_of_person_[person_named(post.holder)].push_back(to_index(i));
        }
    }
    for (std::size_t i = 0; i < data_.heads.size(); ++i) {
        heads_of_unit_[unit_named(data_.heads[i].unit)].push_back(to_index(i));
        heads_of_person_[person_named(data_.heads[i].person)].push_back(to_index(i));
    }
    for (std::size_t i = 0; i < data_.absences.size(); ++i) {
        absences_of_person_[person_named(data_.absences[i].person)].push_back(to_index(i));
    }
}

std::optional<PersonIndex> Organisation::find_person(std::string_view id) const {
    const auto found = person_by_id_.find(id);
    return found == person_by_id_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<UnitIndex> Organisation::find_unit(std::string_view id) const {
    const auto found = unit_by_id_.find(id);
    return found == unit_by_id_.end() ? std::nullopt : std::optional(found->second);
}

bool Organisation::is_system(std::string_view id) const {
    return std::find(data_.systems.begin(), data_.systems.end(), id) != data_.systems.end();
}

bool Organisation::is_employed(PersonIndex person, Instant at) const {
    return data_.persons[person].employed.contains(at);
}

// The person of this id, if on the chart and employed as of then.
std::optional<PersonIndex> Organisation::employed(std::string_view id, Instant at) const {
    const std::optional<PersonIndex> found = find_person(id);
    return found && is_employed(*found, at) ? found : std::nullopt;
}

// Does the post make its holder a holder of the role as of then?
bool Organisation::counts(const PostData& post, Instant at) const {
    const auto is_held = [this, at](const PostData& item) {
        return item.held.contains(at) && employed(item.holder, at).has_value();
    };
    if (!is_held(post)) {
        return false;
    }
    if (!post.acting) {
        return true;
    }
    const Indexes& same_role = posts_of_role_.find(post.role)->second;
    return std::none_of(same_role.begin(), same_role.end(), [&](std::uint32_t index) {
        const PostData& other = data_.posts[index];
        return !other.acting && other.unit == post.unit && is_held(other);
    });
}

const PostData* Organisation::first_post(PersonIndex person, Instant at) const {
    for (const std::uint32_t index : posts_of_person_[person]) {
        if (counts(data_.posts[index], at)) {
            return &data_.posts[index];
        }
    }
    return nullptr;
}

bool Organisation::has_role(PersonIndex person, std::string_view role, Instant at) const {
    const Indexes& posts = posts_of_person_[person];
    return std::any_of(posts.begin(), posts.end(), [&](std::uint32_t index) {
        return data_.posts[index].role == role && counts(data_.posts[index], at);
    });
}

bool Organisation::knows_role(std::string_view role) const {
    return posts_of_role_.find(role) != posts_of_role_.end();
}

std::vector<PersonIndex> Organisation::holders(std::string_view role, Instant at) const {
    std::vector<PersonIndex> result;
    const auto posts = posts_of_role_.find(role);
    if (posts == posts_of_role_.end()) {
        return result;
    }
    for (const std::uint32_t index : posts->second) {
        const PostData& post = data_.posts[index];
        if (counts(post, at)) {
            add_once(result, *find_person(post.holder));
        }
    }
    return result;
}

std::vector<PersonIndex> Organisation::holders_near(std::string_view role, UnitIndex unit,
                                                    Instant at) const {
    std::vector<PersonIndex> result;
    const auto posts = posts_of_role_.find(role);
    if (posts == posts_of_role_.end()) {
        return result;
    }
    for (std::optional<UnitIndex> here = unit; here && result.empty(); here = parent_of(*here)) {
        for (const std::uint32_t index : posts->second) {
            const PostData& post = data_.posts[index];
            if (post.unit == data_.units[*here].id && counts(post, at)) {
                add_once(result, *find_person(post.holder));
            }
        }
    }
    return result;
}

std::optional<UnitIndex> Organisation::unit_of(PersonIndex person, Instant at) const {
    if (const PostData* post = first_post(person, at)) {
        return find_unit(post->unit);
    }
    if (is_employed(person, at)) {
        for (const std::uint32_t index : heads_of_person_[person]) {
            if (data_.heads[index].held.contains(at)) {
                return find_unit(data_.heads[index].unit);
            }
        }
    }
    return std::nullopt;
}

std::vector<std::string_view> Organisation::roles_of(PersonIndex person, Instant at) const {
    std::vector<std::string_view> result;
    for (const std::uint32_t index : posts_of_person_[person]) {
        if (counts(data_.posts[index], at)) {
            add_once(result, std::string_view(data_.posts[index].role));
        }
    }
    return result;
}

std::optional<PersonIndex> Organisation::head_of(UnitIndex unit, Instant at) const {
    for (const std::uint32_t index : heads_of_unit_[unit]) {
        const HeadData& head = data_.heads[index];
        if (head.held.contains(at)) {
            if (const std::optional<PersonIndex> person = employed(head.person, at)) {
                return person;
            }
        }
    }
    return std::nullopt;
}

std::optional<UnitIndex> Organisation::parent_of(UnitIndex unit) const {
    return parent_of_unit_[unit];
}

// Follows the reporting lines from the role of a post upwards until somebody holds a role.
std::optional<PersonIndex> Organisation::holder_by_lines(PersonIndex person, const PostData& post,
                                                         Instant at,
                                                         const ReportingLines& lines) const {
    const std::optional<UnitIndex> unit = find_unit(post.unit);
    std::string_view role = post.role;
    for (std::uint32_t step = 0; step < kUnitDepthMax; ++step) {
        const auto line = lines.find(role);
        if (line == lines.end()) {
            return std::nullopt;
        }
        role = line->second;
        std::vector<PersonIndex> found = holders_near(role, *unit, at);
        found.erase(std::remove(found.begin(), found.end(), person), found.end());
        if (found.size() == 1) {
            return found.front();
        }
        if (!found.empty()) {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<PersonIndex> Organisation::supervisor_of(PersonIndex person, Instant at,
                                                       const ReportingLines& lines) const {
    if (const PostData* post = first_post(person, at)) {
        const std::optional<PersonIndex> named = employed(post->supervisor, at);
        if (named && *named != person) {
            return named;
        }
        if (const auto holder = holder_by_lines(person, *post, at, lines)) {
            return holder;
        }
    }
    for (std::optional<UnitIndex> unit = unit_of(person, at); unit; unit = parent_of(*unit)) {
        const std::optional<PersonIndex> head = head_of(*unit, at);
        if (head && *head != person) {
            return head;
        }
    }
    return std::nullopt;
}

std::vector<PersonIndex> Organisation::supervisors_of(PersonIndex person, Instant at,
                                                      const ReportingLines& lines) const {
    std::vector<PersonIndex> chain;
    std::optional<PersonIndex> next = supervisor_of(person, at, lines);
    while (next && *next != person && chain.size() < kUnitDepthMax &&
           std::find(chain.begin(), chain.end(), *next) == chain.end()) {
        chain.push_back(*next);
        next = supervisor_of(*next, at, lines);
    }
    return chain;
}

std::optional<PersonIndex> Organisation::deputy_of(PersonIndex person, Instant at) const {
    for (const std::uint32_t index : posts_of_person_[person]) {
        const PostData& post = data_.posts[index];
        if (counts(post, at) && !post.deputy.empty()) {
            const std::optional<PersonIndex> deputy = employed(post.deputy, at);
            if (deputy && *deputy != person) {
                return deputy;
            }
        }
    }
    return std::nullopt;
}

Absence Organisation::absence_of(PersonIndex person, Instant at) const {
    Absence result;
    for (const std::uint32_t index : absences_of_person_[person]) {
        const AbsenceData& absence = data_.absences[index];
        if (!absence.away.contains(at)) {
            continue;
        }
        const std::optional<PersonIndex> delegate = employed(absence.delegate, at);
        // Of absences that overlap, one with somebody to act says more than one without.
        if (!result.absent || (!result.delegate && delegate)) {
            result = {true, delegate, absence.away.until};
        }
    }
    return result;
}

std::optional<std::int64_t> Organisation::years_of_service(PersonIndex person, CivilDate on) const {
    const std::optional<CivilDate>& hired = data_.persons[person].hired;
    if (!hired || *hired > on) {
        return std::nullopt;
    }
    const std::int64_t years = split(on).year - split(*hired).year;
    return add_months(*hired, years * 12) <= on ? years : years - 1;
}

}  // namespace onus::engine
