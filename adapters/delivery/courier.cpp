// SPDX-License-Identifier: Apache-2.0
#include "adapters/delivery/courier.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "adapters/clock/clock.h"
#include "adapters/clock/random.h"

namespace onus::adapters {
namespace {

constexpr std::int64_t kLongestSleepMs = 60'000;

}  // namespace

Courier::Courier(std::unique_ptr<Transport> transport, QueueOptions options,
                 std::function<void(const std::vector<Closed>&)> closed)
    : transport_(std::move(transport)),
      closed_(std::move(closed)),
      queue_(std::move(options), random_number) {
    thread_ = std::thread([this] { work(); });
}

Courier::~Courier() { stop(); }

void Courier::add(std::vector<Message> messages) {
    const std::lock_guard lock(mutex_);
    for (Message& message : messages) {
        queue_.add(std::move(message), steady_now());
    }
    changed_.notify_one();
}

void Courier::halt() {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    transport_->abort();
    changed_.notify_one();
}

void Courier::stop() {
    halt();
    if (thread_.joinable()) {
        thread_.join();
    }
}

CourierFigures Courier::figures() const {
    const std::lock_guard lock(mutex_);
    CourierFigures figures = figures_;
    figures.waiting = queue_.size();
    return figures;
}

std::vector<WaitingMessage> Courier::waiting(std::size_t most) const {
    const std::lock_guard lock(mutex_);
    return queue_.waiting(most);
}

void Courier::work() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        const Instant now = steady_now();
        const std::optional<Parcel> parcel = queue_.take(now);
        if (!parcel) {
            const std::optional<Instant> next = queue_.next(now);
            const std::int64_t sleep =
                next ? std::clamp<std::int64_t>(next->ms - now.ms, 1, kLongestSleepMs)
                     : kLongestSleepMs;
            changed_.wait_for(lock, std::chrono::milliseconds(sleep));
            continue;
        }
        lock.unlock();
        // The signature tells the receiver's clock, not ours that never jumps.
        const Outcome outcome = transport_->send(*parcel, system_now());
        lock.lock();
        const std::vector<Closed> closed = queue_.settle(outcome, steady_now());
        const auto reached = static_cast<std::uint64_t>(std::count_if(
            closed.begin(), closed.end(), [](const Closed& each) { return each.reached; }));
        figures_.delivered += reached;
        figures_.given_up += closed.size() - reached;
        figures_.failures += outcome.fate == Fate::kDelivered ? 0 : 1;
        if (!closed.empty()) {
            lock.unlock();
            closed_(closed);
            lock.lock();
        }
    }
}

}  // namespace onus::adapters
