// SPDX-License-Identifier: Apache-2.0
//
// Processes that contain others or go back: out as BPMN and in again.

#include <algorithm>
#include <map>

#include <catch2/catch.hpp>

#include "adapters/bpmn/export.h"
#include "adapters/bpmn/import.h"
#include "adapters/bpmn/outline_text.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/diagnostic_text.h"
#include "tests/adapters/bpmn/checks.h"
#include "tests/adapters/bpmn/drawn.h"
#include "tests/adapters/bpmn/models.h"

namespace onus::bpmn {
namespace {

std::string rework() { return tests::bytes_of(tests::own_model("rework.onus")); }

TEST_CASE("bpmn parts: a process that runs another and goes back is the same after a round trip") {
    const std::vector<Outline> outlines = tests::processes_in(rework());
    REQUIRE(outlines.size() == 2);
    REQUIRE(outlines[0].processes.size() == 2);
    CHECK(outlines[0].processes[1].is_part);
    const ImportResult again = import("again.bpmn", bpmn_text(diagram_of(outlines[0])));
    REQUIRE(again.imported);
    CHECK(again.diagnostics.empty());
    CHECK(again.imported->rulebook == rulebook_text(outlines[0], {}));
    CHECK(again.imported->rulebook == rework());
    CHECK(tests::flaws_of(again.imported->rulebook) == "");
}

TEST_CASE("bpmn parts: what goes back is drawn as an edge through a gateway, with its bound") {
    const Diagram diagram = diagram_of(tests::processes_in(rework())[0]);
    tests::check_tidy(diagram);
    const auto back = std::find_if(
        diagram.flows.begin(), diagram.flows.end(),
        [](const Flow& flow) { return !flow.notes.empty() && flow.notes[0].kind == "times"; });
    REQUIRE(back != diagram.flows.end());
    CHECK(back->notes[0].text == "2");
    CHECK(back->condition == "judgement is poor");
    CHECK(diagram.nodes[back->from].kind == NodeKind::kExclusive);
    CHECK(diagram.nodes[back->to].kind == NodeKind::kExclusive);
    const auto& edge = diagram.edges[static_cast<std::size_t>(back - diagram.flows.begin())];
    CHECK(edge.points.front().x > edge.points.back().x);
    const std::string text = bpmn_text(diagram);
    CHECK(text.find("<bpmn:callActivity id=\"Step_3\"") != std::string::npos);
    CHECK(text.find("calledElement=\"Process_2\"") != std::string::npos);
    CHECK(text.find("<onus:times>2</onus:times>") != std::string::npos);
}

TEST_CASE("bpmn export: gateways tell whether the ways exclude each other") {
    const auto kinds = [](const std::string& first, const std::string& second) {
        const auto step = [](const std::string& name, const std::string& after) {
            return "\n  step " + name + " \"S\"\n" +
                   (after.empty() ? "" : "    after      " + after + "\n") +
                   "    owner      hr.head\n    within     1 hour\n" +
                   "    deliver    sign : yes_no\n    deliver    seal : yes_no\n";
        };
        const Outline outline = tests::processes_in(
            "rulebook r \"R\"\n  level      company\n  effective  2026-01-01\n"
            "  owner      hr.head\n  calendar   cn_office\n\nrecord c\n  code : text  unique\n\n"
            "action begin (c) by anyone\n  creates    c\n\nprocess p \"P\"\n  owner      hr.head\n"
            "  when       begin\n" +
            step("a", "") + step("b", first) + step("d", second) + step("e", "b, d"))[0];
        const Diagram diagram = diagram_of(outline);
        std::map<std::string, NodeKind> found;
        for (const Node& each : diagram.nodes) {
            if (is_gateway(each.kind)) {
                found.emplace(each.id, each.kind);
            }
        }
        return found;
    };
    using Kinds = std::map<std::string, NodeKind>;
    CHECK(kinds("a", "a") ==
          Kinds{{"Split_1", NodeKind::kParallel}, {"Join_4", NodeKind::kParallel}});
    CHECK(kinds("a if sign is yes", "a if sign is no") ==
          Kinds{{"Choose_1", NodeKind::kExclusive}, {"Join_4", NodeKind::kExclusive}});
    CHECK(kinds("a if sign is yes", "a if seal is no") ==
          Kinds{{"Choose_1", NodeKind::kInclusive}, {"Join_4", NodeKind::kInclusive}});
    CHECK(kinds("a if sign is yes", "a") == Kinds{{"Split_1", NodeKind::kParallel},
                                                  {"Choose_1", NodeKind::kExclusive},
                                                  {"Join_4", NodeKind::kInclusive}});
}

TEST_CASE("bpmn parts: a picture of a run shows what each step runs by itself") {
    std::string twice = rework();
    const std::string step = "    deliver    folder : file\n";
    twice.replace(twice.find(step), step.size(), "    run        printing\n");
    const Outline outline = tests::processes_in(twice)[0];
    CHECK(diagram_of(outline).participants.size() == 2);
    const Diagram diagram = diagram_of(unfolded(outline));
    REQUIRE(diagram.participants.size() == 3);
    CHECK(diagram.participants[1].name == "Print: Printing");
    for (const char* name : {"print", "print.plates", "archive.plates", "archive.copies"}) {
        CHECK(std::count_if(diagram.nodes.begin(), diagram.nodes.end(),
                            [&](const Node& node) { return node.step == name; }) == 1);
    }
}

using tests::entry;
using tests::flow;
using tests::has;
using tests::imported;
using tests::model;
using tests::node;
using tests::tells;

TEST_CASE("bpmn parts: a sub-process becomes a process that a step runs") {
    Diagnostics told;
    const Imported made = imported(
        model(node("startEvent", "s", "ordered") + node("task", "a", "Take the order") +
              "<subProcess id=\"sub\" name=\"Make it\">" + node("task", "b", "Build") +
              node("task", "c", "Check it") + flow("f3", "b", "c") + "</subProcess>" +
              "<boundaryEvent id=\"late\" attachedToRef=\"sub\"><timerEventDefinition "
              "id=\"t\"><timeDuration>P9D</timeDuration></timerEventDefinition></boundaryEvent>" +
              node("task", "d", "Send it") + flow("f1", "s", "a") + flow("f2", "a", "sub") +
              flow("f4", "sub", "d")),
        &told);
    has(made, "  step make_it \"Make it\"\n    after      take_the_order\n");
    has(made, "    within     9 days\n    run        make_it\n");
    has(made, "process make_it \"Make it\"\n\n  step build \"Build\"\n");
    has(made, "    after      make_it\n");
    CHECK(count(made.inventory).listed() == 0);
    CHECK(entry(made, "late").fate == Fate::kCarried);
}

TEST_CASE("bpmn parts: a process that is called is run, and what it decides is asked behind it") {
    const Imported made = imported(
        model(node("startEvent", "s", "") + "<callActivity id=\"a\" name=\"Inspect\" " +
                  "calledElement=\"q\"/>" + node("exclusiveGateway", "g", "Good?") +
                  node("task", "b", "Send") + node("task", "c", "Scrap") + flow("f1", "s", "a") +
                  flow("f2", "a", "g") + flow("f3", "g", "b", "yes") + flow("f4", "g", "c", "no"),
              "<process id=\"q\" name=\"Inspection\">" + node("task", "d", "Measure") +
                  node("task", "e", "Weigh") + flow("f5", "d", "e") + "</process>"));
    has(made, "    within     10 working days\n    run        inspection\n");
    has(made, "  step outcome_of_inspect \"Outcome of: Inspect\"\n    after      inspect\n");
    has(made, "    after      outcome_of_inspect if good is yes\n");
    has(made, "process inspection \"Inspection\"\n\n  step measure");
    CHECK(count(made.inventory).listed() == 0);
}

TEST_CASE("bpmn parts: processes that call themselves or multiply without end are caught") {
    Diagnostics told;
    const Imported made =
        imported(model(node("startEvent", "s", "") + node("task", "a", "Work") +
                       "<callActivity id=\"again\" name=\"Again\" calledElement=\"p\"/>" +
                       flow("f1", "s", "a") + flow("f2", "a", "again")),
                 &told);
    CHECK(tells(told, DiagnosticKind::kBpmnCallsItself, "again"));
    has(made, "  step again \"Again\"\n");
    std::string more;
    for (int i = 0; i < 60; ++i) {  // each calls the next one twice
        const std::string number = std::to_string(i);
        const std::string called = "q" + std::to_string(i + 1);
        more += "<process id=\"q" + number + "\" name=\"Q" + number + "\">" +
                node("task", "t" + number, "T") + "<callActivity id=\"x" + number +
                "\" calledElement=\"" + called + "\"/><callActivity id=\"y" + number +
                "\" calledElement=\"" + called + "\"/></process>";
    }
    const ImportResult laughs = import("f.bpmn", model(node("task", "a", "Work"), more));
    CHECK_FALSE(laughs.imported);
    REQUIRE(laughs.diagnostics.size() >= 1);
    CHECK(laughs.diagnostics.back().kind == DiagnosticKind::kBpmnTooNested);
}

TEST_CASE("bpmn parts: a deadline that its tasks cannot keep is told, not written") {
    const std::string timer =
        "<timerEventDefinition id=\"%t\"><timeDuration>%d</timeDuration>"
        "</timerEventDefinition></boundaryEvent>";
    const auto timed = [&](const std::string& id, const std::string& length) {
        std::string text =
            "<boundaryEvent id=\"late_" + id + "\" attachedToRef=\"" + id + "\">" + timer;
        text.replace(text.find("%t"), 2, "timer_" + id);
        text.replace(text.find("%d"), 2, length);
        return text;
    };
    Diagnostics told;
    const Imported made =
        imported(model(node("startEvent", "s", "") + "<subProcess id=\"sub\" name=\"Make it\">" +
                       node("task", "b", "Build") + timed("b", "P3D") + node("task", "c", "Check") +
                       timed("c", "P1W") + flow("f3", "b", "c") + "</subProcess>" +
                       timed("sub", "P9D") + flow("f1", "s", "sub")),
                 &told);
    CHECK(tells(told, DiagnosticKind::kBpmnDeadlineTooShort, "sub"));
    has(made, "  # Deadline: 9 days\n");
    CHECK(entry(made, "late_sub").fate == Fate::kRemark);
}

TEST_CASE("bpmn parts: a timer over the whole process is its deadline") {
    const auto timed = [](const std::string& length) {
        return model(node("startEvent", "s", "") + node("task", "a", "Build") +
                     "<boundaryEvent id=\"b\" attachedToRef=\"a\"><timerEventDefinition id=\"u\">"
                     "<timeDuration>P3D</timeDuration></timerEventDefinition></boundaryEvent>" +
                     flow("f1", "s", "a") +
                     "<subProcess id=\"late\" triggeredByEvent=\"true\"><startEvent id=\"t\" "
                     "isInterrupting=\"false\"><timerEventDefinition id=\"td\"><timeDuration>" +
                     length + "</timeDuration></timerEventDefinition></startEvent>" +
                     node("task", "tell", "Tell the boss") + "</subProcess>");
    };
    const Imported made = imported(timed("P9D"));
    has(made, "  when       start_order\n  within     9 days\n");
    CHECK(entry(made, "late").fate == Fate::kCarried);
    CHECK(entry(made, "td").fate == Fate::kCarried);
    CHECK(entry(made, "tell").fate == Fate::kListed);
    Diagnostics told;
    has(imported(timed("P2D"), &told), "# Deadline: 2 days\n");
    CHECK(tells(told, DiagnosticKind::kBpmnDeadlineTooShort, "p"));
}

TEST_CASE("bpmn parts: a timer over a process whose part takes the usual time is told") {
    const std::string part = "<subProcess id=\"sub\" name=\"Make it\">" +
                             node("task", "b", "Build") + node("task", "c", "Check") +
                             flow("f3", "b", "c") + "</subProcess>";
    Diagnostics told;
    const Imported made = imported(
        model(node("startEvent", "s", "") + part + flow("f1", "s", "sub") +
              "<subProcess id=\"late\" triggeredByEvent=\"true\"><startEvent id=\"t\">"
              "<timerEventDefinition><timeDuration>P3D</timeDuration></timerEventDefinition>"
              "</startEvent></subProcess>"),
        &told);
    CHECK(tells(told, DiagnosticKind::kBpmnDeadlineTooShort, "p"));
    has(made, "# Deadline: 3 days\n");
}

TEST_CASE("bpmn returns: a loop without a bound is told with the bound that must be given") {
    Diagnostics told;
    const Imported made = imported(
        model(node("startEvent", "s", "") + node("exclusiveGateway", "m", "") +
              node("task", "a", "Write it") + node("task", "b", "Review") +
              node("exclusiveGateway", "g", "Good?") + node("task", "c", "Print") +
              flow("f1", "s", "m") + flow("f2", "m", "a") + flow("f3", "a", "b") +
              flow("f4", "b", "g") + flow("f5", "g", "m", "no") + flow("f6", "g", "c", "yes")),
        &told);
    CHECK(tells(told, DiagnosticKind::kBpmnLoopUnbounded, "f5"));
    has(made,
        "    deliver    good : yes_no\n    returns to write_it at most 3 times if good is no\n");
    has(made, "    after      review if good is yes\n");
    CHECK(entry(made, "f5").fate == Fate::kQuestion);
    CHECK(entry(made, "f5").reason == Reason::kReturnBound);
    CHECK(entry(made, "f2").fate == Fate::kCarried);
    has(made, "# BPMN gives no bound for going back; write yours behind “at most”.\n");
}

TEST_CASE("bpmn returns: what a rulebook cannot say of going back is listed by its flow") {
    Diagnostics told;
    const Imported made =
        imported(model(node("startEvent", "s", "") + node("exclusiveGateway", "m", "") +
                       node("task", "a", "Write") + node("exclusiveGateway", "n", "") +
                       node("task", "b", "Review") + node("exclusiveGateway", "g", "Which?") +
                       node("task", "c", "Print") + flow("f1", "s", "m") + flow("f2", "m", "a") +
                       flow("f3", "a", "n") + flow("f4", "n", "b") + flow("f5", "b", "g") +
                       flow("f6", "g", "m", "rewrite") + flow("f7", "g", "n", "look again") +
                       flow("f8", "g", "c", "print")),
                 &told);
    CHECK(tells(told, DiagnosticKind::kBpmnLoopUnbounded, "f6"));
    CHECK(tells(told, DiagnosticKind::kBpmnReturnDropped, "f7"));
    CHECK(entry(made, "f7").fate == Fate::kListed);
    has(made, "sequenceFlow f7 (look again): ");
}

TEST_CASE("bpmn parts: more steps than anybody reads are refused at once") {
    const auto tasks = [](int count) {
        std::string all;
        for (int i = 0; i < count; ++i) {
            all += node("task", "t" + std::to_string(i), "Work " + std::to_string(i));
        }
        return model(all);
    };
    CHECK(import("f.bpmn", tasks(10'000)).imported);
    const ImportResult more = import("f.bpmn", tasks(10'001));
    CHECK_FALSE(more.imported);
    CHECK(more.diagnostics.back().kind == DiagnosticKind::kXmlTooMany);
}

TEST_CASE("bpmn outcomes: where one answer decides what is asked next, a step is asked once") {
    const Imported made = imported(
        model(node("startEvent", "s", "") + node("task", "a", "Check the request") +
              node("exclusiveGateway", "g", "Approved?") + node("task", "b", "Pay") +
              node("exclusiveGateway", "h", "Resubmit?") + node("task", "c", "Prepare again") +
              node("endEvent", "e", "rejected") + flow("f1", "s", "a") + flow("f2", "a", "g") +
              flow("f3", "g", "b", "yes") + flow("f4", "g", "h", "no") +
              flow("f5", "h", "c", "yes") + flow("f6", "h", "e", "no")));
    has(made, "    deliver    decision : one of approved, resubmit, not_resubmit\n");
    has(made, "    after      check_the_request if decision is approved\n");
    has(made, "    after      check_the_request if decision is resubmit\n");
    has(made, "  # not_resubmit: Approved? no; Resubmit? no\n");
}

TEST_CASE("bpmn parts: of several timers on a task the shortest is its deadline") {
    const auto timed = [](const std::string& id, const std::string& on, const std::string& length) {
        return "<boundaryEvent id=\"" + id + "\" attachedToRef=\"" + on +
               "\"><timerEventDefinition><timeDuration>" + length +
               "</timeDuration></timerEventDefinition></boundaryEvent>";
    };
    Diagnostics told;
    const Imported made =
        imported(model(node("startEvent", "s", "") + node("task", "a", "Ask") +
                       timed("long", "a", "PT72H") + timed("short", "a", "PT24H") +
                       timed("odd", "a", "R3/PT10H") + node("task", "b", "Build") +
                       timed("none", "b", "P1DT2H") + flow("f1", "s", "a") + flow("f2", "a", "b")),
                 &told);
    has(made, "  step ask \"Ask\"\n    owner      order_owner\n    within     24 hours\n");
    CHECK(entry(made, "short").fate == Fate::kCarried);
    CHECK(entry(made, "long").fate == Fate::kListed);
    CHECK(entry(made, "long").reason == Reason::kTimerLonger);
    CHECK(entry(made, "odd").reason == Reason::kTimerUnreadable);
    CHECK(entry(made, "none").fate == Fate::kListed);
    CHECK(tells(told, DiagnosticKind::kBpmnTimerUnreadable, "P1DT2H"));
    CHECK_FALSE(tells(told, DiagnosticKind::kBpmnTimerUnreadable, "R3/PT10H"));
}

TEST_CASE("bpmn parts: what only undoes another task is no step") {
    const Imported made = imported(model(
        node("startEvent", "s", "") + node("task", "a", "Book") +
        "<boundaryEvent id=\"e\" attachedToRef=\"a\"><compensateEventDefinition/></boundaryEvent>"
        "<task id=\"u\" name=\"Cancel\" isForCompensation=\"true\"/>"
        "<subProcess id=\"v\" name=\"Undo\" isForCompensation=\"true\"><task id=\"w\"/>"
        "</subProcess>" +
        node("task", "b", "Bill") + flow("f1", "s", "a") + flow("f2", "a", "b") +
        "<association id=\"as\" sourceRef=\"e\" targetRef=\"u\"/>"));
    CHECK(made.outline.processes.size() == 1);
    CHECK(made.outline.processes[0].steps.size() == 2);
    for (const char* id : {"e", "u", "v", "as"}) {
        INFO(id);
        CHECK(entry(made, id).fate == Fate::kListed);
        CHECK(entry(made, id).reason == Reason::kCompensation);
    }
    CHECK(entry(made, "w").fate == Fate::kListed);
}

/// Survey and draft side by side, then a review that may go back to the draft alone.
std::string review_of_draft(const std::string& last) {
    return model(node("startEvent", "s", "") + node("parallelGateway", "split", "") +
                 node("task", "a", "Survey") + node("exclusiveGateway", "m", "") +
                 node("task", "b", "Draft") + node("parallelGateway", "j", "") +
                 node("task", "c", "Review") + node("exclusiveGateway", "x", "Good?") +
                 node("task", "d", "Print") + flow("f0", "s", "split") + flow("f1", "split", "a") +
                 flow("f2", "split", "m") + flow("f3", "a", "j") + flow("f4", "m", "b") +
                 flow("f5", "b", "j") + flow("f6", "j", "c") + flow("f7", "c", "x") +
                 flow("f8", "x", "m", "no") + last);
}

TEST_CASE("bpmn returns: what goes back is found where a loop is entered at several places") {
    Diagnostics told;
    const Imported made = imported(review_of_draft(flow("f9", "x", "d", "yes")), &told);
    CHECK(tells(told, DiagnosticKind::kBpmnLoopUnbounded, "f8"));
    has(made, "    after      survey, draft\n");
    has(made, "    returns to draft at most 3 times if good is no\n");
    has(made, "    after      review if good is yes\n");
}

TEST_CASE("bpmn returns: a loop that is left in its middle, and one that nobody leaves") {
    Diagnostics told;
    const Imported made = imported(
        model(node("startEvent", "s", "") + node("task", "a", "Inspect") +
              node("exclusiveGateway", "g", "Good?") + node("task", "b", "Mend") +
              node("task", "c", "Ship") + flow("f1", "s", "a") + flow("f2", "a", "g") +
              flow("f3", "g", "b", "no") + flow("f4", "b", "a") + flow("f5", "g", "c", "yes")),
        &told);
    CHECK(tells(told, DiagnosticKind::kBpmnLoopUnbounded, "f4"));
    has(made, "  step mend \"Mend\"\n    after      inspect if good is no\n");
    has(imported(review_of_draft({})), "  step draft \"Draft\"\n");
}

TEST_CASE("bpmn outcomes: where “and” meets “or” there are parentheses") {
    const auto chinese = [](bool zh) {
        const auto word = [&](const char* en, const char* in_zh) {
            return std::string(zh ? in_zh : en);
        };
        return model(
            node("startEvent", "s", "") + node("task", "a", word("Check", "审核订单审核订单")) +
            "<boundaryEvent id=\"b\" name=\"" + word("Complaint", "投诉") +
            "\" attachedToRef=\"a\" cancelActivity=\"false\"><messageEventDefinition/>"
            "</boundaryEvent>" +
            node("exclusiveGateway", "g", word("Ok?", "合格")) +
            node("task", "t", word("Ship", "发货")) + node("task", "u", word("Refuse", "拒绝")) +
            flow("f0", "s", "a") + flow("f1", "a", "g") + flow("f2", "b", "g") +
            flow("f3", "g", "t", word("yes", "是")) + flow("f4", "g", "u", word("no", "否")));
    };
    has(imported(chinese(false)), "    after      check if ok is yes or (ok is yes and");
    const ImportResult zh = import("f.bpmn", chinese(true));
    REQUIRE(zh.imported);
    CHECK(tests::flaws_of(zh.imported->rulebook, zh.imported->names) == "");
}

TEST_CASE("bpmn outcomes: written conditions that meet on one way keep their sense") {
    const auto written = [](const std::string& id, const std::string& from, const std::string& to,
                            const std::string& condition) {
        return "<sequenceFlow id=\"" + id + "\" sourceRef=\"" + from + "\" targetRef=\"" + to +
               "\"><conditionExpression language=\"onus\">" + condition +
               "</conditionExpression></sequenceFlow>";
    };
    const auto asks = [](const std::string& id) {
        return "<task id=\"" + id + "\" name=\"" + id +
               "\"><extensionElements><onus:deliver>x : yes_no</onus:deliver><onus:deliver>y : "
               "yes_no</onus:deliver></extensionElements></task>";
    };
    std::string text =
        model(node("startEvent", "s", "") + asks("a") + node("exclusiveGateway", "g", "") +
              node("exclusiveGateway", "h", "") + node("task", "t", "Ship") +
              node("task", "u", "Refuse") + flow("f0", "s", "a") + flow("f1", "a", "g") +
              written("f2", "g", "h", "x is yes or y is yes") + written("f3", "h", "t", "y is no") +
              written("f4", "g", "t", "x is no and y is yes") + flow("f5", "g", "u"));
    text.replace(text.find(" id="), 0, " xmlns:onus=\"urn:onus:bpmn:1\"");
    const Imported made = imported(text);
    CHECK((made.rulebook.find("(x is yes or y is yes) and y is no") != std::string::npos ||
           made.rulebook.find("y is no and (x is yes or y is yes)") != std::string::npos));
}

TEST_CASE("bpmn outcomes: what is asked before the first task is a step of its own") {
    const Imported made = imported(
        model(node("startEvent", "s", "") + node("exclusiveGateway", "g", "Big?") +
              node("task", "a", "Do it all") + node("task", "b", "Do a little") +
              flow("f1", "s", "g") + flow("f2", "g", "a", "yes") + flow("f3", "g", "b", "no")));
    has(made, "  step decide_how_it_begins \"Decide how it begins\"\n");
    has(made, "    after      decide_how_it_begins if big is yes\n");
    has(made, "    after      decide_how_it_begins if big is no\n");
}

}  // namespace
}  // namespace onus::bpmn
