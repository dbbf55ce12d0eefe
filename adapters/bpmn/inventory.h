// SPDX-License-Identifier: Apache-2.0
//
// What became of every element of a diagram.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/base/language.h"

namespace onus::bpmn {

enum class Fate : std::uint8_t {
    kCarried,   ///< the rulebook says it
    kQuestion,  ///< the rulebook asks a person for it
    kRemark,    ///< stands in the rulebook as a remark for people; nothing enforces it
    kListed,    ///< is not in the rulebook
};

enum class Reason : std::uint8_t {
    kNoReason,
    kGatewayAsks,
    kGatewayWaits,
    kConditionAsked,
    kEventAsked,
    kEventWaits,
    kEventRemark,
    kThrowRemark,
    kEndRemark,
    kStartRemark,
    kStartAsked,
    kTimerRemark,
    kTimerLonger,
    kTimerWritten,
    kTimerUnreadable,
    kMessageRemark,
    kReadRemark,
    kRemarkOnly,
    kFrameRemark,
    kReturnBound,
    kReturnAhead,
    kReturnSecond,
    kOtherParty,
    kNoStep,
    kUnused,
    kEventSubProcess,
    kCompensation,
    kTechnical,
    kTooTangled,
    kUnreachableMessage,
    kSameWay,
    kCrosses,
    kBehindLeftOut,
    kNoText,
};

/// In words of both languages.
[[nodiscard]] std::string_view words_of(Reason reason, Language language);
[[nodiscard]] std::string_view words_of(Fate fate, Language language);
/// "carried", "question", "remark", "listed": for programs.
[[nodiscard]] std::string_view id_of(Fate fate);

struct InventoryEntry {
    std::string id;
    std::string name;
    std::string kind;  ///< of the element, as BPMN calls it
    Fate fate = Fate::kListed;
    Reason reason = Reason::kTechnical;
};

struct InventoryCount {
    std::array<std::size_t, 4> by_fate{};

    [[nodiscard]] std::size_t total() const;
    [[nodiscard]] std::size_t listed() const { return by_fate[3]; }
    [[nodiscard]] std::size_t carried() const { return total() - listed(); }
};
[[nodiscard]] InventoryCount count(const std::vector<InventoryEntry>& inventory);

}  // namespace onus::bpmn
