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

/// Working days of a step to which the diagram gives no time.
inline constexpr int kUsualDays = 5;

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
    std::uint32_t flow = kNone;  ///< of the diagram, that leads back

    friend bool operator==(const Return&, const Return&) = default;
};

struct Deliverable {
    std::string name;
    std::string type;  ///< as a rulebook writes it

    friend bool operator==(const Deliverable&, const Deliverable&) = default;
};

struct OutlineStep {
    std::string id;  ///< of the element that it came from; else its name in a run, "print.plates"
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
    std::vector<std::string> remarks;
    std::vector<Note> clauses;  ///< what else the rulebook says of the step
    std::string alarm_to;       ///< who is told when it is late
    std::string runs;           ///< name of the process whose steps it does; empty: none
    NodeKind kind = NodeKind::kUserTask;
};

struct OutlineProcess {
    std::string id;
    std::string name;
    std::string title;
    std::string twin;
    std::string owner;
    std::string owner_text;  ///< who owns the steps that name nobody
    std::string record;      ///< what an instance is about
    std::string action;      ///< starts an instance
    std::string action_title;
    std::vector<std::string> started_by;  ///< empty: anyone
    std::string within;                   ///< empty: none of its own
    bool is_part = false;                 ///< a step of another runs it, and no action starts it
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
    std::vector<OutlineProcess> processes;  ///< from a rulebook: one, then those that it runs

    /// Heading and vocabulary of the rulebook that the diagram came from; empty for others.
    std::string preamble;
    std::vector<std::string> declared_roles;  ///< by the preamble
    std::string names;                        ///< its table of names in the other language, too
};

}  // namespace onus::bpmn
