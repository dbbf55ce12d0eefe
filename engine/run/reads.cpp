// SPDX-License-Identifier: Apache-2.0
#include "engine/run/reads.h"

#include <algorithm>
#include <iterator>

namespace onus::engine {

namespace {

void add(FieldSet& to, const FieldSet& from) {
    FieldSet both;
    std::set_union(to.begin(), to.end(), from.begin(), from.end(), std::back_inserter(both));
    to = std::move(both);
}

}  // namespace

/// Runs one code on sets of fields instead of values. Both ways of a skip are walked: what is
/// passed over joins what was there.
class ReadsWalk {
  public:
    using Frame = std::vector<FieldSet>;

    /// `frame`: what a definition was called with; null for what reads the action's parameters.
    ReadsWalk(Reads& reads, const ActionInfo* action, const Frame* frame = nullptr)
        : reads_(reads), action_(action), frame_(frame) {}

    FieldSet run(CodeId code) {
        const Program& program = reads_.program_;
        if (code == kNoCode) {
            return {};
        }
        const std::size_t end = code + 1 < program.code_begin.size() ? program.code_begin[code + 1]
                                                                     : program.code.size();
        range(program.code_begin[code], end);
        return pop(stack_.size());
    }

  private:
    void range(std::size_t from, std::size_t until) {
        const Program& program = reads_.program_;
        for (std::size_t at = from; at < until; ++at) {
            const Instruction& in = program.code[at];
            if (in.op != Op::kQuantify) {
                step(in);
                continue;
            }
            // An item is made of what the list is; so is the answer, and of the condition.
            FieldSet list = pop(1);
            add(variables_, list);
            range(at + 1, at + 1 + in.c);
            add(list, pop(1));
            stack_.push_back(std::move(list));
            at += in.c;
        }
    }

    /// What the topmost `count` values were made of, together.
    FieldSet pop(std::size_t count) {
        FieldSet all;
        for (; count > 0 && !stack_.empty(); --count) {
            add(all, stack_.back());
            stack_.pop_back();
        }
        return all;
    }

    void step(const Instruction& in) {
        const Program& program = reads_.program_;
        switch (in.op) {
            case Op::kReturn:
            case Op::kSkipIfNo:
            case Op::kSkipIfYes:
                return;
            case Op::kConstant:
            case Op::kSpecial:
            case Op::kTraced:
            case Op::kHolder:
                stack_.emplace_back();
                return;
            case Op::kVariable:
                stack_.push_back(variables_);
                return;
            case Op::kParam:
                stack_.push_back(parameter(in.c));
                return;
            case Op::kParamField:
                stack_.push_back(field(in.a, in.c));
                return;
            case Op::kField:
            case Op::kPrevious:
                add(stack_.back(), {in.c});
                return;
            case Op::kCall:
                call(program.definitions[in.c].parameter_count,
                     [&](const Frame& frame) { return definition(in.c, frame); });
                return;
            case Op::kTable:
                call(program.tables[in.c].parameter_count,
                     [&](const Frame& frame) { return table(in.c, frame); });
                return;
            case Op::kHistory: {
                const HistoryQuestion& question = program.questions[in.c];
                replace(question.key_count + (question.has_length ? 1U : 0U),
                        history(question.index));
                return;
            }
            case Op::kDuty:
                replace(in.a, {});
                return;
            case Op::kList:
            case Op::kHighest:
                replace(in.c, {});
                return;
            case Op::kStruct:
                replace(in.b, {});
                return;
            case Op::kCompare:
            case Op::kIn:
            case Op::kHasRole:
                compare(in.c);
                return;
            case Op::kAdd:
            case Op::kSubtract:
            case Op::kMultiply:
            case Op::kDivide:
            case Op::kAnd:
            case Op::kOr:
                replace(2, {});
                return;
            default:
                return;  // one value of another
        }
    }

    void replace(std::size_t count, const FieldSet& more) {
        FieldSet all = pop(count);
        add(all, more);
        stack_.push_back(std::move(all));
    }

    template <class Called>
    void call(std::size_t count, const Called& called) {
        Frame frame(stack_.end() - static_cast<std::ptrdiff_t>(std::min(count, stack_.size())),
                    stack_.end());
        const FieldSet more = called(frame);
        replace(count, more);
    }

    void compare(std::uint32_t clause) {
        ClauseReads& known = reads_.clauses_[clause];
        const FieldSet right = pop(1);
        FieldSet left = pop(1);
        add(known.left, left);
        add(known.right, right);
        add(left, right);
        stack_.push_back(std::move(left));
    }

    /// A record by itself is its key.
    [[nodiscard]] FieldSet parameter(std::uint32_t index) const {
        if (frame_ != nullptr) {
            return index < frame_->size() ? (*frame_)[index] : everything();
        }
        if (action_ == nullptr || index >= action_->parameters.size()) {
            return everything();
        }
        const ValueType& type = action_->parameters[index].type;
        if (type.kind == ValueKind::kRecord) {
            return {reads_.program_.records[type.ref].key_field};
        }
        return type.kind == ValueKind::kStruct ? all_of(type.ref) : FieldSet();
    }

    [[nodiscard]] FieldSet field(std::uint32_t index, std::uint32_t slot) const {
        if (frame_ != nullptr) {
            return index < frame_->size() ? field_of((*frame_)[index], slot) : everything();
        }
        if (action_ == nullptr || index >= action_->parameters.size()) {
            return everything();
        }
        const ValueType& type = action_->parameters[index].type;
        const bool has_fields = type.kind == ValueKind::kRecord || type.kind == ValueKind::kStruct;
        if (!has_fields || slot >= reads_.program_.records[type.ref].fields.size()) {
            return everything();
        }
        return {reads_.program_.records[type.ref].fields[slot]};
    }

    /// A slot of whatever record the argument of a definition may be: one that it is the key of, or
    /// that it refers to.
    [[nodiscard]] FieldSet field_of(const FieldSet& argument, std::uint32_t slot) const {
        const Program& program = reads_.program_;
        FieldSet all = argument;
        for (const std::uint32_t each : argument) {
            const FieldInfo& info = program.fields[each];
            const bool refers =
                info.type.kind == ValueKind::kRecord || info.type.kind == ValueKind::kStruct;
            for (const std::uint32_t record : {info.record, refers ? info.type.ref : info.record}) {
                if (slot < program.records[record].fields.size()) {
                    add(all, {program.records[record].fields[slot]});
                }
            }
        }
        return all;
    }

    [[nodiscard]] FieldSet all_of(std::uint32_t record) const {
        FieldSet all = reads_.program_.records[record].fields;
        std::sort(all.begin(), all.end());
        return all;
    }

    [[nodiscard]] FieldSet everything() const {
        FieldSet all(reads_.program_.fields.size());
        for (std::uint32_t i = 0; i < all.size(); ++i) {
            all[i] = i;
        }
        return all;
    }

    FieldSet definition(std::uint32_t index, const Frame& frame) {
        const auto key = std::make_pair(index, frame);
        if (const auto known = reads_.definitions_.find(key); known != reads_.definitions_.end()) {
            return known->second;
        }
        const DefinitionInfo& info = reads_.program_.definitions[index];
        const auto body = [&](CodeId code) { return ReadsWalk(reads_, nullptr, &frame).run(code); };
        FieldSet all = body(info.value);
        for (const DefinitionInfo::Exception& exception : info.exceptions) {
            add(all, body(exception.condition));
            add(all, body(exception.value));
        }
        reads_.definitions_.emplace(key, all);
        return all;
    }

    FieldSet table(std::uint32_t index, const Frame& frame) {
        FieldSet all;
        for (const CodeId input : reads_.program_.tables[index].inputs) {
            add(all, ReadsWalk(reads_, nullptr, &frame).run(input));
        }
        return all;
    }

    /// The past actions' values; every action that feeds the index counts.
    FieldSet history(std::uint32_t asked) {
        FieldSet all;
        const Program& program = reads_.program_;
        for (const HistoryIndex& index : program.indexes) {
            if (index.id != program.indexes[asked].id) {
                continue;
            }
            const ActionInfo* const past =
                index.action == kNoIndex ? nullptr : &program.actions[index.action];
            for (const CodeId code : {index.filter, index.measured}) {
                add(all, ReadsWalk(reads_, past).run(code));
            }
        }
        return all;
    }

    Reads& reads_;
    const ActionInfo* action_;
    const Frame* frame_;
    std::vector<FieldSet> stack_;
    FieldSet variables_;
};

FieldSet Reads::of(CodeId code) { return ReadsWalk(*this, action_).run(code); }

const ClauseReads* Reads::clause(std::uint32_t clause) {
    if (!clauses_known_ && action_ != nullptr) {
        const auto walk = [this](CodeId code) { static_cast<void>(of(code)); };
        const auto index = static_cast<std::uint32_t>(action_ - program_.actions.data());
        for (const Gate& gate : program_.gates) {
            if (gate.action == index) {
                walk(gate.condition);
                walk(gate.unless);
                std::for_each(gate.requires_all.begin(), gate.requires_all.end(), walk);
            }
        }
        for (const GrantInfo& grant : action_->grants) {
            walk(grant.condition);
        }
        clauses_known_ = true;
    }
    const auto found = clauses_.find(clause);
    return found == clauses_.end() ? nullptr : &found->second;
}

}  // namespace onus::engine
