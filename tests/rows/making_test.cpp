// SPDX-License-Identifier: Apache-2.0
//
// Rows of the requirements that the manufacturing pack shows: production, inspection, warehousing.

#include "adapters/app/case.h"
#include "engine/compile/check.h"
#include "grammar/parser.h"
#include "tests/rows/packs.h"

namespace onus::rows {
namespace {

TEST_CASE("row 59: a production record is complete, counted and not of tomorrow", "[rows]") {
    Workspace works = plant();
    start_batch(works);

    const auto incomplete =
        works.submit("zhang", "making.production",
                     R"({"batch": "B1", "made": {"produced": 500, "produced_on": "2026-05-11"}})",
                     "2026-05-11 20:00");
    CHECK(has(outline(incomplete), "block field_missing"));
    INFO(messages(works, incomplete, Language::kEnglish));
    CHECK(has(messages(works, incomplete, Language::kEnglish), "operator is missing"));
    CHECK(has(outline(works.submit("zhang", "making.production", made("-1"), "2026-05-11 20:01")),
              "produced_counts block"));
    CHECK(has(outline(works.submit("zhang", "making.production", made("500", "2026-05-12"),
                                   "2026-05-11 20:02")),
              "not_in_the_future block"));
    CHECK(has(outline(works.submit("zhang", "making.production", made("0"), "2026-05-11 20:03")),
              "effective pass"));
}

TEST_CASE("row 60: four working hours on shifts and by day", "[rows]") {
    Workspace works = plant();
    start_batch(works);
    CHECK(has(outline(works.submit("zhang", "making.production", made("500"), "2026-05-11 22:00")),
              "duty inspection li due 2026-05-12 02:00"));

    Workspace by_day{{with(plant_text(), "calendar   plant_shifts", "calendar   plant_days")},
                     file_text("policies/manufacturing/organisation.yaml")};
    start_batch(by_day);
    CHECK(has(outline(by_day.submit("zhang", "making.production", made("500"), "2026-05-11 22:00")),
              "duty inspection li due 2026-05-12 12:00"));
}

/// A plant in which B1 was produced at 20:00 and its record approved.
Workspace produced() {
    Workspace works = plant();
    start_batch(works);
    works.submit("zhang", "making.production", made("500"), "2026-05-11 20:00");
    works.submit("wang", "approve_production", R"({"batch": "B1"})", "2026-05-11 20:30");
    return works;
}

TEST_CASE("row 61: the inspector's figures add up and rejects have a cause", "[rows]") {
    Workspace works = produced();

    CHECK(has(outline(works.submit("li", "making.inspection", inspected(R"(
        "result": "reject", "qualified": 480, "rejected": 19, "cause": "cracks")"),
                                   "2026-05-11 21:00")),
              "sum_adds_up block"));
    CHECK(has(
        outline(works.submit("li", "making.inspection",
                             inspected(R"("result": "reject", "qualified": 480, "rejected": 20)"),
                             "2026-05-11 21:01")),
        "rejects_have_a_cause block"));
    CHECK(has(outline(works.submit("li", "making.inspection", inspected(R"(
        "result": "reject", "qualified": 480, "rejected": 20, "cause": "cracks")"),
                                   "2026-05-11 21:02")),
              "effective pass"));
}

/// Everything that a case holds, one line for each event.
std::string told(const Workspace& works, const std::string& record, const std::string& key) {
    adapters::Case found(works.session());
    REQUIRE(found.add_record(record, key).value());
    REQUIRE(found.follow(1000));
    std::string all;
    for (const std::uint64_t sequence : found.entries()) {
        all += outline(*works.session().reply_of(sequence));
    }
    return all;
}

TEST_CASE("row 62: a rejected batch is one case, with both records and both duties", "[rows]") {
    Workspace works = produced();
    works.submit("li", "making.inspection", inspected(R"(
        "result": "reject", "qualified": 0, "rejected": 500, "cause": "cracks")"),
                 "2026-05-11 21:00");

    const std::string all = told(works, "batch", "B1");

    INFO(all);
    // The production record and the inspection report, and the duty behind each.
    CHECK(has(all, "duty production zhang"));
    CHECK(has(all, "step production delivered"));
    CHECK(has(all, "duty inspection li"));
    CHECK(has(all, "step inspection delivered"));
    // The supervisors' duties, and what the rejection asks for.
    CHECK(has(all, "duty supervise_production wang"));
    CHECK(has(all, "duty supervise_inspection gao"));
    CHECK(has(all, "duty isolate_rejects wang due 2026-05-11 22:00"));
}

/// Stores B1 and marks a piece of it; with the quality manager's approval, or without.
Workspace sold(bool approved) {
    Workspace works = produced();
    works.submit("li", "making.inspection",
                 inspected(R"("result": "pass", "qualified": 500, "rejected": 0)"),
                 "2026-05-11 21:00");
    const std::string place = R"({"batch": "B1", "place": "A-12"})";
    if (approved) {
        works.submit("gao", "approve_inspection", R"({"batch": "B1"})", "2026-05-11 21:30");
        works.submit("feng", "making.warehousing", place, "2026-05-11 22:00");
    } else {
        works.force("feng", "making.warehousing", place, "the lorry is waiting",
                    "2026-05-11 22:00");
    }
    works.submit("feng", "mark_piece", R"({"piece": {"serial": "SN-1", "batch": "B1"}})",
                 "2026-05-11 23:00");
    return works;
}

/// "making.production zhang", "approve_inspection GAP", one a line.
std::string chain_of(const engine::Reply& complaint) {
    std::string all;
    for (const engine::ChainLink& link : first<engine::LiabilityProposed>(complaint.events).chain) {
        all += link.action + " " + (link.attempt == 0 ? "GAP" : link.actor) + "\n";
    }
    return all;
}

const std::string kDefect = R"({"piece": "SN-1", "defect": "cracks"})";

TEST_CASE("row 63: from the serial number to operator, inspector, keeper and both supervisors",
          "[rows]") {
    Workspace works = sold(true);

    const auto complaint =
        works.submit("chen", "report_nonconformity", kDefect, "2026-06-11 13:00");

    CHECK(chain_of(complaint) ==
          "product_quality.making.production zhang\n"
          "product_quality.approve_production wang\n"
          "product_quality.making.inspection li\n"
          "product_quality.approve_inspection gao\n"
          "product_quality.making.warehousing feng\n");
    CHECK(has(outline(complaint), "zhang 40% | wang 10% | li 25% | gao 10% | feng 15%"));
    // The case of the piece is that of its batch, too.
    const std::string all = told(works, "piece", "SN-1");
    INFO(all);
    CHECK(has(all, "step production delivered"));
    CHECK(has(all, "step warehousing delivered"));
}

TEST_CASE("row 63: a missing link is a gap and never skipped", "[rows]") {
    Workspace works = sold(false);

    const auto complaint =
        works.submit("chen", "report_nonconformity", kDefect, "2026-06-11 13:00");

    CHECK(has(chain_of(complaint), "product_quality.approve_inspection GAP\n"));
    CHECK(has(chain_of(complaint), "product_quality.making.inspection li\n"));
    CHECK(first<engine::LiabilityProposed>(complaint.events).untraceable);
    CHECK(first<engine::LiabilityProposed>(complaint.events).shares.empty());
}

/// Codes and first arguments of what the checker says of the pack.
std::string said_about(const std::string& text) {
    const auto names = grammar::parse_name_table(
        {"names", file_text("policies/manufacturing/product_quality.names.tsv")});
    const auto parsed = grammar::parse({"pack.onus", text}, names.table);
    std::string all;
    for (const Diagnostic& diagnostic : engine::check({{&parsed.file, &names.table}}).diagnostics) {
        all += std::string(code_of(diagnostic.kind)) + " " + diagnostic.arguments.front() + "\n";
    }
    return all;
}

/// The pack's text without the lines from `from` up to the next empty one.
std::string without(std::string text, std::string_view from) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.erase(at, text.find("\n\n", at) + 2 - at);
}

TEST_CASE("row 88: three steps, four duties; without a supervisor's duty the pack does not check",
          "[rows]") {
    const std::string pack = plant_text();
    CHECK(count(pack, "\n  step ") == 3);
    CHECK(said_about(pack) == "");
    // The duty goes, its power stays: both halves of the bond are missed.
    CHECK(has(said_about(with(pack, "  carries    supervise_production\n", "")),
              "N0509 approve_productions"));
    CHECK(has(said_about(with(pack, "  carries    supervise_inspection\n", "")),
              "N0509 approve_inspections"));
    CHECK(has(said_about(without(pack, "duty supervise_production ")), "supervise_production"));
    CHECK(has(said_about(without(pack, "duty supervise_inspection ")), "supervise_inspection"));
    // The duties of the two steps are their owners'.
    CHECK(has(said_about(with(pack, "    owner      batch.operator\n", "")), "N0429 production"));
    CHECK(has(said_about(with(pack, "    owner      batch.line.inspector\n", "")),
              "N0429 inspection"));
}

}  // namespace
}  // namespace onus::rows
