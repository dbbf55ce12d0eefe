// SPDX-License-Identifier: Apache-2.0

#include "grammar/antlr_shapes.h"
#include "grammar/base/text.h"

namespace onus::grammar {

char32_t shape_of(char32_t code_point) {
    if (code_point == U'，') {
        return U'、';  // A wide comma separates items, never the thousands of an amount.
    }
    const char32_t c = narrow_width(code_point);
    if (c >= U' ' && c < 0x7F) {
        return c;
    }
    switch (c) {
        case U'\t':
        case U'\n':
        case U'\r':
        case U'“':
        case U'”':
        case U'「':
        case U'」':
        case U'、':
        case U'。':
        case U'≤':
        case U'≥':
        case U'≠':
        case U'×':
        case U'÷':
        case U'¥':
        case U'£':
        case U'€':
        case U'年':
        case U'月':
        case U'日':
            return c;
        case U'\u00A0':  // A space that does not break, from word processors.
            return U' ';
        default:
            return is_name_part(c) ? kLetterShape : kSignShape;
    }
}

void ShapeStream::assign(std::string_view piece, std::uint32_t offset) {
    shapes_.clear();
    offsets_.clear();
    index_ = 0;
    for (std::size_t at = 0; at < piece.size();) {
        offsets_.push_back(offset + static_cast<std::uint32_t>(at));
        shapes_.push_back(shape_of(next_code_point(piece, at)));
    }
    offsets_.push_back(offset + static_cast<std::uint32_t>(piece.size()));
}

std::size_t ShapeStream::LA(ssize_t distance) {
    const std::size_t at = distance > 0 ? index_ + static_cast<std::size_t>(distance) - 1
                                        : index_ - static_cast<std::size_t>(-distance);
    return at < shapes_.size() ? static_cast<std::size_t>(shapes_[at]) : antlr4::IntStream::EOF;
}

std::string ShapeStream::getText(const antlr4::misc::Interval& interval) {
    static_cast<void>(interval);
    return {};
}

}  // namespace onus::grammar
