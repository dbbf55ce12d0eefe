// SPDX-License-Identifier: Apache-2.0

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "policies/calendar_reader.h"
#include "policies/organisation_reader.h"
#include "policies/zone_loader.h"

namespace onus::policies {
namespace {

// The YAML blocks of policies/README.md that are whole files.
std::vector<Source> examples() {
    std::ifstream file(ONUS_SOURCE_DIR "/policies/README.md", std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    const std::string fence = "```yaml\n";
    std::vector<Source> result;
    for (std::size_t at = text.find(fence); at != std::string::npos; at = text.find(fence, at)) {
        at += fence.size();
        const std::size_t end = text.find("```", at);
        REQUIRE(end != std::string::npos);
        result.push_back({"README.md", text.substr(at, end - at)});
        at = end;
    }
    return result;
}

TEST_CASE("policies/README.md: its calendars and its organisation can be read") {
    std::vector<Source> calendars;
    int organisations = 0;
    for (const Source& example : examples()) {
        CAPTURE(example.text);
        if (example.text.starts_with("calendar:") || example.text.starts_with("holiday_table:")) {
            calendars.push_back(example);
        } else if (example.text.starts_with("organisation:")) {
            const auto reading = read_organisation(example, zones_in());
            CHECK(reading.diagnostics.empty());
            CHECK(reading.value);
            ++organisations;
        }
    }
    const auto reading = read_calendars(calendars, zones_in());
    CHECK(reading.diagnostics.empty());
    REQUIRE(reading.value);
    CHECK(reading.value->size() == 1);
    CHECK(organisations == 1);
}

}  // namespace
}  // namespace onus::policies
