// SPDX-License-Identifier: Apache-2.0
//
// Rows of the requirements that the procurement pack shows.

#include "tests/rows/packs.h"

namespace onus::rows {
namespace {

const std::string kSupplier = R"({"supplier": {"name": "Hengxin", "certificate": "h.pdf"}})";
const std::string kSelection =
    R"({"order": "C1", "supplier": {"name": "Hengxin", "certificate": "h.pdf"}})";
const std::string kDefect =
    R"({"supplier": {"name": "Hengxin", "certificate": "h.pdf"}, "defect": "cracks"})";

TEST_CASE("row 49: own subordinates only, nothing is deleted", "[rows]") {
    Workspace works = procurement();
    works.submit("li", "request_budget", purchase("C1", "li", "¥90,000"), "2026-03-02 09:00");
    works.submit("wu", "request_budget", purchase("C2", "wu", "¥90,000"), "2026-03-02 09:01");
    works.observe("erp", "request_budget", purchase("C3", "wang", "¥90,000"), "2026-03-02 09:02",
                  "2026-03-02 09:02");

    CHECK(has(
        outline(works.submit("wang", "approve_order", R"({"order": "C1"})", "2026-03-02 10:00")),
        "effective pass"));
    CHECK(has(
        outline(works.submit("wang", "approve_order", R"({"order": "C2"})", "2026-03-02 10:01")),
        "supervise_orders block permission_refused"));
    CHECK(has(
        outline(works.submit("wang", "approve_order", R"({"order": "C3"})", "2026-03-02 10:02")),
        "not_own_order block"));
    CHECK(
        has(outline(works.submit("shi", "delete_order", R"({"order": "C1"})", "2026-03-02 10:03")),
            "orders_are_kept block permission_refused"));
    CHECK(
        has(outline(works.submit("wang", "delete_order", R"({"order": "C1"})", "2026-03-02 10:04")),
            "block out_of_boundary"));
}

TEST_CASE("row 53: acting beyond one's department is stopped, cited and recorded", "[rows]") {
    Workspace works = procurement();
    works.submit("li", "request_budget", purchase("C1", "li", "¥90,000"), "2026-03-02 09:00");

    const auto reply =
        works.submit("deng", "approve_budget", R"({"order": "C1"})", "2026-03-02 10:00");

    CHECK(has(outline(reply), "refused block | approve_budget block out_of_boundary"));
    CHECK(reply.sequence != 0);
    CHECK_FALSE(has(outline(reply), "violation"));
}

TEST_CASE("row 54: who selects suppliers answers for the certificate", "[rows]") {
    Workspace works = procurement();
    const engine::Program& program =
        *works.session().world().program_at(test::at("2026-03-02 09:00"));

    bool bound = false;
    for (const auto& permission : program.permissions) {
        for (const std::uint32_t duty : permission.carries) {
            bound = bound || (permission.id == "procurement.choose_suppliers" &&
                              program.duties[duty].id == "procurement.see_certificate_first");
        }
    }
    CHECK(bound);
}

TEST_CASE("row 55: who approves budgets answers for the excess", "[rows]") {
    Workspace works = procurement();
    const engine::Program& program =
        *works.session().world().program_at(test::at("2026-03-02 09:00"));

    bool bound = false;
    for (const auto& permission : program.permissions) {
        for (const std::uint32_t duty : permission.carries) {
            bound = bound || (permission.id == "procurement.approve_budgets" &&
                              program.duties[duty].id == "procurement.reject_over_budget");
        }
    }
    CHECK(bound);
}

TEST_CASE("row 56: a certificate that nobody viewed before is a finding", "[rows]") {
    const auto start = [](Workspace& works) {
        works.submit("li", "request_budget", purchase("C1", "li", "¥90,000"), "2026-03-02 09:00");
    };
    SECTION("never viewed: the import is effective, and a violation") {
        Workspace works = procurement();
        start(works);
        const std::string observed = outline(works.observe("li", "select_supplier", kSelection,
                                                           "2026-03-05 10:00", "2026-03-05 10:00"));
        CHECK(has(observed, "see_certificate_first block"));
        CHECK(has(observed, "violation direct see_certificate_first li"));
        CHECK(has(outline(works.submit("gao", "report_defect", kDefect, "2026-03-26 10:00")),
                  "li 70% | wang 30%"));
    }
    SECTION("viewed three days before: none") {
        Workspace works = procurement();
        start(works);
        works.submit("li", "view_certificate", kSupplier, "2026-03-02 10:00");
        CHECK_FALSE(has(outline(works.observe("li", "select_supplier", kSelection,
                                              "2026-03-05 10:00", "2026-03-05 10:00")),
                        "see_certificate_first"));
    }
    SECTION("viewed after: still a finding") {
        Workspace works = procurement();
        start(works);
        works.submit("li", "view_certificate", kSupplier, "2026-03-05 11:00");
        CHECK(has(outline(works.observe("li", "select_supplier", kSelection, "2026-03-05 10:00",
                                        "2026-03-05 12:00")),
                  "violation direct see_certificate_first li"));
    }
}

TEST_CASE("row 57: the excess, the exact budget and the split order", "[rows]") {
    SECTION("105,000 against 100,000 approved: the head of finance answers") {
        Workspace works = procurement();
        CHECK(has(outline(works.submit("li", "request_budget", purchase("C1", "li", "¥105,000"),
                                       "2026-03-02 09:00")),
                  "duty reject_over_budget he pool finance due 2026-03-05 00:00"));
        CHECK(has(outline(works.force("he", "approve_budget", R"({"order": "C1"})", "urgent",
                                      "2026-03-02 10:00")),
                  "log excess_approved he"));
    }
    SECTION("100,000.00: nothing") {
        Workspace works = procurement();
        CHECK_FALSE(
            has(outline(works.submit("li", "request_budget", purchase("C1", "li", "¥100,000.00"),
                                     "2026-03-02 09:00")),
                "duty"));
        CHECK(has(
            outline(works.submit("he", "approve_budget", R"({"order": "C1"})", "2026-03-02 10:00")),
            "effective pass"));
    }
    SECTION("2 x 52,500 within seven days: suspected") {
        Workspace works = procurement();
        works.submit("li", "request_budget", purchase("C1", "li", "¥52,500"), "2026-03-02 09:00");
        CHECK(has(outline(works.submit("li", "request_budget", purchase("C2", "li", "¥52,500"),
                                       "2026-03-09 09:00")),
                  "refused warn | split_suspected warn"));
        CHECK(has(outline(works.submit("li", "request_budget", purchase("C3", "li", "¥52,500"),
                                       "2026-03-10 00:00")),
                  "effective pass"));
    }
}

TEST_CASE("row 34: every kind of action is an entry, a refusal too", "[rows]") {
    Workspace works = procurement();
    const auto requested =
        works.submit("li", "request_budget", purchase("C1", "li", "¥90,000"), "2026-03-02 09:00");
    const auto approved =
        works.submit("wang", "approve_order", R"({"order": "C1"})", "2026-03-02 10:00");
    const auto changed =
        works.submit("li", "change_amount", R"({"order": {"number": "C1", "amount": "¥80,000"}})",
                     "2026-03-02 11:00");
    const auto refused =
        works.submit("wang", "approve_budget", R"({"order": "C1"})", "2026-03-02 12:00");

    std::uint64_t sequence = requested.sequence;
    for (const auto& [reply, actor] :
         {std::pair(approved, "wang"), std::pair(changed, "li"), std::pair(refused, "wang")}) {
        CHECK(reply.sequence == ++sequence);
        const auto& judged = first<engine::Judged>(reply.events);
        CHECK(judged.actor == actor);
        CHECK(judged.at == reply.received);
        CHECK(judged.program.size() == 64);
    }
    CHECK(has(outline(refused), "refused block"));
}

TEST_CASE("row 35: a change has the value before and the value after", "[rows]") {
    Workspace works = procurement();
    works.submit("li", "request_budget", purchase("C1", "li", "¥90,000"), "2026-03-02 09:00");

    const auto reply =
        works.submit("li", "change_amount", R"({"order": {"number": "C1", "amount": "¥80,000"}})",
                     "2026-03-02 11:00");

    const auto& effect = first<engine::TookEffect>(reply.events);
    REQUIRE(effect.written.size() == 1);
    CHECK(effect.written[0].field == "amount");
    engine::RenderContext context;
    context.currency = "CNY";
    CHECK(engine::render(context, effect.written[0].before, Language::kEnglish) == "¥90,000");
    CHECK(engine::render(context, effect.written[0].after, Language::kEnglish) == "¥80,000");
}

}  // namespace
}  // namespace onus::rows
