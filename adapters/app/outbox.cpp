// SPDX-License-Identifier: Apache-2.0
#include "adapters/app/outbox.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <utility>

#include "adapters/app/outbox_approvals.h"
#include "adapters/app/outbox_messages.h"
#include "adapters/app/side_rows.h"
#include "adapters/crash/crash_point.h"
#include "adapters/delivery/feishu_approval.h"
#include "adapters/delivery/transports.h"
#include "adapters/storage/sqlite_store.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/digits.h"

namespace onus::adapters {
namespace {

constexpr std::chrono::milliseconds kLook{100};
constexpr std::chrono::milliseconds kPause{1000};

/// Of one job of the judging thread, which has others to do.
constexpr std::uint64_t kLookUps = 2000;
constexpr std::size_t kMessages = 64;
constexpr std::uint64_t kEntries = 32;

/// Messages in memory; the rest waits in the state.
constexpr std::size_t kWaitingMax = 10'000;
constexpr std::size_t kFollowedMax = 256;

constexpr std::uint64_t kLastPlace = (std::uint64_t{1} << 24U) - 1;

constexpr std::string_view kSource = "onus.outbox";
constexpr std::string_view kApprovals = "feishu_approvals";

/// For messages that have nowhere to go.
class Nowhere : public Transport {
  public:
    Outcome send(const Parcel&, Instant) override {
        return {Fate::kFailed, failure(DiagnosticKind::kDeliveryNoChannel, {}).value()};
    }
};

/// Lets `work` run on the judging thread; true when everything that it saw or wrote is on the disk.
template <class Work>
bool ask(Service& service, Access access, Work work) {
    auto done = std::make_shared<std::promise<bool>>();
    std::future<bool> answer = done->get_future();
    Job job;
    job.access = access;
    job.work = std::move(work);
    job.answer = [done](const Status& status) { done->set_value(status.has_value()); };
    return service.ask(Sender::kPerson, std::move(job)) && answer.get();
}

engine::Command delivered(const Closed& closed, Instant received) {
    engine::Command command;
    command.id = "delivered-" + std::to_string(closed.number);
    command.source = std::string(kSource);
    command.at = command.received = received;
    command.body = engine::Delivered{closed.number, closed.reached};
    return command;
}

}  // namespace

Status note_delivery(engine::Session& session, const DeliverySettings& settings, Instant now) {
    std::optional<Instant> since;
    if (!settings.channels.empty()) {
        since = std::max(settings.since, Instant{0});
    }
    engine::Command command;
    command.source = "onus.service";
    command.at = command.received = std::max(now, session.state().header.now);
    command.body = engine::Delivery{since};
    const auto noted = session.execute(std::move(command));
    return noted ? Status() : tl::make_unexpected(noted.error());
}

Outbox::Outbox(Service& service, DeliverySettings settings)
    : service_(service), settings_(std::move(settings)) {
    const auto note = [this](const std::vector<Closed>& closed) {
        crash_point("outbox.sent");
        const std::lock_guard lock(mutex_);
        closed_.insert(closed_.end(), closed.begin(), closed.end());
        changed_.notify_one();
    };
    const auto options = [this](const ChannelSettings& channel) {
        return queue_options(channel, settings_.give_up_hours);
    };
    couriers_[""] = std::make_unique<Courier>(std::make_unique<Nowhere>(), options({}), note);
    for (const ChannelSettings& channel : settings_.channels) {
        couriers_[channel.name] =
            std::make_unique<Courier>(make_transport(channel), options(channel), note);
    }
    for (const SubscriberSettings& each : settings_.subscribers) {
        subscribe(each.channel.name, make_transport(each.channel), options(each.channel),
                  [&each](const engine::Session& session, const engine::Reply& reply) {
                      return events_of(session, reply, each);
                  });
    }
    if (settings_.approvals) {
        const ApprovalSettings& approvals = *settings_.approvals;
        subscribe(std::string(kApprovals), make_feishu_approval(approvals), options({}),
                  [&approvals](const engine::Session& session, const engine::Reply& reply) {
                      return approvals_of(session, reply, approvals);
                  });
    }
    // Before anybody can ask for anything: a new subscriber misses nothing of it.
    begun_ = begin();
    thread_ = std::thread([this] { work(); });
    service_.attach([this](std::size_t most) { return channels(most); });
}

void Outbox::subscribe(std::string name, std::unique_ptr<Transport> transport, QueueOptions options,
                       decltype(Subscriber::tell) tell) {
    auto subscriber = std::make_unique<Subscriber>();
    subscriber->name = std::move(name);
    subscriber->tell = std::move(tell);
    // The ledger keeps what it is told: there is no reason ever to give up.
    options.give_up_ms.reset();
    subscriber->courier = std::make_unique<Courier>(
        std::move(transport), std::move(options),
        [this, raw = subscriber.get()](const std::vector<Closed>& closed) {
            const std::lock_guard lock(mutex_);
            told_[raw] = std::max(told_[raw], closed.back().number);
        });
    subscribers_.push_back(std::move(subscriber));
}

Outbox::~Outbox() { stop(); }

void Outbox::stop() {
    service_.attach({});
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        changed_.notify_one();
    }
    if (thread_.joinable()) {
        thread_.join();
    }
}

std::vector<ChannelReport> Outbox::channels(std::size_t most) const {
    std::vector<ChannelReport> all;
    const auto add = [&](const std::string& name, bool is_subscriber, const Courier& courier) {
        all.push_back({name, is_subscriber, courier.figures(), courier.waiting(most)});
    };
    for (const auto& [name, courier] : couriers_) {
        add(name, false, *courier);
    }
    for (const auto& subscriber : subscribers_) {
        add(subscriber->name, true, *subscriber->courier);
    }
    return all;
}

std::size_t Outbox::waiting() const {
    std::size_t count = 0;
    for (const auto& [name, courier] : couriers_) {
        count += courier->figures().waiting;
    }
    return count;
}

void Outbox::work() {
    const auto pause = [this](std::chrono::milliseconds time, bool for_closed) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, time,
                          [&] { return stopping_ || (for_closed && !closed_.empty()); });
        return !stopping_;
    };
    bool well = true;
    while (pause(well ? kLook : kPause, well)) {
        const std::uint64_t entries = service_.figures().entries;
        begun_ = begun_ || begin();
        well = begun_ && close();
        if (well && (entries != entries_seen_ || more_) && waiting() < kWaitingMax) {
            well = collect(entries);
        }
        for (const auto& subscriber : subscribers_) {
            if (well && subscriber->read < entries &&
                subscriber->courier->figures().waiting < kFollowedMax) {
                well = follow(*subscriber, entries);
            }
        }
        well = well && keep_places();
    }
    for (const auto& [name, courier] : couriers_) {
        courier->halt();
    }
    for (const auto& subscriber : subscribers_) {
        subscriber->courier->halt();
    }
    for (const auto& [name, courier] : couriers_) {
        courier->stop();
    }
    for (const auto& subscriber : subscribers_) {
        subscriber->courier->stop();
    }
    // What arrived in the last moment is written down, or it would be told again.
    static_cast<void>(close() && keep_places());
}

bool Outbox::begin() {
    struct Places {
        std::uint64_t entries = 0;
        std::map<std::string, std::uint64_t> told;
        bool failed = false;
    };
    const auto places = std::make_shared<Places>();
    std::vector<std::string> names;
    for (const auto& subscriber : subscribers_) {
        names.push_back(subscriber->name);
    }
    const bool read = ask(service_, Access::kRead, [=](Workspace& workspace, Instant) {
        places->entries = workspace.session().head().size;
        for (const std::string& name : names) {
            const auto row = workspace.store().row(kPlaces, name);
            places->failed = places->failed || !row;
            const auto number = row && *row ? whole_number(**row) : std::nullopt;
            if (number) {
                places->told[name] = *number;
            }
        }
    });
    if (!read || places->failed) {
        return false;
    }
    for (const auto& subscriber : subscribers_) {
        const auto found = places->told.find(subscriber->name);
        if (found == places->told.end()) {
            // A new one is told what happens from now on.
            subscriber->read = places->entries;
            subscriber->told = place_number(places->entries, kLastPlace);
        } else {
            subscriber->told = subscriber->kept = found->second;
            // The rest of the entry may be untold.
            subscriber->read = std::max<std::uint64_t>(sequence_of(found->second), 1) - 1;
        }
    }
    return true;
}

bool Outbox::close() {
    for (;;) {
        std::vector<Closed> batch;
        {
            const std::lock_guard lock(mutex_);
            const std::size_t count = std::min(closed_.size(), kMessages);
            batch.assign(closed_.begin(), closed_.begin() + static_cast<std::ptrdiff_t>(count));
        }
        if (batch.empty()) {
            return true;
        }
        const bool written =
            ask(service_, Access::kWrite, [batch](Workspace& workspace, Instant received) {
                for (const Closed& closed : batch) {
                    // An error is one of the store, which ends the group, or says that it is known.
                    static_cast<void>(
                        workspace.session().execute(delivered(closed, received), nullptr));
                }
            });
        if (!written) {
            return false;
        }
        crash_point("outbox.recorded");
        const std::lock_guard lock(mutex_);
        closed_.erase(closed_.begin(), closed_.begin() + static_cast<std::ptrdiff_t>(batch.size()));
    }
}

bool Outbox::collect(std::uint64_t entries) {
    struct Found {
        std::vector<Addressed> messages;
        std::uint64_t looked = 0;
        bool more = false;
    };
    const auto found = std::make_shared<Found>();
    found->looked = looked_;
    const DeliverySettings& settings = settings_;
    const bool read =
        ask(service_, Access::kRead, [found, &settings](Workspace& workspace, Instant) {
            const engine::Session& session = workspace.session();
            const std::uint64_t last = session.state().header.notice_count;
            for (std::uint64_t look = 0;
                 look < kLookUps && found->looked < last && found->messages.size() < kMessages;
                 ++look) {
                ++found->looked;
                const auto row = session.state().unsent_notice(found->looked);
                if (row && settings.since <= row->received) {
                    found->messages.push_back(message_of(session, *row, settings));
                }
            }
            found->more = found->looked < last;
        });
    if (!read) {
        return false;
    }
    std::map<std::string, std::vector<Message>> by_channel;
    for (Addressed& each : found->messages) {
        by_channel[each.channel].push_back(std::move(each.message));
    }
    crash_point(by_channel.empty() ? "" : "outbox.taken");
    for (auto& [channel, messages] : by_channel) {
        const auto courier = couriers_.find(channel);
        (courier == couriers_.end() ? couriers_.at("") : courier->second)->add(std::move(messages));
    }
    looked_ = found->looked;
    more_ = found->more;
    entries_seen_ = entries;
    return true;
}

bool Outbox::follow(Subscriber& subscriber, std::uint64_t entries) {
    struct Found {
        std::vector<Message> messages;
        std::uint64_t read = 0;
        bool failed = false;
    };
    const auto found = std::make_shared<Found>();
    found->read = subscriber.read;
    const std::uint64_t last = std::min(entries, subscriber.read + kEntries);
    const auto& tell = subscriber.tell;
    const bool read =
        ask(service_, Access::kRead, [found, last, &tell](Workspace& workspace, Instant) {
            const engine::Session& session = workspace.session();
            while (found->read < last && found->messages.size() < kMessages) {
                // The first entry is the ledger's beginning and tells nothing.
                if (found->read != 0) {
                    const auto reply = session.reply_of(found->read + 1);
                    if (!reply) {
                        found->failed = true;
                        return;
                    }
                    std::vector<Message> events = tell(session, *reply);
                    std::move(events.begin(), events.end(), std::back_inserter(found->messages));
                }
                ++found->read;
            }
        });
    if (!read || found->failed) {
        return false;
    }
    std::erase_if(found->messages,
                  [&](const Message& message) { return message.number <= subscriber.told; });
    subscriber.courier->add(std::move(found->messages));
    subscriber.read = found->read;
    return true;
}

bool Outbox::keep_places() {
    std::vector<engine::RowChange> changed;
    for (const auto& subscriber : subscribers_) {
        const bool all_told = subscriber->courier->figures().waiting == 0;
        const std::lock_guard lock(mutex_);
        subscriber->told = std::max(subscriber->told, told_[subscriber.get()]);
        if (all_told) {
            subscriber->told =
                std::max(subscriber->told, place_number(subscriber->read, kLastPlace));
        }
        if (subscriber->told != subscriber->kept) {
            changed.push_back({kPlaces, subscriber->name, std::to_string(subscriber->told)});
        }
    }
    if (changed.empty()) {
        return true;
    }
    const bool kept = ask(service_, Access::kWrite, [changed](Workspace& workspace, Instant) {
        // Lost, it is told again; the group tells if it cannot be written.
        static_cast<void>(keep_rows(workspace.store(), changed));
    });
    for (const auto& subscriber : subscribers_) {
        subscriber->kept = kept ? subscriber->told : subscriber->kept;
    }
    return kept;
}

}  // namespace onus::adapters
