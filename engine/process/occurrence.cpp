// SPDX-License-Identifier: Apache-2.0
#include "engine/process/occurrence.h"

#include <algorithm>
#include <tuple>

namespace onus::engine {

namespace {

using Kind = Occurrence::Kind;

bool comes_before(const Occurrence& a, const Occurrence& b) {
    return std::tie(a.at, a.attempt, a.kind, a.number) <
           std::tie(b.at, b.attempt, b.kind, b.number);
}

class Collector {
  public:
    Collector(const Course& course, Instant as_of) : course_(course), as_of_(as_of) {}

    std::vector<Occurrence> run() {
        for (std::uint32_t round = 0; round < course_.rounds.size(); ++round) {
            add_round(round);
        }
        for (const Waiting& each : course_.waiting) {
            add(Kind::kDeliver, each.since, each.attempt, each.round);
            add_waits(each.asked, as_of_, each.attempt, each.round);
        }
        for (std::uint32_t i = 0; i < course_.stops.size(); ++i) {
            const Stop& stop = course_.stops[i];
            add(Kind::kStop, stop.from, stop.attempt, i);
            const Instant end = std::min(stop.until.value_or(as_of_), as_of_);
            if (stop.from < end) {
                add(Kind::kGoOn, end, stop.attempt, i);
            }
        }
        std::stable_sort(all_.begin(), all_.end(), comes_before);
        add_still_open();
        return std::move(all_);
    }

  private:
    void add(Kind kind, Instant at, std::uint64_t attempt, std::uint32_t number) {
        if (at <= as_of_) {
            all_.push_back({at, attempt, kind, number});
        }
    }

    /// Each who was asked passes it on to the next, the last to what follows.
    void add_waits(const std::vector<Asked>& asked, Instant end, std::uint64_t attempt,
                   std::uint32_t round) {
        for (const Asked& each : asked) {
            if (each.until < end) {
                add(Kind::kPassOn, each.until, attempt, round);
            }
        }
        add(Kind::kPassOn, end, attempt, round);
    }

    /// A step that runs a process begins, and ends with the steps of that process.
    [[nodiscard]] bool runs(const Round& round) const {
        return course_.process->steps[round.step].action == kNoIndex;
    }

    void add_round(std::uint32_t number) {
        const Round& round = course_.rounds[number];
        add(Kind::kBegin, round.begin, round.opener, number);
        if (runs(round)) {
            return;
        }
        if (round.ended) {
            add(Kind::kEnd, *round.ended, std::max(round.opener, round.ended_by), number);
        } else if (round.delivered) {
            add(Kind::kDeliver, *round.delivered, round.deed, number);
            if (*round.delivered < *round.passed_on && *round.delivered <= as_of_) {
                add_waits(round.asked, std::min(*round.passed_on, as_of_), round.deed, number);
            }
        }
    }

    /// Whoever was due first comes first, since he alone delays what follows until then.
    void add_still_open() {
        std::vector<Occurrence> open;
        for (std::uint32_t number = 0; number < course_.rounds.size(); ++number) {
            if (!runs(course_.rounds[number])) {
                open.push_back({as_of_, 0, Kind::kStillOpen, number});
            }
        }
        std::stable_sort(open.begin(), open.end(), [&](const Occurrence& a, const Occurrence& b) {
            return course_.rounds[a.number].due < course_.rounds[b.number].due;
        });
        all_.insert(all_.end(), open.begin(), open.end());
    }

    const Course& course_;
    Instant as_of_;
    std::vector<Occurrence> all_;
};

}  // namespace

std::vector<Occurrence> occurrences_of(const Course& course, Instant as_of) {
    return Collector(course, as_of).run();
}

}  // namespace onus::engine
