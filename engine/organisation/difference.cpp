// SPDX-License-Identifier: Apache-2.0
#include "engine/organisation/difference.h"

#include <optional>
#include <set>
#include <string_view>

namespace onus::engine {

namespace {

/// One chart at one instant, asked by ids: indexes differ between charts.
class View {
  public:
    explicit View(const ChartAt& chart) : chart_(*chart.chart), at_(chart.at) {}

    using Id = std::string_view;

    [[nodiscard]] const Organisation& chart() const { return chart_; }

    [[nodiscard]] Id id(std::optional<PersonIndex> person) const {
        return person ? Id(chart_.person(*person).id) : Id();
    }
    [[nodiscard]] Id unit(PersonIndex person) const {
        const auto unit = chart_.unit_of(person, at_);
        return unit ? Id(chart_.unit(*unit).id) : Id();
    }
    [[nodiscard]] Id deputy(PersonIndex person) const { return id(chart_.deputy_of(person, at_)); }
    [[nodiscard]] Id supervisor(PersonIndex person, const ReportingLines& lines) const {
        return id(chart_.supervisor_of(person, at_, lines));
    }
    [[nodiscard]] Id head(UnitIndex unit) const { return id(chart_.head_of(unit, at_)); }
    [[nodiscard]] Id parent(UnitIndex unit) const {
        const auto parent = chart_.parent_of(unit);
        return parent ? Id(chart_.unit(*parent).id) : Id();
    }
    [[nodiscard]] bool is_employed(PersonIndex person) const {
        return chart_.is_employed(person, at_);
    }
    [[nodiscard]] std::vector<Id> roles(PersonIndex person) const {
        return chart_.roles_of(person, at_);
    }
    [[nodiscard]] std::vector<Id> holders(Id role) const {
        std::vector<Id> ids;
        for (const PersonIndex person : chart_.holders(role, at_)) {
            ids.emplace_back(chart_.person(person).id);
        }
        return ids;
    }
    [[nodiscard]] Id fallback() const { return id(chart_.fallback()); }

  private:
    const Organisation& chart_;
    Instant at_;
};

class Comparison {
  public:
    Comparison(const ChartAt& before, const ChartAt& after,
               const std::vector<const ReportingLines*>& lines)
        : before_(before), after_(after), lines_(lines) {}

    ChartDifference run() {
        compare_persons();
        compare_units();
        compare_roles();
        if (before_.fallback() != after_.fallback()) {
            add(before_.fallback());
        }
        return {{persons_.begin(), persons_.end()}, std::move(roles_)};
    }

  private:
    void add(View::Id id) {
        if (!id.empty()) {
            persons_.emplace(id);
        }
    }

    void compare_persons() {
        const auto& persons = before_.chart().data().persons;
        for (PersonIndex then = 0; then < persons.size(); ++then) {
            const auto now = after_.chart().find_person(persons[then].id);
            if (!now || !same_place(then, *now)) {
                add(persons[then].id);
                continue;
            }
            if (before_.deputy(then) != after_.deputy(*now)) {
                add(before_.deputy(then));
            }
            for (const ReportingLines* lines : lines_) {
                const View::Id above = before_.supervisor(then, *lines);
                if (above != after_.supervisor(*now, *lines)) {
                    add(above.empty() ? before_.fallback() : above);
                }
            }
        }
    }

    [[nodiscard]] bool same_place(PersonIndex then, PersonIndex now) const {
        return before_.is_employed(then) == after_.is_employed(now) &&
               before_.roles(then) == after_.roles(now) && before_.unit(then) == after_.unit(now);
    }

    void compare_units() {
        const auto& units = before_.chart().data().units;
        for (UnitIndex then = 0; then < units.size(); ++then) {
            const auto now = after_.chart().find_unit(units[then].id);
            if (!now || before_.head(then) != after_.head(*now)) {
                add(before_.head(then));
            }
            if (!now || before_.parent(then) != after_.parent(*now)) {
                add_heads(before_.chart().parent_of(then));
            }
        }
    }

    void add_heads(std::optional<UnitIndex> unit) {
        for (; unit; unit = before_.chart().parent_of(*unit)) {
            add(before_.head(*unit));
        }
    }

    void compare_roles() {
        std::set<View::Id> roles;
        for (const View* view : {&before_, &after_}) {
            for (const PostData& post : view->chart().data().posts) {
                roles.emplace(post.role);
            }
        }
        for (const View::Id role : roles) {
            const std::vector<View::Id> then = before_.holders(role);
            if (then != after_.holders(role)) {
                roles_.emplace_back(role);
                for (const View::Id holder : then) {
                    add(holder);
                }
            }
        }
    }

    View before_;
    View after_;
    const std::vector<const ReportingLines*>& lines_;
    std::set<std::string, std::less<>> persons_;
    std::vector<std::string> roles_;
};

}  // namespace

ChartDifference difference(const ChartAt& before, const ChartAt& after,
                           const std::vector<const ReportingLines*>& lines) {
    return Comparison(before, after, lines).run();
}

}  // namespace onus::engine
