// SPDX-License-Identifier: Apache-2.0
//
// S02: a rule that adds nothing to a stricter one. Random rulebooks are judged by trying every
// input of their small domains, without the checker's code.

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/engine/compile/checked.h"

namespace onus::engine {
namespace {

using Codes = std::vector<std::string>;

constexpr const char* kShop = R"(rulebook shop
  level company
  effective 2025-01-01
  owner office.head
  currency CNY
role clerk
record order
  number   : text unique
  channel  : one of store, online, telephone
  urgent   : yes_no
  items    : number
  amount   : money
  seller   : person
action submit (order) by clerk
  creates order
action approve (order) by clerk
)";

Diagnostics reported(const std::string& declarations) {
    testing::Rulebooks books;
    books.add_text(std::string(kShop) + declarations);
    return books.check().diagnostics;
}

std::string rule(const std::string& name, const std::string& condition,
                 const std::string& requirement, const std::string& outcome,
                 const std::string& more = {}) {
    return "rule " + name + "\n  when submit " + condition + "\n  require " + requirement +
           "\n  otherwise " + outcome + " \"No.\"\n" + more;
}

const Codes kShadowed = {"N0449"};
const std::string kBlock500 = rule("strict", "", "order.amount at most ¥500", "block");

TEST_CASE("check: a rule that a stricter one covers is reported with a case") {
    const Diagnostics found =
        reported(kBlock500 + rule("weak", "", "order.amount at most ¥600", "warn"));
    REQUIRE(testing::codes_of(found) == kShadowed);
    CHECK(found.front().arguments ==
          std::vector<std::string>{"weak", "strict", "order.amount = ¥600.01"});
    CHECK(found.front().related.size() == 1);
    CHECK(found.front().span.begin < found.front().span.end);
}

TEST_CASE("check: what covers a rule") {
    const auto with = [](const std::string& weak) {
        return testing::codes_of(reported(kBlock500 + weak));
    };
    const std::string limit = "order.amount at most ¥500";
    CHECK(with(rule("weak", "", limit, "warn")) == kShadowed);
    CHECK(with(rule("weak", "if order.channel is store", limit, "hold")) == kShadowed);
    CHECK(with(rule("weak", "", "order.amount at most ¥499", "warn")) == Codes{});
    // Equal and later.
    CHECK(with(rule("weak", "", limit, "block")) == kShadowed);
    // What depends on persons only makes it rarer.
    CHECK(with(rule("weak", "if order.seller is actor", limit, "warn")) == kShadowed);
    CHECK(with(rule("weak", "", limit + " or order.seller is actor", "warn")) == kShadowed);
    CHECK(with(rule("weak", "", limit + " and order.seller is actor", "warn")) == Codes{});
    // Another action, another rule's exception.
    CHECK(with("rule weak\n  when approve\n  require " + limit + "\n  otherwise warn \"No.\"\n") ==
          Codes{});
}

TEST_CASE("check: a rule with consequences of its own is not covered") {
    const std::string limit = "order.amount at most ¥600";
    const auto with = [](const std::string& weak) {
        return testing::codes_of(reported(kBlock500 + weak));
    };
    CHECK(with(rule("weak", "", limit, "warn", "  violated notify actor \"No.\"\n")) == Codes{});
    CHECK(with(rule("weak", "", limit, "warn",
                    "duty look\n  when forced weak\n  bearer actor.supervisor\n  must decide\n"
                    "  within 1 day\n")) == Codes{});
    CHECK(with(rule("weak", "", limit, "warn",
                    "rule often\n  when submit\n  require count of forced weak by actor in the "
                    "last 30 days less than 3\n  otherwise block \"No.\"\n")) == Codes{});
    CHECK(with("rule weak\n  cite \"Manual 7\"\n  when submit\n  require " + limit +
               "\n  otherwise warn \"No.\"\n") == Codes{});
}

TEST_CASE("check: only a finding that is discharged with the other one is covered") {
    const std::string limit = "order.amount at most ¥600";
    const auto with = [&](const std::string& strict, const std::string& weak) {
        return testing::codes_of(reported(rule("strict", "", "order.amount at most ¥500", strict) +
                                          rule("weak", "", limit, weak)));
    };
    CHECK(with("warn", "warn") == kShadowed);
    CHECK(with("warn", "note") == kShadowed);
    CHECK(with("warn", "block") == Codes{});
    CHECK(with("hold", "hold") == kShadowed);
    CHECK(with("hold", "warn") == Codes{});  // the reason is still needed
    CHECK(with("hold for clerk", "hold") == Codes{});
    CHECK(with("hold for clerk answer within 1 day", "hold for clerk answer within 2 days") ==
          Codes{});
}

TEST_CASE("check: the law repeated below it is reported, the law itself never") {
    const auto book = [](const std::string& header, const std::string& limit) {
        return "rulebook " + header + "\n  effective 2025-01-01\n  owner office.head\n" + limit;
    };
    const std::string law =
        book("law_book\n  level law",
             "action sale (days: number) by anyone\nrule law_limit\n  when sale\n"
             "  require days at most 5\n  otherwise block \"No.\"\n");
    const auto with = [&](const std::string& limit) {
        testing::Rulebooks books;
        books.add_text(law);
        books.add_text(
            "rulebook shop\n  level company\n  effective 2025-01-01\n"
            "  owner office.head\n  use law_book\nrule own_limit\n  when sale\n"
            "  require days at most " +
            limit + "\n  otherwise block \"No.\"\n");
        return testing::codes_of(books.check().diagnostics);
    };
    CHECK(with("6") == kShadowed);
    CHECK(with("4") == Codes{});
}

TEST_CASE("check: values beside the limits are thought of") {
    const auto with = [](const std::string& strict, const std::string& weak) {
        return testing::codes_of(
            reported(rule("strict", "", strict, "block") + rule("weak", "", weak, "warn")));
    };
    // 5.005 breaks the second alone.
    CHECK(with("order.items at most 5 or order.items at least 5.01", "order.items at most 5") ==
          Codes{});
    CHECK(with("order.items is not 5 and order.items is not 5.01",
               "order.items less than 5 or order.items more than 5.01") == Codes{});
}

// ---- random rulebooks

class Dice {
  public:
    explicit Dice(std::uint32_t seed) : state_(seed) {}
    std::uint32_t roll(std::uint32_t sides) {
        state_ = state_ * 1664525U + 1013904223U;
        return (state_ >> 16U) % sides;
    }

  private:
    std::uint32_t state_;
};

struct Input {
    std::uint32_t channel = 0;
    bool urgent = false;
    int half_items = 0;
};

/// One comparison or two, joined.
struct Term {
    std::uint32_t kind = 0;
    int value = 0;
    bool negated = false;

    static Term random(Dice& dice) {
        return {dice.roll(4), static_cast<int>(dice.roll(3)) + 1, dice.roll(2) == 1};
    }

    [[nodiscard]] std::string text() const {
        static constexpr std::array<const char*, 4> kChannels = {"", "store", "online",
                                                                 "telephone"};
        const std::string number = std::to_string(value);
        switch (kind) {
            case 0:
                return std::string("order.channel is ") + (negated ? "not " : "") +
                       kChannels.at(static_cast<std::size_t>(value));
            case 1:
                return std::string("order.urgent is ") + (negated ? "no" : "yes");
            case 2:
                return std::string("order.items ") + (negated ? "more than " : "at most ") + number;
            default:
                return std::string("order.items is ") + (negated ? "not " : "") + number;
        }
    }

    [[nodiscard]] bool holds(const Input& input) const {
        const bool plain = kind == 0   ? static_cast<int>(input.channel) + 1 == value
                           : kind == 1 ? input.urgent
                           : kind == 2 ? input.half_items <= 2 * value
                                       : input.half_items == 2 * value;
        return plain != negated;
    }
};

struct Phrase {
    Term left;
    Term right;
    std::uint32_t join = 0;  ///< 0 left alone, 1 and, 2 or

    static Phrase random(Dice& dice) {
        return {Term::random(dice), Term::random(dice), dice.roll(3)};
    }
    [[nodiscard]] std::string text() const {
        return join == 0 ? left.text()
                         : left.text() + (join == 1 ? " and " : " or ") + right.text();
    }
    [[nodiscard]] bool holds(const Input& input) const {
        const bool a = left.holds(input);
        return join == 0 ? a : join == 1 ? a && right.holds(input) : a || right.holds(input);
    }
};

struct RandomRule {
    bool conditional = false;
    Phrase condition;
    Phrase requirement;
    std::uint32_t level = 0;  ///< note, warn, block

    static RandomRule random(Dice& dice) {
        return {dice.roll(2) == 1, Phrase::random(dice), Phrase::random(dice), dice.roll(3)};
    }
    [[nodiscard]] std::string text(const std::string& name) const {
        static constexpr std::array<const char*, 3> kLevels = {"note", "warn", "block"};
        return rule(name, conditional ? "if " + condition.text() : "", requirement.text(),
                    kLevels.at(level));
    }
    [[nodiscard]] bool broken(const Input& input) const {
        return (!conditional || condition.holds(input)) && !requirement.holds(input);
    }
};

std::vector<Input> all_inputs() {
    std::vector<Input> all;
    for (std::uint32_t channel = 0; channel < 3; ++channel) {
        for (const bool urgent : {false, true}) {
            for (int half_items = 0; half_items <= 9; ++half_items) {
                all.push_back({channel, urgent, half_items});
            }
        }
    }
    return all;
}

/// Judged over all inputs: does `weak` add nothing to `strict`?
bool adds_nothing(const RandomRule& strict, std::size_t strict_place, const RandomRule& weak,
                  std::size_t weak_place) {
    bool ever = false;
    bool wider = strict.level > weak.level;
    for (const Input& input : all_inputs()) {
        const bool outer = strict.broken(input);
        const bool inner = weak.broken(input);
        if (inner && !outer) {
            return false;
        }
        ever = ever || inner;
        wider = wider || (outer && !inner);
    }
    return ever && strict.level >= weak.level && (wider || strict_place < weak_place);
}

TEST_CASE("check: in random rulebooks exactly the rules that add nothing are reported") {
    std::size_t judged = 0;
    std::size_t shadowed = 0;
    for (std::uint32_t seed = 1; judged < 600; ++seed) {
        REQUIRE(seed < 10000);
        Dice dice(seed);
        std::array<RandomRule, 3> rules;
        std::string text;
        for (std::size_t i = 0; i < rules.size(); ++i) {
            rules.at(i) = RandomRule::random(dice);
            text += rules.at(i).text("r" + std::to_string(i));
        }
        const Diagnostics found = reported(text);
        if (has_errors(found)) {
            continue;  // contradictions
        }
        ++judged;
        std::set<std::string> alarms;
        for (const Diagnostic& diagnostic : found) {
            if (code_of(diagnostic.kind) == "N0449") {
                alarms.insert(diagnostic.arguments.front());
            }
        }
        std::set<std::string> expected;
        for (std::size_t weak = 0; weak < rules.size(); ++weak) {
            for (std::size_t strict = 0; strict < rules.size(); ++strict) {
                if (strict != weak &&
                    adds_nothing(rules.at(strict), strict, rules.at(weak), weak)) {
                    expected.insert("r" + std::to_string(weak));
                }
            }
        }
        shadowed += expected.size();
        INFO(text);
        CHECK(alarms == expected);
    }
    CHECK(shadowed > 50);
}

}  // namespace
}  // namespace onus::engine
