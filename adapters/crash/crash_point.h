// SPDX-License-Identifier: Apache-2.0
//
// Places where the tests let the process end as if by kill -9. ONUS_CRASH_AT=NAME:N in the
// environment ends it at the N-th passage of the point with that name; without it a point costs one
// comparison. It is in every build, so that what ships is what was tested: whoever can set the
// environment of a process can end it anyway.

#pragma once

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>

namespace onus::adapters {

/// So that a test knows that the point was reached.
inline constexpr int kCrashExit = 86;

class CrashAt {
  public:
    /// What the environment says.
    [[nodiscard]] static CrashAt& of_environment() {
        static CrashAt at;
        return at;
    }

    [[nodiscard]] bool is_of(std::string_view name) const {
        return !name_.empty() && name_ == name;
    }

    /// True once, at the passage that is to be the last.
    [[nodiscard]] bool is_reached() { return left_.fetch_sub(1) == 1; }

  private:
    CrashAt() {
        const char* const said = std::getenv("ONUS_CRASH_AT");
        const std::string text = said == nullptr ? "" : said;
        const std::size_t colon = text.find(':');
        if (colon != std::string::npos) {
            name_ = text.substr(0, colon);
            left_ = std::strtol(text.c_str() + colon + 1, nullptr, 10);
        }
    }

    std::string name_;
    std::atomic<long> left_ = 0;
};

/// Nothing is written back, closed or told.
inline void crash_point(std::string_view name) {
    CrashAt& at = CrashAt::of_environment();
    if (at.is_of(name) && at.is_reached()) {
        std::_Exit(kCrashExit);
    }
}

/// Ends the process from another thread so much later, in the middle of what follows.
inline void crash_point(std::string_view name, std::chrono::microseconds later) {
    CrashAt& at = CrashAt::of_environment();
    if (at.is_of(name) && at.is_reached()) {
        std::thread([later] {
            std::this_thread::sleep_for(later);
            std::_Exit(kCrashExit);
        }).detach();
    }
}

}  // namespace onus::adapters
