// SPDX-License-Identifier: Apache-2.0
#include "adapters/delivery/send_window.h"

#include <algorithm>
#include <limits>

namespace onus::adapters {

SendWindow::SendWindow(const std::vector<Allowance>& allowances) {
    for (const Allowance& allowance : allowances) {
        kept_.push_back({allowance, {}});
    }
}

Instant SendWindow::pass(Instant now) {
    latest_ = std::max(latest_, now);
    for (Kept& kept : kept_) {
        while (!kept.sent.empty() &&
               latest_.ms - kept.sent.front().ms >= kept.allowance.window_ms) {
            kept.sent.pop_front();
        }
    }
    return latest_;
}

std::uint32_t SendWindow::free(Instant now) {
    pass(now);
    std::uint32_t free = std::numeric_limits<std::uint32_t>::max();
    for (const Kept& kept : kept_) {
        const auto sent = static_cast<std::uint32_t>(kept.sent.size());
        free = std::min(free, kept.allowance.count - std::min(kept.allowance.count, sent));
    }
    return free;
}

Instant SendWindow::next_free(Instant now) {
    Instant next = pass(now);
    for (const Kept& kept : kept_) {
        if (kept.sent.size() >= kept.allowance.count) {
            next = std::max(next, Instant{kept.sent.front().ms + kept.allowance.window_ms});
        }
    }
    return next;
}

void SendWindow::note(Instant now) {
    const Instant at = pass(now);
    for (Kept& kept : kept_) {
        kept.sent.push_back(at);
    }
}

}  // namespace onus::adapters
