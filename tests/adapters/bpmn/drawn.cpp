// SPDX-License-Identifier: Apache-2.0

#include "tests/adapters/bpmn/drawn.h"

#include <algorithm>
#include <utility>

#include <catch2/catch.hpp>

#include "grammar/base/diagnostic_text.h"
#include "tests/adapters/bpmn/checks.h"

namespace onus::bpmn::tests {
namespace {

std::string told_of(const ImportResult& result) {
    std::string told;
    for (const Diagnostic& each : result.diagnostics) {
        told += render(each, Language::kEnglish, [](std::string_view) { return nullptr; });
    }
    return told;
}

}  // namespace

std::string model(const std::string& content, const std::string& more) {
    return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" id=\"defs\">"
           "<process id=\"p\" name=\"Order\">" +
           content + "</process>" + more + "</definitions>";
}
std::string flow(const std::string& id, const std::string& from, const std::string& to,
                 const std::string& name) {
    return "<sequenceFlow id=\"" + id + "\" sourceRef=\"" + from + "\" targetRef=\"" + to +
           "\" name=\"" + name + "\"/>";
}
std::string flow_if(const std::string& id, const std::string& from, const std::string& to,
                    const std::string& condition) {
    return "<sequenceFlow id=\"" + id + "\" sourceRef=\"" + from + "\" targetRef=\"" + to +
           "\"><conditionExpression>" + condition + "</conditionExpression></sequenceFlow>";
}
std::string node(const std::string& kind, const std::string& id, const std::string& name) {
    return "<" + kind + " id=\"" + id + "\" name=\"" + name + "\"/>";
}

Imported imported(const std::string& text, Diagnostics* told) {
    ImportResult result = import("f.bpmn", text);
    INFO(told_of(result));
    REQUIRE(result.imported);
    INFO(result.imported->rulebook);
    CHECK(flaws_of(result.imported->rulebook, result.imported->names) == "");
    for (const InventoryEntry& each : result.imported->inventory) {
        INFO(each.id);
        CHECK((each.fate != Fate::kListed ||
               result.imported->rulebook.find(" " + each.id) != std::string::npos));
    }
    if (told != nullptr) {
        *told = result.diagnostics;
    }
    return std::move(*result.imported);
}
bool tells(const Diagnostics& told, DiagnosticKind kind, const std::string& id) {
    return std::any_of(told.begin(), told.end(), [&](const Diagnostic& each) {
        return each.kind == kind && !each.arguments.empty() && each.arguments[0] == id;
    });
}
bool has(const Imported& imported, const std::string& part) {
    INFO(imported.rulebook << "\n---- lacks: " << part);
    const bool found = imported.rulebook.find(part) != std::string::npos;
    CHECK(found);
    return found;
}
const InventoryEntry& entry(const Imported& imported, const std::string& id) {
    return *std::find_if(imported.inventory.begin(), imported.inventory.end(),
                         [&](const InventoryEntry& each) { return each.id == id; });
}

}  // namespace onus::bpmn::tests
