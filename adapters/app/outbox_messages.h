// SPDX-License-Identifier: Apache-2.0
//
// Internal to adapters/app: what waits in the state as messages, and what the ledger holds as
// events for systems.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/access/viewer.h"
#include "adapters/delivery/message.h"
#include "adapters/delivery/settings.h"
#include "engine/session.h"

namespace onus::adapters {

/// A message and the channel it goes to; an empty name: there is none.
struct Addressed {
    std::string channel;
    Message message;
};

[[nodiscard]] Addressed message_of(const engine::Session& session, const engine::UnsentRow& row,
                                   const DeliverySettings& settings);

/// What a subscriber is told of one entry, in order. Numbers: `place_number`.
[[nodiscard]] std::vector<Message> events_of(const engine::Session& session,
                                             const engine::Reply& reply,
                                             const SubscriberSettings& subscriber);

/// Whose messages are written: what these eyes may not see is not in them.
[[nodiscard]] std::unique_ptr<Viewer> viewer_of(const engine::Session& session, Eyes eyes);

/// The ledger's identity in 32 hexadecimal digits.
[[nodiscard]] std::string ledger_words(const engine::Session& session);

/// Ascends with the place in the ledger.
[[nodiscard]] inline std::uint64_t place_number(std::uint64_t sequence, std::uint64_t event) {
    return (sequence << 24U) | event;
}
[[nodiscard]] inline std::uint64_t sequence_of(std::uint64_t number) { return number >> 24U; }

}  // namespace onus::adapters
