// SPDX-License-Identifier: Apache-2.0
#include "engine/run/authority.h"

#include <algorithm>

#include "engine/run/finding.h"
#include "engine/run/near_match.h"
#include "engine/run/organisation_value.h"
#include "engine/run/unknown.h"

namespace onus::engine {

namespace {

class Authority {
  public:
    Authority(Draft& draft, const Scene& scene, const Judged& judged,
              std::vector<Finding>& findings)
        : draft_(draft),
          scene_(scene),
          judged_(judged),
          findings_(findings),
          organisation_(draft.world().organisation_at(judged.at)) {}

    void check() {
        if (!check_actor()) {
            return;
        }
        check_permissions();
        check_fields();
        check_own_bans();
    }

  private:
    void add(std::string_view kind, Level level, std::string rule, std::vector<Stored> arguments) {
        Finding finding = builtin_finding(kind, level, std::move(arguments));
        finding.rule = std::move(rule);
        findings_.push_back(std::move(finding));
    }

    [[nodiscard]] bool has(const std::vector<std::string>& roles) const {
        return std::any_of(roles.begin(), roles.end(), [&](const std::string& role) {
            return has_role(organisation_, scene_.context.actor, role, judged_.at);
        });
    }

    /// True if the actor acts for somebody of these roles whom the permission lets delegate to him.
    [[nodiscard]] bool stands_in(const PermissionInfo& permission,
                                 const std::vector<std::string>& roles) const {
        if (judged_.principal.empty() || judged_.principal == judged_.actor ||
            permission.delegates.empty()) {
            return false;
        }
        const bool entitled = std::any_of(roles.begin(), roles.end(), [&](const auto& role) {
            return has_role(organisation_, scene_.context.principal, role, judged_.at);
        });
        return entitled && std::any_of(permission.delegates.begin(), permission.delegates.end(),
                                       [&](CodeId path) { return is_delegate(path); });
    }

    [[nodiscard]] bool is_delegate(CodeId path) const {
        const Value named = evaluate(draft_, scene_, path);
        return named.kind == ValueKind::kRole
                   ? has_role(organisation_, scene_.context.actor, named.text, judged_.at)
                   : person_of(draft_, scene_, named) == judged_.actor;
    }

    /// True if a permission about the action lets the actor act for somebody who may perform it.
    [[nodiscard]] bool acts_for_another() const {
        const ActionInfo& action = *scene_.action;
        return std::any_of(action.grants.begin(), action.grants.end(), [&](const GrantInfo& grant) {
            return grant.allowed &&
                   stands_in(scene_.program->permissions[grant.permission], action.roles);
        });
    }

    /// False if nothing more can be said about the actor.
    bool check_actor() {
        const ActionInfo& action = *scene_.action;
        if (organisation_ == nullptr) {
            return false;
        }
        const bool system = organisation_->is_system(judged_.actor);
        const auto person = organisation_->find_person(judged_.actor);
        if (!system && !person) {
            NearMatch near(judged_.actor);
            for (const PersonData& known : organisation_->data().persons) {
                near.offer(known.id);
            }
            const Bilingual hint = suggestion(near.best());
            add("unknown_person", Level::kBlock, {},
                {stored_text(judged_.actor), stored_text(hint.en), stored_text(hint.zh)});
            return false;
        }
        if (person && !organisation_->is_employed(*person, judged_.at)) {
            add("departed_person", Level::kBlock, {}, {stored_person(judged_.actor)});
            return false;
        }
        if (system ? action.by_system
                   : (action.by_anyone || has(action.roles) || acts_for_another())) {
            return true;
        }
        Bilingual allowed;
        for (const std::string& role : action.roles) {
            const auto shown = scene_.program->shown_by_id.find(role);
            const Bilingual name =
                shown == scene_.program->shown_by_id.end() ? Bilingual{role, role} : shown->second;
            allowed.en += (allowed.en.empty() ? "" : ", ") + name.en;
            allowed.zh += (allowed.zh.empty() ? "" : "、") + name.zh;
        }
        if (action.by_system) {
            allowed.en += allowed.en.empty() ? "client systems" : ", client systems";
            allowed.zh += allowed.zh.empty() ? "系统" : "、系统";
        }
        add("out_of_boundary", Level::kBlock, action.id,
            {stored_person(judged_.actor), stored_text(allowed.en), stored_text(allowed.zh)});
        return true;
    }

    /// If any permission mentions the action, one must hold; a `cannot` beats them all.
    void check_permissions() {
        bool mentioned = false;
        bool granted = false;
        std::uint32_t nearest = kNoIndex;
        bool forbidden_unsure = false;
        std::uint32_t unsure = kNoIndex;
        Value cause;
        for (const GrantInfo& grant : scene_.action->grants) {
            const bool holder =
                has(grant.roles) ||
                (grant.allowed &&
                 stands_in(scene_.program->permissions[grant.permission], grant.roles));
            const Value condition = grant.condition == kNoCode
                                        ? yes_no(true)
                                        : condition_of(draft_, scene_, grant.condition);
            if (holder && condition.undetermined()) {
                unsure = grant.permission;
                cause = condition;
            }
            if (!grant.allowed) {
                if (holder && condition.yes()) {
                    refuse(grant.permission);
                    return;
                }
                forbidden_unsure = forbidden_unsure || (holder && condition.undetermined());
                continue;
            }
            mentioned = true;
            granted = granted || (holder && condition.yes());
            if (holder || nearest == kNoIndex) {
                nearest = grant.permission;
            }
        }
        if (unsure != kNoIndex && (forbidden_unsure || (mentioned && !granted))) {
            ask_owner(unsure, cause);
        } else if (mentioned && !granted) {
            refuse(nearest);
        }
    }

    /// Whether the actor may do this could not be told; that is nothing against him.
    void ask_owner(std::uint32_t permission, const Value& cause) {
        Finding finding = builtin_finding("undetermined", Level::kHold);
        finding.text = undetermined_text("undetermined", cause);
        finding.rule = scene_.program->permissions[permission].id;
        finding.decider =
            decider_for(draft_, scene_, owner_of(draft_, scene_, scene_.action->rulebook),
                        judged_.actor, draft_.now())
                .person;
        findings_.push_back(std::move(finding));
    }

    void refuse(std::uint32_t permission) {
        const PermissionInfo& info = scene_.program->permissions[permission];
        add("permission_refused", Level::kBlock, info.id,
            {stored_person(judged_.actor), stored_text(info.title.en), stored_text(info.title.zh)});
    }

    /// Field grants bind only records that some permission names.
    void check_fields() {
        for (const ActionInfo::Change& change : scene_.action->changes) {
            if (!scene_.bound.given[change.parameter].empty() &&
                !scene_.bound.given[change.parameter][scene_.program->fields[change.field].slot]) {
                continue;
            }
            check_field(change.parameter, change.field);
        }
    }

    void check_field(std::uint32_t parameter, std::uint32_t field) {
        const FieldInfo& info = scene_.program->fields[field];
        const auto [allowed, refusing] =
            field_right(draft_, scene_, judged_.actor, parameter, field, Access::kWrite);
        if (allowed) {
            return;
        }
        const std::string rule =
            refusing == kNoIndex ? std::string() : scene_.program->permissions[refusing].id;
        const Bilingual& record = scene_.program->records[info.record].shown;
        add("field_boundary", Level::kBlock, rule,
            {stored_person(judged_.actor), stored_text(record.en + "." + info.shown.en),
             stored_text(record.zh + "." + info.shown.zh)});
    }

    /// Whoever is bound not to do something is warned before he does it.
    void check_own_bans() {
        for (const WatchHit& hit : watch_hits(draft_, scene_)) {
            const DutyRow* duty = draft_.duty(hit.duty);
            if (hit.role == WatchRole::kBreach && duty != nullptr && duty->ban_open &&
                acts_for_bearer(draft_, *duty, judged_.actor, judged_.at)) {
                add("own_ban", Level::kWarn, duty->opened.declaration, {});
            }
        }
    }

    Draft& draft_;
    const Scene& scene_;
    const Judged& judged_;
    std::vector<Finding>& findings_;
    const Organisation* organisation_;
};

}  // namespace

FieldRight field_right(Draft& draft, const Scene& scene, const std::string& person,
                       std::uint32_t parameter, std::uint32_t field, Access access) {
    const Program& program = *scene.program;
    const Organisation* organisation = draft.world().organisation_at(scene.context.at);
    // The condition of a grant knows the record alone.
    Context context = scene.context;
    context.parameters = scene.bound.parameters + parameter;
    context.records = scene.bound.records.data() + parameter;
    Evaluator evaluator(draft.world(), draft.state(), program, draft.arena());
    const Value who = textual(ValueKind::kPerson, person);
    bool named = false;
    bool granted = false;
    for (const FieldGrant& grant : program.field_grants) {
        if (grant.write != (access == Access::kWrite) ||
            grant.record != program.fields[field].record) {
            continue;
        }
        named = named || grant.allowed;
        const bool holder =
            std::any_of(grant.roles.begin(), grant.roles.end(), [&](const std::string& role) {
                return has_role(organisation, who, role, scene.context.at);
            });
        if ((grant.field != kNoIndex && grant.field != field) || !holder) {
            continue;
        }
        if (grant.condition != kNoCode && !evaluator.evaluate(grant.condition, context).yes()) {
            continue;
        }
        if (!grant.allowed) {
            return {false, grant.permission};
        }
        granted = true;
    }
    return {granted || !named, kNoIndex};
}

void check_authority(Draft& draft, const Scene& scene, const Judged& judged,
                     std::vector<Finding>& findings) {
    Authority(draft, scene, judged, findings).check();
}

void check_report_time(Draft& draft, const Scene& scene, const Judged& judged,
                       std::vector<Finding>& findings) {
    const std::int64_t late = draft.now().ms - judged.at.ms;
    if (late <= scene.action->tolerance.amount) {
        return;
    }
    Finding finding = builtin_finding(
        "backdated", Level::kHold,
        {store(duration_value({DurationKind::kExact, late / kMsPerMinute * kMsPerMinute})),
         store(duration_value(scene.action->tolerance))});
    finding.rule = scene.action->id;
    finding.decider = decider_for(draft, scene, owner_of(draft, scene, scene.action->rulebook),
                                  judged.actor, draft.now())
                          .person;
    findings.push_back(std::move(finding));
}

std::vector<WatchHit> watch_hits(Draft& draft, const Scene& scene) {
    std::vector<WatchHit> hits;
    const auto& watched = draft.state().header.watched;
    const std::string prefix = scene.action->id + '\0';
    for (auto at = std::lower_bound(watched.begin(), watched.end(), prefix);
         at != watched.end() && at->compare(0, prefix.size(), prefix) == 0; ++at) {
        // The signature lists the parameters that must match, each followed by a comma.
        std::vector<Stored> values;
        std::size_t begin = prefix.size();
        while (begin < at->size()) {
            const std::size_t end = at->find(',', begin);
            const std::string_view name = std::string_view(*at).substr(begin, end - begin);
            for (std::size_t i = 0; i < scene.action->parameters.size(); ++i) {
                if (scene.action->parameters[i].name == name) {
                    values.push_back(store(scene.bound.parameters[i]));
                }
            }
            begin = end + 1;
        }
        const std::string watch = joined_key(*at, values_key(values));
        draft.state().watches.each(watch, [&](std::string_view key, std::string_view) {
            hits.push_back(hit_of(key.substr(watch.size())));
            return true;
        });
    }
    std::sort(hits.begin(), hits.end(), [](const WatchHit& a, const WatchHit& b) {
        return std::tie(a.duty, a.role, a.act) < std::tie(b.duty, b.role, b.act);
    });
    return hits;
}

bool acts_for_bearer(Draft& draft, const DutyRow& duty, const std::string& actor, Instant at) {
    if (actor == duty.bearer || actor == duty.opened.stand_in_for) {
        return true;
    }
    if (!duty.delegate.empty() && actor == duty.delegate &&
        (!duty.delegate_until || at <= *duty.delegate_until)) {
        return true;
    }
    const Organisation* organisation = draft.world().organisation_at(at);
    if (organisation == nullptr) {
        return false;
    }
    if (!duty.pool_role.empty()) {
        return has_role(organisation, textual(ValueKind::kPerson, actor), duty.pool_role, at);
    }
    const auto bearer = organisation->find_person(duty.bearer);
    const Absence absence = bearer ? organisation->absence_of(*bearer, at) : Absence{};
    return absence.absent && absence.delegate &&
           organisation->person(*absence.delegate).id == actor;
}

}  // namespace onus::engine
