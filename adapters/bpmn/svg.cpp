// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/svg.h"

#include <algorithm>
#include <array>

#include "adapters/bpmn/escape_xml.h"
#include "grammar/base/source.h"
#include "grammar/base/text.h"

namespace onus::bpmn {
namespace {

struct Look {
    std::string_view fill;
    std::string_view line;
    std::string_view sign;
    std::string_view en;
    std::string_view zh;
};
/// By StepState.
constexpr auto kLooks = std::to_array<Look>({
    {"#ffffff", "#5f6b76", "", "not begun", "未开始"},
    {"#e3effc", "#1668b8", "▶", "in progress", "进行中"},
    {"#fde6e4", "#c0281c", "!", "late", "已逾期"},
    {"#e4f4e7", "#247a3c", "✓", "done", "已完成"},
    {"#fff3d6", "#9a6a00", "✓!", "done late", "逾期完成"},
    {"#f0f0f0", "#8a8a8a", "–", "not taken", "未经过"},
});

/// In lines of at most `cells` terminal cells, broken at blanks and between Chinese signs.
std::vector<std::string> wrapped(std::string_view text, std::uint32_t cells, std::size_t most) {
    std::vector<std::string> lines(1);
    std::string piece;
    const auto flush = [&](bool blank) {
        if (!lines.back().empty() &&
            display_width(lines.back()) + display_width(piece) + (blank ? 1U : 0U) > cells) {
            lines.emplace_back();
        }
        lines.back() += piece;
        piece.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const char32_t sign = next_code_point(text, at);
        if (sign == ' ') {
            flush(false);
            if (!lines.back().empty()) {
                piece = " ";
            }
            continue;
        }
        append_utf8(piece, sign);
        if (sign >= 0x2E80) {
            flush(false);
        }
    }
    flush(false);
    for (std::string& line : lines) {
        line.erase(0, line.find_first_not_of(' ') == std::string::npos
                          ? line.size()
                          : line.find_first_not_of(' '));
    }
    if (lines.size() > most) {
        lines.resize(most);
        lines.back() += "…";
    }
    return lines;
}

class Drawer {
  public:
    Drawer(const Diagram& diagram, Language language,
           const std::map<std::string, StepState>& states)
        : diagram_(diagram), language_(language), states_(states) {}

    std::string run() {
        const Box& pool = diagram_.shapes.front().box;
        const int legend = states_.empty() ? 0 : 40;
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
        rect(pool, "#ffffff", "#5f6b76", 0);
        for (std::size_t i = 0; i < diagram_.lanes.size(); ++i) {
            lane(i);
        }
        upright(diagram_.participants.front().name, pool);
        for (const Edge& edge : diagram_.edges) {
            line(edge);
        }
        for (std::size_t i = 0; i < diagram_.nodes.size(); ++i) {
            node(diagram_.nodes[i], diagram_.shapes[1 + diagram_.lanes.size() + i]);
        }
        if (!states_.empty()) {
            explain(pool);
        }
        out_ += "</svg>\n";
        return std::move(out_);
    }

  private:
    void rect(const Box& box, std::string_view fill, std::string_view stroke, int round) {
        out_ += "<rect x=\"" + std::to_string(box.x) + "\" y=\"" + std::to_string(box.y) +
                "\" width=\"" + std::to_string(box.width) + "\" height=\"" +
                std::to_string(box.height) + "\" rx=\"" + std::to_string(round) + "\" fill=\"" +
                std::string(fill) + "\" stroke=\"" + std::string(stroke) + "\"/>\n";
    }
    void text(int x, int y, std::string_view words, std::string_view more = {}) {
        out_ += "<text x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) +
                "\" text-anchor=\"middle\"" + std::string(more) + ">" + escape_xml(words) +
                "</text>\n";
    }
    void lines_of(const std::vector<std::string>& lines, int x, int y) {
        for (const std::string& each : lines) {
            text(x, y, each, " fill=\"#1d2429\"");
            y += 15;
        }
    }
    void upright(const std::string& words, const Box& box) {
        const int x = box.x + 19;
        const int y = box.y + box.height / 2;
        const auto cells = static_cast<std::uint32_t>(std::max(4, box.height / 7));
        text(x, y, wrapped(words, cells, 1).front(),
             " fill=\"#1d2429\" transform=\"rotate(-90 " + std::to_string(x) + " " +
                 std::to_string(y) + ")\"");
    }
    void lane(std::size_t index) {
        const Box& box = diagram_.shapes[1 + index].box;
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
        if (edge.has_label) {
            out_ += "<text x=\"" + std::to_string(edge.label.x) + "\" y=\"" +
                    std::to_string(edge.label.y + 11) + "\" font-size=\"10\" fill=\"#1d2429\">" +
                    escape_xml(shortened(flow->name)) + "<title>" + escape_xml(flow->name) +
                    "</title></text>\n";
        }
    }
    /// What fits beside an edge; the whole stands in its tooltip.
    [[nodiscard]] static std::string shortened(const std::string& text) {
        constexpr std::size_t kMost = 36;
        std::size_t letters = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
            if (begins && letters++ == kMost) {
                return text.substr(0, i) + "…";
            }
        }
        return text;
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
        } else if (is_event(node.kind)) {
            out_ += "<circle cx=\"" + std::to_string(x) + "\" cy=\"" + std::to_string(y) +
                    "\" r=\"18\" fill=\"#ffffff\" stroke=\"#1d2429\" stroke-width=\"" +
                    (node.kind == NodeKind::kEnd ? "4" : "1.5") + "\"/>\n";
            lines_of(wrapped(node.name, 14, 2), x, box.y + box.height + 15);
        } else {
            task(node, box, x, y);
        }
    }
    void gateway(const Node& node, int x, int y, int half) {
        const auto at = [](int a, int b) { return std::to_string(a) + "," + std::to_string(b); };
        out_ += "<polygon fill=\"#ffffff\" stroke=\"#1d2429\" stroke-width=\"1.5\" points=\"" +
                at(x, y - half) + " " + at(x + half, y) + " " + at(x, y + half) + " " +
                at(x - half, y) + "\"/>\n";
        if (node.kind == NodeKind::kParallel) {
            out_ += "<path stroke=\"#1d2429\" stroke-width=\"3\" d=\"M" + at(x - 10, y) + "H" +
                    std::to_string(x + 10) + "M" + at(x, y - 10) + "V" + std::to_string(y + 10) +
                    "\"/>\n";
        } else {
            out_ += "<circle cx=\"" + std::to_string(x) + "\" cy=\"" + std::to_string(y) +
                    "\" r=\"10\" fill=\"none\" stroke=\"#1d2429\" stroke-width=\"2.5\"/>\n";
        }
    }
    void task(const Node& node, const Box& box, int x, int y) {
        const auto found = states_.find(note(node, "name"));
        const auto state = found == states_.end() ? StepState::kWaiting : found->second;
        const Look& look = kLooks[static_cast<std::size_t>(state)];
        rect(box, look.fill, look.line, 8);
        const std::vector<std::string> lines = wrapped(node.name, 16, 3);
        lines_of(lines, x, y + 2 - static_cast<int>(lines.size()) * 15 / 2 + 4);
        const std::string words = states_.empty() ? std::string() : said(look);
        if (!words.empty()) {
            text(x, box.y + box.height - 6, words,
                 " font-size=\"10\" fill=\"" + std::string(look.line) + "\"");
        }
        text(x, box.y + box.height + 13, note(node, "within"),
             " font-size=\"10\" fill=\"#5f6b76\"");
    }
    [[nodiscard]] std::string said(const Look& look) const {
        return std::string(look.sign) + (look.sign.empty() ? "" : " ") +
               std::string(language_ == Language::kEnglish ? look.en : look.zh);
    }
    void explain(const Box& pool) {
        int x = 0;
        for (const Look& look : kLooks) {
            rect({x, pool.height + 14, 14, 14}, look.fill, look.line, 3);
            out_ += "<text x=\"" + std::to_string(x + 20) + "\" y=\"" +
                    std::to_string(pool.height + 25) + "\" fill=\"#1d2429\">" +
                    escape_xml(said(look)) + "</text>\n";
            x += 120;
        }
    }

    const Diagram& diagram_;
    Language language_;
    const std::map<std::string, StepState>& states_;
    std::string out_;
};

}  // namespace

std::string svg_text(const Diagram& diagram, Language language,
                     const std::map<std::string, StepState>& states) {
    return Drawer(diagram, language, states).run();
}

}  // namespace onus::bpmn
