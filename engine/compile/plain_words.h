// SPDX-License-Identifier: Apache-2.0
//
// Parts of the model as the run-time half and its tests speak of them.

#pragma once

#include <string>

#include "engine/compile/model.h"
#include "engine/run/event.h"

namespace onus::engine {

[[nodiscard]] inline Level level_of(model::OutcomeLevel level) {
    switch (level) {
        case model::OutcomeLevel::kShadow:
            return Level::kShadow;
        case model::OutcomeLevel::kNote:
            return Level::kNote;
        case model::OutcomeLevel::kWarn:
            return Level::kWarn;
        case model::OutcomeLevel::kHold:
            return Level::kHold;
        case model::OutcomeLevel::kBlock:
            return Level::kBlock;
    }
    return Level::kBlock;
}

/// What a text says without its interpolations.
[[nodiscard]] inline std::string plain_words(const model::Template& text) {
    std::string words;
    for (const auto& piece : text.pieces) {
        if (const auto* part = std::get_if<std::string>(&piece)) {
            words += *part;
        }
    }
    return words;
}

}  // namespace onus::engine
