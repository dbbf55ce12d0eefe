// SPDX-License-Identifier: Apache-2.0
//
// The project's own files as text, for rules about the tree itself.

#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace onus::tidy {

struct File {
    /// From the project's root, with forward slashes.
    std::string path;
    std::vector<std::string> lines;

    [[nodiscard]] bool ends_with(std::string_view ending) const;
    [[nodiscard]] bool in(std::string_view folder) const;
    [[nodiscard]] std::string folder() const;
    [[nodiscard]] bool is_cpp() const { return ends_with(".cpp") || ends_with(".h"); }
};

/// Text files below grammar, engine, policies, adapters, tests and examples, sorted by path.
[[nodiscard]] const std::vector<File>& files();

/// Names at the root of the tree, without those that .gitignore lists.
[[nodiscard]] std::vector<std::string> top_level();

/// A line of C++ without its comment and without what stands in quotation marks.
[[nodiscard]] std::string code_of(std::string_view line);

/// True if `word` stands in `text` between characters that cannot belong to a name.
[[nodiscard]] bool has_word(std::string_view text, std::string_view word);

/// What a line includes: the path between the marks, and whether they are quotation marks.
struct Include {
    std::string path;
    bool quoted = false;
};
[[nodiscard]] std::vector<Include> includes_of(std::string_view line);

/// "path:line: text", one for each line of each file for which `rule` has something to say.
using LineRule = std::function<std::string(const File&, const std::string& line)>;
[[nodiscard]] std::string broken(const LineRule& rule);

/// "path: text", the same for whole files.
[[nodiscard]] std::string broken_files(const std::function<std::string(const File&)>& rule);

}  // namespace onus::tidy
