// SPDX-License-Identifier: Apache-2.0
//
// One value of a payload, read as a declared type with the same literals that rulebooks use.

#pragma once

#include <optional>

#include "engine/run/data.h"
#include "engine/run/program.h"
#include "engine/run/value.h"

namespace onus::engine {

/// What reading needs beside the type.
struct DataReader {
    const Program* program = nullptr;
    const Calendar* calendar = nullptr;
    std::string_view currency;  ///< of the rulebook; amounts in another are refused
};

/// The value, or nothing if `data` is not of the type. REQUIRES: `data` is not null and the type is
/// neither a struct nor a list; a record is read by its key.
[[nodiscard]] std::optional<Value> read_value(const DataReader& reader, const ValueType& type,
                                              const Data& data, Arena& arena);

/// What a value of the type looks like, e.g. "a number of days such as 7 or \"7 days\"".
[[nodiscard]] Bilingual expectation(const Program& program, const ValueType& type);

}  // namespace onus::engine
