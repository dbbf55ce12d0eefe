// SPDX-License-Identifier: Apache-2.0
#include "engine/publication.h"

#include <algorithm>

#include "engine/compile/check.h"
#include "engine/compile/lower.h"
#include "engine/session.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/parser.h"

namespace onus::engine {

/// One rulebook of one published set.
struct Publication::Version {
    Source source;
    grammar::NameTable names;
    ast::File file;
    Instant from;   ///< effective, and published unless it is the first
    Instant until;  ///< exclusive
    std::size_t set = 0;

    /// What the text says, and where.
    ast::EffectiveClause effective;
    Span effective_span;
};

struct Publication::Set {
    Instant at;
    std::vector<std::unique_ptr<Version>> versions;
};

Publication::Publication() = default;
Publication::~Publication() = default;
Publication::Publication(Publication&&) noexcept = default;
Publication& Publication::operator=(Publication&&) noexcept = default;

namespace {

std::string_view calendar_of(const ast::File& file) {
    const auto* clause = ast::clause_of<ast::CalendarClause>(file.header);
    return clause == nullptr ? std::string_view() : std::string_view(clause->calendar.id);
}

Span span_of(const ast::File& file, const ast::EffectiveClause* wanted) {
    for (const ast::Clause& clause : file.header) {
        if (std::get_if<ast::EffectiveClause>(&clause.node) == wanted) {
            return clause.span;
        }
    }
    return file.name.span;
}

Instant midnight(const World& world, const ast::File& file, CivilDate date) {
    const Calendar* calendar = world.calendar(calendar_of(file));
    const LocalTime local{date, TimeOfDay{0}};
    return calendar == nullptr ? to_instant(local, 0) : calendar->to_instant(local);
}

LinkWorld link_world(const World& world, Instant as_of) {
    LinkWorld result;
    result.organisation = world.organisation_at(as_of);
    result.calendars = &world.calendars();
    result.as_of = as_of;
    return result;
}

/// What every combination of versions says once more is said once.
void append_new(Diagnostics& all, const Diagnostics& more) {
    for (const Diagnostic& diagnostic : more) {
        if (std::find(all.begin(), all.end(), diagnostic) == all.end()) {
            all.push_back(diagnostic);
        }
    }
}

}  // namespace

std::vector<World::Epoch> Publication::add(const RulebookSet& rulebooks, Instant at,
                                           const World& world, Linking linking,
                                           Diagnostics& diagnostics) {
    auto set = std::make_unique<Set>();
    set->at = at;
    for (const RulebookText& text : rulebooks.rulebooks) {
        auto version = std::make_unique<Version>();
        version->source = {text.source_name, text.text};
        auto names = grammar::parse_name_table({text.source_name + " (names)", text.names});
        diagnostics.insert(diagnostics.end(), names.diagnostics.begin(), names.diagnostics.end());
        version->names = std::move(names.table);
        auto parsed = grammar::parse(version->source, version->names);
        diagnostics.insert(diagnostics.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
        version->file = std::move(parsed.file);
        version->set = sets_.size();
        set->versions.push_back(std::move(version));
    }
    if (has_errors(diagnostics)) {
        return {};
    }
    for (auto& version : set->versions) {
        const bool first = std::none_of(sets_.begin(), sets_.end(), [&](const auto& earlier) {
            return std::any_of(
                earlier->versions.begin(), earlier->versions.end(),
                [&](const auto& other) { return other->file.name.id == version->file.name.id; });
        });
        const auto* effective = ast::clause_of<ast::EffectiveClause>(version->file.header);
        version->until = Instant{INT64_MAX};
        version->from = first ? Instant{INT64_MIN} : at;
        if (effective != nullptr) {
            version->effective = *effective;
            version->effective_span = span_of(version->file, effective);
            const Instant begin = midnight(world, version->file, effective->from);
            version->from = first ? begin : std::max(begin, at);
            if (effective->until) {
                version->until =
                    midnight(world, version->file, CivilDate{effective->until->days + 1});
            }
        }
    }
    if (linking == Linking::kLink) {
        for (const auto& version : set->versions) {
            report_gaps(*version, diagnostics);
        }
    }
    sets_.push_back(std::move(set));
    const auto before = compiled_;
    std::vector<World::Epoch> epochs;
    for (const Instant boundary : boundaries()) {
        const auto versions = in_force(boundary);
        const LinkWorld linked = link_world(world, std::max(boundary, at));
        auto program =
            versions.empty()
                ? nullptr
                : compile(versions, linking == Linking::kLink ? &linked : nullptr, diagnostics);
        if (has_errors(diagnostics)) {
            // The next set will have the number of this one, and keys of programs contain it.
            sets_.pop_back();
            compiled_ = before;
            return {};
        }
        epochs.push_back({boundary, std::move(program)});
    }
    return epochs;
}

std::set<Instant> Publication::boundaries() const {
    std::set<Instant> boundaries;
    for (const auto& one : sets_) {
        boundaries.insert(one->at);
        for (const auto& version : one->versions) {
            boundaries.insert(version->from);
            boundaries.insert(version->until);
        }
    }
    return boundaries;
}

/// S20: against the version that the text replaces.
void Publication::report_gaps(const Version& version, Diagnostics& diagnostics) const {
    const Version* earlier = nullptr;
    for (const auto& set : sets_) {
        for (const auto& other : set->versions) {
            if (other->file.name.id == version.file.name.id) {
                earlier = other.get();
            }
        }
    }
    if (earlier == nullptr || !earlier->effective.until ||
        version.effective.from <= earlier->effective.from) {
        return;
    }
    const CivilDate last = *earlier->effective.until;
    const CivilDate next{last.days + 1};
    const CivilDate from = version.effective.from;
    if (from == next) {
        return;
    }
    const bool gap = next < from;
    Diagnostic diagnostic;
    diagnostic.kind = gap ? DiagnosticKind::kVersionGap : DiagnosticKind::kVersionOverlap;
    diagnostic.source_name = version.file.source_name;
    diagnostic.span = version.effective_span;
    diagnostic.arguments = {version.file.name.text, to_string(gap ? next : last),
                            to_string(gap ? CivilDate{from.days - 1} : from)};
    diagnostics.push_back(std::move(diagnostic));
}

Misfits Publication::link_again(Instant at, const World& world) const {
    Misfits found;
    std::set<Instant> moments = {at};
    for (const Instant boundary : boundaries()) {
        if (at < boundary) {
            moments.insert(boundary);
        }
    }
    for (const Instant moment : moments) {
        std::vector<RulebookSource> sources;
        std::map<std::string_view, std::string_view> rulebook_of;
        for (const Version* version : in_force(moment)) {
            sources.push_back({&version->file, &version->names});
            rulebook_of[version->file.source_name] = version->file.name.id;
        }
        const CheckResult checked = check(sources);
        if (has_errors(checked.diagnostics)) {
            continue;
        }
        for (const Diagnostic& diagnostic : link(checked.model, link_world(world, moment))) {
            append_new(found[std::string(rulebook_of.at(diagnostic.source_name))], {diagnostic});
        }
    }
    return found;
}

std::vector<const Publication::Version*> Publication::in_force(Instant at) const {
    std::map<std::string, const Version*> best;
    for (const auto& set : sets_) {
        for (const auto& version : set->versions) {
            const std::string& name = version->file.name.id;
            // A set that was published by then and leaves the rulebook out has ended it.
            const bool dropped = std::any_of(
                sets_.begin() + static_cast<std::ptrdiff_t>(version->set) + 1, sets_.end(),
                [&](const auto& later) {
                    return later->at <= at &&
                           std::none_of(
                               later->versions.begin(), later->versions.end(),
                               [&](const auto& other) { return other->file.name.id == name; });
                });
            const Version*& current = best[name];
            if (!dropped && version->from <= at && at < version->until &&
                (current == nullptr || current->from <= version->from)) {
                current = version.get();
            }
        }
    }
    std::vector<const Version*> versions;
    for (const auto& [name, version] : best) {
        if (version != nullptr) {
            versions.push_back(version);
        }
    }
    return versions;
}

std::shared_ptr<const Program> Publication::compile(const std::vector<const Version*>& versions,
                                                    const LinkWorld* world,
                                                    Diagnostics& diagnostics) {
    std::string key;
    std::vector<RulebookSource> sources;
    for (const Version* version : versions) {
        key += std::to_string(version->set) + ":" + version->file.name.id + ",";
        sources.push_back({&version->file, &version->names});
    }
    if (const auto found = compiled_.find(key); found != compiled_.end()) {
        return found->second;
    }
    CheckResult checked = check(sources);
    append_new(diagnostics, checked.diagnostics);
    if (!has_errors(checked.diagnostics) && world != nullptr) {
        append_new(diagnostics, link(checked.model, *world));
    }
    if (has_errors(diagnostics)) {
        return nullptr;
    }
    auto program = lower(checked.model);
    compiled_[key] = program;
    return program;
}

}  // namespace onus::engine
