// SPDX-License-Identifier: Apache-2.0
//
// Brings what the engine tells to people and systems.
//
// A message to a person is an event of the ledger; it waits in the state until a `delivered`
// command closes it, in the ledger as well. So a message and the entry that made it are one
// transaction, and nothing is lost with this process. What was told twice bears the same id.
//
// A system is told what becomes of attempts, entry by entry from where it stood; its place is kept
// in the store.
//
// Nothing is told before it is on the disk.

#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "adapters/app/service.h"
#include "adapters/delivery/courier.h"
#include "adapters/delivery/settings.h"

namespace onus::adapters {

/// Tells the ledger from when on messages to people are delivered, or that none are, unless it
/// knows already: no deadline passes before its message came, if it is to come at all.
[[nodiscard]] Status note_delivery(engine::Session& session, const DeliverySettings& settings,
                                   Instant now);

class Outbox {
  public:
    /// REQUIRES: `service` outlives the outbox.
    Outbox(Service& service, DeliverySettings settings);

    /// Stops.
    ~Outbox();
    Outbox(const Outbox&) = delete;
    Outbox& operator=(const Outbox&) = delete;

    /// Tries nothing more. To be called before the service stops.
    void stop();

    /// From any thread.
    [[nodiscard]] std::vector<ChannelReport> channels(std::size_t most) const;

  private:
    struct Subscriber {
        std::string name;
        std::unique_ptr<Courier> courier;

        /// What it is told of one entry.
        std::function<std::vector<Message>(const engine::Session&, const engine::Reply&)> tell;
        std::uint64_t read = 0;  ///< the last entry that was looked at
        std::uint64_t told = 0;  ///< up to which place in the ledger everything was told
        std::uint64_t kept = 0;  ///< `told` as it stands in the store
    };

    void subscribe(std::string name, std::unique_ptr<Transport> transport, QueueOptions options,
                   decltype(Subscriber::tell) tell);
    void work();

    /// Each asks the service and waits for its answer. False: to be tried again later.
    [[nodiscard]] bool begin();
    [[nodiscard]] bool close();
    [[nodiscard]] bool collect(std::uint64_t entries);
    [[nodiscard]] bool follow(Subscriber& subscriber, std::uint64_t entries);
    [[nodiscard]] bool keep_places();

    [[nodiscard]] std::size_t waiting() const;

    Service& service_;
    DeliverySettings settings_;
    std::map<std::string, std::unique_ptr<Courier>> couriers_;  ///< by channel; "" for none
    std::vector<std::unique_ptr<Subscriber>> subscribers_;

    bool begun_ = false;

    /// The last message that was looked at, and whether there may be more.
    std::uint64_t looked_ = 0;
    bool more_ = true;
    std::uint64_t entries_seen_ = 0;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Closed> closed_;
    std::map<const Subscriber*, std::uint64_t> told_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace onus::adapters
