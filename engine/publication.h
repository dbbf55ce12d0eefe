// SPDX-License-Identifier: Apache-2.0
//
// What has been published, and the world that follows from it: which version of which rulebook is in
// force when.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/run/command.h"
#include "engine/run/world.h"
#include "grammar/ast/file.h"
#include "grammar/base/diagnostic.h"
#include "grammar/name_table.h"

namespace onus::engine {

struct RulebookSet;

/// Every rulebook version ever published. A version is in force from its effective date, but not
/// before it was published; the first version of a rulebook from its effective date alone, since
/// nothing else governed until then. A rulebook that a later set leaves out ends with that publish.
class Publication {
  public:
    Publication();
    ~Publication();
    Publication(Publication&&) noexcept;
    Publication& operator=(Publication&&) noexcept;

    /// The epochs if `set` were published at `at`: every combination of versions is checked and
    /// compiled. Empty, and errors among the diagnostics, if one does not check.
    /// REQUIRES: calendars that give rulebooks their zone are in `world`.
    [[nodiscard]] std::vector<World::Epoch> add(const RulebookSet& set, Instant at,
                                                const World& world, Diagnostics& diagnostics);

  private:
    struct Version;
    struct Set;
    std::vector<std::unique_ptr<Set>> sets_;
    std::map<std::string, std::shared_ptr<const Program>> compiled_;

    [[nodiscard]] std::vector<const Version*> in_force(Instant at) const;
    [[nodiscard]] std::shared_ptr<const Program> compile(const std::vector<const Version*>& versions,
                                                         Diagnostics& diagnostics);
};

}  // namespace onus::engine
