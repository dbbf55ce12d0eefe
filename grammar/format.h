// SPDX-License-Identifier: Apache-2.0
//
// The one look of a rulebook, in either language.

#pragma once

#include <string>

#include "grammar/ast/file.h"
#include "grammar/base/language.h"
#include "grammar/base/source.h"
#include "grammar/name_table.h"

namespace onus::grammar {

/// The file in its canonical look, with the words of language `to`. There are no options.
///
/// Keywords come from the tree and names through the name table; of a message with a twin the text
/// in the file's language comes first. Parsing the result gives the same tree, formatting it again
/// the same text, and translating there and back the formatted original. Comments stay with what
/// they stand at. Declarations that are broken, and text that was not read, are left as they are.
///
/// REQUIRES: `file` was parsed from `source` with `names`.
[[nodiscard]] std::string format(const ast::File& file, const Source& source, Language to,
                                 const NameTable& names);

}  // namespace onus::grammar
