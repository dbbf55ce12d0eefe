// SPDX-License-Identifier: Apache-2.0
//
// Reads OnusParser.g4 as data, so that tests can ask what the grammar allows and write sentences of
// it.

#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace onus::testing {

/// A part of a rule's body.
struct Element {
    enum class Kind { kToken, kRule, kSequence, kChoice, kOptional, kStar, kPlus };
    Kind kind{};
    std::string name;            ///< of a token or a rule
    std::vector<Element> parts;  ///< of the others
};

class Grammar {
  public:
    explicit Grammar(const std::string& text);

    [[nodiscard]] const Element& rule(const std::string& name) const { return rules_.at(name); }

    /// Steps that the shortest sentence of an element needs.
    [[nodiscard]] int height(const Element& element) const;

    [[nodiscard]] bool nullable(const Element& element) const;

    /// Tokens with which a sentence may begin.
    [[nodiscard]] std::set<std::string> first(const Element& element) const;

    /// Tokens that may go on with a sentence that could also end.
    [[nodiscard]] std::set<std::string> continuations(const Element& element) const;

  private:
    [[nodiscard]] std::set<std::string> first_of(const Element& element,
                                                 std::set<std::string>& seen) const;
    [[nodiscard]] std::set<std::string> continuations_of(const Element& element,
                                                         std::set<std::string>& seen) const;
    void measure();

    std::map<std::string, Element> rules_;
    std::map<std::string, int> heights_;
};

}  // namespace onus::testing
