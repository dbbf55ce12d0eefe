// SPDX-License-Identifier: Apache-2.0
//
// Which ways of a process exclude each other, as far as its conditions tell: what a gateway is
// called and of which kind it is.

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "adapters/bpmn/diagram.h"
#include "adapters/bpmn/outline.h"

namespace onus::bpmn {

/// "decision is approved or decision is rejected": a field and values that it may have.
struct Choice {
    std::string field;
    std::set<std::string> values;
};
/// Nothing if the condition is of another kind.
[[nodiscard]] std::optional<Choice> choice_in(const std::string& condition, Language language);

class Choices {
  public:
    Choices(const OutlineProcess& process, Language language);

    /// Of the gateway where the ways to a step meet.
    [[nodiscard]] NodeKind join_of(std::uint32_t step) const;
    /// Of the gateway where ways with these conditions part.
    [[nodiscard]] NodeKind split_of(const std::vector<std::string>& conditions) const;
    /// What is asked there: "decision?".
    [[nodiscard]] std::string question_of(const std::vector<std::string>& conditions) const;
    /// Its answer: "approved".
    [[nodiscard]] std::string answer_of(const std::string& condition,
                                        const std::string& question) const;

  private:
    /// What has been answered on a way: (step, field) and the answers.
    using Answered = std::map<std::pair<std::uint32_t, std::string>, std::set<std::string>>;
    using Ways = std::vector<Answered>;

    void find_ways();
    [[nodiscard]] Ways ways_by(const Predecessor& before) const;
    [[nodiscard]] static Answered common(const Ways& ways);

    const OutlineProcess& process_;
    Language language_;
    std::vector<Ways> ways_;  ///< by step; empty in a very large process
};

}  // namespace onus::bpmn
