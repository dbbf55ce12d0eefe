// SPDX-License-Identifier: Apache-2.0

#include "policies/pack_loader.h"

#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "grammar/base/diagnostic_kind.h"
#include "tests/support/diagnostics.h"
#include "tests/support/file_tree.h"

namespace onus::policies {
namespace {

using tests::FileTree;
using Lines = std::vector<std::string>;

const std::string kOrganisation =
    "organisation: shop\nfallback: zhao\npersons:\n  zhao: 赵总\n"
    "units:\n  shop: {head: zhao}\nposts:\n  shop: {director: zhao}\n";
const std::string kCalendar =
    "calendar: shop\nzone: UTC\nworking_days: monday to friday\n"
    "published: 2025-01-01 to 2025-12-31\n";

ZoneLookup zones() {
    ZoneLookup lookup;
    lookup.find = [](std::string_view) {
        return std::optional(engine::ZoneTransitions{{Instant{INT64_MIN}, 480}});
    };
    lookup.names = [] { return Lines{"UTC"}; };
    return lookup;
}

LoadResult load(const FileTree& files, const LoadOptions& options = {}) {
    return load_pack(files.path(), zones(), options);
}

Lines names_of(const Pack& pack) {
    Lines names;
    for (const engine::RulebookText& rulebook : pack.rulebooks.rulebooks) {
        names.push_back(rulebook.source_name);
    }
    return names;
}

Lines codes_of(const Diagnostics& diagnostics) {
    Lines codes;
    for (const Diagnostic& diagnostic : diagnostics) {
        std::string line(code_of(diagnostic.kind));
        for (const std::string& argument : diagnostic.arguments) {
            line += " " + argument;
        }
        codes.push_back(std::move(line));
    }
    return codes;
}

TEST_CASE("pack loader: without a manifest, files are found by their names") {
    const FileTree files;
    files.write("retail.en.onus", "rulebook retail");
    files.write("retail.zh.onus", "规章 零售");
    files.write("retail.names.tsv", "retail\t零售\n");
    files.write("extra.onus", "rulebook extra");
    files.write(".hidden.onus", "");
    files.write("organisation.yaml", kOrganisation);
    files.write("calendars/shop.yaml", kCalendar);
    const LoadResult result = load(files);
    INFO((codes_of(result.diagnostics).empty() ? "" : codes_of(result.diagnostics)[0]));
    REQUIRE(result.pack);
    CHECK(names_of(*result.pack) == Lines{"extra.onus", "retail.en.onus"});
    CHECK(result.pack->own_rulebooks == 2);
    CHECK(result.pack->rulebooks.rulebooks[1].names == "retail\t零售\n");
    CHECK(result.pack->organisation->id == "shop");
    REQUIRE(result.pack->calendars.size() == 1);
    CHECK(result.pack->calendars[0].id == "shop");
    CHECK(result.pack->name == std::filesystem::path(files.path()).filename().string());
    CHECK(result.pack->ledger == files.file(".onus/ledger.sqlite"));
    CHECK(result.source("extra.onus")->text == "rulebook extra");
    CHECK(result.source("nothing.onus") == nullptr);
}

TEST_CASE("pack loader: the language chooses among the files of a rulebook") {
    const FileTree files;
    files.write("a.en.onus", "");
    files.write("a.zh.onus", "");
    files.write("b.zh.onus", "");
    files.write("c.onus", "");
    files.write("c.zh.onus", "");
    CHECK(names_of(*load(files).pack) == Lines{"a.en.onus", "b.zh.onus", "c.onus"});
    LoadOptions chinese;
    chinese.language = Language::kChinese;
    CHECK(names_of(*load(files, chinese).pack) == Lines{"a.zh.onus", "b.zh.onus", "c.zh.onus"});
    files.write("onus.yaml", "language: en\n");
    CHECK(names_of(*load(files, chinese).pack) == Lines{"a.en.onus", "b.zh.onus", "c.onus"});
}

TEST_CASE("pack loader: a rulebook named with its language has its name table") {
    const FileTree files;
    files.write("onus.yaml", "rulebooks: [retail.zh]\n");
    files.write("retail.zh.onus", "规章 零售\n");
    files.write("retail.names.tsv", "retail\t零售\n");
    const LoadResult loaded = load(files);
    REQUIRE(loaded.pack);
    CHECK(loaded.pack->rulebooks.rulebooks.front().names == "retail\t零售\n");
}

TEST_CASE("pack loader: a manifest says what belongs together") {
    const FileTree files;
    files.write("shop/onus.yaml",
                "name: My shop\nrulebooks: retail\nuse: [../law]\norganisation: staff.yaml\n"
                "calendars: [../calendars]\nledger: book.sqlite\n");
    files.write("shop/retail.onus", "");
    files.write("shop/draft.onus", "");
    files.write("shop/staff.yaml", kOrganisation);
    files.write("law/onus.yaml", "use: [../shop]\n");
    files.write("law/consumer_law.en.onus", "");
    files.write("calendars/shop.yaml", kCalendar);
    const LoadResult result = load_pack(files.file("shop"), zones());
    REQUIRE(result.pack);
    CHECK(result.pack->name == "My shop");
    CHECK(names_of(*result.pack) == Lines{"retail.onus", "../law/consumer_law.en.onus"});
    CHECK(result.pack->own_rulebooks == 1);
    CHECK(result.pack->calendars.size() == 1);
    CHECK(result.pack->ledger == files.file("shop/book.sqlite"));
}

TEST_CASE("pack loader: every mistake of a manifest is told where it stands") {
    const FileTree files;
    files.write("onus.yaml",
                "rulebooks: [retial]\nuse: [../nowhere]\norganisation: nobody.yaml\n"
                "calendars: [none.yaml]\n");
    files.write("retail.onus", "");
    const LoadResult result = load(files);
    CHECK_FALSE(result.pack);
    REQUIRE(result.source("onus.yaml") != nullptr);
    CHECK(test::summary(result.diagnostics, *result.source("onus.yaml")) ==
          Lines{"N0906 line 1 retial", "N0903 line 2 ../nowhere", "N0903 line 3 nobody.yaml",
                "N0903 line 4 none.yaml"});
    CHECK(result.diagnostics[0].fix->replacement == "retail");
}

TEST_CASE("pack loader: a manifest with unknown words is refused with the near ones") {
    const FileTree files;
    files.write("onus.yaml", "rulebook: [retail]\nlanguage: fr\n");
    files.write("retail.onus", "");
    const LoadResult result = load(files);
    CHECK_FALSE(result.pack);
    CHECK(test::summary(result.diagnostics, *result.source("onus.yaml")) ==
          Lines{"N0612 line 1 rulebook", "N0908 line 2 fr"});
    CHECK(result.diagnostics[0].fix->replacement == "rulebooks");
}

TEST_CASE("pack loader: mistakes of organisation and calendars come together") {
    const FileTree files;
    files.write("retail.onus", "");
    files.write("organisation.yaml", "organisation: shop\n");
    files.write("calendars/a.yaml", "calendar: [\n");
    const LoadResult result = load(files);
    CHECK_FALSE(result.pack);
    CHECK(result.diagnostics.size() >= 2);
    for (const Diagnostic& diagnostic : result.diagnostics) {
        CHECK(result.source(diagnostic.source_name) != nullptr);
    }
}

TEST_CASE("pack loader: missing and empty folders are said") {
    const FileTree files;
    CHECK(codes_of(load(files).diagnostics) == Lines{"N0902 " + files.path()});
    CHECK(codes_of(load_pack(files.file("x"), zones()).diagnostics) ==
          Lines{"N0901 " + files.file("x")});
}

TEST_CASE("pack loader: limits are kept") {
    const FileTree files;
    files.write("a.onus", "12345");
    files.write("b.onus", "12345");
    LoadOptions options;
    options.rulebook_bytes_max = 5;
    CHECK(load(files, options).pack);
    options.rulebook_bytes_max = 4;
    CHECK(codes_of(load(files, options).diagnostics) ==
          Lines{"N0905 a.onus 5 4", "N0905 b.onus 5 4"});
    options.rulebook_bytes_max = 5;
    options.file_count_max = 2;
    CHECK(load(files, options).pack);
    options.file_count_max = 1;
    CHECK(codes_of(load(files, options).diagnostics) == Lines{"N0907 1"});
}

TEST_CASE("pack loader: what is no file cannot be read as one") {
    const FileTree files;
    files.write("a/b", "");
    CHECK(read_file(files.file("a"), 10).error().kind == DiagnosticKind::kPackFileUnreadable);
    CHECK(read_file(files.file("c"), 10).error().kind == DiagnosticKind::kPackFileMissing);
    CHECK(read_file(files.file("a/b"), 10) == "");
}

}  // namespace
}  // namespace onus::policies
