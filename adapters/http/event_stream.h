// SPDX-License-Identifier: Apache-2.0
//
// The entries of the ledger as they come, as server-sent events: `id` is the entry's number, `data`
// what GET /v1/entries/N answers. A client that was cut off goes on behind Last-Event-ID.
//
// Only what is on the disk is sent, since every page comes from a job that waits for it. A client
// is asked for nothing and given the next page only when it has taken the one before: what is kept
// for it is one page, and if it does not take that in time, its connection ends.

#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "adapters/access/principal.h"
#include "adapters/app/service.h"
#include "adapters/http/message.h"

namespace onus::adapters {

struct Desk;

struct EventStreamLimits {
    std::size_t clients = 64;
    std::int64_t heartbeat_ms = 15'000;

    /// Then the client has to come again, and to show that it still may.
    std::int64_t lifetime_ms = 900'000;

    /// How often it is looked whether there is something new.
    std::int64_t look_ms = 50;
    std::size_t page_entries = 64;
    std::size_t page_bytes = 256U << 10U;
};

/// All clients of one server, and the thread that looks for what is new.
class EventStreams {
  public:
    /// REQUIRES: both outlive it, and `stop` comes before the service stops.
    EventStreams(Service& service, Desk& desk, EventStreamLimits limits = {});
    ~EventStreams();
    EventStreams(const EventStreams&) = delete;
    EventStreams& operator=(const EventStreams&) = delete;

    /// A stream of the entries behind `after`; null if there are too many clients.
    [[nodiscard]] std::shared_ptr<HttpStream> open(const Principal& principal, std::uint64_t after);

    /// Ends all streams.
    void stop();

  private:
    class Client;
    using Give = HttpStream::Give;

    void look_for_ever();
    void wait(std::shared_ptr<Client> client, Give give);
    void fetch(const std::shared_ptr<Client>& client, Give give);

    Service& service_;
    Desk& desk_;
    EventStreamLimits limits_;
    std::shared_ptr<std::atomic<std::size_t>> open_;

    struct Waiting {
        std::shared_ptr<Client> client;
        Give give;
        std::int64_t since_ms = 0;
    };
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Waiting> waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace onus::adapters
