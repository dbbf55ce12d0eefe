// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/compile/compiled.h"

#include <catch2/catch.hpp>

#include "engine/compile/check.h"
#include "engine/compile/lower.h"
#include "engine/run/disassemble.h"
#include "engine/run/program_check.h"
#include "grammar/base/diagnostic_text.h"
#include "grammar/parser.h"

namespace onus::engine::test {

namespace {

void require_no_errors(const Diagnostics& diagnostics) {
    for (const Diagnostic& diagnostic : diagnostics) {
        if (severity_of(diagnostic.kind) == Severity::kError) {
            std::string arguments;
            for (const std::string& argument : diagnostic.arguments) {
                arguments += " “" + argument + "”";
            }
            FAIL(diagnostic.source_name << " at " << diagnostic.span.begin << ": kind "
                                        << static_cast<int>(diagnostic.kind) << arguments);
        }
    }
}

}  // namespace

model::Model checked(const std::vector<RulebookText>& rulebooks) {
    std::vector<grammar::NameTable> names;
    std::vector<ast::File> files;
    for (const RulebookText& rulebook : rulebooks) {
        grammar::NameTableResult table = grammar::parse_name_table({"names.tsv", rulebook.names});
        require_no_errors(table.diagnostics);
        grammar::ParseResult parsed = grammar::parse({"rules.onus", rulebook.text}, table.table);
        require_no_errors(parsed.diagnostics);
        names.push_back(std::move(table.table));
        files.push_back(std::move(parsed.file));
    }
    std::vector<RulebookSource> sources;
    for (std::size_t i = 0; i < files.size(); ++i) {
        sources.push_back({&files[i], &names[i]});
    }
    CheckResult result = check(sources);
    require_no_errors(result.diagnostics);
    return std::move(result.model);
}

std::shared_ptr<const Program> compiled(const std::vector<RulebookText>& rulebooks) {
    std::shared_ptr<const Program> program = lower(checked(rulebooks));
    REQUIRE(find_flaw(*program).empty());
    return program;
}

std::string shop(const std::string& declarations) {
    return R"(rulebook shop "Shop"
  level      company
  effective  2025-07-01
  owner      sales.head
  calendar   cn_retail
  currency   CNY

role clerk    reports to manager
role manager

record supplier
  name        : text  unique
  certificate : file

record order
  number   : text     unique
  seller   : person
  supplier : supplier
  channel  : one of store, online, phone
  amount   : money
  promised : days
  closes   : date
  urgent   : yes_no

action submit (order) by clerk
  creates    order
action approve (order, note: text) by manager
action view (supplier) by clerk

)" + declarations;
}

std::shared_ptr<const Program> compiled_shop(const std::string& declarations) {
    return compiled({{shop(declarations), ""}});
}

std::string listing(const Program& program, const std::string& head) {
    const std::string all = "\n" + disassemble(program);
    const std::size_t begin = all.find("\n" + head + "\n");
    if (begin == std::string::npos) {
        return {};
    }
    std::size_t end = begin + 1 + head.size();
    while (end + 1 < all.size() && all[end + 1] == ' ') {
        end = all.find('\n', end + 1);
    }
    return all.substr(begin + 1, end - begin);
}

}  // namespace onus::engine::test
