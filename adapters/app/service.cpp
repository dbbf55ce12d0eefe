// SPDX-License-Identifier: Apache-2.0
#include "adapters/app/service.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "adapters/app/heartbeat.h"
#include "adapters/logging/logging.h"
#include "adapters/storage/sqlite_store.h"
#include "grammar/base/check.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/diagnostic_text.h"

namespace onus::adapters {

namespace {

/// The clock may be set while the service waits; it looks again so often, and leaves a sign of
/// life.
constexpr std::int64_t kLookMs = 1000;

/// What is on the disk is unknown, and the memory is ahead of it: only a fresh start tells.
[[noreturn]] void end_process(const Diagnostic& reason) {
    log_error(message_of(reason, Language::kEnglish));
    std::abort();
}

}  // namespace

Service::Service(std::unique_ptr<Workspace> workspace, ServiceOptions options)
    : workspace_(std::move(workspace)),
      options_(std::move(options)),
      watch_(workspace_->session().state().header.doubted_since.has_value()) {
    ONUS_CHECK(workspace_->sqlite() != nullptr, "a service has a ledger on the disk");
    last_received_ = workspace_->session().state().header.now;
    plan_wake();
    judge_ = std::thread([this] { judge_for_ever(); });
    sync_ = std::thread([this] { sync_for_ever(); });
}

Service::~Service() { stop(); }

bool Service::ask(Sender sender, Job job) {
    const std::lock_guard lock(mutex_);
    const std::size_t places =
        sender == Sender::kPerson ? 2 * options_.waiting_max : options_.waiting_max;
    if (stopping_ || queue_.size() >= places) {
        ++figures_.refused;
        return false;
    }
    queue_.push_back({std::move(job), stamp()});
    work_.notify_one();
    return true;
}

/// Strictly upwards, also when the clock is set back. REQUIRES: the lock.
Instant Service::stamp() {
    last_received_ = std::max(options_.clock.now(), Instant{last_received_.ms + 1});
    return last_received_;
}

void Service::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        work_.notify_one();
    }
    if (judge_.joinable()) {
        judge_.join();
    }
    {
        const std::lock_guard lock(sync_mutex_);
        judged_all_ = true;
        written_.notify_one();
    }
    if (sync_.joinable()) {
        sync_.join();
    }
}

ServiceFigures Service::figures() const {
    const std::lock_guard lock(mutex_);
    ServiceFigures figures = figures_;
    figures.waiting = queue_.size();
    return figures;
}

void Service::attach(std::function<std::vector<ChannelReport>(std::size_t most)> outbox) {
    const std::lock_guard lock(outbox_mutex_);
    outbox_ = std::move(outbox);
}

std::vector<ChannelReport> Service::outbox(std::size_t most) const {
    const std::lock_guard lock(outbox_mutex_);
    return outbox_ ? outbox_(most) : std::vector<ChannelReport>();
}

// ---- the judging thread

void Service::judge_for_ever() {
    while (auto group = next_group()) {
        carry_out(std::move(*group));
    }
}

std::optional<std::vector<Service::Waiting>> Service::next_group() {
    std::unique_lock lock(mutex_);
    const auto due = [this] { return wake_ && *wake_ < options_.clock.now(); };
    while (queue_.empty() && !stopping_ && !due() && !is_time_to_live()) {
        const std::int64_t wait =
            wake_ ? std::clamp<std::int64_t>(wake_->ms + 1 - options_.clock.now().ms, 1, kLookMs)
                  : kLookMs;
        work_.wait_for(lock, std::chrono::milliseconds(wait));
    }
    if (queue_.empty() && stopping_) {
        return std::nullopt;
    }
    std::vector<Waiting> group;
    while (!queue_.empty() && group.size() < options_.group_max) {
        group.push_back(std::move(queue_.front()));
        queue_.pop_front();
    }
    figures_.jobs += group.size();
    ++figures_.groups;
    return group;
}

void Service::carry_out(std::vector<Waiting> group) {
    SqliteStore& store = *workspace_->sqlite();
    const std::uint64_t before = store.entry_count();
    const bool full = full_until_ && options_.clock.now() < *full_until_;
    Answers answers;
    store.begin_group();
    for (Waiting& waiting : group) {
        Job& job = waiting.job;
        if (full && job.access == Access::kWrite) {
            job.answer(failure(DiagnosticKind::kStoreFull, {workspace_->ledger_path()}));
            continue;
        }
        job.work(*workspace_, waiting.received);
        if (job.access == Access::kPreview) {
            job.answer(Status());
        } else {
            answers.push_back(std::move(job.answer));
        }
    }
    Status fired = full ? Status() : live();
    if (fired && !full) {
        fired = fire_due();
    }
    Status written = store.end_group();
    if (written && !fired) {
        end_process(fired.error());
    }
    if (!written) {
        if (written.error().kind != DiagnosticKind::kStoreFull) {
            end_process(written.error());
        }
        full_until_ = Instant{options_.clock.now().ms + options_.full_pause_ms};
        // What the group wrote is gone; the memory must forget it too.
        if (const Status again = workspace_->open_session(); !again) {
            end_process(again.error());
        }
        for (const auto& answer : answers) {
            answer(written);
        }
        return;
    }
    answer_when_kept(std::move(answers), store.entry_count() != before);
    plan_wake();
}

Instant Service::now_for_writing() {
    const std::lock_guard lock(mutex_);
    return queue_.empty() ? stamp() : queue_.front().received;
}

Status Service::fire_due() {
    const auto fired = workspace_->session().advance(now_for_writing(), options_.timers_max);
    return fired ? Status() : tl::make_unexpected(fired.error());
}

bool Service::is_time_to_live() const {
    return !lived_ || options_.clock.steady().ms - lived_->ms >= kLookMs;
}

Status Service::live() {
    if (!is_time_to_live()) {
        return {};
    }
    lived_ = options_.clock.steady();
    const Instant now = now_for_writing();
    if (const std::optional<bool> suspect = watch_.look(options_.clock.now(), *lived_)) {
        log_error(*suspect ? "the clock was set: no deadline passes until it is trusted again"
                           : "the clock is trusted again");
        engine::Command command;
        command.source = "onus.service";
        command.at = command.received = now;
        command.body = engine::ClockSuspect{*suspect};
        if (const auto told = workspace_->session().execute(std::move(command)); !told) {
            return tl::make_unexpected(told.error());
        }
    }
    return beat(*workspace_->sqlite(), now);
}

void Service::plan_wake() {
    const engine::Session& session = workspace_->session();
    const std::optional<Instant> next = session.next_due();
    const std::lock_guard lock(mutex_);
    wake_ = next;
    figures_.entries = session.head().size;
    figures_.read_only = full_until_ && options_.clock.now() < *full_until_;
}

// ---- the disk

void Service::answer_when_kept(Answers answers, bool wrote) {
    bool kept = false;
    {
        const std::lock_guard lock(sync_mutex_);
        kept = !wrote && !dirty_ && !syncing_;
        if (!kept) {
            dirty_ = dirty_ || wrote;
            std::move(answers.begin(), answers.end(), std::back_inserter(unsynced_));
            written_.notify_one();
        }
    }
    if (kept) {
        for (const auto& answer : answers) {
            answer(Status());
        }
    }
}

void Service::sync_for_ever() {
    std::unique_lock lock(sync_mutex_);
    for (;;) {
        written_.wait(lock, [this] { return dirty_ || !unsynced_.empty() || judged_all_; });
        if (!dirty_ && unsynced_.empty()) {
            return;
        }
        const Answers answers = std::exchange(unsynced_, {});
        dirty_ = false;
        syncing_ = true;
        lock.unlock();
        if (const Status synced = workspace_->sqlite()->sync(); !synced) {
            end_process(synced.error());
        }
        for (const auto& answer : answers) {
            answer(Status());
        }
        lock.lock();
        syncing_ = false;
    }
}

}  // namespace onus::adapters
