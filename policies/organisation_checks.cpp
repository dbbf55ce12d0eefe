// SPDX-License-Identifier: Apache-2.0

#include "policies/organisation_checks.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "grammar/base/diagnostic_kind.h"

namespace onus::policies {
namespace {

using engine::OrganisationData;

// The parent of each unit by position; nothing at the top and where it is not declared.
std::vector<std::optional<std::size_t>> parents_of(const OrganisationData& data) {
    std::unordered_map<std::string, std::size_t> positions;
    for (std::size_t i = 0; i < data.units.size(); ++i) {
        positions.emplace(data.units[i].id, i);
    }
    std::vector<std::optional<std::size_t>> parents;
    for (const engine::UnitData& unit : data.units) {
        const auto found = positions.find(unit.parent);
        parents.push_back(unit.parent.empty() || found == positions.end()
                              ? std::nullopt
                              : std::optional(found->second));
    }
    return parents;
}

// Longer circles than this are told as units that lie too deep.
constexpr std::size_t kCircleMax = 1000;

bool overlap(const engine::Validity& a, const engine::Validity& b) {
    return a.from < b.until && b.from < a.until;
}

}  // namespace

void Mentions::check(const OrganisationData& data) const {
    std::vector<std::string> ids;
    for (const engine::PersonData& person : data.persons) {
        ids.push_back(person.id);
    }
    check(persons_, ids, DiagnosticKind::kUnknownPerson);
    ids.clear();
    for (const engine::UnitData& unit : data.units) {
        ids.push_back(unit.id);
    }
    check(units_, ids, DiagnosticKind::kUnknownUnit);
}

void Mentions::check(const std::vector<Named>& mentioned, const std::vector<std::string>& declared,
                     DiagnosticKind kind) const {
    const std::unordered_set<std::string> known(declared.begin(), declared.end());
    for (const auto& [id, span] : mentioned) {
        if (!known.contains(id)) {
            report_.add_unknown(kind, span, id, declared);
        }
    }
}

void check_units(const OrganisationData& data, const std::vector<Span>& spans, YamlReport& report) {
    const auto parents = parents_of(data);
    std::vector<bool> is_reported(parents.size());
    for (std::size_t unit = 0; unit < parents.size(); ++unit) {
        std::vector<std::size_t> path = {unit};
        std::optional<std::size_t> above = parents[unit];
        while (above && path.size() < kCircleMax) {
            if (*above == unit) {
                break;
            }
            path.push_back(*above);
            above = parents[*above];
        }
        if (above == unit) {
            std::string circle = data.units[unit].id;
            bool is_new = !is_reported[unit];
            for (auto item = std::next(path.begin()); item != path.end(); ++item) {
                circle += " > " + data.units[*item].id;
                is_new = is_new && !is_reported[*item];
            }
            for (const std::size_t member : path) {
                is_reported[member] = true;
            }
            if (is_new) {
                report.add(DiagnosticKind::kUnitCircle, spans[unit],
                           {data.units[unit].id, circle + " > " + data.units[unit].id});
            }
        } else if ((!above && path.size() == engine::kUnitDepthMax + 1) ||
                   (above && std::find(path.begin(), path.end(), *above) == path.end())) {
            // Whatever lies deeper has this unit above it.
            report.add(DiagnosticKind::kUnitsTooDeep, spans[unit],
                       {data.units[unit].id, std::to_string(engine::kUnitDepthMax)});
        }
    }
}

void check_heads(const OrganisationData& data, const std::vector<Span>& spans, YamlReport& report) {
    // The heads of a unit stand together, in the order of the file.
    for (std::size_t i = 0; i < data.heads.size(); ++i) {
        for (std::size_t j = i + 1;
             j < data.heads.size() && data.heads[j].unit == data.heads[i].unit; ++j) {
            if (overlap(data.heads[i].held, data.heads[j].held)) {
                report.add(DiagnosticKind::kTwoHeads, spans[j],
                           {data.heads[i].unit, data.heads[i].person, data.heads[j].person});
            }
        }
    }
}

}  // namespace onus::policies
