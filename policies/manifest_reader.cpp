// SPDX-License-Identifier: Apache-2.0

#include "grammar/base/diagnostic_kind.h"
#include "policies/pack.h"
#include "policies/yaml_node.h"
#include "policies/yaml_report.h"

namespace onus::policies {
namespace {

std::optional<std::vector<ManifestName>> names(YamlReport& report, const YamlNode& map,
                                               const std::string& key) {
    const YamlNode* const node = YamlReport::optional(map, key);
    if (node == nullptr) {
        return std::nullopt;
    }
    std::vector<ManifestName> result;
    for (const YamlNode* item : report.texts(*node, key)) {
        result.push_back({item->text, item->span});
    }
    return result;
}

std::optional<ManifestName> one_name(YamlReport& report, const YamlNode& map,
                                     const std::string& key) {
    const YamlNode* const node = YamlReport::optional(map, key);
    if (node == nullptr || !report.text(*node, key)) {
        return std::nullopt;
    }
    return ManifestName{node->text, node->span};
}

std::optional<Language> language_of(YamlReport& report, const YamlNode& map) {
    const std::optional<ManifestName> word = one_name(report, map, "language");
    if (!word) {
        return std::nullopt;
    }
    if (word->text == "en") {
        return Language::kEnglish;
    }
    if (word->text == "zh") {
        return Language::kChinese;
    }
    report.add(DiagnosticKind::kPackLanguageUnknown, word->span, {word->text});
    return std::nullopt;
}

}  // namespace

Reading<Manifest> read_manifest(const Source& source, const ReadLimits& limits) {
    Reading<Manifest> reading;
    const YamlNodePtr root = parse_yaml(source, limits, reading.diagnostics);
    if (root == nullptr) {
        return reading;
    }
    YamlReport report(source);
    Manifest manifest;
    if (report.is_map(
            *root, "onus.yaml",
            {"name", "language", "rulebooks", "use", "organisation", "calendars", "ledger"})) {
        if (const auto name = one_name(report, *root, "name")) {
            manifest.name = name->text;
        }
        manifest.language = language_of(report, *root);
        manifest.rulebooks = names(report, *root, "rulebooks");
        manifest.uses = names(report, *root, "use").value_or(std::vector<ManifestName>{});
        manifest.organisation = one_name(report, *root, "organisation");
        manifest.calendars = names(report, *root, "calendars");
        if (const auto ledger = one_name(report, *root, "ledger")) {
            manifest.ledger = ledger->text;
        }
    }
    Diagnostics found = report.take();
    reading.diagnostics.insert(reading.diagnostics.end(), found.begin(), found.end());
    if (!has_errors(reading.diagnostics)) {
        reading.value = std::move(manifest);
    }
    return reading;
}

}  // namespace onus::policies
