// SPDX-License-Identifier: Apache-2.0

#include "adapters/cli/matrix.h"

#include <algorithm>
#include <ostream>

#include "engine/run/render.h"

namespace onus::adapters {
namespace {

using engine::Data;

class Matrix {
  public:
    Matrix(const Console& console, const engine::Program& program)
        : console_(console), program_(program) {
        context_.program = &program;
    }

    void print() const {
        console_.out << console_.say("\nPermissions and the duties that they carry\n",
                                     "\n权限及其附带的职责\n");
        for (const engine::PermissionInfo& permission : program_.permissions) {
            print(permission);
        }
        console_.out << console_.say("\nDuties and the permissions that they need\n",
                                     "\n职责及其所需的权限\n");
        for (const engine::DutyInfo& duty : program_.duties) {
            print(duty);
        }
        console_.out << console_.say("\nActions that no permission mentions\n",
                                     "\n未被任何权限提及的事项\n");
        std::string names;
        for (std::uint32_t action = 0; action < program_.actions.size(); ++action) {
            if (permissions_for(action).empty()) {
                names += (names.empty() ? "" : console_.say(", ", "、"));
                names += in(program_.actions[action].shown);
            }
        }
        console_.out << "  " << (names.empty() ? std::string(console_.say("none", "无")) : names)
                     << '\n';
    }

    [[nodiscard]] Data to_data() const {
        Data permissions = engine::list_data();
        for (const engine::PermissionInfo& permission : program_.permissions) {
            Data one = engine::object_data();
            engine::set_member(one, "permission", engine::text_data(permission.id));
            Data may = engine::list_data();
            for (const std::uint32_t action : permission.actions) {
                may.items.push_back(engine::text_data(program_.actions[action].id));
            }
            engine::set_member(one, "may_perform", std::move(may));
            Data carries = engine::list_data();
            for (const std::uint32_t duty : permission.carries) {
                carries.items.push_back(engine::text_data(program_.duties[duty].id));
            }
            engine::set_member(one, "carries", std::move(carries));
            if (permission.carries.empty()) {
                engine::set_member(one, "carries_none",
                                   engine::text_data(in(permission.carries_none_reason)));
            }
            permissions.items.push_back(std::move(one));
        }
        Data duties = engine::list_data();
        for (const engine::DutyInfo& duty : program_.duties) {
            Data one = engine::object_data();
            engine::set_member(one, "duty", engine::text_data(duty.id));
            Data needs = engine::list_data();
            for (const engine::ActInfo& act : duty.must) {
                const auto found = permissions_of(act);
                std::transform(found.begin(), found.end(), std::back_inserter(needs.items),
                               [](const auto* each) { return engine::text_data(each->id); });
            }
            engine::set_member(one, "needs", std::move(needs));
            duties.items.push_back(std::move(one));
        }
        Data ungoverned = engine::list_data();
        for (std::uint32_t action = 0; action < program_.actions.size(); ++action) {
            if (permissions_for(action).empty()) {
                ungoverned.items.push_back(engine::text_data(program_.actions[action].id));
            }
        }
        Data matrix = engine::object_data();
        engine::set_member(matrix, "permissions", std::move(permissions));
        engine::set_member(matrix, "duties", std::move(duties));
        engine::set_member(matrix, "ungoverned", std::move(ungoverned));
        Data object = engine::object_data();
        engine::set_member(object, "matrix", std::move(matrix));
        return object;
    }

  private:
    [[nodiscard]] const std::string& in(const engine::Bilingual& text) const {
        return engine::in(text, console_.language);
    }

    [[nodiscard]] std::vector<const engine::PermissionInfo*> permissions_for(
        std::uint32_t action) const {
        std::vector<const engine::PermissionInfo*> found;
        for (const engine::PermissionInfo& permission : program_.permissions) {
            if (std::find(permission.actions.begin(), permission.actions.end(), action) !=
                permission.actions.end()) {
                found.push_back(&permission);
            }
        }
        return found;
    }

    [[nodiscard]] std::vector<const engine::PermissionInfo*> permissions_of(
        const engine::ActInfo& act) const {
        return act.decide ? std::vector<const engine::PermissionInfo*>{}
                          : permissions_for(act.action);
    }

    [[nodiscard]] std::string name(std::string_view id) const {
        return engine::render_name(context_, id, console_.language);
    }

    void print(const engine::PermissionInfo& permission) const {
        std::ostream& out = console_.out;
        std::string roles;
        for (const std::string& role : permission.roles) {
            roles += (roles.empty() ? "" : console_.say(", ", "、"));
            roles += name(role);
        }
        out << "  " << in(permission.title) << console_.say("  [", "【") << roles
            << console_.say("]\n", "】\n");
        for (const std::uint32_t action : permission.actions) {
            out << console_.say("    may   ", "    可以  ") << in(program_.actions[action].shown)
                << '\n';
        }
        for (const std::uint32_t duty : permission.carries) {
            out << console_.say("    duty  ", "    职责  ") << in(program_.duties[duty].title)
                << '\n';
        }
        if (permission.carries.empty() && permission.carries_none_reason.en.empty() &&
            permission.carries_none_reason.zh.empty()) {
            out << console_.say("    it only forbids\n", "    仅作禁止\n");
        } else if (permission.carries.empty()) {
            out << console_.say("    no duty: ", "    不附带职责：")
                << in(permission.carries_none_reason) << '\n';
        }
    }

    void print(const engine::DutyInfo& duty) const {
        std::ostream& out = console_.out;
        out << "  " << in(duty.title);
        if (!duty.bearer_role.empty()) {
            out << console_.say("  [", "【") << name(duty.bearer_role) << console_.say("]", "】");
        }
        out << '\n';
        for (const engine::ActInfo& act : duty.must) {
            out << console_.say("    must  ", "    必须  ")
                << (act.decide ? std::string(console_.say("decide", "作出决定"))
                               : in(program_.actions[act.action].shown));
            const auto permissions = permissions_of(act);
            for (std::size_t i = 0; i < permissions.size(); ++i) {
                out << (i == 0 ? console_.say("  by permission: ", "  所凭权限：")
                               : console_.say(", ", "、"))
                    << in(permissions[i]->title);
            }
            if (permissions.empty()) {
                out << console_.say("  needs no permission", "  无须权限");
            }
            out << '\n';
        }
    }

    const Console& console_;
    const engine::Program& program_;
    engine::RenderContext context_;
};

}  // namespace

void print_matrix(const Console& console, const engine::Program& program) {
    const Matrix matrix(console, program);
    if (console.json) {
        console.print(matrix.to_data());
    } else {
        matrix.print();
    }
}

}  // namespace onus::adapters
