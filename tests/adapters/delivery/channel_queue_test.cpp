// SPDX-License-Identifier: Apache-2.0
#include "adapters/delivery/channel_queue.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <catch2/catch.hpp>

#include "adapters/delivery/transports.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;

Instant at(std::int64_t ms) { return Instant{1'795'420'800'000 + ms}; }

Message message(std::uint64_t number, const std::string& lane, bool personal = false,
                Instant since = at(0)) {
    Message made;
    made.number = number;
    made.id = "m" + std::to_string(number);
    made.text = "text " + std::to_string(number);
    made.lane = lane;
    made.personal = personal;
    made.since = since;
    return made;
}

std::string numbers(const std::optional<Parcel>& parcel) {
    std::string all = parcel ? "" : "nothing";
    for (const Message& each : parcel.value_or(Parcel())) {
        all += (all.empty() ? "" : " ") + std::to_string(each.number);
    }
    return all;
}

Outcome failure_of() {
    return {Fate::kFailed, failure(DiagnosticKind::kDeliveryStatus, {"500"}).value()};
}

/// Always the longest wait.
std::uint64_t longest() { return ~std::uint64_t{0}; }
std::uint64_t shortest() { return 0; }

TEST_CASE("channel queue: a lane keeps its order, other lanes do not wait for it") {
    ChannelQueue queue({}, shortest);
    queue.add(message(1, "a"), at(0));
    queue.add(message(2, "a"), at(0));
    queue.add(message(3, "b"), at(0));
    CHECK(numbers(queue.take(at(0))) == "1");
    CHECK(queue.settle(failure_of(), at(0)).empty());
    CHECK(numbers(queue.take(at(0))) == "3");
    CHECK(queue.settle({Fate::kDelivered}, at(0)).front().number == 3);
    CHECK(numbers(queue.take(at(0))) == "nothing");
    CHECK(*queue.next(at(0)) == at(1));
    CHECK(numbers(queue.take(at(1))) == "1");
    CHECK(queue.settle({Fate::kDelivered}, at(1)).front().reached);
    CHECK(numbers(queue.take(at(1))) == "2");
    CHECK(queue.settle({Fate::kDelivered}, at(1)).size() == 1);
    CHECK(queue.size() == 0);
    CHECK_FALSE(queue.next(at(1)).has_value());
}

TEST_CASE("channel queue: the wait grows from a second to an hour, and at last it is given up") {
    QueueOptions options;
    options.give_up_ms = 72 * kHour;
    ChannelQueue queue(options, [] { return std::uint64_t{3'599'999'999'999}; });
    queue.add(message(1, "a"), at(0));
    std::vector<std::int64_t> waits;
    Instant now = at(0);
    std::vector<Closed> closed;
    while (closed.empty()) {
        REQUIRE(queue.take(now).has_value());
        closed = queue.settle(failure_of(), now);
        if (closed.empty()) {
            const Instant next = *queue.next(now);
            CHECK(numbers(queue.take(Instant{next.ms - 1})) == "nothing");
            waits.push_back(next.ms - now.ms);
            now = next;
        }
    }
    CHECK(waits.at(0) <= kSecond);
    CHECK(*std::max_element(waits.begin(), waits.end()) <= kHour);
    CHECK(closed.front().number == 1);
    CHECK_FALSE(closed.front().reached);
    CHECK(now.ms - at(0).ms >= 72 * kHour);
    CHECK(now.ms - at(0).ms <= 73 * kHour);
    CHECK(queue.size() == 0);
}

TEST_CASE("channel queue: what nobody could ever get is given up at once; who is silent rests") {
    ChannelQueue queue({}, longest);
    queue.add(message(1, "a"), at(0));
    queue.add(message(2, "b"), at(0));
    REQUIRE(numbers(queue.take(at(0))) == "1");
    CHECK_FALSE(queue.settle({Fate::kNoReceiver, {}, 0}, at(0)).front().reached);
    REQUIRE(numbers(queue.take(at(0))) == "2");
    CHECK(queue.settle({Fate::kRest, {}, 10 * kMinute}, at(0)).empty());
    queue.add(message(3, "c"), at(1));
    CHECK(numbers(queue.take(at(10 * kMinute - 1))) == "nothing");
    CHECK(*queue.next(at(1)) == at(10 * kMinute));
    CHECK(numbers(queue.take(at(10 * kMinute))) == "3");
}

TEST_CASE("channel queue: overflow becomes a digest, but nobody's own escalation does") {
    ChannelSettings settings;
    settings.kind = ChannelKind::kWeCom;
    ChannelQueue queue(queue_options(settings, 72), shortest);
    for (std::uint64_t number = 1; number <= 30; ++number) {
        queue.add(message(number, "case " + std::to_string(number), number % 10 == 0), at(0));
    }
    // Personal ones first, each alone; the others do not fit into 18 a minute.
    CHECK(numbers(queue.take(at(0))) == "10");
    CHECK(queue.settle({Fate::kDelivered}, at(0)).size() == 1);
    CHECK(numbers(queue.take(at(0))) == "20");
    CHECK(queue.settle({Fate::kDelivered}, at(0)).size() == 1);
    CHECK(numbers(queue.take(at(0))) == "30");
    CHECK(queue.settle({Fate::kDelivered}, at(0)).size() == 1);
    CHECK(numbers(queue.take(at(0))) == "1 2 3 4 5 6 7 8 9 11 12 13 14 15 16 17 18 19 21 22");
    CHECK(queue.settle({Fate::kDelivered}, at(0)).size() == 20);
    CHECK(numbers(queue.take(at(0))) == "23");
    CHECK(queue.settle({Fate::kDelivered}, at(0)).size() == 1);
}

TEST_CASE("send window: never more than allowed in any stretch of time") {
    SendWindow window({{2, kSecond}, {3, kMinute}});
    CHECK(window.free(at(0)) == 2);
    window.note(at(0));
    window.note(at(0));
    CHECK(window.free(at(999)) == 0);
    CHECK(window.next_free(at(999)) == at(kSecond));
    CHECK(window.free(at(kSecond)) == 1);
    window.note(at(kSecond));
    CHECK(window.free(at(2 * kSecond)) == 0);
    CHECK(window.next_free(at(2 * kSecond)) == at(kMinute));
    // A clock that is set back gives nothing away.
    CHECK(window.free(at(-kHour)) == 0);
    CHECK(window.free(at(kMinute)) == 2);
}

/// A platform that takes note of everything and fails three times in ten: before it took the
/// message, or, as bad, after.
struct Receiver {
    std::vector<Allowance> allowances;
    std::vector<Instant> sent;
    std::map<std::uint64_t, std::size_t> arrived;  ///< number of the message: how often
    std::map<std::string, std::uint64_t> last;     ///< by lane
    std::size_t failures = 0;

    Outcome take(const Parcel& parcel, Instant now, std::mt19937_64& rng) {
        sent.push_back(now);
        const std::uint64_t luck = rng() % 100;
        const bool dead = std::any_of(parcel.begin(), parcel.end(), [](const Message& each) {
            return each.lane.starts_with("dead");
        });
        if (!dead && (luck >= 30 || luck < 15)) {
            for (const Message& each : parcel) {
                // What comes again may come after its successors; first arrivals keep the order.
                if (++arrived[each.number] == 1) {
                    CHECK(last[each.lane] < each.number);
                    last[each.lane] = each.number;
                }
                CHECK((!each.personal || parcel.size() == 1));
            }
        }
        if (dead || luck < 30) {
            ++failures;
            return failure_of();
        }
        return {Fate::kDelivered};
    }

    void check_caps() const {
        for (const Allowance& allowance : allowances) {
            for (std::size_t i = allowance.count; i < sent.size(); ++i) {
                CHECK(sent[i].ms - sent[i - allowance.count].ms >= allowance.window_ms);
            }
        }
    }
};

TEST_CASE("delivery: of 12,000 messages none is lost while three in ten tries fail") {
    constexpr std::uint64_t kMessages = 12'000;
    std::mt19937_64 rng(20260101);
    struct Channel {
        Receiver receiver;
        ChannelQueue queue;
    };
    std::vector<Channel> channels;
    for (const ChannelKind kind :
         {ChannelKind::kDingTalk, ChannelKind::kFeishu, ChannelKind::kWeCom, ChannelKind::kMail}) {
        ChannelSettings settings;
        settings.kind = kind;
        const QueueOptions options = queue_options(settings, 72);
        channels.push_back(
            {{options.allowances, {}, {}, {}, 0}, ChannelQueue(options, [&rng] { return rng(); })});
    }
    std::set<std::uint64_t> reached;
    std::set<std::uint64_t> given_up;
    std::uint64_t added = 0;
    Instant now = at(0);
    const auto waits = [&] {
        return std::any_of(channels.begin(), channels.end(),
                           [](const Channel& channel) { return channel.queue.size() != 0; });
    };
    std::set<std::uint64_t> dead;
    while (added < kMessages || waits()) {
        // Ten a second until all are there.
        while (added < kMessages && at(static_cast<std::int64_t>(added) * 100) <= now) {
            ++added;
            const std::string kind = added % 500 == 0 ? "dead " : "case ";
            const std::string lane = kind + std::to_string(rng() % 400);
            if (added % 500 == 0) {
                dead.insert(added);
            }
            channels[added % 4].queue.add(message(added, lane, rng() % 5 == 0, now), now);
        }
        std::optional<Instant> next;
        for (Channel& channel : channels) {
            while (const auto parcel = channel.queue.take(now)) {
                const Outcome outcome = channel.receiver.take(*parcel, now, rng);
                for (const Closed& closed : channel.queue.settle(outcome, now)) {
                    CHECK((closed.reached ? reached : given_up).insert(closed.number).second);
                }
            }
            if (const auto due = channel.queue.next(now)) {
                next = next ? std::min(*next, *due) : *due;
            }
        }
        if (added < kMessages) {
            const Instant arrival = at(static_cast<std::int64_t>(added) * 100);
            next = next ? std::min(*next, arrival) : arrival;
        }
        now = next ? std::max(*next, now) : now;
    }
    std::size_t sent = 0;
    std::size_t twice = 0;
    std::size_t failures = 0;
    for (const Channel& channel : channels) {
        channel.receiver.check_caps();
        sent += channel.receiver.sent.size();
        failures += channel.receiver.failures;
        for (const auto& [number, times] : channel.receiver.arrived) {
            twice += times > 1 ? 1 : 0;
            CHECK(reached.count(number) == 1);
        }
    }
    CHECK(reached.size() + given_up.size() == kMessages);
    CHECK(given_up == dead);
    CHECK(twice > 0);
    WARN(reached.size() << " delivered in " << sent << " posts, " << failures << " of them failed, "
                        << twice << " arrived more than once, " << given_up.size() << " given up; "
                        << (now.ms - at(0).ms) / kHour << " h on the hand clock");
}

}  // namespace
}  // namespace onus::adapters
