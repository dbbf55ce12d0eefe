// SPDX-License-Identifier: Apache-2.0
//
// The sample rulebooks, which exist in both languages with a table of their names.

#pragma once

#include <array>
#include <fstream>
#include <sstream>
#include <string>

#include "grammar/name_table.h"
#include "grammar/parser.h"

namespace onus::testing {

inline constexpr auto kSampleNames =
    std::to_array<const char*>({"retail_returns", "procurement", "product_launch",
                                "product_quality", "attendance", "constructs"});

inline Source read_source(const std::string& path) {
    const std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return {path.substr(path.rfind('/') + 1), text.str()};
}

inline std::string sample_path(const std::string& file_name) {
    return std::string(ONUS_SOURCE_DIR) + "/tests/grammar/samples/" + file_name;
}

struct Sample {
    Source english;
    Source chinese;
    grammar::NameTable names;
};

inline Sample read_sample(const std::string& name) {
    return {read_source(sample_path(name + ".en.onus")),
            read_source(sample_path(name + ".zh.onus")),
            grammar::parse_name_table(read_source(sample_path(name + ".names.tsv"))).table};
}

}  // namespace onus::testing
