// SPDX-License-Identifier: Apache-2.0

#include "grammar/literals/percent_literal.h"

#include "grammar/base/diagnostic_kind.h"
#include "grammar/literals/literal_rules.inc.h"
#include "grammar/literals/literal_text.h"

namespace onus::grammar {

Result<Decimal> parse_percent(std::string_view text) {
    const LiteralText literal(text);
    std::string_view number;
    if (matches(literal.folded(), capture(number_shape('_'), number) >> kBlank >> '%')) {
        return decimal_of(literal, number, '_');
    }
    if (matches(literal.folded(), number_shape('_'))) {
        return literal.error_with_fix(DiagnosticKind::kMalformedPercent, literal.folded(),
                                      std::string(literal.folded()) + "%");
    }
    return literal.error(DiagnosticKind::kMalformedPercent, literal.folded());
}

}  // namespace onus::grammar
