// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/import.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include <catch2/catch.hpp>

#include "adapters/bpmn/naming.h"
#include "tests/adapters/bpmn/checks.h"
#include "tests/adapters/bpmn/models.h"

namespace onus::bpmn {
namespace {

TEST_CASE("bpmn import: the reference models become rulebooks that are clean") {
    if (tests::reference_models().empty()) {
        WARN("skipped: ../shared/data/bpmn is not beside this checkout");
        return;
    }
    std::size_t total = 0;
    std::size_t listed = 0;
    for (const std::string& path : tests::reference_models()) {
        INFO(path);
        const ImportResult result = import(path, tests::bytes_of(path));
        REQUIRE(result.imported);
        const InventoryCount counted = count(result.imported->inventory);
        CHECK(counted.carried() + counted.listed() == result.imported->inventory.size());
        total += counted.total();
        listed += counted.listed();
        CHECK(tests::flaws_of(result.imported->rulebook, result.imported->names) == "");
        for (const InventoryEntry& entry : result.imported->inventory) {
            if (entry.fate == Fate::kListed) {
                CHECK(result.imported->rulebook.find(entry.id) != std::string::npos);
            }
            CHECK((entry.fate == Fate::kCarried ||
                   !words_of(entry.reason, Language::kChinese).empty()));
        }
        if (std::getenv("ONUS_SHOW_IMPORTS") != nullptr) {
            std::cout << path << ": " << counted.by_fate[0] << " carried, " << counted.by_fate[1]
                      << " asked, " << counted.by_fate[2] << " remarks, " << counted.listed()
                      << " listed\n"
                      << result.imported->rulebook << '\n';
        }
    }
    CHECK(listed * 10 <= total);
}

TEST_CASE("bpmn import: our own small files are clean rulebooks, Chinese ones in Chinese") {
    for (const std::string& path : tests::own_models()) {
        const ImportResult result = import(path, tests::bytes_of(path));
        if (result.imported) {
            INFO(path);
            CHECK(tests::flaws_of(result.imported->rulebook, result.imported->names) == "");
        }
    }
    const ImportResult chinese = import("f.bpmn", tests::bytes_of(tests::own_model("ok_gbk.bpmn")));
    REQUIRE(chinese.imported);
    CHECK(chinese.imported->rulebook.find("  环节 审核_订单 “审核 订单”\n") != std::string::npos);
}

TEST_CASE("bpmn import: lengths of time") {
    CHECK(length_from("PT2H", Language::kEnglish) == "2 hours");
    CHECK(length_from("P1D", Language::kEnglish) == "1 day");
    CHECK(length_from("P3M", Language::kChinese) == "3个月");
    CHECK(length_from("PT30M", Language::kChinese) == "30分钟");
    for (const char* odd : {"P", "PT", "P1DT2H", "PT0H", "P-1D", "1D", "PTH", "P99999D", "R3/PT1H",
                            "P1H", "PT1D", "P1.5D"}) {
        INFO(odd);
        CHECK(length_from(odd, Language::kEnglish).empty());
    }
    for (const char* iso : {"PT2H", "P1D", "P3M", "PT30M", "P2W", "P1Y"}) {
        CHECK(iso_from(length_from(iso, Language::kEnglish)) == iso);
        CHECK(iso_from(length_from(iso, Language::kChinese)) == iso);
    }
    CHECK(iso_from("5 working days").empty());
}

}  // namespace
}  // namespace onus::bpmn
