// SPDX-License-Identifier: Apache-2.0
//
// Internal to adapters/access: may a reader see a field of the records that an attempt is about?

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "adapters/access/viewer.h"
#include "engine/run/evaluate.h"

namespace onus::adapters {

/// Decided once for each field; conditions are asked about every record at hand.
class FieldRights {
  public:
    /// `now_in_force`: may be null; then the recorded program's own grants count.
    FieldRights(const engine::World& world, const engine::State& state, Instant now,
                const Eyes& eyes, const engine::Program* now_in_force)
        : world_(world), state_(state), now_(now), eyes_(eyes), current_(now_in_force) {}

    /// The attempt that is spoken of; null: none, and grants with a condition do not count.
    void set_attempt(const engine::Judged* judged);

    /// `field` of `recorded`, the program under which the value was kept.
    [[nodiscard]] bool may_read(const engine::Program& recorded, std::uint32_t field);

    /// True if some permission grants reading fields of the record to somebody.
    [[nodiscard]] bool is_guarded(const engine::Program& recorded, std::uint32_t record) const;

  private:
    enum class Answer : std::uint8_t { kNo, kYes, kUnknown };

    [[nodiscard]] bool is_listed(const engine::RecordInfo& record, const std::string& field) const;
    [[nodiscard]] bool decide(const engine::Program& program, std::uint32_t field);
    [[nodiscard]] Answer holds(const engine::Program& program, const engine::FieldGrant& grant);

    const engine::World& world_;
    const engine::State& state_;
    Instant now_;
    const Eyes& eyes_;
    const engine::Program* current_;
    engine::Arena arena_;
    engine::Data payload_;                     ///< that `records_` look into
    std::vector<engine::RecordView> records_;  ///< of the attempt, by the current program
    std::map<std::pair<const engine::Program*, std::uint32_t>, bool> decided_;
};

}  // namespace onus::adapters
