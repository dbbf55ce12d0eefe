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
    index_persons_and_units();
    index_posts();
    index_heads_and_absences();
    fallback_ = person_named(data_.fallback);
}

void Organisation::index_persons_and_units() {
    for (std::size_t i = 0; i < data_.persons.size(); ++i) {
        person_by_id_.emplace(data_.persons[i].id, to_index(i));
    }
    for (std::size_t i = 0; i < data_.units.size(); ++i) {
        unit_by_id_.emplace(data_.units[i].id, to_index(i));
    }
    for (const UnitData& unit : data_.units) {
        parent_of_unit_.push_back(unit.parent.empty() ? std::nullopt
                                                      : std::optional(unit_named(unit.parent)));
    }
}

void Organisation::index_posts() {
    posts_of_person_.resize(data_.persons.size());
    for (std::size_t i = 0; i < data_.posts.size(); ++i) {
        const PostData& post = data_.posts[i];
        const PostLink link{unit_named(post.unit), person_if_named(post.holder),
                            person_if_named(post.supervisor), person_if_named(post.deputy)};
        posts_of_role_[post.role].push_back(to_index(i));
        if (link.holder) {
            posts_of_person_[*link.holder].push_back(to_index(i));
        }
        post_links_.push_back(link);
    }
}

void Organisation::index_heads_and_absences() {
    heads_of_person_.resize(data_.persons.size());
    absences_of_person_.resize(data_.persons.size());
    heads_of_unit_.resize(data_.units.size());
    for (std::size_t i = 0; i < data_.heads.size(); ++i) {
        const HeadLink link{unit_named(data_.heads[i].unit), person_named(data_.heads[i].person)};
        heads_of_unit_[link.unit].push_back(to_index(i));
        heads_of_person_[link.person].push_back(to_index(i));
        head_links_.push_back(link);
    }
    for (std::size_t i = 0; i < data_.absences.size(); ++i) {
        absences_of_person_[person_named(data_.absences[i].person)].push_back(to_index(i));
        delegates_.push_back(person_if_named(data_.absences[i].delegate));
    }
}

PersonIndex Organisation::person_named(std::string_view id) const {
    const std::optional<PersonIndex> found = find_person(id);
    ONUS_CHECK(found.has_value(), "every person mentioned is on the chart");
    return *found;
}

UnitIndex Organisation::unit_named(std::string_view id) const {
    const std::optional<UnitIndex> found = find_unit(id);
    ONUS_CHECK(found.has_value(), "every unit mentioned is on the chart");
    return *found;
}

std::optional<PersonIndex> Organisation::person_if_named(std::string_view id) const {
    return id.empty() ? std::nullopt : std::optional(person_named(id));
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

std::optional<PersonIndex> Organisation::if_employed(std::optional<PersonIndex> person,
                                                     Instant at) const {
    return person && is_employed(*person, at) ? person : std::nullopt;
}

bool Organisation::is_held(std::uint32_t post, Instant at) const {
    return data_.posts[post].held.contains(at) &&
           if_employed(post_links_[post].holder, at).has_value();
}

// Does the post make its holder a holder of the role as of then?
bool Organisation::counts(std::uint32_t post, Instant at) const {
    if (!is_held(post, at)) {
        return false;
    }
    if (!data_.posts[post].acting) {
        return true;
    }
    const Indexes& same_role = posts_of_role_.find(data_.posts[post].role)->second;
    return std::none_of(same_role.begin(), same_role.end(), [&](std::uint32_t other) {
        return !data_.posts[other].acting && post_links_[other].unit == post_links_[post].unit &&
               is_held(other, at);
    });
}

std::optional<std::uint32_t> Organisation::first_post(PersonIndex person, Instant at) const {
    const Indexes& posts = posts_of_person_[person];
    const auto found = std::find_if(posts.begin(), posts.end(),
                                    [&](std::uint32_t post) { return counts(post, at); });
    return found == posts.end() ? std::nullopt : std::optional(*found);
}

bool Organisation::has_role(PersonIndex person, std::string_view role, Instant at) const {
    const Indexes& posts = posts_of_person_[person];
    return std::any_of(posts.begin(), posts.end(), [&](std::uint32_t post) {
        return data_.posts[post].role == role && counts(post, at);
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
    std::vector<bool> is_listed(data_.persons.size());
    for (const std::uint32_t post : posts->second) {
        if (counts(post, at) && !is_listed[*post_links_[post].holder]) {
            is_listed[*post_links_[post].holder] = true;
            result.push_back(*post_links_[post].holder);
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
        for (const std::uint32_t post : posts->second) {
            if (post_links_[post].unit == *here && counts(post, at)) {
                add_once(result, *post_links_[post].holder);
            }
        }
    }
    return result;
}

std::optional<UnitIndex> Organisation::unit_of(PersonIndex person, Instant at) const {
    if (const auto post = first_post(person, at)) {
        return post_links_[*post].unit;
    }
    if (is_employed(person, at)) {
        for (const std::uint32_t head : heads_of_person_[person]) {
            if (data_.heads[head].held.contains(at)) {
                return head_links_[head].unit;
            }
        }
    }
    return std::nullopt;
}

std::vector<std::string_view> Organisation::roles_of(PersonIndex person, Instant at) const {
    std::vector<std::string_view> result;
    for (const std::uint32_t post : posts_of_person_[person]) {
        if (counts(post, at)) {
            add_once(result, std::string_view(data_.posts[post].role));
        }
    }
    return result;
}

std::optional<PersonIndex> Organisation::head_of(UnitIndex unit, Instant at) const {
    for (const std::uint32_t head : heads_of_unit_[unit]) {
        if (data_.heads[head].held.contains(at) && is_employed(head_links_[head].person, at)) {
            return head_links_[head].person;
        }
    }
    return std::nullopt;
}

std::optional<UnitIndex> Organisation::parent_of(UnitIndex unit) const {
    return parent_of_unit_[unit];
}

// Follows the reporting lines from the role of a post upwards until somebody holds a role.
std::optional<PersonIndex> Organisation::holder_by_lines(PersonIndex person, std::uint32_t post,
                                                         Instant at,
                                                         const ReportingLines& lines) const {
    std::string_view role = data_.posts[post].role;
    for (std::uint32_t step = 0; step < kUnitDepthMax; ++step) {
        const auto line = lines.find(role);
        if (line == lines.end()) {
            return std::nullopt;
        }
        role = line->second;
        std::vector<PersonIndex> found = holders_near(role, post_links_[post].unit, at);
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
    if (const auto post = first_post(person, at)) {
        const std::optional<PersonIndex> named = if_employed(post_links_[*post].supervisor, at);
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

bool Organisation::is_on_top(PersonIndex person, Instant at, const ReportingLines& lines) const {
    const auto post = first_post(person, at);
    if (post && (post_links_[*post].supervisor || lines.count(data_.posts[*post].role) > 0)) {
        return false;
    }
    for (std::optional<UnitIndex> unit = unit_of(person, at); unit; unit = parent_of(*unit)) {
        const std::optional<PersonIndex> head = head_of(*unit, at);
        if (!head || *head != person) {
            return false;
        }
    }
    return is_employed(person, at);
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
    for (const std::uint32_t post : posts_of_person_[person]) {
        const std::optional<PersonIndex> deputy = if_employed(post_links_[post].deputy, at);
        if (deputy && *deputy != person && counts(post, at)) {
            return deputy;
        }
    }
    return std::nullopt;
}

Absence Organisation::absence_of(PersonIndex person, Instant at) const {
    Absence result;
    for (const std::uint32_t index : absences_of_person_[person]) {
        const Validity& away = data_.absences[index].away;
        if (!away.contains(at)) {
            continue;
        }
        const std::optional<PersonIndex> delegate = if_employed(delegates_[index], at);
        // Of absences that overlap, one with somebody to act says more than one without.
        if (!result.absent || (!result.delegate && delegate)) {
            result = {true, delegate, away.until};
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
