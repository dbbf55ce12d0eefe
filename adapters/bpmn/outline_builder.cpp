// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/outline_builder.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "adapters/bpmn/outline_crossings.h"
#include "adapters/bpmn/words_of_xml.h"
#include "adapters/bpmn/wrapped_text.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::bpmn {
namespace {

std::string file_stem(const std::string& path) {
    const std::size_t slash = path.find_last_of("/\\");
    std::string stem = slash == std::string::npos ? path : path.substr(slash + 1);
    const std::size_t dot = stem.rfind(".bpmn");
    return one_line(dot == std::string::npos ? stem : stem.substr(0, dot));
}

const std::string* note_of(const Named& named, std::string_view kind) {
    const auto found = std::find_if(named.notes.begin(), named.notes.end(),
                                    [&](const Note& note) { return note.kind == kind; });
    return found == named.notes.end() ? nullptr : &found->text;
}

}  // namespace

ImportedOutline outline_of(const Diagram& diagram, const std::string& source_name) {
    if (std::optional<Lifted> made = lifted(diagram)) {
        return OutlineBuilder(made->diagram, source_name, std::move(made->crossing)).run();
    }
    return OutlineBuilder(diagram, source_name).run();
}

OutlineBuilder::OutlineBuilder(const Diagram& diagram, std::string source_name,
                               std::vector<std::uint32_t> crossing)
    : diagram_(diagram),
      source_name_(std::move(source_name)),
      is_crossing_(diagram.flows.size(), false) {
    for (const std::uint32_t flow : crossing) {
        is_crossing_[flow] = true;
    }
}

std::string OutlineBuilder::word(std::string_view en, std::string_view zh) const {
    return std::string(result_.outline.language == Language::kEnglish ? en : zh);
}

ImportedOutline OutlineBuilder::run() {
    prepare();
    name_everything();
    find_units();
    if (has_too_many_steps()) {
        return std::move(result_);
    }
    find_calls();
    if (is_too_nested()) {
        result_.diagnostics.push_back(
            {DiagnosticKind::kBpmnTooNested, source_name_, {0, 1}, {}, {}, {}});
        return std::move(result_);
    }
    find_flows_back();
    untangle();
    if (has_too_many_steps()) {
        return std::move(result_);
    }
    for (Unit& unit : units_) {
        make_process(unit);
    }
    for (const auto& [node, unit] : runs_) {
        if (OutlineStep* step = step_at(node)) {
            step->runs = result_.outline.processes[units_[unit].outline].name;
        }
    }
    take_data();
    take_messages();
    take_events();
    for (const Unit& unit : units_) {
        if (unit.outline != kNone) {
            connect(unit);
        }
    }
    if (has_errors(result_.diagnostics)) {
        return std::move(result_);
    }
    check_deadlines();
    take_remarks();
    take_documentation();
    mark_what_is_asked();
    mark_the_rest();
    return std::move(result_);
}

/// A rulebook of so many steps nobody reads, and checking it would take minutes.
bool OutlineBuilder::has_too_many_steps() {
    constexpr std::size_t kMost = 10'000;
    std::size_t steps = 0;
    for (const Unit& unit : units_) {
        steps += static_cast<std::size_t>(
            std::count_if(unit.nodes.begin(), unit.nodes.end(),
                          [&](std::uint32_t node) { return is_step(node); }));
    }
    if (steps > kMost) {
        result_.diagnostics.push_back(
            {DiagnosticKind::kXmlTooMany, source_name_, {0, 1}, {std::to_string(kMost)}, {}, {}});
    }
    return steps > kMost;
}

void OutlineBuilder::prepare() {
    const auto& items = diagram_.items;
    for (std::uint32_t i = 0; i < items.size(); ++i) {
        item_of_.emplace(items[i].id, i);
        result_.inventory.push_back({items[i].id, items[i].name, items[i].kind});
    }
    marked_.resize(items.size(), false);
    step_of_.resize(diagram_.nodes.size());
    inside_.resize(diagram_.nodes.size());
    holds_.resize(diagram_.nodes.size(), false);
    boundary_.resize(diagram_.nodes.size());
    pool_of_.resize(diagram_.processes.size());
    has_pool_.resize(diagram_.processes.size(), false);
    begins_.resize(diagram_.nodes.size(), false);
    becomes_step_.resize(diagram_.nodes.size(), false);
    prepare_flows();
    for (std::uint32_t i = 0; i < diagram_.nodes.size(); ++i) {
        const Node& node = diagram_.nodes[i];
        node_of_.emplace(node.id, i);
        if (node.kind == NodeKind::kThrow && node.event == EventKind::kLink) {
            links_[{node.process, node.detail}].push_back(i);
        }
        if (node.parent != kNone) {
            inside_[node.parent].push_back(i);
        }
        if (node.attached != kNone) {
            boundary_[node.attached].push_back(i);
        }
    }
    find_left_out();
    for (const Participant& participant : diagram_.participants) {
        if (participant.process != kNone) {
            pool_of_[participant.process] = participant.name;
            has_pool_[participant.process] = true;
        }
    }
}

/// What each flow asks, and which gateways somebody waits at for the first of several events.
void OutlineBuilder::prepare_flows() {
    asking_.resize(diagram_.nodes.size());
    place_of_.resize(diagram_.flows.size(), 0);
    for (std::uint32_t i = 0; i < diagram_.nodes.size(); ++i) {
        const Node& node = diagram_.nodes[i];
        for (std::uint32_t place = 0; place < node.outgoing.size(); ++place) {
            const std::uint32_t number = node.outgoing[place];
            const Flow& flow = diagram_.flows[number];
            const Node& to = diagram_.nodes[flow.to];
            place_of_[number] = place;
            if (flow.language == "onus" && !flow.condition.empty()) {
                asking_[i].written.push_back(number);
            } else if (number != node.standard &&
                       (is_gateway(node.kind) || !flow.condition.empty())) {
                asking_[i].flows.push_back(number);
            }
            if (node.kind == NodeKind::kEventBased && to.kind == NodeKind::kCatch &&
                to.event == EventKind::kTimer && !to.timer.text.empty()) {
                becomes_step_[i] = true;
            }
        }
    }
}

void OutlineBuilder::name_everything() {
    std::string all;
    for (const Node& node : diagram_.nodes) {
        all += is_activity(node.kind) ? node.name : std::string();
    }
    std::string written;  // in the language of a rulebook: the names are read in that one
    for (const Flow& flow : diagram_.flows) {
        written += flow.language == "onus" ? flow.condition : std::string();
    }
    all = written.empty() ? all : written;
    Outline& outline = result_.outline;
    outline.language = is_chinese(all) ? Language::kChinese : Language::kEnglish;
    for (const Note& note : diagram_.notes) {
        if (note.kind == "preamble") {
            outline.preamble = note.text;
        } else if (note.kind == "names") {
            outline.names = note.text;
        } else if (note.kind == "language") {
            outline.language = note.text == "zh" ? Language::kChinese : Language::kEnglish;
        }
    }
    take_declared();
    outline.title = diagram_.name.empty() ? file_stem(source_name_) : diagram_.name;
    outline.name = name_from(outline.title, outline.language, word("processes", "流程集"));
    for (const Note& note : diagram_.notes) {
        if (note.kind == "rulebook") {  // it becomes the name of a file: no way to other folders
            outline.name = name_from(note.text, outline.language, word("processes", "流程集"));
        }
    }
    mark(diagram_.id, Fate::kCarried);
    mark(diagram_.collaboration, Fate::kCarried);
}

/// What the vocabulary of the rulebook that the file came from declares already.
void OutlineBuilder::take_declared() {
    const std::string& text = result_.outline.preamble;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = text.substr(at, end - at);
        at = end + 1;
        const std::size_t blank = line.find(' ');
        if (blank == 0 || blank == std::string::npos) {
            continue;
        }
        std::string name = line.substr(blank + 1);
        name = name.substr(0, name.find(' '));
        names_.take(name);
        const std::string_view kind = std::string_view(line).substr(0, blank);
        if (kind == word("role", "岗位")) {
            result_.outline.declared_roles.push_back(name);
        }
    }
}

/// A catching event is waited for by somebody, unless a gateway asks which of several happened.
bool OutlineBuilder::is_step(std::uint32_t node) const {
    const Node& here = diagram_.nodes[node];
    if (is_left_out(node)) {
        return false;
    }
    if (is_activity(here.kind) || becomes_step_[node]) {
        return true;
    }
    return here.kind == NodeKind::kCatch && here.event != EventKind::kLink &&
           std::none_of(here.incoming.begin(), here.incoming.end(), [&](std::uint32_t flow) {
               return diagram_.nodes[diagram_.flows[flow].from].kind == NodeKind::kEventBased;
           });
}

OutlineStep* OutlineBuilder::step_at(std::uint32_t node) {
    const StepPlace place = step_of_[node];
    return place.process == kNone ? nullptr
                                  : &result_.outline.processes[place.process].steps[place.step];
}

std::string OutlineBuilder::role(const std::string& title) {
    const auto found = role_of_.find(title);
    if (found != role_of_.end()) {
        return found->second;
    }
    Outline& outline = result_.outline;
    std::string name = name_from(title, outline.language, word("owner_of_process", "流程负责人"));
    const auto& declared = outline.declared_roles;
    if (std::find(declared.begin(), declared.end(), name) == declared.end()) {
        name = names_.take(name);
        outline.roles.push_back({name, title});
    }
    role_of_.emplace(title, name);
    return name;
}

/// The person named on the task itself, else its lane, else its pool.
std::string OutlineBuilder::role_for(std::uint32_t node) {
    const Node& here = diagram_.nodes[node];
    for (const std::string& resource : here.resources) {
        const auto found = item_of_.find(resource);
        if (found != item_of_.end() && !diagram_.items[found->second].name.empty()) {
            mark(resource, Fate::kCarried);
            return role(diagram_.items[found->second].name);
        }
    }
    for (std::uint32_t lane = here.lane; lane != kNone; lane = diagram_.lanes[lane].parent) {
        const std::string* const path = note_of(diagram_.lanes[lane], "owner");
        if (path != nullptr && one_line(as_words(*path)) == diagram_.lanes[lane].name) {
            return *path;  // else somebody gave it another name
        }
        if (!diagram_.lanes[lane].name.empty()) {
            return role(diagram_.lanes[lane].name);
        }
    }
    return {};
}

void OutlineBuilder::make_process(Unit& unit) {
    std::vector<std::uint32_t> steps;
    std::copy_if(unit.nodes.begin(), unit.nodes.end(), std::back_inserter(steps),
                 [&](std::uint32_t node) { return is_step(node); });
    if (steps.empty()) {
        return;
    }
    Outline& outline = result_.outline;
    OutlineProcess process;
    process.is_part = unit.is_part;
    name_process(unit, process);
    std::string owner = process.owner;
    if (unit.node != kNone) {
        owner = role_for(unit.node);
        const std::uint32_t around = units_[unit_of_[unit.node]].outline;
        owner = owner.empty() ? outline.processes[around].owner_text : owner;
    } else if (owner.empty()) {
        const std::string& pool = pool_of_[unit.process];
        owner = role(!pool.empty() ? pool : process.title + word(" owner", "负责人"));
    }
    process.owner_text = owner;
    process.owner = unit.is_part ? process.owner : owner;
    set_whole_deadline(unit, process);
    unit.outline = static_cast<std::uint32_t>(outline.processes.size());
    fields_.emplace_back();
    field_names_.emplace_back();
    step_names_.emplace_back();
    openings_.push_back(kNone);
    outline.processes.push_back(std::move(process));
    for (const std::uint32_t node : steps) {
        OutlineProcess& made = outline.processes.back();
        step_of_[node] = {unit.outline, static_cast<std::uint32_t>(made.steps.size())};
        make_step(node, made, owner);
        OutlineStep& step = made.steps.back();
        const bool given = note_of(diagram_.nodes[node], "name") != nullptr;
        const std::string own = step_names_.back().take(step.name);
        step.name = given ? step.name : own;
        fields_.back().emplace_back();
        field_names_.back().emplace_back();
    }
}

/// Its names and what is written beside its steps.
void OutlineBuilder::name_process(const Unit& unit, OutlineProcess& process) {
    const Outline& outline = result_.outline;
    const Named& from = unit.node == kNone
                            ? static_cast<const Named&>(diagram_.processes[unit.process])
                            : diagram_.nodes[unit.node];
    const std::string pool = unit.node == kNone ? pool_of_[unit.process] : std::string();
    process.id = from.id;
    process.title = !from.name.empty()   ? from.name
                    : !pool.empty()      ? pool
                    : unit.node == kNone ? outline.title
                                         : word("Sub-process", "子流程");
    const std::string name = name_from(process.title, outline.language, word("process_", "流程一"));
    const std::string* written = note_of(from, "name");
    const bool as_pool = from.name.empty() && !pool.empty();  // the pool itself is its owner
    process.name = written != nullptr
                       ? *written
                       : names_.take(as_pool ? name + word("_process", "流程") : name);
    if (unit.node != kNone) {
        return;  // the step that runs it says the rest
    }
    mark(from.id, Fate::kCarried);
    for (const Note& note : from.notes) {
        if (note.kind == "twin") {
            process.twin = note.text;
        } else if (note.kind == "title") {
            process.title = one_line(note.text) == from.name ? note.text : process.title;
        } else if (note.kind == "owner") {
            process.owner = note.text;
        } else if (note.kind != "name") {
            process.clauses.push_back(note);
        }
    }
    process.remarks = from.documentation;
    if (!unit.is_part) {
        process.record = names_.take(name + word("_case", "单"));
        process.action = names_.take(word("start_", "启动") + name);
    }
}

void OutlineBuilder::fill_from_notes(const Named& from, OutlineStep& step) {
    for (const Note& note : from.notes) {
        if (note.kind == "name") {
            step.name = note.text;
        } else if (note.kind == "title") {  // unless somebody renamed it since
            step.title = one_line(note.text) == from.name ? note.text : step.title;
        } else if (note.kind == "twin") {
            step.twin = note.text;
        } else if (note.kind == "owner") {
            step.owner = note.text;
        } else if (note.kind == "within") {
            step.within = note.text;
        } else if (note.kind == "deliver") {
            const std::size_t between = note.text.find(" : ");
            if (between != std::string::npos) {
                step.deliverables.push_back(
                    {note.text.substr(0, between), note.text.substr(between + 3)});
            }
        } else {
            step.clauses.push_back(note);
        }
    }
}

void OutlineBuilder::make_step(std::uint32_t node, OutlineProcess& process,
                               const std::string& owner) {
    const Node& from = diagram_.nodes[node];
    OutlineStep step;
    step.id = from.id;
    step.kind = from.kind;
    step.title = !from.name.empty()                   ? from.name
                 : from.kind == NodeKind::kEventBased ? word("Wait for what happens", "等待结果")
                 : is_gateway(from.kind) || from.kind == NodeKind::kThrow
                     ? word("Decide how it goes on", "确定后续走向")
                     : word("Step ", "环节") + std::to_string(process.steps.size() + 1);
    step.name = name_from(step.title, result_.outline.language, word("step_", "环节"));
    step.owner = owner;
    // A diagram of ours says the deadline in words, too, for those who read it elsewhere.
    const std::string* const written = note_of(from, "within");
    for (const std::string& text : from.documentation) {
        if (written == nullptr || text != one_line(word("Deadline: ", "时限：") + *written)) {
            step.remarks.push_back(text);
        }
    }
    const std::string drawn = role_for(node);  // somebody may have moved it to another lane
    fill_from_notes(from, step);
    step.owner = drawn.empty() ? step.owner : drawn;
    set_deadline(from, step);
    if (from.repetition != Repetition::kOnce) {
        step.remarks.push_back(from.repetition == Repetition::kLoop
                                   ? word("Is repeated until it is good.", "可重复进行，直至合格。")
                                   : word("Is done once for each of several.", "逐项办理。"));
    }
    mark(from.id, is_gateway(from.kind) ? Fate::kQuestion : Fate::kCarried,
         is_gateway(from.kind) ? Reason::kGatewayWaits : Reason::kNoReason);
    if (is_event(from.kind)) {
        mark(from.id, Fate::kQuestion, Reason::kEventWaits);
        if (!from.detail.empty() || !from.timer.text.empty()) {
            step.remarks.push_back(word("Waits for: ", "等待：") +
                                   (from.detail.empty() ? from.timer.text : from.detail));
        }
    }
    if (const auto called_item = item_of_.find(from.called); called_item != item_of_.end()) {
        mark(from.called, Fate::kCarried);
        if (!runs_.contains(node)) {
            step.remarks.push_back(word("Calls: ", "调用：") + called(diagram_.nodes[node], "") +
                                   " = " + from.called);
        }
    }
    process.steps.push_back(std::move(step));
}

}  // namespace onus::bpmn
