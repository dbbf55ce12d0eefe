// SPDX-License-Identifier: Apache-2.0
//
// Holds rulebooks and their tests against the workspace's own people. Internal to the test runner.

#pragma once

#include <set>
#include <string>

#include "engine/testing/prepared.h"
#include "engine/testing/test_runner.h"

namespace onus::engine {

/// Adds what does not fit. Warnings of rulebooks that are not in `own` (names of their sources) are
/// left out: their tests are played elsewhere. Says nothing without an organisation.
void link_tests(const TestWorld& world, const Prepared& prepared, const std::set<std::string>& own,
                Diagnostics& diagnostics);

}  // namespace onus::engine
