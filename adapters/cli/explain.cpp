// SPDX-License-Identifier: Apache-2.0

#include <ostream>

#include "adapters/cli/commands.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/diagnostic_text.h"

namespace onus::adapters {

Exit run_explain(const Console& console, const Arguments& arguments) {
    std::string code = arguments.words.front();
    if (!code.empty() && code[0] == 'n') {
        code[0] = 'N';
    }
    const std::optional<std::string> page = page_of(code, console.language);
    if (!page) {
        return console.fail(failure(DiagnosticKind::kUsageCodeUnknown, {code}).value());
    }
    if (console.json) {
        engine::Data object = engine::object_data();
        engine::set_member(object, "code", engine::text_data(code));
        engine::set_member(object, "en", engine::text_data(*page_of(code, Language::kEnglish)));
        engine::set_member(object, "zh", engine::text_data(*page_of(code, Language::kChinese)));
        console.print(object);
    } else {
        console.out << *page;
    }
    return Exit::kEffective;
}

}  // namespace onus::adapters
