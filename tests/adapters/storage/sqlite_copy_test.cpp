// SPDX-License-Identifier: Apache-2.0

#include <filesystem>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "adapters/storage/sqlite_store.h"
#include "engine/ledger/verify.h"
#include "grammar/base/diagnostic_kind.h"
#include "tests/support/ledger_samples.h"
#include "tests/support/temp_folder.h"

namespace onus::adapters {
namespace {

using tests::TempFolder;

constexpr SqliteOptions kFast{Durability::kOff, Purpose::kUse, 0};

}  // namespace

TEST_CASE("sqlite copy: made in steps, it holds what the store held at its last step") {
    const TempFolder folder;
    const auto store = create_sqlite_store(folder.file("ledger"), kFast).value();
    REQUIRE(engine::samples::fill(*store, 300));
    auto copy = store->copy_to(folder.file("copy")).value();
    std::size_t steps = 0;
    for (bool complete = false; !complete; ++steps) {
        complete = copy->step(5).value();
        if (!complete) {
            store->begin_group();
            REQUIRE(engine::samples::fill(*store, 3));
            // A group that is not written must not be in the copy either.
            REQUIRE(store->end_group());
        }
    }
    CHECK(steps > 5);
    const engine::Head head = engine::head_of(store->frontier());
    copy.reset();
    REQUIRE(engine::samples::fill(*store, 5));
    const auto opened = open_sqlite_store(folder.file("copy"), kFast).value();
    CHECK(engine::head_of(opened->frontier()) == head);
    CHECK(engine::verify(*opened).ok());
}

TEST_CASE("sqlite copy: one that is not complete leaves no file, and none is overwritten") {
    const TempFolder folder;
    const auto store = create_sqlite_store(folder.file("ledger"), kFast).value();
    REQUIRE(engine::samples::fill(*store, 300));
    {
        const auto copy = store->copy_to(folder.file("copy")).value();
        CHECK_FALSE(copy->step(1).value());
        CHECK(std::filesystem::exists(folder.file("copy")));
        const auto second = store->copy_to(folder.file("copy"));
        REQUIRE_FALSE(second.has_value());
        CHECK(second.error().kind == DiagnosticKind::kBackupExists);
    }
    CHECK_FALSE(std::filesystem::exists(folder.file("copy")));
    std::filesystem::create_symlink(folder.file("elsewhere"), folder.file("link"));
    CHECK_FALSE(store->copy_to(folder.file("link")).has_value());
    CHECK_FALSE(std::filesystem::exists(folder.file("elsewhere")));
    CHECK(store->copy_to(folder.file("none/copy")).error().kind ==
          DiagnosticKind::kBackupNotWritten);
    // The store goes on.
    CHECK(engine::samples::fill(*store, 3));
}

}  // namespace onus::adapters
