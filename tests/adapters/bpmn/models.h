// SPDX-License-Identifier: Apache-2.0
//
// The .bpmn files that the tests read: our own, and those that lie beside the checkout.

#pragma once

#include <string>
#include <vector>

namespace onus::bpmn::tests {

[[nodiscard]] std::string bytes_of(const std::string& path);

/// All files of tests/golden/bpmn, in order.
[[nodiscard]] std::vector<std::string> own_models();
[[nodiscard]] std::string own_model(const std::string& file);

/// The reference models and a real process; empty where they are not there.
[[nodiscard]] std::vector<std::string> reference_models();

}  // namespace onus::bpmn::tests
