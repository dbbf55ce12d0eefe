// SPDX-License-Identifier: Apache-2.0
//
// A workspace as a server: one thread judges, in the order in which requests were received; another
// waits for the disk, so that the first can go on meanwhile.
//
// Nothing that a job has written is told to anybody before it is on the disk. If the disk fails,
// the process ends rather than answer; if it is full, nothing is written any more until there is
// room, and everybody is told so. Between two transactions there is time for small steps of longer
// work: copies of the ledger, and reading it again.

#pragma once

#include <atomic>
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
    /// that nobody waits for all of them; half as many while others wait.
    std::uint32_t timers_max = 64;

    /// How long nothing is written after the disk was full.
    std::int64_t full_pause_ms = 5000;

    Clock clock{};
};

/// How far the ledger was read again beside the work (scrub.h).
struct ScrubFigures {
    std::uint64_t entries = 0;  ///< of the walk that is under way, or was the last
    std::uint64_t walks = 0;    ///< that came to the end

    /// Where the ledger is damaged.
    std::optional<std::uint64_t> damaged{};
};

/// Numbers for the operator.
struct ServiceFigures {
    std::uint64_t entries = 0;
    std::uint64_t jobs = 0;
    std::uint64_t refused = 0;  ///< for want of room in the queue
    std::uint64_t groups = 0;
    std::size_t waiting = 0;
    bool read_only = false;
    std::size_t undecidable = 0;  ///< open matters that nobody may decide
    ScrubFigures scrub{};
};

/// What somebody asks of the service.
struct Job {
    Access access{};

    /// Runs on the judging thread. `received` is not earlier than that of any job before it.
    std::function<void(Workspace& workspace, Instant received)> work;

    /// Called once, on a thread of the service, after `work` or instead of it: an error says why
    /// nothing was done, or kept.
    std::function<void(const Status& done)> answer;
};

/// Work on the ledger's file in steps so small that nobody has to wait for it.
class Chore {
  public:
    Chore() = default;
    Chore(const Chore&) = delete;
    Chore& operator=(const Chore&) = delete;

    /// A chore that did not come to its end goes when the service stops.
    virtual ~Chore() = default;

    /// One step, of a millisecond or two, on the judging thread between two transactions. Gives the
    /// milliseconds until the next one; nothing at the end.
    [[nodiscard]] virtual std::optional<std::int64_t> step(Workspace& workspace) = 0;

    /// Called once after the end, when everything is on the disk that the ledger held then.
    virtual void kept() {}
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

    /// Whether `ask` would refuse the sender, as far as can be told without waiting for anybody.
    [[nodiscard]] bool is_full(Sender sender) const {
        return waiting_.load(std::memory_order_relaxed) >= places(sender);
    }

    /// Counts a request that was refused because of `is_full`.
    void note_refused() { refused_.fetch_add(1, std::memory_order_relaxed); }

    /// Begins a chore. Several go on beside each other.
    void add(std::unique_ptr<Chore> chore);

    /// Shows the figures; if there is damage nothing is written any more. On the judging thread.
    void tell_scrub(const ScrubFigures& figures);

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
    struct PlannedChore {
        std::shared_ptr<Chore> chore;
        std::int64_t next_ms = 0;  ///< by the steady clock
    };

    [[nodiscard]] std::size_t places(Sender sender) const {
        return sender == Sender::kPerson ? 2 * options_.waiting_max : options_.waiting_max;
    }

    void judge_for_ever();
    void sync_for_ever();

    /// Waits for jobs, the next deadline or the next step of a chore; nothing when the service
    /// ends.
    [[nodiscard]] std::optional<std::vector<Waiting>> next_group();
    void carry_out(std::vector<Waiting> group);

    /// Why nothing can be recorded now; nothing if all is well.
    [[nodiscard]] std::optional<Diagnostic> reason_not_to_write() const;

    /// After the pause of a full disk: is there room again? Without a job, whose answer would be
    /// at stake.
    void look_for_room();
    void note_full();

    /// One step of each chore that wants one.
    void do_chores();

    /// How long nothing happens unless somebody asks; at most so long as the clock is trusted.
    /// REQUIRES: the lock.
    [[nodiscard]] std::int64_t idle_ms() const;

    /// Fires what is due, in the open group.
    [[nodiscard]] Status fire_due();

    /// A sign of life, and a look at the clock, once a second, if anything can be written.
    [[nodiscard]] Status live(bool writes);
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
    std::atomic<std::size_t> waiting_{0};  ///< the size of the queue
    std::atomic<std::uint64_t> refused_{0};
    Instant last_received_;
    std::optional<Instant> wake_;  ///< the next deadline
    bool stopping_ = false;
    std::vector<PlannedChore> new_chores_;
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
    std::optional<Instant> full_until_;  ///< the disk is full, and it is looked again then
    std::optional<std::uint64_t> damaged_;
    std::optional<Instant> lived_;  ///< by the steady clock
    std::vector<PlannedChore> chores_;
    ClockWatch watch_;

    std::thread judge_;
    std::thread sync_;
};

}  // namespace onus::adapters
