// SPDX-License-Identifier: Apache-2.0

#include "tests/tidy/tree.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace onus::tidy {
namespace {

namespace fs = std::filesystem;

const fs::path& root() {
    static const fs::path kRoot(ONUS_SOURCE_DIR);
    return kRoot;
}

bool is_text(const fs::path& path) {
    static const std::vector<std::string> kEndings = {".cpp",  ".h",  ".def", ".g4",   ".cmake",
                                                      ".txt",  ".md", ".tsv", ".yaml", ".onus",
                                                      ".json", ".py", ".sh"};
    return std::find(kEndings.begin(), kEndings.end(), path.extension().string()) != kEndings.end();
}

File load(const fs::path& path) {
    File file;
    file.path = path.lexically_relative(root()).generic_string();
    std::ifstream stream(path, std::ios::binary);
    for (std::string line; std::getline(stream, line);) {
        file.lines.push_back(std::move(line));
    }
    return file;
}

std::vector<File> load_all() {
    std::vector<File> all;
    for (const char* folder : {"grammar", "engine", "policies", "adapters", "tests", "examples"}) {
        if (!fs::exists(root() / folder)) {
            continue;
        }
        for (const auto& entry : fs::recursive_directory_iterator(root() / folder)) {
            if (entry.is_regular_file() && is_text(entry.path())) {
                all.push_back(load(entry.path()));
            }
        }
    }
    std::sort(all.begin(), all.end(), [](const File& a, const File& b) { return a.path < b.path; });
    return all;
}

bool is_name_character(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

bool File::ends_with(std::string_view ending) const {
    return path.size() >= ending.size() &&
           std::string_view(path).substr(path.size() - ending.size()) == ending;
}

bool File::in(std::string_view folder) const {
    return path.size() > folder.size() && path.compare(0, folder.size(), folder) == 0 &&
           path[folder.size()] == '/';
}

std::string File::folder() const { return path.substr(0, path.rfind('/')); }

const std::vector<File>& files() {
    static const std::vector<File> kFiles = load_all();
    return kFiles;
}

std::vector<std::string> top_level() {
    std::vector<std::string> ignored;
    for (const std::string& line : load(root() / ".gitignore").lines) {
        std::string name = line;
        name.erase(std::remove(name.begin(), name.end(), '/'), name.end());
        ignored.push_back(name);
    }
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(root())) {
        const std::string name = entry.path().filename().string();
        if (std::find(ignored.begin(), ignored.end(), name) == ignored.end()) {
            names.push_back(name);
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string code_of(std::string_view line) {
    std::string code;
    char quote = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quote != 0) {
            if (c == '\\') {
                ++i;
            } else if (c == quote) {
                quote = 0;
            }
            continue;
        }
        const bool digit_mark = c == '\'' && i > 0 && is_name_character(line[i - 1]);
        if ((c == '"' || c == '\'') && !digit_mark) {
            quote = c;
            continue;
        }
        if (c == '/' && i + 1 < line.size() && line[i + 1] == '/') {
            break;
        }
        code.push_back(c);
    }
    return code;
}

bool has_word(std::string_view text, std::string_view word) {
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool opens = at == 0 || !is_name_character(text[at - 1]);
        const bool closes = end == text.size() || !is_name_character(text[end]);
        if (opens && closes) {
            return true;
        }
    }
    return false;
}

std::vector<Include> includes_of(std::string_view line) {
    constexpr std::string_view kWord = "#include ";
    if (line.substr(0, kWord.size()) != kWord || line.size() <= kWord.size()) {
        return {};
    }
    const bool quoted = line[kWord.size()] == '"';
    const std::size_t begin = kWord.size() + 1;
    const std::size_t end = line.find(quoted ? '"' : '>', begin);
    if (end == std::string_view::npos) {
        return {};
    }
    return {{std::string(line.substr(begin, end - begin)), quoted}};
}

std::string broken(const LineRule& rule) {
    std::string all;
    for (const File& file : files()) {
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            const std::string text = rule(file, file.lines[i]);
            if (!text.empty()) {
                all += "\n" + file.path + ":" + std::to_string(i + 1) + ": " + text;
            }
        }
    }
    return all;
}

std::string broken_files(const std::function<std::string(const File&)>& rule) {
    std::string all;
    for (const File& file : files()) {
        const std::string text = rule(file);
        if (!text.empty()) {
            all += "\n" + file.path + ":1: " + text;
        }
    }
    return all;
}

}  // namespace onus::tidy
