// SPDX-License-Identifier: Apache-2.0
//
// A text is taken out of a ledger: nothing holds it any more, and everything else still holds.
#include "engine/redaction.h"

#include <catch2/catch.hpp>

#include "engine/ledger/entry.h"
#include "engine/ledger/verify.h"
#include "engine/replay.h"
#include "grammar/base/diagnostic_kind.h"
#include "tests/engine/session/office_text.h"
#include "tests/support/ledger_samples.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

const std::string kCanary = "13800001111";

/// The office, whose rules look at the note of an order.
std::string office_text() {
    return with_rule(R"(
rule noted "Orders are paid if they have a note"
  when pay_order
  require order.note is given
  otherwise block "There is no note."
)");
}

std::string noted(const std::string& number, const std::string& note) {
    return R"({"order": {"number": ")" + number + R"(", "amount": 50, "urgent": "no", "note": ")" +
           note + R"("}})";
}

/// Orders with the canary and without it.
Workspace played() {
    Workspace office({office_text()}, kOfficePeople);
    office.submit("cleo", "place_order", noted("N1", "call " + kCanary), "2025-07-01 09:00");
    office.submit("cleo", "place_order", noted("N2", "pay at once"), "2025-07-01 10:00");
    office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-01 11:00");
    office.submit("fred", "check_order", R"({"order": "N2"})", "2025-07-01 11:30");
    office.submit("cleo", "pay_order", R"({"order": "N1"})", "2025-07-01 12:00");
    return office;
}

/// The entry of the first order.
std::uint64_t first_order(const Workspace& office) {
    return office.session().state().attempt(1)->sequence;
}

Result<engine::Reply> redact(Workspace& office, const std::string& field,
                             const std::string& reason = "asked by the customer",
                             const std::string& by = "hana",
                             const std::string& confirmed_by = "dora") {
    const engine::Redact request{first_order(office), {field}, reason};
    return office.session().redact(request, office.session().state().header.now,
                                   {"", confirmed_by, by});
}

std::string refusal(const Result<engine::Reply>& reply) {
    return reply ? "redacted" : std::string(code_of(reply.error().kind));
}
std::string code(DiagnosticKind kind) { return std::string(code_of(kind)); }

/// Where the store still holds a text.
std::string hits(const engine::LedgerStore& store, const std::string& text) {
    std::string found;
    for (std::uint64_t sequence = 1; sequence <= store.entry_count(); ++sequence) {
        if (store.stored_entry(sequence).value()->bytes.find(text) != std::string::npos) {
            found += " entry " + std::to_string(sequence);
        }
    }
    for (engine::TableId table = 1; table <= engine::kStateTableMax; ++table) {
        for (const auto& [key, value] : engine::samples::rows(store, table)) {
            if ((key + value).find(text) != std::string::npos) {
                found += " row of " + std::to_string(table);
            }
        }
    }
    return found;
}

TEST_CASE("redaction: the text is nowhere any more, every proof holds", "[engine][redaction]") {
    Workspace office = played();
    const engine::Head before = office.session().head();
    REQUIRE_FALSE(hits(office.store(), kCanary).empty());

    const auto reply = redact(office, "payload.order.note");

    REQUIRE(reply.has_value());
    CHECK(hits(office.store(), kCanary).empty());
    CHECK(hits(office.store(), "pay at once") != "");
    const engine::VerifyReport report = engine::verify(office.store(), {{before}});
    CHECK(report.ok());
    CHECK(report.entries == before.size + 1);
    const auto entry = engine::decode_entry(*office.store().entry(first_order(office)));
    REQUIRE(entry.has_value());
    std::size_t gone = 0;
    for (const engine::EntryField& field : entry->fields) {
        gone += field.redacted ? 1U : 0U;
    }
    CHECK(gone >= 3);  // the command's, the verdict's and what was written
    // Who, and why, stays.
    const engine::Reply& written = *reply;
    CHECK(written.command.actor == "dora");
    CHECK(written.command.principal == "hana");
    CHECK(std::get<engine::Redact>(written.command.body).reason == "asked by the customer");
}

TEST_CASE("redaction: the state is what the entries that are left give", "[engine][redaction]") {
    Workspace office = played();
    REQUIRE(redact(office, "order.note").has_value());

    SECTION("at once") {
        const auto report = engine::rebuild(office.store());
        REQUIRE(report.has_value());
        CHECK(report->row.empty());
    }
    SECTION("after a restart and more commands") {
        office.reopen();
        office.submit("cleo", "place_order", noted("N3", "later"), "2025-07-02 09:00");
        const auto report = engine::rebuild(office.store());
        REQUIRE(report.has_value());
        CHECK(report->row.empty());
    }
}

TEST_CASE("redaction: judged again, an entry that lacks a value is named, no damage",
          "[engine][redaction]") {
    Workspace office = played();
    REQUIRE(redact(office, "order.note").has_value());
    office.submit("cleo", "pay_order", R"({"order": "N2"})", "2025-07-02 12:00");

    const auto report = engine::rejudge(office.store());

    REQUIRE(report.has_value());
    CHECK(report->first_difference == 0);
    CHECK(report->compared + 1 == office.store().entry_count());
    // The order itself, and the payment that read its note.
    const std::uint64_t paid = office.session().state().attempt(5)->sequence;
    CHECK(report->not_judged == std::vector<std::uint64_t>{first_order(office), paid});
}

TEST_CASE("redaction: a rule that reads the value cannot be evaluated", "[engine][redaction]") {
    Workspace office = played();
    CHECK(outline(office.submit("cleo", "pay_order", R"({"order": "N1"})", "2025-07-01 13:00"))
              .find("effective") != std::string::npos);
    REQUIRE(redact(office, "order.note").has_value());

    const engine::Reply reply =
        office.submit("cleo", "pay_order", R"({"order": "N1"})", "2025-07-01 14:00");
    CHECK(outline(reply).find("noted hold") != std::string::npos);
    CHECK(outline(reply).find("held") != std::string::npos);
    CHECK(outline(office.submit("cleo", "pay_order", R"({"order": "N2"})", "2025-07-01 15:00"))
              .find("effective") != std::string::npos);
}

TEST_CASE("redaction: a consequence that reads the value is a question to the owner",
          "[engine][redaction]") {
    Workspace office({with_rule(R"(
duty look_again "Orders with a note are looked at again"
  when pay_order if order.note is given
  bearer team_leader
  must allow_more_time(order)
  within 2 days
)")},
                     kOfficePeople);
    office.submit("cleo", "place_order", noted("N1", "call " + kCanary), "2025-07-01 09:00");
    office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-01 11:00");
    CHECK(outline(office.submit("cleo", "pay_order", R"({"order": "N1"})", "2025-07-01 12:00"))
              .find("duty look_again tom") != std::string::npos);
    REQUIRE(redact(office, "order.note").has_value());

    const std::string told =
        outline(office.submit("cleo", "pay_order", R"({"order": "N1"})", "2025-07-01 13:00"));
    CHECK(told.find("effective pass") != std::string::npos);
    CHECK(told.find("duty look_again") == std::string::npos);
    CHECK(told.find("conflict look_again for hana") != std::string::npos);
    CHECK(engine::rebuild(office.store())->row.empty());
    CHECK(engine::rejudge(office.store())->first_difference == 0);
}

TEST_CASE("redaction: a question that is new does not count what it cannot see",
          "[engine][redaction]") {
    Workspace office = played();
    REQUIRE(redact(office, "order.note").has_value());
    office.publish({replaced(office_text(), "duty check_in_time", R"(
rule few_notes "One order with such a note"
  when place_order
  require count of place_order where (order.note is given) in the last 30 days less than 9
  otherwise block "Too many."

duty check_in_time)")},
                   "2025-07-02 09:00");

    CHECK(outline(office.submit("carl", "place_order", noted("N5", "new"), "2025-07-02 10:00"))
              .find("few_notes hold") != std::string::npos);
    const auto report = engine::rebuild(office.store());
    REQUIRE(report.has_value());
    CHECK(report->row.empty());
}

TEST_CASE("redaction: a second one goes on where the first one stopped", "[engine][redaction]") {
    Workspace office({office_text()}, kOfficePeople);
    office.submit("cleo", "place_order", noted("N1", "call " + kCanary), "2025-07-01 09:00");
    office.force("cleo", "place_order",
                 R"({"order": {"number": "N4", "amount": 2000, "urgent": "no"}})",
                 "asked by Mr Zhou on call " + kCanary, "2025-07-01 09:30");
    office.submit("fred", "check_order", R"({"order": "N4"})", "2025-07-01 10:00");
    REQUIRE(redact(office, "order.note").has_value());
    CHECK(refusal(redact(office, "order.note")) == code(DiagnosticKind::kRedactionDone));
    // What is left of the reason, which stands in the first redaction, can go as well.
    office.submit("cleo", "place_order", noted("N6", "asked by Mr Zhou on "), "2025-07-01 11:00");
    const engine::Redact request{
        office.session().state().attempt(office.session().state().header.attempt_count)->sequence,
        {"order.note"},
        "once more"};
    REQUIRE(office.session()
                .redact(request, office.session().state().header.now, {"", "dora", "hana"})
                .has_value());
    CHECK(hits(office.store(), kCanary).empty());
    CHECK(hits(office.store(), "Mr Zhou").empty());
    CHECK(engine::verify(office.store()).ok());
    const auto report = engine::rebuild(office.store());
    REQUIRE(report.has_value());
    CHECK(report->row.empty());
    const auto again = engine::rejudge(office.store());
    REQUIRE(again.has_value());
    CHECK(again->first_difference == 0);
}

TEST_CASE("redaction: the same command again gets what is left of its reply",
          "[engine][redaction]") {
    Workspace office = played();
    engine::Command command = office.session().reply_of(first_order(office))->command;
    REQUIRE(redact(office, "order.note").has_value());
    command.received = office.session().state().header.now;

    const auto reply = office.try_run(command);

    REQUIRE(reply.has_value());
    CHECK(reply->repeated);
    CHECK(reply->sequence == first_order(office));
}

TEST_CASE("redaction: what cannot be taken out is refused, and nothing changes",
          "[engine][redaction]") {
    Workspace office = played();
    const std::string head = engine::to_string(office.session().head());

    CHECK(refusal(redact(office, "order.nothing")) == code(DiagnosticKind::kRedactionFieldUnknown));
    CHECK(refusal(redact(office, "command.actor")) == code(DiagnosticKind::kRedactionFieldUnknown));
    CHECK(refusal(redact(office, "order.number")) == code(DiagnosticKind::kRedactionKind));
    CHECK(refusal(redact(office, "order.amount")) == code(DiagnosticKind::kRedactionKind));
    CHECK(refusal(redact(office, "order.note", "")) == code(DiagnosticKind::kRedactionReason));
    CHECK(refusal(redact(office, "order.note", "call " + kCanary)) ==
          code(DiagnosticKind::kRedactionReason));
    CHECK(refusal(redact(office, "order.note", "why", "hana", "hana")) ==
          code(DiagnosticKind::kRedactionAlone));
    CHECK(refusal(redact(office, "order.note", "why", "nobody", "hana")) ==
          code(DiagnosticKind::kRedactionPerson));
    CHECK(refusal(office.session().redact(
              {999, {"order.note"}, "why"}, office.session().state().header.now,
              {"", "dora", "hana"})) == code(DiagnosticKind::kLedgerRangeImpossible));
    CHECK(engine::to_string(office.session().head()) == head);
    CHECK_FALSE(hits(office.store(), kCanary).empty());

    SECTION("a duty that is open needs it") {
        office.submit(
            "cleo", "place_order",
            R"({"order": {"number": "N7", "amount": 300, "urgent": "no", "note": "call )" +
                kCanary + R"("}})",
            "2025-07-02 09:00");
        CHECK(refusal(redact(office, "order.note")) == code(DiagnosticKind::kRedactionInUse));
    }
    SECTION("a key that holds it") {
        office.submit("cleo", "place_order", noted("call " + kCanary, "new"), "2025-07-02 09:00");
        CHECK(refusal(redact(office, "order.note")) == code(DiagnosticKind::kRedactionFixed));
    }
}

}  // namespace
}  // namespace onus::test
