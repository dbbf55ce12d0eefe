// SPDX-License-Identifier: Apache-2.0

#include "adapters/access/admission.h"

#include <string>

#include <catch2/catch.hpp>

namespace onus::adapters {
namespace {

TEST_CASE("admission: a client has its burst, then as many as its rate", "[access]") {
    Admission admission({10, 1000, 3});
    const Instant start{1'000'000};
    for (int i = 0; i < 3; ++i) {
        CHECK(admission.take("till", start) == 0);
    }
    CHECK(admission.take("till", start) == 1);
    CHECK(admission.take("erp", start) == 0);
    CHECK(admission.take("till", Instant{start.ms + 99}) == 1);
    CHECK(admission.take("till", Instant{start.ms + 199}) == 0);
    CHECK(admission.take("till", Instant{start.ms + 199}) == 1);
    // However long it waits, it has its burst and no more.
    const Instant later{start.ms + 1'000'000'000};
    for (int i = 0; i < 3; ++i) {
        CHECK(admission.take("till", later) == 0);
    }
    CHECK(admission.take("till", later) == 1);
    // A clock that is set back gives nothing.
    CHECK(admission.take("till", start) == 1);
}

TEST_CASE("admission: slow rates fill as well, and say how long to wait", "[access]") {
    Admission admission({1, 60'000, 1});
    CHECK(admission.take("a", Instant{0}) == 0);
    CHECK(admission.take("a", Instant{0}) == 60);
    CHECK(admission.wait("a", Instant{30'000}) == 30);
    CHECK(admission.take("a", Instant{60'000}) == 0);
    CHECK(admission.wait("b", Instant{0}) == 0);
    CHECK(admission.wait("b", Instant{0}) == 0);
}

TEST_CASE("admission: without a rate everybody may always, and clients are forgotten", "[access]") {
    Admission open({});
    for (int i = 0; i < 1000; ++i) {
        CHECK(open.take("till", Instant{0}) == 0);
    }
    Admission admission({1000, 1000, 1});
    for (std::size_t i = 0; i < 2 * Admission::kClientsMax; ++i) {
        if (admission.take("c" + std::to_string(i), Instant{static_cast<std::int64_t>(i)}) != 0) {
            FAIL("a new client was refused");
        }
    }
}

}  // namespace
}  // namespace onus::adapters
