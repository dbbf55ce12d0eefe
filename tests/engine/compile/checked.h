// SPDX-License-Identifier: Apache-2.0
//
// Rulebooks for tests of the checker: parsed, checked together, with what was reported as text.

#pragma once

#include <deque>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "engine/compile/check.h"
#include "grammar/base/diagnostic_text.h"
#include "grammar/name_table.h"
#include "grammar/parser.h"

namespace onus::engine::testing {

inline Source read_file(const std::string& path) {
    const std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return {path.substr(path.rfind('/') + 1), text.str()};
}

/// Rulebooks that are checked together.
class Rulebooks {
  public:
    void add(Source source, grammar::NameTable names = {}) {
        sources_.push_back(std::move(source));
        names_.push_back(std::move(names));
        parsed_.push_back(grammar::parse(sources_.back(), names_.back()));
    }

    void add_text(std::string text) {
        add({"book" + std::to_string(sources_.size()) + ".onus", std::move(text)});
    }

    /// What the parser and the checker say.
    CheckResult check() const {
        std::vector<RulebookSource> books;
        Diagnostics diagnostics;
        for (std::size_t i = 0; i < sources_.size(); ++i) {
            const Diagnostics& own = parsed_[i].diagnostics;
            diagnostics.insert(diagnostics.end(), own.begin(), own.end());
            books.push_back({&parsed_[i].file, &names_[i]});
        }
        CheckResult result = engine::check(books);
        diagnostics.insert(diagnostics.end(), result.diagnostics.begin(), result.diagnostics.end());
        result.diagnostics = std::move(diagnostics);
        return result;
    }

    [[nodiscard]] std::string report(const Diagnostics& diagnostics, Language language) const {
        std::string text;
        for (const Diagnostic& diagnostic : diagnostics) {
            text += render(diagnostic, language, [&](std::string_view name) {
                const Source* found = nullptr;
                for (const Source& source : sources_) {
                    found = source.name == name ? &source : found;
                }
                return found;
            });
            text += "\n";
        }
        return text;
    }

  private:
    std::deque<Source> sources_;
    std::deque<grammar::NameTable> names_;
    std::deque<grammar::ParseResult> parsed_;
};

/// Codes of what is reported, in order.
inline std::vector<std::string> codes_of(const Diagnostics& diagnostics) {
    std::vector<std::string> codes;
    for (const Diagnostic& diagnostic : diagnostics) {
        codes.emplace_back(code_of(diagnostic.kind));
    }
    return codes;
}

}  // namespace onus::engine::testing
