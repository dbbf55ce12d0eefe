// SPDX-License-Identifier: Apache-2.0
#include "engine/run/program_check.h"

#include <catch2/catch.hpp>

#include "engine/run/disassemble.h"

namespace onus::engine {

namespace {

void add_code(Program& program, const std::vector<Instruction>& instructions) {
    program.code_begin.push_back(static_cast<std::uint32_t>(program.code.size()));
    program.code.insert(program.code.end(), instructions.begin(), instructions.end());
    program.code.push_back({Op::kReturn, 0, 0, 0});
}

const Instruction kPushYes{Op::kConstant, 0, 0, 0};

/// The flaw of a program with one constant and this code.
std::string flaw_of(const std::vector<Instruction>& instructions) {
    Program program;
    program.constants.push_back(yes_no(true));
    add_code(program, instructions);
    return find_flaw(program);
}

}  // namespace

TEST_CASE("program check: a balanced code has no flaw") {
    CHECK(flaw_of({kPushYes}).empty());
    CHECK(flaw_of({kPushYes, {Op::kSkipIfNo, 0, 0, 2}, kPushYes, {Op::kAnd, 0, 0, 0}}).empty());
}

TEST_CASE("program check: the deepest stack counts the passages that may be passed over") {
    Program program;
    program.constants.push_back(yes_no(true));
    add_code(program, {kPushYes, {Op::kSkipIfNo, 0, 0, 2}, kPushYes, {Op::kAnd, 0, 0, 0}});
    CHECK(stack_depth(program) == 2);
}

TEST_CASE("program check: unbalanced codes are found") {
    CHECK(flaw_of({}) == "code 0: leaves 0 values");
    CHECK(flaw_of({kPushYes, kPushYes}) == "code 0: leaves 2 values");
    CHECK(flaw_of({kPushYes, {Op::kAnd, 0, 0, 0}}) == "code 0: takes more than there is at 1");
}

TEST_CASE("program check: jumps stay inside and keep the stack") {
    CHECK(flaw_of({kPushYes, {Op::kSkipIfNo, 0, 0, 1}}) == "code 0: skips out of its code at 1");
    CHECK(flaw_of({kPushYes, {Op::kSkipIfNo, 0, 0, 1}, kPushYes}) ==
          "code 0: skips over a change of the stack at 1");
}

TEST_CASE("program check: a quantifier's condition is one value") {
    CHECK(flaw_of({kPushYes, {Op::kQuantify, 1, 0, 1}, kPushYes}).empty());
    CHECK(flaw_of({kPushYes, {Op::kQuantify, 1, 0, 2}, kPushYes, kPushYes}) ==
          "code 0: quantifies over a condition that is not one value at 1");
}

TEST_CASE("program check: indices exist") {
    CHECK(flaw_of({{Op::kConstant, 0, 0, 1}}) == "code 0: names no constant at 0");
    CHECK(flaw_of({{Op::kCall, 0, 0, 0}}) == "code 0: names no definition at 0");
}

TEST_CASE("disassembly: parameters without names are numbered") {
    Program program;
    program.constants.push_back(yes_no(true));
    add_code(program, {{Op::kParam, 0, 0, 3}, kPushYes, {Op::kAnd, 0, 0, 0}});
    CHECK(disassemble(program, 0, nullptr, 2) == "  param 3\n  constant yes\n  and\n");
}

}  // namespace onus::engine
