// SPDX-License-Identifier: Apache-2.0
//
// What is counted as told in a remark stands in one; what is lost is listed.

#include <catch2/catch.hpp>

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

std::string timer(const std::string& length) {
    return "<timerEventDefinition><timeDuration>" + length +
           "</timeDuration></timerEventDefinition>";
}
std::string event(const std::string& kind, const std::string& id, const std::string& name,
                  const std::string& inside, const std::string& more = {}) {
    return "<" + kind + " id=\"" + id + "\" name=\"" + name + "\"" + more + ">" + inside + "</" +
           kind + ">";
}

TEST_CASE("bpmn told: a timer behind an event-based gateway is how long somebody waits") {
    const Imported made = imported(model(
        node("startEvent", "s", "") + node("task", "a", "Send offer") +
        node("eventBasedGateway", "g", "") +
        event("intermediateCatchEvent", "m", "Answer came", "<messageEventDefinition/>") +
        event("intermediateCatchEvent", "t", "No answer", timer("P14D")) +
        event("intermediateCatchEvent", "u", "Never", timer("P1DT2H")) + node("task", "b", "Book") +
        node("task", "c", "Close") + node("task", "d", "Drop") + flow("f0", "s", "a") +
        flow("f1", "a", "g") + flow("f2", "g", "m") + flow("f3", "g", "t") + flow("f4", "g", "u") +
        flow("f5", "m", "b") + flow("f6", "t", "c") + flow("f7", "u", "d")));
    has(made, "  # Timer: P1DT2H\n");
    has(made,
        "  step wait_for_what_happens \"Wait for what happens\"\n    after      send_offer\n");
    has(made,
        "    within     14 days\n    deliver    which_way : one of answer_came, no_answer, "
        "never\n");
    has(made, "    after      wait_for_what_happens if which_way is no_answer\n");
    CHECK(entry(made, "t").fate == Fate::kCarried);
    CHECK(entry(made, "u").fate == Fate::kQuestion);
    CHECK(entry(made, "g").reason == Reason::kGatewayWaits);
}

TEST_CASE("bpmn told: event definitions that stand beside the processes") {
    const Imported made =
        imported(model(node("startEvent", "s", "") + node("task", "a", "Ask") +
                           event("boundaryEvent", "late", "",
                                 "<eventDefinitionRef>td"
                                 "</eventDefinitionRef>",
                                 " attachedToRef=\"a\"") +
                           flow("f", "s", "a"),
                       "<timerEventDefinition id=\"td\"><timeDuration>PT6H</timeDuration>"
                       "</timerEventDefinition>"));
    has(made, "    within     6 hours\n");
    CHECK(entry(made, "td").fate == Fate::kCarried);
    const ImportResult wrong =
        import("f.bpmn", model(node("task", "a", "Ask") + event("endEvent", "e", "",
                                                                "<eventDefinitionRef>m"
                                                                "</eventDefinitionRef>"),
                               "<message id=\"m\"/>"));
    CHECK_FALSE(wrong.imported);
}

TEST_CASE("bpmn told: events on a task from where nothing leads on") {
    const Imported made = imported(model(
        node("startEvent", "s", "") + node("task", "a", "Ask") +
        event("boundaryEvent", "x", "Power cut", "<errorEventDefinition/>",
              " attachedToRef=\"a\"") +
        event("boundaryEvent", "z", "Strike", "<signalEventDefinition/>", " attachedToRef=\"a\"") +
        node("endEvent", "e", "on strike") + flow("f", "s", "a") + flow("g", "z", "e")));
    has(made, "  # May happen: Power cut\n");
    CHECK(entry(made, "x").fate == Fate::kRemark);
    has(made, "    deliver    how_it_ended : one of completed, strike\n");
    CHECK(entry(made, "z").fate == Fate::kQuestion);
}

TEST_CASE("bpmn told: a message is named where a task without a name waits for it") {
    const Imported made =
        imported(model(node("startEvent", "s", "") + "<receiveTask id=\"a\" messageRef=\"msg\"/>" +
                           flow("f", "s", "a"),
                       "<message id=\"msg\" name=\"Order form\"/>"));
    has(made, "  # Means: Order form\n");
    CHECK(entry(made, "msg").fate == Fate::kRemark);
}

TEST_CASE("bpmn told: what makes no difference is not counted as asked") {
    const Imported made = imported(model(
        node("startEvent", "s", "") + node("task", "a", "Ask") +
        node("exclusiveGateway", "g", "Odd?") + node("exclusiveGateway", "m", "") +
        node("task", "b", "Book") + flow("f", "s", "a") + flow("f1", "a", "g") +
        flow_if("f2", "g", "m", "odd") + flow_if("f3", "g", "m", "even") + flow("f4", "m", "b")));
    CHECK(entry(made, "g").fate == Fate::kListed);
    CHECK(entry(made, "g").reason == Reason::kSameWay);
    CHECK(entry(made, "f2").fate == Fate::kListed);
    CHECK(entry(made, "m").fate == Fate::kCarried);
}

TEST_CASE("bpmn told: messages, notes without text and documentation are found again") {
    const Imported made = imported(
        model(event("startEvent", "s", "Order", "<messageEventDefinition messageRef=\"msg\"/>") +
                  node("task", "a", "Ask") +
                  event("endEvent", "e", "Tell them",
                        "<documentation>By letter.</documentation>"
                        "<signalEventDefinition signalRef=\"sig\"/>") +
                  "<exclusiveGateway id=\"g\"><documentation>Look at the price.</documentation>"
                  "</exclusiveGateway><textAnnotation id=\"n\"><text> </text></textAnnotation>" +
                  flow("f", "s", "a") + flow("f1", "a", "g") + flow("f2", "g", "e"),
              "<message id=\"msg\" name=\"Order form\"/><signal id=\"sig\" name=\"Closed\"/>"
              "<process id=\"q\">" +
                  node("endEvent", "out", "Reply") + node("task", "r", "Rest") +
                  "</process><collaboration id=\"c\"><participant id=\"p1\" processRef=\"p\"/>"
                  "<participant id=\"p2\" processRef=\"q\"/><participant id=\"box\"/>"
                  "<messageFlow id=\"mf\" name=\"Letter\" sourceRef=\"out\" targetRef=\"s\"/>"
                  "<messageFlow id=\"nf\" sourceRef=\"box\" targetRef=\"box\"/></collaboration>"));
    has(made, "Order: Order form\n");
    has(made, "Tell them: Closed\n");
    has(made, "Tell them: By letter.\n");
    has(made, "Look at the price.\n");
    has(made, "# Sends the message: Letter\n");
    CHECK(entry(made, "msg").fate == Fate::kRemark);
    CHECK(entry(made, "mf").fate == Fate::kRemark);
    CHECK(entry(made, "nf").fate == Fate::kListed);
    CHECK(entry(made, "n").fate == Fate::kListed);
    CHECK(entry(made, "n").reason == Reason::kNoText);
}

}  // namespace
}  // namespace onus::bpmn
