// SPDX-License-Identifier: Apache-2.0

#include "tests/grammar/grammar_reader.h"

#include <algorithm>
#include <cctype>

namespace onus::testing {
namespace {

bool is_word(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }

constexpr int kEndless = 1'000'000;

class Reader {
  public:
    /// Words and signs of the file, without its comments.
    explicit Reader(const std::string& text) {
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text.compare(at, 2, "//") == 0) {
                at = std::min(text.find('\n', at), text.size());
            } else if (is_word(text[at])) {
                const std::size_t begin = at;
                while (at + 1 < text.size() && is_word(text[at + 1])) {
                    ++at;
                }
                words_.push_back(text.substr(begin, at + 1 - begin));
            } else if (std::string("[:;|()?*+{}=]").find(text[at]) != std::string::npos) {
                words_.emplace_back(1, text[at]);
            }
        }
    }

    std::map<std::string, Element> run() {
        std::map<std::string, Element> rules;
        while (words_[at_] != "}") {
            ++at_;  // parser grammar OnusParser; options { … }
        }
        ++at_;
        while (at_ < words_.size()) {
            const std::string name = words_[at_];
            at_ += 2;
            rules[name] = choice();
            ++at_;
        }
        return rules;
    }

  private:
    Element choice() {
        Element all{Element::Kind::kChoice, "", {sequence()}};
        while (words_[at_] == "|") {
            ++at_;
            all.parts.push_back(sequence());
        }
        return all.parts.size() == 1 ? all.parts.front() : all;
    }

    Element sequence() {
        Element all{Element::Kind::kSequence, "", {}};
        while (words_[at_] != "|" && words_[at_] != ")" && words_[at_] != ";") {
            Element part = single();
            const std::string suffix = words_[at_];
            if (suffix == "?" || suffix == "*" || suffix == "+") {
                const Element::Kind kind = suffix == "?"   ? Element::Kind::kOptional
                                           : suffix == "*" ? Element::Kind::kStar
                                                           : Element::Kind::kPlus;
                part = Element{kind, "", {part}};
                ++at_;
            }
            all.parts.push_back(part);
        }
        return all;
    }

    Element single() {
        const std::string word = words_[at_++];
        if (word == "(") {
            Element inner = choice();
            ++at_;
            return inner;
        }
        const bool token = std::isupper(static_cast<unsigned char>(word.front())) != 0;
        return {token ? Element::Kind::kToken : Element::Kind::kRule, word, {}};
    }

    std::vector<std::string> words_;
    std::size_t at_ = 0;
};

void add(std::set<std::string>& to, const std::set<std::string>& from) {
    to.insert(from.begin(), from.end());
}

}  // namespace

Grammar::Grammar(const std::string& text) : rules_(Reader(text).run()) { measure(); }

void Grammar::measure() {
    for (const auto& [name, body] : rules_) {
        heights_[name] = kEndless;
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& [name, body] : rules_) {
            const int now = std::min(kEndless, height(body) + 1);
            changed = changed || now < heights_[name];
            heights_[name] = std::min(now, heights_[name]);
        }
    }
}

int Grammar::height(const Element& element) const {
    switch (element.kind) {
        case Element::Kind::kToken:
            return 0;
        case Element::Kind::kRule:
            return heights_.at(element.name);
        case Element::Kind::kOptional:
        case Element::Kind::kStar:
            return 0;
        default:
            break;
    }
    int result = element.kind == Element::Kind::kChoice ? kEndless : 0;
    for (const Element& part : element.parts) {
        result = element.kind == Element::Kind::kChoice ? std::min(result, height(part))
                                                        : std::max(result, height(part));
    }
    return result;
}

bool Grammar::nullable(const Element& element) const {
    const auto is_nullable = [this](const Element& part) { return nullable(part); };
    switch (element.kind) {
        case Element::Kind::kToken:
            return false;
        case Element::Kind::kRule:
            // No rule of the grammar is empty but through its body.
            return element.name != "expr" && nullable(rule(element.name));
        case Element::Kind::kOptional:
        case Element::Kind::kStar:
            return true;
        case Element::Kind::kChoice:
            return std::any_of(element.parts.begin(), element.parts.end(), is_nullable);
        default:
            return std::all_of(element.parts.begin(), element.parts.end(), is_nullable);
    }
}

std::set<std::string> Grammar::first(const Element& element) const {
    std::set<std::string> seen;
    return first_of(element, seen);
}

std::set<std::string> Grammar::first_of(const Element& element, std::set<std::string>& seen) const {
    if (element.kind == Element::Kind::kToken) {
        return {element.name};
    }
    if (element.kind == Element::Kind::kRule) {
        return seen.insert(element.name).second ? first_of(rule(element.name), seen)
                                                : std::set<std::string>();
    }
    std::set<std::string> all;
    for (const Element& part : element.parts) {
        add(all, first_of(part, seen));
        if (element.kind == Element::Kind::kSequence && !nullable(part)) {
            break;
        }
    }
    return all;
}

std::set<std::string> Grammar::continuations(const Element& element) const {
    std::set<std::string> seen;
    return continuations_of(element, seen);
}

std::set<std::string> Grammar::continuations_of(const Element& element,
                                                std::set<std::string>& seen) const {
    std::set<std::string> all;
    switch (element.kind) {
        case Element::Kind::kToken:
            return all;
        case Element::Kind::kRule: {
            if (!seen.insert(element.name).second) {
                return all;
            }
            add(all, continuations_of(rule(element.name), seen));
            // A left-recursive alternative goes on behind the rule itself.
            const Element& body = rule(element.name);
            for (const Element& part : body.parts) {
                if (body.kind == Element::Kind::kChoice && part.parts.size() > 1 &&
                    part.parts.front().name == element.name) {
                    add(all, first({Element::Kind::kSequence,
                                    "",
                                    {part.parts.begin() + 1, part.parts.end()}}));
                }
            }
            return all;
        }
        case Element::Kind::kSequence:
            for (std::size_t i = element.parts.size(); i > 0; --i) {
                const Element& part = element.parts[i - 1];
                add(all, continuations_of(part, seen));
                if (!nullable(part)) {
                    break;
                }
                add(all, first(part));
            }
            return all;
        default:
            break;
    }
    for (const Element& part : element.parts) {
        add(all, continuations_of(part, seen));
        const bool repeats =
            element.kind == Element::Kind::kStar || element.kind == Element::Kind::kPlus;
        add(all, repeats ? first(part) : std::set<std::string>());
    }
    return all;
}

}  // namespace onus::testing
