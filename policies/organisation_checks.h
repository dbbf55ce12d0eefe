// SPDX-License-Identifier: Apache-2.0
//
// What must hold of an organisation as a whole. Internal to organisation_reader.cpp.

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/organisation/organisation.h"
#include "policies/yaml_report.h"

namespace onus::policies {

/// Ids of persons and units that a file mentions, looked up when all of it has been read.
class Mentions {
  public:
    /// REQUIRES: `report` outlives the mentions.
    explicit Mentions(YamlReport& report) : report_(report) {}

    void add_person(std::string id, Span span) { persons_.emplace_back(std::move(id), span); }
    void add_unit(std::string id, Span span) { units_.emplace_back(std::move(id), span); }

    /// Notes every id that is not declared, with the nearest one that is.
    void check(const engine::OrganisationData& data) const;

  private:
    using Named = std::pair<std::string, Span>;

    void check(const std::vector<Named>& mentioned, const std::vector<std::string>& declared,
               DiagnosticKind kind) const;

    YamlReport& report_;
    std::vector<Named> persons_;
    std::vector<Named> units_;
};

/// Notes circles of units, each once, and units that lie too deep. `spans` are the places of the
/// units.
void check_units(const engine::OrganisationData& data, const std::vector<Span>& spans,
                 YamlReport& report);

/// Notes units with two heads at once. `spans` are the places of the heads.
void check_heads(const engine::OrganisationData& data, const std::vector<Span>& spans,
                 YamlReport& report);

}  // namespace onus::policies
