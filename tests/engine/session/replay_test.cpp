// SPDX-License-Identifier: Apache-2.0
#include "engine/replay.h"

#include <catch2/catch.hpp>

#include "tests/engine/session/office_text.h"
#include "tests/engine/session/retail_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

/// A ledger with one more row in its state than was written.
class LedgerWithRow final : public engine::LedgerStore {
  public:
    LedgerWithRow(const engine::LedgerStore& store, engine::TableId table, std::string key,
                  std::string value)
        : store_(store), table_(table), key_(std::move(key)), value_(std::move(value)) {}

    Status commit(const engine::Commit& /*commit*/) override { return {}; }
    [[nodiscard]] std::uint64_t entry_count() const override { return store_.entry_count(); }
    [[nodiscard]] engine::Frontier frontier() const override { return store_.frontier(); }
    [[nodiscard]] Result<std::optional<engine::StoredEntry>> stored_entry(
        std::uint64_t sequence) const override {
        return store_.stored_entry(sequence);
    }
    [[nodiscard]] Result<std::optional<std::string>> stored_node(
        std::uint64_t place) const override {
        return store_.stored_node(place);
    }
    [[nodiscard]] Result<std::optional<std::string>> row(engine::TableId table,
                                                         std::string_view key) const override {
        return store_.row(table, key);
    }
    [[nodiscard]] Status each_row_from(engine::TableId table, std::string_view prefix,
                                       std::string_view from,
                                       const engine::RowVisitor& visit) const override {
        if (table == table_ && !visit(key_, value_)) {
            return {};
        }
        return store_.each_row_from(table, prefix, from, visit);
    }
    [[nodiscard]] Result<std::optional<std::string>> blob(
        const engine::Digest& hash) const override {
        return store_.blob(hash);
    }

  private:
    const engine::LedgerStore& store_;
    engine::TableId table_;
    std::string key_;
    std::string value_;
};

/// A busy week: every kind of command, timers, a version and an organisation that change.
void play(Workspace& office) {
    office.submit("cleo", "place_order", order("N1", "6000", "yes"), "2025-07-01 09:00");
    office.decide("tom", 1, engine::Decision::kApprove, "yes", "2025-07-01 09:30");
    office.submit("cleo", "place_order", order("N2", "200"), "2025-07-01 10:00");
    office.force("cleo", "place_order", order("N3", "2000"), "needed", "2025-07-01 11:00");
    office.submit("fred", "check_order", R"({"order": "N2"})", "2025-07-02 09:00");
    std::string stricter = kOffice;
    stricter.replace(stricter.find("  within 2 days"), 15, "  within 1 day");
    office.publish({stricter}, "2025-07-03 12:00");
    office.submit("cleo", "place_order", order("N4", "300"), "2025-07-04 10:00");
    office.submit("cleo", "amend_order", R"({"order": {"number": "N4", "amount": 90}})",
                  "2025-07-04 11:00");
    office.observe("fran", "check_order", R"({"order": "N3"})", "2025-07-03 09:00",
                   "2025-07-06 09:00");
    std::string people = kOfficePeople;
    people.replace(people.find("systems: [erp]"), 14, "systems: [erp, dms]");
    office.publish_organisation(people, "2025-07-07 09:00");
    office.advance("2025-07-20 00:00");
}

TEST_CASE("replay: folding the entries gives the stored state", "[engine][replay]") {
    Workspace office({kOffice}, kOfficePeople);
    play(office);

    const auto report = engine::rebuild(office.store());

    REQUIRE(report.has_value());
    CHECK(report->row.empty());
    CHECK(report->compared > 50);
}

TEST_CASE("replay: judging the commands again gives the same entries", "[engine][replay]") {
    Workspace office({kOffice}, kOfficePeople);
    play(office);

    const auto report = engine::rejudge(office.store());

    REQUIRE(report.has_value());
    CHECK(report->first_difference == 0);
    CHECK(report->compared + 1 == office.store().entry_count());
}

TEST_CASE("replay: a restart in the middle changes no entry", "[engine][replay]") {
    Workspace whole({kOffice}, kOfficePeople);
    play(whole);
    Workspace parts({kOffice}, kOfficePeople);
    parts.reopen();
    play(parts);
    parts.reopen();

    CHECK(engine::to_string(whole.session().head()) == engine::to_string(parts.session().head()));
    CHECK(parts.session().state().open_duties() == whole.session().state().open_duties());
    CHECK(parts.session().state().first_timer() == whole.session().state().first_timer());
}

TEST_CASE("replay: a stored row that no entry gives is a difference", "[engine][replay]") {
    Workspace office({kOffice}, kOfficePeople);
    play(office);
    const LedgerWithRow meddled(office.store(), 6, "nobody's", "row");

    const auto report = engine::rebuild(meddled);

    REQUIRE(report.has_value());
    CHECK(report->row == "6/nobody's");
}

}  // namespace
}  // namespace onus::test
