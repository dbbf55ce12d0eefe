// SPDX-License-Identifier: Apache-2.0
#include "engine/compile/semantic_text.h"

#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "engine/compile/lower.h"
#include "engine/run/disassemble.h"
#include "engine/run/program_check.h"
#include "tests/engine/compile/compiled.h"

namespace onus::engine::test {

namespace {

const std::string kSamples = ONUS_SOURCE_DIR "/tests/grammar/samples/";

std::string file_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string rule(const std::string& title, const std::string& limit, const std::string& message) {
    return "rule limit \"" + title + "\"\n  when submit\n  require order.promised at most " +
           limit + "\n  otherwise note \"" + message + "\"\n";
}

std::string hash_of(const std::string& declarations) { return compiled_shop(declarations)->hash; }

/// A law that the retail sample uses but does not bring.
const char* const kConsumerLaw = R"(rulebook consumer_law "Consumer law"
  level      law
  effective  2025-01-01
  owner      legal.head
  calendar   cn_retail

action consumer_sale () by anyone
)";

}  // namespace

TEST_CASE("hash: titles, messages and comments do not change it") {
    CHECK(hash_of(rule("A", "3 days", "M")) == hash_of("# note\n" + rule("B", "3 days", "N")));
}

TEST_CASE("hash: a limit, a level, a name and an effect change it") {
    const std::string base = hash_of(rule("A", "3 days", "M"));
    CHECK(base != hash_of(rule("A", "4 days", "M")));
    CHECK(base != hash_of("rule limit\n  when submit\n  require order.promised at most 3 days\n"
                          "  otherwise warn \"M\"\n"));
    CHECK(base != hash_of("rule limits\n  when submit\n  require order.promised at most 3 days\n"
                          "  otherwise note \"M\"\n"));
    CHECK(base != hash_of(rule("A", "3 days", "M") + "  violated log late against actor\n"));
    CHECK(base.size() == 64);
}

TEST_CASE("hash: whom a reminder notifies, and at which share, changes it") {
    const auto duty = [](const std::string& remind) {
        return hash_of("duty d\n  when submit\n  bearer actor\n  must submit\n  within 1 day\n" +
                       remind);
    };
    const std::string base = duty("  remind 50%, 75%\n");
    CHECK(base == duty("  remind 50%\n  remind 75%\n"));
    const std::string later = duty("  remind 50%\n  remind 75% and notify actor.supervisor\n");
    CHECK(base != later);
    CHECK(later != duty("  remind 50% and notify actor.supervisor\n  remind 75%\n"));
    CHECK(later != duty("  remind 50%\n  remind 75% and notify actor\n"));
}

TEST_CASE("hash: the samples mean the same in both languages") {
    for (const std::string name :
         {"retail_returns", "procurement", "attendance", "product_quality", "product_launch"}) {
        CAPTURE(name);
        const std::string names = file_text(kSamples + name + ".names.tsv");
        REQUIRE_FALSE(names.empty());
        const auto load = [&](const std::string& language) {
            std::vector<RulebookText> texts{
                {file_text(kSamples + name + "." + language + ".onus"), names}};
            if (name == "retail_returns") {
                texts.push_back({kConsumerLaw, ""});
            }
            return checked(texts);
        };
        const model::Model english = load("en");
        const model::Model chinese = load("zh");
        CHECK(semantic_text(english) == semantic_text(chinese));
        const auto one = lower(english);
        const auto other = lower(chinese);
        CHECK(find_flaw(*one) == "");
        CHECK(one->hash == other->hash);
        CHECK(disassemble(*one) == disassemble(*other));
    }
}

}  // namespace onus::engine::test
