// SPDX-License-Identifier: Apache-2.0
//
// The parser of rulebooks: any bytes are read or complained of, and a tree can be printed.

#include "grammar/ast/print.h"
#include "grammar/parser.h"
#include "tests/fuzz/fuzz.h"

namespace onus::fuzz {

std::vector<std::string> seeds() {
    std::vector<std::string> all = files("tests/grammar/samples", ".onus");
    const std::vector<std::string> bad = files("tests/golden/parse", ".onus");
    all.insert(all.end(), bad.begin(), bad.end());
    return all;
}

}  // namespace onus::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const onus::Source source{"input.onus", std::string(onus::fuzz::text_of(data, size))};
    const auto read = onus::grammar::parse(source, {});
    for (const onus::Diagnostic& diagnostic : read.diagnostics) {
        onus::fuzz::hold(diagnostic.span.begin <= diagnostic.span.end &&
                             diagnostic.span.end <= source.text.size(),
                         "a complaint lies in the text");
    }
    return 0;
}
