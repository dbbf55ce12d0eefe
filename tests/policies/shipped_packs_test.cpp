// SPDX-License-Identifier: Apache-2.0
//
// The packs that ship load: manifest, organisation and calendars.

#include <string>

#include <catch2/catch.hpp>

#include "policies/pack_loader.h"
#include "policies/zone_loader.h"
#include "tests/support/diagnostics.h"

namespace onus::policies {
namespace {

TEST_CASE("shipped packs: each loads in both languages without a word of complaint") {
    const std::string folder =
        GENERATE(as<std::string>(), "law-cn", "retail", "procurement", "manufacturing",
                 "product_launch", "attendance", "order_approval", "complaint_handling");
    const Language language = GENERATE(Language::kEnglish, Language::kChinese);
    CAPTURE(folder);
    LoadOptions options;
    options.language = language;

    const LoadResult result =
        load_pack(std::string(ONUS_SOURCE_DIR) + "/policies/" + folder, zones_in(), options);

    for (const Diagnostic& diagnostic : result.diagnostics) {
        const Source* const source = result.source(diagnostic.source_name);
        FAIL_CHECK(test::summary({diagnostic}, source == nullptr ? Source{} : *source).front());
    }
    REQUIRE(result.pack);
    CHECK(result.pack->own_rulebooks == 1);
    CHECK(result.pack->organisation.has_value() == (folder != "law-cn"));
    CHECK(!result.pack->calendars.empty());
}

}  // namespace
}  // namespace onus::policies
