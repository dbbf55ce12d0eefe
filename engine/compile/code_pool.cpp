// SPDX-License-Identifier: Apache-2.0
#include "engine/compile/code_pool.h"

#include <cstring>

namespace onus::engine {

namespace {

/// A key of bytes for a hash map. Parts are of fixed size or carry their length.
class Key {
  public:
    template <class Number>
    Key& add(Number number) {
        static_assert(std::is_trivially_copyable_v<Number>);
        char bytes[sizeof(Number)];
        std::memcpy(bytes, &number, sizeof(Number));
        bytes_.append(bytes, sizeof(Number));
        return *this;
    }
    Key& add_text(std::string_view text) {
        add(text.size());
        bytes_.append(text);
        return *this;
    }
    Key& add_text(const Bilingual& text) { return add_text(text.en).add_text(text.zh); }

    [[nodiscard]] std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

std::uint32_t next_index(std::size_t size) { return static_cast<std::uint32_t>(size); }

}  // namespace

std::string_view CodePool::text(std::string_view text) {
    const auto found = texts_.find(text);
    if (found != texts_.end()) {
        return found->second;
    }
    const std::string_view kept = program_.texts.emplace_back(text);
    texts_.emplace(kept, kept);
    return kept;
}

std::uint32_t CodePool::constant(Value value) {
    std::string key = Key()
                          .add(value.kind)
                          .add(value.duration)
                          .add(value.aux)
                          .add(value.number)
                          .add_text(value.text)
                          .take();
    const auto [entry, is_new] = constants_.emplace(std::move(key), next_index(constants_.size()));
    if (is_new) {
        value.text = text(value.text);
        program_.constants.push_back(value);
    }
    return entry->second;
}

std::uint32_t CodePool::name(std::string_view name) {
    const auto [entry, is_new] = names_.emplace(name, next_index(names_.size()));
    if (is_new) {
        program_.names.emplace_back(name);
    }
    return entry->second;
}

std::uint32_t CodePool::clause(ClauseInfo clause) {
    std::string key = Key()
                          .add_text(clause.text)
                          .add_text(clause.left)
                          .add_text(clause.right)
                          .add(clause.comparison)
                          .add(clause.left_parameter)
                          .add(clause.left_slot)
                          .add(clause.right_parameter)
                          .add(clause.right_slot)
                          .take();
    const auto [entry, is_new] = clauses_.emplace(std::move(key), next_index(clauses_.size()));
    if (is_new) {
        program_.clauses.push_back(std::move(clause));
    }
    return entry->second;
}

std::uint32_t CodePool::question(const HistoryQuestion& question) {
    std::string key = Key()
                          .add(question.index)
                          .add(question.op)
                          .add(question.has_window)
                          .add(question.window)
                          .add(question.has_length)
                          .add(question.key_count)
                          .add(question.result.kind)
                          .add(question.result.duration)
                          .add(question.result.unit_amount)
                          .add(question.result.ref)
                          .take();
    const auto [entry, is_new] = questions_.emplace(std::move(key), next_index(questions_.size()));
    if (is_new) {
        program_.questions.push_back(question);
    }
    return entry->second;
}

CodeId CodePool::code(std::vector<Instruction> instructions) {
    instructions.push_back(Instruction{Op::kReturn, 0, 0, 0});
    std::string key(instructions.size() * sizeof(Instruction), '\0');
    std::memcpy(key.data(), instructions.data(), key.size());
    const auto [entry, is_new] = codes_.emplace(std::move(key), next_index(codes_.size()));
    if (is_new) {
        program_.code_begin.push_back(next_index(program_.code.size()));
        program_.code.insert(program_.code.end(), instructions.begin(), instructions.end());
    }
    return entry->second;
}

}  // namespace onus::engine
