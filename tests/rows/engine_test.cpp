// SPDX-License-Identifier: Apache-2.0
//
// Rows of the requirements that no pack shows alone: checks, deadlines, reminders, the ledger.

#include "engine/compile/check.h"
#include "engine/ledger/verify.h"
#include "grammar/base/diagnostic_text.h"
#include "grammar/parser.h"
#include "tests/rows/packs.h"

namespace onus::rows {
namespace {

const std::string kHeading =
    "rulebook office\n  level company\n  effective 2025-07-01\n  owner hr.head\n"
    "  calendar cn_office\n";

const std::string kOffice =
    "organisation: office\nfallback: zhou\n"
    "persons: {zhou: Zhou, li: Li, wang: Wang}\n"
    "units:\n  hq: {head: zhou}\n  hr: {parent: hq, head: wang}\n"
    "posts:\n  hr: {clerk: li}\n";

/// Codes and arguments of everything that the checker says, "N0429 research".
std::string said_about(const std::string& text) {
    const Source source{"office.onus", text};
    const auto parsed = grammar::parse(source, {});
    std::string all;
    const auto add = [&](const Diagnostics& diagnostics) {
        for (const Diagnostic& diagnostic : diagnostics) {
            all += std::string(code_of(diagnostic.kind));
            for (const std::string& argument : diagnostic.arguments) {
                all += " " + argument;
            }
            all += "\n";
        }
    };
    add(parsed.diagnostics);
    add(engine::check({{&parsed.file, nullptr}}).diagnostics);
    return all;
}

/// What a process step with these owners is told, as people read it.
std::string said_of_owners(const std::string& owners) {
    const Source source{"office.onus", kHeading +
                                           "record project\n  code : text unique\n"
                                           "action start (project) by anyone\n  creates project\n"
                                           "process launch\n  owner hr.head\n  when start\n"
                                           "  step research \"Research\"\n" +
                                           owners +
                                           "    within 5 days\n    deliver report : file\n"};
    const auto parsed = grammar::parse(source, {});
    Diagnostics all = parsed.diagnostics;
    const Diagnostics checked = engine::check({{&parsed.file, nullptr}}).diagnostics;
    all.insert(all.end(), checked.begin(), checked.end());
    std::string said;
    for (const Diagnostic& diagnostic : all) {
        said += render(diagnostic, Language::kEnglish,
                       [&](std::string_view) -> const Source* { return &source; });
    }
    return said;
}

TEST_CASE("row 4: exactly one party answers for a step, or its line and column are told",
          "[rows]") {
    const std::string nobody = said_of_owners("");
    INFO(nobody);
    CHECK(has(nobody, "research"));
    CHECK(has(nobody, "office.onus:13:8"));
    const std::string two = said_of_owners("    owner hr.head\n    owner hr.deputy\n");
    INFO(two);
    CHECK(has(two, "office.onus:15:5"));
    CHECK(has(two, "research"));
    CHECK(said_of_owners("    owner hr.head\n") == "");
}

TEST_CASE("row 5: where no published rulebook governs, nothing passes in silence", "[rows]") {
    Workspace office{{kHeading + "role clerk\naction report (number: number) by clerk\n"}, kOffice};
    const std::string number = R"({"number": 1})";

    // Before the rulebook is in force; of what no rulebook speaks.
    CHECK(
        has(outline(office.observe("li", "report", number, "2024-12-31 09:00", "2026-03-02 09:00")),
            "no_governing_policy"));
    CHECK(has(outline(office.submit("li", "sell", number, "2026-03-02 09:01")),
              "refused block | undeclared_action block"));
    CHECK(
        has(outline(office.submit("li", "report", number, "2026-03-02 09:02")), "effective pass"));
}

TEST_CASE("row 21: a step without an owner, or with two, does not pass the check", "[rows]") {
    const std::string process =
        kHeading +
        "record project\n  code : text unique\naction start (project) by anyone\n  creates "
        "project\n"
        "process launch\n  owner hr.head\n  when start\n  step research \"Research\"\n{owner}"
        "    within 5 days\n    deliver report : file\n";

    INFO(said_about(with(process, "{owner}", "")));
    INFO(said_about(with(process, "{owner}", "    owner hr.head\n    owner hr.head\n")));
    CHECK(has(said_about(with(process, "{owner}", "")), "N0429 research"));
    CHECK(has(said_about(with(process, "{owner}", "    owner hr.head\n    owner hr.head\n")),
              "N0151 owner research"));
    CHECK(said_about(with(process, "{owner}", "    owner hr.head\n")) == "");
}

TEST_CASE("row 21: an owner that the organisation does not know is an error", "[rows]") {
    const std::string process =
        kHeading +
        "role clerk\nrecord project\n  code : text unique\n"
        "action start (project) by clerk\n  creates project\n"
        "process launch\n  owner hr.head\n  when start\n  step research \"Research\"\n"
        "    owner {owner}\n"
        "    within 5 days\n    deliver report : file\n";
    Workspace office{{kHeading}, kOffice};
    const auto published = [&](const std::string& owner) {
        const Source source{"office.onus", with(process, "{owner}", owner)};
        Diagnostics diagnostics;
        const auto reply = office.session().publish({{{source.name, source.text, {}}}},
                                                    test::at("2026-03-02 09:00"), &diagnostics);
        std::string said = reply ? "in force" : "";
        for (const Diagnostic& diagnostic : diagnostics) {
            said += render(diagnostic, Language::kEnglish,
                           [&](std::string_view) -> const Source* { return &source; });
        }
        return said;
    };

    const std::string unit = published("hrr.head");
    CHECK(has(unit, "the organisation has no unit “hrr”"));
    CHECK(has(unit, "nearest: hr\n"));
    CHECK(has(unit, "owner hrr.head"));
    CHECK(has(published("clrk.supervisor"), "nearest: clerk\n"));
    // The old rules stay in force.
    CHECK(
        has(outline(office.submit("li", "start", "{}", "2026-03-02 10:00")), "undeclared_action"));
    CHECK(published("clerk") == "in force");
}

TEST_CASE("row 22: a step without its text does not pass the check, in either language", "[rows]") {
    const std::string process =
        "record project\n  code : text unique\naction start (project) by anyone\n  creates "
        "project\n"
        "process launch\n  owner hr.head\n  when start\n  step research{text}\n"
        "    owner hr.head\n    within 5 days\n    deliver report : file\n";
    CHECK(has(said_about(with(kHeading + process, "{text}", "")), "N0448 research"));
    CHECK(said_about(with(kHeading + process, "{text}", " \"Report of requirements\"")) == "");
}

TEST_CASE("row 23: 24 hours and three working days over a long holiday", "[rows]") {
    Workspace office{
        {kHeading + "action report (number: number) by clerk\n"
                    "action respond () by clerk\n"
                    "duty by_the_clock\n  when report\n  bearer actor\n  must respond\n"
                    "  within 24 hours\n"
                    "duty by_the_calendar\n  when report\n  bearer actor\n  must respond\n"
                    "  within 3 working days\n"},
        kOffice};

    const std::string opened =
        outline(office.submit("li", "report", R"({"number": 1})", "2026-09-30 17:00"));

    CHECK(has(opened, "duty by_the_clock li due 2026-10-01 17:00"));
    CHECK(has(opened, "duty by_the_calendar li due 2026-10-11 00:00"));
}

TEST_CASE("row 27: reminders and the overdue alarm come once each, across a restart", "[rows]") {
    Workspace office{{kHeading + "action report (number: number) by clerk\n"
                                 "action respond () by clerk\n"
                                 "duty answered\n  when report\n  bearer actor\n  must respond\n"
                                 "  within 4 hours\n  remind 50%\n"
                                 "  remind 75% and notify bearer.supervisor\n"
                                 "  overdue notify hr.head level red\n"},
                     kOffice};
    office.submit("li", "report", R"({"number": 1})", "2026-03-02 09:00");

    std::string all = office.advance("2026-03-02 11:00:01");
    CHECK(count(all, "duty 1 reminded") == 1);
    CHECK(count(all, "notify wang") == 0);
    office.reopen();
    all += office.advance("2026-03-02 12:00:01");
    office.reopen();
    all += office.advance("2026-03-02 13:00:01");
    office.reopen();
    all += office.advance("2026-03-03 09:00");

    CHECK(count(all, "duty 1 reminded") == 2);
    CHECK(count(all, "duty 1 reminded\nnotify li\nnotify wang\n") == 1);
    CHECK(count(all, "duty 1 overdue") == 1);
    CHECK(count(all, "notify wang red") == 1);
}

TEST_CASE("row 29: overdue in red a second after the deadline; late, it keeps its lateness",
          "[rows]") {
    Workspace office{
        {kHeading + "role clerk\nrecord matter\n  number : number unique\n"
                    "action report (matter) by clerk\n  creates matter\n"
                    "action respond (matter) by clerk\n"
                    "duty answered\n  when report\n  bearer actor\n  must respond(matter)\n"
                    "  within 9 hours\n  overdue notify hr.head level red\n"},
        kOffice};
    office.submit("li", "report", R"({"matter": {"number": 1}})", "2026-03-02 09:00");

    CHECK(office.advance("2026-03-02 18:00") == "");
    const std::string fired = office.advance("2026-03-02 18:00:00.001");
    CHECK(has(fired, "duty 1 overdue li"));
    CHECK(has(fired, "notify wang red"));
    CHECK(has(outline(office.submit("li", "respond", R"({"matter": 1})", "2026-03-02 19:30")),
              "duty 1 fulfilled late li"));
    const auto* duty = office.session().state().duty(1);
    CHECK(duty->state == engine::DutyState::kFulfilledLate);
    CHECK(duty->closed_at->ms - duty->due->ms == 90 * kMsPerMinute);
    CHECK(office.advance("2026-03-09 09:00") == "");
}

TEST_CASE("row 33: a step changes hands only when it is accepted", "[rows]") {
    const std::string people = with(kOffice, "clerk: li", "clerk: [{holder: li}, {holder: chen}]");
    Workspace office{
        {kHeading + "role clerk\nrecord project\n  code : text unique\n  leader : person\n"
                    "action start (project) by anyone\n  creates project\n"
                    "process launch\n  owner hr.head\n  when start\n  step research \"Research\"\n"
                    "    owner project.leader\n    within 5 days\n    may be transferred to clerk\n"
                    "    deliver report : file\n    overdue log late against step.owner\n"},
        with(people, "wang: Wang", "wang: Wang, chen: Chen")};
    office.submit("li", "start", R"({"project": {"code": "P1", "leader": "li"}})",
                  "2026-03-02 09:00");
    const auto bearer = [&] { return office.session().state().duty(1)->bearer; };
    engine::Command offer;
    offer.actor = "li";
    offer.at = offer.received = test::at("2026-03-02 10:00");
    offer.body = engine::Transfer{{1, {}, {}}, "chen", "I am needed elsewhere."};
    CHECK(has(outline(office.run(offer)), "matter 1 transfer research for chen"));
    CHECK(bearer() == "li");

    SECTION("declined") {
        office.decide("chen", 1, Decision::kReject, "no time", "2026-03-02 11:00");
        CHECK(bearer() == "li");
    }
    SECTION("accepted: the new owner answers from then on, the old one for the time before") {
        office.decide("chen", 1, Decision::kApprove, "gladly", "2026-03-02 11:00");
        CHECK(bearer() == "chen");
        CHECK(office.session().state().duty(1)->opened.bearer == "li");
        CHECK(has(office.advance("2026-03-10 00:00"), "log late chen"));
    }
}

TEST_CASE("row 46: the same commands give the same ledger", "[rows]") {
    const auto play = [](Workspace& shop) {
        shop.force("li", "submit_order", order("A1", "li", "store", "7 days"), "x",
                   "2026-03-02 09:05");
        shop.advance("2026-03-03 12:00");
    };
    Workspace one = retail();
    Workspace other = retail();
    play(one);
    play(other);

    CHECK(engine::to_string(one.session().head()) == engine::to_string(other.session().head()));
    CHECK(engine::verify(one.store()).ok());
}

TEST_CASE("row 47: who may act follows from the organisation", "[rows]") {
    Workspace office{{kHeading + "role clerk\naction report (number: number) by clerk\n"}, kOffice};

    CHECK(has(outline(office.submit("li", "report", R"({"number": 1})", "2026-03-02 09:00")),
              "effective pass"));
    CHECK(has(outline(office.submit("wang", "report", R"({"number": 1})", "2026-03-02 09:01")),
              "block out_of_boundary"));
    CHECK(has(said_about(kHeading + "role clerk\naction report (number: number) by clrk\n"),
              "N0216 clrk clerk"));
}

TEST_CASE("row 50: a permission without a duty does not pass the check", "[rows]") {
    const std::string text = kHeading +
                             "role clerk\naction report (number: number) by clerk\n"
                             "permission reporting\n  granted to clerk\n  may perform report\n";

    CHECK(has(said_about(text), "N0509 reporting"));
    CHECK(said_about(text + "  carries none \"Everybody may report.\"\n") == "");
}

TEST_CASE("row 51: a duty whose bearer may not perform it does not pass the check", "[rows]") {
    const std::string text = kHeading +
                             "role clerk\nrole boss\n"
                             "action report (number: number) by clerk\n"
                             "action respond () by boss\n"
                             "duty answered\n  when report\n  bearer {bearer}\n  must respond\n"
                             "  within 4 hours\n";

    CHECK(has(said_about(with(text, "{bearer}", "clerk")), "N0516 answered"));
    CHECK(said_about(with(text, "{bearer}", "boss")) == "");
}

}  // namespace
}  // namespace onus::rows
