// SPDX-License-Identifier: Apache-2.0
//
// Takes texts out of the content of an entry, in memory: payloads, values, and what people wrote
// freely. Ids and keys stay as they are, so that a text which stands in one of them is still found
// afterwards.

#pragma once

#include <string>
#include <vector>

#include "engine/entry_content.h"

namespace onus::engine {

void forget(EntryContent& content, const std::vector<std::string>& texts);

}  // namespace onus::engine
