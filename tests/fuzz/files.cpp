// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/fuzz/fuzz.h"

namespace onus::fuzz {

std::string file(const std::string& path) {
    std::ifstream in(std::string(ONUS_SOURCE_DIR) + "/" + path, std::ios::binary);
    hold(in.good(), path.c_str());
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> files(const std::string& folder, std::string_view ending) {
    namespace fs = std::filesystem;
    const fs::path root(ONUS_SOURCE_DIR);
    std::vector<std::string> paths;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
        const std::string path = fs::relative(entry.path(), root).string();
        if (entry.is_regular_file() && path.ends_with(ending)) {
            paths.push_back(path);
        }
    }
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> texts;
    texts.reserve(paths.size());
    for (const std::string& path : paths) {
        texts.push_back(file(path));
    }
    return texts;
}

}  // namespace onus::fuzz
