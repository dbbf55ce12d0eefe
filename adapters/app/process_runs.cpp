// SPDX-License-Identifier: Apache-2.0
#include "adapters/app/process_runs.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "engine/process/runs.h"
#include "engine/run/fold.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"

namespace onus::adapters {
namespace {

constexpr std::size_t kNearestMax = 3;

/// Keys that are compared with one that is not known.
constexpr std::size_t kKeysMax = 10'000;

/// Those that are most like the word.
std::string nearest(const std::string& word, const std::vector<std::string>& known,
                    std::size_t most = kNearestMax) {
    std::vector<std::pair<std::uint32_t, std::string>> by_distance;
    for (const std::string& each : known) {
        by_distance.emplace_back(edit_distance(word, each, 64), each);
    }
    std::sort(by_distance.begin(), by_distance.end());
    by_distance.resize(std::min(by_distance.size(), most));
    std::string names;
    for (const auto& each : by_distance) {
        names += (names.empty() ? "" : ", ") + each.second;
    }
    return names.empty() ? "–" : names;
}

/// What a process is called beside its id: its actions carry its name in both languages.
std::set<std::string> names_of(const engine::Program& program, std::uint32_t process) {
    const engine::ProcessInfo& info = program.processes[process];
    std::set<std::string> names{info.title.en, info.title.zh,
                                info.id.substr(info.id.rfind('.') + 1)};
    for (const engine::ActionInfo& action : program.actions) {
        if (action.process == process && action.control != engine::ProcessControl::kNoControl) {
            names.insert(action.shown.en.substr(0, action.shown.en.rfind('.')));
            names.insert(action.shown.zh.substr(0, action.shown.zh.rfind('.')));
        }
    }
    names.erase(std::string());
    return names;
}

}  // namespace

Result<std::string> find_process_id(const engine::World& world, const std::string& word) {
    std::set<std::string> known;
    const auto& epochs = world.epochs();
    for (auto epoch = epochs.rbegin(); epoch != epochs.rend(); ++epoch) {
        if (epoch->program == nullptr) {
            continue;
        }
        const engine::Program& program = *epoch->program;
        for (std::uint32_t i = 0; i < program.processes.size(); ++i) {
            const std::string& id = program.processes[i].id;
            const bool starts = program.processes[i].trigger.action != engine::kNoIndex;
            if (starts && (id == word || names_of(program, i).contains(word))) {
                return id;
            }
            if (starts) {
                known.insert(id);
                known.merge(names_of(program, i));
            }
        }
    }
    return failure(DiagnosticKind::kProcessUnknown,
                   {word, nearest(word, {known.begin(), known.end()})});
}

Result<const engine::ProcessRow*> find_run(Workspace& workspace, const std::string& process,
                                           const std::string& key) {
    const engine::Session& session = workspace.session();
    const Result<std::string> id = find_process_id(session.world(), process);
    if (!id) {
        return tl::make_unexpected(id.error());
    }
    const engine::ProcessRow* const row = session.state().runs.find(engine::process_key(*id, key));
    if (row != nullptr) {
        return row;
    }
    std::vector<std::string> keys;
    const Status read =
        engine::each_run(workspace.store(), *id, 0, [&](const engine::ProcessRow& each) {
            keys.push_back(each.last.subject);
            return keys.size() < kKeysMax;
        });
    if (!read) {
        return tl::make_unexpected(read.error());
    }
    Diagnostic unknown = failure(DiagnosticKind::kBpmnInstanceUnknown, {process, key}).value();
    if (!keys.empty()) {
        unknown.fix = Fix{{}, nearest(key, keys, 1)};
    }
    return tl::make_unexpected(std::move(unknown));
}

bool RunAt::is_late() const {
    return !delay.over &&
           (delay.total_ms() > 0 || (delay.due && *delay.due < overview.as_of) ||
            std::any_of(overview.steps.begin(), overview.steps.end(), [](const auto& step) {
                return step.status == engine::StepStatus::kOpen && step.late_ms > 0;
            }));
}

std::optional<RunAt> run_at(const engine::Session& session, const engine::ProcessRow& row,
                            Instant as_of) {
    auto delay = engine::delay_of(session.world(), session.state(), row, as_of);
    if (!delay) {
        return std::nullopt;
    }
    auto overview = engine::overview_of(session.world(), session.state(), delay->course, as_of);
    return RunAt{std::move(overview), std::move(*delay)};
}

std::optional<engine::Delay> delay_at(const engine::Session& session, const engine::ProcessRow& row,
                                      Instant as_of) {
    return engine::delay_of(session.world(), session.state(), row, as_of,
                            [&](std::uint64_t sequence) -> std::optional<engine::Events> {
                                auto reply = session.reply_of(sequence);
                                return reply ? std::optional(std::move(reply->events))
                                             : std::nullopt;
                            });
}

std::optional<Position> position_of(const engine::Session& session, std::uint64_t duty,
                                    Instant as_of) {
    const auto step = engine::step_of(session.world(), session.state(), duty);
    if (!step || step->step == engine::kNoIndex) {
        return std::nullopt;
    }
    auto overview = engine::overview_of(session.world(), session.state(), *step->run, as_of);
    // Of a round that was undone, nothing is known any more.
    const bool stands = overview && (step->receipt || overview->steps[step->step].duty == duty);
    return stands ? std::optional(Position{std::move(*overview), step->step, step->receipt})
                  : std::nullopt;
}

std::optional<RunFilter> parse_run_filter(std::string_view word) {
    if (word.empty()) {
        return RunFilter::kAll;
    }
    if (word == "active") {
        return RunFilter::kActive;
    }
    if (word == "late") {
        return RunFilter::kLate;
    }
    return word == "ended" ? std::optional(RunFilter::kEnded) : std::nullopt;
}

bool rules_out(RunFilter filter, const engine::ProcessRow& row) {
    const bool over = row.ended.has_value();
    return filter != RunFilter::kAll && over != (filter == RunFilter::kEnded);
}

}  // namespace onus::adapters
