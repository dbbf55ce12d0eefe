// SPDX-License-Identifier: Apache-2.0
//
// Marks the fields by which a stored struct has grown (struct_codec.h).

#pragma once

#include <cstdint>

namespace onus::engine {

/// The version of its struct in which a field was added.
struct Since {
    std::uint32_t version = 1;
};

}  // namespace onus::engine
