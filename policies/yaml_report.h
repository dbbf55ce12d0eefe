// SPDX-License-Identifier: Apache-2.0
//
// Takes values out of a YAML tree and collects everything that is wrong with them. Internal to the
// readers of this folder.
//
// A reader asks for what it expects. Where that is not there, the mistake is noted and the question
// is answered with nothing, so that reading goes on and all mistakes are told at once.

#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/base/civil.h"
#include "grammar/base/diagnostic.h"
#include "grammar/base/source.h"
#include "policies/yaml_node.h"

namespace onus::policies {

class YamlReport {
  public:
    /// REQUIRES: `source` outlives the report.
    explicit YamlReport(const Source& source) : source_(source) {}

    [[nodiscard]] Diagnostics& diagnostics() { return diagnostics_; }

    /// Everything noted, in the order of the text.
    [[nodiscard]] Diagnostics take();

    [[nodiscard]] bool has_errors() const { return onus::has_errors(diagnostics_); }

    Diagnostic& add(DiagnosticKind kind, Span span, std::vector<std::string> arguments = {});

    /// Notes a name that is not among `candidates`; the nearest one, if near, becomes the fix.
    void add_unknown(DiagnosticKind kind, Span span, const std::string& name,
                     const std::vector<std::string>& candidates);

    /// Notes a mistake with the possible words as {1} and the nearest as the fix.
    void add_impossible(DiagnosticKind kind, Span span, const std::string& word,
                        const std::vector<std::string>& possible);

    /// True if the node is a map; its keys besides `known` are noted. `name` is what the node is
    /// called in the file.
    bool is_map(const YamlNode& node, const std::string& name,
                const std::vector<std::string>& known);

    /// True if the node is a map of names of the writer's choice.
    bool is_map(const YamlNode& node, const std::string& name);

    bool is_list(const YamlNode& node, const std::string& name);

    /// The value of `key`; null, and noted, if it is missing or empty.
    const YamlNode* required(const YamlNode& map, const std::string& key);

    /// The value of `key`; null if it is missing or empty.
    static const YamlNode* optional(const YamlNode& map, std::string_view key);

    std::optional<std::string> text(const YamlNode& node, const std::string& name);
    std::optional<std::string> id(const YamlNode& node, const std::string& name);
    std::optional<bool> yes_no(const YamlNode& node, const std::string& name);

    /// A list of single values, or one value alone.
    std::vector<const YamlNode*> texts(const YamlNode& node, const std::string& name);

    /// "2026-10-01" or "2026-10-01 to 2026-10-07", both ends included.
    std::optional<std::pair<CivilDate, CivilDate>> days(const YamlNode& node,
                                                        const std::string& name);

  private:
    const Source& source_;
    Diagnostics diagnostics_;
    // Known keys that a misspelt one was probably meant to be: they are not missing as well.
    std::set<std::pair<const YamlNode*, std::string>> meant_;
};

/// An id: letters of any script, digits, "_", "-", ".".
[[nodiscard]] bool is_id(std::string_view text);

/// Splits "A to B" and "A 至 B"; nothing if there is no such word in between.
[[nodiscard]] std::optional<std::pair<std::string_view, std::string_view>> split_range(
    std::string_view text);

[[nodiscard]] std::string_view trimmed(std::string_view text);

/// The candidate nearest to `word`, if it is near enough to be meant.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word,
                                                 const std::vector<std::string>& candidates);

}  // namespace onus::policies
