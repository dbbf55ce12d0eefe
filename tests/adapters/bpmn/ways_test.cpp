// SPDX-License-Identifier: Apache-2.0
//
// No step begins although a condition of the diagram does not hold.

#include <algorithm>

#include <catch2/catch.hpp>

#include "grammar/base/diagnostic_kind.h"
#include "tests/adapters/bpmn/checks.h"
#include "tests/adapters/bpmn/drawn.h"

namespace onus::bpmn {
namespace {

using tests::entry;
using tests::flow;
using tests::flow_if;
using tests::has;
using tests::imported;
using tests::model;
using tests::node;

std::string numbered(const std::string& name, int number) { return name + std::to_string(number); }

/// Steps that begin with the process.
std::vector<std::string> first_steps(const Imported& made) {
    std::vector<std::string> first;
    for (const OutlineStep& step : made.outline.processes.front().steps) {
        if (step.after.empty()) {
            first.push_back(step.name);
        }
    }
    return first;
}
using Names = std::vector<std::string>;

TEST_CASE("bpmn ways: a long way between two tasks keeps their order") {
    std::string text = node("startEvent", "s", "") + node("task", "a", "Ask") + flow("f", "s", "a");
    std::string last = "a";
    for (int i = 0; i < 300; ++i) {
        const std::string event = numbered("e", i);
        text += node("intermediateThrowEvent", event, "") + flow(numbered("g", i), last, event);
        last = event;
    }
    const Imported made = imported(model(text + node("task", "b", "Book") + flow("h", last, "b")));
    CHECK(first_steps(made) == Names{"ask"});
    CHECK(count(made.inventory).listed() == 0);
    has(made, "  step book \"Book\"\n    after      ask\n");
}

TEST_CASE("bpmn ways: tasks that may each be left out, one after the other") {
    std::string text =
        node("startEvent", "s", "") + node("task", "t0", "Task 0") + flow("f", "s", "t0");
    std::string last = "t0";
    for (int i = 1; i < 120; ++i) {
        const std::string gate = numbered("g", i);
        const std::string merge = numbered("m", i);
        const std::string task = numbered("t", i);
        text += node("exclusiveGateway", gate, numbered("Need ", i) + "?") +
                node("task", task, numbered("Task ", i)) + node("exclusiveGateway", merge, "") +
                flow("a" + gate, last, gate) + flow("b" + gate, gate, task, "yes") +
                flow("c" + gate, gate, merge, "no") + flow("d" + gate, task, merge);
        last = merge;
    }
    const Imported made = imported(model(text));
    CHECK(first_steps(made) == Names{"task_0"});
    CHECK(count(made.inventory).listed() == 0);
}

TEST_CASE("bpmn ways: where many ways meet again and again, a step stands in between") {
    std::string text = node("startEvent", "s", "") + node("task", "a", "Ask") + flow("f", "s", "a");
    std::string last = "a";
    for (int i = 0; i < 12; ++i) {
        const std::string fork = numbered("x", i);
        const std::string join = numbered("j", i);
        text += node("inclusiveGateway", fork, "") + node("inclusiveGateway", join, "") +
                flow("f" + fork, last, fork) + flow_if("y" + fork, fork, join, "left " + fork) +
                flow_if("z" + fork, fork, join, "right " + fork);
        last = join;
    }
    const Imported made = imported(model(text + node("task", "b", "Book") + flow("h", last, "b")));
    CHECK(first_steps(made) == Names{"ask"});
    const auto became = [](const InventoryEntry& each) {
        return each.reason == Reason::kGatewayWaits;
    };
    CHECK(std::any_of(made.inventory.begin(), made.inventory.end(), became));
    CHECK(count(made.inventory).listed() == 0);
}

TEST_CASE("bpmn ways: a condition of three hundred answers") {
    std::string text = node("startEvent", "s", "") + node("task", "a", "Ask") +
                       node("exclusiveGateway", "g", "Which?") + node("task", "b", "Book") +
                       node("task", "c", "Close") + flow("f", "s", "a") + flow("f2", "a", "g");
    for (int i = 0; i < 300; ++i) {
        text += flow(numbered("w", i), "g", i == 7 ? "c" : "b", numbered("way ", i));
    }
    const Imported made = imported(model(text));
    CHECK(first_steps(made) == Names{"ask"});
    has(made, "    after      ask if which is way_7\n");
    has(made, "    after      ask if ((which is way_0 or ");
}

TEST_CASE("bpmn ways: what no rulebook can say is refused where it stands") {
    std::string text = node("startEvent", "s", "") + node("task", "a", "Ask") +
                       "<inclusiveGateway id=\"g\" default=\"d\"/>" + node("task", "b", "Book") +
                       node("task", "c", "Close") + flow("f", "s", "a") + flow("f2", "a", "g") +
                       flow("d", "g", "b");
    for (int i = 0; i < 1200; ++i) {
        text += flow_if(numbered("w", i), "g", "c", numbered("case ", i));
    }
    const ImportResult tangled = import("f.bpmn", model(text));
    CHECK_FALSE(tangled.imported);
    CHECK(tests::tells(tangled.diagnostics, DiagnosticKind::kBpmnTooTangled, "b"));
    const ImportResult orphans = import(
        "f.bpmn", model(node("startEvent", "s", "") + node("task", "a", "Ask") +
                        flow("f", "s", "a") + node("task", "b", "Book") +
                        node("task", "c", "Close") + flow("g", "b", "c") + flow("h", "c", "b")));
    CHECK_FALSE(orphans.imported);
    CHECK(tests::tells(orphans.diagnostics, DiagnosticKind::kBpmnNeverReached, "b"));
}

TEST_CASE("bpmn ways: an event on a task of another process is refused") {
    const ImportResult apart = import(
        "f.bpmn", model("<boundaryEvent id=\"x\" attachedToRef=\"q\"/>" + node("task", "a", "Ask") +
                            flow("f", "x", "a"),
                        "<process id=\"other\">" + node("task", "q", "Quote") + "</process>"));
    CHECK_FALSE(apart.imported);
}

TEST_CASE("bpmn ways: a flow into an event on a task is refused") {
    const ImportResult into =
        import("f.bpmn", model(node("task", "a", "Ask") + node("complexGateway", "g", "") +
                               "<boundaryEvent id=\"x\" attachedToRef=\"a\"/>" +
                               flow("f", "x", "a") + flow("f2", "g", "x") + flow("f3", "a", "x")));
    CHECK_FALSE(into.imported);
}

TEST_CASE("bpmn ways: what leads back into a start event starts nothing twice") {
    const Imported made = imported(model(node("startEvent", "s", "") + node("task", "a", "Ask") +
                                         node("task", "b", "Book") + flow("f", "s", "a") +
                                         flow_if("g", "a", "s", "again") + flow("h", "a", "b")));
    CHECK(first_steps(made) == Names{"ask"});
}

TEST_CASE("bpmn ways: a loop without a start event begins where it is drawn first") {
    const Imported made = imported(model(
        node("task", "a", "Ask") + node("task", "b", "Book") +
        node("exclusiveGateway", "g", "Good?") + flow("f", "a", "b") + flow("f2", "b", "g") +
        flow("f3", "g", "a", "no") + node("endEvent", "e", "") + flow("f4", "g", "e", "yes")));
    CHECK(first_steps(made) == Names{"ask"});
    has(made, "    returns to ask at most 3 times if good is no\n");
}

TEST_CASE("bpmn ways: a condition on the only way out of a task is asked") {
    const Imported made = imported(model(node("startEvent", "s", "") + node("task", "a", "Ask") +
                                         node("task", "b", "Book") + flow("f", "s", "a") +
                                         flow_if("g", "a", "b", "only if large")));
    has(made, "    deliver    only_if_large : yes_no\n");
    has(made, "    after      ask if only_if_large is yes\n");
    CHECK(entry(made, "g").fate == Fate::kQuestion);
}

TEST_CASE("bpmn ways: a condition behind a parallel gateway is asked, too") {
    const Imported made =
        imported(model(node("startEvent", "s", "") + node("task", "a", "Ask") +
                       node("parallelGateway", "par", "") + node("task", "b", "Book") +
                       node("task", "c", "Close") + flow("f", "s", "a") + flow("f2", "a", "par") +
                       flow_if("g", "par", "b", "large") + flow("h", "par", "c")));
    has(made, "    after      ask if large is yes\n");
    has(made, "  step close \"Close\"\n    after      ask\n");
}

TEST_CASE("bpmn ways: words drawn beside conditions of a rulebook") {
    std::string text =
        model(node("startEvent", "s", "") +
              "<task id=\"a\" name=\"Ask\"><extensionElements><onus:deliver>x : yes_no"
              "</onus:deliver></extensionElements></task>" +
              "<exclusiveGateway id=\"g\" default=\"f4\"/>" + node("task", "b", "Book") +
              node("task", "c", "Close") + node("task", "d", "Defer") + flow("f", "s", "a") +
              flow("f1", "a", "g") +
              "<sequenceFlow id=\"f2\" sourceRef=\"g\" targetRef=\"b\"><conditionExpression "
              "language=\"onus\">x is yes</conditionExpression></sequenceFlow>" +
              flow("f3", "g", "c", "maybe later") + flow("f4", "g", "d"));
    text.replace(text.find(" id="), 0, " xmlns:onus=\"urn:onus:bpmn:1\"");
    const Imported made = imported(text);
    has(made, "    after      ask if x is yes\n");
    has(made, "    after      ask if maybe_later is yes\n");
    has(made, "    after      ask if not (x is yes) and maybe_later is no\n");
}

TEST_CASE("bpmn ways: a flow across the edge of a sub-process") {
    const Imported made =
        imported(model(node("startEvent", "s", "") + node("task", "a", "Ask") +
                       "<subProcess id=\"sub\" name=\"Pack\">" + node("task", "i", "Inner") +
                       node("task", "j", "Second") + flow("f3", "i", "j") + "</subProcess>" +
                       node("task", "b", "Book") + flow("f", "s", "a") + flow("f1", "a", "i") +
                       flow("f2", "j", "b", "broken")));
    has(made, "  step pack \"Pack\"\n    after      ask\n");
    has(made, "    after      outcome_of_pack if broken is yes\n");
    for (const char* id : {"f1", "f2"}) {
        CHECK(entry(made, id).fate == Fate::kListed);
        CHECK(entry(made, id).reason == Reason::kCrosses);
    }
}

TEST_CASE("bpmn ways: what only follows a compensation is no step") {
    const Imported made =
        imported(model(node("startEvent", "s", "") + node("task", "a", "Ask") +
                       "<task id=\"u\" name=\"Undo\" isForCompensation=\"true\"/>" +
                       node("task", "b", "Book") + flow("f", "s", "a") + flow("g", "u", "b")));
    CHECK(made.outline.processes.front().steps.size() == 1);
    CHECK(entry(made, "b").reason == Reason::kBehindLeftOut);
}

TEST_CASE("bpmn ways: which of two starts it was is asked where it matters") {
    const auto lanes = std::string("<laneSet id=\"L\"><lane id=\"l1\" name=\"Clerk\">") +
                       "<flowNodeRef>s</flowNodeRef><flowNodeRef>b</flowNodeRef></lane>" +
                       "<lane id=\"l2\" name=\"Boss\"><flowNodeRef>t</flowNodeRef>" +
                       "<flowNodeRef>a</flowNodeRef></lane></laneSet>";
    const std::string nodes = node("startEvent", "s", "by post") +
                              node("startEvent", "t", "by phone") + node("task", "a", "Ask") +
                              node("task", "b", "Book");
    const Imported apart =
        imported(model(lanes + nodes + flow("f", "s", "a") + flow("g", "t", "b")));
    has(apart, "    deliver    how_it_started : one of by_post, by_phone\n");
    has(apart, "    after      decide_how_it_begins if how_it_started is by_post\n");
    CHECK(entry(apart, "s").fate == Fate::kQuestion);
    const Imported same = imported(
        model(lanes + nodes + flow("f", "s", "a") + flow("g", "t", "a") + flow("h", "a", "b")));
    CHECK(same.rulebook.find("decide_how") == std::string::npos);
    has(same, ") by clerk, boss \"by post\"\n");
    has(same, "# Also starts with: by phone\n");
}

TEST_CASE("bpmn ways: a decision behind which nothing follows is delivered") {
    const Imported made = imported(
        model(node("startEvent", "s", "") + node("task", "a", "Check") +
              node("exclusiveGateway", "g", "Approved?") + node("endEvent", "e", "paid") +
              node("endEvent", "r", "refused") + flow("f", "s", "a") + flow("f1", "a", "g") +
              flow("f2", "g", "e", "yes") + flow("f3", "g", "r", "no")));
    has(made, "    deliver    approved : yes_no\n");
    CHECK(entry(made, "g").fate == Fate::kQuestion);
}

}  // namespace
}  // namespace onus::bpmn
