// SPDX-License-Identifier: Apache-2.0

#include "grammar/literals/number_literal.h"

#include "grammar/base/diagnostic_kind.h"
#include "grammar/literals/literal_rules.inc.h"
#include "grammar/literals/literal_text.h"

namespace onus::grammar {

Result<Decimal> parse_number(std::string_view text) {
    const LiteralText literal(text);
    if (!matches(literal.folded(), number_shape('_'))) {
        return literal.error(DiagnosticKind::kMalformedNumber, literal.folded());
    }
    return decimal_of(literal, literal.folded(), '_');
}

}  // namespace onus::grammar
