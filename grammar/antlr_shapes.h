// SPDX-License-Identifier: Apache-2.0
//
// Internal to the parser: what the generated lexer reads. Not the characters themselves but their
// shapes, which are ASCII almost everywhere (see OnusLexer.g4).

#pragma once

#include <antlr4-runtime.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace onus::grammar {

/// What stands for every letter, mark and digit without a meaning of its own.
inline constexpr char32_t kLetterShape = 1;
/// What stands for every other sign.
inline constexpr char32_t kSignShape = 2;

/// What the lexer sees instead of `code_point`.
[[nodiscard]] char32_t shape_of(char32_t code_point);

/// The shapes of a piece of text, and the byte offset of each.
class ShapeStream : public antlr4::CharStream {
  public:
    /// Replaces the content by `piece`, which begins at byte `offset` of the source.
    void assign(std::string_view piece, std::uint32_t offset);

    /// Byte offset of the shape at `index`; of the end for the index behind the last.
    [[nodiscard]] std::uint32_t offset_of(std::size_t index) const { return offsets_[index]; }

    void consume() override { ++index_; }
    std::size_t LA(ssize_t distance) override;
    ssize_t mark() override { return -1; }
    void release(ssize_t marker) override { static_cast<void>(marker); }
    std::size_t index() override { return index_; }
    void seek(std::size_t index) override { index_ = index; }
    std::size_t size() override { return shapes_.size(); }
    std::string getSourceName() const override { return {}; }
    std::string getText(const antlr4::misc::Interval& interval) override;
    std::string toString() const override { return {}; }

  private:
    std::vector<char32_t> shapes_;
    std::vector<std::uint32_t> offsets_;
    std::size_t index_ = 0;
};

}  // namespace onus::grammar
