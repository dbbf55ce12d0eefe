// SPDX-License-Identifier: Apache-2.0
//
// One thread for long work, with few places to wait.

#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace onus::adapters {

class Worker {
  public:
    Worker() : thread_([this] { work(); }) {}

    /// Does what waits, and ends. `stop` does the same earlier.
    ~Worker() { stop(); }

    void stop() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        changed_.notify_one();
        if (thread_.joinable()) {
            thread_.join();
        }
    }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// False, and nothing happens, if too many wait.
    [[nodiscard]] bool ask(std::function<void()> work) {
        const std::lock_guard lock(mutex_);
        if (queue_.size() >= kWaitingMax || stopping_) {
            return false;
        }
        queue_.push_back(std::move(work));
        changed_.notify_one();
        return true;
    }

    static constexpr std::size_t kWaitingMax = 8;

  private:
    void work() {
        std::unique_lock lock(mutex_);
        for (;;) {
            changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty()) {
                return;
            }
            const std::function<void()> next = std::move(queue_.front());
            queue_.pop_front();
            lock.unlock();
            next();
            lock.lock();
        }
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> queue_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace onus::adapters
