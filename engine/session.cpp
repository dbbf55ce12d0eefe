// SPDX-License-Identifier: Apache-2.0
#include "engine/session.h"

#include <algorithm>
#include <iterator>

#include "engine/holding.h"
#include "engine/image.h"
#include "engine/ledger/commit_check.h"
#include "engine/ledger/struct_codec.h"
#include "engine/redaction.h"
#include "engine/redaction_rows.h"
#include "engine/run/elapsed.h"
#include "engine/run/judge.h"
#include "engine/run/organisation_codec.h"
#include "grammar/base/check.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {

namespace {

constexpr std::string_view kEngineSource = "onus";

}  // namespace

struct Session::Impl {
    Impl(LedgerStore& the_store, SessionOptions the_options)
        : store(the_store), options(std::move(the_options)), mode(options.mode) {}

    LedgerStore& store;
    SessionOptions options;
    TimeMode mode;
    HashAlgorithm hash = options.hash;
    LedgerId ledger{};

    /// Made anew, in the same place, when what it was made from has changed.
    std::optional<Image> image{std::in_place};
    State& state = image->state;
    World& world = image->world;

    /// Of `State::redacted_reads`, up to the last entry.
    std::uint64_t reads_before = 0;

    /// Up to here duties have followed the organisation.
    Instant organisation_seen;

    /// A commit failed: memory is ahead of the store, so nothing more is answered from it.
    std::optional<Diagnostic> broken;

    // ---- opening

    Status load() {
        ledger = options.ledger;
        state.keeps_unsent = mode == TimeMode::kService;
        state.attach(store);
        if (store.entry_count() == 0) {
            return {};
        }
        const auto bytes = store.entry(1);
        if (!bytes) {
            return tl::make_unexpected(bytes.error());
        }
        const auto entry = decode_entry(*bytes);
        if (!entry) {
            return tl::make_unexpected(entry.error());
        }
        const auto genesis = read_genesis(*entry);
        if (!genesis) {
            return tl::make_unexpected(genesis.error());
        }
        ledger = entry->header.ledger;
        hash = entry->header.hash;
        mode = genesis->time_mode;
        state.keeps_unsent = mode == TimeMode::kService;
        if (auto loaded = image->load(store, blobs_of(store)); !loaded) {
            return loaded;
        }
        // What changes at the instant of the last entry may not have been followed yet.
        organisation_seen = Instant{state.header.now.ms - 1};
        return {};
    }

    // ---- writing

    SaltSeed next_seed(std::uint64_t sequence) const {
        if (options.salt_seed) {
            return options.salt_seed();
        }
        return sha256("onus simulation " + std::to_string(sequence));
    }

    void seal(Entry& entry, Instant received, Instant at, Commit& commit) {
        entry.header.hash = hash;
        entry.header.ledger = ledger;
        entry.header.sequence = commit.first_sequence + commit.entries.size();
        entry.header.received = received;
        image->judged_by(at, entry.header);
        commit.entries.push_back(encode_entry(entry));
        append(commit.frontier, entry_leaf_hash(entry));
    }

    Commit begin_commit(Instant received) {
        Commit commit;
        commit.first_sequence = store.entry_count() + 1;
        commit.frontier = store.frontier();
        if (store.entry_count() == 0) {
            commit.frontier.hash = hash;
            Entry genesis = make_genesis(ledger, Genesis{mode}, received, next_seed(1));
            seal(genesis, received, received, commit);
            state.header.sequence = 1;
        }
        return commit;
    }

    /// Writes one entry with its events, applies them, and commits.
    Result<Reply> write(Command command, std::uint16_t kind, Events events,
                        std::vector<Blob> blobs) {
        Commit commit = begin_commit(command.received);
        Entry entry;
        entry.header.kind = kind;
        entry.salts = next_seed(commit.first_sequence + commit.entries.size());
        EntryContent content{std::move(command), std::move(events)};
        write_content(content, entry);
        const Frontier before = commit.frontier;
        seal(entry, content.command.received, content.command.at, commit);
        const std::uint64_t sequence = entry.header.sequence;
        const bool read_redacted = state.redacted_reads != reads_before;
        const RecordedEntry* recorded =
            options.recorded ? options.recorded(sequence, commit.entries.back(), read_redacted)
                             : nullptr;
        if (recorded != nullptr) {
            commit.entries.pop_back();
            commit.frontier = before;
            if (Status added = append_entry(recorded->bytes, commit); !added) {
                return tl::make_unexpected(added.error());
            }
            content = recorded->content;
        }
        reads_before = state.redacted_reads;
        image->absorb(sequence, content);
        commit.rows = state.collect_changes();
        commit.blobs = std::move(blobs);
        if (auto done = store.commit(commit); !done) {
            broken = done.error();
            return tl::make_unexpected(done.error());
        }
        return Reply{sequence, false, entry.header.received, std::move(content.command),
                     std::move(content.events)};
    }

    Status adopt(const RecordedEntry& recorded) {
        Commit commit = begin_commit(recorded.content.command.received);
        if (Status added = append_entry(recorded.bytes, commit); !added) {
            return added;
        }
        image->absorb(recorded.sequence, recorded.content);
        reads_before = state.redacted_reads;
        commit.rows = state.collect_changes();
        return store.commit(commit);
    }

    // ---- redaction

    Result<Reply> redact(const Redact& request, Instant received, const Authors& authors) {
        Status ready = check_authors(world, authors, received);
        ready = ready ? fire_before(received, options.timers_max, nullptr) : ready;
        if (!ready) {
            return tl::make_unexpected(ready.error());
        }
        auto plan = plan_redaction(store, state, world, request);
        if (!plan) {
            return tl::make_unexpected(plan.error());
        }
        Command command = command_of(authors, std::max(received, state.header.now));
        command.body = request;
        const EntryContent content{command, {plan->events.begin(), plan->events.end()}, false};
        Commit commit = begin_commit(command.received);
        Entry entry;
        entry.header.kind = kRedactionKindOfEntry;
        entry.salts = next_seed(commit.first_sequence);
        write_content(content, entry);
        seal(entry, command.received, command.at, commit);
        auto rows = rows_without(store, *plan, entry.header.sequence, content);
        if (!rows) {
            return tl::make_unexpected(rows.error());
        }
        commit.rows = std::move(*rows);
        commit.rewritten = std::move(plan->rewritten);
        Status done = store.commit(commit);
        if (done) {
            image.emplace();
            done = load();
        }
        if (!done) {
            return tl::make_unexpected(done.error());
        }
        return read(entry.header.sequence);
    }

    // ---- time

    Command engine_command(Instant at) const {
        Command command;
        command.source = std::string(kEngineSource);
        command.at = at;
        command.received = at;
        command.body = Tick{};
        return command;
    }

    Command command_of(const Authors& authors, Instant at) const {
        Command command = engine_command(at);
        command.source = authors.source.empty() ? command.source : authors.source;
        command.actor = authors.actor;
        command.principal = authors.principal;
        return command;
    }

    Result<std::optional<Reply>> write_engine_entry(Instant at, Events events) {
        if (events.empty()) {
            return std::optional<Reply>();
        }
        auto reply = write(engine_command(at), kTimerKindOfEntry, std::move(events), {});
        if (!reply) {
            return tl::make_unexpected(reply.error());
        }
        return std::optional<Reply>(std::move(*reply));
    }

    /// `most`: entries that may be written.
    Status fire_before(Instant now, std::uint32_t most, std::vector<Reply>* fired) {
        while (most > 0 && !state.header.doubted_since) {
            const std::optional<Timer> timer = state.first_timer();
            const bool timer_due = timer && timer->due < now;
            const auto change = world.next_organisation_change(organisation_seen);
            const bool change_due = change && *change < now;
            if (!timer_due && !change_due) {
                return {};
            }
            Result<std::optional<Reply>> written = std::optional<Reply>();
            // A deadline at the instant of a change still belongs to whoever held the post before.
            if (timer_due && (!change_due || timer->due <= *change)) {
                const Instant at = fired_at(timer->due, now);
                Events events = fire(state, world, *timer, at);
                ONUS_CHECK(!events.empty(), "a timer that stays would fire for ever");
                written = write_engine_entry(at, std::move(events));
            } else {
                organisation_seen = *change;
                const Instant at = fired_at(*change, now);
                written = write_engine_entry(
                    at, change_organisation(state, world, world.chart_before(*change), at));
            }
            if (!written) {
                return tl::make_unexpected(written.error());
            }
            most -= written->has_value() ? 1U : 0U;
            if (fired != nullptr && written->has_value()) {
                fired->push_back(std::move(**written));
            }
        }
        return {};
    }

    /// In a simulation a timer fires at its own instant; what was overdue before the last entry
    /// fires with it, since time never goes back.
    [[nodiscard]] Instant fired_at(Instant due, Instant now) const {
        return mode == TimeMode::kService ? now : std::max(due, state.header.now);
    }

    // ---- commands

    Result<std::optional<Reply>> repeated(const Command& command) const {
        if (command.id.empty()) {
            return std::optional<Reply>();
        }
        const CommandRow* row = state.commands.find(joined_key(command.source, command.id));
        if (row == nullptr) {
            return std::optional<Reply>();
        }
        // Of a redacted command nobody can tell any more whether it was the same.
        if (!row->digest.empty() && row->digest != digest_of(command)) {
            return failure(DiagnosticKind::kIdReused, {command.id});
        }
        auto reply = read(row->sequence);
        if (!reply) {
            return tl::make_unexpected(reply.error());
        }
        reply->repeated = true;
        return std::optional<Reply>(std::move(*reply));
    }

    Result<Reply> read(std::uint64_t sequence) const {
        const auto bytes = store.entry(sequence);
        if (!bytes) {
            return tl::make_unexpected(bytes.error());
        }
        const auto entry = decode_entry(*bytes);
        if (!entry) {
            return tl::make_unexpected(entry.error());
        }
        auto content = read_content(*entry, state.redactions.find(number_key(sequence)));
        if (!content) {
            return tl::make_unexpected(content.error());
        }
        return Reply{sequence, false, entry->header.received, std::move(content->command),
                     std::move(content->events)};
    }

    Status check_times(const Command& command) const {
        if (command.received < state.header.now) {
            return failure(DiagnosticKind::kReceivedTooEarly,
                           local_words(world, {command.received, state.header.now}));
        }
        if (command.received < command.at) {
            return failure(DiagnosticKind::kHappensLater,
                           local_words(world, {command.at, command.received}));
        }
        return {};
    }

    /// What does not fit. New rulebooks were linked before they came here; with them, something
    /// can only be put right.
    [[nodiscard]] Misfits misfits(PublishedKind kind, Instant at) const {
        const bool wanted =
            options.link && (kind != PublishedKind::kRulebooks || image->has_open_misfit());
        return wanted ? image->link_again(at) : Misfits{};
    }

    Result<Reply> publish(PublishedKind kind, std::string id, std::string content, Instant received,
                          Linking linking, Diagnostics* diagnostics, const Authors& authors) {
        const Digest digest = sha256(content);
        const Published* last = nullptr;
        for (const Published& published : state.header.published) {
            if (published.kind == kind && published.id == id) {
                last = &published;
            }
        }
        if (last != nullptr && last->hash == digest) {
            return Reply{0, true, received, {}, {}};
        }
        if (auto fired = fire_before(received, options.timers_max, nullptr); !fired) {
            return tl::make_unexpected(fired.error());
        }
        received = std::max(received, state.header.now);
        PublicationChange change{{kind, std::move(id), digest, received},
                                 world.chart_before(received),
                                 misfits(kind, received),
                                 {}};
        if (auto done = image->install(change.published, content, linking, diagnostics); !done) {
            return tl::make_unexpected(done.error());
        }
        if (kind == PublishedKind::kOrganisation) {
            organisation_seen = received;
        }
        change.after = misfits(kind, received);
        Command command = command_of(authors, received);
        command.body = Publish{kind, digest};
        Events events{change.published};
        Events follows = follow_publication(state, world, change);
        std::move(follows.begin(), follows.end(), std::back_inserter(events));
        return write(command, static_cast<std::uint16_t>(command.body.index() + 1),
                     std::move(events), {Blob{digest, std::move(content)}});
    }
};

Session::Session(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Session::~Session() = default;

Result<std::unique_ptr<Session>> Session::open(LedgerStore& store, SessionOptions options) {
    auto impl = std::make_unique<Impl>(store, std::move(options));
    if (auto loaded = impl->load(); !loaded) {
        return tl::make_unexpected(loaded.error());
    }
    return std::unique_ptr<Session>(new Session(std::move(impl)));
}

Result<Reply> Session::execute(Command command, std::vector<Reply>* fired) {
    auto before = impl_->repeated(command);
    if (!before) {
        return tl::make_unexpected(before.error());
    }
    if (before->has_value()) {
        return std::move(**before);
    }
    if (auto times = impl_->check_times(command); !times) {
        return tl::make_unexpected(times.error());
    }
    // That nobody could act comes before what happens because nobody did.
    const bool excuses = std::holds_alternative<Outage>(command.body) ||
                         std::holds_alternative<ClockSuspect>(command.body);
    const std::uint32_t most = excuses ? 0 : impl_->options.timers_max;
    if (auto done = impl_->fire_before(command.received, most, fired); !done) {
        return tl::make_unexpected(done.error());
    }
    Events events = judge(impl_->state, impl_->world, command);
    if (events.empty()) {
        return Reply{0, false, command.received, std::move(command), {}};
    }
    const auto kind = static_cast<std::uint16_t>(command.body.index() + 1);
    return impl_->write(std::move(command), kind, std::move(events), {});
}

Result<Reply> Session::publish(const RulebookSet& rulebooks, Instant received,
                               Diagnostics* diagnostics, const Authors& authors) {
    return impl_->publish(PublishedKind::kRulebooks, {}, encode_struct(rulebooks), received,
                          impl_->options.link ? Linking::kLink : Linking::kSkip, diagnostics,
                          authors);
}

Result<Reply> Session::publish(const OrganisationData& organisation, Instant received,
                               const Authors& authors) {
    return impl_->publish(PublishedKind::kOrganisation, organisation.id,
                          encode_struct(organisation), received, Linking::kSkip, nullptr, authors);
}

Result<Reply> Session::publish(const CalendarData& calendar, Instant received) {
    return impl_->publish(PublishedKind::kCalendar, calendar.id, encode_struct(calendar), received,
                          Linking::kSkip, nullptr, {});
}

Result<Reply> Session::redact(const Redact& request, Instant received, const Authors& authors) {
    return impl_->redact(request, received, authors);
}

Status Session::adopt(const RecordedEntry& entry) { return impl_->adopt(entry); }

Diagnostics Session::link_again(Instant at) const {
    Diagnostics all;
    for (const auto& [rulebook, found] : impl_->image->link_again(at)) {
        all.insert(all.end(), found.begin(), found.end());
    }
    return all;
}

Status Session::publish_again(PublishedKind kind, const EntryContent& recorded,
                              const std::string& content) {
    std::string id;
    for (const Event& event : recorded.events) {
        if (const auto* published = std::get_if<Published>(&event)) {
            id = published->id;
        }
    }
    const Authors authors{recorded.command.source, recorded.command.actor,
                          recorded.command.principal};
    return impl_
        ->publish(kind, id, content, recorded.command.received, Linking::kSkip, nullptr, authors)
        .map([](const Reply&) {});
}

Result<Preview> Session::validate(const Command& command) const {
    if (command.received < command.at) {
        return failure(DiagnosticKind::kHappensLater,
                       local_words(impl_->world, {command.at, command.received}));
    }
    Preview preview;
    preview.events = judge(impl_->state, impl_->world, command);
    preview.as_of = command.received;
    preview.holds_until = holds_until(impl_->state, impl_->world, command);
    return preview;
}

Result<std::vector<Reply>> Session::advance(Instant to, std::uint32_t most) {
    std::vector<Reply> fired;
    if (auto done = impl_->fire_before(to, most, &fired); !done) {
        return tl::make_unexpected(done.error());
    }
    return fired;
}

std::optional<Instant> Session::next_due() const {
    if (impl_->state.header.doubted_since) {
        return std::nullopt;
    }
    std::optional<Instant> next = impl_->world.next_organisation_change(impl_->organisation_seen);
    if (const std::optional<Timer> timer = impl_->state.first_timer()) {
        next = next ? std::min(*next, timer->due) : timer->due;
    }
    return next;
}

Result<std::optional<Reply>> Session::reply_to(std::string_view source, std::string_view id) const {
    const CommandRow* row = impl_->state.commands.find(joined_key(source, id));
    if (row == nullptr) {
        return std::optional<Reply>();
    }
    return impl_->read(row->sequence).map([](Reply reply) {
        return std::optional(std::move(reply));
    });
}

Result<Reply> Session::reply_of(std::uint64_t sequence) const { return impl_->read(sequence); }
const State& Session::state() const { return impl_->state; }
const World& Session::world() const { return impl_->world; }
Head Session::head() const { return head_of(impl_->store.frontier()); }
TimeMode Session::mode() const { return impl_->mode; }

const LedgerId& Session::ledger() const { return impl_->ledger; }

}  // namespace onus::engine
