// SPDX-License-Identifier: Apache-2.0
//
// One channel at work: a thread of its own takes what is due from the queue and sends it, so that a
// receiver that does not answer keeps nobody else waiting.

#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "adapters/delivery/channel_queue.h"
#include "adapters/delivery/message.h"

namespace onus::adapters {

struct CourierFigures {
    std::size_t waiting = 0;
    std::uint64_t delivered = 0;  ///< messages
    std::uint64_t failures = 0;   ///< tries
    std::uint64_t given_up = 0;   ///< messages
};

/// One channel or subscriber, for the operator.
struct ChannelReport {
    std::string name;  ///< empty: messages for which there is no channel
    bool is_subscriber = false;
    CourierFigures figures;
    std::vector<WaitingMessage> waiting;  ///< those tried most often first
};

class Courier {
  public:
    /// `closed` is called on the courier's thread. REQUIRES: what it uses outlives the courier.
    Courier(std::unique_ptr<Transport> transport, QueueOptions options,
            std::function<void(const std::vector<Closed>&)> closed);

    /// Stops.
    ~Courier();
    Courier(const Courier&) = delete;
    Courier& operator=(const Courier&) = delete;

    void add(std::vector<Message> messages);

    /// Makes no other try than the one that is under way.
    void halt();

    /// Halts, and waits for the try that is under way. What waits is forgotten here; the ledger
    /// keeps it.
    void stop();

    [[nodiscard]] CourierFigures figures() const;
    [[nodiscard]] std::vector<WaitingMessage> waiting(std::size_t most) const;

  private:
    void work();

    std::unique_ptr<Transport> transport_;
    std::function<void(const std::vector<Closed>&)> closed_;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    ChannelQueue queue_;
    CourierFigures figures_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace onus::adapters
