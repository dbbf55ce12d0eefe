// SPDX-License-Identifier: Apache-2.0
//
// What the endpoints keep beside the workspace.

#pragma once

#include <string>

#include "adapters/access/view_log.h"

namespace onus::adapters {

struct DeskOptions {
    /// Where views of other people's records are noted; empty: in memory alone.
    std::string view_log;
};

struct Desk {
    explicit Desk(const DeskOptions& options) : views(options.view_log) {}

    ViewLog views;
};

}  // namespace onus::adapters
