// SPDX-License-Identifier: Apache-2.0
#include "adapters/delivery/channel_queue.h"

#include <algorithm>

#include "grammar/base/check.h"

namespace onus::adapters {
namespace {

constexpr std::uint32_t kTriesMin = 3;

/// Doubling further would pass any longest wait.
constexpr std::uint32_t kDoublingsMax = 40;

}  // namespace

ChannelQueue::ChannelQueue(QueueOptions options, std::function<std::uint64_t()> draw)
    : options_(std::move(options)), draw_(std::move(draw)), window_(options_.allowances) {}

void ChannelQueue::show(const std::string& name, Lane& lane) {
    const auto found = lanes_.find(name);
    heads_of(lane).insert({lane.front().next, lane.front().message.number, &found->first});
}

void ChannelQueue::hide(const std::string& name, Lane& lane) {
    const auto found = lanes_.find(name);
    heads_of(lane).erase({lane.front().next, lane.front().message.number, &found->first});
}

void ChannelQueue::add(Message message, Instant now) {
    const std::string name = message.lane;
    Lane& lane = lanes_[name];
    ONUS_CHECK(lane.empty() || lane.back().message.number < message.number,
               "messages of a lane come in their order");
    const bool busy =
        std::any_of(out_.begin(), out_.end(), [&](const auto& each) { return each.first == name; });
    lane.push_back({std::move(message), 0, now, {}});
    ++size_;
    if (lane.size() == 1 && !busy) {
        show(name, lane);
    }
}

std::optional<Parcel> ChannelQueue::take(Instant now) {
    ONUS_CHECK(out_.empty(), "one parcel at a time");
    const std::uint32_t free = window_.free(now);
    if (now < rests_until_ || free == 0) {
        return std::nullopt;
    }
    Parcel parcel;
    const auto is_ready = [&](const Heads& heads) {
        return !heads.empty() && heads.begin()->next <= now;
    };
    if (is_ready(personal_) || (is_ready(others_) && !overflows(now, free))) {
        const Head head = is_ready(personal_) ? *personal_.begin() : *others_.begin();
        Lane& lane = lanes_.at(*head.lane);
        parcel.push_back(lane.front().message);
        out_.emplace_back(*head.lane, 1);
        hide(*head.lane, lane);
    } else if (is_ready(others_)) {
        gather(now, parcel);
    } else {
        return std::nullopt;
    }
    window_.note(now);
    return parcel;
}

bool ChannelQueue::overflows(Instant now, std::uint32_t free) const {
    if (!options_.digests) {
        return false;
    }
    std::uint32_t ready = 0;
    for (auto head = others_.begin(); head != others_.end() && head->next <= now; ++head) {
        if (++ready > free) {
            return true;
        }
    }
    return false;
}

void ChannelQueue::gather(Instant now, Parcel& parcel) {
    while (!others_.empty() && others_.begin()->next <= now &&
           parcel.size() < options_.digest_max) {
        const std::string name = *others_.begin()->lane;
        Lane& lane = lanes_.at(name);
        hide(name, lane);
        std::size_t count = 0;
        while (count < lane.size() && parcel.size() < options_.digest_max &&
               !lane[count].message.personal && lane[count].next <= now) {
            parcel.push_back(lane[count].message);
            ++count;
        }
        out_.emplace_back(name, count);
    }
}

/// True if the message is given up.
bool ChannelQueue::fail(Item& item, const Outcome& outcome, Instant now) {
    ++item.tries;
    item.reason = outcome.reason;
    if (outcome.fate == Fate::kNoReceiver ||
        (options_.give_up_ms && item.tries >= kTriesMin &&
         now.ms - item.message.since.ms >= *options_.give_up_ms)) {
        return true;
    }
    if (outcome.fate == Fate::kRest) {
        item.next = rests_until_;
        return false;
    }
    const std::uint32_t doublings = std::min(item.tries - 1, kDoublingsMax);
    const std::int64_t span =
        std::min(options_.longest_wait_ms, options_.first_wait_ms << doublings);
    const auto part = static_cast<std::int64_t>(draw_() % static_cast<std::uint64_t>(span));
    item.next = Instant{now.ms + std::max(part + 1, outcome.wait_ms)};
    return false;
}

std::vector<Closed> ChannelQueue::settle(const Outcome& outcome, Instant now) {
    if (outcome.fate == Fate::kRest) {
        rests_until_ = Instant{now.ms + outcome.wait_ms};
    }
    std::vector<Closed> closed;
    const auto out = std::exchange(out_, {});
    for (const auto& [name, count] : out) {
        Lane& lane = lanes_.at(name);
        for (std::size_t i = 0; i < count; ++i) {
            const bool reached = outcome.fate == Fate::kDelivered;
            if (!reached && !fail(lane[i], outcome, now)) {
                continue;
            }
            closed.push_back({lane[i].message.number, reached});
        }
        // What is given up is given up together or from the front: older ones have waited longer.
        std::erase_if(lane, [&](const Item& item) {
            return std::any_of(closed.begin(), closed.end(), [&](const Closed& each) {
                return each.number == item.message.number;
            });
        });
        if (lane.empty()) {
            lanes_.erase(name);
        } else {
            show(name, lane);
        }
    }
    size_ -= closed.size();
    return closed;
}

std::optional<Instant> ChannelQueue::next(Instant now) {
    std::optional<Instant> first;
    for (const Heads* heads : {&personal_, &others_}) {
        if (!heads->empty()) {
            first = first ? std::min(*first, heads->begin()->next) : heads->begin()->next;
        }
    }
    if (first) {
        first = std::max({*first, rests_until_, window_.next_free(now)});
    }
    return first;
}

std::vector<WaitingMessage> ChannelQueue::waiting(std::size_t most) const {
    std::vector<WaitingMessage> all;
    for (const auto& [name, lane] : lanes_) {
        for (const Item& item : lane) {
            all.push_back(
                {item.message.number, item.tries, item.message.since, item.next, item.reason});
        }
    }
    std::sort(all.begin(), all.end(), [](const WaitingMessage& a, const WaitingMessage& b) {
        return std::pair(b.tries, a.number) < std::pair(a.tries, b.number);
    });
    all.resize(std::min(all.size(), most));
    return all;
}

}  // namespace onus::adapters
