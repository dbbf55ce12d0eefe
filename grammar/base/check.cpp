// SPDX-License-Identifier: Apache-2.0

#include "grammar/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace onus {

void fail_check(const char* condition, const char* reason, const char* file, int line) {
    static_cast<void>(std::fprintf(stderr, "onus: internal error: %s\n  %s:%d: %s does not hold\n",
                                   reason, file, line, condition));
    std::abort();
}

}  // namespace onus
