// SPDX-License-Identifier: Apache-2.0
#include "adapters/app/service.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <utility>

#include "adapters/app/heartbeat.h"
#include "adapters/crash/crash_point.h"
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

/// With less, the next commands would find the disk full again.
constexpr std::uintmax_t kRoomBytes = 1U << 20U;

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
    if (stopping_ || queue_.size() >= places(sender)) {
        note_refused();
        return false;
    }
    queue_.push_back({std::move(job), stamp()});
    waiting_ = queue_.size();
    work_.notify_one();
    return true;
}

/// Never back, also when the clock is set back; and never ahead of it, however many ask at once:
/// deadlines would pass early. REQUIRES: the lock.
Instant Service::stamp() {
    last_received_ = std::max(options_.clock.now(), last_received_);
    return last_received_;
}

void Service::add(std::unique_ptr<Chore> chore) {
    const std::lock_guard lock(mutex_);
    if (!stopping_) {
        new_chores_.push_back({std::move(chore), 0});
        work_.notify_one();
    }
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
    new_chores_.clear();
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
    figures.refused = refused_;
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
        do_chores();
    }
    chores_.clear();
}

std::int64_t Service::idle_ms() const {
    std::int64_t wait = is_time_to_live() || !new_chores_.empty() ? 0 : kLookMs;
    if (wake_) {
        wait = std::min(wait, wake_->ms + 1 - options_.clock.now().ms);
    }
    for (const PlannedChore& planned : chores_) {
        wait = std::min(wait, planned.next_ms - steady_now().ms);
    }
    return wait;
}

std::optional<std::vector<Service::Waiting>> Service::next_group() {
    std::unique_lock lock(mutex_);
    std::int64_t wait = idle_ms();
    while (queue_.empty() && !stopping_ && wait > 0) {
        work_.wait_for(lock, std::chrono::milliseconds(wait));
        wait = idle_ms();
    }
    if (queue_.empty() && stopping_) {
        return std::nullopt;
    }
    std::vector<Waiting> group;
    while (!queue_.empty() && group.size() < options_.group_max) {
        group.push_back(std::move(queue_.front()));
        queue_.pop_front();
    }
    waiting_ = queue_.size();
    figures_.jobs += group.size();
    figures_.groups += group.empty() ? 0U : 1U;
    for (PlannedChore& planned : new_chores_) {
        chores_.push_back(std::move(planned));
    }
    new_chores_.clear();
    return group;
}

void Service::do_chores() {
    for (PlannedChore& planned : chores_) {
        if (planned.next_ms > steady_now().ms) {
            continue;
        }
        if (const std::optional<std::int64_t> pause = planned.chore->step(*workspace_)) {
            planned.next_ms = steady_now().ms + *pause;
        } else {
            answer_when_kept({[chore = std::move(planned.chore)](const Status&) { chore->kept(); }},
                             false);
        }
    }
    std::erase_if(chores_, [](const PlannedChore& planned) { return planned.chore == nullptr; });
}

std::optional<Diagnostic> Service::reason_not_to_write() const {
    if (damaged_) {
        return failure(DiagnosticKind::kServerDamaged, {std::to_string(*damaged_)}).value();
    }
    if (full_until_) {
        return failure(DiagnosticKind::kStoreFull, {workspace_->ledger_path()}).value();
    }
    return std::nullopt;
}

void Service::note_full() {
    if (!full_until_) {
        log_error("the disk is full: nothing is recorded until there is room");
    }
    full_until_ = Instant{steady_now().ms + options_.full_pause_ms};
}

void Service::look_for_room() {
    std::error_code unknown;
    const auto space = std::filesystem::space(workspace_->ledger_path(), unknown);
    if (!unknown && space.available < kRoomBytes) {
        note_full();
        return;
    }
    SqliteStore& store = *workspace_->sqlite();
    store.begin_group();
    const Status beaten = beat(store, now_for_writing());
    const Status written = store.end_group();
    if (beaten && written) {
        full_until_.reset();
        log_info("there is room again: commands are recorded");
        return;
    }
    const Diagnostic& reason = written ? beaten.error() : written.error();
    if (reason.kind != DiagnosticKind::kStoreFull) {
        end_process(reason);
    }
    note_full();
}

void Service::carry_out(std::vector<Waiting> group) {
    SqliteStore& store = *workspace_->sqlite();
    const std::uint64_t before = store.entry_count();
    if (full_until_ && *full_until_ <= steady_now() && !damaged_) {
        look_for_room();
    }
    const std::optional<Diagnostic> refused = reason_not_to_write();
    Answers answers;
    store.begin_group();
    for (Waiting& waiting : group) {
        Job& job = waiting.job;
        if (refused && job.access == Access::kWrite) {
            job.answer(tl::make_unexpected(*refused));
            continue;
        }
        job.work(*workspace_, waiting.received);
        if (job.access == Access::kPreview) {
            job.answer(Status());
        } else {
            answers.push_back(std::move(job.answer));
        }
    }
    Status fired = live(!refused);
    if (fired && !refused) {
        fired = fire_due();
    }
    const bool wrote = store.entry_count() != before;
    crash_point(wrote ? "write.before" : "");
    Status written = store.end_group();
    crash_point(wrote ? "write.after" : "");
    if (written && !fired) {
        end_process(fired.error());
    }
    if (!written) {
        if (written.error().kind != DiagnosticKind::kStoreFull) {
            end_process(written.error());
        }
        note_full();
        // What the group wrote is gone; the memory must forget it too.
        if (const Status again = workspace_->open_session(); !again) {
            end_process(again.error());
        }
        plan_wake();
        for (const auto& answer : answers) {
            answer(written);
        }
        return;
    }
    plan_wake();
    answer_when_kept(std::move(answers), wrote);
}

void Service::tell_scrub(const ScrubFigures& figures) {
    damaged_ = figures.damaged;
    {
        const std::lock_guard lock(mutex_);
        figures_.scrub = figures;
    }
    if (damaged_) {
        plan_wake();
    }
}

Instant Service::now_for_writing() {
    const std::lock_guard lock(mutex_);
    return queue_.empty() ? stamp() : queue_.front().received;
}

Status Service::fire_due() {
    const std::uint32_t most = waiting_ == 0 ? options_.timers_max : (options_.timers_max + 1) / 2;
    const auto fired = workspace_->session().advance(now_for_writing(), most);
    return fired ? Status() : tl::make_unexpected(fired.error());
}

bool Service::is_time_to_live() const {
    return !lived_ || options_.clock.steady().ms - lived_->ms >= kLookMs;
}

Status Service::live(bool writes) {
    if (!is_time_to_live()) {
        return {};
    }
    lived_ = options_.clock.steady();
    if (!writes) {
        return {};
    }
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
    const bool read_only = full_until_ || damaged_;
    // What is due waits until it can be written.
    const std::optional<Instant> next = read_only ? std::nullopt : session.next_due();
    const std::vector<std::uint64_t> undecidable = session.state().matters_of_nobody();
    const std::lock_guard lock(mutex_);
    if (undecidable.size() > figures_.undecidable) {
        log_error("matter " + std::to_string(undecidable.back()) +
                  " waits for nobody: all who could decide it bear a share");
    }
    figures_.undecidable = undecidable.size();
    wake_ = next;
    figures_.entries = session.head().size;
    figures_.read_only = read_only;
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
        crash_point("sync.before");
        if (const Status synced = workspace_->sqlite()->sync(); !synced) {
            end_process(synced.error());
        }
        crash_point("sync.after");
        for (const auto& answer : answers) {
            answer(Status());
        }
        lock.lock();
        syncing_ = false;
    }
}

}  // namespace onus::adapters
