// SPDX-License-Identifier: Apache-2.0
//
// What is open, by the person for whom it waits.

#include <algorithm>

#include "engine/run/state.h"

namespace onus::engine {

namespace {

// The kinds of the list of what is open, too.
const std::string kDuty = "d";
const std::string kMatter = "m";

std::string waiting_key(std::string_view kind, std::string_view person) {
    return std::string(kind) + joined_key(person, {});
}

std::vector<std::string> waiting_keys(const std::string& kind, std::vector<std::string> persons) {
    std::sort(persons.begin(), persons.end());
    persons.erase(std::unique(persons.begin(), persons.end()), persons.end());
    std::vector<std::string> keys;
    for (const std::string& person : persons) {
        keys.push_back(waiting_key(kind, person));
    }
    return keys;
}

void add_if_named(std::vector<std::string>& persons, const std::string& person) {
    if (!person.empty()) {
        persons.push_back(person);
    }
}

}  // namespace

std::vector<std::string> waiting_keys(const DutyRow& row) {
    if (row.done && !row.ban_open) {
        return {};
    }
    std::vector<std::string> persons{row.bearer};
    add_if_named(persons, row.delegate);
    add_if_named(persons, row.opened.stand_in_for);
    return waiting_keys(kDuty, std::move(persons));
}

std::vector<std::string> waiting_keys(const MatterRow& row, const DutyRow* reviewed) {
    if (!row.open) {
        return {};
    }
    std::vector<std::string> persons{row.decider};
    add_if_named(persons, row.opened.asked);
    if (reviewed != nullptr) {
        add_if_named(persons, reviewed->delegate);
    }
    return waiting_keys(kMatter, std::move(persons));
}

const DutyRow* State::duty_reviewed_by(const MatterRow& row) const {
    const bool review = row.opened.kind == MatterKind::kReview && row.opened.duty != 0;
    return review ? duty(row.opened.duty) : nullptr;
}

void State::each_open(std::string_view kind, std::optional<std::string_view> person,
                      std::uint64_t after, const VisitNumber& visit) const {
    if (after == UINT64_MAX) {
        return;
    }
    const std::string prefix = person ? waiting_key(kind, *person) : std::string(kind);
    const SortedTable& table = person ? waiting : open_;
    table.each(prefix, prefix + number_key(after + 1), [&](std::string_view key, std::string_view) {
        return visit(number_of(key.substr(prefix.size())));
    });
}

void State::each_open_duty(std::optional<std::string_view> person, std::uint64_t after,
                           const VisitNumber& visit) const {
    each_open(kDuty, person, after, visit);
}
void State::each_open_matter(std::optional<std::string_view> person, std::uint64_t after,
                             const VisitNumber& visit) const {
    each_open(kMatter, person, after, visit);
}

std::vector<std::uint64_t> State::matters_of_nobody() const {
    return numbers_in(waiting, waiting_key(kMatter, {}));
}

/// Each row for itself: a store may hold more of them than memory does.
void State::fill_waiting() {
    for (const std::uint64_t number : open_duties()) {
        const std::string key = number_key(number);
        const std::optional<DutyRow> row = duties.peek(key);
        for (const std::string& holder : row ? waiting_keys(*row) : std::vector<std::string>()) {
            waiting.put(holder + key);
        }
    }
    for (const std::uint64_t number : open_matters()) {
        const std::string key = number_key(number);
        const std::optional<MatterRow> row = matters.peek(key);
        const DutyRow* const reviewed = row ? duty_reviewed_by(*row) : nullptr;
        for (const std::string& holder :
             row ? waiting_keys(*row, reviewed) : std::vector<std::string>()) {
            waiting.put(holder + key);
        }
    }
}

}  // namespace onus::engine
