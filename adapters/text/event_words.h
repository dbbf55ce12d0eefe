// SPDX-License-Identifier: Apache-2.0
//
// Internal to adapters/text: the words for single events.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/text/narrator.h"

namespace onus::adapters {

/// One event at a time; each answer is lines, indented by two, that end with a line break.
class EventWords {
  public:
    EventWords(const Narrator& narrator, const engine::Program* program, Instant received);

    /// The attempt whose verdict was told just before; what became of it is not said twice.
    void set_told(std::uint64_t attempt) { told_ = attempt; }

    /// Nothing was carried out: the events tell what would happen.
    void set_preview(bool is_preview) { preview_ = is_preview; }

    std::string operator()(const engine::Judged& judged) const;
    std::string operator()(const engine::TookEffect& effect) const;
    std::string operator()(const engine::AttemptChanged& changed) const;
    std::string operator()(const engine::Violation& violation) const;
    std::string operator()(const engine::Logged& logged) const;
    std::string operator()(const engine::Notified& notified) const;
    std::string operator()(const engine::DutyOpened& opened) const;
    std::string operator()(const engine::DutyChanged& changed) const;
    std::string operator()(const engine::MatterOpened& opened) const;
    std::string operator()(const engine::MatterChanged& changed) const;
    std::string operator()(const engine::LiabilityProposed& proposed) const;
    std::string operator()(const engine::Published& published) const;
    std::string operator()(const engine::Declined& declined) const;
    std::string operator()(const engine::ClockSet& clock) const;
    std::string operator()(const engine::GapNoted& gap) const;
    std::string operator()(const engine::StepChanged& step) const;
    std::string operator()(const engine::PathClosed& path) const;
    std::string operator()(const engine::StepReturned& returned) const;
    std::string operator()(const engine::ProcessChanged& changed) const;
    std::string operator()(const engine::Reversed& reversed) const;
    std::string operator()(const engine::NoticeClosed& closed) const;
    std::string operator()(const engine::ClockDoubted& doubt) const;
    std::string operator()(const engine::DeliveryChanged& changed) const;
    std::string operator()(const engine::Redacted& redacted) const;

    [[nodiscard]] std::string finding(const engine::Finding& finding, std::string_view actor) const;

    /// "2025-07-10 09:00"
    [[nodiscard]] std::string time(Instant at) const { return render(context_, at); }
    [[nodiscard]] std::string deadline(Instant due) const { return render_deadline(context_, due); }

    /// "Li (li)"; the id alone where there is no name.
    [[nodiscard]] std::string person(std::string_view id) const;

    /// Who decides a matter, or that nobody may.
    [[nodiscard]] std::string decider(std::string_view id) const;

    /// "submit_order" / "提交订单"
    [[nodiscard]] std::string action(std::string_view id) const;

    /// The title of a rule, duty or liability.
    [[nodiscard]] std::string title(std::string_view id) const { return name(id); }
    [[nodiscard]] std::string name(std::string_view id) const {
        return render_name(context_, id, language_);
    }
    [[nodiscard]] std::string value(const engine::Stored& value) const {
        return in_short(render(context_, value, language_));
    }
    [[nodiscard]] std::string text(const engine::Text& text) const {
        return text.id.empty() ? "" : in_short(render(context_, text, language_));
    }

    /// Cut where somebody sent a megabyte; the ledger has it whole.
    [[nodiscard]] static std::string in_short(std::string words);

    /// The pattern of the reader's language with {0} {1} … filled in.
    [[nodiscard]] std::string say(std::string_view en, std::string_view zh,
                                  const std::vector<std::string>& arguments = {}) const;

    /// The payload of an action in one line: "order: number A1, promised 7 days".
    [[nodiscard]] std::string payload(std::string_view action, const engine::Data& data) const;

    [[nodiscard]] std::string level(engine::Level level) const;
    [[nodiscard]] std::string status(engine::AttemptStatus status) const;
    [[nodiscard]] std::string state(engine::DutyState state) const;
    [[nodiscard]] std::string_view decision(engine::Decision decision) const;

    /// The matter on which the bearer of a duty had to decide; null if there is none.
    [[nodiscard]] const engine::MatterRow* matter_of(const engine::DutyRow& duty) const;

    /// Whether proposed shares were confirmed or dismissed, and by whom; null: nobody was asked.
    [[nodiscard]] std::string settlement(const engine::MatterRow* matter) const;

  private:
    static constexpr std::string_view kIndent = "  ";

    [[nodiscard]] std::string reasons(const engine::Finding& finding) const;
    [[nodiscard]] std::string remedy(const engine::Judged& judged) const;
    [[nodiscard]] std::string sent(const engine::Data& data, const engine::ValueType* type) const;
    [[nodiscard]] std::string members(const engine::Data& object, std::uint32_t record) const;
    [[nodiscard]] std::string written(const std::vector<engine::Written>& changes) const;
    [[nodiscard]] std::uint32_t record_index(std::string_view id) const;
    [[nodiscard]] const engine::FieldInfo* field_of(std::uint32_t record,
                                                    std::string_view name) const;
    [[nodiscard]] std::string log_name(std::string_view name) const;
    [[nodiscard]] std::string step_title(std::string_view process, std::string_view step) const;
    [[nodiscard]] std::string process_title(std::string_view process) const;
    [[nodiscard]] std::string source_of(std::string_view rule) const;
    [[nodiscard]] std::string duty_title(std::uint64_t number) const;
    [[nodiscard]] std::string matter_title(std::uint64_t number) const;
    [[nodiscard]] std::string chain(const engine::LiabilityProposed& proposed) const;
    [[nodiscard]] std::string painted(std::string_view text, std::string_view code) const;

    const Narrator& narrator_;
    const engine::Program* program_;
    engine::RenderContext context_;
    Language language_;
    std::uint64_t told_ = 0;
    bool preview_ = false;
};

}  // namespace onus::adapters
