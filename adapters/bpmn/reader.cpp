// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/reader.h"

#include "adapters/bpmn/diagram_reader.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::bpmn {

ReadResult read(const std::string& source_name, std::string_view bytes,
                const ReadOptions& options) {
    ReadResult result;
    const auto refuse = [&](Diagnostic diagnostic) {
        diagnostic.source_name = source_name;
        result.diagnostics.push_back(std::move(diagnostic));
    };
    Result<std::string> text = to_utf8(bytes, options);
    if (!text) {
        refuse(std::move(text.error()));
        return result;
    }
    const Source source{source_name, std::move(*text)};
    const Result<XmlTree> tree = read_xml(source, options);
    if (tree) {
        DiagramReader reader(*tree, source_name);
        result.diagram = reader.run();
        result.diagnostics = reader.take_diagnostics();
        if (has_errors(result.diagnostics)) {
            result.diagram.reset();
        }
    } else {
        refuse(tree.error());
    }
    result.text = source.text;
    return result;
}

}  // namespace onus::bpmn
