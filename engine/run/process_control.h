// SPDX-License-Identifier: Apache-2.0
//
// What is done with a run beside delivering its steps.

#pragma once

#include <cstdint>

namespace onus::engine {

enum class ProcessControl : std::uint8_t {
    kNoControl,
    kCancel,
    kSuspend,
    kResume,
    kSendBack,
    kWithdraw,  ///< by the owner of a step, of what he delivered; the others by the process's owner
};

}  // namespace onus::engine
