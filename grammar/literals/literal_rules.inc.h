// SPDX-License-Identifier: Apache-2.0
//
// Internal to grammar/literals/*.cpp, which alone may see Boost.Spirit: the rules that several
// literals share. They read the folded text of a `LiteralText` and give views into it.

#pragma once

#include <string_view>

#include <boost/spirit/home/x3/auxiliary/eoi.hpp>
#include <boost/spirit/home/x3/char.hpp>
#include <boost/spirit/home/x3/core.hpp>
#include <boost/spirit/home/x3/directive/raw.hpp>
#include <boost/spirit/home/x3/operator.hpp>
#include <boost/spirit/home/x3/string.hpp>

namespace onus::grammar {
namespace x3 = boost::spirit::x3;

/// Reads the whole of `text`, or says that it has another shape.
template <class Rule>
bool matches(std::string_view text, const Rule& rule) {
    const char* at = text.data();
    return x3::parse(at, text.data() + text.size(), rule >> x3::eoi);
}

/// Stores the view of what the rule read.
template <class Rule>
auto capture(const Rule& rule, std::string_view& out) {
    return x3::raw[rule][([&out](const auto& context) {
        const auto& range = x3::_attr(context);
        out = std::string_view(range.begin(), static_cast<std::size_t>(range.size()));
    })];
}

inline const auto kBlank = -x3::lit(' ');

inline const auto kDigits = +x3::ascii::digit;

/// "-1_000.5"; `decimal_of` checks the groups and the digits.
inline auto number_shape(char separator) {
    return -x3::lit('-') >> kDigits >> *(x3::lit(separator) >> *x3::ascii::digit) >>
           -(x3::lit('.') >> *x3::ascii::digit);
}

}  // namespace onus::grammar
