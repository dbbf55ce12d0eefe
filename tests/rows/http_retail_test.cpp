// SPDX-License-Identifier: Apache-2.0
//
// Rows of the requirements that the retail pack shows over HTTP.

#include <cctype>

#include "adapters/storage/sqlite_store.h"
#include "engine/ledger/verify.h"
#include "tests/rows/over_http.h"
#include "tests/support/raw_sqlite.h"

namespace onus::rows {
namespace {

using adapters::HttpResponse;
using tests::member;

const std::string kSeven = order("A1", "li", "store", "7 days");
const std::string kComplaint = R"({"order": "A1", "topic": "return_promise"})";

Company shop(std::string_view now = "2026-03-02 09:00") {
    return {"retail", {"li", "wang", "ma", "guo", "sun"}, now};
}

TEST_CASE("row 36 over HTTP: from the outcome back to action and duty, and forward", "[rows]") {
    Company company = shop();
    company.force("li", "submit_order", kSeven, "loyal customer");
    company.go_to("2026-03-03 12:00");

    const HttpResponse complaint = company.act("chen", "file_complaint", kComplaint);
    const engine::Data proposed = member(complaint, {"events"}).items.at(2);
    INFO(told(complaint));
    CHECK(proposed.member("chain")->items.at(0).member("attempt")->text == "1");
    CHECK(proposed.member("duties")->items.at(0).text == "1");

    // Forward: everything that the order brought about, the complaint last.
    std::string all;
    for (const engine::Data& entry : company.items("till", "/v1/records/order/A1/trace").items) {
        all += told(*entry.member("events"));
    }
    INFO(all);
    CHECK(has(all, "judged effective warn"));
    CHECK(has(all, "duty_opened retail_returns.decide_forced_order wang"));
    CHECK(has(all, "duty_changed overdue"));
    CHECK(
        has(all,
            "liability_proposed proposed retail_returns.over_promised_return | li 70% | wang 30%"));
}

TEST_CASE("row 37 over HTTP: validated before it is submitted, nothing is recorded", "[rows]") {
    Company company = shop();
    const std::string head = company.get("till", "/v1/ledger/head").body;

    const HttpResponse preview = company.post(
        "till", "/v1/validate", R"({"by":"li","action":"submit_order","data":)" + kSeven + "}");

    CHECK(told(preview) == "judged refused warn | retail_returns.return_window warn requirement\n");
    CHECK(company.get("till", "/v1/ledger/head").body == head);
    CHECK(company.get("till", "/v1/attempts/1").status == 404);
}

TEST_CASE("row 38 over HTTP: path, allowed, actual, clause and fix in both languages", "[rows]") {
    Company company = shop();

    const HttpResponse answer = company.act("li", "submit_order", kSeven);

    CHECK(answer.status == 200);
    const engine::Data judged = member(answer, {"events"}).items.at(0);
    const engine::Data finding = judged.member("findings")->items.at(0);
    CHECK(finding.member("text")->member("en")->text ==
          "Order A1 promises 7 days; the limit is 3 days.");
    CHECK(finding.member("text")->member("zh")->text == "订单A1承诺7天，上限为3天。");
    std::string clauses;
    for (const engine::Data& reason : finding.member("reasons")->items) {
        clauses += reason.member("en")->text + "\n" + reason.member("zh")->text + "\n";
    }
    CHECK(has(clauses, "order.promised at most return_limit(order)\n"));
    CHECK(has(clauses, "订单.承诺退货期"));
    const engine::Data change = judged.member("remedy")->member("change")->items.at(0);
    CHECK(change.member("path")->text == "order.promised");
    CHECK(change.member("actual")->member("en")->text == "7 days");
    CHECK(change.member("allowed")->member("en")->text == "3 days");
    CHECK(change.member("allowed")->member("zh")->text == "3天");
}

TEST_CASE("row 39 over HTTP: forcing needs a reason, and a block cannot be forced", "[rows]") {
    Company company = shop();

    const HttpResponse silent = company.act("li", "submit_order", kSeven, R"(,"force":true)");
    INFO(told(silent));
    CHECK(has(told(silent), "judged refused warn"));
    CHECK(has(told(silent), "force_needs_reason"));
    // An empty one is no reason, and no command.
    CHECK(company.force("li", "submit_order", kSeven, "").status == 400);
    CHECK(has(told(company.force("li", "submit_order", kSeven, "loyal customer")),
              "judged effective warn | retail_returns.return_window warn"));
    CHECK(has(told(company.force("li", "submit_order", order("A2", "li", "online", "3 days"), "x")),
              "judged refused block | consumer_law.seven_days_online block"));
}

TEST_CASE("row 40 over HTTP: the force and the supervisor's matter come together", "[rows]") {
    Company company = shop();
    const HttpResponse forced = company.force("li", "submit_order", kSeven, "x");
    CHECK(count(told(forced), "matter_opened review retail_returns.decide_forced_order wang") == 1);

    company.restart();

    CHECK(company.items("wang", "/v1/matters?of=wang").items.size() == 1);
    CHECK(company.items("wang", "/v1/duties?of=wang").items.size() == 1);
}

TEST_CASE("row 41 over HTTP: decided at exactly +24:00:00 is in time", "[rows]") {
    for (const std::string when :
         {"2026-03-03 09:04:59", "2026-03-03 09:05:00", "2026-03-03 09:05:01"}) {
        const bool late = when == "2026-03-03 09:05:01";
        Company company = shop();
        company.go_to("2026-03-02 09:05:00");
        company.force("li", "submit_order", kSeven, "x");
        company.go_to(when);

        const HttpResponse decided = company.decide("wang", "1", "reject");

        CAPTURE(when, told(decided));
        CHECK(has(decided.body, R"("change":"fulfilled")"));
        CHECK(has(decided.body, late ? R"("in_time":false)" : R"("in_time":true)"));
        CHECK(has(company.records_of("wang"), "not_decided_in_time") == late);
    }
}

TEST_CASE("row 42 over HTTP: not performed is recorded exactly once", "[rows]") {
    Company company = shop();
    company.force("li", "submit_order", kSeven, "x");
    company.go_to("2026-03-03 09:00:01");
    company.restart();
    company.go_to("2026-03-03 12:00");
    company.restart();

    const std::string records = company.records_of("wang");
    INFO(records);
    CHECK(count(records, "logged not_decided_in_time") == 1);
    CHECK(count(records, "violation not_performed") == 1);
}

TEST_CASE("row 43 over HTTP: a complaint gives time, content, verdict, reason and approval",
          "[rows]") {
    for (const bool decided : {true, false}) {
        Company company = shop();
        company.go_to("2026-03-02 09:05:00");
        company.force("li", "submit_order", kSeven, "loyal customer");
        if (decided) {
            company.go_to("2026-03-02 12:00");
            company.decide("wang", "1", "approve");
        }
        company.go_to("2026-03-12 10:00");
        const HttpResponse complaint = company.act("chen", "file_complaint", kComplaint);
        const engine::Data link =
            member(complaint, {"events"}).items.at(2).member("chain")->items.at(0);

        const HttpResponse attempt =
            company.get("till", "/v1/attempts/" + link.member("attempt")->text);

        CHECK(member(attempt, {"at"}).text == "2026-03-02T09:05:00+08:00");
        CHECK(member(attempt, {"payload", "order", "promised"}).text == "7 days");
        CHECK(member(attempt, {"verdict"}).text == "warn");
        CHECK(member(attempt, {"reason"}).text == "loyal customer");
        std::string trace = company.get("till", "/v1/records/order/A1/trace").body;
        CHECK(has(trace, R"("opinion":"As the rule says.")") == decided);
        CHECK(has(trace, R"("change":"overdue")") != decided);
    }
}

TEST_CASE("row 44 over HTTP: rejected in time, approved, silent, on leave are four answers",
          "[rows]") {
    const auto shares = [](Company& company, const std::string& number) {
        company.go_to("2026-08-20 10:00");
        return told(company.act("chen", "file_complaint",
                                R"({"order": ")" + number + R"(", "topic": "return_promise"})"));
    };
    SECTION("rejected in time: none") {
        Company company = shop("2026-08-03 09:00");
        company.force("li", "submit_order", kSeven, "x");
        CHECK_FALSE(has(told(company.decide("wang", "1", "reject")), "violation"));
        CHECK(has(shares(company, "A1"), "| li 100%"));
        CHECK_FALSE(has(company.records_of("wang"), "violation"));
    }
    SECTION("approved in time: knowingly") {
        Company company = shop("2026-08-03 09:00");
        company.force("li", "submit_order", kSeven, "x");
        CHECK(has(told(company.decide("wang", "1", "approve")), "violation approved_knowingly"));
        CHECK(has(shares(company, "A1"), "| li 70% | wang 30%"));
    }
    SECTION("silent: not performed") {
        Company company = shop("2026-08-03 09:00");
        company.force("li", "submit_order", kSeven, "x");
        CHECK(has(shares(company, "A1"), "| li 70% | wang 30%"));
        CHECK(has(company.records_of("wang"), "violation not_performed"));
    }
    SECTION("on approved leave: the delegate acts, the principal is named") {
        Company company = shop("2026-08-05 09:00");
        const std::string data = order("B1", "sun", "store", "7 days");
        const std::string forced = told(company.force("sun", "submit_order", data, "x"));
        INFO(forced);
        CHECK(has(forced, "decide_forced_order he"));
        const HttpResponse decided = company.decide("he", "1", "reject");
        CHECK(has(told(decided), "duty_changed fulfilled he reject"));
        CHECK(has(shares(company, "B1"), "| sun 100%"));
    }
}

TEST_CASE("row 45 over HTTP: liability is proposed, and nothing else happens to anybody",
          "[rows]") {
    Company company = shop();
    company.force("li", "submit_order", kSeven, "x");
    company.go_to("2026-03-03 12:00");
    const std::string before = company.records_of("li");

    const HttpResponse complaint = company.act("chen", "file_complaint", kComplaint);

    CHECK(told(complaint) ==
          "judged effective pass\ntook_effect\n"
          "liability_proposed retail_returns.over_promised_return | li 70% | wang 30%\n"
          "matter_opened liability retail_returns.over_promised_return lin\n"
          "notified retail_returns.over_promised_return lin\n");
    const std::string after = company.records_of("li");
    CHECK(after.substr(0, before.size()) == before);
    INFO(after);
    CHECK(count(after.substr(before.size()), "\n") == count(after, "liability_proposed"));
    CHECK(has(after, "liability_proposed proposed retail_returns.over_promised_return"));

    // Whoever bears a share does not decide on it; a named person does.
    CHECK(has(told(company.decide("wang", "3", "reject")), "declined"));
    const auto status = [&] {
        std::string all;
        for (const engine::Data& entry :
             company.items("till", "/v1/records/order/A1/trace").items) {
            for (const engine::Data& event : entry.member("events")->items) {
                if (const engine::Data* const word = event.member("status");
                    word != nullptr && event.member("event")->text == "liability_proposed") {
                    all += word->text + " " + event.member("matter")->text + " " +
                           event.member("decided_by")->text;
                }
            }
        }
        return all;
    };
    CHECK(status() == "proposed 3 ");
    CHECK(has(told(company.decide("lin", "3", "approve")), "matter_changed decided lin approve"));
    CHECK(status() == "confirmed 3 lin");
    CHECK(has(company.records_of("li"), "matter_changed decided lin approve"));
    CHECK_FALSE(has(company.records_of("li"), "violation unanswered"));
}

/// How many stamps a server took from the given clock before a request depends on its threads.
std::string to_the_second(const std::string& text) {
    const auto digit = [&](std::size_t at) {
        return at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0;
    };
    std::string seconds;
    for (std::size_t i = 0; i < text.size(); ++i) {
        seconds += text[i];
        // ":SS" before ".mmm": the fraction is left out.
        if (i >= 2 && text[i - 2] == ':' && digit(i - 1) && digit(i) && i + 1 < text.size() &&
            text[i + 1] == '.' && digit(i + 2) && digit(i + 3) && digit(i + 4)) {
            i += 4;
        }
    }
    return seconds;
}

TEST_CASE("row 46 over HTTP: the same input gives the same verdict, one byte is found", "[rows]") {
    const auto run = [](Company& company) {
        std::string all = company.act("li", "submit_order", kSeven).body;
        all += company.force("li", "submit_order", kSeven, "x").body;
        company.go_to("2026-03-03 12:00");
        return all + company.records_of("wang");
    };
    Company one = shop();
    Company other = shop();
    CHECK(to_the_second(run(one)) == to_the_second(run(other)));

    const std::string path = one.stop();
    constexpr std::uint64_t kBad = 5;
    {
        tests::RawSqlite raw(path);
        std::string bytes = raw.read("bytes", kBad);
        bytes[bytes.size() / 2] ^= 1;
        raw.write("bytes", kBad, bytes);
    }
    const auto store = adapters::open_sqlite_store(
        path, {adapters::Durability::kOff, adapters::Purpose::kVerify, 0});
    REQUIRE(store.has_value());
    const engine::VerifyReport report = engine::verify(**store);
    CHECK_FALSE(report.ok());
    CHECK(report.first_bad == kBad);
}

}  // namespace
}  // namespace onus::rows
