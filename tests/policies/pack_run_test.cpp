// SPDX-License-Identifier: Apache-2.0
//
// The tests that stand in the packs' rulebooks pass, in whichever language they are put in force.

#include <string>

#include <catch2/catch.hpp>

#include "engine/testing/test_runner.h"
#include "policies/pack_loader.h"
#include "policies/zone_loader.h"

namespace onus::policies {
namespace {

TEST_CASE("pack run: the tests of every pack pass in both languages") {
    const std::string folder = GENERATE(as<std::string>(), "retail", "procurement", "manufacturing",
                                        "product_launch", "attendance");
    const Language language = GENERATE(Language::kEnglish, Language::kChinese);
    LoadOptions options;
    options.language = language;
    LoadResult loaded =
        load_pack(std::string(ONUS_SOURCE_DIR) + "/policies/" + folder, zones_in(), options);
    REQUIRE(loaded.pack);
    engine::TestWorld world;
    world.rulebooks = loaded.pack->rulebooks;
    world.organisation = loaded.pack->organisation;
    world.calendars = loaded.pack->calendars;
    world.own_rulebooks = loaded.pack->own_rulebooks;

    const engine::TestRun run = engine::run_tests(world);

    CAPTURE(folder);
    CHECK(run.results.size() >= 5);
    for (const engine::TestResult& result : run.results) {
        INFO(result.name.en);
        CHECK(result.passed());
    }
}

TEST_CASE("pack run: the law's own tests pass in a company's organisation") {
    const Language language = GENERATE(Language::kEnglish, Language::kChinese);
    LoadOptions options;
    options.language = language;
    LoadResult loaded =
        load_pack(std::string(ONUS_SOURCE_DIR) + "/policies/retail", zones_in(), options);
    REQUIRE(loaded.pack);
    engine::TestWorld world;
    world.rulebooks.rulebooks.assign(loaded.pack->rulebooks.rulebooks.begin() +
                                         static_cast<std::ptrdiff_t>(loaded.pack->own_rulebooks),
                                     loaded.pack->rulebooks.rulebooks.end());
    world.organisation = loaded.pack->organisation;
    world.calendars = loaded.pack->calendars;

    const engine::TestRun run = engine::run_tests(world);

    CHECK(run.results.size() == 4);
    for (const engine::TestResult& result : run.results) {
        INFO(result.name.en);
        CHECK(result.passed());
    }
}

}  // namespace
}  // namespace onus::policies
