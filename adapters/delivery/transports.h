// SPDX-License-Identifier: Apache-2.0
//
// The ways to tell something: webhook, robots of DingTalk, Feishu and WeCom, mail. What each sends
// and what it takes for an answer is described in adapters/delivery/README.md.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/delivery/channel_queue.h"
#include "adapters/delivery/message.h"
#include "adapters/delivery/settings.h"

namespace onus::adapters {

[[nodiscard]] std::unique_ptr<Transport> make_transport(ChannelSettings settings);

/// What a channel of the kind may send, whether it makes digests, when it gives up.
[[nodiscard]] QueueOptions queue_options(const ChannelSettings& settings,
                                         std::int64_t give_up_hours);

/// The text, or its beginning with a mark that something is missing, in at most `bytes` bytes; no
/// character is cut in two.
[[nodiscard]] std::string cut(std::string_view text, std::size_t bytes, Language language);

/// What a platform's answer means: 200 with a code in JSON, 0 for taken.
[[nodiscard]] Outcome outcome_of_robot(ChannelKind kind, unsigned status, std::string_view body,
                                       std::string_view host);

/// One text for the parcel: the message itself, or a numbered list.
[[nodiscard]] std::string text_of(const Parcel& parcel);

/// Headers and body of a mail, RFC 5322.
[[nodiscard]] std::string mail_content(const ChannelSettings& settings, const Message& message,
                                       Instant now);

}  // namespace onus::adapters
