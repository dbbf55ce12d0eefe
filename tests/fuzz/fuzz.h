// SPDX-License-Identifier: Apache-2.0
//
// What a fuzz target is: a function that takes any bytes, and good inputs to start from. With
// ONUS_BUILD_FUZZ clang's libFuzzer calls it; in every other build replay.cpp does, with the seeds
// and random changes of them, as a test.

#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace onus::fuzz {

[[nodiscard]] std::vector<std::string> seeds();

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// Ends the process unless it holds.
inline void hold(bool condition, const char* what) {
    if (!condition) {
        std::fprintf(stderr, "does not hold: %s\n", what);
        std::abort();
    }
}

/// A file of the project.
[[nodiscard]] std::string file(const std::string& path);

/// All files below a folder of the project whose names end so, in order.
[[nodiscard]] std::vector<std::string> files(const std::string& folder, std::string_view ending);

}  // namespace onus::fuzz
