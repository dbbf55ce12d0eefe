// SPDX-License-Identifier: Apache-2.0
//
// Puts approvals of ours into Feishu's approval centre, where people see all that waits for them.
// Each message's envelope is one instance as it stands, which replaces what was there before.

#pragma once

#include <memory>

#include "adapters/delivery/message.h"
#include "adapters/delivery/settings.h"

namespace onus::adapters {

[[nodiscard]] std::unique_ptr<Transport> make_feishu_approval(ApprovalSettings settings);

}  // namespace onus::adapters
