// SPDX-License-Identifier: Apache-2.0
#include "adapters/http/event_stream.h"

#include <chrono>
#include <optional>
#include <utility>

#include "adapters/http/answers.h"
#include "adapters/http/desk.h"
#include "adapters/http/process_events.h"
#include "adapters/json/json.h"

namespace onus::adapters {
namespace {

std::int64_t now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

}  // namespace

class EventStreams::Client : public HttpStream, public std::enable_shared_from_this<Client> {
  public:
    Client(EventStreams& all, Principal who, std::uint64_t after,
           std::shared_ptr<std::atomic<std::size_t>> open)
        : principal(std::move(who)), position(after), all_(all), open_(std::move(open)) {}
    ~Client() override { --*open_; }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    void next(Give give) override { all_.wait(shared_from_this(), std::move(give)); }

    const Principal principal;
    const std::int64_t opened_ms = now_ms();

    /// The last entry that was looked at. Read and written by one page at a time.
    std::uint64_t position;

  private:
    EventStreams& all_;
    std::shared_ptr<std::atomic<std::size_t>> open_;
};

EventStreams::EventStreams(Service& service, Desk& desk, EventStreamLimits limits)
    : service_(service),
      desk_(desk),
      limits_(limits),
      open_(std::make_shared<std::atomic<std::size_t>>(0)),
      thread_([this] { look_for_ever(); }) {}

EventStreams::~EventStreams() { stop(); }

std::shared_ptr<HttpStream> EventStreams::open(const Principal& principal, std::uint64_t after) {
    if (++*open_ > limits_.clients) {
        --*open_;
        return nullptr;
    }
    return std::make_shared<Client>(*this, principal, after, open_);
}

void EventStreams::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void EventStreams::wait(std::shared_ptr<Client> client, Give give) {
    {
        const std::lock_guard lock(mutex_);
        if (!stopping_) {
            waiting_.push_back({std::move(client), std::move(give), now_ms()});
            return;
        }
    }
    give(std::nullopt);
}

void EventStreams::look_for_ever() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        changed_.wait_for(lock, std::chrono::milliseconds(limits_.look_ms),
                          [this] { return stopping_; });
        const std::uint64_t entries = service_.figures().entries;
        const std::int64_t now = now_ms();
        std::vector<Waiting> all = std::exchange(waiting_, {});
        lock.unlock();
        std::vector<Waiting> still;
        for (Waiting& each : all) {
            if (now - each.client->opened_ms >= limits_.lifetime_ms) {
                each.give(std::nullopt);
            } else if (each.client->position < entries) {
                fetch(each.client, std::move(each.give));
            } else if (now - each.since_ms >= limits_.heartbeat_ms) {
                each.give(": still here\n\n");
            } else {
                still.push_back(std::move(each));
            }
        }
        lock.lock();
        waiting_.insert(waiting_.end(), std::make_move_iterator(still.begin()),
                        std::make_move_iterator(still.end()));
    }
    const std::vector<Waiting> all = std::exchange(waiting_, {});
    lock.unlock();
    for (const Waiting& each : all) {
        each.give(std::nullopt);
    }
}

/// One page. What the client may not see is passed over.
void EventStreams::fetch(const std::shared_ptr<Client>& client, Give give) {
    struct Sheet {
        std::string text;
        std::uint64_t position = 0;
        bool failed = false;
    };
    auto page = std::make_shared<Sheet>();
    Job job;
    job.access = Access::kRead;
    job.work = [this, client, page](Workspace& workspace, Instant received) {
        static const HttpRequest kRequest;
        static const std::map<std::string, std::string, std::less<>> kParts;
        std::function<HttpResponse()> later;
        const Call call{kRequest, kParts,   "events", client->principal, workspace, received,
                        desk_,    service_, later};
        const engine::Session& session = workspace.session();
        ProcessEvents processes(call);
        page->position = client->position;
        const std::uint64_t last = session.head().size;
        for (std::size_t i = 0; i < limits_.page_entries && page->position < last &&
                                page->text.size() < limits_.page_bytes;
             ++i) {
            const std::uint64_t sequence = page->position + 1;
            // The first entry says what the ledger is, and is no command.
            const Result<engine::Reply> reply =
                sequence == 1 ? Result<engine::Reply>(engine::Reply{}) : session.reply_of(sequence);
            page->failed = !reply;
            if (page->failed) {
                return;
            }
            page->position = sequence;
            if (sequence == 1) {
                continue;
            }
            const auto told = processes.of(*reply);
            const bool whole = may_see(call, reply->command.actor);
            if (!told || (whole && !look_at(call, reply->command.actor))) {
                page->failed = true;
                return;
            }
            std::vector<std::string> messages;
            for (const std::string& each : *told) {
                messages.push_back("event: process\ndata: " + each + "\n\n");
            }
            if (whole) {
                const auto* program = session.world().program_at(reply->received);
                messages.push_back("event: entry\ndata: " +
                                   to_json(shown(call, *reply, program, reply->received)) + "\n\n");
            }
            // Whoever is cut off in the middle gets all of the entry again.
            for (std::size_t each = 0; each < messages.size(); ++each) {
                page->text += each + 1 == messages.size()
                                  ? "id: " + std::to_string(sequence) + "\n" + messages[each]
                                  : messages[each];
            }
        }
    };
    job.answer = [this, client, page, give](const Status& done) {
        if (!done || page->failed) {
            give(std::nullopt);
            return;
        }
        client->position = page->position;
        if (page->text.empty()) {
            wait(client, give);
        } else {
            give(std::move(page->text));
        }
    };
    if (!service_.ask(Sender::kMachine, std::move(job))) {
        wait(client, std::move(give));
    }
}

}  // namespace onus::adapters
