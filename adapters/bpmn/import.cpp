// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/import.h"

#include <utility>

#include "adapters/bpmn/outline_builder.h"
#include "adapters/bpmn/outline_text.h"
#include "adapters/bpmn/reader.h"

namespace onus::bpmn {

ImportResult import(const std::string& source_name, std::string_view bytes,
                    const ReadOptions& options) {
    ReadResult read_file = read(source_name, bytes, options);
    ImportResult result;
    result.diagnostics = std::move(read_file.diagnostics);
    result.text = std::move(read_file.text);
    if (!read_file.diagram) {
        return result;
    }
    ImportedOutline made = outline_of(*read_file.diagram, source_name);
    result.diagnostics.insert(result.diagnostics.end(), made.diagnostics.begin(),
                              made.diagnostics.end());
    if (has_errors(result.diagnostics)) {
        return result;
    }
    Imported imported;
    imported.rulebook = rulebook_text(made.outline, made.inventory);
    imported.names = names_text(made.outline);
    imported.outline = std::move(made.outline);
    imported.inventory = std::move(made.inventory);
    result.imported = std::move(imported);
    return result;
}

}  // namespace onus::bpmn
