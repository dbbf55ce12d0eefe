// SPDX-License-Identifier: Apache-2.0
//
// One run of a process about one record, under the version with which it was started.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/duties/change.h"
#include "engine/run/effects.h"
#include "engine/run/scene.h"

namespace onus::engine {

/// The scene in which a run was started, asked as of `at`.
[[nodiscard]] Scene start_scene(Draft& draft, const Program& program, const ProcessRow& run,
                                Instant at);

/// The steps that are done again where work goes back to `step`: it, what stands behind it and what
/// it runs. By number of the step.
[[nodiscard]] std::vector<bool> reached_from(const ProcessInfo& process, std::uint32_t step);

class Run {
  public:
    /// The last run about the record; nothing if there never was one.
    [[nodiscard]] static std::optional<Run> find(Draft& draft, const ProcessInfo& process,
                                                 const std::string& subject);

    /// Begins a run, unless one is under way about the record.
    static void start(Draft& draft, const Scene& scene, std::uint32_t process, const Deed& deed);

    [[nodiscard]] const ProcessInfo& info() const { return *process_; }
    [[nodiscard]] const Program& program() const { return *program_; }
    [[nodiscard]] ProcessStatus status() const { return run_.last.status; }
    /// True if it is suspended, and was when something was done at `at`.
    [[nodiscard]] bool stood(Instant at) const {
        return status() == ProcessStatus::kSuspended && run_.last.at <= at;
    }
    [[nodiscard]] bool is_over() const { return status() >= ProcessStatus::kEnded; }

    /// The step's number in this version; nothing if it has none of this name.
    [[nodiscard]] std::optional<std::uint32_t> find_step(std::string_view name) const;
    [[nodiscard]] const StepRow* row(std::uint32_t step) const;
    [[nodiscard]] StepStatus status(std::uint32_t step) const;

    /// The person who answers for the whole, as of now; the rulebook's owner if there is nobody.
    [[nodiscard]] std::string owner() const;

    /// True if what `delivery` delivers sends work back once more than allowed.
    [[nodiscard]] bool is_returned_too_often(std::uint32_t step, const Scene& delivery) const;

    /// True if something after the step was delivered, or what it handed over was received.
    [[nodiscard]] bool is_built_on(std::uint32_t step) const;

    /// The step's own action became effective.
    void deliver(std::uint32_t step, const Scene& delivery, const Deed& deed);

    void cancel(const Deed& deed);
    void suspend(const Deed& deed);
    void resume(const Deed& deed);

    /// Work goes on from a step that was done, and all that came of it is done again.
    void send_back(std::uint32_t step, const Deed& deed);

    /// As `send_back`, but the step keeps the deadline that it had.
    void withdraw(std::uint32_t step, const Deed& deed);

  private:
    Run(Draft& draft, const ProcessInfo& process, std::string subject, const ProcessRow& run);

    enum class Way : std::uint8_t { kUnknown, kTaken, kClosed };
    [[nodiscard]] Way way(std::uint32_t step, const StepInfo::After& edge) const;
    [[nodiscard]] Way ways(std::uint32_t step) const;
    [[nodiscard]] std::string key(std::uint32_t step) const;
    [[nodiscard]] bool is_yes(const Scene& scene, CodeId condition) const;

    void change(ProcessStatus status, Instant at);
    void set(std::uint32_t step, StepStatus status, std::uint64_t duty);

    /// Opens, skips and passes by whatever is decided now; ends the run with its last step.
    void go_on(const Deed& deed);
    [[nodiscard]] bool go_on(std::uint32_t step, const Deed& deed);
    /// `from`: when its time begins.
    void open(std::uint32_t step, const Deed& deed, Instant from);
    void finish(std::uint64_t duty, const Deed& deed);
    [[nodiscard]] bool is_decided(std::uint32_t parent) const;

    /// What is done again with the step, itself included: whatever comes after it, with all that
    /// its steps run, and a step that is done because the steps it runs were.
    [[nodiscard]] std::vector<bool> reached_from(std::uint32_t step) const;

    /// Everything that is reached from the step is as if it had never been.
    void undo(std::uint32_t step, const Deed& deed);
    [[nodiscard]] std::uint64_t receipt_of(std::uint32_t step) const;
    void stop_if_suspended(std::uint64_t duty);
    void take_back(std::uint64_t delivery, const Deed& deed);
    void void_duty(std::uint64_t duty, const Deed& deed, std::string_view text);
    [[nodiscard]] std::vector<std::uint64_t> open_duties() const;
    std::uint64_t open_duty_of(std::uint32_t duty, const std::string& occasion, const Deed& deed,
                               Instant from);

    Draft* draft_;
    const Program* program_;
    const ProcessInfo* process_;
    std::string subject_;
    ProcessRow run_;
};

}  // namespace onus::engine
