// SPDX-License-Identifier: Apache-2.0
//
// What reading one of the project's YAML files gives, and how much a reader takes.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "grammar/base/diagnostic.h"

namespace onus::policies {

/// Files come from many hands; every limit is finite.
struct ReadLimits {
    std::size_t bytes_max = 16U << 20U;

    /// Lists and maps inside each other.
    std::uint32_t depth_max = 32;

    /// Anchors and aliases together.
    std::uint32_t aliases_max = 100;

    /// Values, with those behind an alias counted wherever they are used.
    std::size_t values_max = 1'000'000;
};

/// The value, and everything that is to be said about the text. There is a value exactly if none of
/// the diagnostics is an error.
template <class Value>
struct Reading {
    std::optional<Value> value;
    Diagnostics diagnostics;
};

}  // namespace onus::policies
