// SPDX-License-Identifier: Apache-2.0
#include "engine/run/program_check.h"

#include <algorithm>

namespace onus::engine {

namespace {

/// Values that an instruction takes from the stack and puts on it.
struct StackEffect {
    std::uint32_t takes = 0;
    std::uint32_t gives = 1;
};

/// Follows every path of one code.
class CodeChecker {
  public:
    CodeChecker(const Program& program, std::size_t begin, std::size_t end)
        : program_(program), begin_(begin), end_(end) {}

    /// Empty if the code is sound.
    [[nodiscard]] std::string run() {
        if (begin_ >= end_ || end_ > program_.code.size() ||
            program_.code[end_ - 1].op != Op::kReturn) {
            return "does not end with a return";
        }
        const std::uint32_t left = range(begin_, end_ - 1, 0);
        if (flaw_.empty() && left != 1) {
            flaw_ = "leaves " + std::to_string(left) + " values";
        }
        return flaw_;
    }
    [[nodiscard]] std::uint32_t deepest() const { return deepest_; }

  private:
    void fail(std::size_t at, const std::string& what) {
        if (flaw_.empty()) {
            flaw_ = what + " at " + std::to_string(at - begin_);
        }
    }

    /// Runs [from, until) on a stack of `depth` values; returns the depth behind it.
    std::uint32_t range(std::size_t from, std::size_t until, std::uint32_t depth) {
        for (std::size_t at = from; at < until && flaw_.empty(); ++at) {
            const Instruction& instruction = program_.code[at];
            check_operands(instruction, at);
            const StackEffect effect = effect_of(instruction);
            if (depth < effect.takes) {
                fail(at, "takes more than there is");
                break;
            }
            if (instruction.op == Op::kSkipIfNo || instruction.op == Op::kSkipIfYes) {
                at = skip(at, until, depth);
                continue;
            }
            depth = depth - effect.takes + effect.gives;
            deepest_ = std::max(deepest_, depth);
            if (instruction.op == Op::kQuantify) {
                at = quantify(at, until, depth);
            }
        }
        return depth;
    }

    /// The passage that is passed over must come back to the depth it began with.
    std::size_t skip(std::size_t at, std::size_t until, std::uint32_t depth) {
        const std::size_t target = at + 1 + program_.code[at].c;
        if (target > until) {
            fail(at, "skips out of its code");
            return at;
        }
        if (range(at + 1, target, depth) != depth) {
            fail(at, "skips over a change of the stack");
        }
        return target - 1;
    }

    /// The condition is run for each item, on top of what was there.
    std::size_t quantify(std::size_t at, std::size_t until, std::uint32_t depth) {
        const std::size_t target = at + 1 + program_.code[at].c;
        if (target > until) {
            fail(at, "quantifies beyond its code");
            return at;
        }
        if (range(at + 1, target, depth) != depth + 1) {
            fail(at, "quantifies over a condition that is not one value");
        }
        return target - 1;
    }

    [[nodiscard]] StackEffect effect_of(const Instruction& instruction) const;
    void check_operands(const Instruction& instruction, std::size_t at);

    const Program& program_;
    std::size_t begin_;
    std::size_t end_;
    std::uint32_t deepest_ = 1;
    std::string flaw_;
};

StackEffect CodeChecker::effect_of(const Instruction& instruction) const {
    const std::uint32_t c = instruction.c;
    switch (instruction.op) {
        case Op::kConstant:
        case Op::kParam:
        case Op::kParamField:
        case Op::kVariable:
        case Op::kSpecial:
        case Op::kTraced:
        case Op::kHolder:
            return {0, 1};
        case Op::kCall:
            return {c < program_.definitions.size() ? program_.definitions[c].parameter_count : 0,
                    1};
        case Op::kTable:
            return {c < program_.tables.size() ? program_.tables[c].parameter_count : 0, 1};
        case Op::kAdd:
        case Op::kSubtract:
        case Op::kMultiply:
        case Op::kDivide:
        case Op::kCompare:
        case Op::kIn:
        case Op::kHasRole:
        case Op::kAnd:
        case Op::kOr:
            return {2, 1};
        case Op::kList:
        case Op::kHighest:
            return {c, 1};
        case Op::kHistory: {
            if (c >= program_.questions.size()) {
                return {0, 1};
            }
            const HistoryQuestion& question = program_.questions[c];
            return {question.key_count + (question.has_length ? 1U : 0U), 1};
        }
        case Op::kDuty:
            return {instruction.a, 1};
        case Op::kStruct:
            return {instruction.b, 1};
        default:
            return {1, 1};
    }
}

void CodeChecker::check_operands(const Instruction& instruction, std::size_t at) {
    const auto within = [&](std::size_t size, const char* what) {
        if (instruction.c >= size) {
            fail(at, std::string("names no ") + what);
        }
    };
    switch (instruction.op) {
        case Op::kReturn:
            return fail(at, "returns too early");
        case Op::kConstant:
            return within(program_.constants.size(), "constant");
        case Op::kField:
        case Op::kPrevious:
            return within(program_.fields.size(), "field");
        case Op::kHolder:
        case Op::kLocalTime:
            return within(program_.names.size(), "name");
        case Op::kCall:
            return within(program_.definitions.size(), "definition");
        case Op::kTable:
            return within(program_.tables.size(), "table");
        case Op::kCompare:
        case Op::kIn:
        case Op::kHasRole:
            return within(program_.clauses.size(), "clause");
        case Op::kHistory:
            return within(program_.questions.size(), "question");
        case Op::kDuty:
            return within(program_.duties.size(), "duty");
        case Op::kStruct:
            within(program_.records.size(), "record");
            if (instruction.c < program_.records.size() &&
                program_.records[instruction.c].fields.size() != instruction.b) {
                fail(at, "gives a record another number of fields");
            }
            return;
        default:
            return;
    }
}

std::size_t end_of(const Program& program, CodeId code) {
    return code + 1 < program.code_begin.size() ? program.code_begin[code + 1]
                                                : program.code.size();
}

/// Indices between declarations.
std::string find_broken_index(const Program& program) {
    for (const HistoryQuestion& question : program.questions) {
        if (question.index >= program.indexes.size()) {
            return "a question asks no index";
        }
        if (program.indexes[question.index].keys.size() != question.key_count) {
            return "a question pushes other keys than " + program.indexes[question.index].id;
        }
    }
    for (const Gate& gate : program.gates) {
        if (gate.action >= program.actions.size() || gate.rulebook >= program.rulebooks.size()) {
            return "gate " + gate.id + " is about nothing";
        }
        if (gate.repeated.has_value() && gate.repeated->question.index >= program.indexes.size()) {
            return "gate " + gate.id + " counts nothing";
        }
    }
    for (const MessageInfo& message : program.messages) {
        for (const auto* pieces : {&message.en, &message.zh}) {
            for (const MessageInfo::Piece& piece : *pieces) {
                const auto* argument = std::get_if<std::uint32_t>(&piece);
                if (argument != nullptr && *argument >= message.arguments.size()) {
                    return "message " + message.id + " lacks an argument";
                }
            }
        }
    }
    return {};
}

/// Every gate of an action is reached exactly once.
std::string find_lost_gate(const Program& program) {
    std::vector<std::uint32_t> reached(program.gates.size());
    for (const ActionInfo& action : program.actions) {
        for (const std::uint32_t gate : action.gates) {
            ++reached[gate];
        }
        for (const ActionInfo::Branch& branch : action.branches) {
            for (const auto& [value, gates] : branch.gates) {
                for (const std::uint32_t gate : gates) {
                    ++reached[gate];
                }
            }
        }
    }
    for (std::size_t i = 0; i < reached.size(); ++i) {
        if (reached[i] != 1) {
            return "gate " + program.gates[i].id + " is dispatched " + std::to_string(reached[i]) +
                   " times";
        }
    }
    return {};
}

}  // namespace

std::uint32_t stack_depth(const Program& program) {
    std::uint32_t deepest = 0;
    for (CodeId code = 0; code < program.code_begin.size(); ++code) {
        CodeChecker checker(program, program.code_begin[code], end_of(program, code));
        static_cast<void>(checker.run());
        deepest = std::max(deepest, checker.deepest());
    }
    return deepest;
}

std::string find_flaw(const Program& program) {
    for (CodeId code = 0; code < program.code_begin.size(); ++code) {
        const std::string flaw =
            CodeChecker(program, program.code_begin[code], end_of(program, code)).run();
        if (!flaw.empty()) {
            return "code " + std::to_string(code) + ": " + flaw;
        }
    }
    const std::string broken = find_broken_index(program);
    return broken.empty() ? find_lost_gate(program) : broken;
}

}  // namespace onus::engine
