// SPDX-License-Identifier: Apache-2.0
//
// The packs that ship and the examples of the reference check without a word of complaint.

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/compile/check.h"
#include "grammar/base/diagnostic_text.h"
#include "grammar/parser.h"
#include "tests/grammar/reference_examples.h"

namespace onus::policies {
namespace {

struct Rulebook {
    Source source;
    grammar::NameTable names;
    ast::File file;
};

std::string file_text(const std::string& path) {
    std::ifstream file(std::string(ONUS_SOURCE_DIR) + "/" + path, std::ios::binary);
    REQUIRE(file.good());
    return {std::istreambuf_iterator<char>(file), {}};
}

Rulebook pack(const std::string& path, const std::string& language) {
    Rulebook rulebook;
    rulebook.source = {path + "." + language + ".onus",
                       file_text("policies/" + path + "." + language + ".onus")};
    rulebook.names =
        grammar::parse_name_table({path, file_text("policies/" + path + ".names.tsv")}).table;
    rulebook.file = grammar::parse(rulebook.source, rulebook.names).file;
    return rulebook;
}

/// Everything that parser and checker say, rendered.
std::string said_about(const std::vector<Rulebook>& rulebooks,
                       Language language = Language::kEnglish) {
    std::vector<engine::RulebookSource> sources;
    for (const Rulebook& rulebook : rulebooks) {
        sources.push_back({&rulebook.file, &rulebook.names});
    }
    const auto find = [&](std::string_view name) -> const Source* {
        for (const Rulebook& rulebook : rulebooks) {
            if (rulebook.source.name == name) {
                return &rulebook.source;
            }
        }
        return nullptr;
    };
    std::string all;
    for (const Diagnostic& diagnostic : engine::check(sources).diagnostics) {
        all += render(diagnostic, language, find);
    }
    return all;
}

TEST_CASE("pack check: every pack that ships is clean in both languages") {
    for (const std::string language : {"en", "zh"}) {
        CAPTURE(language);
        const Rulebook law = pack("law-cn/consumer_law", language);
        CHECK(said_about({law}) == "");
        CHECK(said_about({law, pack("retail/retail_returns", language)}) == "");
        CHECK(said_about({pack("procurement/procurement", language)}) == "");
        CHECK(said_about({pack("manufacturing/product_quality", language)}) == "");
        CHECK(said_about({pack("product_launch/product_launch", language)}) == "");
        CHECK(said_about({pack("attendance/attendance", language)}) == "");
        CHECK(said_about({pack("order_approval/order_approval", language)}) == "");
        CHECK(said_about({pack("complaint_handling/complaint_handling", language)}) == "");
    }
}

TEST_CASE("pack check: a company rule that undercuts the law is refused") {
    Rulebook shop;
    shop.source = {"undercut.onus", file_text("tests/golden/pack/undercut.onus")};
    shop.file = grammar::parse(shop.source, shop.names).file;
    const Rulebook law = pack("law-cn/consumer_law", "en");

    CHECK(said_about({law, shop}) == file_text("tests/golden/pack/undercut.en.txt"));
    CHECK(said_about({law, shop}, Language::kChinese) ==
          file_text("tests/golden/pack/undercut.zh.txt"));
}

TEST_CASE("pack check: the examples of the reference are clean in both languages") {
    const testing::Reference reference = testing::read_reference();
    for (const auto* sources : {&reference.english, &reference.chinese}) {
        std::vector<Rulebook> rulebooks;
        for (const Source& source : *sources) {
            Rulebook rulebook;
            rulebook.source = source;
            rulebook.source.name += std::to_string(rulebooks.size());
            rulebook.names = reference.names.table;
            rulebook.file = grammar::parse(rulebook.source, rulebook.names).file;
            rulebooks.push_back(std::move(rulebook));
        }
        CHECK(said_about(rulebooks) == "");
    }
}

}  // namespace
}  // namespace onus::policies
