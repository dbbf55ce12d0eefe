// SPDX-License-Identifier: Apache-2.0
//
// The organisation of one test: the one of the workspace, with what the test says of its people.
// Internal to the test runner.

#pragma once

#include <string>
#include <string_view>

#include "engine/compile/model.h"
#include "engine/organisation/organisation.h"
#include "engine/run/value.h"

namespace onus::engine {

class TestChart {
  public:
    explicit TestChart(OrganisationData data);

    /// A chart that only has the people and units that the rulebooks and the test name, for
    /// rulebooks without an organisation.
    [[nodiscard]] static TestChart invent(const model::Model& model, const model::Test& test);

    /// `given li is store_manager`
    void give_role(const std::string& person, const std::string& role);

    /// `given li.service is 12 years`, as of `today`.
    void give_attribute(const std::string& person, PersonAttribute attribute, const Stored& value,
                        CivilDate today);

    [[nodiscard]] const OrganisationData& data() const { return data_; }

  private:
    void need_person(const std::string& id);
    void need_unit(const std::string& id);
    [[nodiscard]] PostData& first_post(const std::string& person);

    OrganisationData data_;
};

}  // namespace onus::engine
