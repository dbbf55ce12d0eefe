// SPDX-License-Identifier: Apache-2.0
//
// A folder of files made for one test.

#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/temp_folder.h"

namespace onus::tests {

class FileTree {
  public:
    /// Writes a file, with the folders that lead to it.
    void write(const std::string& name, const std::string& text) const {
        const std::filesystem::path path = folder_.file(name);
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
    }

    [[nodiscard]] std::string file(const std::string& name) const { return folder_.file(name); }
    [[nodiscard]] const std::string& path() const { return folder_.path(); }

  private:
    TempFolder folder_;
};

}  // namespace onus::tests
