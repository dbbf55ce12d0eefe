// SPDX-License-Identifier: Apache-2.0
//
// The rules that keep the grammar unambiguous (grammar/README.md), tested on the grammar itself.
// The second rule is a matter of words: keywords_test.cpp.

#include <algorithm>
#include <array>

#include <catch2/catch.hpp>

#include "grammar/ast/print.h"
#include "tests/grammar/grammar_reader.h"
#include "tests/grammar/sample_files.h"

namespace onus::grammar {
namespace {

const testing::Grammar& grammar() {
    static const testing::Grammar kGrammar(
        testing::read_source(std::string(ONUS_SOURCE_DIR) + "/grammar/OnusParser.g4").text);
    return kGrammar;
}

constexpr auto kClauseGroups = std::to_array<const char*>(
    {"headerClause", "actionClause", "tableClause", "permissionClause", "ruleClause", "dutyClause",
     "processClause", "stepClause", "liabilityClause", "testClause", "field", "exceptClause"});

TEST_CASE("grammar: no clause keyword may also go on with a clause of the same heading") {
    for (const char* group : kClauseGroups) {
        CAPTURE(group);
        const testing::Element& clauses = grammar().rule(group);
        const std::set<std::string> openers = grammar().first(clauses);
        std::set<std::string> both;
        const std::set<std::string> further = grammar().continuations(clauses);
        std::set_intersection(openers.begin(), openers.end(), further.begin(), further.end(),
                              std::inserter(both, both.end()));
        CHECK(both == std::set<std::string>());
    }
}

TEST_CASE("grammar: the test above finds a clause keyword that is also a suffix") {
    const testing::Grammar planted(
        "parser grammar X; options { tokenVocab = Y; }\n"
        "clause : within | escalate ;\n"
        "within : WITHIN WORD ;\n"
        "escalate : ESCALATE WORD (WITHIN WORD)? ;\n");
    const testing::Element& clauses = planted.rule("clause");
    CHECK(planted.first(clauses) == std::set<std::string>{"WITHIN", "ESCALATE"});
    CHECK(planted.continuations(clauses) == std::set<std::string>{"WITHIN"});
}

TEST_CASE("grammar: every clause begins with a keyword of its own") {
    for (const char* group : kClauseGroups) {
        CAPTURE(group);
        const testing::Element& clauses = grammar().rule(group);
        if (clauses.kind != testing::Element::Kind::kChoice) {
            continue;
        }
        std::size_t total = 0;
        for (const testing::Element& clause : clauses.parts) {
            total += grammar().first(clause).size();
        }
        CHECK(total == grammar().first(clauses).size());
    }
}

TEST_CASE("grammar: what stands behind a step belongs to the step") {
    const Source source{"x.onus",
                        "rulebook x\nprocess p\n  owner a\n  step s\n    within 3 days\n"
                        "  owner b\n  overdue notify c\n"};
    const ParseResult result = parse(source, NameTable());
    REQUIRE(result.file.declarations.size() == 1);
    const auto& process = std::get<ast::ProcessDecl>(result.file.declarations[0].node);
    CHECK(result.file.declarations[0].clauses.size() == 1);
    REQUIRE(process.steps.size() == 1);
    CHECK(process.steps[0].clauses.size() == 3);
}

}  // namespace
}  // namespace onus::grammar
