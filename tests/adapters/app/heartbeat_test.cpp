// SPDX-License-Identifier: Apache-2.0
#include "adapters/app/heartbeat.h"

#include <catch2/catch.hpp>

#include "adapters/storage/sqlite_store.h"
#include "tests/support/temp_folder.h"
#include "tests/support/workspace.h"

namespace onus::adapters {
namespace {

constexpr std::int64_t kSecond = 1000;

std::unique_ptr<Workspace> open(const std::string& ledger) {
    WorkspaceOptions options;
    options.folder = ONUS_SOURCE_DIR "/policies/retail";
    options.ledger = ledger;
    options.service = true;
    Diagnostics diagnostics;
    std::vector<Source> sources;
    auto workspace = Workspace::open(options, diagnostics, sources);
    REQUIRE(workspace != nullptr);
    return workspace;
}

TEST_CASE("heartbeat: the time since the last sign of life is an outage, if it is long enough") {
    const tests::TempFolder folder;
    const std::string ledger = folder.file("ledger.onus");
    const Instant begin = test::at("2026-03-02 09:00");
    const Instant last{begin.ms + 60 * kSecond};
    {
        auto workspace = open(ledger);
        REQUIRE(note_outage(*workspace, begin).value() == std::nullopt);
        REQUIRE(workspace->publish(begin).has_value());
        SECTION("no server ever kept it: there was nothing to be missed") {
            CHECK(note_outage(*workspace, {begin.ms + 3600 * kSecond}).value() == std::nullopt);
        }
        REQUIRE(beat(*workspace->sqlite(), last).has_value());
    }
    auto workspace = open(ledger);
    const auto& gaps = workspace->session().state().header.gaps;
    CHECK(note_outage(*workspace, {last.ms + 30 * kSecond - 1}).value() == std::nullopt);
    CHECK(gaps.empty());
    const Instant back{last.ms + 30 * kSecond};
    CHECK(note_outage(*workspace, back).value() == engine::GapNoted{last, back, {}});
    REQUIRE(gaps.size() == 1);
    CHECK(gaps.front() == engine::GapNoted{last, back, {}});
    // What was noted is itself a sign of life.
    CHECK(note_outage(*workspace, {back.ms + 1}).value() == std::nullopt);
    CHECK(gaps.size() == 1);
}

}  // namespace
}  // namespace onus::adapters
