// SPDX-License-Identifier: Apache-2.0
//
// What is in force, at any instant: programs, organisation, calendars. Grows by publishing; nothing
// in it is ever changed, so that old actions are judged by the rules of their own time.

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/organisation/difference.h"
#include "engine/organisation/organisation.h"
#include "engine/run/program.h"
#include "engine/time/calendar.h"

namespace onus::engine {

class World {
  public:
    /// From `from` on, until the next epoch, `program` judges. Replaces the epochs that begin at or
    /// after `from`: a caller that publishes hands in every epoch anew, in order.
    struct Epoch {
        Instant from;
        std::shared_ptr<const Program> program;  ///< null: no rulebook is in force
    };
    void set_epochs(std::vector<Epoch> epochs);
    void add_organisation(Instant from, Organisation organisation);
    void add_calendar(Calendar calendar);

    /// Null if no rulebook is in force then.
    [[nodiscard]] const Program* program_at(Instant at) const;

    /// A program that is or was in force; null if unknown.
    [[nodiscard]] const Program* program_by_hash(std::string_view hash) const;

    [[nodiscard]] const std::vector<Epoch>& epochs() const { return epochs_; }

    /// As it was known at `at`: the snapshot published last before, which itself knows who held
    /// what when. Null if none was published.
    [[nodiscard]] const Organisation* organisation_at(Instant at) const;

    /// The first instant after `after` at which the newest snapshot changes: somebody comes, goes,
    /// or takes another post. Nothing if there is none.
    [[nodiscard]] std::optional<Instant> next_organisation_change(Instant after) const;

    /// The newest snapshot as it stood just before `at`, but not before it was published: what open
    /// duties follow until then.
    [[nodiscard]] ChartAt chart_before(Instant at) const;

    /// Those of every program, in force or not: open duties may live under any.
    [[nodiscard]] std::vector<const ReportingLines*> reporting_lines() const;

    /// The newest version; null if unknown.
    [[nodiscard]] const Calendar* calendar(std::string_view id) const;
    [[nodiscard]] const std::map<std::string, Calendar, std::less<>>& calendars() const {
        return calendars_;
    }

  private:
    std::vector<Epoch> epochs_;
    std::map<std::string, std::shared_ptr<const Program>, std::less<>> programs_;
    std::vector<std::pair<Instant, std::shared_ptr<const Organisation>>> organisations_;
    std::vector<Instant> organisation_changes_;  ///< of the newest snapshot, ascending
    std::map<std::string, Calendar, std::less<>> calendars_;
};

}  // namespace onus::engine
