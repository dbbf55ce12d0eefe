// SPDX-License-Identifier: Apache-2.0
#include "engine/replay.h"

#include <algorithm>
#include <set>

#include "engine/ledger/commit_check.h"
#include "engine/ledger/memory_store.h"
#include "engine/session.h"
#include "grammar/base/text.h"

namespace onus::engine {

namespace {

/// Every entry, decoded, in order; those of `instead`, which are in order too, in place of the
/// store's. Stops at the first error.
template <class Visit>
Status each_entry(const LedgerStore& store, const std::vector<RewrittenEntry>& instead,
                  const Visit& visit) {
    auto next = instead.begin();
    for (std::uint64_t sequence = 1; sequence <= store.entry_count(); ++sequence) {
        const bool other = next != instead.end() && next->sequence == sequence;
        const auto bytes = other ? Result<std::string>((next++)->bytes) : store.entry(sequence);
        if (!bytes) {
            return tl::make_unexpected(bytes.error());
        }
        const auto entry = decode_entry(*bytes);
        if (!entry) {
            return tl::make_unexpected(entry.error());
        }
        if (auto done = visit(sequence, *entry, *bytes); !done) {
            return done;
        }
    }
    return {};
}

Status take_in(std::uint64_t sequence, const Entry& entry, const Redactions& redactions,
               const BlobLookup& blob, Image& image) {
    if (entry.header.kind == kGenesisKind) {
        const auto genesis = read_genesis(entry);
        image.state.keeps_unsent = genesis && genesis->time_mode == TimeMode::kService;
        return genesis ? Status() : tl::make_unexpected(genesis.error());
    }
    const auto content = read_content(entry, redaction_of(redactions, sequence));
    return content ? image.replay(sequence, *content, blob) : tl::make_unexpected(content.error());
}

/// Carries a recorded command out again.
Status repeat(Session& session, const EntryContent& content, const BlobLookup& blob) {
    const Command& command = content.command;
    if (const auto* publish = std::get_if<Publish>(&command.body)) {
        const auto text = blob(publish->hash);
        if (!text) {
            return tl::make_unexpected(text.error());
        }
        const auto done = session.publish_again(publish->kind, content, *text);
        return done ? Status() : tl::make_unexpected(done.error());
    }
    const auto done = session.execute(command);
    return done ? Status() : tl::make_unexpected(done.error());
}

std::string shown(TableId table, std::string_view key) {
    constexpr std::string_view kHex = "0123456789abcdef";
    const bool is_text =
        is_utf8(key) && std::none_of(key.begin(), key.end(), [](char c) { return c < ' '; });
    std::string out = std::to_string(table) + "/";
    for (const char c : key) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_text) {
            out += c;
        } else {
            out += kHex[byte >> 4U];
            out += kHex[byte & 0xFU];
        }
    }
    return out;
}

/// A second ledger that grows beside the first.
class Rejudging {
  public:
    explicit Rejudging(const LedgerStore& store) : store_(store), blob_(blobs_of(store)) {}

    Status run() {
        auto redactions = redactions_of(store_);
        if (!redactions) {
            return tl::make_unexpected(std::move(redactions.error()));
        }
        redactions_ = std::move(*redactions);
        // An entry may bring timers' entries before it, whose seeds are needed when it is repeated.
        Status read = each_entry(
            store_, {}, [&](std::uint64_t, const Entry& entry, const std::string&) -> Status {
                const auto* seed = std::get_if<SaltSeed>(&entry.salts);
                seeds_.push_back(seed != nullptr ? *seed : SaltSeed{});
                return {};
            });
        if (!read) {
            return read;
        }
        Status compared = each_entry(
            store_, {},
            [&](std::uint64_t sequence, const Entry& entry, const std::string& bytes) -> Status {
                if (report_.first_difference != 0) {
                    return {};
                }
                return entry.header.kind == kGenesisKind ? begin(entry)
                                                         : compare(sequence, entry, bytes);
            });
        if (report_.same() && again_.entry_count() > store_.entry_count()) {
            report_.first_difference = store_.entry_count() + 1;
        }
        return compared;
    }

    [[nodiscard]] const ReplayReport& report() const { return report_; }

  private:
    Status begin(const Entry& entry) {
        const auto genesis = read_genesis(entry);
        if (!genesis) {
            return tl::make_unexpected(genesis.error());
        }
        SessionOptions options;
        options.mode = mode_ = genesis->time_mode;
        options.ledger = entry.header.ledger;
        options.hash = entry.header.hash;
        // How many timers fired before a command, while others waited, is what the entries say.
        options.timers_max = mode_ == TimeMode::kService ? 0 : options.timers_max;
        // More entries than were recorded are a difference; they need no seed of their own.
        options.salt_seed = [this] {
            return next_seed_ < seeds_.size() ? seeds_[next_seed_++] : SaltSeed{};
        };
        options.recorded = [this](std::uint64_t sequence, const std::string& judged,
                                  bool read_redacted) {
            return recorded(sequence, judged, read_redacted);
        };
        auto opened = Session::open(again_, std::move(options));
        if (!opened) {
            return tl::make_unexpected(opened.error());
        }
        session_ = std::move(*opened);
        return {};
    }

    Status compare(std::uint64_t sequence, const Entry& entry, const std::string& bytes) {
        auto content = read_content(entry, redaction_of(redactions_, sequence));
        if (!content) {
            return tl::make_unexpected(content.error());
        }
        const bool redacted =
            std::any_of(entry.fields.begin(), entry.fields.end(),
                        [](const EntryField& field) { return field.redacted.has_value(); });
        if (again_.entry_count() < sequence &&
            (redacted || entry.header.kind == kRedactionKindOfEntry)) {
            return adopt({sequence, bytes, std::move(*content)}, redacted);
        }
        const std::uint64_t reads = session_->state().redacted_reads;
        if (again_.entry_count() < sequence) {
            if (const Status repeated = repeat_entry(entry, *content); !repeated) {
                report_.first_difference = sequence;
                report_.reason = repeated.error();
                return {};
            }
        }
        if (again_.entry_count() < sequence && session_->state().redacted_reads != reads) {
            // Without the value nothing came of it.
            return adopt({sequence, bytes, std::move(*content)}, true);
        }
        ++report_.compared;
        const auto other = again_.entry_count() < sequence ? Result<std::string>(std::string())
                                                           : again_.entry(sequence);
        if (other.value_or(std::string()) != bytes) {
            report_.first_difference = sequence;
        }
        return {};
    }

    Status adopt(const RecordedEntry& entry, bool for_want_of_a_value) {
        ++next_seed_;
        ++report_.compared;
        if (for_want_of_a_value) {
            report_.not_judged.push_back(entry.sequence);
        }
        return session_->adopt(entry);
    }

    /// What the session is to write in place of an entry that it judged without a value that the
    /// first judgement had.
    const RecordedEntry* recorded(std::uint64_t sequence, const std::string& judged,
                                  bool read_redacted) {
        if (!read_redacted) {
            return nullptr;
        }
        auto bytes = store_.entry(sequence);
        const auto entry =
            bytes ? decode_entry(*bytes) : tl::make_unexpected(std::move(bytes.error()));
        auto content = entry ? read_content(*entry, redaction_of(redactions_, sequence))
                             : tl::make_unexpected(entry.error());
        if (!content || *bytes == judged) {
            return nullptr;
        }
        report_.not_judged.push_back(sequence);
        recorded_ = {sequence, std::move(*bytes), std::move(*content)};
        return &recorded_;
    }

    Status repeat_entry(const Entry& entry, const EntryContent& content) {
        if (entry.header.kind != kTimerKindOfEntry) {
            return repeat(*session_, content, blob_);
        }
        // A simulated timer fires at its due instant once something later is known; in service it
        // fires at the instant when the engine was told.
        const bool service = mode_ == TimeMode::kService;
        const Instant to{entry.header.received.ms + (service ? 0 : 1)};
        return session_->advance(to, service ? 1 : UINT32_MAX).map([](const auto&) {});
    }

    const LedgerStore& store_;
    BlobLookup blob_;
    Redactions redactions_;
    RecordedEntry recorded_;
    MemoryStore again_;
    TimeMode mode_{};
    std::vector<SaltSeed> seeds_;
    std::size_t next_seed_ = 0;
    std::unique_ptr<Session> session_;
    ReplayReport report_;
};

}  // namespace

Status fold(const LedgerStore& store, const Redactions& redactions,
            const std::vector<RewrittenEntry>& instead, Image& image) {
    const BlobLookup blob = blobs_of(store);
    return each_entry(
        store, instead,
        [&](std::uint64_t sequence, const Entry& entry, const std::string&) -> Status {
            return take_in(sequence, entry, redactions, blob, image);
        });
}

Result<ReplayReport> rebuild(const LedgerStore& store) {
    const auto redactions = redactions_of(store);
    if (!redactions) {
        return tl::make_unexpected(redactions.error());
    }
    Image image;
    if (const Status folded = fold(store, *redactions, {}, image); !folded) {
        return tl::make_unexpected(folded.error());
    }
    ReplayReport report;
    std::set<std::pair<TableId, std::string>> rebuilt;
    for (RowChange& row : image.state.collect_changes()) {
        const auto stored = store.row(row.table, row.key);
        if (!stored) {
            return tl::make_unexpected(stored.error());
        }
        ++report.compared;
        if (*stored != row.value) {
            report.row = shown(row.table, row.key);
            return report;
        }
        rebuilt.emplace(row.table, std::move(row.key));
    }
    for (TableId table = 1; table <= kStateTableMax && report.row.empty(); ++table) {
        const Status read = store.each_row(table, {}, [&](std::string_view key, std::string_view) {
            if (!rebuilt.contains({table, std::string(key)})) {
                report.row = shown(table, key);
            }
            return report.row.empty();
        });
        if (!read) {
            return tl::make_unexpected(read.error());
        }
    }
    return report;
}

Status copy_until(const LedgerStore& store, Instant until, LedgerStore& copy) {
    const auto redactions = redactions_of(store);
    if (!redactions) {
        return tl::make_unexpected(redactions.error());
    }
    Commit commit;
    commit.first_sequence = 1;
    commit.frontier.hash = store.frontier().hash;
    const BlobLookup lookup = blobs_of(store);
    const BlobLookup keep = [&](const Digest& hash) {
        auto text = lookup(hash);
        if (text) {
            commit.blobs.push_back({hash, *text});
        }
        return text;
    };
    Image image;
    Status folded = each_entry(
        store, {},
        [&](std::uint64_t sequence, const Entry& entry, const std::string& bytes) -> Status {
            if (until < entry.header.received) {
                return {};
            }
            const Status taken = take_in(sequence, entry, *redactions, keep, image);
            return taken ? append_entry(bytes, commit) : taken;
        });
    if (!folded) {
        return folded;
    }
    commit.rows = image.state.collect_changes();
    return copy.commit(commit);
}

Result<ReplayReport> rejudge(const LedgerStore& store) {
    Rejudging again(store);
    if (const Status done = again.run(); !done) {
        return tl::make_unexpected(done.error());
    }
    return again.report();
}

}  // namespace onus::engine
