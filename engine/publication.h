// SPDX-License-Identifier: Apache-2.0
//
// What has been published, and the world that follows from it: which version of which rulebook is
// in force when.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/compile/link.h"
#include "engine/matters/misfit.h"
#include "engine/run/command.h"
#include "engine/run/world.h"
#include "grammar/ast/file.h"
#include "grammar/base/diagnostic.h"
#include "grammar/name_table.h"

namespace onus::engine {

struct RulebookSet;

/// Are rulebooks held against the organisation and the calendars? Not where a ledger is read back:
/// what was put in force stays in force.
enum class Linking : std::uint8_t { kSkip, kLink };

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
    /// compiled, and linked with the organisation and calendars of `world` if `linking` says so.
    /// Empty, and errors among the diagnostics, if one does not check or link; then nothing has
    /// changed. REQUIRES: calendars that give rulebooks their zone are in `world`.
    [[nodiscard]] std::vector<World::Epoch> add(const RulebookSet& set, Instant at,
                                                const World& world, Linking linking,
                                                Diagnostics& diagnostics);

    /// What `link` says of the rulebooks in force at `at` and later; for a change of the
    /// organisation or a calendar.
    [[nodiscard]] Misfits link_again(Instant at, const World& world) const;

  private:
    struct Version;
    struct Set;
    std::vector<std::unique_ptr<Set>> sets_;
    std::map<std::string, std::shared_ptr<const Program>> compiled_;

    [[nodiscard]] std::set<Instant> boundaries() const;
    [[nodiscard]] std::vector<const Version*> in_force(Instant at) const;
    void report_gaps(const Version& version, Diagnostics& diagnostics) const;

    /// Compiles one combination of versions; null, and errors among the diagnostics, if it does not
    /// check or link. What was compiled before is not linked again.
    [[nodiscard]] std::shared_ptr<const Program> compile(
        const std::vector<const Version*>& versions, const LinkWorld* world,
        Diagnostics& diagnostics);
};

}  // namespace onus::engine
