// SPDX-License-Identifier: Apache-2.0

#include "adapters/cli/rulebook_file.h"

#include <utility>

#include "grammar/format.h"
#include "grammar/parser.h"
#include "policies/pack_loader.h"
#include "policies/zone_loader.h"

namespace onus::adapters {

std::string RulebookFile::in(Language language) const {
    return grammar::format(file, source, language, table);
}

RulebookFile read_rulebook_file(const Console& console, const std::string& path) {
    RulebookFile result;
    const policies::LoadResult loaded =
        policies::load_files({{path}, {}, {}}, policies::zones_in());
    if (!loaded.pack) {
        console.report(loaded.diagnostics);
        result.exit = exit_code_of(loaded.diagnostics);
        return result;
    }
    const engine::RulebookText& rulebook = loaded.pack->rulebooks.rulebooks.front();
    result.source = {rulebook.source_name, rulebook.text};
    result.names = rulebook.names;
    const Source table{rulebook.source_name + " (names)", rulebook.names};
    grammar::NameTableResult names = grammar::parse_name_table(table);
    grammar::ParseResult parsed = grammar::parse(result.source, names.table);
    Diagnostics diagnostics = std::move(names.diagnostics);
    diagnostics.insert(diagnostics.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
    if (has_errors(diagnostics)) {
        console.report(diagnostics, {result.source, table});
        result.exit = Exit::kRulebook;
        return result;
    }
    result.table = std::move(names.table);
    result.file = std::move(parsed.file);
    return result;
}

}  // namespace onus::adapters
