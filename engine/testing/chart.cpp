// SPDX-License-Identifier: Apache-2.0

#include "engine/testing/chart.h"

#include <algorithm>

namespace onus::engine {
namespace {

/// Who `system performs …` is: any client of an action `by system`.
const std::string kSystem = "system";

const std::string kInventedPerson = "somebody";
const std::string kInventedUnit = "everybody";

/// The role of a post that a test makes for somebody who has none.
const std::string kInventedRole = "member";

}  // namespace

TestChart::TestChart(OrganisationData data) : data_(std::move(data)) {
    if (std::find(data_.systems.begin(), data_.systems.end(), kSystem) == data_.systems.end()) {
        data_.systems.push_back(kSystem);
    }
}

void TestChart::need_person(const std::string& id) {
    if (!id.empty() && std::none_of(data_.persons.begin(), data_.persons.end(),
                                    [&](const PersonData& person) { return person.id == id; })) {
        data_.persons.push_back({id, {}, {}, {}, {}});
    }
}

void TestChart::need_unit(const std::string& id) {
    if (!id.empty() && std::none_of(data_.units.begin(), data_.units.end(),
                                    [&](const UnitData& unit) { return unit.id == id; })) {
        data_.units.push_back({id, {}, {}, {}});
    }
}

TestChart TestChart::invent(const model::Model& model, const model::Test& test) {
    TestChart chart{OrganisationData{}};
    chart.data_.id = "invented";
    chart.data_.fallback = kInventedPerson;
    chart.need_person(kInventedPerson);
    chart.need_unit(kInventedUnit);
    for (const model::OrganisationName& name : model.organisation_names) {
        if (name.kind == model::OrganisationName::Kind::kUnit) {
            chart.need_unit(name.id);
            chart.data_.heads.push_back({name.id, kInventedPerson, {}});
        } else if (name.kind != model::OrganisationName::Kind::kRole) {
            chart.need_person(name.id);
        }
    }
    for (const model::TestStep& step : test.steps) {
        if (const auto* command = std::get_if<model::TestCommand>(&step.node)) {
            if (command->actor != kSystem) {
                chart.need_person(command->actor);
            }
        }
    }
    return chart;
}

PostData& TestChart::first_post(const std::string& person) {
    const auto found = std::find_if(data_.posts.begin(), data_.posts.end(),
                                    [&](const PostData& post) { return post.holder == person; });
    if (found != data_.posts.end()) {
        return *found;
    }
    need_person(person);
    if (data_.units.empty()) {
        need_unit(kInventedUnit);
    }
    PostData post;
    post.role = kInventedRole;
    post.unit = data_.units.front().id;
    post.holder = person;
    data_.posts.push_back(std::move(post));
    return data_.posts.back();
}

void TestChart::give_role(const std::string& person, const std::string& role) {
    PostData post = first_post(person);
    post.role = role;
    data_.posts.push_back(std::move(post));
}

void TestChart::give_attribute(const std::string& person, PersonAttribute attribute,
                               const Stored& value, CivilDate today) {
    need_person(person);
    const auto found = std::find_if(data_.persons.begin(), data_.persons.end(),
                                    [&](const PersonData& each) { return each.id == person; });
    const auto whole = static_cast<std::int64_t>(value.number.units());
    switch (attribute) {
        case PersonAttribute::kService:
            found->hired = add_months(today, -whole);
            return;
        case PersonAttribute::kHired:
            found->hired = CivilDate{static_cast<std::int32_t>(whole)};
            return;
        case PersonAttribute::kSupervisor:
            need_person(value.text);
            first_post(person).supervisor = value.text;
            return;
        case PersonAttribute::kDeputy:
            need_person(value.text);
            first_post(person).deputy = value.text;
            return;
        case PersonAttribute::kDepartment:
            need_unit(value.text);
            first_post(person).unit = value.text;
            return;
        case PersonAttribute::kHead: {
            need_person(value.text);
            const std::string unit = first_post(person).unit;
            data_.heads.erase(
                std::remove_if(data_.heads.begin(), data_.heads.end(),
                               [&](const HeadData& head) { return head.unit == unit; }),
                data_.heads.end());
            data_.heads.push_back({unit, value.text, {}});
            return;
        }
        case PersonAttribute::kSupervisors:
        case PersonAttribute::kParent:
            return;
    }
}

}  // namespace onus::engine
