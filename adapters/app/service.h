// SPDX-License-Identifier: Apache-2.0
//
// A workspace as a server: one thread judges, in the order in which requests were received; another
// waits for the disk, so that the first can go on meanwhile.
//
// Nothing that a job has written is told to anybody before it is on the disk. If the disk fails,
// the process ends rather than answer; if it is full, nothing is written any more until there is
// room, and everybody is told so.

#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "adapters/app/workspace.h"
#include "adapters/clock/clock.h"
#include "adapters/clock/clock_watch.h"
#include "adapters/delivery/courier.h"
#include "grammar/base/civil.h"
#include "grammar/base/diagnostic.h"

namespace onus::adapters {

/// What a job does to the ledger, and so what its answer waits for.
enum class Access : std::uint8_t {
    kPreview,  ///< judges without effect: answered at once
    kRead,     ///< answered when everything that it may have seen is on the disk
    kWrite,    ///< answered when what it wrote is on the disk
};

/// Machines leave room in the queue for people.
enum class Sender : std::uint8_t { kPerson, kMachine };

struct ServiceOptions {
    /// Jobs that may wait. Beyond, machines are told to come back later; people have the same
    /// number of places again.
    std::size_t waiting_max = 1024;

    /// Jobs in one transaction.
    std::size_t group_max = 64;

    /// Timers in one transaction, beside its jobs. What is due beyond waits for the next one, so
    /// that nobody waits for all of them.
    std::uint32_t timers_max = 64;

    /// How long nothing is written after the disk was full.
    std::int64_t full_pause_ms = 5000;

    Clock clock{};
};

/// Numbers for the operator.
struct ServiceFigures {
    std::uint64_t entries = 0;
    std::uint64_t jobs = 0;
    std::uint64_t refused = 0;  ///< for want of room in the queue
    std::uint64_t groups = 0;
    std::size_t waiting = 0;
    bool read_only = false;
};

/// What somebody asks of the service.
struct Job {
    Access access{};

    /// Runs on the judging thread. `received` is later than that of every job before it.
    std::function<void(Workspace& workspace, Instant received)> work;

    /// Called once, on a thread of the service, after `work` or instead of it: an error says why
    /// nothing was done, or kept.
    std::function<void(const Status& done)> answer;
};

class Service {
  public:
    /// REQUIRES: the workspace has an SQLite ledger in service mode.
    Service(std::unique_ptr<Workspace> workspace, ServiceOptions options);

    /// Stops.
    ~Service();
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    /// False, and nothing happens, if too many are waiting or the service is stopping.
    [[nodiscard]] bool ask(Sender sender, Job job);

    /// Takes nothing more, answers what waits, and returns when everything is on the disk.
    void stop();

    [[nodiscard]] ServiceFigures figures() const;

    /// Who tells of the messages that wait for their receivers; nothing: nobody does any more.
    void attach(std::function<std::vector<ChannelReport>(std::size_t most)> outbox);

    /// Every channel with at most so many of its messages.
    [[nodiscard]] std::vector<ChannelReport> outbox(std::size_t most) const;

  private:
    struct Waiting {
        Job job;
        Instant received;
    };
    using Answers = std::vector<std::function<void(const Status&)>>;

    void judge_for_ever();
    void sync_for_ever();

    /// Waits for jobs or the next deadline; nothing when the service ends.
    [[nodiscard]] std::optional<std::vector<Waiting>> next_group();
    void carry_out(std::vector<Waiting> group);

    /// Fires what is due, in the open group.
    [[nodiscard]] Status fire_due();

    /// A sign of life, and a look at the clock, once a second.
    [[nodiscard]] Status live();
    [[nodiscard]] bool is_time_to_live() const;

    /// Not later than what waits in the queue: time never goes back.
    [[nodiscard]] Instant now_for_writing();
    void plan_wake();

    /// Answers when what was written is on the disk; at once if all is.
    void answer_when_kept(Answers answers, bool wrote);
    [[nodiscard]] Instant stamp();

    std::unique_ptr<Workspace> workspace_;
    ServiceOptions options_;

    mutable std::mutex mutex_;
    std::condition_variable work_;
    std::deque<Waiting> queue_;
    Instant last_received_;
    std::optional<Instant> wake_;  ///< the next deadline
    bool stopping_ = false;
    ServiceFigures figures_;

    mutable std::mutex outbox_mutex_;
    std::function<std::vector<ChannelReport>(std::size_t most)> outbox_;

    std::mutex sync_mutex_;
    std::condition_variable written_;
    Answers unsynced_;
    bool dirty_ = true;     ///< something was written after the last sync began
    bool syncing_ = false;  ///< a sync is under way
    bool judged_all_ = false;

    // Of the judging thread only.
    std::optional<Instant> full_until_;  ///< nothing is written until then: the disk was full
    std::optional<Instant> lived_;       ///< by the steady clock
    ClockWatch watch_;

    std::thread judge_;
    std::thread sync_;
};

}  // namespace onus::adapters
