// SPDX-License-Identifier: Apache-2.0
//
// Where a command of the command line speaks: answers to standard output, everything about them to
// standard error; in words, or as one JSON object a line.

#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "engine/run/data.h"
#include "grammar/base/diagnostic.h"
#include "grammar/base/language.h"
#include "grammar/base/source.h"

namespace onus::adapters {

/// Exit codes of the program.
enum class Exit : int {
    kEffective = 0,     ///< takes effect; clean
    kNotEffective = 1,  ///< does not take effect
    kUsage = 2,         ///< the command line, a file or a command cannot be read
    kRulebook = 3,      ///< a rulebook has mistakes
    kTestsFailed = 4,   ///< a test or an expectation failed
    kInternal = 5,      ///< the program or the store failed
};

struct Console {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    Language language = Language::kEnglish;
    bool json = false;
    bool colour = false;

    /// One of the two texts.
    [[nodiscard]] std::string_view say(std::string_view en, std::string_view zh) const {
        return language == Language::kEnglish ? en : zh;
    }

    /// A line of JSON on standard output.
    void print(const engine::Data& data) const;

    /// Every diagnostic with its place; in JSON as one object with "diagnostics".
    void report(const Diagnostics& diagnostics, const std::vector<Source>& sources = {}) const;
    void report(const Diagnostic& diagnostic, const std::vector<Source>& sources = {}) const {
        report(Diagnostics{diagnostic}, sources);
    }

    /// Reports and gives the exit code that belongs to the kind of mistake.
    [[nodiscard]] Exit fail(const Diagnostic& diagnostic,
                            const std::vector<Source>& sources = {}) const;
};

/// kRulebook for mistakes of rulebooks, kInternal for the store's, kUsage for all others.
[[nodiscard]] Exit exit_code_of(const Diagnostics& diagnostics);

}  // namespace onus::adapters
