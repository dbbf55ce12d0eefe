// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/svg.h"

#include <algorithm>
#include <array>

#include "adapters/bpmn/escape_xml.h"
#include "adapters/bpmn/wrapped_text.h"
#include "grammar/base/source.h"

namespace onus::bpmn {
namespace {

struct Look {
    std::string_view fill;
    std::string_view line;
    std::string_view dashes;  ///< empty: drawn through
    int width;
    std::string_view sign;
    std::string_view en;
    std::string_view zh;
};
/// By StepState. Colours that differ for people who see no red or no green, too.
constexpr auto kLooks = std::to_array<Look>({
    {"#ffffff", "#5f6b76", "", 1, "○", "not begun", "未开始"},
    {"#d9ecf7", "#0072b2", "", 2, "▶", "in progress", "进行中"},
    {"#fbe3d3", "#d55e00", "", 3, "!", "late", "已逾期"},
    {"#f6e6ef", "#a8578a", "6 3", 2, "‖", "suspended", "已暂停"},
    {"#d8f0e8", "#00785a", "", 1, "✓", "done", "已完成"},
    {"#fdf0cf", "#9a6a00", "", 2, "✓!", "done late", "逾期完成"},
    {"#f2f2f2", "#8a8a8a", "", 1, "»", "skipped", "已跳过"},
    {"#f2f2f2", "#8a8a8a", "2 3", 1, "–", "not taken", "未经过"},
    {"#e3e3e3", "#1d2429", "6 3", 1, "✕", "cancelled", "已取消"},
    {"#e2f2fb", "#2b83b5", "6 3", 2, "↩", "to be done again", "须重做"},
});

constexpr int kLegendLine = 20;
constexpr int kLegendCell = 190;

class Drawer {
  public:
    Drawer(const Diagram& diagram, Language language, const std::map<std::string, StepView>& states)
        : diagram_(diagram), language_(language), states_(states) {}

    std::string run() {
        const Box pool = all_pools();
        const int legend = states_.empty() ? 0 : 14 + legend_lines(pool) * kLegendLine;
        const std::string size =
            std::to_string(pool.width + 20) + " " + std::to_string(pool.height + 20 + legend);
        out_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-10 -10 " + size +
               "\" width=\"" + std::to_string(pool.width + 20) + "\" height=\"" +
               std::to_string(pool.height + 20 + legend) +
               "\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\n<title>" +
               escape_xml(diagram_.processes.front().name) + "</title>\n" +
               "<defs><marker id=\"tip\" viewBox=\"0 0 10 10\" refX=\"10\" refY=\"5\" "
               "markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\">"
               "<path d=\"M0 0L10 5L0 10z\" fill=\"#5f6b76\"/></marker></defs>\n";
        const std::size_t pools = diagram_.participants.size();
        for (std::size_t i = 0; i < pools; ++i) {
            rect(diagram_.shapes[i].box, "#ffffff", "#5f6b76", 0);
        }
        for (std::size_t i = 0; i < diagram_.lanes.size(); ++i) {
            lane(i, diagram_.shapes[pools + i].box);
        }
        for (std::size_t i = 0; i < pools; ++i) {
            upright(diagram_.participants[i].name, diagram_.shapes[i].box);
        }
        for (const Edge& edge : diagram_.edges) {
            line(edge);
        }
        for (std::size_t i = 0; i < diagram_.nodes.size(); ++i) {
            node(diagram_.nodes[i], diagram_.shapes[pools + diagram_.lanes.size() + i]);
        }
        if (!states_.empty()) {
            explain(pool);
        }
        out_ += "</svg>\n";
        return std::move(out_);
    }

  private:
    void rect(const Box& box, std::string_view fill, std::string_view stroke, int round,
              const std::string& more = {}) {
        out_ += "<rect x=\"" + std::to_string(box.x) + "\" y=\"" + std::to_string(box.y) +
                "\" width=\"" + std::to_string(box.width) + "\" height=\"" +
                std::to_string(box.height) + "\" rx=\"" + std::to_string(round) + "\" fill=\"" +
                std::string(fill) + "\" stroke=\"" + std::string(stroke) + "\"" + more + "/>\n";
    }
    void text(int x, int y, std::string_view words, std::string_view more = {}) {
        out_ += "<text x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) +
                "\" text-anchor=\"middle\"" + std::string(more) + ">" + escape_xml(words) +
                "</text>\n";
    }
    void lines_of(const std::vector<std::string>& lines, int x, int y) {
        for (const std::string& each : lines) {
            text(x, y, each, " fill=\"#1d2429\"");
            y += kNameLine;
        }
    }
    void upright(const std::string& words, const Box& box) {
        const auto cells = static_cast<std::uint32_t>(std::max(4, box.height / 7));
        const std::vector<std::string> lines = wrapped(words, cells, 2);
        const int y = box.y + box.height / 2;
        int x = box.x + (lines.size() > 1 ? 13 : 19);
        for (const std::string& each : lines) {
            text(x, y, each,
                 " fill=\"#1d2429\" transform=\"rotate(-90 " + std::to_string(x) + " " +
                     std::to_string(y) + ")\"");
            x += 13;
        }
    }
    /// From the first pool to the last.
    [[nodiscard]] Box all_pools() const {
        Box all;
        for (std::size_t i = 0; i < diagram_.participants.size(); ++i) {
            const Box& pool = diagram_.shapes[i].box;
            all.width = std::max(all.width, pool.width);
            all.height = std::max(all.height, pool.y + pool.height);
        }
        return all;
    }
    void lane(std::size_t index, const Box& box) {
        rect(box, index % 2 == 0 ? "#ffffff" : "#f8fafb", "#5f6b76", 0);
        upright(diagram_.lanes[index].name, box);
    }
    void line(const Edge& edge) {
        out_ += "<polyline fill=\"none\" stroke=\"#5f6b76\" marker-end=\"url(#tip)\" points=\"";
        for (const Point& point : edge.points) {
            out_ += (&point == &edge.points.front() ? "" : " ") + std::to_string(point.x) + "," +
                    std::to_string(point.y);
        }
        out_ += "\"/>\n";
        const auto flow = std::find_if(diagram_.flows.begin(), diagram_.flows.end(),
                                       [&](const Flow& each) { return each.id == edge.of; });
        if (!edge.has_label) {
            return;
        }
        out_ +=
            "<g font-size=\"10\" stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\">"
            "<title>" +
            escape_xml(flow->name) + "</title>";
        int y = edge.label.y + 9;
        for (const std::string& words : label_lines(flow->name)) {
            out_ += "<text x=\"" + std::to_string(edge.label.x) + "\" y=\"" + std::to_string(y) +
                    "\" fill=\"#1d2429\">" + escape_xml(words) + "</text>";
            y += kLabelLine;
        }
        out_ += "</g>\n";
    }
    [[nodiscard]] std::string note(const Node& node, std::string_view kind) const {
        const auto found = std::find_if(node.notes.begin(), node.notes.end(),
                                        [&](const Note& each) { return each.kind == kind; });
        return found == node.notes.end() ? std::string() : found->text;
    }
    void node(const Node& node, const Shape& shape) {
        const Box& box = shape.box;
        const int x = box.x + box.width / 2;
        const int y = box.y + box.height / 2;
        if (is_gateway(node.kind)) {
            gateway(node, x, y, box.width / 2);
            lines_of(name_lines(node.name), x, shape.label.y + 11);
        } else if (is_event(node.kind)) {
            out_ += "<circle cx=\"" + std::to_string(x) + "\" cy=\"" + std::to_string(y) +
                    "\" r=\"18\" fill=\"#ffffff\" stroke=\"#1d2429\" stroke-width=\"" +
                    (node.kind == NodeKind::kEnd ? "4" : "1.5") + "\"/>\n";
            lines_of(name_lines(node.name), x, shape.label.y + 11);
        } else {
            task(node, box, x, y);
        }
    }
    void gateway(const Node& node, int x, int y, int half) {
        const auto at = [](int a, int b) { return std::to_string(a) + "," + std::to_string(b); };
        out_ += "<polygon fill=\"#ffffff\" stroke=\"#1d2429\" stroke-width=\"1.5\" points=\"" +
                at(x, y - half) + " " + at(x + half, y) + " " + at(x, y + half) + " " +
                at(x - half, y) + "\"/>\n";
        if (node.kind == NodeKind::kExclusive) {
            out_ += "<path stroke=\"#1d2429\" stroke-width=\"3\" d=\"M" + at(x - 7, y - 7) + "L" +
                    at(x + 7, y + 7) + "M" + at(x + 7, y - 7) + "L" + at(x - 7, y + 7) + "\"/>\n";
        } else if (node.kind == NodeKind::kParallel) {
            out_ += "<path stroke=\"#1d2429\" stroke-width=\"3\" d=\"M" + at(x - 10, y) + "H" +
                    std::to_string(x + 10) + "M" + at(x, y - 10) + "V" + std::to_string(y + 10) +
                    "\"/>\n";
        } else {
            out_ += "<circle cx=\"" + std::to_string(x) + "\" cy=\"" + std::to_string(y) +
                    "\" r=\"10\" fill=\"none\" stroke=\"#1d2429\" stroke-width=\"2.5\"/>\n";
        }
    }
    void task(const Node& node, const Box& box, int x, int y) {
        const auto found = states_.find(node.step);
        const StepView view = found == states_.end() ? StepView() : found->second;
        const Look& look = kLooks[static_cast<std::size_t>(view.state)];
        const bool runs = node.kind == NodeKind::kCallActivity;
        rect(box, look.fill, look.line, 8, outline_of(look, runs));
        const bool told = found != states_.end();
        const std::vector<std::string> lines = wrapped(node.name, 16, told || runs ? 2 : 3);
        lines_of(lines, x, y + (told || runs ? -2 : 6) - static_cast<int>(lines.size()) * 15 / 2);
        if (runs && !told) {
            out_ += "<path fill=\"none\" stroke=\"#1d2429\" d=\"M" + std::to_string(x - 7) + "," +
                    std::to_string(box.y + box.height - 16) + "h14v14h-14zm3,7h8m-4,-4v8\"/>\n";
        }
        if (told) {
            std::string words = said(look, language_);
            words += view.rounds == 0 ? "" : " ↩" + std::to_string(view.rounds);
            small(x, box.y + box.height - (view.lateness.empty() ? 9 : 20), words);
            small(x, box.y + box.height - 7, view.lateness);
        }
        text(x, box.y + box.height + 13, note(node, "within"),
             " font-size=\"10\" fill=\"#5f6b76\"");
    }
    void small(int x, int y, const std::string& words) {
        if (!words.empty()) {
            text(x, y, words, " font-size=\"10\" fill=\"#1d2429\"");
        }
    }
    /// A step that runs a process has a thick frame, as BPMN has it.
    [[nodiscard]] static std::string outline_of(const Look& look, bool thick) {
        std::string more = look.dashes.empty()
                               ? std::string()
                               : " stroke-dasharray=\"" + std::string(look.dashes) + "\"";
        more += " stroke-width=\"" + std::to_string(look.width + (thick ? 2 : 0)) + "\"";
        return more;
    }
    [[nodiscard]] static std::string said(const Look& look, Language language) {
        return std::string(look.sign) + " " +
               std::string(language == Language::kEnglish ? look.en : look.zh);
    }
    [[nodiscard]] static int in_line(const Box& pool) {
        return std::max(1, pool.width / kLegendCell);
    }
    [[nodiscard]] static int legend_lines(const Box& pool) {
        return (static_cast<int>(kLooks.size()) + in_line(pool) - 1) / in_line(pool);
    }
    /// In both languages: a picture is passed on.
    void explain(const Box& pool) {
        const Language other =
            language_ == Language::kEnglish ? Language::kChinese : Language::kEnglish;
        int number = 0;
        for (const Look& look : kLooks) {
            const int x = number % in_line(pool) * kLegendCell;
            const int y = pool.height + 14 + number / in_line(pool) * kLegendLine;
            ++number;
            rect({x, y, 14, 14}, look.fill, look.line, 3, outline_of(look, false));
            out_ += "<text x=\"" + std::to_string(x + 20) + "\" y=\"" + std::to_string(y + 11) +
                    "\" fill=\"#1d2429\">" + escape_xml(said(look, language_)) + " " +
                    std::string(other == Language::kEnglish ? look.en : look.zh) + "</text>\n";
        }
    }

    const Diagram& diagram_;
    Language language_;
    const std::map<std::string, StepView>& states_;
    std::string out_;
};

}  // namespace

std::string svg_text(const Diagram& diagram, Language language,
                     const std::map<std::string, StepView>& states) {
    return Drawer(diagram, language, states).run();
}

}  // namespace onus::bpmn
