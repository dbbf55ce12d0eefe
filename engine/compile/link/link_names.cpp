// SPDX-License-Identifier: Apache-2.0
//
// Names that the organisation or the calendars have to know.

#include <algorithm>
#include <set>
#include <utility>

#include "engine/compile/link/linker.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"

namespace onus::engine::linking {
namespace {

using Names = std::vector<Known>;
using Kind = model::OrganisationName::Kind;

constexpr std::size_t kShownMax = 3;

/// Stands for a list without names.
const std::string kNoNames = "–";

/// Names, each once, as a list to be read.
class Listing {
  public:
    void add(const std::string& name) {
        if (seen_.insert(name).second) {
            text_ += (text_.empty() ? "" : ", ") + name;
        }
    }
    [[nodiscard]] const std::string& text() const { return text_.empty() ? kNoNames : text_; }

  private:
    std::set<std::string> seen_;
    std::string text_;
};

Names persons_of(const OrganisationData& data) {
    Names names;
    for (const PersonData& person : data.persons) {
        names.push_back({person.id, person.id});
    }
    return names;
}

Names units_of(const OrganisationData& data) {
    Names names;
    for (const UnitData& unit : data.units) {
        names.push_back({unit.id, unit.id});
    }
    return names;
}

Names roles_of(const OrganisationData& data) {
    Names names;
    std::set<std::string> seen;
    for (const PostData& post : data.posts) {
        if (seen.insert(post.role).second) {
            names.push_back({post.role, post.role});
        }
    }
    return names;
}

class NameLinker {
  public:
    explicit NameLinker(Linker& linker) : linker_(linker) {}

    void link() {
        link_calendars();
        if (linker_.organisation == nullptr) {
            return;
        }
        for (const model::OrganisationName& name : linker_.model.organisation_names) {
            link(name);
        }
        link_declared_roles();
    }

  private:
    void link_calendars() {
        const auto* calendars = linker_.world.calendars;
        if (calendars == nullptr || calendars->empty()) {
            return;
        }
        Names known;
        for (const auto& [id, calendar] : *calendars) {
            known.push_back({id, id});
        }
        const auto& rulebooks = linker_.model.rulebooks;
        for (std::uint32_t index = 0; index < rulebooks.size(); ++index) {
            const std::string& id = rulebooks[index].calendar;
            if (!id.empty() && calendars->find(id) == calendars->end()) {
                report_unknown(DiagnosticKind::kLinkCalendarUnknown,
                               {id, Kind::kUnit, index, rulebooks[index].calendar_span}, known);
            }
        }
    }

    void link(const model::OrganisationName& name) {
        const OrganisationData& data = linker_.organisation->data();
        switch (name.kind) {
            case Kind::kUnit:
                if (!linker_.organisation->find_unit(name.id)) {
                    report_unknown(DiagnosticKind::kLinkUnitUnknown, name, units_of(data));
                }
                return;
            case Kind::kRole:
                link_role(name);
                return;
            case Kind::kPerson:
            case Kind::kActor:
                break;
        }
        const bool known = name.id == "system" || linker_.organisation->find_person(name.id) ||
                           linker_.organisation->is_system(name.id);
        // Rules speak of posts; only tests name persons.
        if (!known && linker_.world.tests && !is_given(name)) {
            report_unknown(DiagnosticKind::kLinkPersonUnknown, name, persons_of(data));
        }
    }

    void link_role(const model::OrganisationName& name) {
        const Organisation& organisation = *linker_.organisation;
        if (organisation.knows_role(name.id) || linker_.declares_role(name.id) ||
            is_in_test(name)) {
            return;
        }
        if (organisation.find_unit(name.id)) {
            linker_.report(DiagnosticKind::kLinkUnitForRole, name.rulebook, name.span, {name.id})
                .fix = Fix{{name.span.end, name.span.end}, head_word(name.rulebook)};
            return;
        }
        const std::string posts = posts_of(name.id, name.rulebook);
        if (!posts.empty()) {
            linker_.report(DiagnosticKind::kLinkPersonForRole, name.rulebook, name.span,
                           {name.id, posts});
            return;
        }
        Names known = roles_of(organisation.data());
        for (const model::Role& role : linker_.model.roles) {
            if (!organisation.knows_role(role.heading.name)) {
                known.push_back({role.heading.name, role.heading.name});
            }
        }
        for (const Known& unit : units_of(organisation.data())) {
            known.push_back({unit.name, unit.name + head_word(name.rulebook)});
        }
        report_unknown(DiagnosticKind::kLinkRoleUnknown, name, known);
    }

    [[nodiscard]] std::string head_word(std::uint32_t rulebook) const {
        return linker_.model.rulebooks[rulebook].language == Language::kEnglish ? ".head"
                                                                                : ".负责人";
    }

    /// What a person holds or heads, as a rulebook would name it; empty if it is no person.
    [[nodiscard]] std::string posts_of(const std::string& id, std::uint32_t rulebook) const {
        const OrganisationData& data = linker_.organisation->data();
        if (!linker_.organisation->find_person(id)) {
            return {};
        }
        Listing posts;
        for (const HeadData& head : data.heads) {
            if (head.person == id) {
                posts.add(head.unit + head_word(rulebook));
            }
        }
        for (const PostData& post : data.posts) {
            if (post.holder == id) {
                posts.add(post.role);
            }
        }
        return posts.text();
    }

    /// Tests bring names of their own; they are read last, so that a name which a rule mentions too
    /// has its place there.
    [[nodiscard]] bool is_in_test(const model::OrganisationName& name) const {
        const auto& tests = linker_.model.tests;
        return std::any_of(tests.begin(), tests.end(), [&](const model::Test& test) {
            return test.heading.rulebook == name.rulebook &&
                   test.heading.span.begin <= name.span.begin &&
                   name.span.end <= test.heading.span.end;
        });
    }

    /// A test says what the person is, and so makes him.
    [[nodiscard]] bool is_given(const model::OrganisationName& name) {
        if (!given_known_) {
            given_known_ = true;
            for (const model::Test& test : linker_.model.tests) {
                for (const model::TestStep& step : test.steps) {
                    collect_given(step);
                }
            }
        }
        return given_.contains(name.id);
    }

    void collect_given(const model::TestStep& step) {
        if (const auto* role = std::get_if<model::TestRole>(&step.node)) {
            given_.insert(role->person);
        } else if (const auto* given = std::get_if<model::TestAttribute>(&step.node)) {
            given_.insert(given->person);
            const auto* constant =
                std::get_if<model::ConstantExpr>(&linker_.model.expr(given->value).node);
            if (constant != nullptr && std::holds_alternative<std::string>(constant->value)) {
                given_.insert(std::get<std::string>(constant->value));
            }
        }
    }

    void link_declared_roles() {
        Names others;
        for (const Known& role : roles_of(linker_.organisation->data())) {
            if (!linker_.declares_role(role.name)) {
                others.push_back(role);
            }
        }
        for (const model::Role& role : linker_.model.roles) {
            if (linker_.organisation->knows_role(role.heading.name)) {
                continue;
            }
            std::string slip;
            const std::string near = nearest_names(role.heading.name, others, slip);
            linker_.report(slip.empty() ? DiagnosticKind::kLinkRoleWithoutPost
                                        : DiagnosticKind::kLinkRoleMisspelt,
                           role.heading.rulebook, role.heading.name_span,
                           {linker_.written(role.heading), near});
        }
    }

    void report_unknown(DiagnosticKind kind, const model::OrganisationName& name,
                        const Names& known) {
        std::string slip;
        const std::string near = nearest_names(name.id, known, slip);
        Diagnostic& diagnostic = linker_.report(kind, name.rulebook, name.span, {name.id, near});
        // In Chinese the id may have another spelling, which only the name table knows.
        if (!slip.empty() &&
            linker_.model.rulebooks[name.rulebook].language == Language::kEnglish) {
            diagnostic.fix = Fix{name.span, slip};
        }
    }

    Linker& linker_;
    bool given_known_ = false;
    std::set<std::string> given_;
};

}  // namespace

std::string nearest_names(std::string_view wanted, const std::vector<Known>& names,
                          std::string& slip) {
    // The same measure as for names within a rulebook: a third of the letters, at least one.
    constexpr std::uint32_t kFar = 64;
    const auto letters = std::count_if(wanted.begin(), wanted.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    });
    const std::uint32_t near = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(letters) / 3);
    std::vector<std::pair<std::uint32_t, std::string>> ranked;
    for (const Known& known : names) {
        ranked.emplace_back(edit_distance(wanted, known.name, kFar), known.shown);
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    const bool slips = !ranked.empty() && ranked.front().first <= near;
    slip = slips ? ranked.front().second : std::string();
    Listing listing;
    for (std::size_t i = 0; i < ranked.size() && i < kShownMax; ++i) {
        if (!slips || ranked[i].first <= near) {
            listing.add(ranked[i].second);
        }
    }
    return listing.text();
}

void link_names(Linker& linker) { NameLinker(linker).link(); }

}  // namespace onus::engine::linking
