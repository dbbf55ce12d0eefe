// SPDX-License-Identifier: Apache-2.0
#include "adapters/app/wipe.h"

#include "adapters/logging/logging.h"
#include "adapters/storage/sqlite_store.h"
#include "grammar/base/diagnostic_text.h"

namespace onus::adapters {

std::optional<std::int64_t> Wipe::step(Workspace& workspace) {
    if (const Status wiped = workspace.sqlite()->wipe(); !wiped) {
        log_error("the file of the ledger could not be written anew after a redaction: " +
                  message_of(wiped.error(), Language::kEnglish));
    }
    return std::nullopt;
}

}  // namespace onus::adapters
