// SPDX-License-Identifier: Apache-2.0
//
// Internal to adapters/access: takes out of events what a reader may not see.

#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/access/field_rights.h"
#include "engine/run/reads.h"

namespace onus::adapters {

class Mask {
  public:
    /// `together`: events among which an attempt may be that the state does not know (yet).
    Mask(const engine::World& world, const engine::State& state, Instant now, const Eyes& eyes,
         const engine::Program* now_in_force, const engine::Events* together);

    void operator()(engine::Judged& judged);
    void operator()(engine::TookEffect& effect);
    void operator()(engine::AttemptChanged& changed);
    void operator()(engine::Logged& logged);
    void operator()(engine::Notified& notified);
    void operator()(engine::DutyOpened& opened);
    void operator()(engine::MatterOpened& opened);
    void operator()(engine::LiabilityProposed& proposed);
    void operator()(engine::StepChanged& step);
    void operator()(engine::PathClosed& path);
    void operator()(engine::StepReturned& returned);
    void operator()(engine::ProcessChanged& changed);

    /// Has no value of a record.
    void operator()(engine::Violation&) {}
    void operator()(engine::DutyChanged&) {}
    void operator()(engine::MatterChanged&) {}
    void operator()(engine::Published&) {}
    void operator()(engine::Declined&) {}
    void operator()(engine::ClockSet&) {}
    void operator()(engine::GapNoted&) {}
    void operator()(engine::Reversed&) {}
    void operator()(engine::NoticeClosed&) {}
    void operator()(engine::ClockDoubted&) {}
    void operator()(engine::DeliveryChanged&) {}
    void operator()(engine::Redacted&) {}

    /// The payload of a command for `action`, judged at `at`.
    void payload(const std::string& action, Instant at, engine::Data& data);

  private:
    /// Speaks of this attempt from now on; 0: of none.
    void about(std::uint64_t attempt, std::uint64_t duty = 0, std::uint64_t matter = 0);
    void about(const engine::Judged* judged, const engine::Program* program);
    [[nodiscard]] const engine::Judged* find(std::uint64_t attempt) const;

    void hide_subject(std::string& subject);
    [[nodiscard]] bool hides(std::uint32_t field);
    [[nodiscard]] bool hides(const engine::FieldSet& fields);
    [[nodiscard]] bool hides_key(std::string_view record);

    /// Where it cannot be told which field a value belongs to.
    [[nodiscard]] bool hides_anything();
    [[nodiscard]] bool hides_a_person();

    [[nodiscard]] engine::Reads& reads();
    void text(engine::Text& text);
    void builtin(std::string_view slug, std::vector<engine::Stored>& arguments);
    [[nodiscard]] bool hides_path(std::string_view path);

    /// True if something was taken out.
    bool reasons(engine::Finding& finding);
    void remedy(engine::Remedy& remedy, bool reasons_hidden);

    void payload(engine::Data& data);
    void typed(const engine::ValueType& type, engine::Data& data);
    void fields(std::uint32_t record, engine::Data& object);
    void typed(const engine::ValueType& type, engine::Stored& value);
    void written(engine::Written& written);

    const engine::World& world_;
    const engine::State& state_;
    FieldRights rights_;
    const engine::Events* together_;

    const engine::Program* program_ = nullptr;
    const engine::ActionInfo* action_ = nullptr;
    std::map<std::pair<const engine::Program*, const engine::ActionInfo*>,
             std::unique_ptr<engine::Reads>>
        reads_;
};

}  // namespace onus::adapters
