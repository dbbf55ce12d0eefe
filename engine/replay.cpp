// SPDX-License-Identifier: Apache-2.0
#include "engine/replay.h"

#include <algorithm>
#include <set>

#include "engine/ledger/memory_store.h"
#include "engine/session.h"
#include "grammar/base/text.h"

namespace onus::engine {

namespace {

/// Every entry, decoded, in order. Stops at the first error.
template <class Visit>
Status each_entry(const LedgerStore& store, const Visit& visit) {
    for (std::uint64_t sequence = 1; sequence <= store.entry_count(); ++sequence) {
        const auto bytes = store.entry(sequence);
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

/// Takes in every entry.
Status fold(const LedgerStore& store, Image& image) {
    const BlobLookup blob = blobs_of(store);
    return each_entry(
        store, [&](std::uint64_t sequence, const Entry& entry, const std::string&) -> Status {
            if (entry.header.kind == kGenesisKind) {
                const auto genesis = read_genesis(entry);
                image.state.keeps_unsent = genesis && genesis->time_mode == TimeMode::kService;
                return genesis ? Status() : tl::make_unexpected(genesis.error());
            }
            const auto content = read_content(entry);
            return content ? image.replay(sequence, *content, blob)
                           : tl::make_unexpected(content.error());
        });
}

/// Tables of the state image have numbers up to this.
constexpr TableId kTableMax = 64;

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
        // An entry may bring timers' entries before it, whose seeds are needed when it is repeated.
        const Status read = each_entry(
            store_, [&](std::uint64_t, const Entry& entry, const std::string&) -> Status {
                const auto* seed = std::get_if<SaltSeed>(&entry.salts);
                seeds_.push_back(seed != nullptr ? *seed : SaltSeed{});
                return {};
            });
        if (!read) {
            return read;
        }
        const Status compared = each_entry(
            store_,
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
        // How many timers fired before a command, while others waited, is what the entries say.
        options.timers_max = mode_ == TimeMode::kService ? 0 : options.timers_max;
        // More entries than were recorded are a difference; they need no seed of their own.
        options.salt_seed = [this] {
            return next_seed_ < seeds_.size() ? seeds_[next_seed_++] : SaltSeed{};
        };
        auto opened = Session::open(again_, std::move(options));
        if (!opened) {
            return tl::make_unexpected(opened.error());
        }
        session_ = std::move(*opened);
        return {};
    }

    Status compare(std::uint64_t sequence, const Entry& entry, const std::string& bytes) {
        const auto content = read_content(entry);
        if (!content) {
            return tl::make_unexpected(content.error());
        }
        if (again_.entry_count() < sequence) {
            if (const Status repeated = repeat_entry(entry, *content); !repeated) {
                report_.first_difference = sequence;
                report_.reason = repeated.error();
                return {};
            }
        }
        ++report_.compared;
        const auto other = again_.entry_count() < sequence ? Result<std::string>(std::string())
                                                           : again_.entry(sequence);
        if (other.value_or(std::string()) != bytes) {
            report_.first_difference = sequence;
        }
        return {};
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
    MemoryStore again_;
    TimeMode mode_{};
    std::vector<SaltSeed> seeds_;
    std::size_t next_seed_ = 0;
    std::unique_ptr<Session> session_;
    ReplayReport report_;
};

}  // namespace

Result<ReplayReport> rebuild(const LedgerStore& store) {
    Image image;
    if (const Status folded = fold(store, image); !folded) {
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
    for (TableId table = 1; table <= kTableMax && report.row.empty(); ++table) {
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

Result<ReplayReport> rejudge(const LedgerStore& store) {
    Rejudging again(store);
    if (const Status done = again.run(); !done) {
        return tl::make_unexpected(done.error());
    }
    return again.report();
}

}  // namespace onus::engine
