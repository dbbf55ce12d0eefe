// SPDX-License-Identifier: Apache-2.0
//
// How the tests of literals write down a failure: code, the text at fault and the fix.

#pragma once

#include <string>
#include <string_view>

#include "grammar/base/diagnostic.h"

namespace onus::grammar {

/// E.g. "N0111 [dyas] -> days"; "no failure" for a value.
template <class T>
std::string failure_of(Result<T> (*parse)(std::string_view), std::string_view text) {
    const Result<T> result = parse(text);
    if (result) {
        return "no failure";
    }
    const Diagnostic& diagnostic = result.error();
    if (diagnostic.span.begin > diagnostic.span.end || diagnostic.span.end > text.size()) {
        return "a span outside the text";
    }
    std::string out(code_of(diagnostic.kind));
    out += " [";
    out += text.substr(diagnostic.span.begin, diagnostic.span.end - diagnostic.span.begin);
    out += "]";
    if (diagnostic.fix) {
        out += " -> " + diagnostic.fix->replacement;
    }
    return out;
}

}  // namespace onus::grammar
