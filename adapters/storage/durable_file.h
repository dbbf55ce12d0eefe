// SPDX-License-Identifier: Apache-2.0
//
// Files that appear complete or not at all: written under a draft's name, brought to the disk, and
// named then. What goes wrong is an error of the system; whoever calls knows what it means.

#pragma once

#include <string>
#include <system_error>

namespace onus::adapters {

/// Makes names that were given or taken in the folder of `path` outlive a power cut.
[[nodiscard]] std::error_code sync_folder(const std::string& path);

/// Makes the content of a file outlive a power cut.
[[nodiscard]] std::error_code sync_file(const std::string& path);

/// An empty file that only its owner may read, mode 0600. Never a file that is there already, nor
/// what a link leads to: std::errc::file_exists.
[[nodiscard]] std::error_code make_private_file(const std::string& path);

/// A copy on the disk, mode 0600, as `make_private_file` makes it. What a failure left is removed.
[[nodiscard]] std::error_code copy_to_private_file(const std::string& from, const std::string& to);

/// Gives a file that is on the disk its name; std::errc::file_exists if something has that name.
[[nodiscard]] std::error_code name_new_file(const std::string& draft, const std::string& path);

/// The same path however it was spelt.
[[nodiscard]] std::string real_path(const std::string& path);

}  // namespace onus::adapters
