// SPDX-License-Identifier: Apache-2.0

#include "tests/adapters/bpmn/models.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace onus::bpmn::tests {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> models_in(const std::string& folder) {
    std::vector<std::string> found;
    std::error_code absent;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, absent)) {
        if (entry.path().extension() == ".bpmn") {
            found.push_back(entry.path().string());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> own_models() { return models_in(ONUS_SOURCE_DIR "/tests/golden/bpmn"); }

std::string own_model(const std::string& file) {
    return ONUS_SOURCE_DIR "/tests/golden/bpmn/" + file;
}

std::vector<std::string> reference_models() {
    std::vector<std::string> found = models_in(ONUS_SOURCE_DIR "/../shared/data/bpmn");
    const std::string real = ONUS_SOURCE_DIR "/../shared/data/eventlogs/declaration_documents.bpmn";
    if (fs::exists(real)) {
        found.push_back(real);
    }
    return found;
}

}  // namespace onus::bpmn::tests
