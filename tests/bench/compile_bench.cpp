// SPDX-License-Identifier: Apache-2.0
//
// How long a large rulebook takes from text to program, stage by stage.
//
//   onus_bench_compile [RULES] [ROUNDS]      10,000 rules, best of 3 rounds
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>

#include "engine/compile/check.h"
#include "engine/compile/lower.h"
#include "engine/compile/semantic_text.h"
#include "grammar/parser.h"

namespace onus {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kActionCount = 50;
constexpr std::array<const char*, 6> kChannels = {"store", "online",  "phone",
                                                  "agent", "partner", "export"};

std::string header() {
    std::string text = R"(rulebook load "A large rulebook"
  level      company
  effective  2025-07-01
  owner      sales.head
  calendar   cn_retail
  currency   CNY

role clerk    reports to manager
role manager

record order
  number   : text    unique
  seller   : person
  channel  : one of )";
    for (std::size_t i = 0; i < kChannels.size(); ++i) {
        text += (i == 0 ? "" : ", ") + std::string(kChannels[i]);
    }
    text += R"(
  amount   : money
  promised : days
  closes   : date

define limit (order) : money is 5 ten thousand yuan
  except far if order.channel is export then 20 ten thousand yuan

)";
    for (int i = 0; i < kActionCount; ++i) {
        text +=
            "action submit_" + std::to_string(i) + " (order) by clerk\n  changes order.amount\n";
    }
    return text + "\n";
}

/// Every tenth rule asks history; every fifth is a duty beside a rule.
std::string rule(int i) {
    const std::string number = std::to_string(i);
    const std::string action = "submit_" + std::to_string(i % kActionCount);
    const char* channel = kChannels[static_cast<std::size_t>(i) % kChannels.size()];
    std::string text = "rule r" + number + " \"Rule " + number + "\" \"规则" + number + "\"\n";
    text += "  cite      \"Manual " + number + "\"\n";
    text += "  when      " + action + " if order.channel is " + channel +
            " and order.amount more than ¥" + std::to_string(1000 + i) + "\n";
    if (i % 10 == 0) {
        text += "  require   count of " + action + " by actor in the last 30 days less than " +
                std::to_string(5 + i % 90) + "\n";
    } else {
        text += "  require   order.promised at most " + std::to_string(1 + i % 60) +
                " days and order.amount at most limit(order)\n";
    }
    text +=
        "  otherwise warn \"Order {order.number} promises {order.promised}.\" "
        "\"订单 {order.number} 承诺 {order.promised}。\"\n\n";
    if (i % 5 == 0) {
        text += "duty d" + number + "\n  when      forced r" + number +
                "\n  bearer    actor.supervisor\n  must      decide\n  within    24 hours\n"
                "  overdue   log late_" +
                number + " against bearer\n\n";
    }
    return text;
}

double ms_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

struct Times {
    double parse = 1e9;
    double check = 1e9;
    double lower = 1e9;
    double hash = 1e9;
};

int number_of(const char* text, int otherwise) {
    int value = otherwise;
    std::from_chars(text, text + std::strlen(text), value);
    return value;
}

int run(int rules, int rounds) {
    Source source{"load.onus", header()};
    for (int i = 0; i < rules; ++i) {
        source.text += rule(i);
    }
    const grammar::NameTable names;
    Times best;
    std::shared_ptr<const engine::Program> program;
    for (int round = 0; round < rounds; ++round) {
        auto start = Clock::now();
        const grammar::ParseResult parsed = grammar::parse(source, names);
        best.parse = std::min(best.parse, ms_since(start));
        start = Clock::now();
        const engine::CheckResult checked = engine::check({{&parsed.file, &names}});
        best.check = std::min(best.check, ms_since(start));
        for (const Diagnostics& diagnostics : {parsed.diagnostics, checked.diagnostics}) {
            for (const Diagnostic& diagnostic : diagnostics) {
                if (severity_of(diagnostic.kind) == Severity::kError) {
                    std::printf("a mistake at offset %u, kind %d\n", diagnostic.span.begin,
                                static_cast<int>(diagnostic.kind));
                    return 1;
                }
            }
        }
        start = Clock::now();
        program = engine::lower(checked.model);
        best.lower = std::min(best.lower, ms_since(start));
        start = Clock::now();
        static_cast<void>(engine::semantic_hash(checked.model));
        best.hash = std::min(best.hash, ms_since(start));
    }
    std::printf("%d rules, %.1f MB of text\n", rules,
                static_cast<double>(source.text.size()) / 1e6);
    std::printf("parse %8.1f ms\ncheck %8.1f ms\nlower %8.1f ms, of which hash %.1f ms\n",
                best.parse, best.check, best.lower, best.hash);
    std::printf("%zu gates, %zu duties, %zu codes, %zu instructions, %zu indexes\n",
                program->gates.size(), program->duties.size(), program->code_begin.size(),
                program->code.size(), program->indexes.size());
    return 0;
}

}  // namespace
}  // namespace onus

int main(int argc, char** argv) {
    const int rules = argc > 1 ? onus::number_of(argv[1], 10'000) : 10'000;
    const int rounds = argc > 2 ? onus::number_of(argv[2], 3) : 3;
    return onus::run(rules, std::max(rounds, 1));
}
