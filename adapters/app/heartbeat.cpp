// SPDX-License-Identifier: Apache-2.0
#include "adapters/app/heartbeat.h"

#include <algorithm>
#include <optional>
#include <string>

#include "adapters/app/side_rows.h"
#include "adapters/storage/sqlite_store.h"
#include "engine/ledger/struct_codec.h"

namespace onus::adapters {

namespace {

constexpr std::string_view kKey = "server";

struct BeatRow {
    Instant at;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("at", self.at);
    }
};

Result<std::optional<Instant>> last_beat(const engine::LedgerStore& store) {
    const auto bytes = store.row(kBeats, kKey);
    if (!bytes || !bytes->has_value()) {
        return bytes ? Result<std::optional<Instant>>() : tl::make_unexpected(bytes.error());
    }
    const auto row = engine::decode_struct<BeatRow>(**bytes);
    return row ? Result<std::optional<Instant>>(row->at) : tl::make_unexpected(row.error());
}

}  // namespace

Status beat(engine::LedgerStore& store, Instant now) {
    return keep_rows(store, {{kBeats, std::string(kKey), engine::encode_struct(BeatRow{now})}});
}

Result<std::optional<engine::GapNoted>> note_outage(Workspace& workspace, Instant now,
                                                    std::int64_t least_ms) {
    const auto beaten = last_beat(*workspace.sqlite());
    if (!beaten) {
        return tl::make_unexpected(beaten.error());
    }
    // A ledger that no server ever kept was worked on by hand: there is nothing to be missed.
    if (!beaten->has_value()) {
        return std::nullopt;
    }
    engine::Session& session = workspace.session();
    if (session.mode() != engine::TimeMode::kService) {
        return std::nullopt;
    }
    const Instant from = std::max(**beaten, session.state().header.now);
    if (now.ms - from.ms < least_ms) {
        return std::nullopt;
    }
    engine::Command command;
    command.source = "onus.service";
    command.at = command.received = now;
    command.body = engine::Outage{from, now, {}};
    if (const auto noted = session.execute(std::move(command)); !noted) {
        return tl::make_unexpected(noted.error());
    }
    return engine::GapNoted{from, now, {}};
}

}  // namespace onus::adapters
