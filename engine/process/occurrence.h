// SPDX-License-Identifier: Apache-2.0
//
// What happened in a run, in the order in which it is asked what it added.

#pragma once

#include <cstdint>
#include <vector>

#include "engine/process/course.h"

namespace onus::engine {

/// Something that happened. Of two at one instant, the one of the earlier attempt comes first, and
/// of those the one whose kind stands first here.
struct Occurrence {
    enum class Kind : std::uint8_t {
        kDeliver,
        kPassOn,  ///< a held delivery took effect, or came to the next who is to decide
        kEnd,     ///< a round ended without a delivery
        kBegin,
        kGoOn,  ///< a clock runs again, or stands for somebody else
        kStop,  ///< it stops: who is late by then was late by himself
        kStillOpen,
    };
    Instant at;
    std::uint64_t attempt = 0;
    Kind kind{};
    std::uint32_t number = 0;  ///< of the round; for kStop and kGoOn of the stop
};

/// Everything until `as_of`; what is still open then comes last.
[[nodiscard]] std::vector<Occurrence> occurrences_of(const Course& course, Instant as_of);

}  // namespace onus::engine
