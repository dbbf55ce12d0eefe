// SPDX-License-Identifier: Apache-2.0
#include "engine/run/condition_words.h"

#include <utility>

namespace onus::engine {

namespace {

/// Runs the code with words in place of values. The comparisons have words; the values that go into
/// them need none, so that a name is enough where there is one.
class Words {
  public:
    Words(const Program& program, const std::vector<ParameterInfo>& parameters)
        : program_(program), parameters_(parameters) {}

    Bilingual of(CodeId condition) {
        for (std::uint32_t at = program_.code_begin[condition]; at < program_.code.size(); ++at) {
            const Instruction& each = program_.code[at];
            if (each.op == Op::kReturn) {
                return stack_.size() == 1 ? stack_.back() : all_;
            }
            if (!step(each)) {
                each_clause(at);
                return all_;
            }
        }
        return all_;
    }

  private:
    /// False for what cannot be followed.
    bool step(const Instruction& each) {
        switch (each.op) {
            case Op::kConstant:
            case Op::kVariable:
            case Op::kSpecial:
            case Op::kHolder:
            case Op::kTraced:
                stack_.push_back({});
                return true;
            case Op::kParam:
                stack_.push_back(each.c < parameters_.size() ? parameters_[each.c].shown
                                                             : Bilingual{});
                return true;
            case Op::kParamField:
                stack_.push_back(field(each));
                return true;
            case Op::kSkipIfNo:
            case Op::kSkipIfYes:
                return true;
            case Op::kField:
            case Op::kPrevious:
            case Op::kPerson:
            case Op::kDatePart:
            case Op::kNegate:
            case Op::kDutyField:
            case Op::kMoneyRound:
            case Op::kLocalTime:
                return replace(1, {});
            case Op::kAdd:
            case Op::kSubtract:
            case Op::kMultiply:
            case Op::kDivide:
                return replace(2, {});
            case Op::kCall:
                return replace(program_.definitions[each.c].parameter_count, {});
            case Op::kTable:
                return replace(program_.tables[each.c].parameter_count, {});
            case Op::kList:
            case Op::kHighest:
                return replace(each.c, {});
            case Op::kStruct:
                return replace(each.b, {});
            case Op::kCompare:
            case Op::kIn:
            case Op::kHasRole:
                return compare(each.c);
            case Op::kNot:
                return around("not (", ")", "并非（", "）");
            case Op::kGiven:
                return around("", " is given", "", "已填写");
            case Op::kMissing:
                return around("", " is missing", "", "未填写");
            case Op::kAnd:
                return both(" and ", "，且");
            case Op::kOr:
                return both(" or ", "，或");
            default:
                return false;
        }
    }

    [[nodiscard]] Bilingual field(const Instruction& each) const {
        if (each.a >= parameters_.size() ||
            parameters_[each.a].type.ref >= program_.records.size()) {
            return {};
        }
        const auto& fields = program_.records[parameters_[each.a].type.ref].fields;
        return each.c < fields.size() ? program_.fields[fields[each.c]].shown : Bilingual{};
    }

    bool replace(std::size_t count, Bilingual words) {
        if (stack_.size() < count) {
            return false;
        }
        stack_.resize(stack_.size() - count);
        stack_.push_back(std::move(words));
        return true;
    }

    bool compare(std::uint32_t clause) {
        const Bilingual& words = program_.clauses[clause].text;
        add_to_all(words);
        return replace(2, words);
    }

    bool around(const char* before, const char* after, const char* before_zh,
                const char* after_zh) {
        if (stack_.empty() || stack_.back().en.empty()) {
            return !stack_.empty();
        }
        Bilingual& words = stack_.back();
        words = {before + words.en + after, before_zh + words.zh + after_zh};
        return true;
    }

    bool both(const char* word, const char* word_zh) {
        if (stack_.size() < 2) {
            return false;
        }
        const Bilingual right = std::exchange(stack_.back(), {});
        stack_.pop_back();
        Bilingual& left = stack_.back();
        const bool joins = !left.en.empty() && !right.en.empty();
        left.en += (joins ? word : "") + right.en;
        left.zh += (joins ? word_zh : "") + right.zh;
        return true;
    }

    void add_to_all(const Bilingual& words) {
        all_.en += (all_.en.empty() ? "" : "; ") + words.en;
        all_.zh += (all_.zh.empty() ? "" : "；") + words.zh;
    }

    /// Where the whole cannot be put together its comparisons are named, in their order.
    void each_clause(std::uint32_t from) {
        for (std::uint32_t at = from; program_.code[at].op != Op::kReturn; ++at) {
            const Op op = program_.code[at].op;
            if (op == Op::kCompare || op == Op::kIn || op == Op::kHasRole) {
                add_to_all(program_.clauses[program_.code[at].c].text);
            }
        }
    }

    const Program& program_;
    const std::vector<ParameterInfo>& parameters_;
    std::vector<Bilingual> stack_;
    Bilingual all_;
};

}  // namespace

Bilingual words_of_condition(const Program& program, CodeId condition,
                             const std::vector<ParameterInfo>& parameters) {
    return condition == kNoCode ? Bilingual{} : Words(program, parameters).of(condition);
}

}  // namespace onus::engine
