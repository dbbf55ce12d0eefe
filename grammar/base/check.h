// SPDX-License-Identifier: Apache-2.0
//
// Invariants of our own. They hold in release builds too; no input of a user may reach one.

#pragma once

namespace onus {

[[noreturn]] void fail_check(const char* condition, const char* reason, const char* file, int line);

}  // namespace onus

#define ONUS_CHECK(condition, reason) \
    ((condition) ? void(0) : ::onus::fail_check(#condition, reason, __FILE__, __LINE__))
