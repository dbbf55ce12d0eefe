// SPDX-License-Identifier: Apache-2.0
//
// From the tree of the XML to the diagram: first everything is taken down, then names become
// references, then the picture is read.

#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/bpmn/diagram.h"
#include "adapters/bpmn/xml.h"
#include "grammar/base/diagnostic.h"

namespace onus::bpmn {

class DiagramReader {
  public:
    DiagramReader(const XmlTree& tree, std::string source_name)
        : tree_(tree), source_name_(std::move(source_name)) {}

    /// Meaningless if there are errors among the diagnostics.
    [[nodiscard]] Diagram run();
    [[nodiscard]] Diagnostics take_diagnostics() { return std::move(diagnostics_); }

  private:
    enum class What : std::uint8_t {
        kOther,
        kProcess,
        kParticipant,
        kLane,
        kNode,
        kFlow,
        kData,
        kDefinition,
        kRemark,
    };
    struct Target {
        What what{};
        std::uint32_t index = kNone;
    };
    /// Where an element lies.
    struct Place {
        std::uint32_t process = kNone;
        std::uint32_t parent = kNone;
    };
    /// A name that is looked up when all are known.
    struct Reference {
        std::uint32_t element;
        std::string_view id;
    };

    void report(DiagnosticKind kind, const Span& span, std::vector<std::string> arguments);
    [[nodiscard]] const XmlElement& at(std::uint32_t element) const {
        return tree_.elements[element];
    }
    template <class F>
    void each_child(std::uint32_t element, F&& use) const {
        for (std::uint32_t child = at(element).first; child != kNoElement; child = at(child).next) {
            use(child);
        }
    }

    // Taking down.
    void list_items(std::uint32_t element, std::uint32_t parent, bool named_by_file);
    void take_root(std::uint32_t element);
    void take_collaboration(std::uint32_t element);
    void take_process(std::uint32_t element);
    void take_content(std::uint32_t element, Place place);
    void take_lanes(std::uint32_t element, std::uint32_t process, std::uint32_t parent);
    void take_node(std::uint32_t element, NodeKind kind, Place place);
    void take_node_part(std::uint32_t element, std::uint32_t node);
    void take_event(std::uint32_t element, EventKind kind, Node& node);
    [[nodiscard]] bool take_event_named(std::string_view name, std::uint32_t element, Node& node);
    void take_data_flow(std::uint32_t element, std::uint32_t node, bool out);
    void take_flow(std::uint32_t element);
    void take_data(std::uint32_t element, Place place);
    void take_remark(std::uint32_t element);
    void take_association(std::uint32_t element);
    [[nodiscard]] bool take_artifact(std::uint32_t element);
    template <class T>
    void take_named(std::uint32_t element, T& named) const;
    template <class T>
    std::uint32_t add(std::vector<T>& list, T value, What what, std::uint32_t element);
    void take_notes(std::uint32_t element, std::vector<Note>& notes) const;

    // References.
    void resolve();
    void resolve_flows();
    void resolve_shared_events();
    void resolve_lanes();
    void resolve_data();
    void resolve_remarks();
    [[nodiscard]] const Target* find(const Reference& reference, std::string_view holder);
    [[nodiscard]] std::uint32_t find(const Reference& reference, What what,
                                     std::string_view holder);
    void note_what_is_unusual();

    // The picture.
    void take_pictures();
    void take_plane(std::uint32_t plane);
    void take_shape(std::uint32_t element);
    void take_edge(std::uint32_t element);
    [[nodiscard]] Box box_of(std::uint32_t element);
    [[nodiscard]] int number_of(std::uint32_t element, std::string_view attribute);

    const XmlTree& tree_;
    std::string source_name_;
    Diagram diagram_;
    Diagnostics diagnostics_;
    std::unordered_map<std::string_view, Target> by_id_;

    // Beside the lists of the diagram, the elements that they came from.
    std::vector<std::uint32_t> flow_elements_;
    std::vector<std::uint32_t> definition_elements_;
    std::vector<std::pair<std::uint32_t, Reference>> shared_events_;  ///< node, its definition
    std::vector<std::pair<std::uint32_t, Reference>> lane_nodes_;
    std::vector<std::pair<std::uint32_t, Reference>> attached_;
    std::vector<std::pair<std::uint32_t, Reference>> standards_;
    std::vector<std::pair<std::uint32_t, Reference>> participants_;
    std::vector<std::uint32_t> data_flow_elements_;
    std::vector<std::uint32_t> message_flow_elements_;
    std::vector<std::uint32_t> association_elements_;
};

}  // namespace onus::bpmn
