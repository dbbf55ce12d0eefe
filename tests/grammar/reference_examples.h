// SPDX-License-Identifier: Apache-2.0
//
// The examples of grammar/REFERENCE.md as rulebooks: its blocks in order, a block that begins with
// a heading opening the next rulebook.

#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/base/source.h"
#include "grammar/name_table.h"

namespace onus::testing {

struct Reference {
    std::vector<Source> english;
    std::vector<Source> chinese;
    grammar::NameTableResult names;
};

inline Reference read_reference() {
    constexpr std::string_view kFence = "```";
    Reference reference;
    std::ifstream file(std::string(ONUS_SOURCE_DIR) + "/grammar/REFERENCE.md");
    std::string language;
    std::string block;
    bool inside = false;
    for (std::string line; std::getline(file, line);) {
        const bool fence = line.substr(0, kFence.size()) == kFence;
        if (!fence) {
            block += inside ? line + "\n" : "";
            continue;
        }
        inside = !inside;
        if (inside) {
            language = line.substr(kFence.size());
            block.clear();
            continue;
        }
        if (language == "tsv") {
            reference.names = grammar::parse_name_table({"reference.names.tsv", block});
        }
        if (language != "onus") {
            continue;
        }
        const bool chinese = static_cast<unsigned char>(block.front()) >= 0x80;
        const std::string_view heading = chinese ? "规章 " : "rulebook ";
        std::vector<Source>& rulebooks = chinese ? reference.chinese : reference.english;
        if (block.compare(0, heading.size(), heading) == 0) {
            rulebooks.push_back({chinese ? "reference.zh.onus" : "reference.en.onus", ""});
        }
        if (!rulebooks.empty()) {
            rulebooks.back().text += block + "\n";
        }
    }
    return reference;
}

/// The first line in which two texts differ, in both; empty if they are equal.
inline std::string first_difference(const std::string& one, const std::string& other) {
    std::istringstream left(one);
    std::istringstream right(other);
    std::string a;
    std::string b;
    while (true) {
        const bool more_left = static_cast<bool>(std::getline(left, a));
        const bool more_right = static_cast<bool>(std::getline(right, b));
        if (!more_left && !more_right) {
            return {};
        }
        if (!more_left || !more_right || a != b) {
            return (more_left ? a : "(end)") + " | " + (more_right ? b : "(end)");
        }
    }
}

}  // namespace onus::testing
