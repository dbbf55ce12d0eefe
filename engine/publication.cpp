// SPDX-License-Identifier: Apache-2.0
#include "engine/publication.h"

#include <algorithm>
#include <set>

#include "engine/compile/check.h"
#include "engine/compile/lower.h"
#include "engine/session.h"
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

Instant midnight(const World& world, const ast::File& file, CivilDate date) {
    const Calendar* calendar = world.calendar(calendar_of(file));
    const LocalTime local{date, TimeOfDay{0}};
    return calendar == nullptr ? to_instant(local, 0) : calendar->to_instant(local);
}

}  // namespace

std::vector<World::Epoch> Publication::add(const RulebookSet& rulebooks, Instant at,
                                           const World& world, Diagnostics& diagnostics) {
    auto set = std::make_unique<Set>();
    set->at = at;
    for (const RulebookText& text : rulebooks.rulebooks) {
        auto version = std::make_unique<Version>();
        version->source = {text.source_name, text.text};
        auto names = grammar::parse_name_table({text.source_name + " (names)", text.names});
        diagnostics.insert(diagnostics.end(), names.diagnostics.begin(), names.diagnostics.end());
        version->names = std::move(names.table);
        auto parsed = grammar::parse(version->source, version->names);
        diagnostics.insert(diagnostics.end(), parsed.diagnostics.begin(),
                           parsed.diagnostics.end());
        version->file = std::move(parsed.file);
        version->set = sets_.size();
        set->versions.push_back(std::move(version));
    }
    if (has_errors(diagnostics)) {
        return {};
    }
    for (auto& version : set->versions) {
        const bool first = std::none_of(sets_.begin(), sets_.end(), [&](const auto& earlier) {
            return std::any_of(earlier->versions.begin(), earlier->versions.end(),
                               [&](const auto& other) {
                                   return other->file.name.id == version->file.name.id;
                               });
        });
        const auto* effective = ast::clause_of<ast::EffectiveClause>(version->file.header);
        version->until = Instant{INT64_MAX};
        version->from = first ? Instant{INT64_MIN} : at;
        if (effective != nullptr) {
            const Instant begin = midnight(world, version->file, effective->from);
            version->from = first ? begin : std::max(begin, at);
            if (effective->until) {
                version->until =
                    midnight(world, version->file, CivilDate{effective->until->days + 1});
            }
        }
    }
    sets_.push_back(std::move(set));
    std::set<Instant> boundaries;
    for (const auto& one : sets_) {
        boundaries.insert(one->at);
        for (const auto& version : one->versions) {
            boundaries.insert(version->from);
            boundaries.insert(version->until);
        }
    }
    std::vector<World::Epoch> epochs;
    for (const Instant boundary : boundaries) {
        const auto versions = in_force(boundary);
        auto program = versions.empty() ? nullptr : compile(versions, diagnostics);
        if (has_errors(diagnostics)) {
            sets_.pop_back();
            return {};
        }
        epochs.push_back({boundary, std::move(program)});
    }
    return epochs;
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
                           std::none_of(later->versions.begin(), later->versions.end(),
                                        [&](const auto& other) {
                                            return other->file.name.id == name;
                                        });
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
    diagnostics.insert(diagnostics.end(), checked.diagnostics.begin(), checked.diagnostics.end());
    if (has_errors(checked.diagnostics)) {
        return nullptr;
    }
    auto program = lower(checked.model);
    compiled_[key] = program;
    return program;
}

}  // namespace onus::engine
