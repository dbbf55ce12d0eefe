// SPDX-License-Identifier: Apache-2.0
//
// What the writer and the checker of evidence have in common. README.md gives the format.

#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "engine/ledger/entry.h"

namespace onus::adapters::evidence_format {

inline constexpr std::string_view kProof = "onus-proof/1";
inline constexpr std::string_view kExport = "onus-export/1";

/// The texts that an entry published: each clear field of 32 bytes below `event` named `hash`.
[[nodiscard]] inline std::vector<engine::Digest> texts_of(const engine::Entry& entry) {
    std::vector<engine::Digest> texts;
    for (const engine::EntryField& field : entry.fields) {
        engine::Digest digest{};
        if (field.name.starts_with("event.") && field.name.ends_with(".hash") && !field.redacted &&
            field.value.size() == digest.size()) {
            std::copy(field.value.begin(), field.value.end(), digest.begin());
            texts.push_back(digest);
        }
    }
    return texts;
}

}  // namespace onus::adapters::evidence_format
