// SPDX-License-Identifier: Apache-2.0
//
// Events of a run of a process and of its steps.

#pragma once

#include <cstdint>
#include <string>

#include "grammar/base/civil.h"

namespace onus::engine {

/// `kNotTaken`: the process went another way. `kCancelled`: it was open when the run was cancelled.
enum class StepStatus : std::uint8_t {
    kNone = 0,
    kOpen = 1,
    kDelivered = 2,
    kSkipped = 3,
    kNotTaken = 4,
    kCancelled = 5,
};
constexpr StepStatus last_of(StepStatus) { return StepStatus::kCancelled; }

/// A step of a running process was opened, delivered, skipped, passed by, or is to be done again.
struct StepChanged {
    std::string process;
    std::string subject;  ///< key of the record that the instance is about
    std::string step;
    StepStatus status{};
    std::uint64_t duty = 0;
    std::uint64_t attempt = 0;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("process", self.process);
        visit("subject", self.subject);
        visit("step", self.step);
        visit("status", self.status);
        visit("duty", self.duty);
        visit("attempt", self.attempt);
    }
    friend bool operator==(const StepChanged&, const StepChanged&) = default;
};

/// What a step delivered decided that the way from it to another is not taken.
struct PathClosed {
    std::string process;
    std::string subject;
    std::string step;  ///< that is not reached this way
    std::string from;
    std::uint64_t attempt = 0;  ///< that started the run
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("process", self.process);
        visit("subject", self.subject);
        visit("step", self.step);
        visit("from", self.from);
        visit("attempt", self.attempt);
    }
    friend bool operator==(const PathClosed&, const PathClosed&) = default;
};

/// Work goes back from a step to one before it, for the `count`th time; 0 when a run begins.
struct StepReturned {
    std::string process;
    std::string subject;
    std::string step;
    std::uint32_t count = 0;
    std::uint64_t attempt = 0;  ///< that started the run
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("process", self.process);
        visit("subject", self.subject);
        visit("step", self.step);
        visit("count", self.count);
        visit("attempt", self.attempt);
    }
    friend bool operator==(const StepReturned&, const StepReturned&) = default;
};

enum class ProcessStatus : std::uint8_t {
    kRunning = 0,
    kSuspended = 1,
    kEnded = 2,
    kCancelled = 3
};
constexpr ProcessStatus last_of(ProcessStatus) { return ProcessStatus::kCancelled; }

/// A run of a process began, was suspended or resumed, came to its end or was cancelled.
struct ProcessChanged {
    std::string process;
    std::string subject;  ///< key of the record that it is about
    ProcessStatus status{};
    std::string program;        ///< hash of the version under which it runs
    std::uint64_t attempt = 0;  ///< that started it
    std::uint64_t duty = 0;     ///< its owner's, to bring it to its end
    Instant at;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("process", self.process);
        visit("subject", self.subject);
        visit("status", self.status);
        visit("program", self.program);
        visit("attempt", self.attempt);
        visit("duty", self.duty);
        visit("at", self.at);
    }
    friend bool operator==(const ProcessChanged&, const ProcessChanged&) = default;
};

}  // namespace onus::engine
