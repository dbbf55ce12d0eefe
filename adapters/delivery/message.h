// SPDX-License-Identifier: Apache-2.0
//
// One thing that is told to one receiver, and what became of a try to tell it.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grammar/base/civil.h"
#include "grammar/base/diagnostic.h"
#include "grammar/base/language.h"

namespace onus::adapters {

struct Message {
    /// Ascending in the order in which things happened: the notice's number, or the place in the
    /// ledger of what a system is told.
    std::uint64_t number = 0;

    /// The same whenever it is sent again, and no other message's.
    std::string id;

    /// On its channel; empty: the channel has one receiver.
    std::string address;
    std::string subject;
    std::string text;  ///< in the receiver's language

    /// A CloudEvents envelope, for webhooks.
    std::string envelope;
    Language language = Language::kChinese;

    /// Messages of one lane arrive in their order: the case they are about.
    std::string lane;

    /// Asks one person to act: never told as one line among others.
    bool personal = false;
    Instant since;
};

enum class Fate : std::uint8_t {
    kDelivered,
    kFailed,      ///< to be tried again
    kRest,        ///< the receiver wants to be left alone for a while
    kNoReceiver,  ///< trying again would not help
};

struct Outcome {
    Fate fate{};

    /// Why it was not delivered.
    std::optional<Diagnostic> reason{};

    /// Of kRest; of kFailed, if the receiver named a time.
    std::int64_t wait_ms = 0;
};

/// What is sent at once: one message, or several as a digest.
using Parcel = std::vector<Message>;

/// Carries parcels of one channel. Used by one thread, except for `abort`.
class Transport {
  public:
    virtual ~Transport() = default;
    [[nodiscard]] virtual Outcome send(const Parcel& parcel, Instant now) = 0;

    /// The try under way fails soon, and so does every other. From any thread.
    virtual void abort() {}
};

}  // namespace onus::adapters
