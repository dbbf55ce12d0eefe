// SPDX-License-Identifier: Apache-2.0
//
// What waits to be sent over one channel, and when it is tried: pure, of an instant and of numbers
// drawn by the caller.
//
// Order is kept within a lane. A failed try is repeated after a random part of a growing span
// (1 s, 2 s, 4 s … 1 h), so that what failed together does not come back together. Where more wants
// to go out than the channel may send, what asks nobody to act is told as one digest.

#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "adapters/delivery/message.h"
#include "adapters/delivery/send_window.h"

namespace onus::adapters {

struct QueueOptions {
    std::vector<Allowance> allowances;
    std::int64_t first_wait_ms = 1000;
    std::int64_t longest_wait_ms = 3'600'000;

    /// Nothing: never. A message is tried at least three times all the same.
    std::optional<std::int64_t> give_up_ms;

    /// Several messages may become one.
    bool digests = false;
    std::size_t digest_max = 20;
};

/// What became of a message in the end.
struct Closed {
    std::uint64_t number = 0;
    bool reached = false;
};

/// For the operator.
struct WaitingMessage {
    std::uint64_t number = 0;
    std::uint32_t tries = 0;
    Instant since;
    Instant next;
    std::optional<Diagnostic> reason;
};

class ChannelQueue {
  public:
    /// `draw` gives a number of 64 random bits.
    ChannelQueue(QueueOptions options, std::function<std::uint64_t()> draw);

    /// REQUIRES: numbers ascend within a lane.
    void add(Message message, Instant now);

    /// What is to be sent now; nothing if it is not time. The parcel is on its way until `settle`.
    [[nodiscard]] std::optional<Parcel> take(Instant now);

    /// What became of the parcel that was taken last.
    [[nodiscard]] std::vector<Closed> settle(const Outcome& outcome, Instant now);

    /// When to ask again; nothing if nothing waits.
    [[nodiscard]] std::optional<Instant> next(Instant now);

    [[nodiscard]] std::size_t size() const { return size_; }

    /// By the number of tries, most first.
    [[nodiscard]] std::vector<WaitingMessage> waiting(std::size_t most) const;

  private:
    struct Item {
        Message message;
        std::uint32_t tries = 0;
        Instant next;
        std::optional<Diagnostic> reason;
    };
    using Lane = std::deque<Item>;

    /// The first message of a lane, as it stands in `heads_`.
    struct Head {
        Instant next;
        std::uint64_t number = 0;
        const std::string* lane = nullptr;
        friend auto operator<=>(const Head& a, const Head& b) {
            return std::pair(a.next, a.number) <=> std::pair(b.next, b.number);
        }
    };
    using Heads = std::set<Head>;

    [[nodiscard]] Heads& heads_of(const Lane& lane) {
        return lane.front().message.personal ? personal_ : others_;
    }
    void show(const std::string& name, Lane& lane);
    void hide(const std::string& name, Lane& lane);
    [[nodiscard]] bool overflows(Instant now, std::uint32_t free) const;
    void gather(Instant now, Parcel& parcel);
    [[nodiscard]] bool fail(Item& item, const Outcome& outcome, Instant now);

    QueueOptions options_;
    std::function<std::uint64_t()> draw_;
    SendWindow window_;
    std::map<std::string, Lane> lanes_;
    Heads personal_;
    Heads others_;
    std::size_t size_ = 0;
    Instant rests_until_{INT64_MIN};

    /// How many messages of which lane are on their way.
    std::vector<std::pair<std::string, std::size_t>> out_;
};

}  // namespace onus::adapters
