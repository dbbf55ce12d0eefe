// SPDX-License-Identifier: Apache-2.0
//
// A BPMN 2.0 file as plain data: what it means, and how it is drawn. References are indices into
// the lists of the diagram; kNone is "no such thing".

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/base/source.h"

namespace onus::bpmn {

inline constexpr std::uint32_t kNone = 0xFFFFFFFF;

enum class NodeKind : std::uint8_t {
    kStart,
    kEnd,
    kCatch,
    kThrow,
    kBoundary,
    kTask,
    kUserTask,
    kManualTask,
    kServiceTask,
    kScriptTask,
    kRuleTask,
    kSendTask,
    kReceiveTask,
    kCallActivity,
    kSubProcess,
    kTransaction,
    kAdHoc,
    kExclusive,
    kInclusive,
    kParallel,
    kEventBased,
    kComplex,
};

[[nodiscard]] constexpr bool is_event(NodeKind kind) { return kind <= NodeKind::kBoundary; }
[[nodiscard]] constexpr bool is_gateway(NodeKind kind) { return kind >= NodeKind::kExclusive; }
[[nodiscard]] constexpr bool is_activity(NodeKind kind) {
    return !is_event(kind) && !is_gateway(kind);
}
[[nodiscard]] constexpr bool is_container(NodeKind kind) {
    return kind >= NodeKind::kSubProcess && kind <= NodeKind::kAdHoc;
}

/// The element that a kind is written as.
[[nodiscard]] std::string_view element_of(NodeKind kind);

enum class EventKind : std::uint8_t {
    kPlain,
    kMessage,
    kTimer,
    kSignal,
    kConditional,
    kEscalation,
    kError,
    kLink,
    kCompensation,
    kCancel,
    kTerminate,
    kSeveral,
};

enum class Repetition : std::uint8_t { kOnce, kLoop, kParallel, kSequential };

/// A clause of the rulebook that a process came from, as its text stands there: what BPMN has no
/// word for. `kind` is the element it is written as.
struct Note {
    std::string kind;
    std::string text;

    friend bool operator==(const Note&, const Note&) = default;
};

struct Named {
    std::string id;
    std::string name;
    std::vector<std::string> documentation;
    std::vector<Note> notes;
    Span span;
};

enum class TimerForm : std::uint8_t { kAbsent, kDate, kDuration, kCycle };
struct Timer {
    TimerForm form{};
    std::string text;
};

struct Node : Named {
    NodeKind kind{};
    EventKind event{};
    Timer timer;
    std::string detail;  ///< condition of a conditional event, name of a link, a message, a signal
    bool interrupting = true;
    bool triggered_by_event = false;  ///< an event sub-process
    bool compensates = false;         ///< only undoes what another did
    Repetition repetition{};
    std::uint32_t process = kNone;
    std::uint32_t parent = kNone;        ///< sub-process that it lies in
    std::uint32_t attached = kNone;      ///< activity that a boundary event stands on
    std::uint32_t lane = kNone;          ///< innermost
    std::uint32_t standard = kNone;      ///< flow that is taken if no other is
    std::string called;                  ///< id of a process or global task
    std::string step;                    ///< in a run, "print.plates"; not in files
    std::vector<std::string> messages;   ///< ids
    std::vector<std::string> shared;     ///< ids of event definitions beside the processes
    std::vector<std::string> resources;  ///< ids of potential owners' resources
    std::vector<std::uint32_t> incoming;
    std::vector<std::uint32_t> outgoing;
};

struct Flow : Named {
    std::uint32_t from = kNone;
    std::uint32_t to = kNone;
    std::string condition;
    std::string language;  ///< of the condition
};

struct Lane : Named {
    std::uint32_t process = kNone;
    std::uint32_t parent = kNone;
    std::vector<std::uint32_t> nodes;
};

struct Process : Named {
    std::vector<std::string> lane_sets;  ///< ids
};

struct Participant : Named {
    std::uint32_t process = kNone;  ///< kNone for a party that is only a box
};

/// A data object, data store or a reference to one.
struct Data : Named {
    std::string kind;      ///< name of its element
    std::string referred;  ///< id of the object or store that a reference means
    std::uint32_t process = kNone;
};

/// Data that flows into or out of an activity.
struct DataFlow : Named {
    std::uint32_t node = kNone;
    std::string data;  ///< id
    bool out = false;
};

/// A message between two pools; the ends are ids of nodes or participants.
struct MessageFlow : Named {
    std::string from;
    std::string to;
    std::string message;
};

/// A remark or a frame, with what it is about.
struct Remark : Named {
    std::string kind;  ///< "textAnnotation" or "group"
    std::string text;
    std::vector<std::string> about;  ///< ids
};
struct Association : Named {
    std::string from;
    std::string to;
};

/// A message, signal, error, escalation, resource, global task: declared beside the processes.
struct Definition : Named {
    std::string kind;
};

struct Point {
    int x = 0;
    int y = 0;

    friend bool operator==(const Point&, const Point&) = default;
};
struct Box {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    friend bool operator==(const Box&, const Box&) = default;
};

/// Where something is drawn. Coordinates are rounded to whole units.
struct Shape {
    std::string of;  ///< id
    Box box;
    Box label;
    bool has_label = false;
    bool expanded = true;
};
struct Edge {
    std::string of;  ///< id
    std::vector<Point> points;
    Box label;
    bool has_label = false;
};

/// Every element of the part that means something that has an id, in the order of the file.
struct Item {
    std::string id;
    std::string name;
    std::string kind;
    std::uint32_t parent = kNone;  ///< the item around it
    Span span;
};

struct Diagram {
    std::string id;
    std::string name;
    std::vector<Note> notes;
    std::string collaboration;  ///< id
    std::vector<Process> processes;
    std::vector<Participant> participants;
    std::vector<Lane> lanes;
    std::vector<Node> nodes;
    std::vector<Flow> flows;
    std::vector<Data> data;
    std::vector<DataFlow> data_flows;
    std::vector<MessageFlow> message_flows;
    std::vector<Remark> remarks;
    std::vector<Association> associations;
    std::vector<Definition> definitions;
    std::vector<Shape> shapes;
    std::vector<Edge> edges;
    std::vector<Item> items;
    std::vector<std::pair<std::string, std::uint32_t>> vendors;
};

}  // namespace onus::bpmn
