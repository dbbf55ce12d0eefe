// SPDX-License-Identifier: Apache-2.0
//
// A process between its two forms: what a diagram and a rulebook both can say. Neither the grammar
// of rulebooks nor BPMN shows here; outline_text.cpp alone knows how a rulebook is written.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "adapters/bpmn/diagram.h"
#include "grammar/base/language.h"

namespace onus::bpmn {

/// What the diagram leaves to a person: which way to go. The step before delivers the answer.
struct Answer {
    std::string name;
    std::string text;  ///< as the diagram words it

    friend bool operator==(const Answer&, const Answer&) = default;
};
struct Question {
    std::string field;
    std::string text;
    bool yes_no = false;
    std::vector<Answer> answers;  ///< for yes_no: exactly two, the first is yes

    friend bool operator==(const Question&, const Question&) = default;
};

/// The answer number `answer` was given to `field`.
struct Test {
    std::string field;
    std::uint32_t answer = 0;
    std::string name;  ///< of the answer; empty for yes_no

    friend auto operator<=>(const Test&, const Test&) = default;
};

/// Any of the lists holds, all of a list. Nothing: always.
struct Condition {
    std::vector<std::vector<Test>> any;
    std::string written;  ///< as a rulebook wrote it; stands instead of `any`

    [[nodiscard]] bool always() const { return any.empty() && written.empty(); }
    friend bool operator==(const Condition&, const Condition&) = default;
};

struct Predecessor {
    std::uint32_t step = 0;
    Condition condition;

    friend bool operator==(const Predecessor&, const Predecessor&) = default;
};

/// Back to an earlier step; at most so often.
struct Return {
    std::uint32_t step = 0;
    int times = 0;
    Condition condition;

    friend bool operator==(const Return&, const Return&) = default;
};

struct Deliverable {
    std::string name;
    std::string type;  ///< as a rulebook writes it

    friend bool operator==(const Deliverable&, const Deliverable&) = default;
};

struct OutlineStep {
    std::string id;  ///< of the element that it came from
    std::string name;
    std::string title;
    std::string twin;  ///< title in the other language
    std::string owner;
    std::string owner_text;  ///< as a person reads it
    std::string within;      ///< empty: the default
    std::vector<Predecessor> after;
    std::vector<Return> returns;
    std::vector<Deliverable> deliverables;
    std::vector<Question> questions;
    std::vector<std::string> unless;  ///< conditions at the start, all of which skip the step
    std::vector<std::string> remarks;
    std::vector<Note> clauses;  ///< what else the rulebook says of the step
    std::string alarm_to;       ///< who is told when it is late
    bool starts = false;        ///< something leads to it from the start
    NodeKind kind = NodeKind::kUserTask;
};

struct OutlineProcess {
    std::string id;
    std::string name;
    std::string title;
    std::string twin;
    std::string owner;
    std::string owner_text;
    std::string record;  ///< what an instance is about
    std::string action;  ///< starts an instance
    std::string action_title;
    std::string started_by;
    std::vector<Question> questions;  ///< to be answered at the start
    std::vector<OutlineStep> steps;
    std::vector<std::string> remarks;
    std::vector<Note> clauses;
};

struct OutlineRole {
    std::string name;
    std::string title;
};

struct Outline {
    Language language{};
    std::string name;
    std::string title;
    std::vector<OutlineRole> roles;
    std::vector<OutlineProcess> processes;

    /// Heading and vocabulary of the rulebook that the diagram came from; empty for other diagrams.
    std::string preamble;
};

}  // namespace onus::bpmn
