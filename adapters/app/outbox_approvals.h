// SPDX-License-Identifier: Apache-2.0
//
// Internal to adapters/app: matters as instances of Feishu's approval centre.

#pragma once

#include <vector>

#include "adapters/delivery/message.h"
#include "adapters/delivery/settings.h"
#include "engine/session.h"

namespace onus::adapters {

/// One message for each matter that an entry opened or changed, as the matter stands now. Nothing
/// of a matter in which nobody takes part whom Feishu knows.
[[nodiscard]] std::vector<Message> approvals_of(const engine::Session& session,
                                                const engine::Reply& reply,
                                                const ApprovalSettings& settings);

}  // namespace onus::adapters
