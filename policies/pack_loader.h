// SPDX-License-Identifier: Apache-2.0
//
// Opens the files of a workspace. Beside the zone loader the only place of the project below the
// adapters that opens any.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "policies/pack.h"
#include "policies/reading.h"
#include "policies/zone_data.h"

namespace onus::policies {

struct LoadOptions {
    /// Which file of a rulebook counts where the manifest does not say; without either, the English
    /// one if there is one.
    std::optional<Language> language;

    /// Files of a workspace and of the packs it uses, together.
    std::uint32_t file_count_max = 20'000;

    /// Of one rulebook or name table.
    std::uintmax_t rulebook_bytes_max = 64U << 20U;
    ReadLimits yaml;
};

struct LoadResult {
    /// There is a pack exactly if none of the diagnostics is an error.
    std::optional<Pack> pack;
    Diagnostics diagnostics;

    /// Every text that was read, by the name that diagnostics use.
    std::vector<Source> sources;

    [[nodiscard]] const Source* source(std::string_view name) const;
};

/// Loads the workspace in `folder`, with all mistakes of its manifest, organisation and calendars.
/// Rulebooks are only read; they are checked when they are put in force.
[[nodiscard]] LoadResult load_pack(const std::string& folder, const ZoneLookup& zones,
                                   const LoadOptions& options = {});

/// Files by their paths, without a workspace.
struct FileSet {
    std::vector<std::string> rulebooks;  ///< NAME.names.tsv beside one is read with it
    std::optional<std::string> organisation;
    std::optional<std::string> calendars;  ///< a file, or a folder of them
};

[[nodiscard]] LoadResult load_files(const FileSet& files, const ZoneLookup& zones,
                                    const LoadOptions& options = {});

/// Reads one file. Errors: kPackFileMissing, kPackFileUnreadable, kPackFileTooLarge.
[[nodiscard]] Result<std::string> read_file(const std::string& path, std::uintmax_t bytes_max);

}  // namespace onus::policies
