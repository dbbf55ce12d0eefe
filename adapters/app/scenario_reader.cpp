// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>

#include "adapters/app/scenario.h"
#include "grammar/base/diagnostic_kind.h"
#include "policies/yaml_node.h"
#include "policies/yaml_report.h"

namespace onus::adapters {
namespace {

using engine::DataKind;
using policies::YamlEntry;
using policies::YamlNode;
using policies::YamlReport;

const std::vector<std::string> kStepOnly = {"say", "expect", "title", "beat"};
const std::vector<std::string> kBeats = {"pain", "rule", "action", "finding", "report"};
constexpr auto kCommandKinds = std::to_array<std::string_view>(
    {"action", "force", "decide", "withdraw", "claim", "delegate", "transfer", "excuse",
     "delivered", "outage", "clock_suspect", "delivery"});
constexpr auto kExpectations = std::to_array<std::string_view>(
    {"verdict", "effective", "log", "violation", "duty", "duty_state", "matter", "share", "gap",
     "notice", "declined", "delay"});
const std::vector<std::string> kDetails = {"from",  "for", "against", "by",  "until", "level",
                                           "times", "of",  "status",  "key", "adds",  "root"};

bool is_number(std::string_view text) {
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    return text.size() > first && text.find_first_not_of("0123456789.", first) == text.npos &&
           text[first] != '.' && text.back() != '.';
}

/// A single value as JSON would have it: what stands in quotes is a text whatever it looks like.
LocatedData scalar(const YamlNode& node, std::string_view text) {
    LocatedData data;
    data.span = node.span;
    data.text = node.text;
    data.kind = DataKind::kText;
    const char first = node.span.begin < text.size() ? text[node.span.begin] : ' ';
    if (first == '"' || first == '\'') {
        return data;
    }
    if (node.text == "true" || node.text == "yes" || node.text == "false" || node.text == "no") {
        data.kind = DataKind::kYesNo;
        data.text = node.text == "true" || node.text == "yes" ? "true" : "false";
    } else if (is_number(node.text)) {
        data.kind = DataKind::kNumber;
    }
    return data;
}

/// The tree of YAML as a payload. REQUIRES: within the limits of the YAML reader.
LocatedData to_data(const YamlNode& node, std::string_view text) {
    if (node.kind == YamlNode::Kind::kText) {
        return scalar(node, text);
    }
    LocatedData data;
    data.span = node.span;
    if (node.kind == YamlNode::Kind::kList) {
        data.kind = DataKind::kList;
        for (const auto& item : node.items) {
            data.items.push_back(to_data(*item, text));
        }
    } else if (node.kind == YamlNode::Kind::kMap) {
        data.kind = DataKind::kObject;
        for (const YamlEntry& entry : node.entries) {
            data.names.push_back(entry.key);
            data.name_spans.push_back(entry.key_span);
            data.items.push_back(to_data(*entry.value, text));
        }
    }
    return data;
}

class ScenarioReader {
  public:
    ScenarioReader(const Source& source, const CommandOptions& options)
        : source_(source), options_(options), report_(source) {}

    std::optional<Scenario> read(const YamlNode& root);
    Diagnostics take() {
        Diagnostics diagnostics = report_.take();
        diagnostics.insert(diagnostics.end(), extra_.begin(), extra_.end());
        std::stable_sort(
            diagnostics.begin(), diagnostics.end(),
            [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
        return diagnostics;
    }

  private:
    engine::Bilingual bilingual(const YamlNode& map, const std::string& key);
    void read_step(const YamlNode& node);
    void read_beat(const YamlNode& node, ScenarioStep& step);
    void read_command(const YamlNode& node, bool moment, ScenarioStep& step);
    void read_expectations(const YamlNode& node, ScenarioStep& step);
    void read_expectation(const YamlNode& node, ScenarioStep& step);

    const Source& source_;
    const CommandOptions& options_;
    YamlReport report_;
    Diagnostics extra_;
    Scenario scenario_;
};

/// A text, or one for each language.
engine::Bilingual ScenarioReader::bilingual(const YamlNode& map, const std::string& key) {
    const YamlNode* const node = YamlReport::optional(map, key);
    if (node == nullptr) {
        return {};
    }
    if (node->kind == YamlNode::Kind::kText) {
        return {node->text, node->text};
    }
    if (!report_.is_map(*node, key, {"en", "zh"})) {
        return {};
    }
    const YamlNode* const en = YamlReport::optional(*node, "en");
    const YamlNode* const zh = YamlReport::optional(*node, "zh");
    engine::Bilingual text{en == nullptr ? "" : en->text, zh == nullptr ? "" : zh->text};
    if (text.en.empty()) {
        text.en = text.zh;
    }
    if (text.zh.empty()) {
        text.zh = text.en;
    }
    return text;
}

void ScenarioReader::read_expectation(const YamlNode& node, ScenarioStep& step) {
    if (!report_.is_map(node, "expect")) {
        return;
    }
    Expectation expectation;
    expectation.span = node.span;
    for (const YamlEntry& entry : node.entries) {
        const bool is_kind =
            std::find(kExpectations.begin(), kExpectations.end(), entry.key) != kExpectations.end();
        if (entry.value->kind != YamlNode::Kind::kText) {
            report_.text(*entry.value, entry.key);
        } else if (is_kind) {
            expectation.kind = entry.key;
            expectation.value = entry.value->text;
        } else if (entry.key == "times" && is_number(entry.value->text) &&
                   entry.value->text.size() < 6) {
            expectation.times = static_cast<std::uint32_t>(std::stoul(entry.value->text));
        } else if (std::find(kDetails.begin(), kDetails.end(), entry.key) != kDetails.end()) {
            expectation.details[entry.key] = entry.value->text;
        } else {
            report_.add_impossible(DiagnosticKind::kYamlUnknownKey, entry.key_span, entry.key,
                                   kDetails);
        }
    }
    if (expectation.kind.empty()) {
        report_.add(DiagnosticKind::kScenarioExpectation, node.span);
    }
    step.expected.push_back(std::move(expectation));
}

void ScenarioReader::read_expectations(const YamlNode& node, ScenarioStep& step) {
    const YamlNode* const expect = YamlReport::optional(node, "expect");
    if (expect == nullptr) {
        return;
    }
    if (expect->kind == YamlNode::Kind::kMap) {
        read_expectation(*expect, step);
    } else if (report_.is_list(*expect, "expect")) {
        for (const auto& item : expect->items) {
            read_expectation(*item, step);
        }
    }
}

void ScenarioReader::read_command(const YamlNode& node, bool moment, ScenarioStep& step) {
    LocatedData data = to_data(node, source_.text);
    if (moment) {
        data.names.emplace_back("tick");
        data.name_spans.push_back(data.span);
        LocatedData yes;
        yes.kind = DataKind::kYesNo;
        yes.text = "true";
        data.items.push_back(std::move(yes));
    }
    CommandOptions options = options_;
    options.ignored = kStepOnly;
    options.id = "step-" + std::to_string(scenario_.steps.size() + 1);
    options.source = "scenario";
    CommandReading reading = adapters::read_command(data, source_.name, options);
    extra_.insert(extra_.end(), reading.diagnostics.begin(), reading.diagnostics.end());
    if (!reading.value) {
        return;
    }
    step.at = reading.value->command.at;
    if (!moment) {
        step.command = std::move(reading.value);
    }
}

void ScenarioReader::read_beat(const YamlNode& node, ScenarioStep& step) {
    const YamlNode* const beat = YamlReport::optional(node, "beat");
    if (beat == nullptr) {
        return;
    }
    const auto found = std::find(kBeats.begin(), kBeats.end(), beat->text);
    if (found == kBeats.end()) {
        report_.add_impossible(DiagnosticKind::kScenarioBeat, beat->span, beat->text, kBeats);
        return;
    }
    step.beat = static_cast<Beat>(1 + (found - kBeats.begin()));
}

void ScenarioReader::read_step(const YamlNode& node) {
    if (!report_.is_map(node, "steps")) {
        return;
    }
    ScenarioStep step;
    step.span = {node.span.begin, node.span.begin + 1};
    step.say = bilingual(node, "say");
    read_beat(node, step);
    read_expectations(node, step);
    const bool moment = std::none_of(
        kCommandKinds.begin(), kCommandKinds.end(),
        [&](std::string_view kind) { return YamlReport::optional(node, kind) != nullptr; });
    if (moment && step.expected.empty() && step.say.en.empty()) {
        report_.add(DiagnosticKind::kScenarioStepEmpty, step.span);
        return;
    }
    read_command(node, moment, step);
    if (!scenario_.steps.empty() && step.at < scenario_.steps.back().at && extra_.empty()) {
        report_.add(DiagnosticKind::kScenarioTimeBackwards, step.span);
    }
    scenario_.steps.push_back(std::move(step));
}

std::optional<Scenario> ScenarioReader::read(const YamlNode& root) {
    if (!report_.is_map(root, "scenario", {"title", "about", "steps"})) {
        return std::nullopt;
    }
    scenario_.title = bilingual(root, "title");
    scenario_.about = bilingual(root, "about");
    const YamlNode* const steps = report_.required(root, "steps");
    if (steps != nullptr && report_.is_list(*steps, "steps")) {
        for (const auto& step : steps->items) {
            read_step(*step);
        }
    }
    return std::move(scenario_);
}

}  // namespace

policies::Reading<Scenario> read_scenario(const Source& source, const CommandOptions& options,
                                          const policies::ReadLimits& limits) {
    policies::Reading<Scenario> reading;
    const policies::YamlNodePtr root = policies::parse_yaml(source, limits, reading.diagnostics);
    if (root == nullptr) {
        return reading;
    }
    ScenarioReader reader(source, options);
    std::optional<Scenario> scenario = reader.read(*root);
    const Diagnostics found = reader.take();
    reading.diagnostics.insert(reading.diagnostics.end(), found.begin(), found.end());
    if (!has_errors(reading.diagnostics)) {
        reading.value = std::move(scenario);
    }
    return reading;
}

}  // namespace onus::adapters
