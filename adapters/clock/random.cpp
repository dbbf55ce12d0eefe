// SPDX-License-Identifier: Apache-2.0
#include "adapters/clock/random.h"

#include <sys/random.h>

#include "grammar/base/check.h"

namespace onus::adapters {

std::array<std::uint8_t, 32> random_bytes() {
    std::array<std::uint8_t, 32> bytes{};
    const ssize_t got = ::getrandom(bytes.data(), bytes.size(), 0);
    ONUS_CHECK(got == static_cast<ssize_t>(bytes.size()), "the system gives random bytes");
    return bytes;
}

std::uint64_t random_number() {
    const auto bytes = random_bytes();
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof(number); ++i) {
        number = (number << 8U) | bytes[i];
    }
    return number;
}

}  // namespace onus::adapters
